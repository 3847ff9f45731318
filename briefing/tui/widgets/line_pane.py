"""What the panes have in common: they draw and scroll by line, and show where in the whole one is."""

from __future__ import annotations

from rich.segment import Segment
from textual import events
from textual.scroll_view import ScrollView
from textual.strip import Strip

from briefing.tui.painting import palette

_WHEEL = 3
"""Lines a turn of the wheel scrolls by."""


class LinePane(ScrollView, can_focus=True, inherit_bindings=False):
    """A pane that draws each line by itself.

    Its last column is a scroll bar of its own making: Textual's is a widget, which costs a layout whenever it
    comes or goes and a repaint of its own at every step.
    """

    DEFAULT_CSS = """
    LinePane { height: 1fr; overflow: hidden hidden; }
    """

    def scroll_lines(self, lines: int) -> bool:
        """Scroll by lines; False at the end."""
        before = self.scroll_offset.y
        self.scroll_to(y=before + lines, animate=False, force=True)
        return self.scroll_offset.y != before

    def with_thumb(self, strip: Strip, y: int) -> Strip:
        """A line as wide as the pane, its last column the scroll bar."""
        width, height, total = self.size.width, self.size.height, self.virtual_size.height
        styles = palette(self)
        thumb = " "
        if total > height > 0:
            length = max(1, height * height // total)
            first = round((height - length) * self.scroll_offset.y / (total - height))
            thumb = "▐" if first <= y < first + length else " "
        line = strip.adjust_cell_length(width - 1, styles["text"])
        return Strip([*line, Segment(thumb, styles["rule"])], width)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll on."""
        event.stop()
        event.prevent_default()
        self.scroll_lines(_WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll back."""
        event.stop()
        event.prevent_default()
        self.scroll_lines(-_WHEEL)

    def notify_style_update(self) -> None:
        """Draw again in the colours of another theme."""
        super().notify_style_update()
        self.refresh()
