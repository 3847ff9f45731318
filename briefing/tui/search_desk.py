"""What the reader does with a search besides running it: keep it, refine it, look for more of the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from briefing.article import ListLine, SearchLine
from briefing.library.errors import LibraryError
from briefing.library.library import Library
from briefing.library.saved_searches import SavedSearch, untaken
from briefing.library.shelf import Listing

if TYPE_CHECKING:
    from briefing.library.facets import Facet
    from briefing.library.query import Query
    from briefing.library.results import Results
    from briefing.tui.screens.searching import Searching


class ShelfWithSearches:
    """All stories with the saved searches above them; the cursor passes the searches over."""

    def __init__(self, shelf: Listing, searches: Sequence[SearchLine]) -> None:
        self._shelf = shelf
        self._above = [*searches, SearchLine("", None, 0)] if searches else []

    @property
    def articles(self) -> int:
        """How many articles are listed."""
        return self._shelf.articles

    @property
    def stories(self) -> int:
        """How many stories they belong to."""
        return self._shelf.stories

    @property
    def sources(self) -> int:
        """How many sources they come from."""
        return self._shelf.sources

    def __len__(self) -> int:
        return len(self._above) + len(self._shelf)

    def lines(self, first: int, last: int) -> Sequence[ListLine]:
        """The lines from `first` up to `last`, `last` not included; fewer where the list ends before."""
        shift = len(self._above)
        below = self._shelf.lines(max(0, first - shift), last - shift) if last > shift else ()
        return [*self._above[first:last], *below]

    def line_of(self, article_id: str) -> int | None:
        """The line on which an article's headline stands; None where it is not listed."""
        line = self._shelf.line_of(article_id)
        return None if line is None else line + len(self._above)

    def neighbour(self, line: int, step: int) -> int | None:
        """The nearest headline strictly beyond a line: downwards if `step` is positive, else upwards."""
        found = self._shelf.neighbour(max(-1, line - len(self._above)), step)
        return None if found is None else found + len(self._above)


class SearchDesk:
    """Serves the reading screen."""

    def __init__(self, screen: Searching, library: Library, search_for: Callable[[str], None]) -> None:
        """`search_for` writes a query into the search field and runs it."""
        self._screen, self._library, self._search_for = screen, library, search_for
        self._lines: list[SearchLine] = []

    # Saved searches -----------------------------------------------------------------------------------

    def above(self, shelf: Listing) -> Listing:
        """The shelf with the saved searches above it, as far as they have been counted."""
        return ShelfWithSearches(shelf, self._known())

    def _known(self) -> list[SearchLine]:
        known = {line.name: line for line in self._lines}
        return [known.get(s.name, SearchLine(s.name, None, 0)) for s in self._library.searches.all()]

    def count(self) -> None:
        """Count what the saved searches find, in a thread; the list follows."""
        if self._lines or self._library.searches.all():
            self._screen.run_worker(
                self._count, thread=True, exclusive=True, group="saved", exit_on_error=False
            )

    def _count(self) -> None:
        lines = [self._counted(saved) for saved in self._library.searches.all()]
        self._screen.app.call_from_thread(self._counted_all, lines)

    def _counted(self, saved: SavedSearch) -> SearchLine:
        from briefing.library.query import QueryError, parse

        try:
            results = self._library.search(parse(saved.query))
        except (QueryError, LibraryError):
            return SearchLine(saved.name, None, 0)
        return SearchLine(saved.name, results.articles, results.newer_than(saved.looked))

    def _counted_all(self, lines: list[SearchLine]) -> None:
        if lines != self._lines:
            self._lines = lines
            self._screen.searches_changed()

    def look_at(self, name: str) -> None:
        """Run a saved search; what it finds is no longer new."""
        saved = next((saved for saved in self._library.searches.all() if saved.name == name), None)
        if saved is None:
            self._screen.say(f"No longer saved: {name}")
            self.count()
            return
        self._lines = [line._replace(new=0) if line.name == name else line for line in self._lines]
        self._screen.run_worker(partial(self._look, name), thread=True, group="looked", exit_on_error=False)
        self._search_for(saved.query)

    def _look(self, name: str) -> None:
        # Where that can't be noted, as in a library that may only be read, what it finds is new once more.
        with suppress(LibraryError):
            self._library.searches.look(name)

    def choose(self) -> None:
        """Let the reader choose one of them; what was not counted yet is told without a count."""
        lines = self._known()
        if not lines:
            key = self._screen.key_of("search.save")
            self._screen.say(f"No search is saved yet: search for something, then press {key}")
            return
        told = [
            line.name
            + ("" if line.hits is None else f"  ·  {line.hits:,}")
            + (f"  ·  {line.new:,} new" if line.new else "")
            for line in lines
        ]

        def chosen(number: int | None) -> None:
            if number is not None:
                self.look_at(lines[number].name)

        self._ask("Saved searches", told, chosen)

    def save(self, query: Query | None) -> None:
        """Keep a search under what it asks for, or forget it where it is kept already."""
        from briefing.library.query import ORDERS, QueryError, chips, finished

        if query is None or query.is_empty:
            self._screen.say("No search to save: / searches")
            return
        parts = [*(chip.text for chip in chips(query.root)), ORDERS[query.sort]]
        text, name = finished(query), " · ".join(filter(None, parts))

        def turn() -> str:
            back = self._screen.taken_back_by
            known = self._library.searches.all()
            for saved in known:
                if saved.query.strip() == text.strip():
                    self._library.searches.remove(saved.name)
                    return f"No longer saved: {saved.name}; {back}"
            try:
                kept = self._library.searches.save(untaken(name, [saved.name for saved in known]), text)
            except QueryError as error:
                raise LibraryError(str(error)) from None
            chosen_by = self._screen.key_of("search.saved")
            return f"Saved as {kept.name}: it stands above the stories, {chosen_by} chooses it, {back}"

        self._screen.do(turn, then=self.count, seconds=6)

    # Refining -----------------------------------------------------------------------------------------

    def refine(self, query: Query | None, results: Results | None) -> None:
        """Let the reader choose what some of the hits share, and search for that too."""
        from briefing.library.query import explain, narrowed

        if query is None or results is None or not results.articles:
            self._screen.say("No hits to refine: / searches")
            return
        facets = results.facets()
        if not facets:
            self._screen.say("The hits have nothing in common by which to tell them apart")
            return

        def chosen(number: int | None) -> None:
            if number is not None:
                self._search_for(f"{narrowed(query, facets[number].query)} ")

        self._ask(f"{explain(query.root)}. Only those with", list(map(_told, facets)), chosen)

    def more_like(self, article_id: str) -> None:
        """Search for articles like one."""
        if query := self._library.similar(article_id):
            self._search_for(query)
        elif self._library.damaged:
            self._screen.say("The index is damaged: once it is mended, there will be an answer")
        else:
            self._screen.say("No other article shares a telling word with this one")

    def _ask(self, question: str, choices: Sequence[str], chosen: Callable[[int | None], None]) -> None:
        from briefing.tui.screens.choice import ChoiceScreen

        self._screen.app.push_screen(ChoiceScreen(question, choices), chosen)


def _told(facet: Facet) -> str:
    return f"{facet.kind:8} {facet.hits:6,}  {facet.label}"
