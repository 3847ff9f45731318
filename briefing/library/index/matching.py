"""Which documents fit a syntax tree, and how well.

Evaluated term at a time: each node gives the scores of all the documents that fit it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from pickle import loads

from briefing.library.index.collection import Collection, Entry
from briefing.library.index.schema import BOOSTS, day_number, fields_of
from briefing.library.query import And, DateRange, Node, Not, Or, Phrase, Prefix, Word

Scores = dict[int, float]
"""The documents that fit, each with its score."""

BUDGET = 10_000
"""Postings that are read for a prefix: those of its most frequent words, until so many are reached."""
_COST_OF_A_WORD = 20
"""Postings that could be read in the time that it takes to start on those of one more word."""

_COUNT = 4
"""Bytes before the positions of a posting."""


class SearchCancelled(Exception):
    """Nobody wants the answer any longer."""


class Matching:
    """One evaluation over a collection."""

    def __init__(self, collection: Collection, cancelled: Callable[[], bool]) -> None:
        self._collection = collection
        self._cancelled = cancelled

    def scores(self, node: Node) -> Scores:
        """The documents that fit a node. Raises SearchCancelled."""
        match node:
            case And(parts):
                return self._every(parts)
            case Or(parts):
                return _sum(map(self.scores, parts))
            case Not(part):
                return self._others(self.scores(part))
            case DateRange():
                return dict.fromkeys(self._dated(self._collection.numbers(), node), 0.0)
            case Phrase():
                return self._collection.model.scores(self._phrase(node))
            case Word() | Prefix():
                return self._collection.model.scores(self._term(node))

    def _every(self, parts: Sequence[Node]) -> Scores:
        """What fits every part; dates and negations only sift what the other parts leave."""
        sieves = [part for part in parts if isinstance(part, DateRange | Not)]
        fitting: Scores | None = None
        for part in parts:
            if isinstance(part, DateRange | Not):
                continue
            scores = self.scores(part)
            if fitting is None:
                fitting = scores
            else:
                few, many = sorted((fitting, scores), key=len)
                fitting = {number: score + many[number] for number, score in few.items() if number in many}
        if fitting is None:
            fitting = self._others({})
        for sieve in sieves:
            if isinstance(sieve, DateRange):
                fitting = {number: fitting[number] for number in self._dated(fitting, sieve)}
            elif fitting:
                unwanted = self.scores(sieve.part)
                fitting = {number: score for number, score in fitting.items() if number not in unwanted}
        return fitting

    def _others(self, unwanted: Scores) -> Scores:
        return {number: 0.0 for number in self._collection.numbers() if number not in unwanted}

    def _dated(self, numbers: Iterable[int], dates: DateRange) -> list[int]:
        # The undated have the day 0, which is before any.
        first = day_number(dates.first) if dates.first else 1
        last = day_number(dates.last) if dates.last else 9999_12_31
        days = self._collection.days
        return [number for number in numbers if first <= days[number] <= last]

    def _term(self, term: Word | Prefix) -> dict[int, float]:
        """How often each document has the word or one that starts like it, fields and lengths weighed in."""
        fields = fields_of(term)
        if isinstance(term, Prefix):
            entries = self._expanded(fields, term.text)
        else:
            entries = list(self._collection.find(fields, term.text))
        frequencies: dict[int, float] = {}
        for entry in entries:
            self._poll()
            found = zip(*self._collection.frequencies(entry), strict=True)
            if not frequencies:
                frequencies = dict(found)
                continue
            so_far = frequencies.get
            for number, weighed in found:
                frequencies[number] = so_far(number, 0.0) + weighed
        return self._without_deleted(frequencies)

    def _expanded(self, fields: Iterable[str], prefix: str) -> list[Entry]:
        """Where the words that start like this stand, the most frequent first, as far as the budget goes.

        The word that is the prefix itself is always among them.
        """
        documents: Counter[str] = Counter()
        for terms in self._collection.starting(fields, prefix):
            self._poll()
            documents.update(terms)
        chosen = []
        budget = BUDGET
        for word in sorted(sorted(documents), key=documents.__getitem__, reverse=True):
            if budget <= 0:
                break
            budget -= documents[word] + _COST_OF_A_WORD
            chosen.append(word)
        if prefix in documents and prefix not in chosen:
            chosen.append(prefix)
        # In one order whatever the budget, for sums of floats depend on it.
        return [entry for word in sorted(chosen) for entry in self._collection.find(fields, word)]

    def _phrase(self, phrase: Phrase) -> dict[int, float]:
        """How often each document has the words in a row, fields and lengths weighed in."""
        fields = fields_of(phrase)
        slots = [list(self._collection.find(fields, word)) for word in phrase.words]
        if phrase.open:
            slots[-1] = self._expanded(fields, phrase.words[-1])
        frequencies: defaultdict[int, float] = defaultdict(float)
        # Words follow each other within one field of one segment.
        for place in dict.fromkeys((entry.field, entry.base) for entry in slots[0]):
            here = [[entry for entry in slot if (entry.field, entry.base) == place] for slot in slots]
            if not all(here):
                continue
            field, base = place
            lengths = here[0][0].segment.lengths[field]
            per_occurrence = self._collection.model.per_occurrence[field]
            for number, starts in self._in_a_row(here).items():
                frequencies[base + number] += len(starts) * BOOSTS[field] * per_occurrence[lengths[number]]
        return self._without_deleted(frequencies)

    def _in_a_row(self, slots: Sequence[Sequence[Entry]]) -> dict[int, set[int]]:
        """For each document of a segment, where in a field words of all slots follow each other.

        The rarest slot is read first, and of the others only the blocks that its documents are in.
        """
        starts: dict[int, set[int]] | None = None
        by_rarity = sorted(enumerate(slots), key=lambda slot: sum(e.postings.documents for e in slot[1]))
        for offset, slot in by_rarity:
            wanted = None if starts is None else sorted(starts)
            here: defaultdict[int, set[int]] = defaultdict(set)
            for entry in slot:
                for block in entry.blocks(wanted):
                    self._poll()
                    for number, packed in zip(block.numbers, block.positions, strict=True):
                        if starts is None or number in starts:
                            # Kept as differences, the first from 0: here, from where the phrase starts.
                            steps = loads(packed[_COUNT:])  # noqa: S301 - a file of ours, checked
                            steps[0] -= offset
                            here[number].update(accumulate(steps))
            if starts is not None:
                both = ((number, starts[number] & found) for number, found in here.items())
                here = defaultdict(set, ((number, common) for number, common in both if common))
            starts = here
            if not starts:
                break
        return starts or {}

    def _without_deleted(self, frequencies: dict[int, float]) -> dict[int, float]:
        for number in self._collection.deleted & frequencies.keys():
            del frequencies[number]
        return frequencies

    def _poll(self) -> None:
        if self._cancelled():
            raise SearchCancelled


def _sum(parts: Iterable[Scores]) -> Scores:
    total: Scores = {}
    for part in parts:
        few, many = sorted((total, part), key=len)
        for number, score in few.items():
            many[number] = many.get(number, 0.0) + score
        total = many
    return total
