"""Statements: the sentences of an account, each with all that comparing asks of it."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from briefing.article import Entity, Mention, Span
from briefing.comparison import Account, Side, Value
from briefing.reading.attribution import FoundAttribution, attributions
from briefing.reading.background import article_shares
from briefing.reading.concepts import concept, is_verb
from briefing.reading.denials import HINTS as denial_hints
from briefing.reading.denials import Denial, denials
from briefing.reading.moments import HINTS as moment_hints
from briefing.reading.moments import FoundMoment, moments
from briefing.reading.passages import passages
from briefing.reading.quantities import NUMBER_WORDS, FoundQuantity, figures, quantities
from briefing.reading.sentences import sentences
from briefing.reading.stems import stem
from briefing.reading.stopwords import STOPWORDS
from briefing.reading.words import Word, words

_BACKGROUND_SENTENCES = 60
"""The news at large counts as much as this many sentences of the two accounts."""
_AT_HAND = 128
"""Accounts whose sentences are kept, with all that was read in them: each is compared with each of a large story."""
SENTENCES_AT_HAND = 4096
"""Sentences of which a reading that is asked for again and again is kept."""
_UNMET = 1.0
"""What a term weighs that stands in neither account."""
_CHANCE = 0.6
"""How likely one term in common is mere chance; two are so with its square, and so on."""
_AUXILIARIES = frozenset(map(concept, ("left", "made", "got", "kept", "said", "told")))
"""Verbs that tell little of what happened."""
_SAID_ON = re.compile(r"\s(?:(?:reporters|journalists|lawmakers)\s)?(?:in\sa\sstatement\s)?(?:on\s)?")
_DEFINITE = re.compile(r"\b(?:the|this|that|his|her|its|their)\s\Z", re.IGNORECASE)
_NOUN_AFTER = re.compile(r"\s(?P<noun>[a-z]{3,})\b")
_GOES_ON = re.compile(r"(?:It|They|That|This|These|Those)\s")
_SOME_DAY = date(2000, 7, 1)
"""Stands in where neither account says when it appeared: days without their year then compare, as guesses."""


@dataclass(frozen=True, eq=False)
class Statement:
    """A sentence of an account. What it gives is read when it is asked for, and each is equal to itself alone."""

    account: Account
    near: date
    """A day about when the account appeared, in case it doesn't say."""
    span: Span
    passage: int
    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]
    """Those in the sentence."""
    attributions: tuple[FoundAttribution, ...]
    """Whose word it is; none where it is the article's own."""
    before: Statement | None = None
    """The sentence before, where this one goes on with what it told: "It killed 612 people"."""

    @cached_property
    def terms(self) -> dict[str, str]:
        """What is compared: concepts and entities, with the words as written; nothing that says how many or when."""
        return self.terms_outside()

    def terms_in(self, *spans: Span) -> dict[str, str]:
        """The terms of stretches of the sentence, which are in order and do not overlap."""
        text = self.account.text
        ends = [span.end for span in spans]
        found: dict[str, str] = {}
        for word in self.words:
            if word.folded in STOPWORDS or word.folded in NUMBER_WORDS or word.folded[0].isdigit():
                continue
            at = bisect_right(ends, word.start)
            if at < len(spans) and spans[at].start <= word.start:
                entity = self._named_at(word.start)
                term = f"@{entity.id}" if entity else concept(word.folded)
                found.setdefault(term, entity.name if entity else text[word.start : word.end])
        return found

    def terms_outside(self, *spans: Span) -> dict[str, str]:
        """The terms of the sentence but for those of some stretches."""
        at, kept = self.span.start, []
        for start, end in sorted((*spans, *(found.span for found in self.moments))):
            kept.append(Span(at, max(at, start)))
            at = max(at, end)
        return self.terms_in(*kept, Span(at, self.span.end))

    def _named_at(self, at: int) -> Entity | None:
        for mention in self.mentions:
            if mention.start <= at < mention.end:
                return mention.entity
        return None

    @cached_property
    def quantities(self) -> list[FoundQuantity]:
        """The numbers that it gives."""
        return quantities(self.account.text, *self.span)

    @cached_property
    def figures(self) -> frozenset[float]:
        """All its numbers, whatever they count."""
        return frozenset(figures(self.account.text, *self.span))

    @cached_property
    def moments(self) -> list[FoundMoment]:
        """The days and times that it gives."""
        if moment_hints.isdisjoint(self._vocabulary) and not any(
            word[0].isdigit() for word in self._vocabulary
        ):
            return []
        return moments(self.account.text, *self.span, published=self.account.published, near=self.near)

    @cached_property
    def when(self) -> list[FoundMoment]:
        """The days and times of what it tells: not when somebody said so, nor those that tell which is meant."""
        return [
            found
            for found in self.moments
            if not self._is_of_saying(found.span) and not self._tells_which(found.span)
        ]

    def _tells_which(self, moment: Span) -> bool:
        """Whether it names a happening that was told before: "the June 20 shooting"."""
        text = self.account.text
        after = _NOUN_AFTER.match(text, moment.end)
        definite = _DEFINITE.search(text, self.span.start, moment.start)
        return bool(definite and after and after["noun"] not in STOPWORDS)

    def _is_of_saying(self, moment: Span) -> bool:
        """Whether it stands right beside who says it: "the police explained on Monday that".

        Not so where that is put in: "On Monday, officials said, the dam broke".
        """
        text = self.account.text
        for span, _ in self.attributions:
            if span == self.span:
                continue
            if span.end <= moment.start and _SAID_ON.fullmatch(text, span.end, moment.start):
                return True
            if moment.end <= span.start and not text.startswith(",", span.end):
                return not text[moment.end : span.start].strip(", ")
        return False

    @cached_property
    def setting(self) -> list[FoundMoment]:
        """The days that the sentence before gives, where this one goes on with what that told."""
        return self.before.moments if self.before and not self.moments else []

    @cached_property
    def denials(self) -> list[Denial]:
        """What it says is not so."""
        if denial_hints.isdisjoint(self._vocabulary):
            return []
        return denials(self.account.text, self.span)

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        return frozenset(word.folded for word in self.words)

    @cached_property
    def verbs(self) -> frozenset[str]:
        """The concepts of its verbs, as far as a word tells that it is one."""
        return frozenset(concept(word.folded) for word in self.words if is_verb(word.folded)) - _AUXILIARIES

    def side(self, span: Span, value: Value, shown: str) -> Side:
        """A side of a difference, for words of this sentence."""
        return Side(span, self.span, self.passage, value, shown)


def statements(account: Account, other: date | None = None) -> tuple[Statement, ...]:
    """The sentences of an account, in order.

    `other` is when the account beside it appeared, for one that doesn't say when it did itself.
    """
    return _statements(account, account.published or other or _SOME_DAY)


@lru_cache(maxsize=_AT_HAND)
def _statements(account: Account, near: date) -> tuple[Statement, ...]:
    starts = [passage.start for passage in passages(account.text)]
    begins = [mention.start for mention in account.mentions]
    spans = sentences(account.text)
    found: list[Statement] = []
    for span, whose in zip(spans, attributions(account.text, spans, account.mentions), strict=True):
        inside = account.mentions[bisect_left(begins, span.start) : bisect_left(begins, span.end)]
        passage = bisect_right(starts, span.start) - 1
        goes_on = found and found[-1].passage == passage and _GOES_ON.match(account.text, span.start)
        found.append(
            Statement(
                account=account,
                near=near,
                span=span,
                passage=passage,
                words=tuple(words(account.text, *span)),
                mentions=inside,
                attributions=whose,
                before=found[-1] if goes_on else None,
            )
        )
    return tuple(found)


def tell_one_happening(a: Statement, b: Statement) -> bool:
    """Whether two sentences may tell of one happening: not if each has verbs and they share none."""
    return not a.verbs or not b.verbs or bool(a.verbs & b.verbs)


class Weights:
    """What each term weighs: the rarer in both accounts and in the news at large, the more."""

    def __init__(self, of_statements: Iterable[Collection[str]]) -> None:
        found_in: Counter[str] = Counter()
        count = 0
        for terms in of_statements:
            found_in.update(terms)
            count += 1
        considered = count + _BACKGROUND_SENTENCES
        self._weights = {
            term: math.log((considered + 1) / (_in_background(term) + number + 0.5))
            for term, number in found_in.items()
        }

    def __getitem__(self, term: str) -> float:
        return self._weights.get(term, _UNMET)

    def of(self, terms: Iterable[str]) -> float:
        """What terms weigh together."""
        weight = self._weights.get
        return math.fsum([weight(term, _UNMET) for term in terms])

    def likeness(self, a: Mapping[str, str], b: Mapping[str, str]) -> float:
        """How far two sets of terms say the same, from 0 to 1.

        The geometric mean of the shares of either's weight that the other has too, times the likelihood that so
        many terms in common are more than chance.
        """
        common = a.keys() & b.keys()
        return _likeness(self.of(common), len(common), self.of(a), self.of(b)) if common else 0.0

    def share(self, part: Mapping[str, str], whole: Mapping[str, str]) -> float:
        """How much of the weight of some terms is found among others, from 0 to 1."""
        weight = self.of(part)
        return self.of(part.keys() & whole.keys()) / weight if weight else 0.0

    def common(self, a: Mapping[str, str], b: Mapping[str, str]) -> tuple[str, ...]:
        """The terms in common as the first writes them, the weightiest first."""
        common = sorted(a.keys() & b.keys(), key=lambda term: (-self[term], term))
        return tuple(dict.fromkeys(a[term] for term in common))


@lru_cache(maxsize=65536)
def _in_background(term: str) -> float:
    """In how many of the sentences that stand for the news at large a term is found."""
    return article_shares().get(stem(term), 0.0) * _BACKGROUND_SENTENCES


@lru_cache(maxsize=256)
def surely(count: int) -> float:
    """How likely it is that so many terms in common are more than chance."""
    return float(1 - _CHANCE**count)


def _likeness(in_common: float, count: int, weight_a: float, weight_b: float) -> float:
    return in_common / math.sqrt(weight_a * weight_b) * surely(count)


class Pairs:
    """The pairs of statements of two accounts that may speak of one thing, with how alike they are."""

    def __init__(self, a: Sequence[Statement], b: Sequence[Statement]) -> None:
        self.a, self.b = a, b
        self.weights = Weights(statement.terms.keys() for statement in (*a, *b))
        self.found: list[tuple[float, Statement, Statement]] = self._find()
        """The likest first."""

    def _find(self) -> list[tuple[float, Statement, Statement]]:
        standing_in_b: dict[str, list[int]] = defaultdict(list)
        for j, statement in enumerate(self.b):
            for term in statement.terms:
                standing_in_b[term].append(j)
        weights_b = [self.weights.of(statement.terms) for statement in self.b]
        found = []
        for i, one in enumerate(self.a):
            weight_a = self.weights.of(one.terms)
            in_common = [0.0] * len(self.b)
            count = [0] * len(self.b)
            for term in one.terms:
                if term in standing_in_b:
                    weight = self.weights[term]
                    for j in standing_in_b[term]:
                        in_common[j] += weight
                        count[j] += 1
            for j, weight in enumerate(in_common):
                # The likelihood that it is no chance only takes away.
                if weight and weight * weight >= _FAINTEST_SQUARED * weight_a * weights_b[j]:
                    likeness = _likeness(weight, count[j], weight_a, weights_b[j])
                    if likeness >= FAINTEST:
                        found.append((-likeness, i, j))
        return [(-negated, self.a[i], self.b[j]) for negated, i, j in sorted(found)]


FAINTEST = 0.12
"""Pairs less alike than this speak of one thing by chance at best."""
_FAINTEST_SQUARED = 0.99 * FAINTEST**2
