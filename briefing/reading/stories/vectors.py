"""Articles as weighted terms.

A term weighs by how often its article uses it and by how rare it is, among the articles at hand and in the
news at large together. Of few articles the background knows better, of many they do themselves.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Callable, Sequence

from briefing.reading.background import article_shares
from briefing.reading.stems import stem
from briefing.reading.stopwords import STOPWORDS
from briefing.reading.stories.storytext import StoryText
from briefing.reading.words import folded_words

UNIT = 4096
"""The length of a vector. Weights are whole numbers, so that sums don't depend on the order of adding."""
BACKGROUND_ARTICLES = 2000
"""The news at large counts as much as this many articles of the collection."""
KEPT_TERMS = 300
"""The weightiest terms of an article stand for it."""

Vector = dict[int, int]
"""Weights by term number, of length `UNIT`."""


class Collection:
    """The terms of the articles that are grouped together. Terms are numbered, to be small and quick."""

    def __init__(self, articles: Sequence[StoryText], step: Callable[[], None]) -> None:
        numbers: dict[str, int] = {}
        self._terms: list[array[int]] = []
        self._counts: list[array[int]] = []
        found_in: Counter[int] = Counter()
        self.written: list[str] = []
        """For each term number the shortest of the words with that stem."""
        for article in articles:
            counts: Counter[int] = Counter()
            for folded, count in _count_words(article).items():
                if folded not in STOPWORDS:
                    term = numbers.setdefault(stem(folded), len(numbers))
                    counts[term] += count
                    if term == len(self.written):
                        self.written.append(folded)
                    elif len(folded) < len(self.written[term]):
                        self.written[term] = folded
            self._terms.append(array("I", counts))
            self._counts.append(array("I", counts.values()))
            found_in.update(counts.keys())
            step()
        shares = article_shares()
        considered = len(articles) + BACKGROUND_ARTICLES
        self.rarity = [
            math.log(
                (considered + 1) / (shares.get(term, 0.0) * BACKGROUND_ARTICLES + found_in[number] + 0.5)
            )
            for term, number in numbers.items()
        ]
        """What each term weighs by being rare (inverse document frequency); never below zero."""

    def weights(self, article: int) -> dict[int, float]:
        """What each term of an article weighs: (1 + log of its count) × rarity."""
        return {
            term: (1 + math.log(count)) * self.rarity[term]
            for term, count in zip(self._terms[article], self._counts[article], strict=True)
        }

    def vector(self, article: int) -> Vector:
        """An article's vector."""
        return unit_vector(self.weights(article))


def unit_vector(weights: dict[int, float]) -> Vector:
    """The weightiest terms as whole numbers, scaled to the length `UNIT`; ties go by the term's number."""
    kept = sorted(((weight, -term) for term, weight in weights.items() if weight > 0), reverse=True)[
        :KEPT_TERMS
    ]
    length = math.sqrt(math.fsum(weight * weight for weight, _ in kept))
    return {-negated: round(UNIT * weight / length) for weight, negated in kept}


def _count_words(article: StoryText) -> Counter[str]:
    told = article.text if article.title_derived else f"{article.title}\n\n{article.text}"
    return Counter(folded_words(told))
