"""All segments of an index as one row of documents, numbered through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import DTypeLike, NDArray

from briefing.library.index.decoding import Numbers, Positions
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
        lengths = {
            field: self._joined(partial(Segment.lengths_of, field=field), np.uint8) for field in BOOSTS
        }
        for base, segment in zip(self._bases, self.segments, strict=True):
            here = slice(base, base + segment.state.documents)
            segment.lengths = {field: column[here] for field, column in lengths.items()}
            if segment.state.deleted:
                self.live[np.array(segment.state.deleted) + base] = False
        length_of_byte = self.segments[0].length_of_byte if self.segments else np.zeros(256)
        self.model = Bm25F(lengths, length_of_byte, self.live)
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
    def newest_first(self) -> Numbers:
        """The documents in the order in which they come where nothing else decides: the newest first, then by id."""
        halves = self.ids.view(">u8").astype(np.uint64).reshape(self.size, 2)
        return np.lexsort((halves[:, 1], halves[:, 0], -self.days))

    def ids_of(self, documents: Numbers) -> list[str]:
        """The ids of documents, in the order given."""
        # Whatever damage has made of them: an id that nobody knows is of no article.
        joined = self.ids[documents].tobytes().decode("latin-1")
        return [joined[start : start + ID_LENGTH] for start in range(0, len(joined), ID_LENGTH)]

    # Terms --------------------------------------------------------------------------------------------

    def find(self, fields: Iterable[str], word: str) -> list[Terms]:
        """Where a word stands."""
        encoded = word.encode()
        return [
            Terms(field, number, np.array([term]))
            for field in fields
            for number, segment in enumerate(self.segments)
            if field in segment.terms and (term := segment.terms[field].find(encoded)) is not None
        ]

    def frequency(self, terms: Terms) -> int:
        """How many documents have the terms, those with several counted for each."""
        return int(self.segments[terms.segment].terms[terms.field].rows(terms.numbers)["documents"].sum())

    def add_frequencies(self, terms: Terms, frequencies: NDArray[np.float64]) -> None:
        """Add how often each document has the terms, the length of the field weighed in."""
        segment, base = self.segments[terms.segment], self._bases[terms.segment]
        blocks = segment.postings(terms.field, terms.numbers)
        occurrence = self.model.per_occurrence[terms.field][segment.lengths[terms.field][blocks.documents]]
        here = frequencies[base : base + segment.state.documents]
        if len(terms.numbers) == 1:
            here[blocks.documents] += blocks.weights * occurrence
        else:
            here += np.bincount(blocks.documents, blocks.weights * occurrence, len(here))

    def positions(self, terms: Terms, wanted: Numbers | None = None) -> Positions:
        """Where terms stand in each document that has them; in these alone, which rise, if some are wanted."""
        base = self._bases[terms.segment]
        here = None if wanted is None else wanted - base
        blocks = self.segments[terms.segment].postings(terms.field, terms.numbers, here)
        found = blocks.positions(BOOSTS[terms.field])
        return Positions(found.documents + base, found.places)

    def occurrences(self, field: str, segment: int, documents: Numbers) -> NDArray[np.float64]:
        """What one occurrence in a field counts in each of these documents, which are of one segment."""
        of = self.segments[segment]
        lengths = of.lengths[field][documents - self._bases[segment]]
        weighed: NDArray[np.float64] = BOOSTS[field] * self.model.per_occurrence[field][lengths]
        return weighed
