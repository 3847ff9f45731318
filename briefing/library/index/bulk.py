"""Takes documents in and makes segments of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from whoosh.codec.whoosh3 import W3Segment
from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

from briefing.library.index.blocks import Occurrences
from briefing.library.index.codec import BulkCodec, length_bytes
from briefing.library.index.schema import BETWEEN_NAMES, BOOSTS, IndexDocument, day_number
from briefing.library.index.vocabulary import Vocabulary

MOST_DOCUMENTS = 10_000
MOST_WORDS = 8_000_000
"""A segment is finished at the first of these: what is held until then stays below 500 MB."""


def _empty() -> array[int]:
    return array("I")


@dataclass
class _Field:
    """One field of all documents of a batch."""

    words: array[int] = field(default_factory=_empty)
    """By their numbers in the vocabulary, one document's after the other's."""
    lengths: array[int] = field(default_factory=_empty)
    """How many words each document has."""


class _Batch:
    """The documents of a segment in the making."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.days = array("I")
        self.fields = {name: _Field() for name in BOOSTS}
        self.words = 0
        self.vocabulary = Vocabulary()
        self._between = self.vocabulary.number_of(BETWEEN_NAMES)

    def add(self, document: IndexDocument) -> None:
        """Take a document in: whole, or not at all where reading it fails."""
        words = {name: self._numbers(lines) for name, lines in document.lines().items()}
        self.ids.append(document.id)
        self.days.append(day_number(document.published))
        for name, numbers in words.items():
            self.fields[name].words.extend(numbers)
            self.fields[name].lengths.append(len(numbers))
            self.words += len(numbers)

    def _numbers(self, lines: Sequence[str]) -> list[int]:
        numbers = self.vocabulary.numbers
        if len(lines) == 1:
            return numbers(lines[0])
        found: list[int] = []
        for place, line in enumerate(lines):
            if place:
                found.append(self._between)
            found.extend(numbers(line))
        return found

    @property
    def is_full(self) -> bool:
        """Whether no more should be taken in."""
        return len(self.ids) >= MOST_DOCUMENTS or self.words >= MOST_WORDS


class BulkWriter(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer, taking whole documents and making a segment of each ten thousand.

    It merges nothing: see `writing` for how small segments become one.
    """

    def __init__(self, index: FileIndex) -> None:
        super().__init__(index, codec=BulkCodec(), compound=False)
        self._batch = _Batch()
        self.finished: list[W3Segment] = []
        """The segments made so far."""

    def add(self, document: IndexDocument) -> None:
        """Take a document in. It is not looked whether the index holds it already."""
        self._batch.add(document)
        self._added = True
        if self._batch.is_full:
            self.finish_segment()

    def finish_segment(self) -> None:
        """Write what was taken in as a segment, and begin another."""
        if not self._added:
            return
        self.docnum = len(self._batch.ids)
        self.finished.append(self._finalize_segment())
        self._batch = _Batch()
        self._added = False
        self.docnum = 0
        self.newsegment = self.codec.new_segment(self.storage, self.indexname)
        self.perdocwriter = self.codec.per_document_writer(self.storage, self.newsegment)
        self.fieldwriter = self.codec.field_writer(self.storage, self.newsegment)

    def _flush_segment(self) -> None:
        batch = self._batch
        lengths: Mapping[str, array[int]] = {name: field.lengths for name, field in batch.fields.items()}
        self.perdocwriter.put(batch.ids, batch.days, lengths)
        self.perdocwriter.close()
        order, ranks = _ranked(batch.vocabulary.terms)
        for name in sorted((*BOOSTS, "id")):
            if name == "id":
                self._put_ids(batch.ids)
                continue
            words, counts = batch.fields[name].words, batch.fields[name].lengths
            occurrences = Occurrences(
                ranks[np.frombuffer(words, np.uint32)],
                np.frombuffer(counts, np.uint32).astype(np.int64),
                length_bytes(counts),
            )
            self.fieldwriter.put(name, occurrences, order, boost=BOOSTS[name], positions=True)
        self.fieldwriter.close()

    def _put_ids(self, ids: Sequence[str]) -> None:
        order, ranks = _ranked(ids)
        count = len(ids)
        once = Occurrences(ranks, np.ones(count, np.int64), np.zeros(count, np.uint8))
        self.fieldwriter.put("id", once, order, boost=1.0, positions=False)

    def adopt(self, segments: Iterable[W3Segment]) -> None:
        """Take in segments that other processes wrote for this index."""
        self.finished.extend(segments)

    def commit(self) -> list[W3Segment]:
        """Make what was written part of the index; returns its segments. Those with nothing left go."""
        self.finish_segment()
        self._close_segment()
        segments = [segment for segment in self.segments if segment.doc_count()] + self.finished
        self._commit_toc(segments)
        self._finish()
        return segments


def _ranked(terms: Sequence[str]) -> tuple[list[bytes], np.ndarray[tuple[int], np.dtype[np.uint32]]]:
    """The terms in order, as bytes, and the place of each in it."""
    encoded = [term.encode() for term in terms]
    order = sorted(range(len(encoded)), key=encoded.__getitem__)
    ranks = np.empty(len(order), np.uint32)
    ranks[order] = np.arange(len(order), dtype=np.uint32)
    return [encoded[number] for number in order], ranks
