"""The syntax tree of a query: what is asked, without regard to how it was typed or how it is answered.

Every leaf is folded (see `briefing.reading.words`), so that equal trees ask for the same. `str` of a node is
a query that parses to an equal node.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from briefing.library.query.dates import period

Field: TypeAlias = Literal["title", "source", "author", "url", "actor", "place", "name"]
"""A part of an article that words can be looked for in; no field means title, text, actors and places.

A name is an actor or a place, whichever.
"""

FilterKind: TypeAlias = Literal["is", "tag", "story", "lang"]
"""What an article is sifted by that does not stand in it."""

Sort: TypeAlias = Literal["best", "date", "oldest"]
"""What comes first: what fits best, what is newest, or what is oldest."""

STATES = ("unread", "read", "pinned", "noted", "starred")
"""What an article can be."""


_SHORT = 2
"""Letters."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word, as it stands in the text once it is folded."""

    text: str
    field: Field | None = None
    column: int = dataclasses.field(default=0, compare=False)
    """Where it stands in the query, in characters."""

    def __str__(self) -> str:
        return _fielded(self.field, self.text)


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any word that starts like this, itself included."""

    text: str
    field: Field | None = None
    column: int = dataclasses.field(default=0, compare=False)

    def __str__(self) -> str:
        return _fielded(self.field, f"{self.text}*")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Two words or more, one directly after the other."""

    words: tuple[str, ...]
    field: Field | None = None
    open: bool = False
    """Whether the last word is a prefix."""
    column: int = dataclasses.field(default=0, compare=False)

    def __str__(self) -> str:
        star = "*" if self.open else ""
        return _fielded(self.field, f'"{" ".join(self.words)}{star}"')


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Any word that starts with the same letter and is at most two slips away, one where it is short."""

    text: str
    field: Field | None = None
    column: int = dataclasses.field(default=0, compare=False)

    def __str__(self) -> str:
        return _fielded(self.field, f"{self.text}~")


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Any word that looks like this: a star stands for any letters or none, a question mark for one."""

    pattern: str
    field: Field | None = None
    column: int = dataclasses.field(default=0, compare=False)

    def __str__(self) -> str:
        return _fielded(self.field, self.pattern)


@dataclass(frozen=True, slots=True)
class Near:
    """Different words in any order, with at most so many other words among them."""

    words: tuple[str, ...]
    distance: int
    field: Field | None = None
    column: int = dataclasses.field(default=0, compare=False)

    def __str__(self) -> str:
        return _fielded(self.field, f'"{" ".join(self.words)}"~{self.distance}')


@dataclass(frozen=True, slots=True)
class Filter:
    """What the reader or the library made of an article: `is:unread`, `tag:energy`, `story:…`, `lang:en`.

    It is no matter of words: the whole value is meant. A story is named by its id or by words of its title, and a
    language by its code; `lang:pt` is Portuguese of any country.
    """

    kind: FilterKind
    value: str
    column: int = dataclasses.field(default=0, compare=False)

    @property
    def field(self) -> FilterKind:
        """The kind."""
        return self.kind

    def __str__(self) -> str:
        plain = self.value.isascii() and self.value.replace("-", "").replace("_", "").isalnum()
        return f"{self.kind}:{self.value}" if plain else f'{self.kind}:"{self.value}"'


@dataclass(frozen=True, slots=True)
class DateRange:
    """The days on which an article was published, both ends included; None leaves an end open.

    An article without a date is in no range.
    """

    first: date | None
    last: date | None
    column: int = dataclasses.field(default=0, compare=False)
    ago: str = dataclasses.field(default="", compare=False)
    """How far back from the day of the query it reaches, such as `7d`, where that was asked for."""

    @property
    def field(self) -> Literal["date"]:
        """Always the date."""
        return "date"

    def __str__(self) -> str:
        return f"within:{self.ago}" if self.ago else f"date:{period(self.first, self.last)}"


@dataclass(frozen=True, slots=True)
class And:
    """What fits every part."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " ".join(f"({part})" if isinstance(part, Or) else str(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """What fits one part or more."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " OR ".join(f"({part})" if isinstance(part, And) else str(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Not:
    """What does not fit."""

    part: Node

    def __str__(self) -> str:
        return f"-({self.part})" if isinstance(self.part, And | Or | Not) else f"-{self.part}"


@dataclass(frozen=True, slots=True)
class Boost:
    """The same, but it counts so many times as much."""

    part: Node
    factor: float

    def __str__(self) -> str:
        part = str(self.part) if isinstance(self.part, TERMS) else f"({self.part})"
        return f"{part}^{self.factor:g}"


Term: TypeAlias = Word | Prefix | Fuzzy | Wildcard | Phrase | Near
TERMS = (Word, Prefix, Fuzzy, Wildcard, Phrase, Near)
Leaf: TypeAlias = Term | DateRange | Filter
Node: TypeAlias = Leaf | And | Or | Not | Boost


def is_short(term: Term) -> bool:
    """Whether a term ends in so short a prefix that texts are not searched for it, but titles and names are.

    In texts, one or two letters stand for half of the language.
    """
    if term.field is not None:
        return False
    match term:
        case Prefix(text):
            return len(text) <= _SHORT
        case Phrase(words, open=True):
            return len(words[-1]) <= _SHORT
        case _:
            return False


def _fielded(field: Field | None, value: str) -> str:
    return f"{field}:{value}" if field else value
