"""Agreeing: whether two passages that are only loosely alike as wholes have sentences that say the same.

That is what a brief calls agreed: sentences near each other by the words that are rare in both articles, and alike as
they stand. A passage around them may well tell more than the other does.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from briefing.article import Span
from briefing.comparison import CLOSE
from briefing.reading.alignment import score, terms, weigh
from briefing.reading.sameness import SAME, sameness
from briefing.reading.sentences import sentences

_AT_HAND = 8
"""Pairs of articles whose weights are kept while the reader goes from passage to passage."""


def agree(text_a: str, passage_a: Span, text_b: str, passage_b: Span) -> bool:
    """Whether a sentence of one passage says the same as one of the other."""
    of_a, of_b = _sentences(text_a, passage_a), _sentences(text_b, passage_b)
    scores = score([terms(one) for one in of_a], [terms(one) for one in of_b], _weights(text_a, text_b))
    near = (pair for pair, value in scores.items() if value >= CLOSE)
    return any(sameness(of_a[i], of_b[j]) >= SAME for i, j in near)


def _sentences(text: str, passage: Span) -> list[str]:
    return [text[start:end] for start, end in sentences(text) if passage.start <= start < passage.end]


@lru_cache(maxsize=_AT_HAND)
def _weights(text_a: str, text_b: str) -> Mapping[str, float]:
    return weigh([terms(text[start:end]) for text in (text_a, text_b) for start, end in sentences(text)])
