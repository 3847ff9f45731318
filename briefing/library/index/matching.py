"""Which documents fit a syntax tree, and how well.

Evaluated term at a time, over all documents at once: each node gives a column of scores and one that says
which documents fit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from briefing.library.index.collection import Collection, Terms
from briefing.library.index.decoding import Numbers
from briefing.library.index.errors import SearchCancelled
from briefing.library.index.expanding import Candidates, starting
from briefing.library.index.schema import day_number, fields_of
from briefing.library.index.suggesting import near
from briefing.library.query import (
    And,
    Boost,
    DateRange,
    Filter,
    Fuzzy,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Wildcard,
    Word,
)
from briefing.library.query.likeness import line_expression

_OneWord: TypeAlias = Word | Prefix | Fuzzy | Wildcard

Sift = Callable[[Filter], NDArray[np.bool_]]
"""Says which documents a filter lets through: what it asks for is no matter of the index."""

_PLACE_BITS = 32
"""Of a number that stands for a document and a place in it."""


class Fitting(NamedTuple):
    """Which documents fit, and how well; both columns have a row for each document, deleted ones too."""

    fits: NDArray[np.bool_]
    scores: NDArray[np.float64]
    """0 for what does not fit, and for what only filters let through."""


class Matching:
    """One evaluation over a collection."""

    def __init__(self, collection: Collection, sift: Sift, cancelled: Callable[[], bool]) -> None:
        self._collection = collection
        self._sift = sift
        self._cancelled = cancelled

    def fitting(self, node: Node) -> Fitting:
        """What fits a node. Raises SearchCancelled."""
        match node:
            case And(parts):
                return self._every(parts)
            case Or(parts):
                return self._any(parts)
            case Not(part):
                return self._filtered(self._collection.live & ~self.fitting(part).fits)
            case DateRange():
                return self._filtered(self._collection.live & self._dated(node))
            case Filter():
                return self._filtered(self._collection.live & self._sift(node))
            case Boost(part, factor):
                found = self.fitting(part)
                return Fitting(found.fits, found.scores * factor)
            case Phrase() | Near():
                return self._scored(self._placed(node))
            case Word() | Prefix() | Fuzzy() | Wildcard():
                return self._scored(self._term(node))

    def _any(self, parts: Sequence[Node]) -> Fitting:
        found = [self.fitting(part) for part in parts]
        fits = reduce(np.logical_or, (part.fits for part in found))
        return Fitting(fits, reduce(np.add, (part.scores for part in found)))

    def _every(self, parts: Sequence[Node]) -> Fitting:
        found = [self.fitting(part) for part in parts]
        fits = reduce(np.logical_and, (part.fits for part in found))
        scores = reduce(np.add, (part.scores for part in found))
        return Fitting(fits, np.where(fits, scores, 0.0))

    def _filtered(self, fits: NDArray[np.bool_]) -> Fitting:
        return Fitting(fits, np.zeros(self._collection.size))

    def _scored(self, frequencies: NDArray[np.float64]) -> Fitting:
        frequencies[~self._collection.live] = 0
        return Fitting(frequencies > 0, self._collection.model.scores(frequencies))

    def _dated(self, dates: DateRange) -> NDArray[np.bool_]:
        # The undated have the day 0, which is before any.
        first = day_number(dates.first) if dates.first else 1
        last = day_number(dates.last) if dates.last else 9999_12_31
        days = self._collection.days
        fits: NDArray[np.bool_] = (first <= days) & (days <= last)
        return fits

    def _term(self, term: _OneWord) -> NDArray[np.float64]:
        """How often each document has the word or one that stands in for it, fields and lengths weighed in."""
        frequencies = np.zeros(self._collection.size)
        for found in self._by_field(term, fields_of(term)).values():
            self._poll()
            self._collection.add_frequencies(found, frequencies)
        return frequencies

    def _by_field(self, term: _OneWord, fields: Iterable[str]) -> dict[str, list[Terms]]:
        """Where the words stand that the term is looked for by; a field without any is left out."""
        return {field: [*of] for field, of in groupby(self._terms(term, fields), attrgetter("field"))}

    def _terms(self, term: _OneWord, fields: Iterable[str]) -> list[Terms]:
        match term:
            case Word(text):
                return self._collection.find(fields, text)
            case Prefix(text):
                return starting(self._collection, fields, text).most_frequent(always=text)
            case Fuzzy(text):
                candidates = Candidates(self._collection, fields, lambda terms: near(terms, text))
                return candidates.most_frequent(always=text)
            case Wildcard(pattern):
                start = re.split("[*?]", pattern)[0].encode()
                line = line_expression(pattern)
                return Candidates(
                    self._collection, fields, lambda terms: terms.fitting(line, start)
                ).most_frequent()

    def _placed(self, term: Phrase | Near) -> NDArray[np.float64]:
        """How often each document has the words where they should be, fields and lengths weighed in."""
        frequencies = np.zeros(self._collection.size)
        fields = fields_of(term)
        words: list[_OneWord] = [Word(word) for word in term.words]
        if isinstance(term, Phrase) and term.open:
            words[-1] = Prefix(term.words[-1])
        slots = [self._by_field(word, fields) for word in words]
        # Words follow each other within one field, and where a segment lacks one of them none do.
        for field in slots[0]:
            here = _in_common([slot.get(field, []) for slot in slots])
            if here[0]:
                if isinstance(term, Near):
                    documents, times = self._close_together(here, term.distance)
                else:
                    documents, times = self._in_a_row(here)
                frequencies[documents] += times * self._collection.occurrences(field, documents)
        return frequencies

    def _close_together(self, slots: Sequence[Sequence[Terms]], distance: int) -> tuple[Numbers, Numbers]:
        """The documents in which the terms stand near each other, and at how many places they do in each.

        The same as `query.likeness.places_near` says of one text, for all documents together.
        """
        wanted: Numbers | None = None
        placed: list[tuple[int, Numbers]] = []
        by_rarity = sorted(enumerate(slots), key=lambda slot: self._collection.frequency(slot[1]))
        for which, found in by_rarity:
            self._poll()
            documents, places = self._collection.positions(found, wanted)
            placed.append((which, (documents << _PLACE_BITS) + places))
            wanted = _without_repeats(documents)
            if not len(wanted):
                return wanted, wanted
        rows = np.concatenate([places for _, places in placed])
        kinds = np.repeat([which for which, _ in placed], [len(places) for _, places in placed])
        order = np.argsort(rows)
        rows, kinds = rows[order], kinds[order]
        span = len(slots) - 1 + distance
        complete = np.ones(len(rows), bool)
        for which, _ in placed:
            # Where the word was met last; before the first time, too far away.
            met = np.maximum.accumulate(np.where(kinds == which, rows, -span - 1))
            complete &= rows - met <= span
        return np.unique(rows[complete] >> _PLACE_BITS, return_counts=True)

    def _in_a_row(self, slots: Sequence[Sequence[Terms]]) -> tuple[Numbers, Numbers]:
        """The documents in which terms of all slots follow each other, and how often they do in each.

        The rarest are read first, and of the others only where they stand in what is left.
        """
        rows: Numbers | None = None
        wanted: Numbers | None = None
        by_rarity = sorted(enumerate(slots), key=lambda slot: self._collection.frequency(slot[1]))
        for offset, found in by_rarity:
            self._poll()
            documents, places = self._collection.positions(found, wanted)
            # A document and where in it the row would start, as one number.
            starts = (documents << _PLACE_BITS) + places - offset
            if any(len(terms.numbers) > 1 for terms in found):
                starts.sort()
            rows = starts if rows is None else _common(rows, starts)
            wanted = _without_repeats(rows >> _PLACE_BITS)
            if not len(wanted):
                return wanted, wanted
        assert rows is not None
        return np.unique(rows >> _PLACE_BITS, return_counts=True)

    def _poll(self) -> None:
        if self._cancelled():
            raise SearchCancelled


def _in_common(slots: Sequence[Sequence[Terms]]) -> list[list[Terms]]:
    """Of each slot the terms in those segments that have terms of every slot."""
    segments = set.intersection(*({terms.segment for terms in slot} for slot in slots))
    return [[terms for terms in slot if terms.segment in segments] for slot in slots]


def _without_repeats(numbers: Numbers) -> Numbers:
    """Each of numbers that do not fall, once."""
    changes = np.ones(len(numbers), bool)
    np.not_equal(numbers[1:], numbers[:-1], out=changes[1:])
    return numbers[changes]


def _common(some: Numbers, others: Numbers) -> Numbers:
    """What two rising columns share."""
    few, many = (some, others) if len(some) < len(others) else (others, some)
    places = np.searchsorted(many, few)
    places[places == len(many)] = 0
    return few[many[places] == few] if len(many) else few[:0]
