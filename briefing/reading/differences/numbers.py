"""Numbers: where two accounts count the same thing and come to different numbers.

Compared are numbers in sentences that are alike and count the same thing, or measure it in the same unit. They
differ if no number fits both as they are bounded: "at least 40" fits 43, "about 500" fits 502.
"""

# ruff: noqa: SIM905 - lists of words read best as prose

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.article import Kind, Span
from briefing.comparison import Difference, DifferenceKind, Moment, Quantity
from briefing.reading.concepts import concept
from briefing.reading.differences.dates import days_part
from briefing.reading.differences.statements import Pairs, Statement
from briefing.reading.quantities import SCALES, FoundQuantity
from briefing.reading.words import folded_words

_ALIKE = 0.3
"""Sentences less alike than this may count different things of one name."""
_ALIKE_WITHOUT_CONTEXT = 0.5
"""And this alike where the words around the two numbers have nothing in common: of islands, and of a city."""
_ALIKE_IN_THE_PAST = 0.5
"""And this alike where one alone tells of a day before the news: of an earlier quake, of last year's match."""
_NEWS_DAYS = 14
"""So many days before an article appeared its news begins at the earliest."""
_PRECISION = 0.02
"""Numbers nearer to each other than this share are the same, rounded."""
_FATES = frozenset(concept(word) for word in "kill injure missing arrest free rescue flee".split())
"""What becomes of people: of one event each has a number of its own."""
_PHASES = {
    concept(word): phase
    for phase, words in (
        ("up", "raise strengthen intensify upgrade"),
        ("down", "lower weaken downgrade"),
        ("to come", "could may might would will expected forecast predicted likely"),
    )
    for word in words.split()
}
"""What is graver or hotter at one time than at another: before, after, or as it is feared to become."""
_DIRECTIONS = frozenset("north south east west northeast northwest southeast southwest away off".split())
_CLAUSE = re.compile(r"[,;:—–]|\b(?:and|but|while|whereas|as|with|including|who|which)\b")
_CONTEXT = re.compile(r"[,;:—–]|\b(?:and|but|while|whereas|who|which)\b")
_PEOPLE = frozenset(
    concept(word)
    for word in "people person victim villager civilian passenger man woman child kill injure missing arrest".split()
)


def differing_numbers(pairs: Pairs) -> Iterator[Difference]:
    """The numbers that differ, the surest first; a number is told of once, with the likest sentence.

    One that the other account gives too, in whatever sentence, does not differ.
    """
    alike = [
        (likeness, a, one, b, other)
        for likeness, a, b in pairs.found
        if likeness >= _needed(a, b) and not days_part(a, b) and not _actors_part(a, b)
        for one, other in _same_things(a, b)
        if likeness >= _ALIKE_WITHOUT_CONTEXT or _told_alike(a, one, b, other)
    ]
    settled = {
        key
        for _, _, one, _, other in alike
        if _fit(one.quantity, other.quantity)
        for key in ((0, one.span.start), (1, other.span.start))
    }
    for likeness, a, one, b, other in alike:
        keys = {(0, one.span.start), (1, other.span.start)}
        if keys & settled:
            continue
        settled |= keys
        yield Difference(
            DifferenceKind.NUMBERS,
            a.side(one.span, one.quantity, a.account.text[one.span.start : one.span.end]),
            b.side(other.span, other.quantity, b.account.text[other.span.start : other.span.end]),
            likeness,
            pairs.weights.common(a.terms, b.terms),
            f"different numbers: {_thing(a, one, b, other)}",
        )


def _told_alike(a: Statement, one: FoundQuantity, b: Statement, other: FoundQuantity) -> bool:
    """Whether the clauses of two numbers have a word in common, names and what is counted aside.

    A clause that has nothing else, as in a list, may be told alike.
    """
    around_a, around_b = _around(a, one), _around(b, other)
    return not (around_a and around_b) or not around_a.isdisjoint(around_b)


def _around(statement: Statement, found: FoundQuantity) -> set[str]:
    """The terms of a number's clause but for names, what it counts, and what becomes of that."""
    start, end = _clause(statement, found.span, _CONTEXT)
    terms = statement.terms_in(Span(start, found.span.start), Span(found.span.end, end))
    for whose in statement.attributions:
        if whose.span != statement.span:
            terms = {term: terms[term] for term in terms.keys() - statement.terms_in(whose.span).keys()}
    return (
        {term for term, written in terms.items() if written[0].islower()} - _FATES - _things(found.quantity)
    )


def _actors_part(a: Statement, b: Statement) -> bool:
    """Whether both name organisations and none in common, whoever they quote aside: each tells of its own."""
    actors_a, actors_b = _actors(a), _actors(b)
    return bool(actors_a and actors_b) and actors_a.isdisjoint(actors_b)


def _actors(statement: Statement) -> set[str]:
    quoted = [found.span for found in statement.attributions if found.span != statement.span]
    return {
        mention.entity.id
        for mention in statement.mentions
        if mention.entity.kind is Kind.ORGANISATION
        and not any(span.start <= mention.start < span.end for span in quoted)
    }


def _needed(a: Statement, b: Statement) -> float:
    """How alike they have to be: more so where one tells of a day long past, which the other doesn't give."""
    one, other = (
        any(_is_past(statement, found.moment) for found in (*statement.moments, *statement.setting))
        for statement in (a, b)
    )
    return _ALIKE if one == other else _ALIKE_IN_THE_PAST


def _is_past(statement: Statement, moment: Moment) -> bool:
    span, since = moment.last - moment.first, statement.near - moment.last
    return span.days > _NEWS_DAYS or since.days > _NEWS_DAYS


def _same_things(a: Statement, b: Statement) -> list[tuple[FoundQuantity, FoundQuantity]]:
    """Pairs of numbers of two sentences that count the same, those that fit each other first."""
    found = [
        (one, other)
        for one in a.quantities
        for other in b.quantities
        if not (one.part or other.part)
        and one.quantity.unit == other.quantity.unit
        and one.quantity.ordinal == other.quantity.ordinal
        and _count_one_thing(a, one, b, other)
        and (_fit(one.quantity, other.quantity) or not _is_given_too(a, one, b, other))
    ]
    return sorted(found, key=lambda pair: not _fit(pair[0].quantity, pair[1].quantity))


def _is_given_too(a: Statement, one: FoundQuantity, b: Statement, other: FoundQuantity) -> bool:
    """Whether one sentence gives both numbers, perhaps without the noun: "for 11 seasons, as a coach for seven"."""
    return one.quantity.low in b.figures or other.quantity.low in a.figures


def _count_one_thing(a: Statement, one: FoundQuantity, b: Statement, other: FoundQuantity) -> bool:
    if one.quantity.unit in SCALES:
        things = _things(one.quantity), _things(other.quantity)
        return (not all(things) or bool(things[0] & things[1])) and _phases(a) == _phases(b)
    if _is_direction(one.quantity) or _is_direction(other.quantity):
        return False  # "15 miles north" tells where, and may tell of another place
    fate_a, fate_b = _fates(a, one.span), _fates(b, other.span)
    if fate_a != fate_b and (fate_a or fate_b):
        return False
    things_a, things_b = _things(one.quantity), _things(other.quantity)
    if one.quantity.unit:
        # Of two sums, each may be of something else: what one names the other has to have.
        return things_a <= things_b | b.terms.keys() and things_b <= things_a | a.terms.keys()
    if things_a & things_b:
        return True
    if fate_a and fate_a == fate_b:
        return (not things_a or bool(things_a & _PEOPLE)) or (not things_b or bool(things_b & _PEOPLE))
    # A number without its noun ("numbered 12,000") counts what the other sentence names.
    return (not things_a and bool(things_b & b.terms.keys() & a.terms.keys())) or (
        not things_b and bool(things_a & a.terms.keys() & b.terms.keys())
    )


def _things(quantity: Quantity) -> set[str]:
    """The concepts of the thing counted: its last word, which the others describe."""
    words = folded_words(quantity.counted)
    return {concept(words[-1])} if words else set()


def _is_direction(quantity: Quantity) -> bool:
    return bool(quantity.unit) and not _DIRECTIONS.isdisjoint(folded_words(quantity.counted))


def _phases(statement: Statement) -> set[str]:
    return {_PHASES[term] for word in statement.words if (term := concept(word.folded)) in _PHASES}


def _fates(statement: Statement, span: Span) -> frozenset[str]:
    """What becomes of those that the number counts, by the words of its clause."""
    return _FATES & statement.terms_in(_clause(statement, span)).keys()


def _clause(statement: Statement, span: Span, boundaries: re.Pattern[str] = _CLAUSE) -> Span:
    start, end = statement.span
    for boundary in boundaries.finditer(statement.account.text, start, end):
        if boundary.end() <= span.start:
            start = boundary.end()
        elif boundary.start() >= span.end:
            end = boundary.start()
            break
    return Span(start, end)


def _fit(one: Quantity, other: Quantity) -> bool:
    """Whether some number is as both say."""
    if one.unit in SCALES and any(_is_rounded(exact, rough) for exact, rough in ((one, other), (other, one))):
        return True
    if one.low is not None and other.high is not None and one.low > other.high * (1 + _PRECISION):
        return False
    return not (other.low is not None and one.high is not None and other.low > one.high * (1 + _PRECISION))


def _is_rounded(exact: Quantity, rough: Quantity) -> bool:
    """Whether a whole number on a scale is the nearest to the other: magnitude 6 for magnitude 6.2."""
    return exact.low is not None and rough.low is not None and round(exact.low) == rough.low


def _thing(a: Statement, one: FoundQuantity, b: Statement, other: FoundQuantity) -> str:
    """What is counted, in the words of the articles: the noun, the unit, or what becomes of those counted."""
    if one.quantity.unit in SCALES:
        return one.quantity.unit
    found = one.quantity.counted or other.quantity.counted or one.quantity.unit
    return (
        found or ", ".join(_fates_as_written(a, one.span) or _fates_as_written(b, other.span)) or "how many"
    )


def _fates_as_written(statement: Statement, span: Span) -> list[str]:
    terms = statement.terms_in(_clause(statement, span))
    return [terms[term] for term in terms if term in _FATES]
