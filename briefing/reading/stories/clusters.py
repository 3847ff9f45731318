"""Agglomerative clustering by average link, over similarities in whole numbers."""

from __future__ import annotations

import numpy as np

from briefing.reading.stories.similarity import Matrix

_NOTHING = -1.0
_GONE = -2.0


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
    left = len(alike)
    while left > fewest:
        i = int(nearness.argmax())
        if nearness[i] < loosest:
            break
        i, j = sorted((i, int(nearest[i])))
        members[i] += members[j]
        members[j] = []
        sizes[i] += sizes[j]
        sums[i] += sums[j]
        sums[:, i] = sums[i]
        left -= 1
        near[i] = np.where(near[i] == _GONE, _GONE, sums[i] / (sizes[i] * sizes))
        near[i, i] = _NOTHING
        near[j] = near[:, j] = _GONE
        near[:, i] = near[i]
        near[j, i] = near[i, j] = _GONE
        _look_again(near, nearest, nearness, i, j)
    return [sorted(found) for found in members if found]


def _look_again(near: np.ndarray, nearest: np.ndarray, nearness: np.ndarray, i: int, j: int) -> None:
    """After `j` was joined to `i`: the nearest of whatever was nearest to one of them, and of what `i` came near."""
    lost = (nearest == i) | (nearest == j)
    lost[i] = lost[j] = True
    rows = np.flatnonzero(lost)
    nearest[rows] = near[rows].argmax(axis=1)
    nearness[rows] = near[rows, nearest[rows]]
    closer = (near[i] > nearness) | ((near[i] == nearness) & (i < nearest))
    nearest[closer] = i
    nearness[closer] = near[i][closer]


def within(alike: Matrix, members: list[int]) -> Matrix:
    """The similarities that some articles have among themselves, numbered by their places in `members`."""
    return alike[np.ix_(members, members)]
