"""A list over what is being read, that is scrolled and closed."""

from __future__ import annotations

from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView


class ScrollingDialog(ModalScreen[None]):
    """A frame in the middle of the screen, with something that scrolls in it. Keys are for each to bind."""

    DEFAULT_CSS = """
    ScrollingDialog { align: center middle; background: $background 60%; }
    ScrollingDialog Vertical {
        width: 100%; height: 90%; padding: 0 1;
        background: $background; border: round $rule; border-title-color: $accent;
    }
    """

    widest = 100
    """Columns that the frame has at most."""

    def __init__(self, listed: ScrollView) -> None:
        super().__init__()
        self._listed = listed

    def framed(self, title: str, subtitle: str) -> Vertical:
        """The frame, still empty."""
        box = Vertical()
        box.border_title, box.border_subtitle = title, subtitle
        box.styles.max_width = self.widest
        return box

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()

    def action_scroll(self, step: int) -> None:
        """Go on by a line."""
        self._listed.scroll_relative(y=step, animate=False)

    def action_page(self, direction: int) -> None:
        """Go on by the height of the list."""
        self._listed.scroll_relative(y=direction * max(1, self._listed.size.height - 1), animate=False)

    def action_to(self, end: int) -> None:
        """Go to the beginning (0) or the end (1)."""
        self._listed.scroll_to(y=self._listed.virtual_size.height if end else 0, animate=False)
