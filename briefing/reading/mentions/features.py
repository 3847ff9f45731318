"""What the model knows of each token beside the words around it: as numbers, for all tokens of an article at once.

Training and reading share this module and those it builds on, so that both see the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from briefing.reading.mentions.columns import Columns, Layout
from briefing.reading.mentions.gaps import GAP_KINDS, SPACE
from briefing.reading.mentions.lexicon import Match
from briefing.reading.mentions.word_features import CLASS_NAMES, phrase_kind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

PLACES = (
    "before 2",
    "before",
    "itself",
    "after",
    "after 2",
    "run first",
    "run last",
    "before run",
    "after run",
)
"""Where the words stand whose features bear on a token; a run is an unbroken stretch of capitals."""

PHRASES = ("", "state", "adjective", "house", "capital", "city", "region", "organisation", "person")
"""What the gazetteer takes a stretch for."""
_PHRASE = {name: number for number, name in enumerate(PHRASES)}
PHRASE_KINDS = len(PHRASES) * 4
"""Each with the place in its stretch: alone, first, inside, last."""


def phrases(matches: Sequence[Sequence[Match]], cols: Columns) -> Ints:
    """For each token what the gazetteer takes the stretch around it for, and where it stands there."""
    import numpy as np

    at: list[int] = []
    kinds: list[int] = []
    for of_line, begin in zip(matches, cols.begins, strict=True):
        for first, end, known in of_line:
            base = _PHRASE.get(phrase_kind(known), 0) * 4
            if end - first == 1:
                at.append(begin + first)
                kinds.append(base)
            else:
                at += range(begin + first, begin + end)
                kinds += (base + 1, *[base + 2] * (end - first - 2), base + 3)
    found = np.zeros(len(cols.tokens), dtype=np.int64)
    found[at] = kinds
    return found


RUN_KINDS = 5 * 4


def around(lay: Layout, count: int) -> tuple[Ints, Ints]:
    """Of each token of the islands the token before its run and the one after it, of `count` in all."""
    import numpy as np

    return np.maximum(lay.run_first - 1, 0), np.minimum(lay.run_last + 1, count - 1)


def places(lay: Layout, before: Ints, after: Ints) -> tuple[Ints, ...]:
    """For each of `PLACES` the token that stands there; `before` and `after` the run."""
    at = lay.tokens
    return (at - 2, at - 1, at, at + 1, at + 2, lay.run_first, lay.run_last, before, after)


def run_kind(at: Ints, lay: Layout) -> Ints:
    """Of each token how long its run is, up to five, and whether it is alone, first, inside, last there."""
    import numpy as np

    length = np.minimum(lay.run_last - lay.run_first, 4)
    position = np.where(
        lay.run_first == lay.run_last, 0, np.where(at == lay.run_first, 1, np.where(at == lay.run_last, 3, 2))
    )
    kinds: Ints = length * 4 + position
    return kinds


_CLASS_COUNT = len(CLASS_NAMES)
BLOCKS = (
    ("gap before", GAP_KINDS),
    ("gap after", GAP_KINDS),
    ("phrase before", PHRASE_KINDS),
    ("phrase", PHRASE_KINDS),
    ("phrase after", PHRASE_KINDS),
    ("run", RUN_KINDS),
    ("pair before", _CLASS_COUNT**2 * 2),
    ("pair after", _CLASS_COUNT**2 * 2),
    ("pair around", _CLASS_COUNT**2),
    ("run pair", _CLASS_COUNT**2),
)
"""The categories of a token, and how many values each has."""
BEGINS = tuple(accumulate((size for _, size in BLOCKS[:-1]), initial=0))
"""For each category where its values begin, if they are counted on through all."""


def categories(
    at: Ints, gaps: Ints, phrase: Ints, classes: Ints, before: Ints, after: Ints, lay: Layout
) -> Ints:
    """For every category of `BLOCKS` its value for each token of the islands; `before` and `after` its run."""
    import numpy as np

    left, own, right = classes[at - 1], classes[at], classes[at + 1]
    gap_before, gap_after = gaps[at], gaps[at + 1]
    values = (
        gap_before,
        gap_after,
        phrase[at - 1],
        phrase[at],
        phrase[at + 1],
        run_kind(at, lay),
        (left * _CLASS_COUNT + own) * 2 + (gap_before == SPACE),
        (own * _CLASS_COUNT + right) * 2 + (gap_after == SPACE),
        left * _CLASS_COUNT + right,
        classes[before] * _CLASS_COUNT + classes[after],
    )
    return np.stack(values)
