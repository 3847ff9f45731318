"""A choice of a few things, over what is being read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static

from briefing.safetext import one_line
from briefing.tui.painting import fit, palette

_ROWS = 12
"""The most that are seen at once."""


class ChoiceList(ScrollView, can_focus=True, inherit_bindings=False):
    """What there is to choose from, one a line, with a cursor."""

    DEFAULT_CSS = """
    ChoiceList { height: auto; scrollbar-size-vertical: 1; overflow-x: hidden; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Next", show=False),
        Binding("k,up", "move(-1)", "Previous", show=False),
        Binding("g,home", "move(-100000)", "First", show=False),
        Binding("G,end", "move(100000)", "Last", show=False),
        Binding("enter,space", "choose", "Choose", show=False),
    ]

    class Chosen(Message):
        """One was chosen."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, choices: Sequence[str], cursor: int = 0) -> None:
        super().__init__()
        self._choices = [one_line(choice) for choice in choices]
        self._cursor = cursor
        self.styles.max_height = _ROWS

    def on_mount(self) -> None:
        """Say how many lines there are."""
        self.virtual_size = Size(0, len(self._choices))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line for each."""
        return len(self._choices)

    def render_line(self, y: int) -> Strip:
        """One of them."""
        styles, width = palette(self), self.size.width
        number = y + self.scroll_offset.y
        if number >= len(self._choices):
            return Strip.blank(width, styles["text"])
        style = styles["text"] + styles["cursor"] if number == self._cursor else styles["text"]
        return Strip([Segment(fit(f" {self._choices[number]}", width), style)], width)

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self._cursor = max(0, min(len(self._choices) - 1, self._cursor + step))
        top = min(max(self.scroll_offset.y, self._cursor - self.size.height + 1), self._cursor)
        self.scroll_to(y=top, animate=False, force=True)
        self.refresh()

    def action_choose(self) -> None:
        """Choose the one under the cursor."""
        self.post_message(self.Chosen(self._cursor))

    def on_click(self, event: events.Click) -> None:
        """Choose the one that was clicked."""
        if (number := event.y + self.scroll_offset.y) < len(self._choices):
            self.post_message(self.Chosen(number))


class ChoiceScreen(ModalScreen[int | None]):
    """Asks for one of a few things; its result is the number of the one chosen, None where none was."""

    DEFAULT_CSS = """
    ChoiceScreen { align: center middle; background: $background 60%; }
    ChoiceScreen Vertical {
        width: 56; max-width: 96%; height: auto; padding: 0 1;
        background: $background; border: round $rule; border-subtitle-color: $muted;
    }
    ChoiceScreen .question { color: $accent; margin-bottom: 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "close", "Close", show=False)]

    def __init__(self, question: str, choices: Sequence[str], cursor: int = 0) -> None:
        super().__init__()
        self._question, self._choices, self._at = one_line(question), choices, cursor

    def compose(self) -> ComposeResult:
        """The question and the list in a box."""
        box = Vertical()
        box.border_subtitle = "enter chooses · esc closes"
        with box:
            yield Static(Content(self._question), classes="question")
            yield ChoiceList(self._choices, self._at)

    def on_choice_list_chosen(self, event: ChoiceList.Chosen) -> None:
        """Close with what was chosen."""
        self.dismiss(event.number)

    def action_close(self) -> None:
        """Close without."""
        self.dismiss(None)
