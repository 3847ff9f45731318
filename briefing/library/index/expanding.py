"""Words that stand in for one another: which of a prefix's, a pattern's or a misspelling's are looked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from briefing.library.index.collection import Collection, Terms
from briefing.library.index.decoding import Numbers
from briefing.library.index.lexicon import FieldTerms, word_hash

BUDGET = 10_000
"""Postings that are read for one term: those of its most frequent words, until so many are reached."""
_COST_OF_A_WORD = 20
"""Postings that could be read in the time that it takes to start on those of one more word."""

Select = Callable[[FieldTerms], Numbers]
"""The numbers of those of a field's terms that are meant, rising."""


class Candidates:
    """All words that are meant, each with how many documents have it, counted in each field anew."""

    def __init__(self, collection: Collection, fields: Iterable[str], select: Select) -> None:
        self._collection = collection
        self._terms = [
            Terms(field, number, numbers)
            for field in fields
            for number, segment in enumerate(collection.segments)
            if field in segment.terms and len(numbers := select(segment.terms[field]))
        ]
        hashes, documents = [np.zeros(0, np.uint64)], [np.zeros(0, np.int64)]
        for field, segment, numbers in self._terms:
            told = collection.segments[segment].terms[field].rows(numbers)
            hashes.append(told["hash"])
            documents.append(told["documents"])
        self._hashes, self._firsts, self._word_of = np.unique(
            np.concatenate(hashes), return_index=True, return_inverse=True
        )
        counts = np.bincount(self._word_of, np.concatenate(documents), len(self._firsts))
        self.documents = counts.astype(np.int64)
        """How many documents have each word."""
        self._ends = np.cumsum([len(terms.numbers) for terms in self._terms])

    def word(self, number: int) -> str:
        """A word by its number among the candidates."""
        first = int(self._firsts[number])
        which = int(np.searchsorted(self._ends, first, "right"))
        field, segment, numbers = self._terms[which]
        place = first - (int(self._ends[which]) - len(numbers))
        return self._collection.segments[segment].terms[field].word(int(numbers[place])).decode()

    def most_frequent(self, always: str | None = None) -> list[Terms]:
        """The most frequent words, as far as the budget goes; `always` is never left out.

        Words that are equally frequent come in their order.
        """
        ranked = np.argsort(-self.documents, kind="stable")
        spent = np.cumsum(self.documents[ranked] + _COST_OF_A_WORD)
        # Those that begin before the budget is spent.
        count = int(np.searchsorted(spent, BUDGET)) + 1
        if count < len(ranked):
            rarest = self.documents[ranked[count - 1]]
            ties = np.flatnonzero(self.documents == rarest)
            more = ranked[: np.searchsorted(-self.documents[ranked], -rarest)]
            in_order = sorted(ties.tolist(), key=self.word)
            ranked = np.concatenate([more, np.array(in_order[: count - len(more)], np.int64)])
        chosen = np.zeros(len(self.documents), bool)
        chosen[ranked] = True
        if always is not None:
            chosen |= self._hashes == np.uint64(word_hash(always.encode()))
        kept = chosen[self._word_of]
        return [
            Terms(terms.field, terms.segment, numbers)
            for terms, mask in zip(self._terms, np.split(kept, self._ends[:-1]), strict=False)
            if len(numbers := terms.numbers[mask])
        ]


def starting(collection: Collection, fields: Iterable[str], start: str) -> Candidates:
    """The words that start like this, which is folded."""
    encoded = start.encode()
    return Candidates(collection, fields, lambda terms: _numbers(terms.starting(encoded)))


def _numbers(numbers: range) -> Numbers:
    return np.arange(numbers.start, numbers.stop)
