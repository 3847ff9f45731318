"""The ledger of a comparison: where the sources differ, what one tells alone, and what several tell.

Columns are numbered from 0 on the left; to the reader they are A, B and C.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple

from briefing.article import Entity, Span
from briefing.comparison import UNMATCHED, DifferenceKind, PassageState, Publication, Side, likeness
from briefing.tui import dates
from briefing.tui.facing import Facing, number
from briefing.tui.opened import Opened

_LETTERS = "ABC"

_EXCERPT = 200
"""Characters of a passage that a line can hold."""


class Topic(StrEnum):
    """What the ledger can be narrowed to, in the order in which it is listed."""

    ALL = "all"
    DENIAL = "denial"
    NUMBERS = "numbers"
    DATES = "dates"
    ATTRIBUTION = "attribution"
    PUBLISHED = "published"
    NO_MATCH = UNMATCHED
    NAMES = "names"
    BOTH = PassageState.TOLD_BY_BOTH.value
    """Pairs of passages that match closely; like the next topic no difference, and no part of ALL."""
    LOOSE = PassageState.LOOSELY_ALIKE.value
    """Pairs of passages that match loosely."""


ALIKE = (Topic.BOTH, Topic.LOOSE)
"""What is listed by pairs of passages, since it is no difference."""


class Said(NamedTuple):
    """What one source says, and where."""

    passage: int | None
    """None where it is said of the article as a whole."""
    span: Span | None
    shown: str
    """It in a few words, or the beginning of the passage."""
    quote: str = ""
    """The beginning of the sentence that says it."""
    gist: str = ""
    """Of a denial, the words that are asserted, or denied."""


class Entry(NamedTuple):
    """One line of the ledger."""

    topic: Topic
    told: Mapping[int, Said]
    """What each column says that has it."""
    missing: tuple[int, ...]
    """The columns in which it was looked for and not found."""
    score: float
    """How sure it is that all speak of the same, from 0 to 1; of a passage without a match, its nearest's."""
    words: tuple[str, ...]
    """What they have in common."""
    note: str
    entity: Entity | None = None
    """The name, where it is one."""

    @property
    def spans(self) -> frozenset[tuple[int, int | None]]:
        """What it is about: the columns and passages. The same after a comparison was made anew."""
        return frozenset((column, said.passage) for column, said in self.told.items())


class Ledger(NamedTuple):
    """All entries, in order: topic by topic, the surest first."""

    entries: tuple[Entry, ...] = ()

    def of(self, topic: Topic) -> tuple[Entry, ...]:
        """The entries of a topic."""
        if topic is Topic.ALL:
            return tuple(entry for entry in self.entries if entry.topic not in ALIKE)
        return tuple(entry for entry in self.entries if entry.topic is topic)

    def counts(self) -> dict[Topic, int]:
        """How many entries each topic has."""
        return {topic: len(self.of(topic)) for topic in Topic}


def letter(column: int) -> str:
    """What a column is called."""
    return _LETTERS[column]


def name_passage(column: int, passage: int) -> str:
    """What a passage is called: "A ¶3"."""
    return f"{letter(column)} ¶{passage + 1}"


def make_ledger(shown: Sequence[Opened], facing: Mapping[tuple[int, int], Facing]) -> Ledger:
    """Everything that the articles in the columns tell differently, alone and alike.

    `facing` has the comparison of each pair of columns, as the left one sees it.
    """
    pairs = [(pair, facing[pair]) for pair in combinations(range(len(shown)), 2) if pair in facing]
    entries = [
        *(entry for pair, faced in pairs for entry in _differences(shown, pair, faced)),
        *_unmatched(shown, pairs),
        *_names(shown, pairs),
        *(entry for pair, faced in pairs for entry in _alike(shown, pair, faced)),
    ]
    order = list(Topic)
    return Ledger(tuple(sorted(entries, key=lambda entry: order.index(entry.topic))))


def _said(side: Side, opened: Opened) -> Said:
    quote = _begin(opened, *side.sentence) if side.sentence else ""
    gist = _begin(opened, *side.gist) if side.gist else ""
    shown = side.shown
    if isinstance(side.value, Publication):
        shown = f"on {dates.short(side.value.published)}"
    return Said(side.passage, side.span, shown, quote, gist)


def _differences(shown: Sequence[Opened], pair: tuple[int, int], facing: Facing) -> Iterator[Entry]:
    for difference in facing.comparison.differences:
        if difference.kind is DifferenceKind.NAMES:
            continue
        both = zip(pair, (facing.mine(difference), facing.theirs(difference)), strict=True)
        sides = [(column, side) for column, side in both if side is not None]
        sides.sort(key=lambda one: _appeared(one[1]))
        told = {column: _said(side, shown[column]) for column, side in sides}
        missing = tuple(column for column in pair if column not in told)
        yield Entry(
            Topic(difference.kind.value), told, missing, difference.score, difference.words, difference.note
        )


def _appeared(side: Side) -> date:
    """Puts what appeared first before what came later, and leaves all else in its order."""
    return side.value.published if isinstance(side.value, Publication) else date.min


def _names(shown: Sequence[Opened], pairs: Iterable[tuple[tuple[int, int], Facing]]) -> Iterator[Entry]:
    """The names that some columns have and others lack: one entry for a name, however many columns lack it."""
    found: dict[str, tuple[Entity, dict[int, Said], set[int]]] = {}
    for pair, facing in pairs:
        for difference in facing.comparison.differences_of(DifferenceKind.NAMES):
            for column, other, side in (
                (pair[0], pair[1], facing.mine(difference)),
                (pair[1], pair[0], facing.theirs(difference)),
            ):
                if side is not None and isinstance(side.value, Entity):
                    _, told, missing = found.setdefault(side.value.id, (side.value, {}, set()))
                    told[column] = _said(side, shown[column])
                    missing.add(other)
    for entity, told, missing in sorted(found.values(), key=lambda name: sorted(name[1])):
        yield Entry(
            Topic.NAMES, dict(sorted(told.items())), tuple(sorted(missing)), 1.0, (), entity.name, entity
        )


def _unmatched(shown: Sequence[Opened], pairs: Sequence[tuple[tuple[int, int], Facing]]) -> Iterator[Entry]:
    """The passages for which no column has a close match."""
    for column, opened in enumerate(shown):
        faced = [facing for (left, _), facing in pairs if left == column]
        faced += [facing.turned for (_, right), facing in pairs if right == column]
        others = tuple(other for other in range(len(shown)) if other != column)
        for passage in range(len(opened.passages)) if faced else ():
            if any(facing.matches(passage) for facing in faced):
                continue
            if any(facing.standing(passage) is not PassageState.NO_CLOSE_MATCH for facing in faced):
                continue
            nearest = max(
                (match.link for facing in faced if (match := facing.nearest(passage))),
                key=lambda link: link.score,
                default=None,
            )
            yield Entry(
                Topic.NO_MATCH,
                {column: Said(passage, None, excerpt(opened, passage))},
                others,
                nearest.score if nearest else 0.0,
                (*nearest.names, *nearest.words) if nearest else (),
                f"nearest {number(nearest.score)}" if nearest else "nothing near",
            )


def _alike(shown: Sequence[Opened], pair: tuple[int, int], facing: Facing) -> Iterator[Entry]:
    for link in facing.comparison.alignment.links:
        passages = (link.b, link.a) if facing.side else (link.a, link.b)
        told = {
            column: Said(passage, None, excerpt(shown[column], passage))
            for column, passage in zip(pair, passages, strict=True)
        }
        note = "linked by you" if link.by_hand else number(link.score)
        yield Entry(
            Topic(likeness(link).value), told, (), link.score, (*link.names, *link.numbers, *link.words), note
        )


def excerpt(opened: Opened, passage: int) -> str:
    """The beginning of a passage, on one line."""
    at = opened.passages[passage]
    return _begin(opened, at.start, at.end)


def _begin(opened: Opened, start: int, end: int) -> str:
    cut = opened.article.text[start : min(end, start + _EXCERPT)]
    if start + _EXCERPT < end:
        cut = cut.rpartition(" ")[0].rstrip(" ,;:") + "…"
    return " ".join(cut.split())
