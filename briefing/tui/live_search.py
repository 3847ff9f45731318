"""Searching while one types: in a thread, and the newest keystroke wins."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from time import sleep
from typing import TYPE_CHECKING, NamedTuple

from textual.worker import get_current_worker

from briefing.article import Snippet
from briefing.library.errors import LibraryError
from briefing.library.library import Library

if TYPE_CHECKING:
    from briefing.library.query import Query
    from briefing.library.results import Results
    from briefing.tui.screens.searching import Searching

_PROBLEM_STAYS = 12.0
"""Seconds for which the footer tells in full what is wrong with a query."""
_PAUSE = 0.02
"""Seconds between a key and the search for what it makes."""


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
    chips: Sequence[str]
    """What the query asks for, part by part."""
    explained: str
    """The same in words."""


class LiveSearch:
    """Turns what stands in the search field into results on the reading screen."""

    def __init__(self, screen: Searching, library: Library) -> None:
        self._screen = screen
        self._library = library
        self._turn = 0

    def type(self, text: str) -> None:
        """Search for as much of an unfinished query as is complete."""
        from briefing.library.query import parse_unfinished  # not before the first search

        query = parse_unfinished(text)
        self._screen.bar.point(-1, "")
        if not query.is_empty:
            self._start(query, finished=False)
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
        else:
            self._start(query, finished=True)
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
            self._start(query, finished=False)

    def cancel(self) -> None:
        """Drop whatever is still being searched for."""
        self._turn += 1

    def _start(self, query: Query, *, finished: bool) -> None:
        self._turn += 1
        search = partial(self._search, query, self._turn, finished)
        self._screen.run_worker(search, thread=True, exclusive=True, group="search", exit_on_error=False)

    def _search(self, query: Query, turn: int, finished: bool) -> None:
        worker = get_current_worker()

        def cancelled() -> bool:
            return worker.is_cancelled or turn != self._turn

        if not finished:
            sleep(_PAUSE)  # for the letter that was typed to be drawn
        cells = self._screen.list.snippet_cells
        try:
            results = self._library.search(query, cancelled=cancelled)
            snippets = {} if cancelled() else self._snippets(query, results, cells, cancelled)
        except LibraryError as error:
            self._screen.app.call_from_thread(self._screen.say, str(error))
            return
        offer = None if len(results) or cancelled() else self._offer(query, results, cancelled)
        if not worker.is_cancelled:
            found = Found(query, results, snippets, cells, offer, *_in_words(query))
            self._screen.app.call_from_thread(self._deliver, found, turn, finished)

    def _deliver(self, found: Found, turn: int, finished: bool) -> None:
        if turn == self._turn:
            self._screen.show_results(found, best_first=finished)

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

    def _offer(self, query: Query, results: Results, cancelled: Callable[[], bool]) -> Offer | None:
        """The query spelt otherwise, or with the one filter dropped that leaves the most."""
        from briefing.library.query import And, DateRange, Not, Query

        if results.suggestion:
            return Offer(results.suggestion, f"Did you mean  {results.suggestion}  ?")
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
