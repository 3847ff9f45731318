"""One segment of an index, opened for searching.

Opening it reads the columns, a few bytes for each document, and a little of the lexicon; Whoosh is not imported for
it. Posting lists are read from their file as they are asked for, and not from a mapping: their pages would
count as memory of ours, and a file cut short would end the program instead of the search.
"""

from __future__ import annotations

import os
from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from briefing.library.index.decoding import Numbers
from briefing.library.index.lexicon import EXTENSION, FieldTerms, Lexicon
from briefing.library.index.schema import ID_LENGTH
from briefing.library.index.stamp import SegmentState

POSTINGS = ".pst"
COLUMN = ".col"
"""How Whoosh's files end."""


_GAP = 1 << 16
"""Bytes that are read for nothing rather than to read once more."""


class Postings(NamedTuple):
    """Where the posting lists of some terms stand in their file."""

    pieces: Sequence[tuple[int, int]]
    """What is to be read: from where, and how many bytes."""
    starts: Numbers
    """Where in all the pieces each list begins."""
    sizes: Numbers
    """How many documents each should have."""


class Segment:
    """A segment. Any number of threads can read it at once; documents are numbered from 0, deleted ones too."""

    def __init__(self, folder: Path, state: SegmentState, vouched: Container[str]) -> None:
        """Opens no file but those that are vouched for."""
        self._folder, self.state, self._vouched = folder, state, vouched
        lexicon = Lexicon(self._path(EXTENSION))
        self.terms: Mapping[str, FieldTerms] = lexicon.fields
        """By field; a field without words is left out."""
        self.length_of_byte = lexicon.lengths
        """For each byte that stands for a field's length, how many words that is."""
        self._postings = os.open(self._path(POSTINGS), os.O_RDONLY | os.O_NOFOLLOW)

    def ids(self) -> NDArray[Any]:
        """The ids of the articles, read anew. Raises OSError and ValueError, as do the others."""
        return self._column("id", f"S{ID_LENGTH}")

    def days(self) -> NDArray[Any]:
        """The days such as 20231107, or 0 for an undated document, read anew."""
        return self._column("date", ">u4")

    def lengths_of(self, field: str) -> NDArray[Any]:
        """The lengths of a field, read anew."""
        return self._column(f"_{field}_len", "u1")

    def postings(self, field: str, terms: Numbers) -> Postings:
        """Where the posting lists of terms stand, which rise. Raises OSError and EOFError."""
        told = self.terms[field].rows(terms)
        offsets, lengths = told["offset"].astype(np.int64), told["length"].astype(np.int64)
        sizes = told["documents"].astype(np.int64)
        first, end = int(offsets[0]), int(offsets[-1] + lengths[-1])
        if end - first <= 2 * int(lengths.sum()) + _GAP:
            # What starts alike stands together: one read, some of it for nothing.
            return Postings([(first, end - first)], offsets - first, sizes)
        pieces = list(zip(offsets.tolist(), lengths.tolist(), strict=True))
        return Postings(pieces, np.cumsum(lengths) - lengths, sizes)

    def read(self, offset: int, into: memoryview) -> None:
        """Fill a buffer from the file of posting lists. Raises OSError and EOFError."""
        if os.preadv(self._postings, [into], offset) < len(into):
            raise EOFError(f"{self.state.name}{POSTINGS} is too short")

    def __del__(self) -> None:
        # Not by hand: an index that gave way to a newer one may still be searched by another thread.
        if hasattr(self, "_postings"):
            os.close(self._postings)

    def _path(self, ending: str) -> Path:
        name = f"{self.state.name}{ending}"
        if name not in self._vouched:
            raise FileNotFoundError(name)
        return self._folder / name

    def _column(self, name: str, form: str) -> NDArray[Any]:
        """A column of values of equal width, with the zeros at its end that Whoosh leaves out."""
        kind = np.dtype(form)
        try:
            data = self._path(f".{name}{COLUMN}").read_bytes()
        except FileNotFoundError:
            data = b""
        size = self.state.documents * kind.itemsize
        return np.frombuffer(data.ljust(size, b"\0"), kind, self.state.documents)
