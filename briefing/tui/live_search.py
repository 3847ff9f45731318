"""Searching while one types: in a thread, and the newest keystroke wins."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from briefing.library.library import Library
from briefing.library.query import Query, QueryError, parse, parse_unfinished
from briefing.library.shelf import Results

if TYPE_CHECKING:
    from briefing.tui.screens.reading import ReadingScreen


class LiveSearch:
    """Turns what stands in the search field into results on the reading screen."""

    def __init__(self, screen: ReadingScreen, library: Library) -> None:
        self._screen = screen
        self._library = library
        self._turn = 0

    def type(self, text: str) -> None:
        """Search for as much of an unfinished query as is complete."""
        query = parse_unfinished(text)
        self._screen.bar.notice.point(-1, "")
        if query.root is None:
            if not text.strip():
                self._screen.clear_search()
            return
        self._start(query)

    def accept(self, text: str) -> bool:
        """Search for a finished query; where it is wrong, point at the place and return False."""
        try:
            query = parse(text)
        except QueryError as error:
            self._screen.bar.notice.point(error.column, str(error))
            self._screen.bar.input.cursor_position = min(error.column, len(text))
            return False
        if query.root is None:
            self._screen.clear_search()
        else:
            self._start(query)
        return True

    def cancel(self) -> None:
        """Drop whatever is still being searched for."""
        self._turn += 1

    def _start(self, query: Query) -> None:
        self._turn += 1
        self._screen.run_worker(
            partial(self._search, query, self._turn),
            thread=True,
            exclusive=True,
            group="search",
            exit_on_error=False,
        )

    def _search(self, query: Query, turn: int) -> None:
        worker = get_current_worker()
        results = self._library.search(query, cancelled=lambda: worker.is_cancelled or turn != self._turn)
        if not worker.is_cancelled:
            self._screen.app.call_from_thread(self._deliver, query, results, turn)

    def _deliver(self, query: Query, results: Results, turn: int) -> None:
        if turn == self._turn:
            self._screen.show_results(query, results)

    def explain_nothing(self, query: Query, results: Results) -> list[str]:
        """What to tell where nothing was found, and what to try next."""
        from briefing.library.query import explain

        lines = ["Nothing found.", "", f"Searched for {explain(query.root)}." if query.root else ""]
        if results.suggestion:
            lines += ["", f"Did you mean {results.suggestion}?"]
        return [*lines, "", "Escape shows all stories again."]
