"""What is indexed of an article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from briefing.library.query import Term, is_short, parted

if TYPE_CHECKING:
    from whoosh.fields import Schema

ID_LENGTH = 16
"""Characters of an article's id."""

BOOSTS = {
    "title": 2.0,
    "body": 1.0,
    "actors": 1.0,
    "places": 1.0,
    "source": 1.0,
    "author": 1.0,
    "url": 1.0,
}
"""What one occurrence in each field weighs."""

BETWEEN_NAMES = "|"
"""Stands between the lines of a field. No word is written so, and no phrase reaches across."""

_NAMES = ("title", "actors", "places")
_ANYWHERE = ("title", "body", "actors", "places")
FIELDED: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "source": ("source",),
    "author": ("author",),
    "url": ("url",),
    "actor": ("actors",),
    "place": ("places",),
    "name": ("actors", "places"),
}
"""Where a term with a field is looked for."""


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """An article as the index takes it."""

    id: str
    """`Article.id`: 16 characters."""
    title: str
    source: str
    published: date | None
    text: str
    actors: str
    """Names and what the article calls them, one a line; no phrase reaches across lines."""
    places: str
    """The same for places."""
    author: str = ""
    url: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError where the id is none."""
        if len(self.id) != ID_LENGTH or not self.id.isascii():
            raise ValueError(f"an article's id has {ID_LENGTH} ASCII characters: {self.id!r}")

    def lines(self) -> dict[str, list[str]]:
        """The stretches of text of each field: words of one follow each other, words of two do not."""
        return {
            "title": [self.title],
            "body": [self.text],
            "actors": self.actors.splitlines(),
            "places": self.places.splitlines(),
            "source": [self.source],
            "author": [self.author],
            "url": [parted(self.url)],
        }


def schema() -> Schema:
    """Whoosh's classes as they come, so that any Whoosh can read the index.

    The words are ours and come joined by spaces. A document's date is a number such as 20231107, or 0 where
    it has none. Word positions are kept for phrases, texts are not: they stand in the archive.
    """
    from whoosh.analysis import SpaceSeparatedTokenizer
    from whoosh.columns import FixedBytesColumn, NumericColumn
    from whoosh.fields import COLUMN, ID, TEXT
    from whoosh.fields import Schema as WhooshSchema

    folded = SpaceSeparatedTokenizer()
    return WhooshSchema(
        id=ID(unique=True, sortable=FixedBytesColumn(ID_LENGTH)),
        date=COLUMN(NumericColumn("I")),
        **{field: TEXT(folded, field_boost=boost) for field, boost in BOOSTS.items()},
    )


def day_number(day: date | None) -> int:
    """A day as a number that sorts as days do; 0 for none."""
    return day.year * 10_000 + day.month * 100 + day.day if day else 0


def fields_of(term: Term) -> tuple[str, ...]:
    """Where a term is looked for."""
    if term.field is not None:
        return FIELDED[term.field]
    return _NAMES if is_short(term) else _ANYWHERE
