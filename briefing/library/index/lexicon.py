"""The terms of a segment in a file of its own, of which little is read to open it, and little to find a term.

Whoosh keeps the same in a hash table made for single terms. Here the terms of a field stand in order, one after the
other, and what is told of them in rows beside them. Every so many terms make a page; the first of each page are at
hand in memory, so that a term is found by bisection and one read, the terms that start alike are a slice, and
patterns are looked for in the text of all terms at once.

The file is read and never mapped: its pages would count as memory of ours, and a file cut short by somebody else
would end the program instead of the search.
"""

from __future__ import annotations

import json
import os
import re
import struct
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

EXTENSION = ".lex"
END = b"\n"
"""Stands after each term. No term holds it."""

_MAGIC = b"terms 2\n"
_HEAD = struct.Struct("<8sQ")
_PAGE = 64
"""Terms on a page."""

ROW = np.dtype([("hash", "<u8"), ("offset", "<u8"), ("documents", "<u4"), ("length", "<u4")])
"""What is told of a term: a number as good as the term, where its postings are and how many bytes long, and how many
documents have it."""


class Terms(NamedTuple):
    """The terms of one field as they are handed to be written."""

    words: Sequence[bytes]
    """In order."""
    documents: NDArray[Any]
    """How many documents have each."""
    offsets: NDArray[Any]
    """Where the postings of each are, in bytes from the start of their file."""
    lengths: NDArray[Any]
    """How long they are, in bytes."""


def lexicon(fields: Mapping[str, Terms], lengths: Sequence[int]) -> Iterator[bytes]:
    """The file, piece by piece. `lengths` says what each byte that stands for a field's length means."""
    told: dict[str, dict[str, int]] = {}
    pieces: list[bytes] = []
    at = 0
    for name, terms in fields.items():
        text = END.join([*terms.words, b""])
        starts = list(accumulate((len(word) + len(END) for word in terms.words), initial=0))
        firsts = END.join(terms.words[::_PAGE])
        places = np.array([*starts[:-1:_PAGE], starts[-1]], "<u4").tobytes()
        rows = np.zeros(len(terms.words), ROW)
        rows["hash"] = np.fromiter(map(word_hash, terms.words), "<u8", len(terms.words))
        rows["offset"], rows["documents"], rows["length"] = terms.offsets, terms.documents, terms.lengths
        told[name] = {"count": len(terms.words)}
        for part, data in (("firsts", firsts), ("places", places), ("text", text), ("rows", rows.tobytes())):
            told[name][part] = at
            pieces.append(data)
            at += len(data)
    head = json.dumps({"fields": told, "lengths": lengths}).encode()
    yield _HEAD.pack(_MAGIC, len(head)) + head
    yield from pieces


def word_hash(word: bytes) -> int:
    """A number for a word, as good as its own: by it words of several segments are told to be the same."""
    return zlib.crc32(word) << 32 | zlib.adler32(word)


class LexiconFile:
    """The file, open for reading at any place, by any number of threads."""

    def __init__(self, file: Path) -> None:
        """Raises OSError."""
        self._name = file.name
        self._handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)

    def read(self, at: int, size: int) -> bytes:
        """So many bytes. Raises EOFError where the file does not have them any more."""
        data = os.pread(self._handle, size, at)
        if len(data) < size:
            raise EOFError(f"{self._name} is too short")
        return data

    def __del__(self) -> None:
        # Not by hand: an index that gave way to a newer one may still be searched by another thread.
        if hasattr(self, "_handle"):
            os.close(self._handle)


class FieldTerms:
    """The terms of one field of a segment, numbered in order. Any number of threads can read them at once.

    Its methods raise OSError and EOFError where the file can't be read any more.
    """

    def __init__(self, file: LexiconFile, start: int, told: Mapping[str, int]) -> None:
        self._file = file
        self._count = told["count"]
        self._text, self._rows = start + told["text"], start + told["rows"]
        # As they stand in the file: as objects of their own they would take six times the memory.
        self._firsts = file.read(start + told["firsts"], told["places"] - told["firsts"]) + END
        ends = np.flatnonzero(np.frombuffer(self._firsts, np.uint8) == END[0])
        self._first_ends = array("I", ends.astype(np.uint32).tobytes())
        places = file.read(start + told["places"], told["text"] - told["places"])
        self._places = array("I", np.frombuffer(places, "<u4").astype(np.uint32).tobytes())
        if len(self._first_ends) != len(self._places) - 1:
            raise ValueError("pages of terms and their first ones do not agree")

    def __len__(self) -> int:
        return self._count

    def rows(self, numbers: NDArray[np.int64] | range) -> NDArray[np.void]:
        """What is told of terms, which rise: see ROW."""
        if not len(numbers):
            return np.zeros(0, ROW)
        first, end = int(numbers[0]), int(numbers[-1]) + 1
        size = ROW.itemsize
        found = np.frombuffer(self._file.read(self._rows + first * size, (end - first) * size), ROW)
        return found if len(found) == len(numbers) else found[np.asarray(numbers) - first]

    def word(self, number: int) -> bytes:
        """The term with this number."""
        return self._page(number // _PAGE)[number % _PAGE]

    def place(self, word: bytes) -> int:
        """How many terms come before this one, whether it is among them or not."""
        page = self._page_of(word)
        return page * _PAGE + bisect_left(self._page(page), word) if page >= 0 else 0

    def find(self, word: bytes) -> int | None:
        """The number of a term, or None where no document has it."""
        page = self._page_of(word)
        if page < 0:
            return None
        terms = self._page(page)
        place = bisect_left(terms, word)
        return page * _PAGE + place if place < len(terms) and terms[place] == word else None

    def starting(self, prefix: bytes) -> range:
        """The numbers of the terms that start like this."""
        return range(self.place(prefix), self.place(prefix + b"\xff"))

    def fitting(self, expression: re.Pattern[bytes], start: bytes) -> NDArray[np.int64]:
        """The numbers of the terms that start like this and fit the expression, which stands for a line."""
        numbers = self.starting(start)
        text = self._lines(numbers)
        found = np.array([match.start() for match in expression.finditer(text)], np.int64)
        ends = np.flatnonzero(np.frombuffer(text, np.uint8) == END[0])
        return numbers.start + np.searchsorted(ends, found)

    def words(self, numbers: range) -> list[str]:
        """The terms with these numbers, without a gap, in order."""
        return self._lines(numbers).decode().split("\n")[:-1]

    def _lines(self, numbers: range) -> bytes:
        """The terms with these numbers, an END after each."""
        if not numbers:
            return b""
        first, last = numbers.start // _PAGE, (numbers.stop - 1) // _PAGE
        text = self._read(first, last + 1)
        start = _behind(text, numbers.start - first * _PAGE)
        # What is left out at the end is on the last page.
        left = min((last + 1) * _PAGE, self._count) - numbers.stop
        lines = text[start:].rsplit(END, left + 1) if left else [text[start:-1]]
        return lines[0] + END

    def _page_of(self, word: bytes) -> int:
        """The page on which a term stands if it is there; -1 for what comes before all."""
        return bisect_right(range(len(self._first_ends)), word, key=self._first) - 1

    def _first(self, page: int) -> bytes:
        return self._firsts[self._first_ends[page - 1] + 1 if page else 0 : self._first_ends[page]]

    def _page(self, page: int) -> list[bytes]:
        return self._read(page, page + 1).split(END)[:-1]

    def _read(self, first: int, end: int) -> bytes:
        start = self._places[first]
        return self._file.read(self._text + start, self._places[end] - start)


def _behind(text: bytes, lines: int) -> int:
    """Where a text goes on behind so many lines."""
    at = 0
    for _ in range(lines):
        at = text.index(END, at) + 1
    return at


class Lexicon:
    """The terms of a segment by field."""

    def __init__(self, file: Path) -> None:
        """Raises OSError, EOFError and ValueError where it can't be read or is no lexicon."""
        opened = LexiconFile(file)
        magic, size = _HEAD.unpack(opened.read(0, _HEAD.size))
        if magic != _MAGIC:
            raise ValueError("no lexicon")
        told = json.loads(opened.read(_HEAD.size, size))
        start = _HEAD.size + size
        self.fields = {name: FieldTerms(opened, start, places) for name, places in told["fields"].items()}
        self.lengths = np.array(told["lengths"], np.float64)
        """For each byte that stands for a field's length, how many words that is."""
