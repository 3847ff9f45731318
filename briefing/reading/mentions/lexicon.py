"""The names that are known beforehand: the tables in `data`, keyed for looking up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache, lru_cache
from typing import NamedTuple

from briefing.article import Entity, Kind
from briefing.reading.mentions.tokens import Line

_SHARED_SURNAME = "-"
_AFTER_OWNERS = frozenset({" ", "’ ", "' "})
_SMALL_FIRST_WORDS = frozenset({"al", "sub"})
_POSSESSIVE = re.compile(r"['’]s\b")


class Form(Enum):
    """How a known name stands for what it names."""

    NAME = auto()
    ADJECTIVE = auto()
    """Of a state: "North Korean"."""
    CAPITAL = auto()
    """A city that may speak for its state: "Moscow"."""
    HOUSE = auto()
    """A government by where it sits: "the Kremlin"."""


class Known(NamedTuple):
    """A name of the tables."""

    entity: Entity
    form: Form
    state: Entity | None
    """The state that a capital may speak for."""
    capitals_only: bool
    """Whether it is a name only when written in capitals: "US", "WHO"."""
    region: bool = False
    """Whether it is a part of the world or of a state, rather than a city."""


class Match(NamedTuple):
    """Where in a line a known name stands."""

    first: int
    end: int
    known: Known


class Namesake(NamedTuple):
    """A place that bears the name of a state."""

    key: str
    place: Entity
    beside: frozenset[str]
    """Names beside which the state is meant rather than the place."""


@dataclass(slots=True)
class Lexicon:
    """The tables, keyed for looking up: phrases by their folded words joined by spaces."""

    phrases: dict[str, Known]
    longest: dict[str, int]
    """For the first word of each phrase, how many words the longest has."""
    seconds: set[str]
    """The second words of phrases."""
    surnames_of: dict[str, Entity]
    """People whose surname alone names them."""
    namesakes: dict[str, Namesake]
    """By the id of the state."""
    given: frozenset[str]
    surnames: frozenset[str]
    towns: frozenset[str]
    """Single words that name smaller cities or parts of states: of use as a hint alone."""
    words: frozenset[str]
    """Everyday words, which a capital alone does not make a name."""
    peoples: set[str]
    """The adjectives of states and the plurals that are made of them: "Russian", "Russians"."""

    def match(self, line: Line, index: int, last: int) -> tuple[Known, int] | None:
        """The longest known name from a token to at most `last`, and how many tokens it has."""
        key = line.keys[index]
        longest = min(self.longest.get(key, 0), last - index)
        if longest > 1 and line.keys[index + 1] not in self.seconds:
            longest = 1
        if longest == 1:
            known = self.phrases.get(key)
            if known is None:
                return None
            named = self._written_so(known, line, index, 1) if known.capitals_only else line.capital[index]
            return (known, 1) if named else None
        for count in range(longest, 0, -1):
            known_phrase = self.phrases.get(" ".join(line.keys[index : index + count]))
            if known_phrase and self._written_so(known_phrase, line, index, count):
                return known_phrase, count
        return None

    def matches(self, line: Line) -> list[Match]:
        """The known names of a line, the longest first where several begin; they do not overlap."""
        found: list[Match] = []
        end, longest = 0, self.longest
        keys, begins = line.keys, line.capitals
        if not _SMALL_FIRST_WORDS.isdisjoint(keys):
            begins = [i for i, key in enumerate(keys) if line.capital[i] or key in _SMALL_FIRST_WORDS]
        for index in begins:
            if keys[index] in longest and index >= end and (match := self.match(line, index, len(keys))):
                end = index + match[1]
                found.append(Match(index, end, match[0]))
        return found

    def _written_so(self, known: Known, line: Line, index: int, count: int) -> bool:
        if known.capitals_only:
            word = line.word(index)
            return word.isupper() and not (
                line.shouting and line.keys[index] in self.words and "." not in word
            )
        if count == 1:
            return line.word(index)[0].isupper()
        if not (line.word(index)[0].isupper() or line.keys[index] in _SMALL_FIRST_WORDS):
            return False
        owners_inside = known.entity.kind in {Kind.ORGANISATION, Kind.STATE}  # "People’s Republic of China"
        return all(
            line.joined(i) or (owners_inside and line.gaps[i] in _AFTER_OWNERS)
            for i in range(index + 1, index + count)
        )


def phrase_key(name: str) -> str:
    """A name as it is looked up: its tokens folded, without possessives, joined by spaces."""
    plain = name.casefold()
    if plain.isascii():
        if plain.isalpha():
            return plain
        if plain.replace(" ", "").isalnum():
            return " ".join(plain.split())
    plain = _POSSESSIVE.sub("", name).casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    if not plain.isalpha():
        plain = plain.replace(".", "").replace("'", "").replace("’", "")
        plain = " ".join(plain.replace("-", " ").replace("&", " ").split())
    return plain


@lru_cache(maxsize=1 << 12)
def slug(name: str) -> str:
    """A name as it stands in an entity's id: `kim-jong-un`."""
    key = phrase_key(name)
    if key.replace(" ", "").isalnum():
        return key.replace(" ", "-")
    return "-".join(re.findall(r"[^\W_]+", key))


@cache
def lexicon() -> Lexicon:
    """The tables, read at the first call."""
    book = Lexicon(
        phrases={},
        longest={},
        seconds=set(),
        surnames_of={},
        namesakes={},
        given=frozenset(_text("given.txt").split() + _text("world_given.txt").split()),
        surnames=frozenset(_text("surnames.txt").split() + _text("world_surnames.txt").split()),
        towns=frozenset(_text("towns.txt").split()),
        words=frozenset(_text("words.txt").split()),
        peoples=set(),
    )
    _add_states(book)
    for code, name, place, beside in _rows("namesakes.tsv", 4):
        namesake = Entity(f"place:{place}", name, Kind.PLACE)
        book.namesakes[f"state:{code}"] = Namesake(phrase_key(name), namesake, frozenset(beside.split(";")))
    _add_people(book)
    _add_plain(book, "organisations.tsv", Kind.ORGANISATION)
    _add_plain(book, "regions.tsv", Kind.PLACE)
    _add_cities(book)
    adjectives = {key for key, known in book.phrases.items() if known.form is Form.ADJECTIVE}
    book.peoples |= adjectives | ({key + "s" for key in adjectives} - book.phrases.keys())
    return book


@cache
def short_names() -> dict[str, str]:
    """The short forms of given names, each with the name that it stands for: "tom" with "thomas"."""
    return {short: name for name, shorts in _rows("short_names.tsv", 2) for short in shorts.split(";")}


def _add_states(book: Lexicon) -> None:
    for code, name, others, adjectives, capitals, houses in _rows("states.tsv", 6):
        state = Entity(f"state:{code}", name, Kind.STATE)
        for form, names in (
            (Form.NAME, f"{name};{others}"),
            (Form.ADJECTIVE, adjectives),
            (Form.HOUSE, houses),
        ):
            for other in filter(None, names.split(";")):
                _add(book, phrase_key(other), Known(state, form, None, _all_capitals(other)))
        for capital in filter(None, capitals.split(";")):
            city = Entity(f"place:{slug(capital)}", capital, Kind.PLACE)
            _add(book, phrase_key(capital), Known(city, Form.CAPITAL, state, False))


def _add_people(book: Lexicon) -> None:
    for name, others in _rows("people.tsv", 2):
        person = Entity(f"person:{slug(name)}", name, Kind.PERSON)
        aliases = others.split(";")
        for other in (name, *aliases):
            if other and other != _SHARED_SURNAME:
                _add(book, phrase_key(other), Known(person, Form.NAME, None, False))
        if _SHARED_SURNAME not in aliases:
            book.surnames_of.setdefault(phrase_key(name).split()[-1], person)


def _add_plain(book: Lexicon, table: str, kind: Kind) -> None:
    for name, others in _rows(table, 2):
        entity = Entity(f"{kind}:{slug(name)}", name, kind)
        for other in filter(None, (name, *others.split(";"))):
            _add(
                book,
                phrase_key(other),
                Known(entity, Form.NAME, None, _all_capitals(other), kind is Kind.PLACE),
            )


def _add_cities(book: Lexicon) -> None:
    """Add the cities that no other table has, all at once, as they are most of what is known."""
    place, form, phrases = Kind.PLACE, Form.NAME, book.phrases
    names = _text("cities.txt").splitlines()
    names.reverse()  # of two that are looked up alike the first stays
    cities = {
        key: Known(Entity(f"place:{key.replace(' ', '-')}", name, place), form, None, False)
        for key, name in zip(map(phrase_key, names), names, strict=True)
        if key not in phrases
    }
    phrases.update(cities)
    for key in cities:
        _lengthen(book, key)


def _add(book: Lexicon, key: str, known: Known) -> None:
    """Add a name, unless one that was added earlier has it: the tables come in the order of their weight."""
    taken = book.phrases.get(key)
    if taken is None or (taken.capitals_only and taken.entity == known.entity):  # "APEC", written "Apec" too
        book.phrases[key] = known
        _lengthen(book, key)


def _lengthen(book: Lexicon, key: str) -> None:
    """Note how many words a phrase has."""
    if " " in key:
        words = key.split(" ")
        book.longest[words[0]] = max(len(words), book.longest.get(words[0], 0))
        book.seconds.add(words[1])
    else:
        book.longest.setdefault(key, 1)


def _all_capitals(name: str) -> bool:
    return name.isupper() and " " not in name


def _rows(table: str, columns: int) -> Iterator[list[str]]:
    for line in _text(table).splitlines():
        if line and not line.startswith("#"):
            cells = line.split("\t")
            yield cells + [""] * (columns - len(cells))


def _text(table: str) -> str:
    from importlib.resources import files  # costs start-up time, and the tables are read later

    return (files("briefing.reading.mentions") / "data" / table).read_text("utf-8")
