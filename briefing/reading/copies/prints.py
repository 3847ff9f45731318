"""The few runs of words by which a text is recognised.

After Broder (1997), "On the resemblance and containment of documents".
Which runs are kept depends on what they say alone, so that two texts that share many runs share many of those kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from briefing.reading.words import fold

RUN = 5
"""Words of a run."""
BOILERPLATE = 60
BOILERPLATE_OF_ONE = 5
"""What stands in more articles than that, or in more than these of one source, is no sign of copying: it is what a
site puts under everything."""
LEAST_SHARE = 0.2
LEAST_PRINTS = 2
"""Texts that share fewer prints, or a smaller share of those of the one that has fewer, are not read side by side."""

_ONE_IN = 16
_FEWEST = 8
"""Of a short text so many are kept: those with the lowest numbers."""
_MIX = np.uint64(0x9E3779B97F4A7C15)

Prints = NDArray[np.uint32]
"""Numbers of runs, each once, in rising order."""


def prints(numbers: NDArray[np.uint32]) -> Prints:
    """The runs by which a text is recognised: one in sixteen, and the eight with the lowest numbers."""
    kept = numbers[numbers % _ONE_IN == 0]
    lowest = np.partition(numbers, _FEWEST)[:_FEWEST] if len(numbers) > _FEWEST else numbers
    found: Prints = np.unique(np.concatenate([kept, lowest]))
    return found


def boilerplate(sources: Sequence[str]) -> bool:
    """Whether a print says nothing of copying, given the sources of the articles that it stands in."""
    return len(sources) > BOILERPLATE or max(Counter(sources).values(), default=0) > BOILERPLATE_OF_ONE


def worth_reading(shared: int, of_a: int, of_b: int) -> bool:
    """Whether two texts share enough prints to be read side by side, boilerplate left out throughout."""
    return shared >= LEAST_PRINTS and shared >= LEAST_SHARE * min(of_a, of_b)


def word_numbers(written: Sequence[str]) -> NDArray[np.uint32]:
    """The words of a text as numbers, the same for the forms that `fold` makes one."""
    if len(_numbers) > _MOST_KNOWN:
        _numbers.clear()
    numbers = np.array(list(map(_numbers.__getitem__, written)), dtype=np.uint32)
    return numbers[numbers > 0]


def run_numbers(words: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """For each place in a text where a run begins, the number of that run; a text shorter than a run is one run."""
    if not len(words):
        return np.zeros(0, dtype=np.uint32)
    length = min(RUN, len(words))
    mixed = np.zeros(len(words) - length + 1, dtype=np.uint64)
    for place in range(length):
        mixed = (mixed ^ words[place : place + len(mixed)]) * _MIX
        mixed ^= mixed >> np.uint64(29)
    return (mixed >> np.uint64(32)).astype(np.uint32)


class _Numbers(dict[str, int]):
    """The number of each word that was met; 0 where folding leaves nothing of it."""

    def __missing__(self, raw: str) -> int:
        folded = fold(raw)
        number = self[raw] = (crc32(folded.encode()) or 1) if folded else 0
        return number


_numbers = _Numbers()
_MOST_KNOWN = 500_000
