"""Agglomerative clustering by average link, over similarities in whole numbers."""

from __future__ import annotations

import numpy as np

from briefing.reading.stories.similarity import Matrix

_NOTHING = -1.0
_GONE = -2.0
_NONE = -1


def average_link(alike: Matrix, loosest: int, fewest: int = 1) -> list[list[int]]:
    """Join the two nearest clusters until none are as near as `loosest`, or only `fewest` clusters are left.

    Two clusters are as near as their members are on average. Of equally near ones those with the lowest members
    are joined first. Clusters and their members come sorted.
    """
    # A cluster is known by its lowest member. Sums are whole and below 2**53: equal averages give equal quotients.
    sums = alike.astype(np.float64)
    sizes = np.ones(len(alike))
    members = [[i] for i in range(len(alike))]
    near = sums.copy()
    np.fill_diagonal(near, _NOTHING)
    nearest = near.argmax(axis=1) if len(alike) else np.zeros(0, dtype=np.intp)
    nearness = near[np.arange(len(alike)), nearest]
    gone = np.zeros(len(alike), dtype=np.bool_)
    for _ in range(len(alike) - fewest):
        i = int(nearness.argmax())
        if nearness[i] < loosest:
            break
        j = int(nearest[i])
        if j < i:
            i, j = j, i
        members[i] += members[j]
        members[j] = []
        sizes[i] += sizes[j]
        gone[j] = True
        sums[i] += sums[j]
        sums[:, i] = sums[i]
        to_others = sums[i] / (sizes[i] * sizes)
        to_others[gone] = _GONE
        to_others[i] = _NOTHING
        near[i] = near[:, i] = to_others
        near[j] = near[:, j] = _GONE
        nearest[j], nearness[j] = _NONE, _GONE
        # The nearest of whatever was nearest to one of the two is to be found again.
        lost = (nearest == i) | (nearest == j)
        lost[i] = True
        (rows,) = lost.nonzero()
        nearest[rows] = again = near[rows].argmax(axis=1)
        nearness[rows] = near[rows, again]
        closer = (to_others > nearness) | ((to_others == nearness) & (nearest > i))
        nearest[closer] = i
        np.maximum(nearness, to_others, out=nearness)
    return [sorted(joined) for joined in members if joined]


def within(alike: Matrix, members: list[int]) -> Matrix:
    """The similarities that some articles have among themselves, numbered by their places in `members`."""
    return alike[np.ix_(members, members)]
