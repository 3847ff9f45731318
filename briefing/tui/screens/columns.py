"""The sources of a story in columns: how many are seen, what stands where, which is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container

from briefing.article import Story
from briefing.library.library import Library
from briefing.safetext import one_line
from briefing.tui import dates
from briefing.tui.commands import Place
from briefing.tui.facing import Facing
from briefing.tui.ledger import letter
from briefing.tui.opened import Opened, open_article
from briefing.tui.page import Marks
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

_RULED_FROM = 30
"""Rows from which there is room for a line between the texts and what is said of them."""


class Columns(Lookups):
    """The sources of a story in columns, the list of differences below; where it is narrow, one above the other."""

    DEFAULT_CSS = """
    Columns { layout: vertical; }
    Columns #columns { height: 1fr; layout: horizontal; }
    Columns #columns.-stacked { layout: vertical; }
    Columns ArticleView { width: 1fr; height: 1fr; }
    Columns .-stacked Gutter { width: 1fr; height: 1; }
    Columns LedgerPane { width: 1fr; }
    """
    DEFAULT_CSS += f"Columns Gutter {{ width: {GUTTER}; height: 1fr; }}"

    def __init__(self, library: Library, opened: Opened, passage: int, query: Query | None) -> None:
        super().__init__()
        self.library = library
        self.story = opened.story
        self._root = query.root if query is not None else None
        self.article_read = opened.article.id
        """The article that was read before, and the passage: where reading goes on."""
        self.passage_read = passage
        columns = min(3, len(self.story.articles))
        self.all_views = [ArticleView(slack=True) for _ in range(columns)]
        self.gutters = [
            Gutter(left, right, column)
            for column, (left, right) in enumerate(
                zip(self.all_views, self.all_views[1:], strict=False), start=1
            )
        ]
        self.columns = Container(id="columns")
        self.evidence_bar = Evidence()
        self.ledger = LedgerPane(id="ledger")
        self.head = CompareHead(self.story)
        self.facing: Mapping[tuple[int, int], Facing] = {}
        self.copies: Mapping[int, tuple[int, float]] = {}
        """The columns that are copies of another, which one, and how much of the shorter stands in the longer."""
        self.seen = 2
        """How many columns are seen."""
        self.active_column = 0
        """The number of the column that is being read."""

    # Composition --------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The head, a column for each source with a gutter between two, evidence, differences, keys."""
        yield self.head
        with self.columns:
            yield from self.compose_columns()
        self.lay_columns()
        yield self.evidence_bar
        yield self.ledger
        yield KeyBar("sides")

    def compose_columns(self) -> ComposeResult:
        """A column for each source with a gutter between two."""
        yield self.all_views[0]
        for gutter, view in zip(self.gutters, self.all_views[1:], strict=True):
            yield gutter
            yield view

    def load(self, view: ArticleView, article: str) -> None:
        """Show an article in a column."""
        opened = open_article(self.library, article, self._root)
        view.show(opened, marks=Marks(title_hits=opened.title_hits, hits=opened.hits))
        self.flag(view)

    def lay_columns(self) -> None:
        """As many columns as the width has room for, or two texts one above the other."""
        size = self.size if self.size.width else self.app.size
        self.seen = 3 if len(self.all_views) == 3 and size.width >= _THREE_FROM else 2
        stacked = size.width < _BESIDE_FROM
        self.columns.set_class(stacked, "-stacked")
        self.evidence_bar.ruled = size.height >= _RULED_FROM
        for number, view in enumerate(self.all_views):
            view.display = number < self.seen
        for number, gutter in enumerate(self.gutters):
            gutter.display = number + 1 < self.seen
            gutter.lies = stacked
        if self.active_column >= self.seen:
            self.set_focus(self.all_views[0], scroll_visible=False)

    # What is shown ------------------------------------------------------------------------------------

    @property
    def story_read(self) -> Story:
        """The story whose sources are compared."""
        return self.story

    @property
    def spot_read(self) -> Spot | None:
        """The passage that is being read."""
        opened = self.active.opened
        return (
            Spot(opened.article.id, self.active.passage) if opened is not None and opened.passages else None
        )

    @property
    def place(self) -> Place:
        """Where a key press lands."""
        return "ledger" if self.focused is self.ledger else "sides"

    @property
    def views(self) -> Sequence[ArticleView]:
        """The columns that are seen."""
        return self.all_views[: self.seen]

    @property
    def shown(self) -> list[Opened]:
        """The articles in the columns that are seen."""
        return [view.opened for view in self.views if view.opened is not None]

    @property
    def active(self) -> ArticleView:
        """The column that is being read."""
        return self.all_views[self.active_column]

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

    def headings(self) -> Sequence[Heading]:
        """What stands above the columns; of two texts one above the other, the gutter heads the lower one."""
        if self.is_stacked:
            return [self.heading_of(0, self.size.width)]
        return [self.heading_of(column, view.size.width) for column, view in enumerate(self.views)]

    def heading_of(self, column: int, width: int) -> Heading:
        """What stands above a column."""
        opened = self.all_views[column].opened
        article = opened.article if opened is not None else None
        text = f"{one_line(article.source)} · {dates.short(article.published)}" if article else ""
        if column in self.copies:
            first, share = self.copies[column]
            text += f" · copies {letter(first)} ({share:.0%})"
        return Heading(f"{letter(column)} {text}", width, column == self.active_column)
