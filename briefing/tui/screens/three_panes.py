"""Three panes side by side: which are seen, how wide they are, which has the focus, and moving in them."""

from __future__ import annotations

from itertools import pairwise
from typing import cast

from textual import events, on
from textual.app import ComposeResult

from briefing.tui.commands import Place
from briefing.tui.panes import ARTICLE, LIST, NAMES, NARROWEST, ORDER, arrange, is_narrow
from briefing.tui.screens.base import CommandScreen
from briefing.tui.session import Session
from briefing.tui.widgets.article_view import ArticleView
from briefing.tui.widgets.key_bar import KeyBar
from briefing.tui.widgets.line_pane import LinePane
from briefing.tui.widgets.names_pane import NamesPane
from briefing.tui.widgets.search_bar import SearchBar
from briefing.tui.widgets.story_list import StoryList


class ThreePanes(CommandScreen):
    """List, article, who and where, under the search bar and above the keys."""

    DEFAULT_CSS = """
    ThreePanes { layout: horizontal; }
    ThreePanes SearchBar { dock: top; }
    ThreePanes #article { width: 1fr; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.bar = SearchBar()
        self.list = StoryList(self.open_current, id=LIST)
        self.view = ArticleView(id=ARTICLE)
        self.names = NamesPane(id=NAMES)
        self._focus_pane = session.focus if session.focus in ORDER else LIST
        self._hidden = {pane for pane in session.hidden if pane in (LIST, NAMES)}
        self._zoomed = session.zoomed

    def compose(self) -> ComposeResult:
        """The bar, the three panes with the lines between them, the keys."""
        if not self.session.article and is_narrow(self.app.size.width):
            self._focus_pane = ARTICLE  # a newcomer sees an article, not a list
        self._arrange()  # before the first layout, so that there is no second one
        yield self.bar
        yield self.list
        yield self.view
        yield self.names
        yield KeyBar()

    def open_current(self) -> None:
        """Open the article under the cursor of the list."""
        raise NotImplementedError

    def _keep_panes(self) -> None:
        """Write into the session how the panes stand."""
        self.session.focus = self._focus_pane
        self.session.hidden = sorted(self._hidden)
        self.session.zoomed = self._zoomed

    # Panes --------------------------------------------------------------------------------------------

    def _pane(self, name: str) -> LinePane:
        return {LIST: self.list, ARTICLE: self.view, NAMES: self.names}[name]

    def _arrange(self) -> None:
        session = self.session
        panes = arrange(
            self.size.width or self.app.size.width,
            self._focus_pane,
            self._hidden,
            session.list_width,
            session.names_width,
            zoomed=self._zoomed,
        )
        shown = [name for name in ORDER if name in panes.shown]
        after = dict(pairwise(shown))
        for name in ORDER:
            pane = self._pane(name)
            pane.display = name in panes.shown
            parted = name in after
            pane.part(parted, lit=parted and self._focus_pane in (name, after[name]))
        self.list.styles.width = panes.list_width
        self.names.styles.width = panes.names_width

    def on_resize(self, event: events.Resize) -> None:
        """Show as many panes as the new width has room for."""
        self._arrange()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Let layout and footer follow the focus."""
        place: Place = "search"
        for name, widget in ((LIST, self.list), (ARTICLE, self.view), (NAMES, self.names)):
            if event.widget is widget:
                place = cast(Place, name)
                self._focus_pane = name
                self._arrange()
        self.key_bar.show(place)

    @property
    def place(self) -> Place:
        """Where a key press lands."""
        if self.bar.is_typed_in:
            return "search"
        return cast(Place, self._focus_pane)

    def go_to_pane(self, name: str) -> None:
        """Give a pane the focus, showing it if it is hidden."""
        self._focus_pane = name
        self._hidden.discard(name)
        self._arrange()
        self.key_bar.show(cast(Place, name))  # with the panes, in one frame
        self.set_focus(self._pane(name), scroll_visible=False)

    @on(LinePane.Dragged)
    def _drag(self, event: LinePane.Dragged) -> None:
        if event.pane is self.list:
            self._widen(LIST, event.columns)
        else:
            self._widen(NAMES, -event.columns)

    def _widen(self, pane: str, columns: int) -> None:
        session = self.session
        if pane == LIST:
            session.list_width = max(NARROWEST, min(self.size.width // 2, self.list.size.width + columns))
        else:
            session.names_width = max(NARROWEST, min(self.size.width // 2, self.names.size.width + columns))
        self._arrange()

    # Moving -------------------------------------------------------------------------------------------

    def _step(self, step: int) -> None:
        moved = self.view.move_passage(step) if self._focus_pane == ARTICLE else self._mover().move(step)
        if not moved:
            self.say(self._end_of(step))

    def _mover(self) -> StoryList | NamesPane:
        return self.names if self._focus_pane == NAMES else self.list

    def _end_of(self, step: int) -> str:
        what = {LIST: "list", ARTICLE: "article", NAMES: "names"}[self._focus_pane]
        return f"The {what} ends here" if step > 0 else f"The {what} begins here"

    def action_move_down(self) -> None:
        """Go to the next line of the pane in focus."""
        self._step(1)

    def action_move_up(self) -> None:
        """Go to the previous line of the pane in focus."""
        self._step(-1)

    def _to_end(self, step: int) -> None:
        pane = self.view if self._focus_pane == ARTICLE else self._mover()
        if not pane.move_to_end(step):
            self.say(self._end_of(step))

    def action_move_first(self) -> None:
        """Go to the beginning of the pane in focus."""
        self._to_end(-1)

    def action_move_last(self) -> None:
        """Go to the end of the pane in focus."""
        self._to_end(1)

    def _page(self, direction: int) -> None:
        """The names scroll by themselves; elsewhere a page is a page of the article, as one reads on."""
        pane = self.names if self._focus_pane == NAMES else self.view
        if not pane.move_page(direction):
            end = "ends" if direction > 0 else "begins"
            self.say(f"The {'list' if pane is self.names else 'article'} {end} here")

    def action_move_page_down(self) -> None:
        """Go down by a screen."""
        self._page(1)

    def action_move_page_up(self) -> None:
        """Go up by a screen."""
        self._page(-1)

    def _step_passage(self, step: int) -> None:
        if not self.view.move_passage(step):
            self.say("The article ends here" if step > 0 else "The article begins here")

    def action_passage_next(self) -> None:
        """Make the next paragraph the current passage."""
        self._step_passage(1)

    def action_passage_previous(self) -> None:
        """Make the previous paragraph the current passage."""
        self._step_passage(-1)

    def action_story_next(self) -> None:
        """Go to the next story."""
        if not self.list.move_story(1):
            self.say("This is the last story")

    def action_story_previous(self) -> None:
        """Go to the previous story."""
        if not self.list.move_story(-1):
            self.say("This is the first story")

    # Commands on panes --------------------------------------------------------------------------------

    def _cycle(self, step: int) -> None:
        panes = [pane for pane in ORDER if pane not in self._hidden or pane == self._focus_pane]
        self.go_to_pane(panes[(panes.index(self._focus_pane) + step) % len(panes)])

    def _beside(self, step: int) -> None:
        at = ORDER.index(self._focus_pane) + step
        if 0 <= at < len(ORDER):
            self.go_to_pane(ORDER[at])
        else:
            self.say("No pane further left" if step < 0 else "No pane further right")

    def action_pane_next(self) -> None:
        """Give the focus to the next pane."""
        self._cycle(1)

    def action_pane_previous(self) -> None:
        """Give the focus to the pane before."""
        self._cycle(-1)

    def action_pane_left(self) -> None:
        """Give the focus to the pane on the left."""
        self._beside(-1)

    def action_pane_right(self) -> None:
        """Give the focus to the pane on the right."""
        self._beside(1)

    def action_pane_list(self) -> None:
        """Give the focus to the list."""
        self.go_to_pane(LIST)

    def action_pane_article(self) -> None:
        """Give the focus to the article."""
        self.go_to_pane(ARTICLE)

    def action_pane_names(self) -> None:
        """Give the focus to who and where."""
        self.go_to_pane(NAMES)

    def action_pane_zoom(self) -> None:
        """Give the whole screen to the pane in focus, or give it back."""
        self._zoomed = not self._zoomed
        self._arrange()

    def _toggle(self, pane: str) -> None:
        if pane in self._hidden:
            self._hidden.discard(pane)
        else:
            self._hidden.add(pane)
            if self._focus_pane == pane:
                self.go_to_pane(ARTICLE)
                self._hidden.add(pane)
        self._arrange()

    def action_pane_toggle_list(self) -> None:
        """Hide the list, or show it again."""
        self._toggle(LIST)

    def action_pane_toggle_names(self) -> None:
        """Hide who and where, or show it again."""
        self._toggle(NAMES)

    def action_pane_grow(self) -> None:
        """Make the pane in focus wider; the article takes from the list."""
        self._resize_pane(2)

    def action_pane_shrink(self) -> None:
        """Make the pane in focus narrower."""
        self._resize_pane(-2)

    def _resize_pane(self, columns: int) -> None:
        if self._zoomed:
            self.say("It has the whole screen: z gives it back")
        elif self._focus_pane == ARTICLE:
            self._widen(LIST, -columns)
        else:
            self._widen(self._focus_pane, columns)
