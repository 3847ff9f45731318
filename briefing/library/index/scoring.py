"""How well a document fits a term."""

from __future__ import annotations

from collections.abc import Mapping
from math import log

import numpy as np
from numpy.typing import NDArray

from briefing.library.index.schema import BOOSTS

_SATURATION = 1.2
_LENGTH_WEIGHT = 0.75


_NEWEST = 0.1
"""How much more the newest article counts: enough to decide between hits that fit nearly alike."""
_HALF_LIFE = 30.0
"""Days in which that is halved, back from the newest article: what ended long ago has recent articles, too."""
_AT_ONCE = 8192
"""Documents that are reckoned together: what is reckoned on the way stays small."""


def recency(days: NDArray[np.int32], live: NDArray[np.bool_]) -> NDArray[np.float32]:
    """What each document's score is multiplied by for its age; `days` are such as 20231107, or 0 for the undated."""
    newest = days.max(initial=0, where=live)
    factors = np.empty(len(days), np.float32)
    for start in range(0, len(days), _AT_ONCE):
        here = slice(start, start + _AT_ONCE)
        ages = np.maximum(_elapsed(newest) - _elapsed(days[here]), 0)
        factors[here] = 1 + _NEWEST * np.exp2(-ages / _HALF_LIFE)
    return factors


def _elapsed(days: NDArray[np.int32]) -> NDArray[np.float64]:
    """How many days have passed since the year 0, give or take one."""
    months = days // 10_000 * 12 + days // 100 % 100
    return months * np.float64(30.44) + days % 100


class Bm25F:
    """BM25F: a word counts by its rarity, how often it stands in each field, and how long the field is.

    In the simple form of Robertson, Zaragoza and Taylor, "Simple BM25 Extension to Multiple Weighted Fields"
    (CIKM 2004), with the lengths of each field normalised by themselves as in TREC-13 (Zaragoza et al. 2004):
    frequencies are weighted and added across fields before they saturate. A field's weight is part of its
    postings. Only documents that were not deleted count, so an index that grew in steps scores as a new one.
    """

    def __init__(
        self,
        lengths: Mapping[str, NDArray[np.uint8]],
        length_of_byte: NDArray[np.float64],
        live: NDArray[np.bool_],
    ) -> None:
        """`lengths` are those of each field of all documents, as the bytes that stand for them."""
        self._documents = int(np.count_nonzero(live))
        self.per_occurrence: Mapping[str, NDArray[np.float64]] = {
            field: self._normalisers(np.bincount(lengths[field][live], minlength=256), length_of_byte)
            for field in BOOSTS
        }
        """For each field and each length, as the byte that stands for it, what one occurrence counts."""

    def _normalisers(self, counts: NDArray[np.int64], lengths: NDArray[np.float64]) -> NDArray[np.float64]:
        average = float(counts @ lengths) / max(self._documents, 1)
        return 1 / (1 - _LENGTH_WEIGHT + _LENGTH_WEIGHT * lengths / (average or 1))

    def scores(self, frequencies: NDArray[np.float64]) -> NDArray[np.float64]:
        """The score of each document from how often it has a term, fields and lengths weighed in.

        Words that stand in for each other, as those of a prefix, are one term.
        """
        having = int(np.count_nonzero(frequencies))
        rarity = log(1 + (self._documents - having + 0.5) / (having + 0.5)) * (_SATURATION + 1)
        return rarity * frequencies / (frequencies + _SATURATION)
