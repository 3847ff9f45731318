"""Two or three sources of one story side by side, scrolling together by what they tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container

from briefing.article import Span, Story
from briefing.comparison import Comparison, PassageState
from briefing.library.errors import LibraryError
from briefing.library.library import Library
from briefing.safetext import one_line
from briefing.tui import dates
from briefing.tui.commands import Place
from briefing.tui.facing import Facing
from briefing.tui.ledger import letter
from briefing.tui.opened import Opened, open_article
from briefing.tui.page import Marks, StyledSpan
from briefing.tui.screens.lookups import Lookups
from briefing.tui.spot import Spot
from briefing.tui.widgets.article_view import ArticleView
from briefing.tui.widgets.compare_head import CompareHead, Evidence, Heading
from briefing.tui.widgets.gutter import WIDTH as GUTTER
from briefing.tui.widgets.gutter import Gutter
from briefing.tui.widgets.key_bar import KeyBar
from briefing.tui.widgets.ledger_pane import LedgerPane

if TYPE_CHECKING:
    from briefing.library.query import Query

_THREE_FROM = 150
"""Columns from which three sources fit side by side."""

_BESIDE_FROM = 90
"""Columns from which two texts are easier to read side by side than one above the other."""


class SideBySide(Lookups):
    """The sources of a story in columns, the list of differences below.

    The passage being read in one column brings its match in the others to the same height. Where the terminal is
    narrow, two texts lie one above the other.
    """

    DEFAULT_CSS = """
    SideBySide { layout: vertical; }
    SideBySide #columns { height: 1fr; layout: horizontal; }
    SideBySide #columns.-stacked { layout: vertical; }
    SideBySide ArticleView { width: 1fr; height: 1fr; }
    SideBySide .-stacked Gutter { width: 1fr; height: 1; }
    SideBySide LedgerPane { width: 1fr; }
    """
    DEFAULT_CSS += f"SideBySide Gutter {{ width: {GUTTER}; height: 1fr; }}"

    def __init__(self, library: Library, opened: Opened, passage: int, query: Query | None) -> None:
        super().__init__()
        self.library = library
        self.story = opened.story
        self._root = query.root if query is not None else None
        self._first = opened.article.id
        self._passage = passage
        columns = min(3, len(self.story.articles))
        self._all = [ArticleView(slack=True) for _ in range(columns)]
        self.gutters = [
            Gutter(left, right, column)
            for column, (left, right) in enumerate(zip(self._all, self._all[1:], strict=False), start=1)
        ]
        self.columns = Container(id="columns")
        self.ledger = LedgerPane(id="ledger")
        self.facing: dict[tuple[int, int], Facing] = {}
        self._shown = 2
        self._active = 0
        self._tops: Sequence[int] = ()
        self.apart = False
        """Whether the columns don't follow each other for now."""

    # Composition --------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The head, a column for each source with a gutter between two, evidence, differences, keys."""
        yield CompareHead(self.story)
        with self.columns:
            yield from self.compose_columns()
        self.lay_columns()
        yield Evidence()
        yield self.ledger
        yield KeyBar("sides")

    def compose_columns(self) -> ComposeResult:
        """A column for each source with a gutter between two."""
        yield self._all[0]
        for gutter, view in zip(self.gutters, self._all[1:], strict=True):
            yield gutter
            yield view

    def on_mount(self) -> None:
        """Show the article that was being read on the left, its neighbours beside it."""
        articles = self.story.articles
        start = articles.index(self._first) if self._first in articles else 0
        for offset, view in enumerate(self._all):
            self._load(view, articles[(start + offset) % len(articles)])
        self.set_focus(self._all[0], scroll_visible=False)
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        if self._passage:
            self.active.read_passage(self._passage)
        self._tell()
        self.compare()

    def _load(self, view: ArticleView, article: str) -> None:
        opened = open_article(self.library, article, self._root)
        view.show(opened, marks=Marks(title_hits=opened.title_hits, hits=opened.hits))
        self.flag(view)

    def lay_columns(self) -> None:
        """As many columns as the width has room for, or two texts one above the other."""
        size = self.size if self.size.width else self.app.size
        self._shown = 3 if len(self._all) == 3 and size.width >= _THREE_FROM else 2
        stacked = size.width < _BESIDE_FROM
        self.columns.set_class(stacked, "-stacked")
        for number, view in enumerate(self._all):
            view.display = number < self._shown
        for number, gutter in enumerate(self.gutters):
            gutter.display = number + 1 < self._shown
            gutter.lies = stacked
        if self._active >= self._shown:
            self.set_focus(self._all[0], scroll_visible=False)

    # What is shown ------------------------------------------------------------------------------------

    @property
    def story_read(self) -> Story:
        """The story whose sources are compared."""
        return self.story

    @property
    def place(self) -> Place:
        """Where a key press lands."""
        return "ledger" if self.focused is self.ledger else "sides"

    @property
    def views(self) -> Sequence[ArticleView]:
        """The columns that are seen."""
        return self._all[: self._shown]

    @property
    def shown(self) -> list[Opened]:
        """The articles in the columns that are seen."""
        return [view.opened for view in self.views if view.opened is not None]

    @property
    def active(self) -> ArticleView:
        """The column that is being read."""
        return self._all[self._active]

    @property
    def active_column(self) -> int:
        """The number of the column that is being read."""
        return self._active

    @property
    def is_stacked(self) -> bool:
        """Whether the texts lie one above the other."""
        return self.columns.has_class("-stacked")

    def faced(self, column: int, other: int) -> Facing | None:
        """The comparison of two columns as the first sees it; None while it is being made."""
        if column < other:
            return self.facing.get((column, other))
        facing = self.facing.get((other, column))
        return None if facing is None else facing.turned

    def column_of(self, article: str) -> int | None:
        """The column in which an article is seen."""
        return next((n for n, opened in enumerate(self.shown) if opened.article.id == article), None)

    # Comparing ----------------------------------------------------------------------------------------

    def compare(self) -> None:
        """Have the columns compared in a thread."""
        ids = [opened.article.id for opened in self.shown]
        self.run_worker(
            partial(self._compare, ids), thread=True, exclusive=True, group="compare", exit_on_error=False
        )

    def _compare(self, ids: Sequence[str]) -> None:
        try:
            made = {
                (left, right): self.library.compare(ids[left], ids[right])
                for left, right in combinations(range(len(ids)), 2)
            }
        except LibraryError as error:
            self.app.call_from_thread(self.say, str(error))
            return
        self.app.call_from_thread(self._take, ids, made)

    def _take(self, ids: Sequence[str], made: Mapping[tuple[int, int], Comparison]) -> None:
        if ids != [opened.article.id for opened in self.shown]:
            return
        self.facing = {pair: Facing(comparison, 0) for pair, comparison in made.items()}
        for number, gutter in enumerate(self.gutters[: self._shown - 1]):
            gutter.face(self.faced(number, number + 1))
        self.compared()
        self.follow()

    def compared(self) -> None:
        """Show what the comparison brought, beside the gutters' marks."""

    def _forget(self) -> None:
        """Show no longer what holds for other articles."""
        self.facing = {}
        for gutter in self.gutters:
            gutter.face(None)
        self.ledger.empty()

    # Annotating ---------------------------------------------------------------------------------------

    def being_read(self) -> tuple[Opened, int] | None:
        """The article of the active column and its current passage."""
        return None if self.active.opened is None else (self.active.opened, self.active.passage)

    def annotated(self) -> None:
        """Show what is pinned and noted."""
        for view in self.views:
            self.flag(view)

    # Scrolling together -------------------------------------------------------------------------------

    @on(ArticleView.PassageChanged)
    def _passage_changed(self, event: ArticleView.PassageChanged) -> None:
        if event.view is self.active:
            self.follow()

    def follow(self) -> None:
        """Bring what matches the passage being read to its height in every other column."""
        self.active.show_passage(True)
        for column, view in enumerate(self.views):
            if view is self.active or view.page is None or self.active.page is None:
                continue
            target = None if self.apart else self.counterpart(column)
            if target is not None:
                view.read_passage(target)
                self._level(view)
            view.show_passage(target is not None or self.apart)
        self._tell()
        before, self._tops = self._tops, [view.top for view in self.views]
        for left, gutter in enumerate(self.gutters[: self._shown - 1]):
            gutter.follow(self._tops[left : left + 2] != before[left : left + 2])

    def counterpart(self, column: int) -> int | None:
        """The passage of another column to stand beside the one being read; None where none matches."""
        facing = self.faced(self._active, column)
        matches = facing.matches(self.active.passage) if facing is not None else ()
        return matches[0].passage if matches else None

    def _level(self, view: ArticleView) -> None:
        """Scroll a column so that its current passage begins as high as that of the active one."""
        active = self.active
        assert view.page is not None
        assert active.page is not None
        height = 0 if self.is_stacked else active.page.passage_lines(active.passage).start - active.top
        view.top = view.page.passage_lines(view.passage).start - height

    def _tell(self) -> None:
        """Bring the head and the evidence up to what is being read."""
        self.query_one(CompareHead).show(self.headings(), letter(self._active), self._states())

    def headings(self) -> Sequence[Heading]:
        """What stands above the columns; of two texts one above the other, the gutter heads the lower one."""
        if self.is_stacked:
            return [self.heading_of(0, self.size.width)]
        return [self.heading_of(column, view.size.width) for column, view in enumerate(self.views)]

    def heading_of(self, column: int, width: int) -> Heading:
        """What stands above a column."""
        opened = self._all[column].opened
        article = opened.article if opened is not None else None
        text = f"{one_line(article.source)} · {dates.short(article.published)}" if article else ""
        return Heading(f"{letter(column)} {text}", width, column == self._active)

    def _states(self) -> Sequence[PassageState] | None:
        """How each passage of the active column stands to all the others; None while that is unknown."""
        faced = [self.faced(self._active, c) for c in range(self._shown) if c != self._active]
        states = [facing.states for facing in faced if facing is not None]
        if len(states) < len(faced):
            return None
        order = (PassageState.IN_CONFLICT, PassageState.TOLD_BY_BOTH, PassageState.NO_CLOSE_MATCH)
        return [min(each, key=order.index) for each in zip(*states, strict=True)]

    # Going somewhere ----------------------------------------------------------------------------------

    def go_to(self, spot: Spot) -> None:
        """Read a passage, in the column that has its article or in place of the column beside the active one."""
        column = self.column_of(spot.article)
        if column is None:
            column = (self._active + 1) % self._shown
            self._load(self._all[column], spot.article)
            self._forget()
            self.compare()
        self.go_to_side(column)
        self._read(self._all[column], spot.passage, spot.span)
        self.follow()

    def _read(self, view: ArticleView, passage: int, span: Span | None) -> None:
        if span is not None:
            view.reveal_offset(span.start)
        else:
            view.read_passage(passage)

    def go_to_side(self, side: int) -> None:
        """Read in another column."""
        self._active = side % self._shown
        self.show_side()
        self.set_focus(self.active, scroll_visible=False)

    def show_side(self) -> None:
        """Show the column that is to be read, should it be hidden."""

    def mark(self, laid: Mapping[int, Sequence[StyledSpan]]) -> None:
        """Mark words in the columns."""
        for column, view in enumerate(self.views):
            if view.opened is not None:
                spans = tuple(laid.get(column, ()))
                view.mark(Marks(title_hits=view.opened.title_hits, hits=view.opened.hits, laid=spans))

    @on(Gutter.Clicked)
    def _mark_clicked(self, event: Gutter.Clicked) -> None:
        column = event.gutter.column - (1 - event.side)
        self.go_to_side(column)
        self._all[column].read_passage(event.passage)
        self.follow()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Read in the column that has the focus."""
        if isinstance(event.widget, ArticleView) and event.widget in self._all:
            self._active = self._all.index(event.widget)
            if event.widget.page is not None:
                self.follow()
        self.key_bar.show(self.place)

    def on_resize(self) -> None:
        """Show as many columns as there is room for now, at one height again."""
        before = self._shown
        self.lay_columns()
        if self._shown != before:
            self._forget()
            self.compare()
        self.call_after_refresh(self.follow)

    # Moving -------------------------------------------------------------------------------------------

    def _step(self, step: int) -> None:
        if self.focused is self.ledger:
            if not self.ledger.move(step):
                self.say("The list ends here" if step > 0 else "The list begins here")
            return
        self._step_passage(step)

    def _step_passage(self, step: int) -> None:
        before = self.active.passage
        if not self.active.move_passage(step):
            self.say("The article ends here" if step > 0 else "The article begins here")
        elif before == self.active.passage:
            self.follow()

    def action_move_down(self) -> None:
        """Read the next passage, or go to the next difference."""
        self._step(1)

    def action_move_up(self) -> None:
        """Read the previous passage, or go to the previous difference."""
        self._step(-1)

    def action_passage_next(self) -> None:
        """Read the next passage."""
        self._step_passage(1)

    def action_passage_previous(self) -> None:
        """Read the previous passage."""
        self._step_passage(-1)

    def _page(self, direction: int) -> None:
        if self.focused is self.ledger:
            self.ledger.move_page(direction)
        else:
            self.active.move_page(direction)
            self.follow()

    def action_move_page_down(self) -> None:
        """Scroll what has the focus by a screen."""
        self._page(1)

    def action_move_page_up(self) -> None:
        """Scroll what has the focus back by a screen."""
        self._page(-1)

    def _to_end(self, step: int) -> None:
        if self.focused is self.ledger:
            self.ledger.move_to_end(step)
        else:
            self.active.move_to_end(step)
            self.follow()

    def action_compare_first(self) -> None:
        """Go to the first passage, or the first difference."""
        self._to_end(-1)

    def action_move_last(self) -> None:
        """Go to the last passage, or the last difference."""
        self._to_end(1)

    def action_compare_side(self) -> None:
        """Go to the next column."""
        self.go_to_side(self._active + 1)

    def action_compare_left(self) -> None:
        """Go to the column on the left."""
        self.go_to_side(max(0, self._active - 1))

    def action_compare_right(self) -> None:
        """Go to the column on the right."""
        self.go_to_side(min(self._shown - 1, self._active + 1))
