"""The choice of a theme, shown at once on the page behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from textwrap import wrap
from typing import ClassVar

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static

from briefing.safetext import clean
from briefing.tui.painting import fit, palette
from briefing.tui.theme import Theme, Themes

_WIDTH = 36
"""Cells of the dialog: the page must stay in sight beside it."""


class ThemeList(ScrollView, can_focus=True, inherit_bindings=False):
    """The themes, one a line, with a cursor."""

    DEFAULT_CSS = """
    ThemeList { height: auto; max-height: 12; scrollbar-size-vertical: 1; overflow-x: hidden; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Next", show=False),
        Binding("k,up", "move(-1)", "Previous", show=False),
        Binding("g,home", "move(-1000)", "First", show=False),
        Binding("G,end", "move(1000)", "Last", show=False),
        Binding("enter,space", "keep", "Keep", show=False),
    ]

    class Shown(Message):
        """The cursor came to a theme."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    class Kept(Message):
        """A theme was decided on."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, themes: Sequence[Theme], current: str) -> None:
        super().__init__()
        self._themes = themes
        self._current = current
        self._cursor = next((i for i, theme in enumerate(themes) if theme.name == current), 0)

    def on_mount(self) -> None:
        """Have the cursor in sight."""
        self.virtual_size = Size(_WIDTH - 4, len(self._themes))
        self.call_after_refresh(self._reveal)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line for each theme."""
        return len(self._themes)

    def render_line(self, y: int) -> Strip:
        """One theme; a tick stands at the one that is in force."""
        styles = palette(self)
        width = self.size.width
        number = y + self.scroll_offset.y
        if number >= len(self._themes):
            return Strip.blank(width, styles["text"])
        theme = self._themes[number]
        mark = "✓" if theme.name == self._current else " "
        kind = "terminal" if theme.ansi else "dark" if theme.dark else "light"
        title = fit(f" {mark} {theme.title}", width - len(kind) - 1)
        row = styles["cursor"] if number == self._cursor else None
        return Strip(
            [Segment(title, styles["text"] + row), Segment(f"{kind} ", styles["muted"] + row)], width
        )

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self._move_to(self._cursor + step)

    def action_keep(self) -> None:
        """Decide on the theme under the cursor."""
        self.post_message(self.Kept(self._themes[self._cursor].name))

    def on_click(self, event: Click) -> None:
        """Show a theme; keep it at a second click."""
        clicked = event.y + self.scroll_offset.y
        if clicked == self._cursor:
            self.action_keep()
        elif clicked < len(self._themes):
            self._move_to(clicked)

    def notify_style_update(self) -> None:
        """Draw again in the colours of another theme."""
        super().notify_style_update()
        self.refresh()

    def _move_to(self, row: int) -> None:
        row = max(0, min(len(self._themes) - 1, row))
        if row != self._cursor:
            self._cursor = row
            self._reveal()
            self.refresh()
            self.post_message(self.Shown(self._themes[row].name))

    def _reveal(self) -> None:
        top = min(max(self.scroll_offset.y, self._cursor - self.size.height + 1), self._cursor)
        self.scroll_to(y=top, animate=False, force=True)


class ThemeChooser(ModalScreen[str | None]):
    """Lets the reader choose: its result is a theme's name, or None to leave things as they were.

    `preview` is called with the name of each theme that the cursor comes to; whoever asked has to put the old
    theme back if the result is None.
    """

    DEFAULT_CSS = """
    ThemeChooser { align: right middle; background: transparent; }
    ThemeChooser Vertical {
        width: 36; max-width: 100%; height: auto; max-height: 100%; padding: 0 1; margin: 0 2;
        background: $background; border: round $accent; border-title-color: $accent;
    }
    ThemeChooser Static { color: $warning; height: auto; margin-top: 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,t", "cancel", "Cancel", show=False)]

    def __init__(self, themes: Themes, current: str, preview: Callable[[str], None]) -> None:
        super().__init__()
        self._themes = themes
        self._current = current
        self._preview = preview

    def compose(self) -> ComposeResult:
        """The list, and what is wrong with themes that are not in it."""
        box = Vertical()
        box.border_title = "Theme"
        box.border_subtitle = "enter keeps · esc cancels"
        with box:
            yield ThemeList(
                sorted(self._themes.by_name.values(), key=lambda theme: theme.title), self._current
            )
            if self._themes.problems:
                told = (
                    clean(line) for problem in self._themes.problems for line in wrap(problem, _WIDTH - 4)
                )
                yield Static("\n".join(told), markup=False)

    @on(ThemeList.Shown)
    def _shown(self, event: ThemeList.Shown) -> None:
        self._preview(event.name)

    @on(ThemeList.Kept)
    def _kept(self, event: ThemeList.Kept) -> None:
        self.dismiss(event.name)

    def action_cancel(self) -> None:
        """Leave the theme as it was."""
        self.dismiss(None)
