"""Neighbourhoods: articles that hang together and are few enough to be compared all with all.

Two articles hang together at a closeness if a chain of articles leads from one to the other, each as similar to the
next as that. At the loosest closeness most of a big library may hang together. So an article's neighbourhood is what
hangs together with it at the *lowest* closeness at which that is no more than `LARGEST` articles. That says nothing
of any order: it is a matter of which articles there are. And one more article can only change the neighbourhoods that
it is close to, so that it takes about as long among a hundred thousand articles as among a hundred.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from briefing.reading.stories.memory import Memory, leading_parts
from briefing.reading.stories.similarity import SAME, pairwise

LOOSEST = SAME * 13 // 100
"""Nothing hangs together that is less similar than this."""
STEP = SAME // 100
CLOSEST = LOOSEST + 84 * STEP
"""What hangs together at this closeness is as good as the same, and one neighbourhood however many there are."""
_STEPS = (CLOSEST - LOOSEST) // STEP
LARGEST = 128
"""More articles than this are told apart by looking closer."""


def place_all(memory: Memory, articles: Sequence[int], step: Callable[[], None]) -> set[int]:
    """Place all articles that there are, whether they were placed before or not; returns the neighbourhoods.

    `step` is called for each article.
    """
    chains = _Chains(articles)
    pairs, steps = _near_pairs(memory, articles, step)
    order = np.argsort(steps, kind="stable")
    first_of = np.searchsorted(steps[order], np.arange(_STEPS + 2))
    for at in range(_STEPS, -1, -1):
        for one, other in pairs[order[first_of[at] : first_of[at + 1]]].tolist():
            chains.join(one, other)
        chains.close(LOOSEST + at * STEP)
    return {_place(memory, members, closeness) for closeness, members in chains.neighbourhoods()}


def _near_pairs(
    memory: Memory, articles: Sequence[int], step: Callable[[], None]
) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
    """The pairs of articles that hang together, and how many steps closer than at the loosest."""
    pairs: list[NDArray[np.int32]] = []
    steps: list[NDArray[np.uint8]] = []
    for article, near in memory.near_earlier(articles, LOOSEST):
        others = near.articles.astype(np.int32)
        pairs.append(np.stack([np.full_like(others, article), others], axis=1))
        steps.append(np.minimum((near.similarities - LOOSEST) // STEP, _STEPS).astype(np.uint8))
        step()
    no_pairs, no_steps = np.zeros((0, 2), dtype=np.int32), np.zeros(0, dtype=np.uint8)
    return np.concatenate([no_pairs, *pairs]), np.concatenate([no_steps, *steps])


def place_one(memory: Memory, article: int) -> set[int]:
    """Place an article that was just remembered; returns the neighbourhoods that are new or other than before."""
    near = memory.near(article, LOOSEST)
    places = memory.places[near.articles]
    joined_or_broken = np.unique(places["neighbourhood"][near.similarities >= places["closeness"]]).tolist()
    touched = [_Neighbourhood(memory, number) for number in joined_or_broken]
    changed: set[int] = set()
    settled = False
    for closeness in range(LOOSEST, CLOSEST + STEP, STEP):
        groups = [group for there in touched for group in there.hanging_together(closeness)]
        if not settled:
            close_by = set(near.articles[near.similarities >= closeness].tolist())
            joined = [group for group in groups if not close_by.isdisjoint(group)]
            groups = [group for group in groups if close_by.isdisjoint(group)]
            reached = set().union(*joined)
            # What is as close and was not reached hangs together with too many others already.
            settled = closeness == CLOSEST or (close_by <= reached and len(reached) < LARGEST)
            if settled:
                groups.append({article, *reached})
        for group in groups:
            changed.add(_place(memory, group, closeness))
            for there in touched:
                there.unplaced -= group
        if settled and not any(there.unplaced for there in touched):
            break
    return changed


def take_out(memory: Memory, article: int) -> set[int]:
    """Forget an article; returns the neighbourhoods that are new or other than before."""
    near = memory.near(article, LOOSEST)
    _, number, own_closeness, _ = memory.places[article].tolist()
    memory.forget(article)
    changed: set[int] = set()
    left = memory.members(number)
    if len(left):
        for group in _groups(_tied(memory, left) >= own_closeness, left):
            changed.add(_place(memory, group, own_closeness))
    # Without it, what was too much to be one neighbourhood may no longer be.
    for closeness in range(LOOSEST, own_closeness, STEP):
        for other in near.articles[near.similarities >= closeness].tolist():
            if memory.places["closeness"][other] > closeness:
                group = _hanging_from(memory, other, closeness)
                if len(group) <= LARGEST:
                    changed.add(_place(memory, group, closeness))
    return changed


def _place(memory: Memory, members: Collection[int], closeness: int) -> int:
    number = min(members)
    memory.place(members, number, closeness)
    return number


def _hanging_from(memory: Memory, article: int, closeness: int) -> set[int]:
    """What hangs together with an article at a closeness, as far as it takes to know that it is too much."""
    found: set[int] = set()
    to_look_from = [article]
    while to_look_from and len(found) <= LARGEST:
        member = to_look_from.pop()
        if member not in found:
            # A neighbourhood hangs together at its own closeness, which is no looser here.
            together = set(memory.members(memory.places["neighbourhood"][member]).tolist())
            found |= together
            for one in together:
                to_look_from += memory.near(one, closeness).articles.tolist()
                if len(found.union(to_look_from)) > LARGEST:
                    return found.union(to_look_from)
    return found


class _Neighbourhood:
    """A neighbourhood that a new article joins, or makes too large."""

    def __init__(self, memory: Memory, number: int) -> None:
        self._memory = memory
        self._members = memory.members(number)
        self._closeness = int(memory.places["closeness"][self._members[0]])
        self._ties: NDArray[np.int64] | None = None
        self.unplaced = set(self._members.tolist())

    def hanging_together(self, closeness: int) -> list[set[int]]:
        """The groups at a closeness of what is not placed yet; none at one that is looser than its own."""
        if closeness < self._closeness or not self.unplaced:
            return []
        if closeness == self._closeness:
            return [set(self.unplaced)]
        if self._ties is None:
            self._ties = _tied(self._memory, self._members)
        kept = np.isin(self._members, list(self.unplaced))
        return list(_groups(self._ties[np.ix_(kept, kept)] >= closeness, self._members[kept]))


def _tied(memory: Memory, articles: NDArray[np.int64]) -> NDArray[np.int64]:
    """How similar each of these articles is to each by leading terms alone."""
    memory.load_articles(articles.tolist())
    terms, weights = leading_parts(memory.vector(article) for article in articles.tolist())
    return pairwise(terms, weights, memory.days(articles))


def _groups(tied: NDArray[np.bool_], articles: NDArray[np.int64]) -> Iterator[set[int]]:
    """The sets of articles between which there is a chain of ties."""
    unseen = np.ones(len(articles), dtype=bool)
    for start in range(len(articles)):
        if unseen[start]:
            reached = np.zeros(len(articles), dtype=bool)
            reached[start] = True
            newly = reached.copy()
            while newly.any():
                newly = tied[newly].any(axis=0) & ~reached
                reached |= newly
            unseen &= ~reached
            yield set(articles[reached].tolist())


class _Chains:
    """What hangs together as one looks less and less closely, until it is too much."""

    def __init__(self, articles: Sequence[int]) -> None:
        self._root = {article: article for article in articles}
        self._members = {article: [article] for article in articles}
        """What hangs together, by root; empty once its parts are neighbourhoods for good."""
        self._size = dict.fromkeys(articles, 1)
        self._joined: dict[int, list[list[int]]] = {}
        """For each root that grew at this closeness, what hung together at the one before."""
        self._found: list[tuple[int, list[int]]] = []

    def join(self, one: int, other: int) -> None:
        """Let two articles hang together."""
        a, b = self._top(one), self._top(other)
        if a == b:
            return
        if self._size[a] < self._size[b]:
            a, b = b, a
        self._root[b] = a
        self._size[a] += self._size[b]
        self._joined[a] = self._parts(a) + self._parts(b)

    def _parts(self, root: int) -> list[list[int]]:
        return self._joined.pop(root, None) or [self._members.pop(root)]

    def close(self, closeness: int) -> None:
        """Go on to the next looser closeness."""
        for root, parts in self._joined.items():
            if self._size[root] <= LARGEST:
                self._members[root] = [member for part in parts for member in part]
                continue
            self._members[root] = []
            if closeness == CLOSEST:
                parts = [[member for part in parts for member in part]]
            self._found += [(min(closeness + STEP, CLOSEST), part) for part in parts if part]
        self._joined.clear()

    def neighbourhoods(self) -> list[tuple[int, list[int]]]:
        """What was found, each with its closeness."""
        return [*self._found, *((LOOSEST, members) for members in self._members.values() if members)]

    def _top(self, article: int) -> int:
        root = self._root
        while root[article] != article:
            root[article] = root[root[article]]
            article = root[article]
        return article
