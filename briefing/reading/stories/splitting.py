"""Two events of one kind taken for one story are parted again.

Among articles on two matches, launches or fires, the words of the kind stand in all of them and hide what
differs. Weighed by how rare they are within the cluster, those words fall away, and show where to cut.
Whether the cut is good is for all words to say: two accounts of one event differ in what is rare, too.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from briefing.reading.stories.clusters import average_link, within
from briefing.reading.stories.similarity import Days, Matrix, pairwise
from briefing.reading.stories.vectors import UNIT, Vector

SPLIT_FROM = 6
"""Clusters of fewer articles stay as they are."""
SMALLEST_SIDE = 3
SMALLEST_SHARE = 0.3
"""Either side of a cut has at least so many articles, and this share of all."""
CUT_BELOW = 0.74
"""A cut is kept if articles across it are at most this fraction as alike as those on one side."""


def split(members: list[int], vectors: Sequence[Vector], at: Days, alike: Matrix) -> list[list[int]]:
    """The stories in a cluster of articles: itself, or its parts, cut in two as often as a cut is good.

    `members` are places in `vectors`, `at` and `alike`.
    """
    if len(members) < SPLIT_FROM:
        return [members]
    sides = average_link(_set_apart([vectors[i] for i in members], at[members]), 0, fewest=2)
    if len(sides) != 2 or not _is_good_cut(sides[0], sides[1], within(alike, members)):
        return [members]
    return [part for side in sides for part in split([members[i] for i in side], vectors, at, alike)]


def _set_apart(vectors: Sequence[Vector], at: Days) -> Matrix:
    """How alike articles are by the words that are rare among them."""
    terms = [vector.terms for vector in vectors]
    article = np.repeat(np.arange(len(terms)), [len(found) for found in terms])
    _, term, spread = np.unique(np.concatenate(terms), return_inverse=True, return_counts=True)
    rarity = np.log((len(terms) + 0.5) / spread)
    weights = np.concatenate([vector.weights for vector in vectors]) * rarity[term]
    # Added up in the order of each vector, which is the article's own.
    lengths = np.sqrt(np.bincount(article, weights * weights, minlength=len(terms)))
    scaled = np.rint(UNIT * weights / np.where(lengths > 0, lengths, 1)[article]).astype(np.uint16)
    parts = np.split(scaled, np.cumsum([len(found) for found in terms])[:-1])
    return pairwise(terms, parts, at)


def _is_good_cut(one: list[int], other: list[int], alike: Matrix) -> bool:
    if min(len(one), len(other)) < max(SMALLEST_SIDE, SMALLEST_SHARE * len(alike)):
        return False
    across = int(alike[np.ix_(one, other)].sum())
    inside = [within(alike, side) for side in (one, other)]
    within_sides = sum(int(matrix.sum() - matrix.trace()) for matrix in inside)
    pairs_within = sum(len(side) * (len(side) - 1) for side in (one, other))
    return across * pairs_within <= CUT_BELOW * within_sides * len(one) * len(other)
