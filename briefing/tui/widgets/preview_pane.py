"""What will be handed over, character for character, in the format that was chosen."""

from __future__ import annotations

from rich.segment import Segment

from briefing.safetext import one_line
from briefing.tui.painting import palette
from briefing.tui.widgets.line_pane import LinePane
from briefing.tui.wrapping import wrap


class PreviewPane(LinePane):
    """A text by its lines; one that is too long for the pane goes on below, behind a mark."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.text = ""
        self._rows_shown: list[tuple[str, bool]] = []

    def show(self, text: str) -> None:
        """Show a text, as far down as the one before."""
        self.text = text
        self._lay_out()

    def _lay_out(self) -> None:
        room = max(1, self.size.width - 4)
        self._rows_shown = []
        for line in self.text.removesuffix("\n").split("\n"):
            shown = one_line(line)
            for row, (start, end) in enumerate(wrap(shown, 0, len(shown), room)):
                self._rows_shown.append((shown[start:end], row > 0))
        self.set_lines(len(self._rows_shown))
        self.scroll_to(
            y=min(self.scroll_offset.y, max(0, len(self._rows_shown) - 1)), animate=False, force=True
        )
        self.refresh()

    def move_page(self, direction: int) -> bool:
        """Scroll by a screen less two lines; False at the end."""
        return self.scroll_lines(direction * max(1, self.size.height - 2))

    def move_to_end(self, step: int) -> bool:
        """Scroll to the beginning (-1) or the end (+1)."""
        return self.scroll_lines(step * max(1, len(self._rows_shown)))

    def draw(self, y: int, width: int) -> list[Segment]:
        """One row."""
        number = self.scroll_offset.y + y
        if number >= len(self._rows_shown):
            return []
        text, goes_on = self._rows_shown[number]
        styles = palette(self)
        return [Segment(" ↪ " if goes_on else "  ", styles["muted"]), Segment(text, styles["text"])]

    def on_resize(self) -> None:
        """Break the lines for the new width."""
        self._lay_out()
