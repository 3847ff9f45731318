"""Where in an article a query's words stand: what the reader marks and walks.

Only what the query asks for is found, not what it excludes. Time is linear in the length of the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from briefing.article import Kind, Mention, Role, Span
from briefing.library.query.ast import (
    TERMS,
    And,
    Boost,
    Field,
    Fuzzy,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Term,
    Wildcard,
    Word,
    is_short,
)
from briefing.library.query.likeness import fits_pattern, is_like, places_near
from briefing.reading.words import Word as Token
from briefing.reading.words import words

_ACTORS = frozenset({Kind.PERSON, Kind.ORGANISATION, Kind.STATE})
_PLACES = frozenset({Kind.PLACE, Kind.STATE})


def find_hits(
    root: Node | None, text: str, mentions: Sequence[Mention], *, in_title: bool = False
) -> list[Span]:
    """The stretches of a title or a text that a query asks for, sorted, none overlapping another.

    `title:` marks words in titles alone; `actor:`, `place:` and `name:` mark the mentions, whose offsets count
    in `text`, of what they name; sources and dates stand in neither. A phrase is one stretch.
    """
    wanted = list(_wanted(root))
    plain = [term for term in wanted if _counts_as_word(term, in_title=in_title)]
    spans = list(_Terms(plain).spans(list(words(text)))) if plain else []
    for field, counts in (("actor", is_actor), ("place", is_place), ("name", _is_either)):
        if named := [term for term in wanted if _field_of_names(term) == field]:
            terms = _Terms(named)
            spans.extend(
                Span(mention.start, mention.end)
                for mention in mentions
                if counts(mention) and terms.names(mention, text)
            )
    return _merged(spans)


def is_actor(mention: Mention) -> bool:
    """Whether `actor:` finds it: a person, an organisation, a state, or a place that acts."""
    return mention.entity.kind in _ACTORS or mention.role is Role.ACTOR


def is_place(mention: Mention) -> bool:
    """Whether `place:` finds it: a place, a state, or whatever else says where."""
    return mention.entity.kind in _PLACES or mention.role is Role.PLACE


def _is_either(_mention: Mention) -> bool:
    """Whether `name:` finds it: whatever is mentioned acts or says where."""
    return True


def _field_of_names(term: Term) -> Field | None:
    """The field by which a term is looked for in names; a short one is looked for in all of them."""
    return "name" if is_short(term) else term.field


def _counts_as_word(term: Term, *, in_title: bool) -> bool:
    """Whether every word that fits the term is marked, be it in a name or not."""
    if in_title:
        return term.field in (None, "title")
    return term.field is None and not is_short(term)


class _Terms:
    """Terms arranged for meeting the words of a text one after the other."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._words: set[str] = set()
        prefixes: list[str] = []
        self._fuzzy: list[str] = []
        self._patterns: list[str] = []
        self._near: list[Near] = []
        self._known: dict[str, bool] = {}
        self._phrases: defaultdict[str, list[_Sequence]] = defaultdict(list)
        for term in terms:
            match term:
                case Word(text):
                    self._words.add(text)
                case Prefix(text):
                    prefixes.append(text)
                case Fuzzy(text):
                    self._fuzzy.append(text)
                case Wildcard(pattern):
                    self._patterns.append(pattern)
                case Near():
                    self._near.append(term)
                case Phrase(sequence):
                    self._phrases[sequence[0]].append(_Sequence(sequence, term.open))
        self._prefixes = tuple(prefixes)

    def spans(self, tokens: Sequence[Token]) -> Iterator[Span]:
        """Where the terms stand among the words of a text."""
        for position, token in enumerate(tokens):
            if self._is_meant(token.folded):
                yield Span(token.start, token.end)
            for sequence in self._phrases.get(token.folded, ()):
                if sequence.stands_at(position, tokens):
                    yield Span(token.start, tokens[position + len(sequence.words) - 1].end)

        for near in self._near:
            for place in self._places(near, tokens):
                yield Span(tokens[place].start, tokens[place].end)

    def _is_meant(self, word: str) -> bool:
        if word in self._words or word.startswith(self._prefixes):
            return True
        if not self._fuzzy and not self._patterns:
            return False
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = any(is_like(text, word) for text in self._fuzzy) or any(
                fits_pattern(pattern, word) for pattern in self._patterns
            )
        return known

    def _places(self, near: Near, tokens: Sequence[Token]) -> set[int]:
        """The places of those of the words that stand near the others."""
        places: dict[str, list[int]] = {word: [] for word in near.words}
        for place, token in enumerate(tokens):
            if token.folded in places:
                places[token.folded].append(place)
        stretches = places_near(list(places.values()), near.distance)
        return {place for stretch in stretches for place in stretch if tokens[place].folded in places}

    def names(self, mention: Mention, text: str) -> bool:
        """Whether a term stands in the mention itself or in the name of what it means."""
        return any(
            next(self.spans(list(words(name))), None)
            for name in (text[mention.start : mention.end], mention.entity.name)
        )


class _Sequence(NamedTuple):
    """A phrase's words."""

    words: tuple[str, ...]
    open: bool

    def stands_at(self, position: int, tokens: Sequence[Token]) -> bool:
        """Whether the words follow each other from this position on."""
        end = position + len(self.words)
        if end > len(tokens):
            return False
        *before, last = (token.folded for token in tokens[position:end])
        if tuple(before) != self.words[:-1]:
            return False
        return last.startswith(self.words[-1]) if self.open else last == self.words[-1]


def _wanted(node: Node | None, *, wanted: bool = True) -> Iterator[Term]:
    """The terms that an article is found for, not those that it is left out for."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _wanted(part, wanted=wanted)
        case Not(part):
            yield from _wanted(part, wanted=not wanted)
        case Boost(part):
            yield from _wanted(part, wanted=wanted)
    if wanted and isinstance(node, TERMS):
        yield node


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that overlap as one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
