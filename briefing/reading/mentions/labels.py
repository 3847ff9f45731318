"""The labels of the tagger: for each kind of name whether a token stands alone in it, first, inside, or last."""

from __future__ import annotations

from briefing.article import Kind

KINDS = (Kind.PERSON, Kind.ORGANISATION, Kind.PLACE)
"""What the tagger tells apart; that a place is a state is said by the tables."""
OUTSIDE = 0
ALONE, FIRST, INSIDE, LAST = range(4)
LABELS = 1 + 4 * len(KINDS)


def label(kind: int, position: int) -> int:
    """The label of a kind, an index into `KINDS`, and a position."""
    return 1 + 4 * kind + position


def may_begin(number: int) -> bool:
    """Whether an island may begin with a label."""
    return number == OUTSIDE or (number - 1) % 4 in (ALONE, FIRST)


def may_end(number: int) -> bool:
    """Whether an island may end with a label."""
    return number == OUTSIDE or (number - 1) % 4 in (ALONE, LAST)


def may_follow(before: int, after: int) -> bool:
    """Whether a label may stand right after another."""
    if may_end(before):
        return may_begin(after)
    return not may_begin(after) and (before - 1) // 4 == (after - 1) // 4
