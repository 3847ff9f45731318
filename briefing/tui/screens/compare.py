"""Two or three sources of one story side by side, scrolling together by what they tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from briefing.article import Alignment, Link
from briefing.library.library import Library
from briefing.tui.commands import Place
from briefing.tui.keymap import bindings
from briefing.tui.opened import Opened, open_article
from briefing.tui.page import Marks
from briefing.tui.screens.base import CommandScreen
from briefing.tui.widgets.article_view import ArticleView
from briefing.tui.widgets.compare_head import CompareHead, Evidence
from briefing.tui.widgets.gutter import Gutter
from briefing.tui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from briefing.library.query import Query

_THREE_FROM = 150
"""Columns from which three sources fit side by side."""


class CompareScreen(CommandScreen):
    """The sources of a story in columns.

    The passage being read on one side brings its match on the others to the same height; a mark beside each
    passage says whether the other side tells it too.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("compare", "everywhere")]

    DEFAULT_CSS = """
    CompareScreen { layout: vertical; }
    CompareScreen #columns { height: 1fr; }
    CompareScreen ArticleView { width: 1fr; }
    CompareScreen Gutter { width: 5; }
    """

    def __init__(self, library: Library, opened: Opened, passage: int, query: Query | None) -> None:
        super().__init__()
        self.library = library
        self.story = opened.story
        self._root = query.root if query is not None else None
        self._first = opened.article.id
        self._passage = passage
        self._views: list[ArticleView] = []
        self._gutters: list[Gutter] = []
        self._active = 0

    # Composition --------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The head, a column for each source with a gutter between two, the evidence, the keys."""
        columns = 3 if len(self.story.articles) >= 3 and self.app.size.width >= _THREE_FROM else 2
        self._views = [ArticleView(slack=True) for _ in range(columns)]
        self._gutters = [Gutter() for _ in range(columns - 1)]
        yield CompareHead(self.story)
        with Horizontal(id="columns"):
            yield self._views[0]
            for gutter, view in zip(self._gutters, self._views[1:], strict=True):
                yield gutter
                yield view
        yield Evidence()
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the article that was being read on the left, its neighbours beside it."""
        self.key_bar.show("compare")
        articles = self.story.articles
        start = articles.index(self._first) if self._first in articles else 0
        for offset, view in enumerate(self._views):
            self._load(view, articles[(start + offset) % len(articles)])
        self.set_focus(self._views[0], scroll_visible=False)
        self._align()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        if self._passage:
            self.active.read_passage(self._passage)
        self._follow()

    def _load(self, view: ArticleView, article: str) -> None:
        opened = open_article(self.library, article, self._root)
        view.show(opened, marks=Marks(title_hits=opened.title_hits, hits=opened.hits))

    # What corresponds ---------------------------------------------------------------------------------

    @property
    def place(self) -> Place:
        """Where a key press lands."""
        return "compare"

    @property
    def active(self) -> ArticleView:
        """The column that is being read."""
        return self._views[self._active]

    def _alignment(self, left: ArticleView, right: ArticleView) -> Alignment | None:
        if left.opened is None or right.opened is None:
            return None
        return self.library.align(left.opened.article.id, right.opened.article.id)

    def _align(self) -> None:
        """Mark in each gutter what the two sides beside it both tell, and count it in the head."""
        for gutter, left, right in zip(self._gutters, self._views, self._views[1:], strict=False):
            alignment = self._alignment(left, right)
            if alignment is not None:
                gutter.show(left, right, alignment)
        for number, view in enumerate(self._views):
            other = self._views[number - 1 if number else 1]
            best = self._best_links(view, other)
            view.annotate({passage: f"{link.score:.2f}".lstrip("0") for passage, link in best.items()})
        self._count()

    def _best_links(self, view: ArticleView, other: ArticleView) -> dict[int, Link]:
        """The best accepted link of each passage of a column that has one, seen from that column."""
        alignment = self._alignment(view, other)
        best: dict[int, Link] = {}
        for link in alignment.links if alignment is not None else ():
            best.setdefault(link.a, link)
        return best

    def _count(self) -> None:
        other = self._views[1 if self._active == 0 else 0]
        told = len(self._best_links(self.active, other))
        passages = len(self.active.opened.passages) if self.active.opened is not None else 0
        self.query_one(CompareHead).count(
            [view.opened for view in self._views if view.opened is not None],
            self._active,
            told,
            passages - told,
        )

    @on(ArticleView.PassageChanged)
    def _passage_changed(self, event: ArticleView.PassageChanged) -> None:
        if event.view is self.active:
            self._follow()

    def _follow(self) -> None:
        """Bring the match of the passage being read to its height in every other column."""
        active = self.active
        if active.page is None or active.opened is None:
            return
        height = self._height_of(active)
        shown: list[tuple[Opened, Link | None, bool]] = []
        active.show_passage(True)
        for view in self._views:
            if view is active or view.page is None or view.opened is None:
                continue
            alignment = self._alignment(active, view)
            accepted = alignment.for_a(active.passage) if alignment is not None else ()
            nearest = alignment.nearest_a[active.passage] if alignment is not None else None
            if accepted:
                view.read_passage(accepted[0].b)
                view.top = view.page.passage_lines(accepted[0].b).start - height
            view.show_passage(bool(accepted))
            shown.append((view.opened, accepted[0] if accepted else nearest, bool(accepted)))
        self.query_one(Evidence).show(active.passage, shown)
        self._redraw_gutters()

    def _height_of(self, view: ArticleView) -> int:
        """The row of the view on which its current passage begins."""
        assert view.page is not None
        if not view.page.passages:
            return 0
        return view.page.passage_lines(view.passage).start - view.top

    def _redraw_gutters(self) -> None:
        for gutter in self._gutters:
            gutter.refresh()

    # Commands -----------------------------------------------------------------------------------------

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Read in the column that has the focus."""
        if isinstance(event.widget, ArticleView) and event.widget in self._views:
            self._active = self._views.index(event.widget)
            if event.widget.page is not None:
                self._count()
                self._follow()

    def on_resize(self) -> None:
        """Bring the columns to one height again."""
        self.call_after_refresh(self._follow)

    def _step(self, step: int) -> None:
        before = self.active.passage, self.active.top
        if not self.active.move_passage(step):
            self.say("The article ends here" if step > 0 else "The article begins here")
        elif before[0] == self.active.passage:
            self._follow()

    def action_move_down(self) -> None:
        """Read the next passage."""
        self._step(1)

    def action_move_up(self) -> None:
        """Read the previous passage."""
        self._step(-1)

    action_passage_next = action_move_down
    action_passage_previous = action_move_up

    def action_move_page_down(self) -> None:
        """Scroll the side being read by a screen."""
        self.active.move_page(1)
        self._follow()

    def action_move_page_up(self) -> None:
        """Scroll the side being read back by a screen."""
        self.active.move_page(-1)
        self._follow()

    def action_move_first(self) -> None:
        """Go to the first passage."""
        self.active.move_to_end(-1)
        self._follow()

    def action_move_last(self) -> None:
        """Go to the last passage."""
        self.active.move_to_end(1)
        self._follow()

    def _go_to_side(self, side: int) -> None:
        self.set_focus(self._views[side % len(self._views)], scroll_visible=False)

    def action_compare_side(self) -> None:
        """Go to the next column."""
        self._go_to_side(self._active + 1)

    def action_compare_left(self) -> None:
        """Go to the column on the left."""
        self._go_to_side(max(0, self._active - 1))

    def action_compare_right(self) -> None:
        """Go to the column on the right."""
        self._go_to_side(min(len(self._views) - 1, self._active + 1))

    def action_compare_swap(self) -> None:
        """Let the column being read and the next one change places."""
        other = (self._active + 1) % len(self._views)
        mine, theirs = self._views[self._active], self._views[other]
        if mine.opened is None or theirs.opened is None:
            return
        passage, left, right = mine.passage, theirs.opened.article.id, mine.opened.article.id
        self._load(mine, left)
        self._load(theirs, right)
        self._align()
        self._go_to_side(other)
        theirs.read_passage(passage)
        self._follow()

    def _change_source(self, step: int) -> None:
        """Show another source of the story in the column after the one being read."""
        shown = {view.opened.article.id for view in self._views if view.opened is not None}
        view = self._views[(self._active + 1) % len(self._views)]
        articles = self.story.articles
        if view.opened is None or len(shown) >= len(articles):
            self.say("All sources of this story are shown")
            return
        at = articles.index(view.opened.article.id)
        while articles[at] in shown:
            at = (at + step) % len(articles)
        self._load(view, articles[at])
        self._align()
        self._follow()

    def action_source_next(self) -> None:
        """Show the story's next source beside the one being read."""
        self._change_source(1)

    def action_source_previous(self) -> None:
        """Show the story's previous source beside the one being read."""
        self._change_source(-1)

    def action_compare_close(self) -> None:
        """Go back to reading, with the article of this side open."""
        opened = self.active.opened
        self.dismiss((opened.article.id, self.active.passage) if opened is not None else None)

    action_app_back = action_compare_close
