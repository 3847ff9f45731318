"""A comparison of two articles as one of them sees it."""

from __future__ import annotations

from typing import NamedTuple

from briefing.comparison import Comparison, Difference, PassageState, Side, likeness
from briefing.correspondence import Link

SIGNS = {PassageState.IN_CONFLICT: "≠", PassageState.TOLD_BY_BOTH: "═", PassageState.LOOSELY_ALIKE: "─"}
"""The sign of each standing that has one, wherever it is shown."""


class Match(NamedTuple):
    """A passage of the other article, and the link that leads there."""

    passage: int
    link: Link

    @property
    def standing(self) -> PassageState:
        """How alike the two passages are."""
        return likeness(self.link)


class Facing(NamedTuple):
    """A comparison, looked at from its first article (side 0) or from its second (side 1)."""

    comparison: Comparison
    side: int

    @property
    def turned(self) -> Facing:
        """The same comparison as the other article sees it."""
        return Facing(self.comparison, 1 - self.side)

    @property
    def standings(self) -> tuple[PassageState, ...]:
        """For each passage of this article, how it stands to the other."""
        return self.comparison.states_b if self.side else self.comparison.states_a

    def standing(self, passage: int) -> PassageState:
        """How a passage of this article stands to the other."""
        states = self.standings
        return states[passage] if 0 <= passage < len(states) else PassageState.NO_CLOSE_MATCH

    def matches(self, passage: int) -> tuple[Match, ...]:
        """The passages of the other article that tell what a passage of this one tells, the closest first."""
        alignment = self.comparison.alignment
        if self.side:
            return tuple(Match(link.a, link) for link in alignment.for_b(passage))
        return tuple(Match(link.b, link) for link in alignment.for_a(passage))

    def nearest(self, passage: int) -> Match | None:
        """The nearest passage of the other article, however far; None where they share nothing."""
        alignment = self.comparison.alignment
        nearest = alignment.nearest_b if self.side else alignment.nearest_a
        link = nearest[passage] if 0 <= passage < len(nearest) else None
        return None if link is None else Match(link.a if self.side else link.b, link)

    def mine(self, difference: Difference) -> Side | None:
        """What this article says where the two differ."""
        return difference.b if self.side else difference.a

    def theirs(self, difference: Difference) -> Side | None:
        """What the other article says where the two differ."""
        return difference.a if self.side else difference.b

    def differ(self, passage: int, other: int) -> bool:
        """Whether something in a passage of this article is in conflict with one of the other."""
        return any(
            mine.passage == passage and theirs.passage == other
            for difference in self.comparison.of_passage(passage, self.side)
            if (mine := self.mine(difference)) is not None and (theirs := self.theirs(difference)) is not None
        )


def number(score: float) -> str:
    """A score as it is shown: `.46`, `1`.

    >>> [number(score) for score in (0.463, 1.0, 0.0)]
    ['.46', '1', '.00']
    """
    return "1" if score >= 0.995 else f"{score:.2f}".lstrip("0")
