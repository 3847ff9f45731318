"""Claims: what a passage tells, and how another account carries it or denies it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing.article import Span
from briefing.comparison import (
    Account,
    Attribution,
    Comparison,
    DifferenceKind,
    Moment,
    Quantity,
    Stance,
)
from briefing.reading.attribution import NOBODY
from briefing.reading.differences.denial import told_elsewhere
from briefing.reading.differences.statements import Pairs, Statement, statements
from briefing.reading.sameness import SAME, sameness

_CARRIES = 0.12
"""A link that scores less says that two passages have something in common, not yet that both make one claim."""


class Telling(NamedTuple):
    """A passage that carries a claim, and what it gives."""

    passage: int
    sentence: Span
    """The sentence that carries it best."""
    score: float
    stance: Stance
    quantities: tuple[Quantity, ...]
    moments: tuple[Moment, ...]
    loose: bool = False
    """Whether it is only loosely alike."""


class Carried(NamedTuple):
    """How another account carries a claim."""

    asked: Span
    """The sentence of the passage asked about that the other account carries."""
    telling: Telling


def own_telling(account: Account, passage: int, asked: Span | None) -> Telling | None:
    """How a passage itself tells it, by the sentence asked about if one is; None where it has no sentence."""
    own = [statement for statement in statements(account) if statement.passage == passage]
    if not own:
        return None
    leaning = next((statement for statement in own if statement.attributions), own[0])
    best = next((statement for statement in own if statement.span == asked), leaning)
    return _telling(own, best, 1.0, _stance(best))


def carried(a: Account, passage: int, b: Account, comparison: Comparison) -> Iterator[Carried]:
    """How account b carries what a passage of a tells: each denial of it first, then its best linked passage.

    A link that is too weak to say that both make one claim is told as loosely alike, and so is a sentence that tells
    what the account elsewhere says is denied: who reports a denial mostly says who claims it.
    """
    pairs = Pairs(statements(a, b.published), statements(b, a.published))
    found: set[int | None] = set()
    for difference in comparison.differences_of(DifferenceKind.DENIAL):
        told, denied = difference.a, difference.b
        if told and denied and told.passage == passage and told.sentence and isinstance(denied.value, Stance):
            there = [statement for statement in pairs.b if statement.span == denied.sentence]
            found.add(denied.passage)
            yield Carried(told.sentence, _telling(there, there[0], difference.score, denied.value))
            if (claimed := told_elsewhere(there[0], pairs)) and claimed.passage not in found:
                found.add(claimed.passage)
                asked = next(statement for statement in pairs.a if statement.span == told.sentence)
                alike = pairs.weights.likeness(asked.terms, claimed.terms)
                telling = _telling([claimed], claimed, alike, _stance(claimed))
                yield Carried(told.sentence, telling._replace(loose=True))
    for link in comparison.alignment.for_a(passage)[:1]:
        one, best = _best(passage, link.b, pairs)
        carries = link.by_hand or link.score >= _CARRIES or _say_the_same(one, best)
        if link.b not in found and (carries or not found):
            there = [statement for statement in pairs.b if statement.passage == link.b]
            telling = _telling(there, best, link.score, _stance(best))
            yield Carried(one.span, telling._replace(loose=not carries))


def _best(passage_a: int, passage_b: int, pairs: Pairs) -> tuple[Statement, Statement]:
    """The sentences of two passages that are most alike."""
    for _, one, other in pairs.found:
        if one.passage == passage_a and other.passage == passage_b:
            return one, other
    return (
        next(statement for statement in pairs.a if statement.passage == passage_a),
        next(statement for statement in pairs.b if statement.passage == passage_b),
    )


def _say_the_same(one: Statement, other: Statement) -> bool:
    texts = [statement.account.text[slice(*statement.span)] for statement in (one, other)]
    return sameness(*texts) >= SAME


def _stance(statement: Statement) -> Stance:
    whose = _whose(statement)
    if statement.denials:
        cue = statement.denials[0].cue
        return Stance(statement.denials[0].reported, statement.account.text[cue.start : cue.end], whose)
    return Stance(False, whose.cue, whose)


def _whose(statement: Statement) -> Attribution:
    return statement.attributions[0].attribution if statement.attributions else NOBODY


def _telling(passage: Sequence[Statement], best: Statement, score: float, stance: Stance) -> Telling:
    return Telling(
        passage=best.passage,
        sentence=best.span,
        score=score,
        stance=stance,
        quantities=tuple(found.quantity for statement in passage for found in statement.quantities),
        moments=tuple(found.moment for statement in passage for found in statement.moments),
    )
