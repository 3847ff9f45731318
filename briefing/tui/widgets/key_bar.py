"""The line at the foot of a screen: the keys of what has the focus, and now and then a word to the reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, Protocol, cast

from rich.cells import cell_len
from rich.segment import Segment
from textual.events import Click
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from briefing.safetext import one_line
from briefing.tui.commands import Command, Place, commands_of
from briefing.tui.keymap import target
from briefing.tui.keys import key_label, types_a_character
from briefing.tui.painting import fit, palette
from briefing.tui.wrapping import wrap

_ALWAYS_SHOWN = "app.help"
_MOST_LINES = 3
"""Of a sentence that is longer than the screen is wide."""


class Commanded(Protocol):
    """What the app offers to the bar."""

    commands: Sequence[Command]


class Piece(NamedTuple):
    """A stretch of the bar, the style it has in the theme, and the command that a click on it gives."""

    text: str
    style: str
    command_id: str | None


class KeyBar(Widget):
    """Shows the keys of a place, as many as fit; a click on one runs its command."""

    DEFAULT_CSS = """
    KeyBar { height: 1; dock: bottom; }
    """

    class Pressed(Message):
        """A command was clicked."""

        def __init__(self, command_id: str) -> None:
            super().__init__()
            self.command_id = command_id

    def __init__(self, place: Place = "everywhere", *, offered_alone: bool = False) -> None:
        """With `offered_alone`, keys are left out that hold everywhere but do nothing on this screen."""
        super().__init__()
        self._offered_alone = offered_alone
        self._place: Place = place
        self._message = ""
        self._heard = ""
        self._prompt = ""
        self._silence: Timer | None = None

    def show(self, place: Place) -> None:
        """Show the keys of a place."""
        if place != self._place:
            self._place = place
            self.refresh()

    def say(self, text: str, seconds: float = 3) -> None:
        """Show a sentence instead of the keys for some seconds, or until the next one."""
        if self._silence is not None:
            self._silence.stop()
        message = one_line(text)
        # Said again, it shows that the key was heard.
        self._message = f"{message} ·" if message == (self._message or self._heard) else message
        self._heard = ""
        self._silence = self.set_timer(seconds, self._fall_silent)
        self._show_words()

    def prompt(self, text: str) -> None:
        """Show what is waited for in place of the keys, until it is called with an empty text."""
        self._prompt = one_line(text)
        self._show_words()

    def hush(self) -> None:
        """Show the keys again: what was said was about the key before."""
        if self._message:
            heard = self._message
            self._fall_silent()
            self._heard = heard
        else:
            self._heard = ""

    @property
    def _words(self) -> str:
        return self._message or self._prompt

    def _show_words(self) -> None:
        """Give a sentence as many lines as it needs, up to three."""
        width = max(1, (self.size.width or self.app.size.width) - 2)
        lines = len(wrap(self._words, 0, len(self._words), width)) if self._words else 1
        height = max(1, min(_MOST_LINES, lines))
        if height != (self.size.height or 1):
            self.styles.height = height
        self.refresh()

    @property
    def message(self) -> str:
        """The sentence shown at the moment, empty while the keys are shown."""
        return self._words

    def render_line(self, y: int) -> Strip:
        """The bar's line, or one of the lines of a sentence."""
        styles = palette(self)
        width = self.size.width
        if self._words:
            lines = wrap(self._words, 0, len(self._words), max(1, width - 2))
            start, end = lines[y] if y < len(lines) else (0, 0)
            end = len(self._words) if y == _MOST_LINES - 1 else end
            return Strip([Segment(fit(f" {self._words[start:end]}", width), styles["accent"])], width)
        pieces = pieces_of(self._place, self._commands, width)
        strip = Strip([Segment(piece.text, styles[piece.style]) for piece in pieces])
        return strip.adjust_cell_length(width, styles["text"])

    def on_click(self, event: Click) -> None:
        """Run the command that was clicked; a sentence goes away."""
        if self._words:
            self._fall_silent()
            return
        end = 0
        for piece in pieces_of(self._place, self._commands, self.size.width):
            end += cell_len(piece.text)
            if event.x < end:
                if piece.command_id is not None:
                    self.post_message(self.Pressed(piece.command_id))
                return

    def notify_style_update(self) -> None:
        """Draw again in the colours of another theme."""
        super().notify_style_update()
        self.refresh()

    @property
    def _commands(self) -> Sequence[Command]:
        commands = cast(Commanded, self.app).commands
        return [c for c in commands if target(self.screen, c)] if self._offered_alone else commands

    def _fall_silent(self) -> None:
        if self._silence is not None:
            self._silence.stop()
            self._silence = None
        self._message = ""
        self._show_words()


def pieces_of(place: Place, commands: Sequence[Command], width: int) -> list[Piece]:
    """The bar's line for a place: as many entries as fit, in the registry's order, and always the help."""
    entries = list(_entries(place, commands))
    room = width - sum(_length(pieces) for command_id, pieces in entries if command_id == _ALWAYS_SHOWN)
    line: list[Piece] = []
    for command_id, pieces in entries:
        if command_id == _ALWAYS_SHOWN:
            line += pieces
            continue
        room -= _length(pieces)
        if room >= 0:
            line += pieces
    return line


def _entries(place: Place, commands: Sequence[Command]) -> Iterator[tuple[str, list[Piece]]]:
    """Each entry of the bar under the id of its first command; a command and its counterpart share one."""
    shown = [
        (command, key)
        for command in commands_of(place, commands)
        if command.footer and (key := _key_in(place, command)) is not None
    ]
    for word, group in groupby(shown, key=lambda item: item[0].footer):
        pieces = [Piece(" ", "text", None)]
        members = list(group)
        for number, (command, key) in enumerate(members):
            if number:
                pieces.append(Piece("/", "muted", None))
            pieces.append(Piece(key_label(key), "key", command.id))
        first = members[0][0]
        pieces.append(Piece(f" {word} ", "muted", first.id))
        yield first.id, pieces


def _key_in(place: Place, command: Command) -> str | None:
    """The first key that gives the command in a place: in a text field, letters are typed."""
    return next((key for key in command.keys if place != "search" or not types_a_character(key)), None)


def _length(pieces: Sequence[Piece]) -> int:
    return sum(cell_len(piece.text) for piece in pieces)
