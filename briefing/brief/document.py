"""A brief ready to be written out: sections of cited lines, numbered citations, sources. Frozen values."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from briefing.annotation import Anchor, Grade, Standing, Subject


class SectionKind(StrEnum):
    """What a section is for."""

    BOTTOM_LINE = "bottom line"
    KEY_POINTS = "key points"
    AGREED = "agreed"
    DISPUTED = "disputed"
    SINGLE = "told by one source"
    GAPS = "gaps"
    CHRONOLOGY = "chronology"
    SOURCES = "sources"

    @property
    def heading(self) -> str:
        """As it is headed where the reader says nothing else."""
        return self.value[0].upper() + self.value[1:]


class Quotation(NamedTuple):
    """The sources' own words."""

    text: str
    """Exactly as the source has them, line breaks included."""
    citations: tuple[int, ...]
    """The numbers of the citations that say where."""


class Line(NamedTuple):
    """A line of a brief: what sources say, or what the reader says of it."""

    subject: Subject | None
    """What it rests on; None for the reader's own words."""
    pinned: bool
    label: str
    """The program's own word on it: which kind of difference, which day."""
    quotations: tuple[Quotation, ...]
    words: str
    """The reader's own."""
    citations: tuple[int, ...]
    """Those of the line as a whole, beside the ones of its quotations."""
    remarks: tuple[str, ...]
    """What else is to be known: how many tell it, what has changed since."""
    notes: tuple[str, ...] = ()
    """The reader's notes on what is quoted."""

    @property
    def id(self) -> str:
        """By what an outline names it; empty for the reader's own words."""
        return self.subject.id if self.subject is not None else ""


class Section(NamedTuple):
    """A part of a brief under its heading."""

    kind: SectionKind
    heading: str
    lines: tuple[Line, ...]
    empty: str
    """What is said where there are no lines."""
    part: int = 0
    """The number of its part of the outline."""


class Source(NamedTuple):
    """An article that a brief draws on."""

    article: str
    """Its id."""
    source: str
    title: str
    title_derived: bool
    author: str | None
    published: date | None
    url: str | None
    read_at: datetime | None
    """When it was retrieved, in UTC; None where the library doesn't have it."""
    sha256: str
    """Of the original bytes."""
    grade: Grade


class Citation(NamedTuple):
    """Where something is said, so exactly that it can be found again."""

    number: int
    """From 1, in the order of the brief."""
    anchor: Anchor
    """The words, by offsets into the article's text; without words where the whole article is cited."""
    passage: int | None
    """The paragraph that they begin in, from 0; None where the whole article is cited."""
    source: Source
    standing: Standing
    """Whether the newest version of the article has the words."""
    reads: str | None
    """What the newest version says instead, where something there is near to it."""
    grade: Grade
    """How far the reader trusts it: the grade of the passage, and what that leaves open from that of the article."""


class Brief(NamedTuple):
    """A brief, built."""

    name: str
    """By which it is called; the story's id where it is no file."""
    title: str
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    sources: tuple[Source, ...]
    """All articles that it looked through, the earliest first, the undated last."""

    def citations_of(self, article: str) -> tuple[int, ...]:
        """The numbers of the citations of an article."""
        return tuple(c.number for c in self.citations if c.source.article == article)
