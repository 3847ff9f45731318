"""The text field for queries."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.widgets._input import Input

from briefing.safetext import one_line
from briefing.tui.keymap import bindings
from briefing.tui.widgets.search_bar import PLACEHOLDER

_LONGEST = 2048
"""Characters the field takes: enough for the query language to say itself that a query is too long."""


class QueryInput(Input):
    """A text field that takes nothing unsafe, not even by paste."""

    DEFAULT_CSS = """
    QueryInput { width: 1fr; height: 1; border: none; padding: 0; background: transparent; }
    QueryInput:focus { border: none; background-tint: $foreground 0%; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("search")]

    class Accepted(Message):
        """The query is finished: run it whole."""

    def __init__(self, text: str) -> None:
        super().__init__(text, placeholder=PLACEHOLDER, id="query")

    def action_search_accept(self) -> None:
        """Ask for the whole query to be run."""
        self.post_message(self.Accepted())

    def validate_value(self, value: str) -> str:
        """Whatever was typed or pasted, made safe as a whole and kept within bounds."""
        return one_line(value)[:_LONGEST]
