"""What all formats say alike: how a line is put together, and what a citation tells."""

from __future__ import annotations

from typing import NamedTuple

from briefing.annotation import Standing, SubjectKind
from briefing.brief.document import Brief, Citation, Line, Section, SectionKind, Source
from briefing.brief.web_address import web_address
from briefing.safetext import one_line

_BETWEEN = {SubjectKind.DIFFERENCE: " ↔ ", SubjectKind.CLAIM: " ═ "}
"""Between the quotations of a line: against each other, or telling the same."""


class Described(NamedTuple):
    """A source or a citation in words, part by part."""

    source: str
    title: str
    """Without quotation marks; empty where there is none."""
    derived: bool
    """Whether the title was made from the text's first words."""
    facts: tuple[str, ...]
    """Author and date, paragraph and offsets: what comes before the address."""
    address: str | None
    """Where it is on the web, safe to follow."""
    record: tuple[str, ...]
    """Retrieval, digest, grade, what changed: what comes after the address."""


def flat(text: str) -> str:
    """Foreign text on one line, cleaned, with one space where it has several or a line break."""
    return " ".join(one_line(text).split())


def between(line: Line) -> str:
    """What stands between the quotations of a line."""
    return _BETWEEN.get(line.subject.kind, " · ") if line.subject is not None else " · "


def marks(numbers: tuple[int, ...]) -> list[str]:
    """The numbers of citations as they stand in a line."""
    return [f"[{number}]" for number in numbers]


def described(citation: Citation) -> Described:
    """What a citation tells."""
    anchor = citation.anchor
    where = []
    if anchor.text:
        paragraph = [f"¶{citation.passage + 1}"] if citation.passage is not None else []
        where = [*paragraph, f"characters {anchor.start}–{anchor.end}"]
    of_source = described_source(citation.source)
    record = [*_record(citation.source), *([_graded(str(citation.grade))] if str(citation.grade) else [])]
    if citation.standing in (Standing.CHANGED, Standing.MISSING):
        gone = citation.standing is Standing.MISSING
        record.append(
            "in no article of this library" if gone else "gone from the newest version of the article"
        )
    return of_source._replace(facts=(*of_source.facts, *where), record=tuple(record))


def described_source(source: Source) -> Described:
    """What is told of a source."""
    published = source.published.isoformat() if source.published is not None else "undated"
    facts = [flat(source.author)] if source.author else []
    address = web_address(source.url)
    record = _record(source)
    if source.url is not None and address is None:
        record = ["its address is withheld, since it is not one of the web", *record]
    return Described(
        source=flat(source.source),
        title=flat(source.title),
        derived=source.title_derived,
        facts=(*facts, published),
        address=address,
        record=(*record, *([_graded(str(source.grade))] if str(source.grade) else [])),
    )


def sections(brief: Brief) -> list[Section]:
    """The sections that a format writes: without the list of sources, if there are none."""
    return [s for s in brief.sections if s.kind is not SectionKind.SOURCES or brief.sources]


def _record(source: Source) -> list[str]:
    if source.read_at is None:
        return ["not in this library"]
    return [f"retrieved {source.read_at:%Y-%m-%d %H:%M} UTC", f"SHA-256 {source.sha256}"]


def _graded(grade: str) -> str:
    return f"graded {grade}"
