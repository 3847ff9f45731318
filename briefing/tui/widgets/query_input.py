"""The text field for queries."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets._input import Input

from briefing.safetext import one_line
from briefing.tui.keymap import bindings
from briefing.tui.widgets.search_bar import PLACEHOLDER

_LONGEST = 2048
"""Characters the field takes: enough for the query language to say itself that a query is too long."""


class _Completion(Suggester):
    """Asks in a thread how a query goes on, so that no key waits for the answer."""

    def __init__(self, completion: Callable[[str], str | None]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._completion = completion

    async def get_suggestion(self, value: str) -> str | None:
        """The whole query as it may go on."""
        found = await asyncio.to_thread(self._completion, value)
        return one_line(found) if found is not None else None


class QueryInput(Input):
    """A text field that takes nothing unsafe, not even by paste."""

    DEFAULT_CSS = """
    QueryInput { width: 1fr; height: 1; border: none; padding: 0; background: transparent; }
    QueryInput:focus { border: none; background-tint: $foreground 0%; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("search")]

    class Accepted(Message):
        """The query is finished: run it whole."""

    def __init__(self, text: str, completion: Callable[[str], str | None] | None = None) -> None:
        """`completion` says how a query may go on: shown in grey, and taken with the right arrow."""
        suggester = _Completion(completion) if completion is not None else None
        super().__init__(text, placeholder=PLACEHOLDER, id="query", suggester=suggester)

    def action_search_accept(self) -> None:
        """Ask for the whole query to be run."""
        self.post_message(self.Accepted())

    def validate_value(self, value: str) -> str:
        """Whatever was typed or pasted, made safe as a whole and kept within bounds."""
        return one_line(value)[:_LONGEST]
