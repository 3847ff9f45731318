"""A table of names: sorted and sifted as one likes, with a cursor, under a heading that stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message

from briefing.article import Entity
from briefing.safetext import one_line
from briefing.tui.name_rows import NameRow, View
from briefing.tui.painting import fit, palette
from briefing.tui.widgets.line_pane import LinePane

_LONGEST = 60
"""Characters that may be typed to sift by."""


class Ask(NamedTuple):
    """Something that is wanted of the name under the cursor."""

    verb: str
    entity: Entity


class NameTable(LinePane):
    """Names one a row; what the columns hold is for those who draw them."""

    head = 1
    """Lines above the names."""

    class Chosen(Message):
        """A name was chosen: its mentions are to be walked."""

        def __init__(self, entity: Entity) -> None:
            super().__init__()
            self.entity = entity

    class Asked(Message):
        """Something is wanted of a name."""

        def __init__(self, ask: Ask) -> None:
            super().__init__()
            self.ask = ask

    class Said(Message):
        """Something is to be told in the footer."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: list[NameRow] = []
        self.view = View()
        self.cursor = 0
        self.walked: str | None = None
        self.typing = False
        self.most = 1
        """How often the most mentioned name is mentioned."""
        self._all: Sequence[NameRow] = ()

    # What is listed -----------------------------------------------------------------------------------

    def list_names(self, rows: Sequence[NameRow], *, keep: str | None = None) -> None:
        """List these names, as they are sorted and sifted now, the cursor on the one to keep, else on the first."""
        before = len(self.rows)
        self._all = rows
        self.most = max((row.here for row in rows), default=1) or 1
        self.rows = self.sifted()
        self.cursor = next((i for i, row in enumerate(self.rows) if row.entity.id == keep), 0)
        self.set_lines(len(self.rows) + self.head)
        self.scroll_to(y=0, animate=False, force=True)
        self._reveal()
        self.refresh(Region(0, 0, self.size.width, max(before, len(self.rows)) + self.head + 1))

    def sifted(self) -> list[NameRow]:
        """The names that are listed, in order."""
        return self.view.of(self._all)

    def look(self, view: View) -> None:
        """Sort and sift otherwise, the cursor staying with its name."""
        self.view = view
        self.list_names(self._all, keep=self.current.entity.id if self.current else None)

    @property
    def current(self) -> NameRow | None:
        """The name under the cursor."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    def walk(self, entity: str | None) -> None:
        """Mark the name whose mentions are being walked."""
        self.walked = entity
        self.refresh()

    # Moving -------------------------------------------------------------------------------------------

    def move(self, step: int) -> bool:
        """Move the cursor; False at the end of the list."""
        return self.move_to(self.cursor + step)

    def move_page(self, direction: int) -> bool:
        """Move the cursor by a screen."""
        target = self.cursor + direction * max(1, self.size.height - self.head - 1)
        return self.move_to(max(0, min(len(self.rows) - 1, target)))

    def move_to_end(self, step: int) -> bool:
        """Move the cursor to the first name (-1) or the last (+1)."""
        return self.move_to(0 if step < 0 else len(self.rows) - 1)

    def move_to(self, row: int) -> bool:
        """Put the cursor on a row; False where there is none or it stands there."""
        if not 0 <= row < len(self.rows) or row == self.cursor:
            return False
        self._redraw_row(self.cursor)
        self._redraw_row(row)
        self.cursor = row
        self._reveal()
        return True

    def _redraw_row(self, row: int) -> None:
        self.refresh_row(self.head + row - self.scroll_offset.y)

    def move_to_name(self, entity: str) -> bool:
        """Put the cursor on a name; False where it is not listed."""
        row = next((i for i, row in enumerate(self.rows) if row.entity.id == entity), None)
        return row is not None and (row == self.cursor or self.move_to(row))

    def _reveal(self) -> None:
        top, height = self.scroll_offset.y, self.size.height - self.head
        target = min(max(top, self.cursor - height + 1), self.cursor)
        if target != top:
            self.scroll_to(y=target, animate=False, force=True)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.set_lines(len(self.rows) + self.head)
        self._reveal()

    # Sorting and sifting ------------------------------------------------------------------------------

    def sort(self) -> None:
        """Sort by the next thing there is to sort by, and say it."""
        self.look(self.view._replace(order=self.view.order.following))
        self.post_message(self.Said(f"Sorted by {self.view.order.value}"))

    def sift(self) -> None:
        """List the next of the kinds there are."""
        self.look(self.view._replace(among=self.view.among.following))
        self.post_message(self.Said(f"{len(self.rows)} of {len(self._all)} names: {self.view.among.value}"))

    def begin_typing(self) -> None:
        """Take keys for the beginning of a name until enter or escape."""
        self.typing = True
        self.refresh_row(0)

    def stop_sifting(self) -> bool:
        """List all names again; False where all are listed."""
        sifts = self.typing or bool(self.view.text) or self.view.among is not View().among
        self.typing = False
        if sifts:
            self.look(self.view._replace(text="", among=View().among))
        return sifts

    def on_key(self, event: events.Key) -> None:
        """While a name is being typed, let keys be letters."""
        if not self.typing:
            return
        text = self.view.text
        match event.key:
            case "enter" | "tab" | "down" | "up":
                self.typing = False
                self.refresh_row(0)
            case "escape":
                self.stop_sifting()
            case "backspace":
                self.look(self.view._replace(text=text[:-1]))
            case _ if event.character and event.is_printable:
                self.look(self.view._replace(text=one_line(text + event.character)[:_LONGEST]))
            case _:
                return
        event.stop()
        event.prevent_default()

    def on_focus(self) -> None:
        """Draw the cursor."""
        self._redraw_row(self.cursor)

    def on_blur(self) -> None:
        """Draw it no more; typing ends with the focus."""
        self._redraw_row(self.cursor)
        if self.typing:
            self.typing = False
            self.refresh_row(0)

    # Drawing ------------------------------------------------------------------------------------------

    @property
    def label(self) -> str:
        """What is listed, at the left of the heading."""
        label = self.view.label if self.view.text or not self.typing else f"{self.view.label} /"
        return label[:1].upper() + label[1:] + ("▏" if self.typing else "")

    def row_at(self, y: int) -> int | None:
        """The number of the row that is drawn at a line; None where none is."""
        number = self.scroll_offset.y + y - self.head
        return number if y >= self.head and 0 <= number < len(self.rows) else None

    def empty(self, y: int, width: int) -> list[Segment]:
        """What stands where there are no names."""
        if self.rows or y != self.head:
            return []
        why = "no names found" if not self._all else "none of these: escape lists all"
        return [Segment(fit(f"   {why}", width), palette(self)["muted"])]

    def on_click(self, event: events.Click) -> None:
        """Walk the mentions of the name that was clicked."""
        number = self.row_at(event.get_content_offset_capture(self).y)
        if number is not None:
            self.move_to(number)
            self.post_message(self.Chosen(self.rows[number].entity))
