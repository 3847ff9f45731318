"""The gutter between two sources: how each passage stands to the other side."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from briefing.article import Alignment, Link
from briefing.tui.painting import palette
from briefing.tui.widgets.article_view import ArticleView

_STRONG = 0.4
"""A score from which a link is drawn double; set by eye on pairs of real articles."""


class Gutter(Widget):
    """A mark beside the first line of each passage that the other side tells too, else blank.

    Where the two passages being read begin on the same row, the marks join to a bridge.
    """

    def __init__(self) -> None:
        super().__init__()
        self._left: ArticleView | None = None
        self._right: ArticleView | None = None
        self._links: dict[tuple[int, int], Link] = {}
        self._from_left: dict[int, Link] = {}
        self._from_right: dict[int, Link] = {}

    def show(self, left: ArticleView, right: ArticleView, alignment: Alignment) -> None:
        """Take the links between the articles of two columns."""
        self._left, self._right = left, right
        self._links = {(link.a, link.b): link for link in alignment.links}
        self._from_left, self._from_right = {}, {}
        for link in alignment.links:
            self._from_left.setdefault(link.a, link)
            self._from_right.setdefault(link.b, link)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row of the gutter."""
        styles = palette(self)
        rule, told = styles["rule"], styles["told-by-both"]
        left, right = _beginning(self._left, y), _beginning(self._right, y)
        bridge = self._links.get((left, right)) if self._are_read(left, right) else None
        if bridge is not None:
            return Strip([Segment(" ", rule), Segment(_mark(bridge) * 3, told), Segment(" ", rule)], 5)
        return Strip(
            [
                Segment(f" {_mark(self._from_left.get(left))}", told),
                Segment("│", rule),
                Segment(f"{_mark(self._from_right.get(right))} ", told),
            ],
            5,
        )

    def _are_read(self, left: int, right: int) -> bool:
        """Whether both passages are the ones being read."""
        if self._left is None or self._right is None:
            return False
        return (left, right) == (self._left.passage, self._right.passage)


def _mark(link: Link | None) -> str:
    if link is None:
        return " "
    return "═" if link.score >= _STRONG else "─"


def _beginning(view: ArticleView | None, y: int) -> int:
    """The passage that begins on a row of a column, or -1."""
    if view is None or view.page is None:
        return -1
    number = view.top + y
    if not 0 <= number < len(view.page.lines):
        return -1
    passage = view.page.lines[number].passage
    return passage if passage >= 0 and view.page.passage_lines(passage).start == number else -1
