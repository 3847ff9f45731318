"""The keys, those of the place in focus first, searched as one types."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Input

from briefing.safetext import one_line
from briefing.tui.commands import PLACES, Command, Place, places_around
from briefing.tui.keys import key_label
from briefing.tui.painting import fit, palette
from briefing.tui.screens.dialog import ScrollingDialog

_KEYS_WIDTH = 15
"""Cells for the keys: the longest that ship, `space pgdn ^f`, and a margin."""


class HelpLine(NamedTuple):
    """A line of the help: a heading, or a part of a sentence, with the keys where the sentence begins."""

    keys: str = ""
    text: str = ""
    command_id: str = ""
    """On the last of a command's lines: what a keymap calls it."""
    heading: bool = False


class KeyList(ScrollView, can_focus=False):
    """The lines of the help."""

    DEFAULT_CSS = """
    KeyList { height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._sections: list[tuple[str, list[Command]]] = []
        self._above = ""
        self.lines: list[HelpLine] = []

    def show(self, sections: list[tuple[str, list[Command]]], above: str = "") -> None:
        """List these commands under their headings, from the top; `above` is a sentence to stand before them."""
        self._sections, self._above = sections, above
        self._lay_out()
        self.scroll_to(y=0, animate=False, force=True)

    def on_resize(self, event: Resize) -> None:
        """Break the sentences anew."""
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width or self.size.width
        above = [HelpLine(text=line, heading=True) for line in wrap(self._above, max(12, width - 1))]
        self.lines = [*above, *([HelpLine()] if above else []), *lines_of(self._sections, width)]
        self.virtual_size = Size(self.size.width, len(self.lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the help."""
        styles = palette(self)
        width = self.size.width
        number = y + self.scroll_offset.y
        if number >= len(self.lines):
            return Strip.blank(width, styles["text"])
        line = self.lines[number]
        if line.heading:
            return Strip([Segment(fit(line.text, width), styles["title"])], width)
        segments = [
            Segment(fit(f" {line.keys}", _KEYS_WIDTH), styles["key"]),
            Segment(line.text, styles["text"]),
            Segment(f"  {line.command_id}" if line.command_id else "", styles["muted"]),
        ]
        return Strip(segments).adjust_cell_length(width, styles["text"])


class SearchField(Input):
    """What one looks for; the key that opened the help closes it, so it can't be typed here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "screen.close", "Close", priority=True, show=False),
    ]

    def validate_value(self, value: str) -> str:
        """Whatever was typed or pasted, made safe as a whole."""
        return one_line(value)


class HelpScreen(ScrollingDialog):
    """Lists the keys over what is being read."""

    DEFAULT_CSS = """
    HelpScreen Input, HelpScreen Input:focus {
        height: 1; border: none; padding: 0 1; margin-bottom: 1; background: $surface;
    }
    """

    widest = 96

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1", "close", "Close", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
    ]

    def __init__(self, commands: Sequence[Command], place: Place, asked: str = "") -> None:
        """`commands` have the keys in force; those that can be given in `place` are told first.

        `asked` says in words what is searched for.
        """
        self._keys = KeyList()
        super().__init__(self._keys)
        self._asked = f"Searched for: {one_line(asked)}" if asked else ""
        self._commands = commands
        self._place: Place = place

    def compose(self) -> ComposeResult:
        """A field to search in, and the list."""
        with self.framed("Keys", "type to search · ^ is ctrl, ⇧ is shift · esc closes"):
            yield SearchField(placeholder="Search the keys", compact=True)
            yield self._keys

    def on_mount(self) -> None:
        """Show everything."""
        self._search("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._search(event.value)

    def _search(self, query: str) -> None:
        self._keys.show(sections_of(self._commands, self._place, query), "" if query else self._asked)


def sections_of(
    commands: Sequence[Command], place: Place, query: str = ""
) -> list[tuple[str, list[Command]]]:
    """The commands that a query finds, by heading: from the place outwards, then those of other places.

    Every word of the query must occur in what a command is called, says or is given by. A query that is a key
    finds what it gives, before all else.
    """
    words = query.casefold().split()
    found = [command for command in commands if all(word in _searched(command) for word in words)]
    around = places_around(place)
    order: list[Place] = [*around, *(other for other in PLACES if other not in around)]
    sections = [(PLACES[where], [command for command in found if command.where == where]) for where in order]
    pressed = [command for command in commands if query.strip() in map(key_label, command.keys)]
    sections.insert(0, (f"The key {query.strip()}", pressed))
    return [(heading, listed) for heading, listed in sections if listed]


def lines_of(sections: Sequence[tuple[str, Sequence[Command]]], width: int) -> Iterator[HelpLine]:
    """The sections broken into lines of so many cells."""
    if not sections:
        yield HelpLine(text="No key does that. Delete what you typed to see all.", heading=True)
    room = max(12, width - _KEYS_WIDTH)
    for number, (heading, commands) in enumerate(sections):
        if number:
            yield HelpLine()
        yield HelpLine(text=heading, heading=True)
        for command in commands:
            keys = " ".join(map(key_label, command.keys))
            texts = wrap(command.help, room)
            if cell_len(texts[-1]) + 2 + len(command.id) > room:
                texts.append("")
            for row, text in enumerate(texts):
                last = row == len(texts) - 1
                yield HelpLine("" if row else keys, text, command.id if last else "")


def _searched(command: Command) -> str:
    keys = " ".join(map(key_label, command.keys))
    return f"{command.title} {command.help} {command.id} {keys}".casefold()
