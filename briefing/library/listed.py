"""Which story, source and language each listed article is of, at hand for searches with thousands of hits."""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from briefing.library.archive import Archive
from briefing.library.columns import ROW, pieces

if TYPE_CHECKING:
    from briefing.library.index import Index

_ID = ROW["id"]


class Listed:
    """All current articles at one revision of the archive, a row for each, in the order of their ids.

    Some 30 bytes an article, where objects would take ten times as much.
    """

    def __init__(self, archive: Archive, revision: int) -> None:
        self.revision = revision
        sources: dict[str, int] = {}
        languages: dict[str, int] = {}
        found, source_of, language_of = [np.zeros(0, ROW)], [np.zeros(0, np.int32)], [np.zeros(0, np.int32)]
        for piece in pieces(archive):
            found.append(piece.rows)
            source_of.append(_numbered(piece.sources, sources)[piece.rows["source"]])
            language_of.append(_numbered(piece.languages, languages)[piece.rows["language"]])
        rows = np.concatenate(found)
        halves = np.ascontiguousarray(rows["id"]).view(">u8").reshape(len(rows), 2).astype(np.uint64)
        order = np.lexsort((halves[:, 1], halves[:, 0]))
        self.ids = rows["id"][order]
        """Rising."""
        self.numbers = rows["number"][order].astype(np.int64)
        """By which the archive's tables know them."""
        self.stories = rows["story"][order].astype(np.int64)
        """The numbers of their stories; an article without one has the negative of its own."""
        self.source_of = np.concatenate(source_of)[order]
        """Which of the sources each is from."""
        self.language_of = np.concatenate(language_of)[order]
        """Which of the languages each is in."""
        self.days = rows["day"][order].astype(np.int32)
        """Such as 20231107, or 0 where it is undated."""
        self.accounts = rows["account"][order]
        """The same for articles of a story that one source told or that copy each other."""
        self.first_source_of = self._of_accounts()
        """Which of the sources stands for the account that each is part of."""
        self.sources = tuple(sources)
        self.languages = tuple(languages)
        """As codes, such as “en”; the empty one stands for not known."""
        self._rows_in: weakref.WeakKeyDictionary[Index, NDArray[np.int64]] = weakref.WeakKeyDictionary()

    def _of_accounts(self) -> NDArray[np.int32]:
        source_of_number = np.full(int(self.numbers.max(initial=0)) + 1, -1, np.int32)
        source_of_number[self.numbers] = self.source_of
        first = source_of_number[np.minimum(self.accounts, len(source_of_number) - 1)]
        return np.where(first < 0, self.source_of, first)

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

    def commonest_sources(self) -> list[str]:
        """The sources, those of most articles first."""
        counts = np.bincount(self.source_of, minlength=len(self.sources))
        return [self.sources[source] for source in np.argsort(-counts, kind="stable")]

    def in_language(self, code: str) -> NDArray[np.bool_]:
        """Which articles are in a language, of whatever country: `pt-BR` is `pt` too. `code` is in lower case."""
        fits = [known.lower() == code or known.lower().startswith(f"{code}-") for known in self.languages]
        among: NDArray[np.bool_] = np.array(fits, bool)[self.language_of]
        return among

    def id(self, row: int) -> str:
        """The id of the article in a row."""
        return str(self.ids[row], "ascii")


def _numbered(names: Sequence[str], known: dict[str, int]) -> NDArray[np.int32]:
    """The number of each name among all that are known; those not known yet become so."""
    return np.array([known.setdefault(name, len(known)) for name in names], np.int32)


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
