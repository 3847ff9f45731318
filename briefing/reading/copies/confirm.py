"""Whether two texts are copies, read side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from briefing.reading.copies.prints import RUN, run_numbers, word_numbers
from briefing.reading.words import raw_words

COPIED = 0.4
"""Two texts are copies if at least this share of the shorter stands in the other, in runs and in the same order."""


class Runs(NamedTuple):
    """A text as the numbers of its words and of the runs that begin with them."""

    words: NDArray[np.uint32]
    numbers: NDArray[np.uint32]


def runs(text: str) -> Runs:
    """The words and the runs of a text."""
    return runs_of(raw_words(text))


def runs_of(written: Sequence[str]) -> Runs:
    """The same for a text of which the words are at hand, as `raw_words` finds them."""
    words = word_numbers(written)
    return Runs(words, run_numbers(words))


def copied_share(a: Runs, b: Runs) -> float:
    """The share of the shorter text's words that stand in the other, in runs of five and in the same order.

    It is 0 where fewer runs than `COPIED` are found in the other at all.
    """
    shorter = min(len(a.words), len(b.words))
    in_b, in_a = np.isin(a.numbers, b.numbers), np.isin(b.numbers, a.numbers)
    found = min(np.count_nonzero(in_b), np.count_nonzero(in_a))
    if not shorter or found < COPIED * min(len(a.numbers), len(b.numbers)):
        return 0.0
    return longest_common_subsequence(_covered(a, in_b), _covered(b, in_a)) / shorter


def _covered(text: Runs, shared: NDArray[np.bool_]) -> NDArray[np.uint32]:
    """The words of the runs that are shared."""
    covered = np.zeros(len(text.words), dtype=bool)
    for place in range(min(RUN, len(text.words))):
        covered[place : place + len(shared)] |= shared
    return text.words[covered]


def longest_common_subsequence(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> int:
    """The length of the longest sequence that stands in both in this order, with gaps.

    By the bit-parallel method of Hyyrö (2004), "Bit-parallel LCS-length computation revisited".
    """
    first = _alike_at_the_beginning(a, b)
    last = _alike_at_the_beginning(a[first:][::-1], b[first:][::-1])
    a, b = a[first : len(a) - last], b[first : len(b) - last]
    places: dict[int, int] = {}
    for place, item in enumerate(a.tolist()):
        places[item] = places.get(item, 0) | 1 << place
    everywhere = (1 << len(a)) - 1
    unmatched = everywhere
    for item in b.tolist():
        matching = unmatched & places.get(item, 0)
        unmatched = ((unmatched + matching) | (unmatched - matching)) & everywhere
    return first + last + len(a) - unmatched.bit_count()


def _alike_at_the_beginning(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> int:
    length = min(len(a), len(b))
    different = np.flatnonzero(a[:length] != b[:length])
    return int(different[0]) if len(different) else length
