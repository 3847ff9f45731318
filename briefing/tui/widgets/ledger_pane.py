"""The list of differences below the texts: narrowed by kind, dragged higher and lower by its upper edge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import BindingType
from textual.message import Message

from briefing.comparison import PassageState
from briefing.safetext import one_line
from briefing.tui.facing import SIGNS
from briefing.tui.keymap import bindings
from briefing.tui.ledger import ALIKE, Entry, Ledger, Said, Topic, letter, name_passage
from briefing.tui.painting import fit
from briefing.tui.widgets.item_pane import ItemPane, Line, Piece

_KIND = 13
"""Cells for a kind of difference: the longest is “loosely alike”."""

_SIGNS = {
    Topic.PUBLISHED: "»",
    Topic.NAMES: "+",
    Topic.NO_MATCH: "·",
    **{topic: SIGNS[PassageState(topic.value)] for topic in ALIKE},
}
"""The sign of each topic that is no conflict."""


_SHORT = {Topic.BOTH: "pairs: both", Topic.LOOSE: "alike"}
"""What the longest kinds are called where it is narrow."""


class LedgerPane(ItemPane):
    """A line for each difference: its kind, and what each column says."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("ledger")]

    class Narrowed(Message):
        """Another kind is to be listed."""

        def __init__(self, topic: Topic) -> None:
            super().__init__()
            self.topic = topic

    class Pulled(Message):
        """The upper edge was dragged by some rows; negative where the list is to become higher."""

        def __init__(self, rows: int) -> None:
            super().__init__()
            self.rows = rows

    fixed_rows = 1

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.ledger = Ledger()
        self.topic = Topic.ALL
        self.ready = False
        self._pulled_from: int | None = None
        self._was_pulled = False

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is listed."""
        return self.ledger.of(self.topic)

    @property
    def current(self) -> Entry | None:
        """The entry under the cursor."""
        entries = self.entries
        return entries[self.cursor] if self.cursor < len(entries) else None

    def show(self, ledger: Ledger) -> None:
        """List other differences; the cursor stays on what it was on, if that is still there."""
        before = self.current
        self.ledger, self.ready = ledger, True
        kept = None
        if before is not None:
            same = (
                i for i, e in enumerate(self.entries) if (e.topic, e.spans) == (before.topic, before.spans)
            )
            kept = next(same, None)
        self.renew(kept or 0)

    def empty(self) -> None:
        """Say that the comparison is being made."""
        self.ledger, self.ready = Ledger(), False
        self.renew(0)

    def narrow(self, topic: Topic) -> None:
        """List one kind alone, or all."""
        self.topic = topic
        self.renew(0)

    # Lines --------------------------------------------------------------------------------------------

    def heading(self, y: int, width: int) -> Sequence[Piece]:
        """The upper edge, with the kinds and how often each was found."""
        pieces = [piece for _, piece in self._tabs(width)]
        room = width - sum(cell_len(piece.text) for piece in pieces)
        return [*pieces, Piece("─" * max(0, room), "rule")]

    def _tabs(self, width: int) -> Iterator[tuple[Topic | None, Piece]]:
        """The pieces of the edge, with the kind that a click on one lists."""
        counts = self.ledger.counts()
        tabs = [(topic, f" {topic.value} {self._counted(topic, counts)} ") for topic in Topic]
        title = "─ Differences ─"
        if _length(title, tabs) > width:
            tabs = [(t, text) for t, text in tabs if counts[t] or t in (self.topic, Topic.ALL)]
        if _length(title, tabs) > width:
            title = "─"
        if _length(title, tabs) > width:
            tabs = [(t, f" {_SHORT[t]} {counts[t]} " if t in _SHORT else text) for t, text in tabs]
        if _length(title, tabs) > width:
            tabs = [(t, text.rstrip()) for t, text in tabs]
        while _length(title, tabs) >= width and tabs[0][0] is not self.topic:
            tabs = tabs[1:]
        while _length(title, tabs) >= width and tabs[-1][0] is not self.topic:
            tabs = tabs[:-1]
        yield None, Piece(title, "rule")
        for topic, text in tabs:
            if topic is self.topic:
                yield topic, Piece(f"[{text.strip()}]", "accent")
            else:
                yield topic, Piece(text, "muted")
            yield None, Piece("─", "rule")

    def _counted(self, topic: Topic, counts: Mapping[Topic, int]) -> str:
        """How many lines a kind has; where they are no differences, that pairs of passages are counted."""
        if not self.ready:
            return "…"
        pairs = (" pair" if counts[topic] == 1 else " pairs") if topic in ALIKE else ""
        return f"{counts[topic]}{pairs}"

    def lay_out(self, width: int) -> Iterator[Line]:
        """A line for each entry, or what it means that there is none."""
        if not self.ready:
            yield Line(-1, [Piece(" Comparing…", "muted")])
            return
        entries = self.entries
        if not entries:
            yield Line(-1, [Piece(fit(f" {_nothing(self.topic)}", width), "muted")])
        for number, entry in enumerate(entries):
            lines = _denial(entry, width) if entry.topic is Topic.DENIAL else [_line(entry, width)]
            yield from (Line(number, line) for line in lines)

    # Events -------------------------------------------------------------------------------------------

    def action_ledger_open(self) -> None:
        """Go to the difference under the cursor."""
        self.choose()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the upper edge."""
        if event.y == 0:
            event.stop()
            self._pulled_from, self._was_pulled = event.screen_y, False
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Let the edge follow the pointer."""
        if self._pulled_from is not None and (rows := event.screen_y - self._pulled_from):
            event.stop()
            self._pulled_from, self._was_pulled = event.screen_y, True
            self.post_message(self.Pulled(rows))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go of the edge."""
        if self._pulled_from is not None:
            event.stop()
            self._pulled_from = None
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Go to the entry that was clicked, or list the kind that was."""
        if event.y > 0:
            super().on_click(event)
            return
        end = 0
        for topic, piece in self._tabs(self.size.width - 1):
            end += cell_len(piece.text)
            if event.x < end:
                if topic is not None and not self._was_pulled:
                    self.post_message(self.Narrowed(topic))
                return


def _length(title: str, tabs: Sequence[tuple[Topic, str]]) -> int:
    return cell_len(title) + sum(cell_len(text) + 1 for _, text in tabs)


def _nothing(topic: Topic) -> str:
    match topic:
        case Topic.ALL:
            return "No differences were found; what was not matched may still differ."
        case Topic.NO_MATCH:
            return "Every passage has a match, close or loose."
        case Topic.BOTH:
            return "No passages match closely: = links two by hand."
        case Topic.LOOSE:
            return "No passages are loosely alike."
        case _:
            return "No differences of this kind were found; what was not matched may still differ."


def _kind(entry: Entry, width: int) -> list[Piece]:
    """The sign and the kind that a line begins with."""
    conflict = entry.topic not in _SIGNS
    sign = _SIGNS.get(entry.topic, "≠")
    style = "in-conflict" if conflict else "told-by-both" if entry.topic in ALIKE else "accent"
    kind = fit(entry.topic.value, _KIND if width >= 64 else _KIND - 4)
    return [Piece(f" {sign} ", style), Piece(f"{kind} ", "muted")]


def _denial(entry: Entry, width: int) -> Iterator[list[Piece]]:
    """A line for each side: what the one asserts stands above what the other denies."""
    pieces = _kind(entry, width)
    indent = sum(cell_len(piece.text) for piece in pieces)
    for column, said in entry.told.items():
        place = f"{_place(column, said)} "
        text = f"{one_line(said.shown)}: “{one_line(said.gist)}”"
        yield [*pieces, Piece(place, "muted"), Piece(fit(text, max(1, width - indent - cell_len(place))))]
        pieces = [Piece(" " * indent)]


def _line(entry: Entry, width: int) -> list[Piece]:
    pieces = _kind(entry, width)
    room = width - sum(cell_len(piece.text) for piece in pieces)
    if entry.topic is Topic.PUBLISHED:
        said = " » ".join(f"{letter(column)} {said.shown}" for column, said in entry.told.items())
        return [*pieces, Piece(fit(f"{said}, {entry.note}", room))]
    if entry.topic in (Topic.NAMES, Topic.NO_MATCH):
        return [*pieces, *_alone(entry, room)]
    return [*pieces, *_facing(entry, room)]


def _alone(entry: Entry, room: int) -> Iterator[Piece]:
    """What some have and others lack."""
    where = " ".join(_place(column, said) for column, said in entry.told.items())
    missing = ", ".join(letter(column) for column in entry.missing)
    if entry.topic is Topic.NAMES:
        yield Piece(fit(f"{one_line(entry.note)}: {where}, not named in {missing}", room))
        return
    ending = f"  no close match in {missing}, {entry.note}"
    if room < 64:
        ending = f"  {entry.note}"
    text = f"{where} “{one_line(next(iter(entry.told.values())).shown)}"
    yield Piece(f"{fit(text, room - cell_len(ending) - 1).rstrip(' …')}…”")
    yield Piece(ending, "muted")


def _facing(entry: Entry, room: int) -> Iterator[Piece]:
    """What each column says, side by side."""
    ending = f"  {entry.note}" if entry.topic in ALIKE else ""
    ending = fit(ending, min(cell_len(ending), room // 3))
    room -= cell_len(ending)
    columns = list(entry.told.items())
    between = f" {_SIGNS.get(entry.topic, '↔')} "
    share = (room - cell_len(between) * (len(columns) - 1)) // max(1, len(columns))
    for number, (column, said) in enumerate(columns):
        if number:
            yield Piece(between, "muted")
        place = _place(column, said)
        yield Piece(f"{place} ", "muted")
        text = f"{said.shown} “{said.quote}”" if said.quote else said.shown
        yield Piece(fit(one_line(text), max(1, share - cell_len(place) - 1)))
    if entry.missing and not columns[1:]:
        yield Piece(f"  not in {', '.join(map(letter, entry.missing))}", "muted")
    yield Piece(ending, "muted")


def _place(column: int, said: Said) -> str:
    return letter(column) if said.passage is None else name_passage(column, said.passage)
