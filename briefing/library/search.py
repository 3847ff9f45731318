"""From a query to a list: hits best first, gathered by story."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Lock
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from briefing.library.annotations import Annotations
from briefing.library.archive import Archive, Readers
from briefing.library.completing import complete
from briefing.library.index import Index, IndexDoubt, SearchCancelled
from briefing.library.index.stamp import NAME
from briefing.library.indexing import check_age, stamp, written_at
from briefing.library.listed import Listed, ListedArticles
from briefing.library.query import And, Boost, Filter, Node, Not, Or, Prefix, Query, Word, written
from briefing.library.results import Results
from briefing.library.sieves import Sieves

_TELLING = 12
"""Words by which articles are found that are like one."""


_LOOK_EVERY = 0.5
"""Seconds between two looks at whether an index was mended."""


class _End:
    """When to stop reading through the archive: nobody waits any longer, or there is an index again."""

    def __init__(self, cancelled: Callable[[], bool], open_index: Callable[[], Index]) -> None:
        self._cancelled, self._open_index = cancelled, open_index
        self._looked = perf_counter()
        self.is_mended = False
        """Whether the index answers now."""

    def __call__(self) -> bool:
        if perf_counter() - self._looked >= _LOOK_EVERY:
            self._looked = perf_counter()
            with suppress(IndexDoubt):
                self._open_index()
                self.is_mended = True
        return self.is_mended or self._cancelled()


class Searcher:
    """Searches a library; any number of threads may use it at once."""

    def __init__(self, folder: Path, readers: Readers, annotations: Annotations) -> None:
        """`folder` is that of the index."""
        self._folder, self._readers, self._annotations = folder, readers, annotations
        self._listed = ListedArticles()
        self._opening = Lock()
        self._index: Index | None = None
        self._index_at: tuple[int, int] | None = None
        self._doubt = ""

    @property
    def damaged(self) -> bool:
        """Whether the index can't be used, or turned out to be damaged, and was not written anew since."""
        if self._index is not None or not self._doubt:
            return False
        with self._readers.borrow() as archive:
            return self._index_at == self._written(archive)

    def _written(self, archive: Archive) -> tuple[int, int]:
        """When the index was last written: for which revision, and by the clock, since one may be mended too."""
        try:
            moment = (self._folder / NAME).stat().st_mtime_ns
        except OSError:
            moment = 0
        return written_at(archive), moment

    def open(self) -> Index:
        """The index as it was last written: opened once, and anew when it was written meanwhile.

        One that gave way to a newer one is not closed, since another thread may still search it. Raises
        IndexDoubt where it has to be caught up on first.
        """
        with self._opening, self._readers.borrow() as archive:
            if self._index_at != (written := self._written(archive)):
                self._index, self._index_at = None, written
                try:
                    index = Index.open(self._folder, stamp(archive))
                    check_age(archive, index.stamp)
                    self._index = index
                except IndexDoubt as doubt:
                    self._doubt = doubt.reason
            if self._index is None:
                raise IndexDoubt(self._doubt)
            return self._index

    def warm(self) -> None:
        """Have at hand what the first search needs. Raises IndexDoubt like `open`."""
        with self._readers.borrow() as archive:
            listed = self._listed.of(archive)
        index = self.open()
        listed.rows_in(index)
        index.warm()

    def similar(self, text: str) -> str:
        """A query for articles like one with this text: any of its most telling words, those first that tell most.

        Raises IndexDoubt where the index has to be caught up on first.
        """
        return " OR ".join(self.open().telling_words(text, _TELLING))

    def complete(self, text: str) -> str | None:
        """An unfinished query as it may go on; None where nothing is known that starts like its end."""
        with self._readers.borrow() as archive:
            return complete(text, archive, self._listed.of(archive), self._annotations, self._commonest)

    def _commonest(self, field: str, start: str) -> str | None:
        try:
            return self.open().commonest(field, start)
        except IndexDoubt:
            return None

    def search(self, query: Query, cancelled: Callable[[], bool]) -> Results:
        """What fits a query, found by the index, or by reading through the archive where that is in doubt.

        Reading through a large archive takes longer than mending its index: once that is done, the index answers.
        """
        while True:
            try:
                return self._search(self.open(), query, cancelled)
            except IndexDoubt as doubt:
                with self._opening:
                    self._index, self._doubt = None, doubt.reason
            end = _End(cancelled, self.open)
            found = self._search(None, query, end)
            if not end.is_mended:
                return found

    def _search(self, index: Index | None, query: Query, cancelled: Callable[[], bool]) -> Results:
        started = perf_counter()
        with self._readers.borrow() as archive:
            listed = self._listed.of(archive)
            sieves = Sieves(archive, listed, self._annotations)
            rows = _found(archive, listed, index, query, sieves, cancelled)
        milliseconds = (perf_counter() - started) * 1000
        return Results(self._readers, listed, rows, milliseconds=milliseconds)

    def suggest(self, query: Query, cancelled: Callable[[], bool]) -> str | None:
        """A query that found nothing with other spellings that do; None where there is none."""
        if query.root is None:
            return None
        try:
            index = self.open()
            respelt = replace(query, root=_respelt(index, query.root, cancelled))
            # Each word is known then, but perhaps no article has all of them.
            if respelt != query and self._search(index, respelt, cancelled).articles:
                return written(respelt.root, respelt.sort)
        except (IndexDoubt, SearchCancelled):
            pass
        return None


def _found(
    archive: Archive,
    listed: Listed,
    index: Index | None,
    query: Query,
    sieves: Sieves,
    cancelled: Callable[[], bool],
) -> NDArray[np.int64]:
    """The rows of what fits, in order; superseded articles are left out."""
    if query.is_empty:
        return np.zeros(0, np.int64)
    if index is None:
        from briefing.library.scan import scan

        ids = list(scan(archive, query.root, sieves.lets_through, cancelled))
        rows = listed.rows(np.array([id.encode() for id in ids], "S16")).astype(np.int64)
        # The scan gives the newest first; the undated, which it gives last, stay at the end.
        dated = listed.days[rows] > 0
        return np.concatenate([rows[dated][::-1], rows[~dated]]) if query.sort == "oldest" else rows
    rows_in = listed.rows_in(index)

    def sift(sieve: Filter) -> NDArray[np.bool_]:
        passes: NDArray[np.bool_] = (rows_in >= 0) & sieves.rows(sieve)[rows_in]
        return passes

    try:
        ranked = index.rank(query.root, sort=query.sort, sift=sift, cancelled=cancelled)
    except SearchCancelled:
        return np.zeros(0, np.int64)
    rows = rows_in[ranked.documents].astype(np.int64)
    return rows[rows >= 0]


def _respelt(index: Index, node: Node, cancelled: Callable[[], bool]) -> Node:
    """The same with other spellings for words that are not found, and with all that start so for half a word."""
    match node:
        case And(parts) | Or(parts):
            return replace(node, parts=tuple(_respelt(index, part, cancelled) for part in parts))
        case Not(part) | Boost(part):
            return replace(node, part=_respelt(index, part, cancelled))
        case Word(text, field) | Prefix(text, field):
            meant = index.suggest(node, cancelled)
            if isinstance(node, Word) and index.is_half_a_word(node, meant):
                return Prefix(text, field)
            return Word(meant, field) if meant is not None else node
    return node
