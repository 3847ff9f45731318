"""Agglomerative clustering by average link, over sparse similarities in whole numbers."""

from __future__ import annotations

from heapq import heapify, heappop, heappush

from briefing.reading.stories.similarity import Neighbours

_Offer = tuple[float, int, int, int, int]
"""Two clusters to join: how far they are from each other, their lowest members, their sizes."""


def average_link(neighbours: Neighbours, loosest: int, fewest: int = 1) -> list[list[int]]:
    """Join the two nearest clusters until none are as near as `loosest`, or only `fewest` clusters are left.

    Two clusters are as near as their members are on average; articles that are no neighbours count as 0. Of
    equally near ones those with the lowest members are joined first. Clusters and their members come sorted.
    """
    # A cluster is known by its lowest member; `sums` adds up the similarities between the members of two.
    sums = [dict(found) for found in neighbours]
    members = [[i] for i in range(len(neighbours))]

    def offers(i: int) -> list[_Offer]:
        found = []
        for j, total in sums[i].items():
            size_i, size_j = len(members[i]), len(members[j])
            # Both are whole numbers well below 2**53: equal averages give equal quotients.
            if total >= loosest * size_i * size_j:
                nearness = total / (size_i * size_j)
                found.append(
                    (-nearness, i, j, size_i, size_j) if i < j else (-nearness, j, i, size_j, size_i)
                )
        return found

    queue = [offer for i in range(len(neighbours)) for offer in offers(i) if offer[1] == i]
    heapify(queue)
    left = len(neighbours)
    while queue and left > fewest:
        _, i, j, size_i, size_j = heappop(queue)
        if len(members[i]) != size_i or len(members[j]) != size_j:
            continue
        members[i] += members[j]
        members[j] = []
        del sums[i][j]
        for k, total in sums[j].items():
            if k != i:
                sums[i][k] = sums[k][i] = sums[i].get(k, 0) + total
                del sums[k][j]
        sums[j] = {}
        left -= 1
        for offer in offers(i):
            heappush(queue, offer)
    return [sorted(found) for found in members if found]


def within(neighbours: Neighbours, members: list[int]) -> Neighbours:
    """The neighbours that some articles have among themselves, numbered by their places in `members`."""
    place = {member: i for i, member in enumerate(members)}
    return [{place[k]: value for k, value in neighbours[m].items() if k in place} for m in members]
