"""Assertion against denial: where one account tells as so what the other says is not, or is denied.

What is denied must be told in the other account, its first word of weight and one of its verbs included, and nowhere
denied there: an account that reports both sides does not contradict.
"""

# ruff: noqa: SIM905 - lists of words read best as prose

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from briefing.article import Span
from briefing.comparison import Attribution, Difference, DifferenceKind, Stance, Voice
from briefing.reading.attribution import NOBODY
from briefing.reading.concepts import concept
from briefing.reading.denials import Denial
from briefing.reading.differences.statements import SENTENCES_AT_HAND, Pairs, Statement, Weights, surely

_TOLD = 0.55
"""The share of what is denied that the other account must tell in one sentence."""
_IN_COMMON = 2
"""One term in common says too little of what is denied."""
_TOLD_PLAINLY = 0.6
"""For plain negation, which may be of a detail, the two sentences must be this alike."""
_DENIED_TOO = 0.4
"""With this share of it denied in the other account as well, both sides deny."""

_HEDGES = frozenset(
    concept(word)
    for word in "speculation rumour rumor claim report allegation alleged accusation suggestion possible potential "
    "abound persist such intention any".split()
)
"""Words around what is denied that are no part of it."""
_NEGATED = re.compile(r"\b(?:not|no|never|nor|without|\w+n[’']t)\b", re.IGNORECASE)


class _Denied(NamedTuple):
    statement: Statement
    denial: Denial
    terms: dict[str, str]
    """What is denied."""
    key: str
    """Its first term: what is said not to have happened."""
    verbs: frozenset[str]
    """The concepts of its verbs: who denies that a quake hurt anyone doesn't deny the quake."""


def differing_denial(pairs: Pairs) -> Iterator[Difference]:
    """What one account denies and the other tells, once for each denial, with the sentence that tells it best."""
    denied_a, denied_b = _denied(pairs.a), _denied(pairs.b)
    for denied in denied_b:
        if found := _against(denied, pairs.a, denied_a, pairs.weights):
            asserted, score = found
            yield _difference(asserted, denied, score, pairs.weights, swapped=False)
    for denied in denied_a:
        if found := _against(denied, pairs.b, denied_b, pairs.weights):
            asserted, score = found
            yield _difference(asserted, denied, score, pairs.weights, swapped=True)


def _denied(statements: Sequence[Statement]) -> list[_Denied]:
    return [denied for statement in statements if statement.denials for denied in _denied_in(statement)]


@lru_cache(maxsize=SENTENCES_AT_HAND)
def _denied_in(statement: Statement) -> tuple[_Denied, ...]:
    return tuple(
        _Denied(statement, denial, terms, _key(statement, denial), _verbs(statement, denial))
        for denial in statement.denials
        if (terms := _denied_terms(statement, denial))
    )


def _denied_terms(statement: Statement, denial: Denial) -> dict[str, str]:
    """The terms of what is denied, without those of the denial and of who denies it."""
    terms = statement.terms_in(denial.denied)
    own = statement.terms_in(denial.cue)
    if not denial.looks_back:
        for found in statement.attributions:
            if found.span != statement.span:
                own |= statement.terms_in(found.span)
    return {term: written for term, written in terms.items() if term not in own and term not in _HEDGES}


def _key(statement: Statement, denial: Denial) -> str:
    """The term that what is denied turns on: the first after the cue, for a name can't be denied."""
    if denial.looks_back:
        return ""
    after = statement.terms_in(Span(denial.cue.end, statement.span.end))
    return next((term for term in after if not term.startswith("@")), "")


def _verbs(statement: Statement, denial: Denial) -> frozenset[str]:
    """The concepts of the verbs in what is denied, as far as a word tells that it is one."""
    if denial.looks_back:
        return frozenset()
    return statement.verbs & statement.terms_in(denial.denied).keys() - statement.terms_in(denial.cue).keys()


def _against(
    denied: _Denied, others: Sequence[Statement], denied_there: Sequence[_Denied], weights: Weights
) -> tuple[Statement, float] | None:
    """The sentence of the other account that tells best what is denied."""
    if any(weights.share(denied.terms, there.statement.terms) >= _DENIED_TOO for there in denied_there):
        return None
    best: tuple[float, Statement] | None = None
    for statement in others:
        if statement.denials or (denied.key and denied.key not in statement.terms):
            continue
        if denied.verbs and denied.verbs.isdisjoint(statement.terms):
            continue
        common = len(denied.terms.keys() & statement.terms.keys())
        if common < _IN_COMMON:
            continue
        if denied.denial.reported:
            share = weights.share(denied.terms, statement.terms)
            score = share * surely(common) if share >= _TOLD else 0.0
        elif _NEGATED.search(statement.account.text, *statement.span):
            score = 0.0
        else:
            likeness = weights.likeness(denied.terms, statement.terms)
            score = likeness if likeness >= _TOLD_PLAINLY else 0.0
        if score and (best is None or score > best[0]):
            best = (score, statement)
    return (best[1], best[0]) if best else None


def told_elsewhere(denying: Statement, pairs: Pairs) -> Statement | None:
    """The sentence of the second account that tells best what another of its sentences denies."""
    best: tuple[Statement, float] | None = None
    for denied in _denied_in(denying):
        for statement in pairs.b:
            if (
                statement is denying
                or statement.denials
                or (denied.key and denied.key not in statement.terms)
            ):
                continue
            common = len(denied.terms.keys() & statement.terms.keys())
            share = pairs.weights.share(denied.terms, statement.terms)
            score = share * surely(common)
            if common >= _IN_COMMON and share >= _TOLD and (best is None or score > best[1]):
                best = (statement, score)
    return best[0] if best else None


def _denier(denied: _Denied) -> Attribution:
    """Who denies it: whose cue the denial is, else whose word the sentence is."""
    found = denied.statement.attributions
    own = (one.attribution for one in found if one.span.start <= denied.denial.cue.start < one.span.end)
    return next(own, found[0].attribution if found else NOBODY)


def _difference(
    asserted: Statement, denied: _Denied, score: float, weights: Weights, *, swapped: bool
) -> Difference:
    told = asserted.attributions[0].attribution if asserted.attributions else NOBODY
    tells = asserted.side(asserted.span, Stance(False, told.cue, told), _told(told))
    tells = tells._replace(gist=_gist(asserted, asserted.span, denied.terms))
    text = denied.statement.account.text
    cue = text[denied.denial.cue.start : denied.denial.cue.end]
    by = _denier(denied)
    shown = f"denied by {by.called}" if by.speaker else f"denied: “{cue}”"
    denies = denied.statement.side(denied.denial.cue, Stance(True, cue, by), shown)
    deniers = {f"@{entity.id}" for entity in by.entities} if denied.denial.looks_back else set()
    about = {term: word for term, word in denied.terms.items() if term not in deniers}
    denies = denies._replace(gist=_gist(denied.statement, denied.denial.denied, about))
    if swapped:
        words = weights.common(denied.terms, asserted.terms)
        return Difference(DifferenceKind.DENIAL, denies, tells, score, words, "denied, and told as so")
    words = weights.common(asserted.terms, denied.terms)
    return Difference(DifferenceKind.DENIAL, tells, denies, score, words, "told as so, and denied")


def _gist(statement: Statement, within: Span, terms: Mapping[str, str]) -> Span:
    """From the first to the last word of a stretch that speaks of what is denied."""
    inside = [word for word in statement.words if within.start <= word.start and word.end <= within.end]
    speaking = [
        word for word in inside if not terms.keys().isdisjoint(statement.terms_in(Span(word.start, word.end)))
    ]
    return Span(speaking[0].start, speaking[-1].end) if speaking else within


def _told(whose: Attribution) -> str:
    if whose.voice is Voice.NOBODY:
        return "told, attributed to nobody"
    if not whose.called:
        return "told as somebody's word"
    return f"told by {whose.called}" if whose.speaker else f"told: “{whose.cue}”"
