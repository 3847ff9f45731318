"""Where in an article a query's words stand: what the reader marks and walks.

Only what the query asks for is found, not what it excludes. Time is linear in the length of the text. Snippets are
made between two keystrokes, so texts are cut and folded in a few calls and never word by word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence, Set
from functools import lru_cache
from itertools import compress
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
from briefing.reading.words import CutText, folded_words

_ACTORS = frozenset({Kind.PERSON, Kind.ORGANISATION, Kind.STATE})
_PLACES = frozenset({Kind.PLACE, Kind.STATE})
_FIELDS_OF_NAMES = frozenset({"actor", "place", "name"})


def find_hits(
    root: Node | None, text: str, mentions: Sequence[Mention], *, in_title: bool = False
) -> list[Span]:
    """The stretches of a title or a text that a query asks for, sorted, none overlapping another.

    `title:` marks words in titles alone; `actor:`, `place:` and `name:` mark the mentions, whose offsets count
    in `text`, of what they name; sources and dates stand in neither. A phrase is one stretch.
    """
    wanted = list(_wanted(root))
    plain = [term for term in wanted if _counts_as_word(term, in_title=in_title)]
    spans = list(_Terms(plain).spans(text)) if plain else []
    for field, counts in (("actor", is_actor), ("place", is_place), ("name", _is_either)):
        if named := [term for term in wanted if _field_of_names(term) == field]:
            terms = _Terms(named)
            spans.extend(
                Span(mention.start, mention.end)
                for mention in mentions
                if counts(mention) and terms.names(mention, text)
            )
    return _merged(spans)


def marks_names(root: Node | None) -> bool:
    """Whether `find_hits` looks at what is mentioned, and not at the text alone."""
    return any(_field_of_names(term) in _FIELDS_OF_NAMES for term in _wanted(root))


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
    """Terms arranged for meeting the words of texts."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._words: set[str] = set()
        prefixes: list[str] = []
        self._fuzzy: list[str] = []
        self._patterns: list[str] = []
        self._near: list[Near] = []
        self._names: dict[str, bool] = {}
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

    def spans(self, text: str) -> Iterator[Span]:
        """Where the terms stand in a text."""
        cut = _cut(text)
        return (Span(*cut.span(stretch[0], stretch[-1])) for stretch in self._stretches(cut.words))

    def _stretches(self, words: Sequence[str]) -> Iterator[range]:
        """Where the terms stand among the words of a text, by their numbers."""
        different = set(words)
        if meant := self._meant(different):
            for position in _places_of(meant, words):
                yield range(position, position + 1)
        if not different.isdisjoint(self._phrases):
            for position in _places_of(self._phrases, words):
                for sequence in self._phrases[words[position]]:
                    if sequence.stands_at(position, words):
                        yield range(position, position + len(sequence.words))
        for near in self._near:
            if different.issuperset(near.words):
                for place in self._places(near, words):
                    yield range(place, place + 1)

    def _meant(self, words: Set[str]) -> set[str]:
        """Those of the words that a term of one word is looked for by."""
        meant = self._words & words
        if self._prefixes:
            meant.update(word for word in words if word.startswith(self._prefixes))
        for text in self._fuzzy:
            meant.update(word for word in words if is_like(text, word))
        for pattern in self._patterns:
            meant.update(word for word in words if fits_pattern(pattern, word))
        return meant

    def _places(self, near: Near, words: Sequence[str]) -> set[int]:
        """The places of those of the words that stand near the others."""
        places: dict[str, list[int]] = {word: [] for word in near.words}
        for place, word in enumerate(words):
            if word in places:
                places[word].append(place)
        stretches = places_near(list(places.values()), near.distance)
        return {place for stretch in stretches for place in stretch if words[place] in places}

    def names(self, mention: Mention, text: str) -> bool:
        """Whether a term stands in the mention itself or in the name of what it means."""
        return self._stand_in(text[mention.start : mention.end]) or self._stand_in(mention.entity.name)

    def _stand_in(self, name: str) -> bool:
        known = self._names.get(name)
        if known is None:
            known = self._names[name] = next(self._stretches(folded_words(name)), None) is not None
        return known


def _places_of(wanted: Container[str], words: Sequence[str]) -> Iterator[int]:
    """Where any of some words stand among others, in order, without a step of Python's for each."""
    return compress(range(len(words)), map(wanted.__contains__, words))


@lru_cache(maxsize=64)
def _cut(text: str) -> CutText:
    """A text cut into words. From one keystroke to the next most of the hits that are seen are the same."""
    return CutText(text)


class _Sequence(NamedTuple):
    """A phrase's words."""

    words: tuple[str, ...]
    open: bool

    def stands_at(self, position: int, words: Sequence[str]) -> bool:
        """Whether the words follow each other from this position on."""
        end = position + len(self.words)
        if end > len(words):
            return False
        *before, last = words[position:end]
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
