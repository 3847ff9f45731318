"""The vocabulary of how two texts correspond: links between their passages, and what became of a text in a copy.

Like that of `briefing.article`, on which it builds: named tuples, offsets in characters of the text they belong to,
end exclusive.
"""

# Without `from __future__ import annotations`, which would have each field of a named tuple compiled at every start.
from enum import StrEnum
from typing import NamedTuple

from briefing.article import Span


class Link(NamedTuple):
    """Two passages that tell the same, and what speaks for it."""

    a: int
    b: int
    score: float
    """From 0 to 1; comparable inside one alignment."""
    words: tuple[str, ...]
    """Words in common, the weightiest first, as the first text writes them."""
    names: tuple[str, ...]
    """Names of entities in common."""
    numbers: tuple[str, ...] = ()
    """Numbers in common, as the first text writes them."""
    by_hand: bool = False
    """Whether it is the reader's own, whatever its score."""


class Alignment(NamedTuple):
    """How the passages of article a correspond to those of article b. Nothing unlinked is called missing."""

    links: tuple[Link, ...]
    """Accepted links, best first."""
    nearest_a: tuple[Link | None, ...]
    """For each passage of a, the nearest of b, accepted or not; None where nothing at all is shared."""
    nearest_b: tuple[Link | None, ...]
    """For each passage of b, the nearest of a; `a` and `b` in the link keep their meaning."""

    def for_a(self, passage: int) -> tuple[Link, ...]:
        """The accepted links of a passage of article a, best first."""
        return tuple(link for link in self.links if link.a == passage)

    def for_b(self, passage: int) -> tuple[Link, ...]:
        """The accepted links of a passage of article b, best first."""
        return tuple(link for link in self.links if link.b == passage)


class ChangeKind(StrEnum):
    """What became of a sentence in a copy."""

    ADDED = "added"
    DROPPED = "dropped"
    CHANGED = "changed"
    MOVED = "moved"


class Change(NamedTuple):
    """A sentence that a copy has otherwise than what it was made from."""

    kind: ChangeKind
    before: Span | None
    """Where it stands in the text that came first; None for one that was added."""
    after: Span | None
    """Where it stands in the text that came after; None for one that was dropped."""


class Copy(NamedTuple):
    """Two articles of which one was made from the other, or both from a third."""

    first: str
    """The id of the one that was published first, or read first where that can't tell."""
    after: str
    """The id of the other."""
    share: float
    """How much of the shorter text stands in the longer one, in the same order, from 0 to 1."""
    changes: tuple[Change, ...]
