"""Who and where: every actor, state and place of the article, with counts here and in its story."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message

from briefing.article import Entity, Kind
from briefing.safetext import one_line
from briefing.tui.keymap import bindings
from briefing.tui.page import STYLE_OF
from briefing.tui.painting import fit, palette
from briefing.tui.widgets.line_pane import LinePane

GLYPHS = {Kind.PERSON: "●", Kind.ORGANISATION: "■", Kind.STATE: "◆", Kind.PLACE: "▲"}
_BARS = "▁▂▃▄▅▆▇█"

_HEAD = 1
"""Lines above the names."""

_WIDE, _WIDEST = 26, 36
"""Columns from which the story's counts stand beside the article's, and from which there are bars, too."""


class NameRow(NamedTuple):
    """One name with its counts."""

    entity: Entity
    here: int
    """Mentions in the article that is read."""
    story: int
    """Mentions in all articles of its story."""


class NamesPane(LinePane):
    """The names in the article being read, most mentioned first; choosing one walks its mentions."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("names")]

    class Chosen(Message):
        """A name was chosen: its mentions are to be walked."""

        def __init__(self, entity: Entity) -> None:
            super().__init__()
            self.entity = entity

    fixed_rows = _HEAD

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: list[NameRow] = []
        self.cursor = 0
        self.walked: str | None = None

    def show(self, here: Mapping[Entity, int], story: Mapping[str, int]) -> None:
        """List the names of an article; `story` counts mentions in its story by entity id."""
        rows = [NameRow(entity, count, story.get(entity.id, count)) for entity, count in here.items()]
        rows.sort(key=lambda row: (-row.here, -row.story, row.entity.name))
        kept = self.current.entity.id if self.current and self.walked else None
        changed = Region(0, 0, self.size.width, max(len(rows), len(self.rows)) + _HEAD + 1)
        self.rows = rows
        self.cursor = next((i for i, row in enumerate(rows) if row.entity.id == kept), 0)
        self.set_lines(len(rows) + _HEAD)
        self.scroll_to(y=0, animate=False, force=True)
        self._reveal()
        self.refresh(changed)

    def walk(self, entity: str | None) -> None:
        """Mark the name whose mentions are being walked."""
        self.walked = entity
        self.refresh()

    @property
    def current(self) -> NameRow | None:
        """The name under the cursor."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    def move(self, step: int) -> bool:
        """Move the cursor; False at the end of the list."""
        return self.move_to(self.cursor + step)

    def move_page(self, direction: int) -> bool:
        """Move the cursor by a screen."""
        target = self.cursor + direction * max(1, self.size.height - _HEAD - 1)
        return self.move_to(max(0, min(len(self.rows) - 1, target)))

    def move_to_end(self, step: int) -> bool:
        """Move the cursor to the first name (-1) or the last (+1)."""
        return self.move_to(0 if step < 0 else len(self.rows) - 1)

    def move_to(self, row: int) -> bool:
        """Put the cursor on a row; False where there is none or it stands there."""
        if not 0 <= row < len(self.rows) or row == self.cursor:
            return False
        for line in (self.cursor, row):
            self.refresh(Region(0, _HEAD + line - self.scroll_offset.y, self.size.width, 1))
        self.cursor = row
        self._reveal()
        return True

    def _reveal(self) -> None:
        top, height = self.scroll_offset.y, self.size.height - _HEAD
        target = min(max(top, self.cursor - height + 1), self.cursor)
        if target != top:
            self.scroll_to(y=target, animate=False, force=True)

    def action_names_open(self) -> None:
        """Choose the name under the cursor."""
        if self.current is not None:
            self.post_message(self.Chosen(self.current.entity))

    def draw(self, y: int, width: int) -> list[Segment]:
        """The heading, or one name: glyph, name, counts and a bar."""
        styles = palette(self)
        if y == 0:
            return [Segment(_heading(width), styles["muted"])]
        number = self.scroll_offset.y + y - _HEAD
        if number >= len(self.rows):
            return [] if number or self.rows else [Segment(fit("   no names found", width), styles["muted"])]
        row = self.rows[number]
        plain, muted = styles["text"], styles["muted"]
        name = styles["text"] + styles[STYLE_OF[row.entity.kind]]
        if row.entity.id == self.walked:
            name += styles["mention"]
        if number == self.cursor and self.has_focus:
            plain, muted, name = (style + styles["cursor"] for style in (plain, muted, name))
        counts = f"{row.here:>4}{row.story:>6}" if width >= _WIDE else f"{row.here:>5}"
        bar = f" {_BARS[round(7 * row.here / self.rows[0].here)]} " if width >= _WIDEST else ""
        label = fit(one_line(row.entity.name), width - 3 - len(counts) - len(bar))
        text = label.rstrip()
        return [
            Segment(f" {GLYPHS[row.entity.kind]} ", muted),
            Segment(text, name),
            Segment(label[len(text) :] + counts, plain),
            Segment(bar, muted),
        ]

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.set_lines(len(self.rows) + _HEAD)
        self._reveal()

    def on_click(self, event: events.Click) -> None:
        """Walk the mentions of the name that was clicked."""
        number = self.scroll_offset.y + event.get_content_offset_capture(self).y - _HEAD
        if 0 <= number < len(self.rows):
            self.move_to(number)
            self.post_message(self.Chosen(self.rows[number].entity))


def _heading(width: int) -> str:
    """The line above the names, which stays while they scroll."""
    counts = "here story" if width >= _WIDE else " here"
    counts += "   " if width >= _WIDEST else ""
    return fit(" Who and where", width - len(counts)) + counts
