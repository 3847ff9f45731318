"""Sameness: do two sentences say the same, wherever they come from?

Alignment weighs words by the two articles around them; here there are none, and every word counts alike, function
words too, for they carry the build of a sentence.
"""

from __future__ import annotations

import math

from briefing.reading.concepts import concept
from briefing.reading.words import folded_words

SAME = 0.51
"""From this score on, two sentences are taken to say the same."""
OTHER_FIGURES = 0.9
"""What is left of the score where each gives figures that the other lacks."""


def sameness(a: str, b: str) -> float:
    """How far two sentences say the same, from 0 to 1: the cosine of the sets of their concepts."""
    words_a, words_b = frozenset(folded_words(a)), frozenset(folded_words(b))
    concepts_a, concepts_b = frozenset(map(concept, words_a)), frozenset(map(concept, words_b))
    if not concepts_a or not concepts_b:
        return 0.0
    alike = len(concepts_a & concepts_b) / math.sqrt(len(concepts_a) * len(concepts_b))
    figures_a, figures_b = ({word for word in words if word[0].isdigit()} for words in (words_a, words_b))
    return alike * OTHER_FIGURES if figures_a - figures_b and figures_b - figures_a else alike
