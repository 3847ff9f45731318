"""The line between two panes, which can be dragged."""

from __future__ import annotations

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from briefing.tui.painting import palette


class Splitter(Widget):
    """A vertical line; dragging it asks for a change of the panes beside it."""

    DEFAULT_CSS = """
    Splitter { width: 1; height: 1fr; pointer: ew-resize; }
    """

    class Dragged(Message):
        """The pointer moved by some columns while it held the line."""

        def __init__(self, splitter: Splitter, columns: int) -> None:
            super().__init__()
            self.splitter = splitter
            self.columns = columns

        @property
        def control(self) -> Splitter:
            """The line that is dragged."""
            return self.splitter

    _held = False
    lit = False
    """Whether a pane beside it has the focus."""

    def render_line(self, y: int) -> Strip:
        """The line itself, stronger while it is held."""
        style = palette(self)["accent" if self.lit or self._held or self.mouse_hover else "rule"]
        return Strip([Segment("┃" if self._held else "│", style)], 1)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold."""
        self._held = True
        self.capture_mouse()
        self.refresh()
        event.stop()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go."""
        self._held = False
        self.release_mouse()
        self.refresh()
        event.stop()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Follow the pointer, a whole column at a time."""
        columns = event.screen_x - self.region.x
        if self._held and columns:
            self.post_message(self.Dragged(self, columns))
        event.stop()
