"""What the reading screen does with a search: running it, listing what it found, walking the hits, keeping it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from textual import on

from briefing.library.library import Library
from briefing.tui.opened import Opened
from briefing.tui.panes import LIST
from briefing.tui.screens.stories_read import StoriesRead
from briefing.tui.search_desk import SearchDesk
from briefing.tui.session import Session
from briefing.tui.widgets.search_bar import SearchBar, held, milliseconds
from briefing.tui.widgets.story_list import StoryList

if TYPE_CHECKING:
    from briefing.library.query import Query
    from briefing.library.results import Results
    from briefing.tui.live_search import Found, LiveSearch, Offer


class Searching(StoriesRead):
    """The panes, with what a search found in the list in place of all stories."""

    def __init__(self, library: Library, session: Session) -> None:
        super().__init__(library, session)
        self.asked: Query | None = None
        self.results: Results | None = None
        self.offer: Offer | None = None
        self.searches = SearchDesk(self, library, self.search_for)
        self.bar.complete_by(library.complete)

    @cached_property
    def search(self) -> LiveSearch:
        """Searches while one types."""
        from briefing.tui.live_search import LiveSearch  # not before the first frame

        return LiveSearch(self, self.library)

    def list_all(self, keep: str | None) -> str | None:
        """List all stories; returns the article under the cursor."""
        raise NotImplementedError

    def open(self, article: str, *, passage: int = 0) -> None:
        """Read an article."""
        raise NotImplementedError

    def show_article(self, opened: Opened, *, passage: int = 0) -> None:
        """Read an article that was taken from the library."""
        raise NotImplementedError

    @on(SearchBar.Typed)
    def _typed(self, event: SearchBar.Typed) -> None:
        self.search.type(event.text)

    @property
    def asked_in_words(self) -> str:
        """What is searched for, as a sentence; empty where nothing is."""
        if self.asked is None:
            return ""
        from briefing.library.query import explain  # not before the first search

        return explain(self.asked.root, self.asked.sort)

    def show_results(self, found: Found, *, best_first: bool) -> None:
        """List what a search found and mark it in the article.

        While one types, the list stays at its top, and the open article stays open as long as it is a hit that is
        seen there; `best_first` opens the best one.
        """
        query, results = found.query, found.results
        self.asked, self.results, self.offer = query, results, found.offer
        open_now = self.opened.article.id if self.opened is not None else None
        stays = not best_first and open_now in results.on_lines(self.list.lines_seen)
        article = self.list.show(
            results,
            lambda id, cells: self.library.snippet(id, query, cells),
            keep=open_now if stays else None,
            snippets=found.snippets if found.cells == self.list.snippet_cells else None,
        )
        counts = results.articles, results.stories, results.sources, results.independent
        self.bar.tell(*held(*counts), milliseconds(results.milliseconds))
        self.bar.show_chips(found.chips, found.explained)
        if article is None:
            from briefing.tui.live_search import explain_nothing

            self.list.say(explain_nothing(query, found.offer))
        if article is None or article == open_now:
            self.search_in_opened()
        elif found.best is not None and found.best.article.id == article:
            self.show_article(found.best)
        else:
            self.open(article)

    def search_in_opened(self) -> None:
        """Mark in the open article what is searched for."""
        if self.opened is not None:
            self.opened.search(self.asked.root if self.asked is not None else None)
            self.walk.enter(self.opened)
            self.view.mark(self.walk.marks())

    def clear_search(self) -> None:
        """List everything again, the open article still open."""
        self.search.cancel()
        self.asked = self.results = self.offer = None
        self.bar.point(-1, "")
        self.bar.show_chips(())
        self.bar.text = ""
        article = self.list_all(self.opened.article.id if self.opened is not None else None)
        if article is not None and (self.opened is None or self.opened.article.id != article):
            self.open(article)
        else:
            self.search_in_opened()

    def search_for(self, text: str) -> None:
        """Run a query as if it had been typed and finished, and go to what it finds."""
        self.bar.text = text
        self.search.accept(text)
        self.go_to_pane(LIST)

    def query_to_keep(self) -> str:
        """What stands in the field, as a query that will ask for what is listed now."""
        if self.asked is None or self.asked.text != self.bar.text:
            return self.bar.text
        from briefing.library.query import finished

        return finished(self.asked)

    def searches_changed(self) -> None:
        """Show what has been counted of the saved searches, where they are in sight."""
        if self.asked is None:
            self.list_all(self.list.current_article)

    @on(StoryList.SearchChosen)
    def _search_chosen(self, event: StoryList.SearchChosen) -> None:
        self.searches.look_at(event.name)

    def action_search_saved(self) -> None:
        """Choose a saved search."""
        self.searches.choose()

    def action_search_save(self) -> None:
        """Keep the search, or forget it where it is kept."""
        self.searches.save(self.asked)

    def action_search_refine(self) -> None:
        """Choose what some of the hits share."""
        self.searches.refine(self.asked, self.results)

    def action_article_similar(self) -> None:
        """Search for articles like the open one."""
        if self.opened is not None:
            self.searches.more_like(self.opened.article.id)

    async def action_search_open(self) -> None:
        """Go to the search field."""
        self.set_focus(await self.bar.field())  # at once: the next key may be there already

    @on(SearchBar.Accepted)
    def _accept(self, event: SearchBar.Accepted) -> None:
        """Run the whole query, or say what is wrong with it and stay in the field."""
        if self.search.accept(event.text):
            self.go_to_pane(LIST)

    # Walking hits and names -----------------------------------------------------------------------------

    def action_hit_next(self) -> None:
        """Go to the next hit, on into the next article."""
        self._walk_hits(1)

    def action_hit_previous(self) -> None:
        """Go to the previous hit, back into the article before."""
        self._walk_hits(-1)

    def _walk_hits(self, step: int) -> None:
        if self.asked is None or self.results is None:
            self.say("No search: / searches, n then walks the hits")
            return
        if self.opened is None or not len(self.results):
            self.say("No hits")
            return
        if self.walk.step_hit(step):
            self.show_walk()
            return
        if not self.list.move(step):
            self.say("No further hits" if step > 0 else "No hits before this one")
            return
        if self.walk.step_hit(step):
            self.show_walk()
        else:
            self.say("This one matches by title, source, name or date alone")
