"""What the panes have in common: they draw and scroll by line, and end in an edge that can be dragged."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import NamedTuple, Self

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.filter import ANSIToTruecolor
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from briefing.tui.painting import palette

_WHEEL = 3
"""Lines a turn of the wheel scrolls by."""


class Frame(NamedTuple):
    """What all rows of one drawing share."""

    width: int
    """Cells left of the edge."""
    plain: Style
    selection: Selection | None
    thin: Strip
    """The edge of most rows."""
    thick: Strip
    thumb: range
    """The rows on which the edge is thick."""


class _Row(NamedTuple):
    """A row as it was drawn, and the whole of it with the edge that it had."""

    drawn: Strip
    edge: Strip
    whole: Strip


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
    """Whether the focus is beside that edge."""
    fixed_rows = 0
    """Rows at the top that don't scroll."""
    _held = False

    def __init__(self, *, id: str | None = None) -> None:
        self._rows: dict[int, _Row] = {}
        self._drawn_for: Size | None = None
        self._drawn_in: Mapping[str, Style] | None = None
        super().__init__(id=id)

    @abstractmethod
    def draw(self, y: int, width: int) -> list[Segment]:
        """The segments of a row, no wider than `width` cells."""

    # Drawing ------------------------------------------------------------------------------------------

    def part(self, parted: bool, *, lit: bool) -> None:
        """Say whether another pane follows on the right, and whether the focus is beside the edge."""
        if (parted, lit) != (self.parted, self.lit):
            self.parted, self.lit = parted, lit
            self._refresh_edge()

    def _refresh_edge(self) -> None:
        """Draw the edge again, and the rest of each row as it was."""
        super().refresh(Region(self.size.width - 1, 0, 1, self.size.height))

    def frame(self) -> Frame:
        """What all rows of one drawing share."""
        (width, height), total = self.size, self.virtual_size.height
        thumb = range(0)
        if total > height > 0:
            length = max(1, height * height // total)
            first = round((height - length) * self.scroll_offset.y / (total - height))
            thumb = range(first, first + length)
        styles = palette(self)
        edge = styles["accent" if self._held or self.lit else "rule"]
        thin = Strip([Segment("│" if self.parted else " ", edge)], 1)
        return Frame(
            width - 1, styles["text"], self.text_selection, thin, Strip([Segment("┃", edge)], 1), thumb
        )

    def row(self, y: int, frame: Frame) -> Strip:
        """A row without its edge."""
        segments = self.draw(y, frame.width)
        missing = frame.width - sum(segment.cell_length for segment in segments)
        if missing > 0:
            segments.append(Segment(" " * missing, frame.plain))
        return Strip(segments, frame.width)

    def render_line(self, y: int) -> Strip:
        """A row drawn by itself."""
        frame = self.frame()
        return Strip.join([self.row(y, frame), frame.thick if y in frame.thumb else frame.thin])

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a region, each drawn once until it is refreshed.

        A pane has neither border nor padding, so Textual's cache, which looks up the rules for them at every row,
        would double the time of a frame.
        """
        if self.size != self._drawn_for:
            self._drawn_for = self.size
            self._rows.clear()
        self._drawn_in = palette(self)
        frame = self.frame()
        # A theme is in true colours, which need no translation, or in the terminal's own, which must get none.
        filters = [each for each in self.get_line_filters() if not isinstance(each, ANSIToTruecolor)]
        background = self.background_colors[1]

        def filtered(strip: Strip) -> Strip:
            for line_filter in filters:
                strip = strip.apply_filter(line_filter, background)
            return strip

        thin, thick = filtered(frame.thin), filtered(frame.thick)
        rows = self._rows
        for y in crop.line_range:
            edge, row = thick if y in frame.thumb else thin, rows.get(y)
            if row is None or row.edge != edge:
                drawn = filtered(self.row(y, frame)) if row is None else row.drawn
                rows[y] = _Row(drawn, edge, Strip.join([drawn, edge]))
        whole = [rows[y].whole for y in crop.line_range]
        if crop.column_span != (0, self.size.width):
            return [row.crop(*crop.column_span) for row in whole]
        return whole

    def notify_style_update(self) -> None:
        """Draw again in the colours of another theme; whatever else a style sheet says is not what is drawn by."""
        super().notify_style_update()
        if palette(self) is not self._drawn_in:
            self.refresh()

    def _on_focus(self, event: events.Focus) -> None:
        """Take the focus. Textual would draw the whole pane anew; what looks otherwise now is each pane's to say."""
        event.prevent_default()
        self.has_focus = True
        if self.parent is not None:
            self.parent.post_message(events.DescendantFocus(self))

    def _on_blur(self, event: events.Blur) -> None:
        """Give the focus away, in the same manner."""
        event.prevent_default()
        self.has_focus = False
        if self.parent is not None:
            self.parent.post_message(events.DescendantBlur(self))

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

    def refresh_row(self, y: int) -> None:
        """Draw one row again, by its place on the screen; where it is not in sight, nothing."""
        self.refresh(Region(0, y, self.size.width, 1))

    # Scrolling ----------------------------------------------------------------------------------------

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Move the rows that stay in view, so that only those that come into it are drawn."""
        moved = round(new_value) - round(old_value)
        if moved:
            seen = range(self.fixed_rows, self.size.height)
            self._rows = {y - moved: row for y, row in self._rows.items() if y in seen and y - moved in seen}
            super().refresh(self.size.region)

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
            self._refresh_edge()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go of the edge."""
        if self._held:
            event.stop()
            self._held = False
            self.release_mouse()
            self._refresh_edge()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Let the edge follow the pointer, a whole column at a time."""
        if self._held:
            event.stop()
            if columns := event.screen_x - (self.region.right - 1):
                self.post_message(self.Dragged(self, columns))
        on_edge = self._held or self._is_edge(event)
        if on_edge != (self.styles.pointer == "ew-resize"):
            self.styles.pointer = "ew-resize" if on_edge else "default"
