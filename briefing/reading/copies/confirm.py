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
    shared = _shared_words(a, b)
    return longest_common_subsequence(*shared) / min(len(a.words), len(b.words)) if shared else 0.0


def are_copies(a: Runs, b: Runs) -> bool:
    """Whether that share is as large as `COPIED`, without going on to find out how large it is."""
    shared = _shared_words(a, b)
    if not shared:
        return False
    enough = COPIED * min(len(a.words), len(b.words))
    if min(map(len, shared)) < enough:
        return False
    first = _alike_at_the_beginning(*shared)
    last = _alike_at_the_beginning(shared[0][first:][::-1], shared[1][first:][::-1])
    return first + last >= enough or longest_common_subsequence(*shared) >= enough


def _shared_words(a: Runs, b: Runs) -> tuple[NDArray[np.uint32], NDArray[np.uint32]] | None:
    """The words of either that stand in runs which the other has too; None where these are too few for copies."""
    if not len(a.words) or not len(b.words):
        return None
    least = COPIED * min(len(a.numbers), len(b.numbers))
    in_b = _standing_in(a.numbers, b.numbers)
    if np.count_nonzero(in_b) < least:
        return None
    in_a = _standing_in(b.numbers, a.numbers[in_b])
    return None if np.count_nonzero(in_a) < least else (_covered(a, in_b), _covered(b, in_a))


def _standing_in(numbers: NDArray[np.uint32], others: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which of some numbers are among others. For so few it takes half as long as `numpy.isin`."""
    if not len(others):
        return np.zeros(len(numbers), dtype=np.bool_)
    ordered = np.sort(others)
    nearest = np.searchsorted(ordered, numbers)
    found: NDArray[np.bool_] = ordered[np.minimum(nearest, len(ordered) - 1)] == numbers
    return found


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
