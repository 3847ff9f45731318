"""Writes segments of Whoosh's field by field, several times faster than posting by posting.

Everything plugs into Whoosh where it is meant to be extended: a codec, and writers for what is kept of each
document and for the inverted fields. What they leave on the disk is an ordinary segment, and what the table
of contents names are Whoosh's own classes, so that any Whoosh can read the index.
"""

from __future__ import annotations

import struct
import zlib
from array import array
from collections.abc import Mapping, Sequence
from itertools import accumulate, chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import STORED_COLUMN, W3Codec, W3FieldWriter, W3PerDocWriter, W3Segment
from whoosh.filedb.filetables import HashWriter, OrderedHashWriter
from whoosh.filedb.structfile import StructFile
from whoosh.util.numeric import byte_to_length
from whoosh.util.numlists import GrowableArray

from briefing.library.index.blocks import Bytes, Occurrences, write_postings
from briefing.library.index.lexicon import EXTENSION, Terms, lexicon
from briefing.library.index.schema import BOOSTS
from briefing.library.index.storage import IndexStorage

_BLOCK_LIMIT = 512
"""Postings in a block."""
_CRC32 = 1
"""The number by which Whoosh's tables know this hash; MD5, which they take unless told, is slower."""
_POINTER = np.dtype([("hash", ">u4"), ("at", ">i8")])
_ENTRY_HEAD = np.dtype([("key", ">i4"), ("value", ">i4"), ("field", ">u2")])
_FIELD_NUMBER = struct.Struct("!H")

# Rising, so that a search for a length gives its byte.
_LENGTHS_OF_BYTES = np.array([byte_to_length(byte) for byte in range(256)])


class BulkCodec(W3Codec):  # type: ignore[misc]
    """Whoosh's third codec, with writers that take a whole batch."""

    def per_document_writer(self, storage: IndexStorage, segment: W3Segment) -> ColumnsWriter:
        """For what is kept of each document."""
        return ColumnsWriter(self, storage, segment)

    def field_writer(self, storage: IndexStorage, segment: W3Segment) -> FieldsWriter:
        """For the inverted fields."""
        return FieldsWriter(self, storage, segment)

    def new_segment(self, storage: IndexStorage, indexname: str) -> W3Segment:  # noqa: ARG002 - Whoosh's
        """A segment that names Whoosh's own codec as what reads it."""
        return W3Segment(W3Codec(blocklimit=_BLOCK_LIMIT), indexname)


class ColumnsWriter(W3PerDocWriter):  # type: ignore[misc]
    """Keeps the columns in memory, a few bytes for each document, and writes them as they are."""

    def __init__(self, codec: BulkCodec, storage: IndexStorage, segment: W3Segment) -> None:
        # Not the base's, which begins with a temporary file.
        self._codec, self._storage, self._segment = codec, storage, segment
        self._columns: dict[str, bytes] = {}
        self._lengths: dict[str, int] = {}
        self._documents = 0
        self.is_closed = False

    def put(self, ids: Sequence[str], days: array[int], lengths: Mapping[str, array[int]]) -> None:
        """Take the columns of all documents; of each field, how many words every document has in it."""
        self._documents = len(ids)
        self._columns["id"] = "".join(ids).encode("ascii")
        self._columns["date"] = np.frombuffer(days, np.uint32).astype(">u4").tobytes()
        for field, counts in lengths.items():
            if total := sum(counts):
                self._columns[f"_{field}_len"] = length_bytes(counts).tobytes()
                self._lengths[field] = total

    def close(self) -> None:
        """Write them. Whoosh leaves out zeros at the end of a column."""
        widths = {"id": 1, "date": 4}
        for name, column in self._columns.items():
            width = widths.get(name, 1)
            kept = len(column.rstrip(b"\0"))
            with self._create(name) as file:
                file.write(column[: -(-kept // width) * width])
        with self._create("_stored") as file:
            STORED_COLUMN.writer(file).finish(self._documents)
        self._segment._fieldlengths = self._lengths
        self.is_closed = True

    def _create(self, column: str) -> StructFile:
        return self._storage.create_file(self._column_filename(column))


def length_bytes(lengths: array[int]) -> Bytes:
    """Numbers of words as Whoosh keeps them, a byte each; see `whoosh.util.numeric.length_to_byte`."""
    found = np.searchsorted(_LENGTHS_OF_BYTES, np.frombuffer(lengths, np.uint32))
    bounded: Bytes = np.minimum(found, 0xFF).astype(np.uint8)
    return bounded


class FieldsWriter(W3FieldWriter):  # type: ignore[misc]
    """Writes one field after the other, in the order of their names, each in one go."""

    def __init__(self, codec: BulkCodec, storage: IndexStorage, segment: W3Segment) -> None:
        # Not the base's, which makes a table with another hash.
        self._codec, self._storage, self._segment = codec, storage, segment
        self._table = _TermTable(self._create_file(W3Codec.TERMS_EXT))
        self._postings = self._create_file(W3Codec.POSTS_EXT)
        self._terms: dict[str, Terms] = {}
        self.is_closed = False

    def put(
        self, name: str, occurrences: Occurrences, terms: Sequence[bytes], *, boost: float, positions: bool
    ) -> None:
        """Write a field. `terms` are all that its occurrences count by rank, and perhaps others."""
        written = write_postings(
            occurrences,
            self._postings.write,
            self._postings.tell(),
            boost=boost,
            limit=_BLOCK_LIMIT,
            positions=positions,
        )
        if len(written.terms):
            found, infos = [terms[rank] for rank in written.terms.tolist()], written.infos
            self._table.put(name, found, infos)
            if name in BOOSTS:
                self._terms[name] = Terms(found, infos["documents"], infos["offset"], infos["length"])

    def close(self) -> None:
        """Finish both files, and write the terms once more for those who search."""
        self._table.close()
        self._postings.close()
        with self._create_file(EXTENSION) as file:
            for piece in lexicon(self._terms, _LENGTHS_OF_BYTES.tolist()):
                file.write(piece)
        self.is_closed = True


class _TermTable(OrderedHashWriter):  # type: ignore[misc]
    """The table of terms, filled by the thousand."""

    def __init__(self, file: StructFile) -> None:
        HashWriter.__init__(self, file, hashtype=_CRC32)
        self.index = GrowableArray("q")
        self._fields: dict[str, int] = {}
        self.extras["fieldmap"] = self._fields

    def put(self, field: str, terms: Sequence[bytes], infos: NDArray[np.void]) -> None:
        """Add a field's terms, which rise, with what is told of each."""
        number = self._fields.setdefault(field, len(self._fields))
        prefix = _FIELD_NUMBER.pack(number)
        heads = np.zeros(len(terms), _ENTRY_HEAD)
        heads["key"] = np.fromiter(map(len, terms), np.int64, len(terms)) + len(prefix)
        heads["value"] = infos.itemsize
        heads["field"] = number
        entries = zip(_rows(heads), terms, _rows(infos), strict=True)
        sizes = (heads["key"] + (heads.itemsize - len(prefix) + infos.itemsize)).tolist()
        starts = list(accumulate(sizes, initial=self.dbfile.tell()))[:-1]
        self.dbfile.write(b"".join(chain.from_iterable(entries)))
        self.index.array.extend(starts)
        buckets = self.buckets
        for term, start in zip(terms, starts, strict=True):
            key_hash = zlib.crc32(prefix + term)
            buckets[key_hash & 0xFF].append((key_hash, start))

    def _write_hashes(self) -> None:
        for entries in self.buckets:
            slots = 2 * len(entries)
            self.directory.append((self.dbfile.tell(), slots))
            table = np.zeros(slots, _POINTER)
            taken: dict[int, tuple[int, int]] = {}
            for entry in entries:
                slot = (entry[0] >> 8) % slots
                while slot in taken:
                    slot = (slot + 1) % slots
                taken[slot] = entry
            if taken:
                table[list(taken)] = list(taken.values())
            self.dbfile.write(table.tobytes())

    def _write_extras(self) -> None:
        if self.dbfile.tell() < 1 << 31:
            self.index.array = array("i", self.index.array)
        super()._write_extras()


def _rows(table: NDArray[Any]) -> list[bytes]:
    """The rows of a table as the bytes that they are."""
    data, size = table.tobytes(), table.itemsize
    return [data[start : start + size] for start in range(0, len(data), size)]
