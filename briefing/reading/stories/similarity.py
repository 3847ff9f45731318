"""How alike articles are, and which ones are worth comparing at all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date

from briefing.reading.stories.vectors import UNIT, Vector

SAME = UNIT * UNIT
"""The similarity of an article to itself. All similarities are whole numbers."""

LEADING_TERMS = 40
"""Articles are compared only if one of this many weightiest terms of each is the same."""
WIDEST_TERM = 400
"""A leading term of more articles than this brings none together."""
PROMISING = SAME * 3 // 100
"""They are compared in full only if their leading terms alone make them this similar."""
FAINTEST = SAME // 20
"""A similarity below this counts as none."""

_SAME_WEEK_DAYS = 7
_FADING_DAYS = 60
"""Beyond a week, similarity falls by this many days' worth, to no less than half."""

Neighbours = list[dict[int, int]]
"""For each article the similar ones, with their similarity."""


def similarity(a: Vector, b: Vector) -> int:
    """The cosine of two vectors, times `SAME`."""
    if len(a) > len(b):
        a, b = b, a
    return sum([weight * b[term] for term, weight in a.items() if term in b])


def faded(value: int, a: date | None, b: date | None) -> int:
    """A similarity, less what the time between two articles speaks against it.

    Within a week nothing does, and where a date is unknown nothing does either.
    """
    if a is None or b is None:
        return value
    beyond = abs((a - b).days) - _SAME_WEEK_DAYS
    if beyond <= 0:
        return value
    return value * (2 * _FADING_DAYS - min(2 * beyond, _FADING_DAYS)) // (2 * _FADING_DAYS)


def neighbours(
    vectors: Sequence[Vector], dates: Sequence[date | None], step: Callable[[], None]
) -> Neighbours:
    """The similar ones of each article, among those that share a leading term with it.

    `step` is called after each article that has been compared with all before it.
    """
    leading = [sorted(vector, key=lambda term: (-vector[term], term))[:LEADING_TERMS] for vector in vectors]
    spread = Counter(term for terms in leading for term in terms)
    found: Neighbours = [{} for _ in vectors]
    led_by: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for i, vector in enumerate(vectors):
        promise: dict[int, int] = defaultdict(int)
        for term in leading[i]:
            if spread[term] <= WIDEST_TERM:
                weight = vector[term]
                for j, other_weight in led_by[term]:
                    promise[j] += weight * other_weight
                led_by[term].append((i, weight))
        for j, value in promise.items():
            if value >= PROMISING:
                value = faded(similarity(vector, vectors[j]), dates[i], dates[j])
                if value >= FAINTEST:
                    found[i][j] = found[j][i] = value
        step()
    return found
