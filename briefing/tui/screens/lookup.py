"""Tables that one looks something up in, and that lead to the passage a line speaks of."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from briefing.annotation import Subject
from briefing.article import Story
from briefing.library.errors import LibraryError
from briefing.library.library import Library
from briefing.safetext import one_line
from briefing.tui import evidence
from briefing.tui.commands import Place
from briefing.tui.keymap import bindings
from briefing.tui.painting import fit, palette
from briefing.tui.screens.annotating import Annotating
from briefing.tui.spot import Spot
from briefing.tui.widgets.item_pane import ItemPane
from briefing.tui.widgets.key_bar import KeyBar
from briefing.tui.wrapping import wrap

Found = TypeVar("Found")

_MOST = 2
"""Lines for what a table shows."""


class LookupHead(Widget):
    """What the table is about, above what it means."""

    DEFAULT_CSS = "LookupHead { height: auto; }"

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = one_line(title)
        self._told = ""

    def tell(self, text: str) -> None:
        """Say what the table shows."""
        grows = len(self._lines(self.size.width)) != len(self._wrapped(one_line(text), self.size.width))
        self._told = one_line(text)
        self.refresh(layout=grows)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line for the title, one or two for what is shown."""
        return 1 + len(self._lines(width))

    def _lines(self, width: int) -> list[str]:
        return self._wrapped(self._told, width)

    def _wrapped(self, text: str, width: int) -> list[str]:
        found = [text[start:end] for start, end in wrap(text, 0, len(text), max(1, width - 2))] or [""]
        # The last line that there is room for is cut, with a sign that it was.
        return found if len(found) <= _MOST else [*found[: _MOST - 1], " ".join(found[_MOST - 1 :])]

    def render_line(self, y: int) -> Strip:
        """One of the lines."""
        styles = palette(self)
        width = self.size.width
        lines = [self._title, *self._lines(width)]
        text = lines[y] if y < len(lines) else ""
        return Strip([Segment(fit(f" {text}", width), styles["muted" if y else "title"])], width)

    def notify_style_update(self) -> None:
        """Draw again in the colours of another theme."""
        super().notify_style_update()
        self.refresh()


class LookupScreen(Annotating, Generic[Found]):
    """A head, a table that fills the screen, the keys. What it shows is found in a thread.

    Leaves with the place that was chosen, or with none.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("table", "compare", "everywhere")]

    DEFAULT_CSS = """
    LookupScreen { layout: vertical; }
    LookupScreen ItemPane { width: 1fr; height: 1fr; }
    """

    what = ""
    """What the table is, in a word or two."""
    opened_by = ""
    """The action that shows it."""

    def __init__(self, library: Library, story: Story, table: ItemPane) -> None:
        super().__init__()
        self.library = library
        self.story = story
        self.table = table

    def compose(self) -> ComposeResult:
        """The head, the table, the keys."""
        yield LookupHead(f"{self.what} · {self.story.title}")
        yield self.table
        yield KeyBar("table", offered_alone=True)

    def on_mount(self) -> None:
        """Draw the frame first, then look everything up in a thread."""
        self.set_focus(self.table, scroll_visible=False)
        self.tell("Looking it up…")
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.run_worker(self._look_up, thread=True, exclusive=True, exit_on_error=False)

    def _look_up(self) -> None:
        try:
            found = self.find()
        except LibraryError as error:
            self.app.call_from_thread(self.tell, str(error))
        else:
            self.app.call_from_thread(self.show, found)

    # For each table to say ----------------------------------------------------------------------------

    def find(self) -> Found:
        """In a thread: everything that the table shows."""
        raise NotImplementedError

    def show(self, found: Found) -> None:
        """Show what was found."""
        raise NotImplementedError

    def spot(self) -> Spot | str:
        """The place that the line under the cursor speaks of, or why there is none."""
        raise NotImplementedError

    def evidence(self) -> Subject | str:
        """The sentence or the passage that the line under the cursor speaks of."""
        if not self.table.items:
            return "There is nothing here to pin"
        spot = self.spot()
        return spot if isinstance(spot, str) else evidence.of_spot(self.library, spot)

    def story_to_brief(self) -> Story | None:
        """The story that the table is about."""
        return self.story

    # Commands -----------------------------------------------------------------------------------------

    def tell(self, text: str) -> None:
        """Say what the table shows."""
        self.query_one(LookupHead).tell(text)

    @property
    def place(self) -> Place:
        """Where a key press lands."""
        return "table"

    @on(ItemPane.Chosen)
    def _chosen(self) -> None:
        self.action_table_open()

    def action_table_open(self) -> None:
        """Go to the passage that the line under the cursor speaks of."""
        if not self.table.items:
            return
        spot = self.spot()
        if isinstance(spot, str):
            self.say(spot)
        else:
            self.dismiss(spot)

    def action_app_back(self) -> None:
        """Go back to where one came from."""
        self.dismiss(None)

    def action_compare_matrix(self) -> None:
        """Show names by source instead."""
        self._elsewhere("compare_matrix")

    def action_compare_chronology(self) -> None:
        """Show the chronology instead."""
        self._elsewhere("compare_chronology")

    def action_claim_show(self) -> None:
        """Show the claim card instead: that of the passage one came from."""
        self._elsewhere("claim_show")

    def _elsewhere(self, action: str) -> None:
        """Go back, and from there to another table; the key that opened this one closes it."""
        below = self.app.screen_stack[-2]
        self.dismiss(None)
        if action != self.opened_by:
            below.call_later(getattr(below, f"action_{action}"))

    def _move(self, moved: bool, step: int) -> None:
        if not moved:
            self.say("The table ends here" if step > 0 else "The table begins here")

    def action_move_down(self) -> None:
        """Go to the next line."""
        self._move(self.table.move(1), 1)

    def action_move_up(self) -> None:
        """Go to the previous line."""
        self._move(self.table.move(-1), -1)

    def action_move_page_down(self) -> None:
        """Go down by a screen."""
        self._move(self.table.move_page(1), 1)

    def action_move_page_up(self) -> None:
        """Go up by a screen."""
        self._move(self.table.move_page(-1), -1)

    def action_compare_first(self) -> None:
        """Go to the first line."""
        self._move(self.table.move_to_end(-1), -1)

    def action_move_last(self) -> None:
        """Go to the last line."""
        self._move(self.table.move_to_end(1), 1)
