"""The margin beside an article: notes on its passages, each at the height of its passage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.segment import Segment
from textual import events
from textual.message import Message

from briefing.tui.margin import Note, NoteLine, lay_out
from briefing.tui.painting import palette
from briefing.tui.widgets.article_view import ArticleView
from briefing.tui.widgets.line_pane import LinePane

_SIGN = 2
"""Cells before a note: a sign and a space."""


class MarginPane(LinePane, can_focus=False):
    """Follows the article that it stands beside; below the article, it has the notes on the passage being read."""

    class Clicked(Message):
        """A note was clicked."""

        def __init__(self, note: Note) -> None:
            super().__init__()
            self.note = note

    def __init__(self) -> None:
        super().__init__()
        self.view: ArticleView | None = None
        self.below = False
        """Whether it lies below the article."""
        self._notes: Mapping[int, Sequence[Note]] = {}
        self._lines: dict[int, list[NoteLine]] = {}
        self._seen_at: tuple[int, int] = (0, 0)

    def show(self, view: ArticleView, notes: Mapping[int, Sequence[Note]]) -> None:
        """Show the notes on the passages of an article."""
        self.view, self._notes = view, notes
        self._lay_out()

    def follow(self) -> None:
        """Draw what scrolling the article, or reading another passage, changes."""
        view = self.view
        if view is not None and self._seen_at != (seen := (view.top, view.passage)):
            if self.below or seen[0] != self._seen_at[0]:
                self.refresh()
            self._seen_at = seen

    def _lay_out(self) -> None:
        width = self.size.width - _SIGN
        if self.view is None or width <= 0:
            return
        self._lines = {passage: lay_out(notes, width) for passage, notes in self._notes.items()}
        room = {} if self.below else {passage: len(lines) for passage, lines in self._lines.items()}
        self.view.give_room(room)
        self.refresh()

    def _line(self, y: int) -> NoteLine | None:
        view = self.view
        if view is None or view.page is None or not view.page.passages:
            return None
        if self.below:
            lines = self._lines.get(view.passage, [])
            return lines[y] if y < len(lines) else None
        number = view.top + y
        passage = view.page.passage_near_line(number)
        row = number - view.page.passage_lines(passage).start
        lines = self._lines.get(passage, [])
        return lines[row] if 0 <= row < len(lines) else None

    def draw(self, y: int, width: int) -> list[Segment]:
        """One row of the margin."""
        line = self._line(y)
        if line is None:
            return []
        styles = palette(self)
        text = styles["text" if line.note.sign == "≠" else "muted"]
        return [Segment(f"{line.sign:<{_SIGN}}", styles[line.style]), Segment(line.text, text)]

    def on_resize(self) -> None:
        """Wrap the notes for the new width."""
        self._lay_out()

    def on_click(self, event: events.Click) -> None:
        """Say which note was clicked."""
        if (line := self._line(event.get_content_offset_capture(self).y)) is not None:
            self.post_message(self.Clicked(line.note))
