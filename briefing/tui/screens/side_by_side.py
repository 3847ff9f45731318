"""Two or three sources of one story side by side, scrolling together by what they tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import combinations
from typing import NamedTuple

from textual import events, on

from briefing.article import Span
from briefing.comparison import Comparison, PassageState
from briefing.library.errors import LibraryError
from briefing.tui.facing import Facing
from briefing.tui.ledger import letter
from briefing.tui.opened import Opened
from briefing.tui.page import Marks, StyledSpan
from briefing.tui.screens.columns import Columns
from briefing.tui.spot import Spot
from briefing.tui.widgets.article_view import ArticleView
from briefing.tui.widgets.gutter import Gutter


class Compared(NamedTuple):
    """What comes of comparing the articles in the columns."""

    ids: Sequence[str]
    comparisons: Mapping[tuple[int, int], Comparison]
    """By the columns' numbers."""
    copies: Mapping[int, tuple[int, float]]
    sources: int
    """How many sources the whole story has, and how many accounts that no other was copied from."""
    independent: int


class SideBySide(Columns):
    """Columns that follow each other: the passage being read in one brings its match in the others to its height."""

    _tops: Sequence[int] = ()
    apart = False
    """Whether the columns don't follow each other for now."""

    # Beginning ----------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Show the article that was being read on the left, its neighbours beside it."""
        articles = self.story.articles
        start = articles.index(self.article_read) if self.article_read in articles else 0
        for offset, view in enumerate(self.all_views):
            self.load(view, articles[(start + offset) % len(articles)])
        self.set_focus(self.all_views[0], scroll_visible=False)
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        if self.passage_read:
            self.active.read_passage(self.passage_read)
        self._make_room()
        self._tell()
        self.compare()

    # Comparing ----------------------------------------------------------------------------------------

    def compare(self) -> None:
        """Have the columns compared in a thread."""
        ids = [opened.article.id for opened in self.shown]
        self.run_worker(
            partial(self._compare, ids), thread=True, exclusive=True, group="compare", exit_on_error=False
        )

    def _compare(self, ids: Sequence[str]) -> None:
        try:
            compared = self._compared(ids)
        except LibraryError as error:
            self.app.call_from_thread(self.say, str(error))
        else:
            self.app.call_from_thread(self._take, compared)

    def _compared(self, ids: Sequence[str]) -> Compared:
        library, story = self.library, self.story
        comparisons = {
            (left, right): library.compare(ids[left], ids[right])
            for left, right in combinations(range(len(ids)), 2)
        }
        copies = {
            ids.index(copy.after): (ids.index(copy.first), copy.share)
            for article in ids
            for copy in library.copies_of(article)
            if copy.first in ids and copy.after in ids
        }
        sources = len({headline.source for headline in library.headlines(story.articles)})
        return Compared(ids, comparisons, copies, sources, library.independent_sources(story.id))

    def _take(self, compared: Compared) -> None:
        if compared.ids != [opened.article.id for opened in self.shown]:
            return
        self.facing = {pair: Facing(comparison, 0) for pair, comparison in compared.comparisons.items()}
        self.copies = compared.copies
        for number, gutter in enumerate(self.gutters[: self.seen - 1]):
            gutter.face(self.faced(number, number + 1))
        self.head.count_sources(compared.sources, compared.independent)
        self.compared()
        self.follow()

    def compared(self) -> None:
        """Show what the comparison brought, beside the gutters' marks."""

    def _forget(self) -> None:
        """Show no longer what holds for other articles."""
        self.facing, self.copies = {}, {}
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
            self._make_room()
            self.follow()

    def _make_room(self) -> None:
        """Where two texts share the height, let the passage being read begin at the top of its own."""
        if self.is_stacked and self.active.page is not None and self.active.page.passages:
            self.active.top = self.active.page.passage_lines(self.active.passage).start

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
        for left, gutter in enumerate(self.gutters[: self.seen - 1]):
            gutter.follow(self._tops[left : left + 2] != before[left : left + 2])

    def counterpart(self, column: int) -> int | None:
        """The passage of another column to stand beside the one being read; None where none matches."""
        facing = self.faced(self.active_column, column)
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
        self.head.show(self.headings(), letter(self.active_column), self._standings())

    def _standings(self) -> Sequence[PassageState] | None:
        """How each passage of the active column stands to all the others; None while that is unknown."""
        faced = [self.faced(self.active_column, c) for c in range(self.seen) if c != self.active_column]
        standings = [facing.standings for facing in faced if facing is not None]
        if len(standings) < len(faced):
            return None
        order = list(PassageState)
        return [min(each, key=order.index) for each in zip(*standings, strict=True)]

    # Going somewhere ----------------------------------------------------------------------------------

    def go_to(self, spot: Spot) -> None:
        """Read a passage, in the column that has its article or in place of the column beside the active one."""
        column = self.column_of(spot.article)
        if column is None:
            column = (self.active_column + 1) % self.seen
            self.load(self.all_views[column], spot.article)
            self._forget()
            self.compare()
        self.go_to_side(column)
        self._read(self.all_views[column], spot.passage, spot.span)
        self.follow()

    def _read(self, view: ArticleView, passage: int, span: Span | None) -> None:
        if span is not None:
            view.reveal_offset(span.start)
        else:
            view.read_passage(passage)

    def go_to_side(self, side: int) -> None:
        """Read in another column."""
        self.active_column = side % self.seen
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
        self.all_views[column].read_passage(event.passage)
        self.follow()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Read in the column that has the focus."""
        if isinstance(event.widget, ArticleView) and event.widget in self.all_views:
            self.active_column = self.all_views.index(event.widget)
            if event.widget.page is not None:
                self.follow()
        else:
            self._tell()
        self.key_bar.show(self.place)

    def on_resize(self) -> None:
        """Show as many columns as there is room for now, at one height again."""
        before = self.seen
        self.lay_columns()
        if self.seen != before:
            self._forget()
            self.compare()
        self.call_after_refresh(self.follow)

    # Moving -------------------------------------------------------------------------------------------

    def _step(self, step: int) -> None:
        if self.focused is self.ledger:
            if not self.ledger.move(step):
                self.say("The list ends here" if step > 0 else "The list begins here")
            self._tell()
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
            self._tell()
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
            self._tell()
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
        self.go_to_side(self.active_column + 1)

    def action_compare_left(self) -> None:
        """Go to the column on the left."""
        self.go_to_side(max(0, self.active_column - 1))

    def action_compare_right(self) -> None:
        """Go to the column on the right."""
        self.go_to_side(min(self.seen - 1, self.active_column + 1))
