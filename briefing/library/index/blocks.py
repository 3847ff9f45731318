"""Posting lists as the bytes that Whoosh reads, made for a whole field at once.

Whoosh hands each posting through a dozen calls and pickles a list for each. Here the words of a batch are
sorted once as numbers, and the blocks, which are pickles of plain tuples, are laid out by numpy: the opcodes
of `pickle` are few, and within a block all document numbers take equally many bytes, as do all positions, so
that `decoding` finds each at its place. The layout is that of `whoosh.codec.whoosh3`; what any Whoosh reads
from it is what it would have written itself. Blocks are not compressed: it would save 40 % of the disk, and
unpacking them would be half of what a phrase takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.int64]
Bytes: TypeAlias = NDArray[np.uint8]

_MAGIC = np.frombuffer(b"W3Bl", np.uint8)
_LENGTH = 4
"""Bytes of a block's length, before the block."""
_INFO = 26
"""Bytes of what is told of a block, before its data."""
_AT_ONCE = 1 << 19
"""Occurrences laid out at once: more take more memory, fewer more time."""

TERM_INFO = np.dtype(
    [
        ("inlined", "u1"),
        ("weight", ">f4"),
        ("documents", ">u4"),
        ("shortest", "u1"),
        ("longest", "u1"),
        ("highest_weight", ">f4"),
        ("first", ">u4"),
        ("last", ">u4"),
        ("offset", ">i8"),
        ("length", ">i4"),
    ]
)
"""What is told of a term, as `W3TermInfo.to_bytes` writes it."""


class Occurrences(NamedTuple):
    """The words of one field of a batch of documents."""

    terms: NDArray[np.uint32]
    """The rank of each word among all terms, document by document."""
    lengths: Numbers
    """How many of them each document has."""
    length_bytes: Bytes
    """The same as the bytes that `byte_to_length` reads; all 0 where lengths are not kept."""


class Written(NamedTuple):
    """The posting lists of one field."""

    terms: Numbers
    """The ranks of the terms that have one, rising."""
    infos: NDArray[np.void]
    """What is told of each: see TERM_INFO."""


def write_postings(
    occurrences: Occurrences,
    write: Callable[[bytes | memoryview], Any],
    start: int,
    *,
    boost: float,
    limit: int,
    positions: bool,
) -> Written:
    """Write the posting lists of a field in order of their terms.

    `start` is where the file stands, `limit` how many postings make a block. Without `positions` only the
    documents of a term are kept. Raises ValueError for a `boost` that is no whole number.
    """
    if boost != int(boost):
        raise ValueError(f"boosts are whole numbers, not {boost}")
    terms, infos = [], []
    for slab in _sorted(occurrences):
        listed = _Slab(slab, occurrences.length_bytes, boost=boost, limit=limit, positions=positions)
        start = listed.write(write, start)
        terms.append(listed.terms)
        infos.append(listed.infos)
    if not terms:
        return Written(np.zeros(0, np.int64), np.zeros(0, TERM_INFO))
    # `concatenate` would give native byte order.
    return Written(np.concatenate(terms), np.concatenate(infos).astype(TERM_INFO))


class _Sorted(NamedTuple):
    """Occurrences by term, document and position; all of a term's are in one."""

    terms: Numbers
    documents: Numbers
    positions: Numbers


def _sorted(occurrences: Occurrences) -> Iterator[_Sorted]:
    count = len(occurrences.terms)
    lengths = occurrences.lengths
    document_of = np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)
    starts = np.cumsum(lengths) - lengths
    # Term and place in one number, so that equal terms stay in order and the sort needs no indirection.
    keys = occurrences.terms.astype(np.uint64)
    keys <<= np.uint64(32)
    keys |= np.arange(count, dtype=np.uint64)
    keys.sort()
    done = 0
    while done < count:
        end = min(done + _AT_ONCE, count)
        if end < count:
            end = int(
                np.searchsorted(keys, ((keys[end - 1] >> np.uint64(32)) + np.uint64(1)) << np.uint64(32))
            )
        part = keys[done:end]
        places = (part & np.uint64(0xFFFFFFFF)).astype(np.int64)
        documents = document_of[places].astype(np.int64)
        yield _Sorted((part >> np.uint64(32)).astype(np.int64), documents, places - starts[documents])
        done = end


class _Slab:
    """The posting lists of some terms, laid out."""

    def __init__(
        self, found: _Sorted, length_bytes: Bytes, *, boost: float, limit: int, positions: bool
    ) -> None:
        changes = _changes(found.terms) | _changes(found.documents)
        first = np.flatnonzero(changes)
        self._documents = found.documents[first]
        self._frequencies = _gaps(first, len(found.terms))
        terms = found.terms[first]
        term_starts = np.flatnonzero(_changes(terms))
        self.terms = terms[term_starts]
        documents_of_terms = _gaps(term_starts, len(terms))
        self._block_starts = np.flatnonzero(_places_within(term_starts, documents_of_terms) % limit == 0)
        self._sizes = _gaps(self._block_starts, len(terms))
        self._first_blocks = np.searchsorted(self._block_starts, term_starts)

        self._weights = self._frequencies * boost if positions else np.full(len(first), boost)
        self._lengths = length_bytes[self._documents]
        self._lay_out(found, first, positions=positions)
        self.infos = self._told(term_starts, documents_of_terms)

    def _told(self, term_starts: Numbers, documents: Numbers) -> NDArray[np.void]:
        infos = np.zeros(len(term_starts), TERM_INFO)
        infos["weight"] = np.add.reduceat(self._weights, term_starts)
        infos["documents"] = documents
        infos["shortest"] = np.minimum.reduceat(self._lengths, term_starts)
        infos["longest"] = np.maximum.reduceat(self._lengths, term_starts)
        infos["highest_weight"] = np.maximum.reduceat(self._weights, term_starts)
        infos["first"] = self._documents[term_starts]
        infos["last"] = self._documents[term_starts + documents - 1]
        return infos

    def _lay_out(self, found: _Sorted, first: Numbers, *, positions: bool) -> None:
        blocks = self._block_starts
        block_of = np.repeat(np.arange(len(blocks)), self._sizes)
        steps = self._documents.copy()
        steps[1:] -= self._documents[:-1]
        steps[blocks] = self._documents[blocks]
        step_width = _width(np.maximum.reduceat(steps, blocks))
        lowest = np.minimum.reduceat(self._weights, blocks)
        highest = np.maximum.reduceat(self._weights, blocks)
        # Weights: None where all are 1, one float where all are equal, else a tuple. Weights that are whole
        # numbers, as they are by our boosts, are written as such, in a quarter of the bytes.
        one, many = (lowest == highest) & (highest != 1), lowest != highest
        weight_width = _width(highest)
        weights_size = np.where(many, 2 + weight_width * self._sizes, np.where(one, 9, 1))
        if positions:
            places = _Places(found.positions, first, self._frequencies, blocks)
            values_size = 2 + np.add.reduceat(places.sizes, blocks)
        else:
            values_size = np.ones(len(blocks), np.int64)

        steps_size = self._sizes * step_width + 2
        data_size = 1 + steps_size + weights_size + values_size + 2
        is_first = np.zeros(len(blocks), bool)
        is_first[self._first_blocks] = True
        size = np.where(is_first, len(_MAGIC), 0) + _LENGTH + _INFO + data_size
        self._ends = np.cumsum(size)
        self._data = self._ends - data_size
        out = self._out = np.zeros(int(self._ends[-1]), np.uint8)

        magic = self._data[is_first] - _INFO - _LENGTH - len(_MAGIC)
        _put_rows(out, magic, np.broadcast_to(_MAGIC, (len(magic), len(_MAGIC))))
        lengths = _INFO + data_size
        lengths[_last_of_each(self._first_blocks, len(blocks))] *= -1
        _put_number(out, self._data - _INFO - _LENGTH, lengths, ">i4")
        self._put_info(self._data - _INFO, highest)

        at = self._data
        _put_bytes(out, at, b"((")
        within = _places_within(blocks, self._sizes)
        _put_integers(out, at[block_of] + 2 + within * step_width[block_of], steps, step_width[block_of])
        at = at + 1 + steps_size
        _put_bytes(out, at - 1, b"t")
        out[at[~one & ~many]] = ord("N")
        _put_floats(out, at[one], highest[one])
        _put_bytes(out, at[many], b"(")
        of = block_of[many[block_of]]
        different = many[block_of]
        weights_at = at[of] + 1 + within[different] * weight_width[of]
        _put_integers(out, weights_at, self._weights[different].astype(np.int64), weight_width[of])
        _put_bytes(out, (at + weights_size)[many] - 1, b"t")
        at = at + weights_size
        if positions:
            _put_bytes(out, at, b"(")
            before = np.cumsum(places.sizes) - places.sizes
            places.put(out, at[block_of] + 1 + before - before[blocks][block_of])
            _put_bytes(out, at + values_size - 1, b"t")
        else:
            out[at] = ord("N")
        _put_bytes(out, at + values_size, b"t.")

    def _put_info(self, at: Numbers, highest: NDArray[np.float64]) -> None:
        """A tuple: postings, last document, highest weight, compression, shortest and longest field."""
        out, blocks = self._out, self._block_starts
        _put_bytes(out, at, b"(M")
        _put_number(out, at + 2, self._sizes, "<u2")
        _put_bytes(out, at + 4, b"J")
        _put_number(out, at + 5, self._documents[blocks + self._sizes - 1], "<i4")
        _put_floats(out, at + 9, highest)
        _put_bytes(out, at + 18, b"K\0K")
        shortest, longest = (op.reduceat(self._lengths, blocks) for op in (np.minimum, np.maximum))
        out[at + 21] = shortest
        _put_bytes(out, at + 22, b"K")
        out[at + 23] = longest
        _put_bytes(out, at + 24, b"t.")

    def write(self, write: Callable[[bytes | memoryview], Any], start: int) -> int:
        """Write it; returns where the file stands then."""
        write(self._out.data)
        ends = start + self._ends
        first = self._first_blocks
        offsets = np.concatenate([[start], ends[:-1]])[first]
        self.infos["offset"] = offsets
        self.infos["length"] = ends[_last_of_each(first, len(ends))] - offsets
        return int(ends[-1])


class _Places:
    """Where a word stands in each document, as `Positions.encode` writes it."""

    _AROUND = 8
    """Bytes before and after the positions: how many there are, then a list."""

    def __init__(self, positions: Numbers, first: Numbers, frequencies: Numbers, blocks: Numbers) -> None:
        self._first, self._frequencies = first, frequencies
        steps = positions.copy()
        steps[1:] -= positions[:-1]
        steps[first] = positions[first]
        self._steps = steps
        widths = _width(np.maximum.reduceat(steps, first[blocks]))
        self._widths = np.repeat(widths, _gaps(first[blocks], len(steps)))
        self._inner = frequencies * self._widths[first] + self._AROUND
        self._long = self._inner > 0xFF
        self.sizes = self._inner + np.where(self._long, 5, 2)
        """Bytes of each document's."""

    def put(self, out: Bytes, at: Numbers) -> None:
        """Lay them out, those of each document at a place of its own."""
        short = ~self._long
        _put_bytes(out, at[short], b"C")
        out[at[short] + 1] = self._inner[short]
        _put_bytes(out, at[self._long], b"B")
        _put_number(out, at[self._long] + 1, self._inner[self._long], "<u4")
        at = at + np.where(self._long, 5, 2)
        _put_number(out, at, self._frequencies, ">u4")
        _put_bytes(out, at + 4, b"](")
        _put_bytes(out, at + self._inner - 2, b"e.")
        before = np.cumsum(self._widths) - self._widths
        shift = np.repeat(at + 6 - before[self._first], self._frequencies)
        _put_integers(out, before + shift, self._steps, self._widths)


def _changes(values: Numbers) -> NDArray[np.bool_]:
    """Where a value differs from the one before it, the first place included."""
    changes = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=changes[1:])
    return changes


def _gaps(starts: Numbers, end: int) -> Numbers:
    """How far it is from each start to the next, and from the last to the end."""
    return np.diff(starts, append=end)


def _places_within(starts: Numbers, sizes: Numbers) -> Numbers:
    """For each member of groups that start here, which one of its group it is."""
    return np.arange(int(sizes.sum())) - np.repeat(starts, sizes)


def _last_of_each(firsts: Numbers, count: int) -> Numbers:
    return np.append(firsts[1:], count) - 1


def _width(values: Numbers) -> Numbers:
    """The bytes of a number as `pickle` writes it, its opcode included."""
    return np.where(values < 1 << 8, 2, np.where(values < 1 << 16, 3, 5))


def _put_bytes(out: Bytes, at: Numbers, what: bytes) -> None:
    for shift, byte in enumerate(what):
        out[at + shift] = byte


def _put_rows(out: Bytes, at: Numbers, rows: Bytes) -> None:
    for column in range(rows.shape[1]):
        out[at + column] = rows[:, column]


def _put_number(out: Bytes, at: Numbers, values: Numbers, form: str) -> None:
    _put_rows(out, at, _rows(values, form))


def _put_floats(out: Bytes, at: Numbers, values: NDArray[np.floating[Any]]) -> None:
    _put_bytes(out, at, b"G")
    _put_rows(out, at + 1, _rows(values, ">f8"))


def _rows(values: NDArray[Any], form: str) -> Bytes:
    converted = values.astype(form)
    return converted.view(np.uint8).reshape(len(values), converted.itemsize)


def _put_integers(out: Bytes, at: Numbers, values: Numbers, widths: Numbers) -> None:
    """Whole numbers as `pickle` writes them: BININT1, BININT2 or BININT by width."""
    opcodes = np.zeros(6, np.uint8)
    opcodes[[2, 3, 5]] = np.frombuffer(b"KMJ", np.uint8)
    out[at] = opcodes[widths]
    out[at + 1] = values & 0xFF
    wide = widths > 2
    if wide.any():
        at, values, widths = at[wide], values[wide], widths[wide]
        out[at + 2] = values >> 8 & 0xFF
        widest = widths > 3
        out[at[widest] + 3] = values[widest] >> 16 & 0xFF
        out[at[widest] + 4] = values[widest] >> 24 & 0xFF
