"""What sources of a story tell differently, each dispute once, however many of them tell it."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator

from briefing.annotation import Anchor, Subject, SubjectKind
from briefing.article import Article
from briefing.comparison import (
    DISPUTES,
    Attribution,
    Comparison,
    Difference,
    DifferenceKind,
    Quantity,
    Voice,
)

_CLAIMED = re.compile(
    r"claim|alleg|believ|suspect|think|thought|fear|reportedly|purported|supposed|insist|argu|accus|rumou?r|speculat"
    r"|seen as|viewed as|regarded as|understood|hint|doubt",
    re.IGNORECASE,
)
"""Cues by which something is no more than somebody's view: another account that tells it as so goes further."""


def disputes(compared: Iterable[tuple[Article, Article, Comparison]]) -> Iterator[Subject]:
    """What pairs of articles tell differently, by kind in the order of a comparison, the surest of a kind first."""
    found: list[tuple[int, float, Difference, Subject]] = []
    for a, b, comparison in compared:
        for difference in comparison.differences:
            subject = difference_subject(difference, a, b)
            if subject is not None and _is_dispute(difference):
                found.append((DISPUTES.index(difference.kind), -difference.score, difference, subject))
    found.sort(key=lambda entry: entry[:2])
    seen: set[Hashable] = set()
    for _, _, difference, subject in found:
        if difference.kind is DifferenceKind.NUMBERS:
            said = _values(difference)
            known = seen.issuperset(said)
        else:
            said = [(difference.kind, anchor.text) for anchor in subject.anchors]
            known = not seen.isdisjoint(said)
        if not known:
            seen.update(said)
            yield subject


def _is_dispute(difference: Difference) -> bool:
    """Whether sources stand against each other, and not only one says whose word it is what all of them tell."""
    if difference.kind is not DifferenceKind.ATTRIBUTION:
        return difference.kind in DISPUTES
    voices = [
        side.value
        for side in (difference.a, difference.b)
        if side is not None and isinstance(side.value, Attribution)
    ]
    nobody = any(voice.voice is Voice.NOBODY for voice in voices)
    return not nobody or any(_CLAIMED.search(voice.cue) for voice in voices)


def _values(difference: Difference) -> list[Hashable]:
    """The numbers that stand against each other, with what they count.

    Of several sources that tell the same, and of copies, each stands against each that tells it otherwise: that is
    one dispute. A third number is one more.
    """
    counted = difference.note.casefold().rpartition(" ")[2]
    return [
        (counted, side.value._replace(counted=""))
        for side in (difference.a, difference.b)
        if side is not None and isinstance(side.value, Quantity)
    ]


def named_alone(anchors: tuple[Anchor, ...], name: str) -> Subject:
    """A name that one source has, or some have, and others lack: nothing that anybody disputes."""
    by = "one source alone" if len(anchors) == 1 else "some sources, not by all"
    return Subject(SubjectKind.NAME, anchors, name, f"named by {by}")


def difference_subject(difference: Difference, a: Article, b: Article) -> Subject | None:
    """A difference between two articles as what a pin is about; None where no sentence of either tells of it."""
    sides = ((a, difference.a), (b, difference.b))
    anchors = tuple(
        Anchor(article.id, *side.sentence, article.text[side.sentence.start : side.sentence.end])
        for article, side in sides
        if side is not None and side.sentence is not None
    )
    if not anchors:
        return None
    if difference.kind is DifferenceKind.NAMES:
        (name,) = (side.shown for side in (difference.a, difference.b) if side is not None)
        return named_alone(anchors, name)
    shown = " ↔ ".join(side.shown for side in (difference.a, difference.b) if side is not None)
    remark = f"{difference.note}: {shown}" if difference.note and shown else difference.note or shown
    return Subject(SubjectKind.DIFFERENCE, anchors, difference.kind.value, remark)
