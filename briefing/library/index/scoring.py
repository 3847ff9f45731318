"""How well a document fits a term."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log

from whoosh.util.numeric import byte_to_length

from briefing.library.index.schema import BOOSTS
from briefing.library.index.segments import Segment

_SATURATION = 1.2
_LENGTH_WEIGHT = 0.75
_BYTES = range(256)


class Bm25F:
    """BM25F: a word counts by its rarity, how often it stands in each field, and how long the field is.

    In the simple form of Robertson, Zaragoza and Taylor, "Simple BM25 Extension to Multiple Weighted Fields"
    (CIKM 2004), with the lengths of each field normalised by themselves as in TREC-13 (Zaragoza et al. 2004):
    frequencies are weighted and added across fields before they saturate. A field's weight is part of its
    postings. Only documents that were not deleted count, so an index that grew in steps scores as a new one.
    """

    def __init__(self, segments: Iterable[Segment]) -> None:
        segments = list(segments)
        self._documents = sum(segment.documents - len(segment.deleted) for segment in segments)
        self.per_occurrence: Mapping[str, list[float]] = {
            field: _normalisers(_lengths(segments, field)) for field in BOOSTS
        }
        """For each field and each length, as the byte that stands for it, what one occurrence counts."""

    def scores(self, frequencies: Mapping[int, float]) -> dict[int, float]:
        """The score of each document that has the term, from how often, fields and lengths weighed in.

        Words that stand in for each other, as those of a prefix, are one term.
        """
        having = len(frequencies)
        rarity = log(1 + (self._documents - having + 0.5) / (having + 0.5)) * (_SATURATION + 1)
        return {number: rarity * f / (f + _SATURATION) for number, f in frequencies.items()}


def _lengths(segments: Iterable[Segment], field: str) -> Counter[int]:
    """How many documents have each length."""
    counts: Counter[int] = Counter()
    for segment in segments:
        lengths = segment.lengths[field]
        counts.update(lengths)
        counts.subtract(lengths[number] for number in segment.deleted)
    return counts


def _normalisers(lengths: Counter[int]) -> list[float]:
    documents = sum(lengths.values())
    average = sum(byte_to_length(byte) * count for byte, count in lengths.items()) / max(documents, 1)
    return [
        1 / (1 - _LENGTH_WEIGHT + _LENGTH_WEIGHT * byte_to_length(byte) / (average or 1)) for byte in _BYTES
    ]
