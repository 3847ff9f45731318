"""The floor under every Textual program: one Static and a way out. What a reader costs shows against this."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

FIRST_LINE = "Nothing is faster than this"


class Bare(App[None]):
    """Shows as many lines as the terminal has."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        """The one widget."""
        yield Static("\n".join([FIRST_LINE, *(f"Line {number:03d}" for number in range(2, 41))]))


if __name__ == "__main__":
    Bare().run()
