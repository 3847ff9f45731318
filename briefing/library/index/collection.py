"""All segments of an index as one row of documents, numbered through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, partial
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import DTypeLike, NDArray

from briefing.library.index.decoding import Blocks, Lists, Numbers, Positions
from briefing.library.index.schema import BOOSTS, ID_LENGTH
from briefing.library.index.scoring import Bm25F, recency
from briefing.library.index.segments import Segment


class Terms(NamedTuple):
    """Terms in one field of one segment."""

    field: str
    segment: int
    """Which of the segments."""
    numbers: Numbers
    """Their numbers among the field's terms, rising."""


class Collection:
    """The documents that are searched. Any number of threads can read them at once."""

    def __init__(self, segments: Iterable[Segment]) -> None:
        self.segments: Sequence[Segment] = tuple(segments)
        sizes = [segment.state.documents for segment in self.segments]
        self._bases = [sum(sizes[:place]) for place in range(len(sizes))]
        self.size = sum(sizes)
        """How many documents there are, deleted ones included."""
        self.days = self._joined(Segment.days, np.int32)
        """For each document, such as 20231107, or 0 where it is undated."""
        self.ids = self._joined(Segment.ids, f"S{ID_LENGTH}")
        """Those of the articles that the documents are."""
        self.live = np.ones(self.size, bool)
        """Which documents were not deleted."""
        self._lengths = {
            field: self._joined(partial(Segment.lengths_of, field=field), np.uint8) for field in BOOSTS
        }
        """How many words each document has in each field, as the byte that stands for it."""
        for base, segment in zip(self._bases, self.segments, strict=True):
            if segment.state.deleted:
                self.live[np.array(segment.state.deleted) + base] = False
        length_of_byte = self.segments[0].length_of_byte if self.segments else np.zeros(256)
        self.model = Bm25F(self._lengths, length_of_byte, self.live)
        self.recency = recency(self.days, self.live)
        """What each document's score is multiplied by for its age."""

    def _joined(self, column: Callable[[Segment], NDArray[Any]], kind: DTypeLike) -> NDArray[Any]:
        """A column of all segments, which is in memory once: each segment's is read to its place."""
        joined = np.zeros(self.size, kind)
        for base, segment in zip(self._bases, self.segments, strict=True):
            joined[base : base + segment.state.documents] = column(segment)
        return joined

    def __len__(self) -> int:
        return int(np.count_nonzero(self.live))

    @cached_property
    def newest_first(self) -> NDArray[np.int32]:
        """The documents in the order in which they come where nothing else decides: the newest first, then by id."""
        # Sorted twice, each time by one of both: by both at once takes twice the memory.
        by_id = np.argsort(self.ids, kind="stable").astype(np.int32)
        return by_id[np.argsort(-self.days[by_id], kind="stable")]

    def ids_of(self, documents: NDArray[np.integer[Any]]) -> list[str]:
        """The ids of documents, in the order given."""
        # Whatever damage has made of them: an id that nobody knows is of no article.
        joined = self.ids[documents].tobytes().decode("latin-1")
        return [joined[start : start + ID_LENGTH] for start in range(0, len(joined), ID_LENGTH)]

    # Terms --------------------------------------------------------------------------------------------

    def find(self, fields: Iterable[str], word: str) -> list[Terms]:
        """Where a word stands, field by field."""
        encoded = word.encode()
        return [
            Terms(field, number, np.array([term]))
            for field in fields
            for number, segment in enumerate(self.segments)
            if field in segment.terms and (term := segment.terms[field].find(encoded)) is not None
        ]

    def frequency(self, found: Iterable[Terms]) -> int:
        """How many documents have terms, those with several counted for each."""
        return sum(
            int(self.segments[segment].terms[field].rows(numbers)["documents"].sum())
            for field, segment, numbers in found
        )

    def add_frequencies(self, found: Sequence[Terms], frequencies: NDArray[np.float64]) -> None:
        """Add how often each document has terms of one field, the length of the field weighed in."""
        field = found[0].field
        blocks = Blocks(self._postings(found))
        documents = blocks.documents
        occurring = blocks.weights * self.model.per_occurrence[field][self._lengths[field][documents]]
        if all(len(terms.numbers) == 1 for terms in found):
            frequencies[documents] += occurring
        else:
            frequencies += np.bincount(documents, occurring, self.size)

    def positions(self, found: Sequence[Terms], wanted: Numbers | None = None) -> Positions:
        """Where terms of one field stand in each document that has them; in these, which rise, if some are wanted."""
        return Blocks(self._postings(found), wanted).positions(BOOSTS[found[0].field])

    def _postings(self, found: Sequence[Terms]) -> Lists:
        """The posting lists of terms of one field, those of all segments in a row: that costs as much as of one."""
        told = [self.segments[number].postings(field, numbers) for field, number, numbers in found]
        lengths = [sum(length for _, length in postings.pieces) for postings in told]
        begins = list(accumulate(lengths, initial=0))
        # Read to its place at once: the lists of a frequent word are megabytes.
        data = np.empty(begins[-1], np.uint8)
        columns: list[tuple[Numbers, ...]] = []
        for terms, postings, at in zip(found, told, begins, strict=False):
            segment, base = self.segments[terms.segment], self._bases[terms.segment]
            bases = np.full(len(postings.starts), base)
            columns.append((postings.starts + at, bases, bases + segment.state.documents, postings.sizes))
            for offset, length in postings.pieces:
                segment.read(offset, data[at : at + length].data)
                at += length
        return Lists(data, *map(np.concatenate, zip(*columns, strict=True)))

    def occurrences(self, field: str, documents: Numbers) -> NDArray[np.float64]:
        """What one occurrence in a field counts in each of these documents."""
        weighed: NDArray[np.float64] = (
            BOOSTS[field] * self.model.per_occurrence[field][self._lengths[field][documents]]
        )
        return weighed
