"""The terms of a segment as a file that is mapped, never read: what opens at once whatever its size.

Whoosh keeps the same in a hash table made for single terms. Here the terms of a field stand in order, one
after the other, and what is told of them in columns beside them: a term is found by bisection, the terms
that start alike are a slice, and patterns are looked for in the text of all terms at once.
"""

from __future__ import annotations

import json
import mmap
import re
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

EXTENSION = ".lex"
END = b"\n"
"""Stands after each term. No term holds it."""

_MAGIC = b"terms 1\n"
_HEAD = struct.Struct("<8sQ")
_ALIGNED = 8


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
    columns: list[tuple[str, str, bytes]] = []
    for name, terms in fields.items():
        text = END.join([*terms.words, b""])
        starts = accumulate((len(word) + len(END) for word in terms.words), initial=0)
        columns += [
            (name, "text", text),
            (name, "starts", np.fromiter(starts, "<u4", len(terms.words) + 1).tobytes()),
            (name, "documents", terms.documents.astype("<u4").tobytes()),
            (name, "offsets", terms.offsets.astype("<u8").tobytes()),
            (name, "lengths", terms.lengths.astype("<u4").tobytes()),
            (name, "hashes", np.fromiter(map(word_hash, terms.words), "<u8", len(terms.words)).tobytes()),
        ]
    told: dict[str, dict[str, tuple[int, int]]] = {name: {} for name in fields}
    at = 0
    for name, column, data in columns:
        told[name][column] = (at, len(data))
        at += len(data) + _padding(len(data))
    head = json.dumps({"fields": told, "lengths": lengths}).encode()
    yield _HEAD.pack(_MAGIC, len(head)) + head + b"\0" * _padding(_HEAD.size + len(head))
    for _, _, data in columns:
        yield data + b"\0" * _padding(len(data))


def _padding(size: int) -> int:
    return -size % _ALIGNED


def word_hash(word: bytes) -> int:
    """A number for a word, as good as its own: by it words of several segments are told to be the same."""
    return zlib.crc32(word) << 32 | zlib.adler32(word)


class FieldTerms:
    """The terms of one field of a segment, numbered in order. Any number of threads can read them at once."""

    def __init__(self, data: memoryview, told: Mapping[str, tuple[int, int]]) -> None:
        def column(name: str) -> memoryview:
            start, size = told[name]
            return data[start : start + size]

        self._text = column("text")
        self._starts = np.frombuffer(column("starts"), "<u4")
        self._ends = column("starts").cast("I")[1:]
        self.documents = np.frombuffer(column("documents"), "<u4")
        """How many documents have each."""
        self.offsets = np.frombuffer(column("offsets"), "<u8")
        """Where the postings of each are."""
        self.lengths = np.frombuffer(column("lengths"), "<u4")
        """How long they are."""
        self.hashes = np.frombuffer(column("hashes"), "<u8")
        """Equal for equal terms, of whichever segment."""

    def __len__(self) -> int:
        return len(self.documents)

    def word(self, number: int) -> bytes:
        """The term with this number."""
        start = self._ends[number - 1] if number else 0
        return bytes(self._text[start : self._ends[number] - len(END)])

    def place(self, word: bytes) -> int:
        """How many terms come before this one, whether it is among them or not."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self.word(middle) < word:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, word: bytes) -> int | None:
        """The number of a term, or None where no document has it."""
        place = self.place(word)
        return place if place < len(self) and self.word(place) == word else None

    def starting(self, prefix: bytes) -> range:
        """The numbers of the terms that start like this."""
        return range(self.place(prefix), self.place(prefix + b"\xff"))

    def fitting(self, expression: re.Pattern[bytes], start: bytes) -> NDArray[np.int64]:
        """The numbers of the terms that start like this and fit the expression, which stands for a line."""
        numbers = self.starting(start)
        first, end = int(self._starts[numbers.start]), int(self._starts[numbers.stop])
        found = [match.start() + first for match in expression.finditer(self._text[first:end])]
        return np.searchsorted(self._starts, np.array(found, np.int64))

    def words(self, numbers: range) -> list[str]:
        """The terms with these numbers, without a gap, in order."""
        if not numbers:
            return []
        start = self._ends[numbers.start - 1] if numbers.start else 0
        return bytes(self._text[start : self._ends[numbers.stop - 1] - len(END)]).decode().split("\n")


class Lexicon:
    """The terms of a segment by field, in a file that is mapped."""

    def __init__(self, data: mmap.mmap) -> None:
        """`data` is the whole file. Raises ValueError where it is no lexicon."""
        magic, size = _HEAD.unpack_from(data)
        if magic != _MAGIC:
            raise ValueError("no lexicon")
        start = _HEAD.size + size
        told = json.loads(data[_HEAD.size : start])
        columns = memoryview(data)[start + _padding(start) :]
        self.fields = {name: FieldTerms(columns, places) for name, places in told["fields"].items()}
        self.lengths = np.array(told["lengths"], np.float64)
        """For each byte that stands for a field's length, how many words that is."""
