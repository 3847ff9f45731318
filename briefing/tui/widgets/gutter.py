"""Between two sources: how each passage stands to the other side."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from briefing.comparison import PassageState
from briefing.safetext import one_line
from briefing.tui import dates
from briefing.tui.facing import SIGNS, Facing, Match, number
from briefing.tui.ledger import letter
from briefing.tui.painting import fit, palette
from briefing.tui.widgets.article_view import ArticleView

WIDTH = 5
"""Columns of a gutter that stands between two texts."""


class Gutter(Widget):
    """A mark beside the first line of each passage that the other side tells too or contradicts, else blank.

    Where the two passages being read begin on the same row, the marks join to a bridge. Between texts that lie one
    above the other it is a line that heads the lower one and says how the two passages being read stand.
    """

    class Clicked(Message):
        """A mark was clicked: the passage of the left text (side 0) or the right one (side 1) is meant."""

        def __init__(self, gutter: Gutter, side: int, passage: int) -> None:
            super().__init__()
            self.gutter = gutter
            self.side = side
            self.passage = passage

    def __init__(self, left: ArticleView, right: ArticleView, column: int) -> None:
        """`column` is the number of the right text's column."""
        super().__init__()
        self.left, self.right = left, right
        self.column = column
        self.facing: Facing | None = None
        self.lies = False
        """Whether it is a line between texts that lie one above the other."""
        self._bridge: tuple[int, int] | None = None

    def face(self, facing: Facing | None) -> None:
        """Take the comparison of the two texts, as the left one sees it; None while it is being made."""
        self.facing = facing
        self.refresh()

    def follow(self, scrolled: bool) -> None:
        """Draw what another passage being read changes; everything where a side was scrolled."""
        bridge = _row(self.left), _row(self.right)
        if scrolled or self.lies or self._bridge is None:
            self.refresh()
        elif bridge != self._bridge:
            for row in {*bridge, *self._bridge}:
                if 0 <= row < self.size.height:
                    self.refresh(Region(0, row, self.size.width, 1))
        self._bridge = bridge

    def render_line(self, y: int) -> Strip:
        """One row of the gutter, or the line that it is."""
        return self._lying() if self.lies else self._standing(y)

    def _standing(self, y: int) -> Strip:
        styles = palette(self)
        left, right = _beginning(self.left, y), _beginning(self.right, y)
        mine, its_style = self._mark(0, left)
        theirs, their_style = self._mark(1, right)
        if (left, right) == (self.left.passage, self.right.passage):
            link, differ = self._link(left, right), self._differ(left, right)
            if link or differ:
                weight = SIGNS[link.standing] if link else "─"
                bridge = f"{weight}{'≠' if differ else weight}{weight}"
                space = Segment(" ", styles["rule"])
                style = styles["in-conflict" if differ else "told-by-both"]
                return Strip([space, Segment(bridge, style), space], WIDTH)
        return Strip(
            [
                Segment(f" {mine}", styles[its_style]),
                Segment("│", styles["rule"]),
                Segment(f"{theirs} ", styles[their_style]),
            ],
            WIDTH,
        )

    def _lying(self) -> Strip:
        styles = palette(self)
        width = self.size.width
        pair = self.left.passage, self.right.passage
        link = self._link(*pair)
        score = (
            "" if link is None else " by your word" if link.link.by_hand else f" {number(link.link.score)}"
        )
        if self.facing is None:
            how, style = "…", "muted"
        elif self._differ(*pair):
            how, style = f"≠ in conflict{score}", "in-conflict"
        elif link is not None:
            how, style = f"{SIGNS[link.standing]} {link.standing.value}{score}", "told-by-both"
        else:
            how, style = "no close match found", "muted"
        opened = self.right.opened
        name = ""
        if opened is not None:
            source, day = one_line(opened.article.source), dates.short(opened.article.published)
            sign = "▸" if self.right.has_focus else "─"
            name = f"{sign} {letter(self.column)} {source} · {day} "
        name = fit(name, min(cell_len(name), max(8, width - cell_len(how) - 6)))
        return Strip(
            [
                Segment(name, styles["accent" if self.right.has_focus else "muted"]),
                Segment("── ", styles["rule"]),
                Segment(how, styles[style]),
                Segment(" " + "─" * width, styles["rule"]),
            ]
        ).adjust_cell_length(width)

    def _link(self, left: int, right: int) -> Match | None:
        """The link of two passages, if there is one."""
        if self.facing is None:
            return None
        return next((match for match in self.facing.matches(left) if match.passage == right), None)

    def _differ(self, left: int, right: int) -> bool:
        """Whether two passages are in conflict."""
        return self.facing is not None and self.facing.differ(left, right)

    def _mark(self, side: int, passage: int) -> tuple[str, str]:
        """The mark of a passage and its style."""
        if self.facing is None or passage < 0:
            return " ", "rule"
        facing = self.facing.turned if side else self.facing
        standing = facing.standing(passage)
        if standing is PassageState.NO_CLOSE_MATCH:
            return " ", "rule"
        return SIGNS[standing], "in-conflict" if standing is PassageState.IN_CONFLICT else "told-by-both"

    def on_click(self, event: events.Click) -> None:
        """Go to the passage whose mark was clicked, and to its match."""
        if self.lies:
            self.post_message(self.Clicked(self, 1, self.right.passage))
            return
        side = 0 if event.x <= WIDTH // 2 else 1
        for chosen in (side, 1 - side):
            passage = _beginning(self.right if chosen else self.left, event.y)
            if passage >= 0 and self._mark(chosen, passage)[0] != " ":
                self.post_message(self.Clicked(self, chosen, passage))
                return

    def notify_style_update(self) -> None:
        """Draw again in the colours of another theme."""
        super().notify_style_update()
        self.refresh()


def _row(view: ArticleView) -> int:
    """The row on which the passage being read begins."""
    if view.page is None or not view.page.passages:
        return -1
    return view.page.passage_lines(view.passage).start - view.top


def _beginning(view: ArticleView, y: int) -> int:
    """The passage that begins on a row of a column, or -1."""
    if view.page is None:
        return -1
    line = view.top + y
    if not 0 <= line < len(view.page.lines):
        return -1
    passage = view.page.lines[line].passage
    return passage if passage >= 0 and view.page.passage_lines(passage).start == line else -1
