"""Two events of one kind taken for one story are parted again.

Among articles on two matches, launches or fires, the words of the kind stand in all of them and hide what
differs. Weighed by how rare they are within the cluster, those words fall away, and the events stand apart.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from datetime import date

from briefing.reading.stories.clusters import average_link
from briefing.reading.stories.similarity import Neighbours, faded, similarity
from briefing.reading.stories.vectors import Collection, unit_vector

SPLIT_FROM = 6
"""Clusters of fewer articles stay as they are."""
SMALLEST_SIDE = 3
SMALLEST_SHARE = 0.3
"""Either side of a cut has at least so many articles, and this share of all."""
CUT_BELOW = 0.65
"""A cut is kept if articles across it are at most this fraction as alike as those on one side."""


def split(members: list[int], collection: Collection, dates: Sequence[date | None]) -> list[list[int]]:
    """The stories in a cluster of articles: itself, or its parts, cut in two as often as a cut is good."""
    if len(members) < SPLIT_FROM:
        return [members]
    alike = _alike(members, collection, dates)
    sides = average_link(alike, 0, fewest=2)
    if len(sides) != 2 or not _is_good_cut(sides[0], sides[1], alike):
        return [members]
    return [part for side in sides for part in split([members[i] for i in side], collection, dates)]


def _alike(members: list[int], collection: Collection, dates: Sequence[date | None]) -> Neighbours:
    weights = [collection.weights(member) for member in members]
    found_in = Counter(term for weighed in weights for term in weighed)
    rarity = {term: math.log((len(members) + 0.5) / count) for term, count in found_in.items()}
    vectors = [unit_vector({term: weight * rarity[term] for term, weight in w.items()}) for w in weights]
    alike: Neighbours = [{} for _ in members]
    for i, a in enumerate(members):
        for j, b in enumerate(members[:i]):
            alike[i][j] = alike[j][i] = faded(similarity(vectors[i], vectors[j]), dates[a], dates[b])
    return alike


def _is_good_cut(one: list[int], other: list[int], alike: Neighbours) -> bool:
    if min(len(one), len(other)) < max(SMALLEST_SIDE, SMALLEST_SHARE * len(alike)):
        return False
    across = sum(alike[i][j] for i in one for j in other)
    within = sum(alike[i][j] for side in (one, other) for i in side for j in side if i < j)
    pairs_within = sum(len(side) * (len(side) - 1) // 2 for side in (one, other))
    return across * pairs_within <= CUT_BELOW * within * len(one) * len(other)
