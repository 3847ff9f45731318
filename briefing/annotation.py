"""The vocabulary of what a reader makes of what was read: pins, notes, tags, grades, stars.

Everything is about words, not about places: an annotation knows the exact text that it is about, so that it is
found again in a newer version of an article, after the index was rebuilt and after stories were regrouped. Frozen
values, as in `briefing.article`.
"""

# Without `from __future__ import annotations`, which would have each field of a named tuple compiled at every start.
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

_DIGITS = 12
"""Hexadecimal digits of an id: among a million annotations, two have the same with a chance of one in 500."""


class Anchor(NamedTuple):
    """Words of an article, known by where they stand and by what they say.

    The text position selector and the text quote selector of the W3C Web Annotation Data Model (2017) in one.
    """

    article: str
    """The id of the article."""
    start: int = 0
    """Offsets in its text, end exclusive."""
    end: int = 0
    text: str = ""
    """The exact words; empty where the whole article is meant."""

    @property
    def sha256(self) -> str:
        """Of the exact words in UTF-8, in hexadecimal."""
        from hashlib import sha256  # not before the first frame

        return sha256(self.text.encode()).hexdigest()


class SubjectKind(StrEnum):
    """What an annotation is about."""

    PASSAGE = "passage"
    HIT = "hit"
    """A sentence that a search found; its topic is the query."""
    DIFFERENCE = "difference"
    """Something that two articles tell differently; its topic is the kind of difference."""
    CLAIM = "claim"
    """Something that several articles tell, or that is asked of several."""
    EVENT = "event"
    """A sentence that says when something happened; its topic is the day in ISO 8601."""
    NAME = "name"
    """A name that one article alone has; its topic is the name."""
    ARTICLE = "article"
    STORY = "story"
    """The articles that were its at the time: it is found again as the story that holds most of them."""
    SOURCE = "source"
    """Whoever published articles; its topic is the source's name."""


class Subject(NamedTuple):
    """What an annotation is about: words of one or several articles, an article, a story, a source."""

    kind: SubjectKind
    anchors: tuple[Anchor, ...] = ()
    topic: str = ""
    remark: str = ""
    """In a few words, what the program says of it: what differs, who alone tells it. No part of what it is."""

    @property
    def id(self) -> str:
        """The same for the same words of the same articles, whenever and wherever it is asked for."""
        # One sentence pinned out of two searches is one piece of evidence, and so is what two articles tell alike,
        # from whichever of them it is looked at.
        topic = "" if self.kind is SubjectKind.HIT else self.topic
        anchors = sorted(f"{a.article} {a.start} {a.end} {a.sha256}" for a in self.anchors)
        return _digest(self.kind, topic, *anchors)


class AnnotationKind(StrEnum):
    """What the reader did."""

    PIN = "pin"
    """Took it for the brief."""
    NOTE = "note"
    """Wrote something about it: the text."""
    TAG = "tag"
    """Filed it under a word: the text."""
    GRADE = "grade"
    """Said how far it is to be trusted: the text, as `Grade` writes it."""
    STAR = "star"
    """Set it apart."""


class Annotation(NamedTuple):
    """Something that the reader made of something that was read."""

    kind: AnnotationKind
    subject: Subject
    text: str
    """The note, the tag or the grade; else empty."""
    made_at: datetime
    """In UTC."""

    @property
    def id(self) -> str:
        """The same for the same deed. A subject has any number of notes and tags, and one of everything else."""
        several = self.kind in (AnnotationKind.NOTE, AnnotationKind.TAG)
        return _digest(self.kind, self.subject.id, self.text if several else "")


class Grade(NamedTuple):
    """How far something is to be trusted, on the two axes of the NATO system (AJP-2.1; the Admiralty code)."""

    reliability: str
    """Of the source, from `A` to `F`; empty where it was not judged."""
    credibility: str
    """Of the information, from `1` to `6`; empty where it was not judged."""

    @classmethod
    def parse(cls, text: str) -> "Grade":
        """Read `B2`, `B` or `2`. Raises ValueError with a sentence that says what can be written."""
        written = text.strip().upper()
        reliability = written[:1] if written[:1] in RELIABILITY else ""
        credibility = written[len(reliability) :]
        if not written or (credibility and credibility not in CREDIBILITY):
            raise ValueError(
                f"“{text.strip()[:20]}” is no grade: write a letter from A to F for the source, "
                "a digit from 1 to 6 for the information, or both, such as B2."
            )
        return cls(reliability, credibility)

    def __str__(self) -> str:
        return self.reliability + self.credibility

    @property
    def in_words(self) -> str:
        """What it means."""
        words = (RELIABILITY.get(self.reliability, ""), CREDIBILITY.get(self.credibility, ""))
        return ", ".join(word for word in words if word)


RELIABILITY = {
    "A": "completely reliable source",
    "B": "usually reliable source",
    "C": "fairly reliable source",
    "D": "not usually reliable source",
    "E": "unreliable source",
    "F": "reliability cannot be judged",
}
CREDIBILITY = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}


class Standing(StrEnum):
    """What became of the words of an anchor."""

    HOLDS = "holds"
    """They stand where they stood, in the newest version."""
    MOVED = "moved"
    """A newer version of the article has them too, at its own place."""
    CHANGED = "changed"
    """The newest version no longer has them; an older one, which is kept, does."""
    MISSING = "missing"
    """No article of this library has them."""


class Anchored(NamedTuple):
    """An anchor, and where its words are found today."""

    made: Anchor
    """As it was made."""
    standing: Standing
    now: Anchor
    """Where the words stand: in the newest version that has them; as made where none is known."""
    reads: Anchor | None
    """What the newest version says instead, as far as something there is near to it."""


class Touched(NamedTuple):
    """An annotation some of whose words stand elsewhere now, or nowhere."""

    annotation: Annotation
    anchors: tuple[Anchored, ...]
    """Those that don't hold any more."""


class Deed(NamedTuple):
    """Something that the reader did, as undoing it tells."""

    number: int
    said: str
    """Such as “the pin of “Two ships turned back.””: what was taken back, or done again."""
    at: datetime
    about: frozenset[str]
    """What kinds of things it changed: `annotation`, `read`, `brief`, `name`, `story`, `link`, `search`, `feed`."""


def about_article(article: str) -> Subject:
    """An article as a whole."""
    return Subject(SubjectKind.ARTICLE, (Anchor(article),))


def about_passage(article: str, text: str, start: int, end: int) -> Subject:
    """A stretch of an article's text."""
    return Subject(SubjectKind.PASSAGE, (Anchor(article, start, end, text[start:end]),))


def _digest(*parts: str) -> str:
    from hashlib import sha256  # not before the first frame

    return sha256("\n".join(parts).encode()).hexdigest()[:_DIGITS]
