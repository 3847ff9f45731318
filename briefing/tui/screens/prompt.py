"""A question that is answered in a line."""

from __future__ import annotations

from collections.abc import Callable
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

    def __init__(
        self, question: str, *, value: str = "", hint: str = "", doubt: Callable[[str], str] | None = None
    ) -> None:
        """`value` is there to be changed; `hint` says what can be written.

        What `doubt` says of an answer is shown, and the answer taken only once it is given again as it is.
        """
        super().__init__()
        self._doubt = doubt
        self._doubted: str | None = None
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
            if self._hint or self._doubt is not None:
                yield Static(self._hint, markup=False)

    @property
    def hint(self) -> str:
        """What is said under the field."""
        return self._hint

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        answer = event.value.strip()
        if answer and answer != self._doubted and self._doubt is not None and (said := self._doubt(answer)):
            self._doubted, self._hint = answer, one_line(said)
            self.query_one(Static).update(self._hint)
            return
        self.dismiss(answer)

    def action_cancel(self) -> None:
        """Leave things as they are."""
        self.dismiss(None)
