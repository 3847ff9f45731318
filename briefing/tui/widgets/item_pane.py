"""A pane that lists items, each on one line or more, with a cursor that goes from item to item."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Self

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message

from briefing.tui.painting import palette
from briefing.tui.widgets.line_pane import LinePane


class Piece(NamedTuple):
    """A stretch of a line and the style it has in the theme."""

    text: str
    style: str = "text"


class Line(NamedTuple):
    """One line: of an item, by its number, or with -1 one that the cursor passes over."""

    item: int
    pieces: Sequence[Piece]


class ItemPane(LinePane):
    """Laid out once for a width; moving the cursor draws the two items that it touches."""

    class Chosen(Message):
        """An item was clicked, or the cursor stands on it and enter was pressed."""

        def __init__(self, pane: ItemPane, item: int) -> None:
            super().__init__()
            self.pane = pane
            self.item = item

        @property
        def control(self) -> ItemPane:
            """The pane that it is in."""
            return self.pane

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.cursor = 0
        self._lines: list[Line] = []
        self._ranges: dict[int, range] = {}

    # What is listed -----------------------------------------------------------------------------------

    @abstractmethod
    def lay_out(self, width: int) -> Iterable[Line]:
        """All lines for a width, those of an item beside each other."""

    def heading(self, y: int, width: int) -> Sequence[Piece]:
        """A line above those that scroll, of which there are `fixed_rows`."""
        return ()

    def renew(self, cursor: int | None = None) -> Self:
        """Lay out anew, with the cursor where it was or on another item."""
        if cursor is not None:
            self.cursor = cursor
        self._lines = list(self.lay_out(self.size.width - 1)) if self.size.width else []
        self._ranges = {}
        for row, line in enumerate(self._lines):
            if line.item >= 0:
                begun = self._ranges.get(line.item)
                self._ranges[line.item] = range(begun.start if begun else row, row + 1)
        self.cursor = max(0, min(self.cursor, self.items - 1))
        self.set_lines(len(self._lines) + self.fixed_rows)
        self._reveal()
        self.refresh()
        return self

    @property
    def items(self) -> int:
        """How many items there are."""
        return len(self._ranges)

    # Moving -------------------------------------------------------------------------------------------

    def move(self, step: int) -> bool:
        """Move the cursor; False at the end of the list."""
        return self.move_to(self.cursor + step)

    def move_to(self, item: int) -> bool:
        """Put the cursor on an item; False where there is none or it stands there."""
        if item not in self._ranges or item == self.cursor:
            return False
        before, self.cursor = self.cursor, item
        for touched in (before, item):
            self._refresh_item(touched)
        self._reveal()
        return True

    def move_page(self, direction: int) -> bool:
        """Move the cursor by a screen."""
        if not self.items:
            return False
        row = self._ranges[self.cursor].start + direction * max(1, self.size.height - self.fixed_rows - 1)
        row = max(0, min(len(self._lines) - 1, row))
        near = min(self._ranges, key=lambda item: abs(self._ranges[item].start - row))
        return self.move_to(near if near != self.cursor else self.cursor + direction)

    def move_to_end(self, step: int) -> bool:
        """Move the cursor to the first item (-1) or the last (+1)."""
        return self.move_to(0 if step < 0 else self.items - 1)

    def _refresh_item(self, item: int) -> None:
        lines = self._ranges.get(item, range(0))
        self.refresh(Region(0, self._row_of(lines.start), self.size.width, len(lines)))

    def _row_of(self, line: int) -> int:
        return line - self.scroll_offset.y + self.fixed_rows

    def _reveal(self) -> None:
        """Scroll as little as it takes to see the whole item, and the headings above the first."""
        lines = self._ranges.get(self.cursor)
        if lines is None:
            return
        height = self.size.height - self.fixed_rows
        first = 0 if self.cursor == 0 else lines.start
        target = min(max(self.scroll_offset.y, lines.stop - height), first)
        if target != self.scroll_offset.y:
            self.scroll_to(y=target, animate=False, force=True)

    def choose(self) -> None:
        """Choose the item under the cursor."""
        if self.items:
            self.post_message(self.Chosen(self, self.cursor))

    # Drawing ------------------------------------------------------------------------------------------

    def pieces(self, line: Line, current: bool) -> Sequence[Piece]:
        """What to draw of a line; the flag says whether the cursor stands on its item."""
        return line.pieces

    def draw(self, y: int, width: int) -> list[Segment]:
        """One row."""
        if y < self.fixed_rows:
            return self._segments(self.heading(y, width))
        number = y - self.fixed_rows + self.scroll_offset.y
        if number >= len(self._lines):
            return []
        line = self._lines[number]
        if line.item < 0 or line.item != self.cursor:
            return self._segments(self.pieces(line, False))
        row = palette(self)["cursor" if self.has_focus else "cursor-blurred"]
        segments = self._segments(self.pieces(line, True))
        missing = width - sum(segment.cell_length for segment in segments)
        segments.append(Segment(" " * max(0, missing), palette(self)["text"]))
        return [Segment(text, (style or Style()) + row) for text, style, _ in segments]

    def _segments(self, pieces: Iterable[Piece]) -> list[Segment]:
        styles = palette(self)
        return [Segment(piece.text, styles["text"] + styles[piece.style]) for piece in pieces]

    # Events -------------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Lay out for the new width."""
        self.renew()

    def on_focus(self) -> None:
        """Draw the cursor strong."""
        self._refresh_item(self.cursor)

    def on_blur(self) -> None:
        """Draw the cursor weak."""
        self._refresh_item(self.cursor)

    def on_click(self, event: events.Click) -> None:
        """Choose the item that was clicked."""
        number = event.get_content_offset_capture(self).y - self.fixed_rows + self.scroll_offset.y
        if 0 <= number < len(self._lines) and (item := self._lines[number].item) >= 0:
            self.move_to(item)
            self.post_message(self.Chosen(self, item))
