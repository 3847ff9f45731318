"""All segments of an index as one row of documents, numbered through."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
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


class Collection:
    """The documents that are searched. Any number of threads can read them at once."""

    def __init__(self, segments: Iterable[Segment]) -> None:
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
        self._ids = "".join(ids)
        self.model = Bm25F(segment for _, segment in self._segments)

    def __len__(self) -> int:
        return len(self.days) - len(self.deleted)

    def id(self, number: int) -> str:
        """The id of the article that a document is."""
        return self._ids[number * ID_LENGTH : (number + 1) * ID_LENGTH]

    def numbers(self) -> Iterator[int]:
        """The numbers of all documents that were not deleted."""
        return (number for number in range(len(self.days)) if number not in self.deleted)

    def find(self, fields: Iterable[str], term: str) -> Iterator[Entry]:
        """Where a term stands."""
        for field in fields:
            for base, segment in self._segments:
                if postings := segment.find(field, term):
                    yield Entry(field, base, segment, postings)

    def starting(self, fields: Iterable[str], prefix: str) -> Iterator[tuple[str, Entry]]:
        """The terms that start like this, each with where it stands."""
        for field in fields:
            for base, segment in self._segments:
                for term, postings in segment.starting(field, prefix):
                    yield term, Entry(field, base, segment, postings)

    def close(self) -> None:
        """Let go of the files."""
        for _, segment in self._segments:
            segment.close()
