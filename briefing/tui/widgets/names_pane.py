"""Who and where: every actor, state and place of the article, with counts here and in its story."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.binding import BindingType

from briefing.safetext import one_line
from briefing.tui.keymap import bindings
from briefing.tui.name_rows import GLYPHS, Order
from briefing.tui.page import STYLE_OF
from briefing.tui.painting import fit, fit_end, palette
from briefing.tui.widgets.name_table import Ask, NameTable

_BARS = "▁▂▃▄▅▆▇█"

_WIDE, _WIDEST = 26, 36
"""Columns from which the story's counts stand beside the article's, and from which there are bars, too."""


class NamesPane(NameTable):
    """The names in the article being read, most mentioned first; choosing one walks its mentions."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("names")]

    fixed_rows = NameTable.head

    def action_names_open(self) -> None:
        """Choose the name under the cursor."""
        if self.current is not None:
            self.post_message(self.Chosen(self.current.entity))

    def action_names_sort(self) -> None:
        """Sort by something else."""
        self.sort()

    def action_names_kinds(self) -> None:
        """List one kind of names alone."""
        self.sift()

    def action_names_filter(self) -> None:
        """Type the beginning of a name."""
        self.begin_typing()

    def action_names_merge(self) -> None:
        """Say that this is another's name."""
        self._ask("merge")

    def action_names_split(self) -> None:
        """Say that one writing of it is another's."""
        self._ask("split")

    def action_names_kind(self) -> None:
        """Say what it stands for."""
        self._ask("kind")

    def action_names_hide(self) -> None:
        """Mark it no longer."""
        self._ask("hide")

    def _ask(self, verb: str) -> None:
        if self.current is not None:
            self.post_message(self.Asked(Ask(verb, self.current.entity)))

    def draw(self, y: int, width: int) -> list[Segment]:
        """The heading, or one name: glyph, name, counts and a bar."""
        styles = palette(self)
        if y == 0:
            return [Segment(self._heading(width), styles["muted"])]
        number = self.row_at(y)
        if number is None:
            return self.empty(y, width)
        row = self.rows[number]
        plain, muted = styles["text"], styles["muted"]
        name = styles["text"] + styles[STYLE_OF[row.entity.kind]]
        if row.entity.id == self.walked:
            name += styles["mention"]
        if number == self.cursor and self.has_focus:
            plain, muted, name = (style + styles["cursor"] for style in (plain, muted, name))
        counts = f"{row.here:>4}{row.story:>6}" if width >= _WIDE else f"{row.here:>5}"
        bar = f" {_BARS[round(7 * row.here / self.most)]} " if width >= _WIDEST else ""
        label = fit(one_line(row.entity.name), width - 3 - len(counts) - len(bar))
        text = label.rstrip()
        return [
            Segment(f" {GLYPHS[row.entity.kind]} ", muted),
            Segment(text, name),
            Segment(label[len(text) :] + counts, plain),
            Segment(bar, muted),
        ]

    def _heading(self, width: int) -> str:
        """The line above the names, which stays while they scroll."""
        here, story = ("▾" if self.view.order is order else " " for order in (Order.HERE, Order.STORY))
        counts = f"{here}here{story}story" if width >= _WIDE else f"{here}here"
        counts += "   " if width >= _WIDEST else ""
        # What is being typed is seen, whatever there is room for besides.
        fitted = fit_end if self.view.text else fit
        return fitted(f" {one_line(self.label)}", width - len(counts)) + counts
