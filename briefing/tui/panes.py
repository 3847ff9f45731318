"""Which panes are seen: a question of the terminal's width, of the focus, and of what the reader hid."""

from collections.abc import Collection
from typing import NamedTuple

LIST, ARTICLE, NAMES = "list", "article", "names"
ORDER = (LIST, ARTICLE, NAMES)

_THREE_FROM = 110
_TWO_FROM = 76
"""Columns from which there is room for so many panes."""

NARROWEST = 16
_NARROWEST_ARTICLE = 36
"""Columns below which an outer pane, or the article, can't be read."""


class Panes(NamedTuple):
    """The panes that are shown and how wide the outer ones are; the article takes what is left."""

    shown: frozenset[str]
    list_width: int
    names_width: int


def is_narrow(width: int) -> bool:
    """Whether there is room for one pane alone."""
    return width < _TWO_FROM


def arrange(
    width: int, focus: str, hidden: Collection[str], list_width: int, names_width: int, *, zoomed: bool
) -> Panes:
    """Three panes when wide, two when narrower, one on a narrow terminal or when zoomed.

    The pane with the focus is always shown, even if it was hidden, since nothing may be done in the dark. An
    outer pane of width 0 gets as many columns as suit the terminal.
    """
    if zoomed or is_narrow(width):
        shown = {focus}
    elif width < _THREE_FROM:
        shown = {ARTICLE, NAMES if focus == NAMES else LIST} - set(hidden) | {focus}
    else:
        shown = set(ORDER) - set(hidden) | {focus}
    if ARTICLE not in shown and len(shown) > 1:
        shown.add(ARTICLE)
    list_width = list_width or _suiting(width, 0.285, 30, 48)
    names_width = names_width or _suiting(width, 0.25, 28, 42)
    room = width - _NARROWEST_ARTICLE
    outer = [list_width if LIST in shown else 0, names_width if NAMES in shown else 0]
    if ARTICLE in shown and sum(outer) + len(shown) - 1 > room:
        share = max(1, room - len(shown) + 1) / max(1, sum(outer))
        outer = [int(each * share) for each in outer]
    if shown == {LIST}:
        outer[0] = width
    if shown == {NAMES}:
        outer[1] = width
    return Panes(frozenset(shown), max(NARROWEST, outer[0]), max(NARROWEST, outer[1]))


def _suiting(width: int, share: float, least: int, most: int) -> int:
    return max(least, min(most, round(width * share)))
