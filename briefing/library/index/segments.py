"""The parts of an index, read a block of postings at a time.

Whoosh's own matchers step from posting to posting, several calls each. The blocks on disk hold 128 postings
each and come out of one `pickle.loads`, so whole blocks are taken here, from the mapped file and without a
position in it. The layout is that of `whoosh.codec.whoosh3`.
"""

from __future__ import annotations

import pickle
import struct
import sys
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import accumulate
from typing import NamedTuple

from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.filedb.filetables import OrderedHashReader

from briefing.library.index.schema import BOOSTS, ID_LENGTH
from briefing.library.index.storage import IndexStorage

_ENTRY = struct.Struct("!ii")
"""Before each term: the lengths of its key and of what is told of it."""
_FIELD = struct.Struct("!H")
_TOLD = struct.Struct("!5xI14xqi")
"""What is told of a term: how many documents have it, where its postings are, and their length in bytes."""
_DOCUMENTS = struct.Struct("!5xI")
"""The first of these alone."""
_BLOCK = struct.Struct("!i")
_MAGIC = 4
"""Bytes before the first block."""


class Postings(NamedTuple):
    """Where a term's postings are, and how many."""

    documents: int
    offset: int
    length: int
    """In bytes."""


class Block(NamedTuple):
    """Up to 128 postings."""

    numbers: Sequence[int]
    """Of the documents, rising."""
    weights: Sequence[float]
    """How often the term stands in each, times the field's boost."""
    positions: Sequence[bytes]
    """Where it stands, as the field's format writes it."""


class Segment:
    """One segment: its terms, their postings, and its columns. Any number of threads can read it at once.

    The documents are numbered from 0, deleted ones included.
    """

    def __init__(self, storage: IndexStorage, segment: W3Segment) -> None:
        self.documents: int = segment.doc_count_all()
        self.deleted: frozenset[int] = frozenset(segment.deleted_docs())
        self._storage = storage
        self._segment = segment
        self._terms = OrderedHashReader.open(storage, segment.make_filename(W3Codec.TERMS_EXT))
        self._field_numbers: dict[str, int] = self._terms.extras["fieldmap"]
        self._postings = storage.open_file(segment.make_filename(W3Codec.POSTS_EXT))
        self.ids = self._column("id", ID_LENGTH).decode("ascii")
        """Those of the articles, one after the other."""
        self.days = array("I", self._column("date", 4))
        """Such as 20231107, or 0 for an undated document."""
        if sys.byteorder == "little":
            self.days.byteswap()
        self.lengths = {field: self._column(f"_{field}_len", 1) for field in BOOSTS}
        """How many words each document has in a field, as the byte that `byte_to_length` reads."""

    def find(self, field: str, term: str) -> Postings | None:
        """The postings of a term, or None where no document has it."""
        if (key := self._key(field, term)) is None:
            return None
        try:
            told, _ = self._terms.range_for_key(key)
        except KeyError:
            return None
        return Postings._make(_TOLD.unpack_from(self._terms.dbfile.file, told))

    def starting(self, field: str, prefix: str) -> dict[str, int]:
        """The terms that start like this, in order, and how many documents have each."""
        terms: dict[str, int] = {}
        key = self._key(field, prefix)
        entry = None if key is None else self._terms.closest_key_pos(key)
        if key is None or entry is None:
            return terms
        data = self._terms.dbfile.file
        while entry < self._terms.endofdata:
            key_length, told_length = _ENTRY.unpack_from(data, entry)
            start = entry + _ENTRY.size
            told = start + key_length
            found = data[start:told]
            if not found.startswith(key):
                break
            (terms[found[_FIELD.size :].decode()],) = _DOCUMENTS.unpack_from(data, told)
            entry = told + told_length
        return terms

    def blocks(self, postings: Postings, wanted: Sequence[int] | None = None) -> Iterator[Block]:
        """The blocks of a posting list in order.

        With `wanted`, rising document numbers, only those blocks that may hold one of them.
        """
        data = self._postings.file
        start = postings.offset + _MAGIC
        passed = 0
        while True:
            (length,) = _BLOCK.unpack_from(data, start)
            start += _BLOCK.size
            end = start + abs(length)
            block = BytesIO(data[start:end])
            _, highest, _, compressed, _, _ = pickle.load(block)  # noqa: S301 - a file of ours, checked
            before = passed
            if wanted is not None:
                passed = bisect_right(wanted, highest, before)
            if wanted is None or passed > before:
                packed = block.read()
                yield _unpacked(zlib.decompress(packed) if compressed else packed)
            if length < 0 or (wanted is not None and passed == len(wanted)):
                return
            start = end

    def close(self) -> None:
        """Let go of the files."""
        self._terms.close()
        self._postings.close()

    def _key(self, field: str, term: str) -> bytes | None:
        """The key of a term, or None where the segment has no words in the field."""
        number = self._field_numbers.get(field)
        return None if number is None else _FIELD.pack(number) + term.encode()

    def _column(self, name: str, width: int) -> bytes:
        """A column of values of equal width, with the zeros at its end that Whoosh leaves out."""
        size = self.documents * width
        file_name = W3Codec.column_filename(self._segment, name)
        if not self._storage.file_exists(file_name):
            return bytes(size)
        file = self._storage.open_file(file_name)
        try:
            return bytes(file.read()).ljust(size, b"\0")
        finally:
            file.close()


def _unpacked(data: bytes) -> Block:
    """A block's postings; its numbers are kept as differences, and equal weights as one or none."""
    differences, weights, positions = pickle.loads(data)  # noqa: S301 - a file of ours, checked
    if not isinstance(weights, tuple):
        weights = (1.0 if weights is None else weights,) * len(differences)
    return Block(list(accumulate(differences)), weights, positions or ())
