"""One article read in full, with what the others say differently, share and add in its margin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on
from textual.app import ComposeResult

from briefing.tui.ledger import Entry, letter
from briefing.tui.margin import Note, make_notes
from briefing.tui.screens.side_by_side import SideBySide
from briefing.tui.spot import Spot
from briefing.tui.widgets.compare_head import Heading
from briefing.tui.widgets.margin_pane import MarginPane

_BESIDE_FROM = 76
"""Columns from which a margin has room beside the text; on a narrower terminal it lies below."""


class Grounding(SideBySide):
    """Columns that give way to one of them, the grounding article, and its margin."""

    DEFAULT_CSS = """
    Grounding MarginPane { width: 42%; height: 1fr; }
    Grounding .-stacked MarginPane { width: 1fr; height: 45%; border-top: solid $rule; }
    """

    in_margin = False
    """Whether the others are in the margin."""

    def compose_columns(self) -> ComposeResult:
        """The columns, and the margin in which the others may stand instead."""
        self.margin = MarginPane()
        yield from super().compose_columns()
        yield self.margin

    def lay_columns(self) -> None:
        """Show the grounding article and its margin alone, if that is wanted."""
        super().lay_columns()
        self.margin.display = self.in_margin
        if not self.in_margin:
            return
        stacked = self.app.size.width < _BESIDE_FROM
        self.columns.set_class(stacked, "-stacked")
        self.margin.below = stacked
        for view in self.views:
            view.display = view is self.active
        for gutter in self.gutters:
            gutter.display = False

    def headings(self) -> Sequence[Heading]:
        """What stands above the article, and above the margin."""
        if not self.in_margin:
            return super().headings()
        others = " and ".join(letter(c) for c in range(len(self.views)) if c != self.active_column)
        ground = self.heading_of(self.active_column, self.active.size.width)
        if self.margin.below:
            return [ground]
        return [
            ground,
            Heading(f"what {others} says differently, shares or adds", self.margin.size.width, False),
        ]

    def show_side(self) -> None:
        """Let another article be the grounding one."""
        if self.in_margin:
            self.lay_columns()
            self._write()
            self.call_after_refresh(self.follow)

    def compared(self) -> None:
        """Write the margin."""
        self._write()

    def _write(self) -> None:
        for view in self.views:
            if not self.in_margin or view is not self.active:
                view.give_room({})
        if self.in_margin:
            self.margin.show(self.active, self._notes())

    def _notes(self) -> Mapping[int, Sequence[Note]]:
        here = self.active_column
        faced = {c: f for c in range(len(self.views)) if c != here and (f := self.faced(here, c)) is not None}
        return make_notes(here, self.shown, faced, self.ledger.ledger)

    def noted_at(self, entry: Entry) -> int | None:
        """The passage in whose margin stands what an entry tells, where the others are in the margin."""
        if not self.in_margin:
            return None
        places = {(column, said.passage) for column, said in entry.told.items()}
        noted = (
            p for p, notes in self._notes().items() if any((n.column, n.passage) in places for n in notes)
        )
        return next(noted, None)

    def follow(self) -> None:
        """Let the margin stay beside the text."""
        super().follow()
        if self.in_margin:
            self.margin.follow()

    def action_compare_margin(self) -> None:
        """Read the article of this side in full, the others in its margin; again for side by side."""
        self.in_margin = not self.in_margin
        self.lay_columns()
        self._write()
        self.call_after_refresh(self.follow)

    @on(MarginPane.Clicked)
    def _note_clicked(self, event: MarginPane.Clicked) -> None:
        """Go to what a note tells, side by side."""
        article = self.shown[event.note.column].article.id
        self.action_compare_margin()
        self.go_to(Spot(article, event.note.passage))
