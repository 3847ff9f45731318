"""Attribution: where two accounts tell the same as the word of different people, or one on its own word.

"He", "the officer", "the president" may be anybody who is named: nothing is claimed of them against a name.
"""

# ruff: noqa: SIM905 - lists of words read best as prose

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from briefing.article import Kind
from briefing.comparison import Attribution, Difference, DifferenceKind, Side, Voice
from briefing.reading.attribution import NOBODY, UNREAD
from briefing.reading.concepts import concept
from briefing.reading.differences.statements import SENTENCES_AT_HAND, Pairs, Statement
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
_ONE_OF_ANY = re.compile(r"(?:a|an|one|another)\s", re.IGNORECASE)
_LAW = frozenset(
    "police cop cops officer officers investigator investigators authorities detective detectives sheriff deputies "
    "commissioner lieutenant lt sergeant sgt captain nypd lapd prosecutor prosecutors da attorney".split()
)
"""Whoever of these says what became of a case speaks for all: no two of them are a difference."""
_SPOKEN_FOR = _LAW | frozenset(
    "navy army military officials official authorities government ministry department agency company spokesman "
    "spokeswoman spokesperson".split()
)
"""Somebody with a name may speak for these."""
_RELAYS = frozenset(
    "report reports media newspaper newspapers newswire news agency post times suit lawsuit complaint filing "
    "statement release indictment document documents letter".split()
)
"""What these say is somebody's word, whom they don't name here."""
_VERBATIM = 0.8
"""Sentences as alike as this are one, of which one account may have lost the marks that say that it is quoted."""
_QUOTES = re.compile('["“”„«»]')


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
        if _may_be_a_quotation(a, b, likeness) or _may_be_a_quotation(b, a, likeness):
            continue
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


@lru_cache(maxsize=SENTENCES_AT_HAND)
def _said(statement: Statement) -> dict[str, str]:
    """The terms of what is said, without those of who says it."""
    return statement.terms_outside(
        *(found.span for found in statement.attributions if found.span != statement.span)
    )


def _may_be_a_quotation(plain: Statement, other: Statement, likeness: float) -> bool:
    """Whether a sentence that nobody is given for may be quoted, by its marks or because the other one quotes it."""
    if plain.attributions:
        return False
    if _QUOTES.search(plain.account.text, *plain.span):
        return True
    quotes = other.attributions[0].span == other.span or _QUOTES.search(other.account.text, *other.span)
    return likeness >= _VERBATIM and bool(quotes)


def _whose(statement: Statement) -> tuple[Attribution, ...]:
    return tuple(found.attribution for found in statement.attributions) or (NOBODY,)


def _side(statement: Statement) -> Side:
    if not statement.attributions:
        return statement.side(statement.span, NOBODY, "nobody is given")
    span, found = statement.attributions[0]
    return statement.side(span, found, found.called or "somebody's word")


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
    words_a, words_b = (frozenset(folded_words(found.speaker)) for found in (one, other))
    if not one.speaker or not other.speaker:
        # "Allegedly" is as good as the police's word, and no better than what is reported.
        return one.speaker == other.speaker or not (words_a | words_b).isdisjoint(_LAW | _RELAYS)
    if not (words_a | words_b).isdisjoint(_RELAYS) or _nouns(one) & _nouns(other):
        return True
    if not (words_a.isdisjoint(_LAW) or words_b.isdisjoint(_LAW)):
        return True
    if _ONE_OF_ANY.match(one.speaker) and _ONE_OF_ANY.match(other.speaker):
        return True
    if (_names_a_person(one) and not words_b.isdisjoint(_LAW)) or (
        _names_a_person(other) and not words_a.isdisjoint(_LAW)
    ):
        return True
    return _describes(one, other) or _describes(other, one)


def _names_a_person(found: Attribution) -> bool:
    return any(entity.kind is Kind.PERSON for entity in found.entities)


def _nouns(found: Attribution) -> set[str]:
    return {concept(word) for word in folded_words(found.speaker) if word not in STOPWORDS}


def _describes(named: Attribution, described: Attribution) -> bool:
    """Whether one is a person by name and the other a description that may be of this person."""
    if not _names_a_person(named) or _names_a_person(described):
        return False
    if not _SPOKEN_FOR.isdisjoint(folded_words(described.speaker)):
        return True
    noun = _SOMEBODY.match(described.speaker)
    return noun is not None and not (noun["noun"].lower().endswith("s") or noun["noun"].lower() in _MANY)
