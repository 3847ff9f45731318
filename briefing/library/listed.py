"""Which story, source and language each listed article is of, at hand for searches with thousands of hits."""

from __future__ import annotations

import re
import weakref
from collections.abc import Collection, Sequence
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from briefing.library.archive import Archive
from briefing.library.columns import ROW, at_one_moment, how_many, pieces

if TYPE_CHECKING:
    from briefing.library.index import Index

_ID = ROW["id"]
_HEXADECIMAL = re.compile("[0-9a-f]{16}").fullmatch
_NUMBERS = ("number", "story", "account", "day", "source", "language")
_AT_ONCE = 10_000
"""Ids that are looked up together: more take more memory, and no less time."""


class Listed:
    """All current articles at one revision of the archive, a row for each, in an order of their ids.

    Some 30 bytes an article, where objects would take ten times as much.
    """

    def __init__(self, archive: Archive, revision: int) -> None:
        self.revision = revision
        with at_one_moment(archive):
            self._read(archive)

    def _read(self, archive: Archive) -> None:
        sources: dict[str, int] = {}
        languages: dict[str, int] = {}
        count = how_many(archive)
        ids = np.zeros(count, np.uint64)
        columns = {name: np.zeros(count, np.int32) for name in _NUMBERS}
        at = 0
        # Piece by piece into columns that are there already: all rows at once would need twice the memory.
        for piece in pieces(archive):
            here = slice(at, at + len(piece.rows))
            at = here.stop
            ids[here] = _packed(piece.rows["id"])
            for name, column in columns.items():
                column[here] = piece.rows[name]
            columns["source"][here] = _numbered(piece.sources, sources)[piece.rows["source"]]
            columns["language"][here] = _numbered(piece.languages, languages)[piece.rows["language"]]
        order = np.argsort(ids).astype(np.int32)
        self.ids = ids[order]
        """Each as the number that its eight bytes are on this machine; rising."""
        del ids
        self.numbers = columns.pop("number")[order]
        """By which the archive's tables know them."""
        self.stories = columns.pop("story")[order]
        """The numbers of their stories; an article without one has the negative of its own."""
        self.source_of = _small(columns.pop("source"), sources)[order]
        """Which of the sources each is from."""
        self.language_of = _small(columns.pop("language"), languages)[order]
        """Which of the languages each is in."""
        self.days = columns.pop("day")[order]
        """Such as 20231107, or 0 where it is undated."""
        self.accounts = columns.pop("account")[order]
        """The same for articles of a story that one source told or that copy each other."""
        self.sources = tuple(sources)
        self.languages = tuple(languages)
        """As codes, such as “en”; the empty one stands for not known."""
        self._rows_in: weakref.WeakKeyDictionary[Index, NDArray[np.int32]] = weakref.WeakKeyDictionary()

    @cached_property
    def first_source_of(self) -> NDArray[np.int32]:
        """Which of the sources stands for the account that each is part of."""
        source_of_number = np.full(int(self.numbers.max(initial=0)) + 1, -1, np.int32)
        source_of_number[self.numbers] = self.source_of
        first = source_of_number[np.minimum(self.accounts, len(source_of_number) - 1)]
        return np.where(first < 0, self.source_of, first)

    def rows(self, ids: NDArray[np.bytes_]) -> NDArray[np.int32]:
        """The rows of articles by their ids; -1 for those that are not listed."""
        if not len(self.ids):
            return np.full(len(ids), -1, np.int32)
        rows = np.empty(len(ids), np.int32)
        for start in range(0, len(ids), _AT_ONCE):
            some = _packed(ids[start : start + _AT_ONCE])
            places = np.minimum(np.searchsorted(self.ids, some), len(self.ids) - 1)
            rows[start : start + _AT_ONCE] = np.where(self.ids[places] == some, places, -1)
        return rows

    def rows_in(self, index: Index) -> NDArray[np.int32]:
        """The row of each document of an index; -1 for those that are not listed."""
        known = self._rows_in.get(index)
        if known is None:
            known = self._rows_in[index] = self.rows(index.ids)
        return known

    def row(self, article_id: str) -> int:
        """The row of one article; -1 where it is not listed."""
        encoded = article_id.encode("ascii", "replace")
        row = int(self.rows(np.array([encoded], _ID))[0])
        return row if row >= 0 and self.id(row) == article_id else -1

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
        return bytes(self.ids[row].tobytes()).hex()


def _packed(ids: NDArray[np.bytes_]) -> NDArray[np.uint64]:
    """Ids in half the bytes. Whatever damage has made of one: a number that no other article has."""
    try:
        packed = bytes.fromhex(ids.tobytes().decode("ascii"))
        if len(packed) != 8 * len(ids):
            raise ValueError
    except ValueError:
        decoded = (id.decode("latin-1") for id in ids.tolist())
        packed = b"".join(bytes.fromhex(id) if _HEXADECIMAL(id) else bytes(8) for id in decoded)
    return np.frombuffer(packed, np.uint64)


def _small(numbers: NDArray[np.int32], names: Collection[str]) -> NDArray[np.unsignedinteger[Any]]:
    """The numbers of names, in as few bytes as so many need."""
    return numbers.astype(np.min_scalar_type(len(names)))


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
