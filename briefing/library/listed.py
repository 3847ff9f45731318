"""Which story and which source each listed article is of, at hand for searches with thousands of hits."""

from __future__ import annotations

import weakref
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from briefing.library.archive import Archive

if TYPE_CHECKING:
    from briefing.library.index import Index

_ID = np.dtype("S16")
_ROWS = 5_000
"""Rows read at a time: SQLite's own are much larger than what is kept of them."""


class Listed:
    """All current articles at one revision of the archive, a row for each, in the order of their ids.

    Some 30 bytes an article, where objects would take ten times as much.
    """

    def __init__(self, archive: Archive, revision: int) -> None:
        self.revision = revision
        rows = archive.db.execute(
            """
            SELECT article.id, article.number, coalesce(story, -article.number), source, published,
                coalesce(account, article.number)
            FROM article WHERE current ORDER BY id
            """
        )
        sources: dict[str, int] = {}
        ids, numbers, stories, source_of, days, accounts = [], [], [], [], [], []
        while chunk := rows.fetchmany(_ROWS):
            id, number, story, source, published, account = zip(*chunk, strict=True)
            ids.append(np.array(id, _ID))
            numbers.append(np.array(number, np.int64))
            stories.append(np.array(story, np.int64))
            source_of.append(np.array([sources.setdefault(s, len(sources)) for s in source], np.int32))
            accounts.append(np.array(account, np.int32))
            days.append(np.array([int(day.replace("-", "")) if day else 0 for day in published], np.int32))
        self.ids = np.concatenate(ids) if ids else np.zeros(0, _ID)
        """Rising."""
        self.numbers = np.concatenate(numbers) if ids else np.zeros(0, np.int64)
        """By which the archive's tables know them."""
        self.stories = np.concatenate(stories) if ids else np.zeros(0, np.int64)
        """The numbers of their stories; an article without one has the negative of its own."""
        self.source_of = np.concatenate(source_of) if ids else np.zeros(0, np.int32)
        """Which of the sources each is from."""
        self.days = np.concatenate(days) if ids else np.zeros(0, np.int32)
        """Such as 20231107, or 0 where it is undated."""
        self.accounts = np.concatenate(accounts) if ids else np.zeros(0, np.int32)
        """The same for articles of a story that one source told or that copy each other."""
        self.sources = tuple(sources)
        self._rows_in: weakref.WeakKeyDictionary[Index, NDArray[np.int64]] = weakref.WeakKeyDictionary()

    def rows(self, ids: NDArray[np.bytes_]) -> NDArray[np.int64]:
        """The rows of articles by their ids; -1 for those that are not listed."""
        if not len(self.ids):
            return np.full(len(ids), -1)
        places = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        return np.where(self.ids[places] == ids, places, -1)

    def rows_in(self, index: Index) -> NDArray[np.int64]:
        """The row of each document of an index; -1 for those that are not listed."""
        known = self._rows_in.get(index)
        if known is None:
            known = self._rows_in[index] = self.rows(index.ids)
        return known

    def row(self, article_id: str) -> int:
        """The row of one article; -1 where it is not listed."""
        encoded = article_id.encode("ascii", "replace")
        return int(self.rows(np.array([encoded], _ID))[0]) if len(encoded) <= _ID.itemsize else -1

    def id(self, row: int) -> str:
        """The id of the article in a row."""
        return str(self.ids[row], "ascii")


class ListedArticles:
    """What is listed, read from the archive once for each of its revisions.

    SQLite takes four times as long to look ten thousand hits up as the index takes to find them.
    """

    def __init__(self) -> None:
        self._known: Listed | None = None
        self._reading = Lock()

    def of(self, archive: Archive) -> Listed:
        """Every current article as the archive lists it now. Any thread may ask."""
        now = int(archive.meta("revision"))
        with self._reading:
            if self._known is None or self._known.revision != now:
                self._known = Listed(archive, now)
            return self._known
