"""Searching while one types: in a thread, and the newest keystroke wins."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from time import monotonic, sleep
from typing import TYPE_CHECKING, NamedTuple

from textual.worker import get_current_worker

from briefing.article import Snippet
from briefing.library.errors import LibraryError
from briefing.library.library import Library
from briefing.tui.opened import Opened, open_article

if TYPE_CHECKING:
    from briefing.library.query import Query
    from briefing.library.results import Results
    from briefing.tui.screens.searching import Searching

_PROBLEM_STAYS = 12.0
"""Seconds for which the footer tells in full what is wrong with a query."""
_PAUSE = 0.02
"""Seconds between a key and the search for what it makes."""
_AHEAD_AFTER = 0.08
"""Seconds between showing what that found and looking ahead: then typing pauses, be it for a moment."""
_FRESH = 1.0
"""Seconds for which what was found ahead may be shown: what is unread, pinned or there at all changes."""


class Offer(NamedTuple):
    """Another query to try where one found nothing."""

    text: str
    sentence: str


class Found(NamedTuple):
    """What came of a query."""

    query: Query
    results: Results
    snippets: Mapping[str, Snippet]
    """Of the first hits, by article."""
    cells: int
    """The cells that each of them was made for."""
    offer: Offer | None
    """Where nothing was found, once there is one."""
    chips: Sequence[str]
    """What the query asks for, part by part."""
    explained: str
    """The same in words."""
    best: Opened | None
    """The first article, ready to be shown, if it is to be."""


class LiveSearch:
    """Turns what stands in the search field into results on the reading screen.

    Once what was typed is shown and nothing more comes, the query is searched for as if it were finished, so that its
    results are there when it is.
    """

    def __init__(self, screen: Searching, library: Library) -> None:
        self._screen = screen
        self._library = library
        self._turn = 0
        self._looking_for: tuple[int, Query] | None = None
        """In which turn which query is being searched for ahead."""
        self._awaited = False
        """Whether that one has been finished meanwhile."""
        self._ahead: tuple[float, Found] | None = None
        """When what was found ahead."""

    def type(self, text: str) -> None:
        """Search for as much of an unfinished query as is complete."""
        from briefing.library.query import parse_unfinished  # not before the first search

        query = parse_unfinished(text)
        self._screen.bar.point(-1, "")
        if not query.is_empty:
            self._start(self._search_unfinished, query)
        elif not text.strip():
            self._screen.clear_search()

    def accept(self, text: str) -> bool:
        """Search for a finished query; where it is wrong, point at the place and return False."""
        from briefing.library.query import QueryError, parse

        try:
            query = parse(text)
        except QueryError as error:
            self._screen.bar.point(error.column, str(error))
            self._screen.say(str(error), _PROBLEM_STAYS)
            return False
        self._screen.bar.point(-1, "")
        if query.is_empty:
            self._screen.clear_search()
        elif (found := self._found_ahead(query)) is not None:
            self.cancel()
            self._screen.show_results(found, best_first=True)
        elif self._looking_for == (self._turn, query):
            self._awaited = True
        else:
            self._start(self._search_finished, query)
        return True

    def resume(self, text: str) -> None:
        """Search for what a query of an earlier session asks for, without moving."""
        from briefing.library.query import QueryError, parse

        try:
            self.again(parse(text))
        except QueryError:
            self.type(text)

    def again(self, query: Query) -> None:
        """Search for the same once more, without moving."""
        if not query.is_empty:
            self._start(self._search_again, query)

    def cancel(self) -> None:
        """Drop whatever is still being searched for, and what was found ahead."""
        self._turn += 1
        self._looking_for = self._ahead = None
        self._awaited = False

    def _found_ahead(self, query: Query) -> Found | None:
        if self._ahead is None:
            return None
        moment, found = self._ahead
        return found if found.query == query and monotonic() - moment < _FRESH else None

    def _start(self, search: Callable[[Query, int], None], query: Query) -> None:
        self.cancel()
        work = partial(search, query, self._turn)
        self._screen.run_worker(work, thread=True, exclusive=True, group="search", exit_on_error=False)

    # In a thread --------------------------------------------------------------------------------------

    def _search_unfinished(self, query: Query, turn: int) -> None:
        sleep(_PAUSE)  # for the letter that was typed to be drawn
        self._search_again(query, turn)
        sleep(_AHEAD_AFTER)  # for what was found to be drawn, and for the next letter if one comes soon
        if turn == self._turn:
            self._look_ahead(query.text, turn)

    def _look_ahead(self, text: str, turn: int) -> None:
        from briefing.library.query import QueryError, parse

        try:
            query = parse(text)
        except QueryError:
            return
        if not query.is_empty:
            self._looking_for = turn, query
            self._search(query, turn, self._keep, opens_best=True)

    def _search_again(self, query: Query, turn: int) -> None:
        self._search(query, turn, partial(self._show, best_first=False), offers=True)

    def _search_finished(self, query: Query, turn: int) -> None:
        self._search(query, turn, partial(self._show, best_first=True), offers=True, opens_best=True)

    def _search(
        self,
        query: Query,
        turn: int,
        deliver: Callable[[Found], None],
        *,
        offers: bool = False,
        opens_best: bool = False,
    ) -> None:
        """Deliver what a query finds, and then what it might rather find, unless something else is asked by then."""
        worker = get_current_worker()

        def cancelled() -> bool:
            return worker.is_cancelled or turn != self._turn

        def in_turn(found: Found) -> None:
            if turn == self._turn:
                deliver(found)

        try:
            found = self._find(query, cancelled, opens_best)
            if not worker.is_cancelled:
                self._screen.app.call_from_thread(in_turn, found)
            if offers and not len(found.results) and (offer := self._offer(query, cancelled)) is not None:
                self._screen.app.call_from_thread(in_turn, found._replace(offer=offer))
        except LibraryError as error:
            self._screen.app.call_from_thread(self._screen.say, str(error))

    def _find(self, query: Query, cancelled: Callable[[], bool], opens_best: bool) -> Found:
        """What comes of a query; of no use once it is cancelled. Raises LibraryError."""
        cells = self._screen.list.snippet_cells
        results = self._library.search(query, cancelled=cancelled)
        snippets = {} if cancelled() else self._snippets(query, results, cells, cancelled)
        best = None
        if opens_best and len(results) and not cancelled():
            best = open_article(self._library, results.first(1)[0], query.root)
        return Found(query, results, snippets, cells, None, *_in_words(query), best)

    def _show(self, found: Found, *, best_first: bool) -> None:
        self._screen.show_results(found, best_first=best_first)

    def _keep(self, found: Found) -> None:
        """Have at hand what was found ahead; show it if it is waited for already.

        Where nothing was, it is searched for once more when it is finished: that says what might be found instead.
        """
        self._looking_for = None
        if not len(found.results):
            if self._awaited:
                self._start(self._search_finished, found.query)
        elif self._awaited:
            self.cancel()
            self._show(found, best_first=True)
        else:
            self._ahead = monotonic(), found

    def _snippets(
        self, query: Query, results: Results, cells: int, cancelled: Callable[[], bool]
    ) -> dict[str, Snippet]:
        """The snippets of the hits that are seen at once, so that nobody waits for them who draws."""
        snippets: dict[str, Snippet] = {}
        for article in results.on_lines(self._screen.list.lines_seen):
            if cancelled():
                break
            snippets[article] = self._library.snippet(article, query, cells)
        return snippets

    def _offer(self, query: Query, cancelled: Callable[[], bool]) -> Offer | None:
        """The query spelt otherwise, or with the one filter dropped that leaves the most."""
        from briefing.library.query import And, DateRange, Not, Query

        if suggestion := self._library.suggest(query, cancelled=cancelled):
            return Offer(suggestion, f"Did you mean  {suggestion}  ?")
        if not isinstance(query.root, And):
            return None
        best: tuple[int, Offer] | None = None
        for dropped in query.root.parts:
            if not isinstance(dropped, DateRange | Not) and getattr(dropped, "field", None) is None:
                continue
            kept = tuple(part for part in query.root.parts if part is not dropped)
            root = kept[0] if len(kept) == 1 else replace(query.root, parts=kept)
            left = self._library.search(Query(str(root), root), cancelled=cancelled).articles
            if left and (best is None or left > best[0]):
                count = "1 article" if left == 1 else f"{left:,} articles"
                best = left, Offer(str(root), f"Without  {dropped}  there would be {count}.")
        return best[1] if best else None


def _in_words(query: Query) -> tuple[list[str], str]:
    """What a query asks for: part by part, and as a sentence."""
    from briefing.library.query import ORDERS, chips, explain

    parts = [*(chip.text for chip in chips(query.root)), ORDERS[query.sort]]
    return [part for part in parts if part], explain(query.root, query.sort)


def explain_nothing(query: Query, offer: Offer | None) -> list[str]:
    """What to tell where nothing was found, and what to try next."""
    from briefing.library.query import explain

    lines = ["Nothing found.", ""]
    asked = explain(query.root, query.sort)
    lines += [f"Searched for {asked[:1].lower()}{asked[1:]}", ""]
    if offer is not None:
        lines += [offer.sentence, "Enter searches for that.", ""]
    return [*lines, "Escape shows all stories again."]
