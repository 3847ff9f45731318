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

Field: TypeAlias = Literal["title", "source", "actor", "place", "name"]
"""A part of an article that words can be looked for in; no field means title, text, actors and places.

A name is an actor or a place, whichever.
"""


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
class DateRange:
    """The days on which an article was published, both ends included; None leaves an end open.

    An article without a date is in no range.
    """

    first: date | None
    last: date | None
    column: int = dataclasses.field(default=0, compare=False)

    @property
    def field(self) -> Literal["date"]:
        """Always the date."""
        return "date"

    def __str__(self) -> str:
        return f"date:{period(self.first, self.last)}"


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


Term: TypeAlias = Word | Prefix | Phrase
Leaf: TypeAlias = Term | DateRange
Node: TypeAlias = Leaf | And | Or | Not


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
