"""Attribution: where two accounts tell the same as the word of different people, or one on its own word.

"He", "the officer", "the president" may be anybody who is named: nothing is claimed of them against a name.
"""

# ruff: noqa: SIM905 - lists of words read best as prose

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.article import Kind
from briefing.comparison import Attribution, Difference, DifferenceKind, Side, Voice
from briefing.reading.attribution import NOBODY, UNREAD
from briefing.reading.concepts import concept
from briefing.reading.differences.statements import Pairs, Statement
from briefing.reading.stopwords import STOPWORDS
from briefing.reading.words import folded_words

_ALIKE = 0.45
"""What is said must be at least this alike to be one statement by two people."""
_ALIKE_UNATTRIBUTED = 0.6
"""And this alike where one account gives nobody, since it may tell of the matter and not of what was said."""
_IN_COMMON = 2
"""Fewer terms in common say too little, and so many do so only if there is hardly anything else."""
_PRONOUN = re.compile(r"(?:he|she|they|it|we|i|you|who)\Z", re.IGNORECASE)
_SOMEBODY = re.compile(
    r"(?:the|a|an|his|her|its|their|one)\s(?:[\w’'-]+\s)*(?P<noun>[\w’'-]+)\Z", re.IGNORECASE
)
_MANY = frozenset("police people government ministry army navy company union court media".split())


def differing_attribution(pairs: Pairs) -> Iterator[Difference]:
    """The attributions that differ, the surest first; each sentence is told of once, with the likest."""
    told: set[tuple[int, int]] = set()
    for _, a, b in pairs.found:
        keys = {(0, a.span.start), (1, b.span.start)}
        if keys & told or not (a.attributions or b.attributions) or a.denials or b.denials:
            continue
        said_a, said_b = _said(a), _said(b)
        likeness = pairs.weights.likeness(said_a, said_b)
        if likeness < (_ALIKE if a.attributions and b.attributions else _ALIKE_UNATTRIBUTED):
            continue
        in_common = len(said_a.keys() & said_b.keys())
        if in_common < _IN_COMMON or (in_common == _IN_COMMON and likeness < _ALIKE_UNATTRIBUTED):
            continue
        told |= keys
        if not any(_may_be_one(one, other) for one in _whose(a) for other in _whose(b)):
            side_a, side_b = _side(a), _side(b)
            yield Difference(
                DifferenceKind.ATTRIBUTION,
                side_a,
                side_b,
                likeness,
                pairs.weights.common(said_a, said_b),
                _note(_whose(a)[0].voice, _whose(b)[0].voice),
            )


def _said(statement: Statement) -> dict[str, str]:
    """The terms of what is said, without those of who says it."""
    return statement.terms_outside(
        *(found.span for found in statement.attributions if found.span != statement.span)
    )


def _whose(statement: Statement) -> tuple[Attribution, ...]:
    return tuple(found.attribution for found in statement.attributions) or (NOBODY,)


def _side(statement: Statement) -> Side:
    if not statement.attributions:
        return statement.side(statement.span, NOBODY, "nobody is given")
    span, found = statement.attributions[0]
    return statement.side(span, found, found.speaker or found.cue)


def _note(one: Voice, other: Voice) -> str:
    return "said by different people" if one is other else f"{one.value} against {other.value}"


def _may_be_one(one: Attribution, other: Attribution) -> bool:
    """Whether two attributions may mean the same speaker: by entity, by word, or as a name and a description."""
    if UNREAD in (one, other):
        return True
    if Voice.NOBODY in (one.voice, other.voice):
        return one.voice is other.voice
    if (
        set(one.entities) & set(other.entities)
        or _PRONOUN.match(one.speaker)
        or _PRONOUN.match(other.speaker)
    ):
        return True
    if not one.speaker or not other.speaker:
        return one.speaker == other.speaker
    if _nouns(one) & _nouns(other):
        return True
    return _describes(one, other) or _describes(other, one)


def _nouns(found: Attribution) -> set[str]:
    return {concept(word) for word in folded_words(found.speaker) if word not in STOPWORDS}


def _describes(named: Attribution, described: Attribution) -> bool:
    """Whether one is a person by name and the other a description that may be of this person."""
    if not any(entity.kind is Kind.PERSON for entity in named.entities):
        return False
    if any(entity.kind is Kind.PERSON for entity in described.entities):
        return False
    noun = _SOMEBODY.match(described.speaker)
    return noun is not None and not (noun["noun"].lower().endswith("s") or noun["noun"].lower() in _MANY)
