"""What the panes have in common: they draw and scroll by line, and end in an edge that can be dragged."""

from __future__ import annotations

from abc import abstractmethod
from typing import Self

from rich.segment import Segment
from textual import events
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from briefing.tui.painting import palette

_WHEEL = 3
"""Lines a turn of the wheel scrolls by."""


class LinePane(ScrollView, can_focus=True, inherit_bindings=False):
    """A pane that draws each line by itself.

    Its last column is its edge: the line that parts it from the next pane, thick where the seen lines stand among
    all. Widgets for scroll bar and line would each cost a layout, and a repaint of their own at every step.
    """

    DEFAULT_CSS = """
    LinePane { height: 1fr; overflow: hidden hidden; }
    """

    class Dragged(Message):
        """The pointer moved by some columns while it held the edge."""

        def __init__(self, pane: LinePane, columns: int) -> None:
            super().__init__()
            self.pane = pane
            self.columns = columns

    parted = False
    """Whether another pane follows on the right."""
    lit = False
    """Whether this pane or the next has the focus."""
    _held = False

    def __init__(self, *, id: str | None = None) -> None:
        self._rows: dict[int, Strip] = {}
        self._drawn_for: tuple[Size, Offset] | None = None
        super().__init__(id=id)

    @abstractmethod
    def draw(self, y: int, width: int) -> list[Segment]:
        """The segments of a row, no wider than `width` cells."""

    def render_line(self, y: int) -> Strip:
        """A row with its edge."""
        width = self.size.width - 1
        segments = self.draw(y, width)
        missing = width - sum(segment.cell_length for segment in segments)
        if missing > 0:
            segments.append(Segment(" " * missing, palette(self)["text"]))
        segments.append(self._edge(y))
        return Strip(segments, width + 1)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a region, each drawn once until it is refreshed.

        A pane has neither border nor padding, so Textual's cache, which looks up the rules for them at every row,
        would double the time of a frame.
        """
        drawn_for = self.size, self.scroll_offset
        if drawn_for != self._drawn_for:
            self._drawn_for = drawn_for
            self._rows.clear()
        rows = []
        for y in crop.line_range:
            row = self._rows.get(y)
            if row is None:
                row = self._rows[y] = self._filtered(self.render_line(y))
            rows.append(row)
        if crop.column_span != (0, self.size.width):
            return [row.crop(*crop.column_span) for row in rows]
        return rows

    def _filtered(self, row: Strip) -> Strip:
        background = self.background_colors[1]
        for line_filter in self.get_line_filters():
            row = row.apply_filter(line_filter, background)
        return row

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Draw again, all of it or some regions."""
        for region in regions:
            for y in region.line_range:
                self._rows.pop(y, None)
        if not regions:
            self._rows.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def _edge(self, y: int) -> Segment:
        height, total = self.size.height, self.virtual_size.height
        line = "│" if self.parted else " "
        if total > height > 0:
            length = max(1, height * height // total)
            first = round((height - length) * self.scroll_offset.y / (total - height))
            if first <= y < first + length:
                line = "┃"
        lit = self._held or (self.lit and self.parted)
        return Segment(line, palette(self)["accent" if lit else "rule"])

    # Scrolling ----------------------------------------------------------------------------------------

    def set_lines(self, lines: int) -> None:
        """Say how many lines there are. Nothing is laid out anew for that, since no other widget depends on it."""
        self.set_reactive(LinePane.virtual_size, Size(self.size.width, lines))

    def scroll_lines(self, lines: int) -> bool:
        """Scroll by lines; False at the end."""
        before = self.scroll_offset.y
        self.scroll_to(y=before + lines, animate=False, force=True)
        return self.scroll_offset.y != before

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

    # Dragging the edge --------------------------------------------------------------------------------

    def _is_edge(self, event: events.MouseEvent) -> bool:
        return self.parted and event.screen_x == self.region.right - 1

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the edge."""
        if self._is_edge(event):
            event.stop()
            self._held = True
            self.capture_mouse()
            self.refresh()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go of the edge."""
        if self._held:
            event.stop()
            self._held = False
            self.release_mouse()
            self.refresh()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Let the edge follow the pointer, a whole column at a time."""
        if self._held:
            event.stop()
            if columns := event.screen_x - (self.region.right - 1):
                self.post_message(self.Dragged(self, columns))
        on_edge = self._held or self._is_edge(event)
        if on_edge != (self.styles.pointer == "ew-resize"):
            self.styles.pointer = "ew-resize" if on_edge else "default"

    def notify_style_update(self) -> None:
        """Draw again in the colours of another theme."""
        super().notify_style_update()
        self.refresh()
