"""How alike articles are, in whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

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


class Laid(NamedTuple):
    """The terms of some articles, laid out once for all that is asked of them or of some of them."""

    size: int
    """How many articles there are."""
    rows: NDArray[np.int64]
    """For each term of each article, the article by its place."""
    columns: NDArray[np.int64]
    """And the term, by its place among all."""
    spread: NDArray[np.int64]
    """For each term in how many of the articles it stands."""

    def within(self, members: Sequence[int]) -> tuple[Laid, NDArray[np.bool_]]:
        """What some of the articles have, given by their places in rising order; and which parts of all that is."""
        place = np.full(self.size, -1)
        place[members] = np.arange(len(members))
        rows = place[self.rows]
        kept = rows >= 0
        columns = self.columns[kept]
        spread = np.bincount(columns, minlength=len(self.spread))
        return Laid(len(members), rows[kept], columns, spread), kept


def lay_terms(terms: Sequence[NDArray[np.uint32]]) -> Laid:
    """Lay out the terms of articles, each of which has a term once."""
    rows = np.repeat(np.arange(len(terms)), [len(found) for found in terms])
    _, columns, spread = np.unique(np.concatenate(terms), return_inverse=True, return_counts=True)
    return Laid(len(terms), rows, columns, spread)


def pairwise(terms: Sequence[NDArray[np.uint32]], weights: Sequence[NDArray[np.uint16]], at: Days) -> Matrix:
    """The similarity of each article to each: the cosine of their vectors times `SAME`, faded by time."""
    return pairwise_laid(lay_terms(terms), np.concatenate(weights), at)


def pairwise_laid(laid: Laid, weights: NDArray[np.uint16], at: Days) -> Matrix:
    """The same for terms that are laid out, with the weights of all in a row."""
    # What only one article says makes no two alike.
    repeated = laid.spread > 1
    column_of = np.cumsum(repeated) - 1
    shared = repeated[laid.columns]
    vectors = np.zeros((laid.size, int(np.count_nonzero(repeated))), dtype=np.float32)
    vectors[laid.rows[shared], column_of[laid.columns[shared]]] = weights[shared]
    return faded((vectors @ vectors.T).astype(np.int64), at[:, None], at[None, :])
