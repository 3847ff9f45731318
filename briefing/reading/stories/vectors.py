"""Articles as weighted terms.

What a term weighs depends on its article and on the news at large alone (`background`), never on the other articles
at hand: so an article is weighed once, when it comes, however many come after it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from briefing.reading.background import article_shares
from briefing.reading.stems import stem
from briefing.reading.stopwords import STOPWORDS
from briefing.reading.stories.storytext import StoryText
from briefing.reading.words import fold, raw_words

UNIT = 4000
"""The length of a vector. A product of two fits the 24 bits that 32-bit floats add up without rounding."""
KEPT_TERMS = 150
"""The weightiest terms of an article stand for it."""
LEADING_TERMS = 48
"""The weightiest of these decide which articles are compared at all."""

_UNLISTED = 1 / 2000
"""The share of articles that hold a stem is known no more exactly than this."""
_NAME = 1.25
"""A word that its article mostly writes with a capital counts by so much more: names tell like events apart."""


class Vector(NamedTuple):
    """The weightiest terms of an article, the weightiest first; equally weighty ones by their number."""

    terms: NDArray[np.uint32]
    """The numbers of the terms, made from their stems: the same in every library."""
    weights: NDArray[np.uint16]
    """Whole numbers, so that sums don't depend on the order of adding; the length of all is `UNIT`."""
    words: tuple[str, ...]
    """How the article writes the leading terms: the shortest of the words with that stem."""


def weigh(article: StoryText, words: Sequence[str] | None = None) -> Vector:
    """An article's vector: each term weighs (1 + log of its count) × rarity in the news at large.

    `words` are those of its text as `raw_words` finds them, if they are at hand.
    """
    counts: Counter[int] = Counter()
    capitals: Counter[int] = Counter()
    rarities: dict[int, float] = {}
    written: dict[int, str] = {}
    used = Counter(raw_words(article.text) if words is None else words)
    if not article.title_derived:
        used.update(raw_words(article.title))
    for raw, count in used.items():
        term, rarity, folded = _term(raw)
        if rarity:
            counts[term] += count
            rarities[term] = rarity
            if raw[0].isupper():
                capitals[term] += count
            if term not in written or (len(folded), folded) < (len(written[term]), written[term]):
                written[term] = folded
    weights = {
        term: (1 + math.log(count)) * rarities[term] * (_NAME if 2 * capitals[term] > count else 1)
        for term, count in counts.items()
    }
    kept = sorted(weights, key=lambda term: (-weights[term], term))[:KEPT_TERMS]
    length = math.sqrt(math.fsum(weights[term] ** 2 for term in kept)) or 1.0
    return Vector(
        terms=np.array(kept, dtype=np.uint32),
        weights=np.array([round(UNIT * weights[term] / length) for term in kept], dtype=np.uint16),
        words=tuple(written[term] for term in kept[:LEADING_TERMS]),
    )


@lru_cache(maxsize=262_144)
def _term(raw: str) -> tuple[int, float, str]:
    """The number of a word's term, how rare it is, and its folded form; a rarity of 0 leaves the word out."""
    folded = fold(raw)
    if not folded or folded in STOPWORDS:
        return 0, 0.0, folded
    term = stem(folded)
    return crc32(term.encode()), -math.log(article_shares().get(term, 0.0) + _UNLISTED), folded
