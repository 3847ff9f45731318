"""A question that is answered in a line."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from briefing.safetext import one_line

_LONGEST = 10_000
"""Characters that an answer may have."""


class Answer(Input):
    """A text field that takes nothing unsafe, not even by paste."""

    def validate_value(self, value: str) -> str:
        """Whatever was typed or pasted, made safe as a whole."""
        return one_line(value)[:_LONGEST]


class Prompt(ModalScreen[str | None]):
    """Asks for a line; its result is what was written, or None where nothing was to be."""

    DEFAULT_CSS = """
    Prompt { align: center bottom; background: transparent; }
    Prompt Vertical {
        width: 100%; max-width: 100; height: auto; padding: 0 1; margin: 0 0 1 0;
        background: $background; border: round $accent; border-title-color: $accent;
    }
    Prompt Input, Prompt Input:focus { height: 1; border: none; padding: 0; background: $surface; }
    Prompt Static { color: $muted; height: auto; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Never mind", show=False)]

    def __init__(self, question: str, *, value: str = "", hint: str = "") -> None:
        """`value` is there to be changed; `hint` says what can be written."""
        super().__init__()
        self._question = one_line(question)
        self._value = value
        self._hint = one_line(hint)

    def compose(self) -> ComposeResult:
        """The field, under the question."""
        box = Vertical()
        box.border_title = self._question
        box.border_subtitle = "enter keeps · esc never mind"
        with box:
            yield Answer(self._value, compact=True)
            if self._hint:
                yield Static(self._hint, markup=False)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip())

    def action_cancel(self) -> None:
        """Leave things as they are."""
        self.dismiss(None)
