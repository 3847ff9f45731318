"""Two events of one kind taken for one story are parted again.

Among articles on two matches, launches or fires, the words of the kind stand in all of them and hide what
differs. Weighed by how rare they are within the cluster, those words fall away, and show where to cut.
Whether the cut is good is for all words to say: two accounts of one event differ in what is rare, too.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from briefing.reading.stories.clusters import average_link, within
from briefing.reading.stories.similarity import Days, Laid, Matrix, pairwise_laid
from briefing.reading.stories.vectors import UNIT

SPLIT_FROM = 6
"""Clusters of fewer articles stay as they are."""
SMALLEST_SIDE = 3
SMALLEST_SHARE = 0.3
"""Either side of a cut has at least so many articles, and this share of all."""
CUT_BELOW = 0.74
"""A cut is kept if articles across it are at most this fraction as alike as those on one side."""


def split(
    members: list[int], laid: Laid, weights: NDArray[np.uint16], at: Days, alike: Matrix
) -> list[list[int]]:
    """The stories in a cluster of articles: itself, or its parts, cut in two as often as a cut is good.

    `members` are places in `laid`, `at` and `alike`, in rising order; `weights` go with the terms laid out.
    """
    if len(members) < SPLIT_FROM:
        return [members]
    part, kept = laid.within(members)
    sides = average_link(_set_apart(part, weights[kept], at[members]), 0, fewest=2)
    if len(sides) != 2 or not _is_good_cut(sides[0], sides[1], within(alike, members)):
        return [members]
    return [found for side in sides for found in split([members[i] for i in side], laid, weights, at, alike)]


def _set_apart(laid: Laid, weights: NDArray[np.uint16], at: Days) -> Matrix:
    """How alike articles are by the words that are rare among them."""
    # What stands in none of them is rarer than anything, and asked for by nobody.
    rarity = np.log((laid.size + 0.5) / np.maximum(laid.spread, 1))
    weighed = weights * rarity[laid.columns]
    # Added up in the order of each vector, which is the article's own.
    lengths = np.sqrt(np.bincount(laid.rows, weighed * weighed, minlength=laid.size))
    scaled = np.rint(UNIT * weighed / np.where(lengths > 0, lengths, 1)[laid.rows]).astype(np.uint16)
    return pairwise_laid(laid, scaled, at)


def _is_good_cut(one: list[int], other: list[int], alike: Matrix) -> bool:
    if min(len(one), len(other)) < max(SMALLEST_SIDE, SMALLEST_SHARE * len(alike)):
        return False
    across = int(alike[np.ix_(one, other)].sum())
    inside = [within(alike, side) for side in (one, other)]
    within_sides = sum(int(matrix.sum() - matrix.trace()) for matrix in inside)
    pairs_within = sum(len(side) * (len(side) - 1) for side in (one, other))
    return across * pairs_within <= CUT_BELOW * within_sides * len(one) * len(other)
