"""What grouping remembers of each article, small enough to be kept: nothing is read from a text twice.

Articles go by whole numbers of the keeper's choice, which should be dense. What is kept here lives in memory; the
library has a memory that reads from its archive what it is asked for, and writes back what has changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from briefing.reading.stories.similarity import Days, faded
from briefing.reading.stories.vectors import LEADING_TERMS, Vector

CHUNK = 4096
"""Postings and places are kept in pieces of so many article numbers, so that one more article changes little."""

PLACE = np.dtype([("day", "<i4"), ("neighbourhood", "<i4"), ("closeness", "<i4"), ("story", "<i4")])
"""Where an article stands: its day, the neighbourhood it is in and how close that is, and its story.

Neighbourhoods and stories go by the number of one of their articles. A closeness of 0 means that there is no such
article.
"""

_BITS = 16
_WEIGHT = (1 << _BITS) - 1

Postings = dict[int, bytearray]
"""For each chunk, the articles that a term leads: the place in the chunk and the weight, in 32 bits."""


class LaidOut(NamedTuple):
    """The leading terms of some articles, term by term."""

    terms: NDArray[np.uint32]
    """In rising order."""
    starts: list[int]
    """Where each begins in what follows, and at last where that ends."""
    articles: NDArray[np.int32]
    """The articles that a term leads, by their places in the list, in rising order."""
    weights: NDArray[np.uint16]


class Near(NamedTuple):
    """The articles near one, with their similarity by leading terms alone."""

    articles: NDArray[np.int64]
    similarities: NDArray[np.int64]


class Memory:
    """Vectors, postings and places of articles."""

    def __init__(self) -> None:
        self.places: NDArray[np.void] = np.zeros(CHUNK, dtype=PLACE)
        self._articles: dict[int, tuple[str, Vector]] = {}
        self._postings: dict[int, Postings] = {}

    def remember(self, article: int, id: str, day: int, vector: Vector) -> None:
        """Take in an article that is not remembered yet. It still has to be placed."""
        self._articles[article] = (id, vector)
        self._grow(article)
        self.places[article] = (day, 0, 0, article)
        self._post(article, vector)

    def forget(self, article: int) -> None:
        """Let go of an article; its neighbourhood has to be placed anew."""
        leading = self.leading_terms(self.vector(article))
        self.load_postings(leading)
        chunk, place = divmod(article, CHUNK)
        for term in leading:
            entries = np.frombuffer(bytes(self._postings[term][chunk]), dtype="<u4")
            self._postings[term][chunk] = bytearray(entries[entries >> _BITS != place].tobytes())
        self.places[article] = (0, 0, 0, 0)
        del self._articles[article]

    def vector(self, article: int) -> Vector:
        """An article's vector."""
        self.load_articles((article,))
        return self._articles[article][1]

    def in_order(self, articles: Iterable[int]) -> list[int]:
        """Articles by their ids, which is the order in which ties are settled."""
        found = list(articles)
        self.load_articles(found)
        return sorted(found, key=lambda article: self._articles[article][0])

    def days(self, articles: Sequence[int] | NDArray[np.int64]) -> Days:
        """The days of articles."""
        return self.places["day"][articles].astype(np.int64)

    def members(self, neighbourhood: int) -> NDArray[np.int64]:
        """The articles of a neighbourhood."""
        there = (self.places["neighbourhood"] == neighbourhood) & (self.places["closeness"] > 0)
        return np.flatnonzero(there)

    def near(self, article: int, least: int) -> Near:
        """The other articles whose leading terms make them at least so similar, less what time takes off."""
        vector = self.vector(article)
        leading = self.leading_terms(vector)
        self.load_postings(leading)
        pieces: list[bytearray] = []
        bases: list[int] = []
        weights: list[int] = []
        for term, weight in zip(leading, vector.weights.tolist(), strict=False):
            for chunk, piece in self._postings.get(term, {}).items():
                pieces.append(piece)
                bases.append(chunk * CHUNK)
                weights.append(weight)
        entries = np.frombuffer(b"".join(pieces), dtype="<u4")
        lengths = [len(piece) // 4 for piece in pieces]
        numbers = (entries >> _BITS) + np.repeat(np.array(bases, dtype=np.int64), lengths)
        products = (entries & _WEIGHT) * np.repeat(np.array(weights, dtype=np.int64), lengths)
        # Sums of whole numbers below 2**53 are exact as floats, in whatever order.
        sums = np.bincount(numbers, products)
        found = np.flatnonzero(sums >= least)
        found = found[found != article]
        similarities = faded(sums[found].astype(np.int64), self.days(found), self.days([article]))
        kept = similarities >= least
        return Near(found[kept], similarities[kept])

    def near_earlier(self, articles: Sequence[int], least: int) -> Iterator[tuple[int, Near]]:
        """For each of the articles those before it in the list that are near it, the list being all there are.

        Quicker than asking for each what is near it: the postings are laid out once.
        """
        self.load_articles(articles)
        found = lay_out([self.vector(article) for article in articles])
        numbers, of_terms = np.array(articles, dtype=np.int64), found.articles.astype(np.int64)
        weights, days = found.weights.astype(np.float64), self.days(numbers)
        for place, article in enumerate(articles):
            vector = self.vector(article)
            firsts = np.searchsorted(found.terms, vector.terms[:LEADING_TERMS])
            pieces = []
            products = []
            for term, weight in zip(firsts.tolist(), vector.weights.tolist(), strict=False):
                first = found.starts[term]
                last = first + int(np.searchsorted(of_terms[first : found.starts[term + 1]], place))
                if last > first:
                    pieces.append(of_terms[first:last])
                    products.append(weights[first:last] * weight)
            if not pieces:
                yield article, Near(numbers[:0], numbers[:0])
                continue
            # Sums of whole numbers below 2**53 are exact as floats, in whatever order.
            sums = np.bincount(np.concatenate(pieces), np.concatenate(products))
            there = np.flatnonzero(sums >= least)
            similarities = faded(sums[there].astype(np.int64), days[there], days[place : place + 1])
            kept = similarities >= least
            yield article, Near(numbers[there[kept]], similarities[kept])

    def place(self, articles: Collection[int], neighbourhood: int, closeness: int) -> None:
        """Make a neighbourhood of these articles."""
        where = np.fromiter(articles, dtype=np.int64, count=len(articles))
        there = self.places[where]
        moved = where[(there["neighbourhood"] != neighbourhood) | (there["closeness"] != closeness)]
        self.places["neighbourhood"][moved] = neighbourhood
        self.places["closeness"][moved] = closeness
        self._note_moved(moved)

    def tell(self, articles: Sequence[int]) -> None:
        """Make a story of these articles, which goes by the first of them."""
        where = np.array(articles, dtype=np.int64)
        moved = where[self.places["story"][where] != articles[0]]
        self.places["story"][moved] = articles[0]
        self._note_moved(moved)

    def _post(self, article: int, vector: Vector) -> None:
        """Let the article be found under its leading terms."""
        leading = self.leading_terms(vector)
        self.load_postings(leading)
        chunk, place = divmod(article, CHUNK)
        for term, weight in zip(leading, vector.weights.tolist(), strict=False):
            entry = ((place << _BITS) | weight).to_bytes(4, "little")
            self._postings.setdefault(term, {}).setdefault(chunk, bytearray()).extend(entry)

    def _note_moved(self, articles: NDArray[np.int64]) -> None:
        """Be told that the places of these articles have changed."""

    @staticmethod
    def leading_terms(vector: Vector) -> list[int]:
        """The terms under which an article is found."""
        leading: list[int] = vector.terms[:LEADING_TERMS].tolist()
        return leading

    def load_articles(self, articles: Iterable[int]) -> None:
        """Make sure that these articles are at hand."""

    def load_postings(self, terms: Iterable[int]) -> None:
        """Make sure that the postings of these terms are at hand."""

    def _grow(self, article: int) -> None:
        missing = article + 1 - len(self.places)
        if missing > 0:
            chunks = -(-missing // CHUNK)
            self.places = np.concatenate([self.places, np.zeros(chunks * CHUNK, dtype=PLACE)])


def lay_out(vectors: Sequence[Vector]) -> LaidOut:
    """Which terms lead which of the vectors."""
    terms, weights = leading_parts(vectors)
    every = np.concatenate([np.zeros(0, dtype=np.uint32), *terms])
    of = np.repeat(np.arange(len(vectors), dtype=np.int32), [len(found) for found in terms])
    order = np.argsort(every, kind="stable")
    distinct, starts = np.unique(every[order], return_index=True)
    weight = np.concatenate([np.zeros(0, dtype=np.uint16), *weights])
    return LaidOut(distinct, [*starts.tolist(), len(every)], of[order], weight[order])


def pack(articles: NDArray[np.int64], weights: NDArray[np.uint16]) -> NDArray[np.uint32]:
    """Postings of articles of one chunk, in the form that is kept."""
    return (articles % CHUNK).astype(np.uint32) << np.uint32(_BITS) | weights.astype(np.uint32)


def leading_parts(vectors: Iterable[Vector]) -> tuple[list[NDArray[np.uint32]], list[NDArray[np.uint16]]]:
    """The leading terms and their weights."""
    found = list(vectors)
    return [v.terms[:LEADING_TERMS] for v in found], [v.weights[:LEADING_TERMS] for v in found]
