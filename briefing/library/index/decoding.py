"""What `blocks` wrote, read back: the posting lists of any number of terms at once.

Whoosh's own matchers step from posting to posting. Here numbers are taken from where they must stand, those of
all blocks together: within a block all document numbers take equally many bytes, and so do all weights and all
positions. Nothing is unpickled.
"""

from __future__ import annotations

import struct
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]

_MAGIC = np.frombuffer(b"W3Bl", np.uint8)
"""Stands before the first block of a list."""
_LENGTH = struct.Struct("!i")
_SIZE_AT, _LAST_AT, _HIGHEST_AT = 2, 5, 10
"""Where in what is told of a block its number of postings, its last document and its highest weight stand."""
_INFO = 26
_MARK, _NONE, _FLOAT = ord("("), ord("N"), ord("G")
_LONG = ord("B")
"""Begins what is longer than a byte can say."""
_BEFORE_PLACES, _AFTER_PLACES = 6, 2
"""Bytes around the positions in a document: how many there are and how a list begins, and how it ends."""

_WIDTHS = np.zeros(256, np.int64)
"""The bytes of a whole number as `pickle` writes it, by opcode."""
_WIDTHS[[ord("K"), ord("M"), ord("J")]] = 2, 3, 5


class Positions(NamedTuple):
    """Where terms stand, an entry for each occurrence."""

    documents: Numbers
    places: Numbers


class Lists(NamedTuple):
    """Posting lists as they stand in the files of any number of segments; the columns have a row for each list."""

    data: NDArray[np.uint8]
    starts: Numbers
    """Where in the data each begins."""
    bases: Numbers
    """What its documents are counted from."""
    ends: Numbers
    """What its documents stay below."""
    sizes: Numbers
    """How many documents it should have."""


class Blocks:
    """The blocks of posting lists, decoded as far as is asked for, those of all lists at once.

    Damage leads to ValueError, to any exception of numpy's, or to wrong numbers.
    """

    def __init__(self, lists: Lists, wanted: Numbers | None = None) -> None:
        """With `wanted`, rising document numbers, blocks that can't hold one of them are left out."""
        self._data = lists.data
        blocks, begins = self._found(lists.starts)
        info, of = blocks + _LENGTH.size, np.cumsum(begins) - 1
        if wanted is not None:
            bases = lists.bases[of]
            lasts = self._little(info + _LAST_AT, 4) + bases
            before = np.where(begins, bases - 1, np.roll(lasts, 1))
            kept = np.searchsorted(wanted, before, "right") < np.searchsorted(wanted, lasts, "right")
            info, of = info[kept], of[kept]
        self._wanted = wanted
        self._info = info
        self._sizes = self._little(info + _SIZE_AT, 2)
        self._bases, self._ends = lists.bases[of], lists.ends[of]
        if wanted is None and (np.bincount(of, self._sizes, len(lists.sizes)) != lists.sizes).any():
            raise ValueError("a posting list does not hold what the lexicon says")

    def _found(self, lists: Numbers) -> tuple[Numbers, NDArray[np.bool_]]:
        """Where each block starts, and whether it is the first of its list. All but the last give their length."""
        if not (self._rows(lists, len(_MAGIC)) == _MAGIC).all():
            raise ValueError("no posting list where one should be")
        firsts = lists + len(_MAGIC)
        lengths = self._rows(firsts, 4).view(">i4")[:, 0]
        if (lengths < 0).all():
            return firsts, np.ones(len(firsts), bool)
        starts, begins = [], []
        for first, length in zip(firsts.tolist(), lengths.tolist(), strict=True):
            at, more = first, length
            starts.append(at)
            begins.append(True)
            while more > 0:
                at += _LENGTH.size + more
                (more,) = _LENGTH.unpack_from(self._data.data, at)
                starts.append(at)
                begins.append(False)
        return np.array(starts), np.array(begins)

    @cached_property
    def documents(self) -> Numbers:
        """The documents that have the terms, list by list."""
        steps = self._integers(self._info + _INFO + 2, self._sizes, self._step_widths)
        documents: Numbers = _summed(steps, self._sizes) + np.repeat(self._bases, self._sizes)
        if (documents >= np.repeat(self._ends, self._sizes)).any():
            raise ValueError("a posting list goes on beyond its segment")
        return documents

    @cached_property
    def _step_widths(self) -> Numbers:
        return _WIDTHS[self._data[self._info + _INFO + 2]]

    @cached_property
    def _weights_at(self) -> Numbers:
        return self._info + _INFO + 3 + self._sizes * self._step_widths

    @cached_property
    def weights(self) -> NDArray[np.float64]:
        """What the term weighs in each of these documents."""
        at = self._weights_at
        highest = self._rows(self._info + _HIGHEST_AT, 8).view(">f8")[:, 0].astype(np.float64)
        weights = np.repeat(highest, self._sizes)
        differ = self._data[at] == _MARK
        if differ.any():
            widths = _WIDTHS[self._data[at[differ] + 1]]
            whole = self._integers(at[differ] + 1, self._sizes[differ], widths)
            weights[np.repeat(differ, self._sizes)] = whole
        return weights

    def positions(self, boost: float) -> Positions:
        """Where the terms stand in each wanted document; a weight is how often times `boost`."""
        at = self._weights_at
        opcodes = self._data[at]
        weights_size = np.where(opcodes == _FLOAT, 9, 1)
        differ = opcodes == _MARK
        weights_size[differ] = 2 + self._sizes[differ] * _WIDTHS[self._data[at[differ] + 1]]
        values = at + weights_size + 1
        head = np.where(self._data[values] == _LONG, 5, 2)
        widths = np.repeat(_WIDTHS[self._data[values + head + _BEFORE_PLACES]], self._sizes)

        counts = np.rint(self.weights / boost).astype(np.int64)
        inner = _BEFORE_PLACES + counts * widths + _AFTER_PLACES
        ends = _summed(np.where(inner > 0xFF, 5, 2) + inner, self._sizes)
        starts = np.repeat(values, self._sizes) + ends - inner + _BEFORE_PLACES
        kept = slice(None) if self._wanted is None else _among(self.documents, self._wanted)
        documents, counts = self.documents[kept], counts[kept]
        places = _summed(self._integers(starts[kept], counts, widths[kept]), counts)
        return Positions(np.repeat(documents, counts), places)

    # Bytes --------------------------------------------------------------------------------------------

    def _rows(self, at: Numbers, width: int) -> NDArray[np.uint8]:
        rows: NDArray[np.uint8] = self._data[at[:, None] + np.arange(width)]
        return rows

    def _little(self, at: Numbers, width: int) -> Numbers:
        return self._rows(at, width).view(f"<i{width}" if width > 2 else "<u2")[:, 0].astype(np.int64)

    def _integers(self, starts: Numbers, counts: Numbers, widths: Numbers) -> Numbers:
        """Rows of whole numbers: where each starts, how many it has, and how many bytes each of them takes."""
        shift = starts + 1 - (np.cumsum(counts) - counts) * widths
        width = np.repeat(widths, counts)
        at = np.arange(len(width)) * width + np.repeat(shift, counts)
        values: Numbers = self._data[at].astype(np.int64)
        for byte in range(1, int(widths.max(initial=2)) - 1):
            longer = np.flatnonzero(width > byte + 1)
            values[longer] |= self._data[at[longer] + byte].astype(np.int64) << (8 * byte)
        return values


def _summed(steps: Numbers, counts: Numbers) -> Numbers:
    """Running sums that begin anew with each row of so many steps."""
    sums = np.cumsum(steps)
    firsts = np.cumsum(counts) - counts
    filled = counts > 0
    before = np.zeros(len(counts), np.int64)
    before[filled] = sums[firsts[filled]] - steps[firsts[filled]]
    anew: Numbers = sums - np.repeat(before, counts)
    return anew


def _among(numbers: Numbers, wanted: Numbers) -> NDArray[np.bool_]:
    """Which numbers are wanted; `wanted` rises and is not empty."""
    places = np.searchsorted(wanted, numbers)
    places[places == len(wanted)] = 0
    among: NDArray[np.bool_] = wanted[places] == numbers
    return among
