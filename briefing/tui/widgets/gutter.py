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
        self._from_left: dict[int, Link] = {}
        self._from_right: dict[int, Link] = {}

    def show(self, left: ArticleView, right: ArticleView, alignment: Alignment) -> None:
        """Take the links between the articles of two columns."""
        self._left, self._right = left, right
        self._from_left, self._from_right = {}, {}
        for link in alignment.links:
            self._from_left.setdefault(link.a, link)
            self._from_right.setdefault(link.b, link)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row of the gutter."""
        styles = palette(self)
        left, left_current = _begins(self._left, y, self._from_left)
        right, right_current = _begins(self._right, y, self._from_right)
        told = styles["told-by-both"]
        if left is not None and right is not None and left_current and right_current and left == right:
            return Strip(
                [Segment(" ", styles["rule"]), Segment(_mark(left) * 3, told), Segment(" ", styles["rule"])],
                5,
            )
        return Strip(
            [
                Segment(" ", styles["rule"]),
                Segment(_mark(left) if left else " ", told),
                Segment("│", styles["rule"]),
                Segment(_mark(right) if right else " ", told),
                Segment(" ", styles["rule"]),
            ],
            5,
        )


def _mark(link: Link) -> str:
    return "═" if link.score >= _STRONG else "─"


def _begins(view: ArticleView | None, y: int, links: dict[int, Link]) -> tuple[Link | None, bool]:
    """The link of the passage that begins on a row, and whether that passage is the current one."""
    if view is None or view.page is None:
        return None, False
    number = view.top + y
    if not 0 <= number < len(view.page.lines):
        return None, False
    passage = view.page.lines[number].passage
    if passage < 0 or view.page.passage_lines(passage).start != number:
        return None, False
    return links.get(passage), passage == view.passage
