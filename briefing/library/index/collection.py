"""All segments of an index as one row of documents, numbered through."""

from __future__ import annotations

import threading
from array import array
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import mul
from typing import NamedTuple

from briefing.library.index.schema import ID_LENGTH
from briefing.library.index.scoring import Bm25F
from briefing.library.index.segments import Block, Postings, Segment


class Entry(NamedTuple):
    """A term in one field of one segment."""

    field: str
    base: int
    """The number of the segment's first document."""
    segment: Segment
    postings: Postings

    def blocks(self, wanted: Sequence[int] | None = None) -> Iterator[Block]:
        """The postings by block, numbered as in the segment; see `Segment.blocks`."""
        return self.segment.blocks(self.postings, wanted)


class Frequencies(NamedTuple):
    """How often documents have a term in one field, the length of the field weighed in."""

    numbers: Sequence[int]
    """Of the documents, rising."""
    weighed: Sequence[float]


_ROOM = 500_000
"""Postings that are remembered, at 12 bytes each: whoever types asks for the same words with each letter."""


class Collection:
    """The documents that are searched. Any number of threads can read them at once."""

    def __init__(self, segments: Iterable[Segment]) -> None:
        self._remembered: OrderedDict[tuple[str, int, int], Frequencies] = OrderedDict()
        self._room = _ROOM
        self._remembering = threading.Lock()
        self._segments: list[tuple[int, Segment]] = []
        self.days = array("I")
        """For each document, such as 20231107, or 0 where it is undated."""
        deleted: set[int] = set()
        ids = []
        for segment in segments:
            base = len(self.days)
            self._segments.append((base, segment))
            self.days.extend(segment.days)
            deleted.update(base + number for number in segment.deleted)
            ids.append(segment.ids)
        self.deleted = frozenset(deleted)
        joined = "".join(ids)
        self.ids = [joined[start : start + ID_LENGTH] for start in range(0, len(joined), ID_LENGTH)]
        """Those of the articles that the documents are."""
        self.model = Bm25F(segment for _, segment in self._segments)

    @cached_property
    def order(self) -> list[int]:
        """The place of each document where nothing else decides: the newest first, then by id."""
        order = [0] * len(self.days)
        days, ids = self.days, self.ids
        ranked = sorted(range(len(days)), key=lambda number: (-days[number], ids[number]))
        for place, number in enumerate(ranked):
            order[number] = place
        return order

    def __len__(self) -> int:
        return len(self.days) - len(self.deleted)

    def numbers(self) -> Iterator[int]:
        """The numbers of all documents that were not deleted."""
        return (number for number in range(len(self.days)) if number not in self.deleted)

    def find(self, fields: Iterable[str], term: str) -> Iterator[Entry]:
        """Where a term stands."""
        for field in fields:
            for base, segment in self._segments:
                if postings := segment.find(field, term):
                    yield Entry(field, base, segment, postings)

    def frequencies(self, entry: Entry) -> Frequencies:
        """Which documents have a term, and how often."""
        key = (entry.field, entry.base, entry.postings.offset)
        with self._remembering:
            if known := self._remembered.get(key):
                self._remembered.move_to_end(key)
                return known
        found = self._read(entry)
        with self._remembering:
            if key not in self._remembered:
                self._remembered[key] = found
                self._room -= len(found.numbers)
            while self._room < 0:
                _, forgotten = self._remembered.popitem(last=False)
                self._room += len(forgotten.numbers)
        return found

    def _read(self, entry: Entry) -> Frequencies:
        lengths = entry.segment.lengths[entry.field]
        per_occurrence = self.model.per_occurrence[entry.field]
        numbers, weighed = array("I"), array("d")
        for block in entry.blocks():
            numbers.extend([entry.base + number for number in block.numbers])
            occurrences = map(per_occurrence.__getitem__, map(lengths.__getitem__, block.numbers))
            weighed.extend(map(mul, block.weights, occurrences))
        return Frequencies(numbers, weighed)

    def starting(self, fields: Iterable[str], prefix: str) -> Iterator[Mapping[str, int]]:
        """The terms that start like this and how many documents have them: by field, and in it by segment."""
        return (segment.starting(field, prefix) for field in fields for _, segment in self._segments)

    def close(self) -> None:
        """Let go of the files."""
        for _, segment in self._segments:
            segment.close()
