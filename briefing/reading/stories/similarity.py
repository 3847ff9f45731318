"""How alike articles are, in whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from briefing.reading.stories.vectors import UNIT

SAME = UNIT * UNIT
"""The similarity of an article to itself."""

Matrix = NDArray[np.int64]
"""Similarities between all pairs of some articles."""
Days = NDArray[np.int64]
"""The days on which articles were published, as `days` counts them."""

UNDATED = 0
_SAME_DAYS = 3
_FADING_DAYS = 21
"""Beyond three days, similarity falls by this many days' worth, to no less than half."""


def days(published: Sequence[date | None]) -> Days:
    """Dates as numbers; `UNDATED` where there is none."""
    return np.array([day.toordinal() if day else UNDATED for day in published], dtype=np.int64)


def faded(similarities: Matrix, of: Days, to: Days) -> Matrix:
    """Similarities less what the time between the articles speaks against them.

    Within three days nothing does, and where a date is unknown nothing does either.
    """
    beyond = np.clip(np.abs(of - to) - _SAME_DAYS, 0, _FADING_DAYS)
    beyond = np.where((of == UNDATED) | (to == UNDATED), 0, beyond)
    left: Matrix = similarities * (2 * _FADING_DAYS - beyond) // (2 * _FADING_DAYS)
    return left


def pairwise(terms: Sequence[NDArray[np.uint32]], weights: Sequence[NDArray[np.uint16]], at: Days) -> Matrix:
    """The similarity of each article to each: the cosine of their vectors times `SAME`, faded by time."""
    rows = np.repeat(np.arange(len(terms)), [len(found) for found in terms])
    _, columns, spread = np.unique(np.concatenate(terms), return_inverse=True, return_counts=True)
    # What only one article says makes no two alike.
    column_of = np.cumsum(spread > 1) - 1
    shared = spread[columns] > 1
    vectors = np.zeros((len(terms), int(np.count_nonzero(spread > 1))), dtype=np.float32)
    vectors[rows[shared], column_of[columns[shared]]] = np.concatenate(weights)[shared]
    return faded((vectors @ vectors.T).astype(np.int64), at[:, None], at[None, :])
