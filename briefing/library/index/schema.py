"""What is indexed of an article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.columns import FixedBytesColumn, NumericColumn
from whoosh.fields import COLUMN, ID, TEXT, Schema

from briefing.library.query import Field as QueryField
from briefing.library.query import Term, is_short
from briefing.reading.words import folded_words

ID_LENGTH = 16
"""Characters of an article's id."""

BOOSTS = {"title": 2.0, "body": 1.0, "actors": 1.0, "places": 1.0, "source": 1.0}
"""What one occurrence in each field weighs."""

_NAMES = ("title", "actors", "places")
_ANYWHERE = ("title", "body", "actors", "places")
_FIELDED: Mapping[QueryField, tuple[str, ...]] = {
    "title": ("title",),
    "source": ("source",),
    "actor": ("actors",),
    "place": ("places",),
    "name": ("actors", "places"),
}
# No word holds it, so that no phrase reaches from one name into the next.
_BETWEEN_NAMES = " | "


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


def schema() -> Schema:
    """Whoosh's classes as they come, so that any Whoosh can read the index.

    The words are ours and come joined by spaces. A document's date is a number such as 20231107, or 0 where
    it has none. Word positions are kept for phrases, texts are not: they stand in the archive.
    """
    folded = SpaceSeparatedTokenizer()
    return Schema(
        id=ID(unique=True, sortable=FixedBytesColumn(ID_LENGTH)),
        date=COLUMN(NumericColumn("I")),
        **{field: TEXT(folded, field_boost=boost) for field, boost in BOOSTS.items()},
    )


def values(document: IndexDocument) -> dict[str, str | int]:
    """What Whoosh is given of a document. Raises ValueError where the id is none."""
    if len(document.id) != ID_LENGTH or not document.id.isascii():
        raise ValueError(f"an article's id has {ID_LENGTH} ASCII characters: {document.id!r}")
    return {
        "id": document.id,
        "date": day_number(document.published) if document.published else 0,
        "title": _folded(document.title),
        "body": _folded(document.text),
        "actors": _BETWEEN_NAMES.join(map(_folded, document.actors.splitlines())),
        "places": _BETWEEN_NAMES.join(map(_folded, document.places.splitlines())),
        "source": _folded(document.source),
    }


def day_number(day: date) -> int:
    """A day as a number that sorts as days do."""
    return day.year * 10_000 + day.month * 100 + day.day


def fields_of(term: Term) -> tuple[str, ...]:
    """Where a term is looked for."""
    if term.field is not None:
        return _FIELDED[term.field]
    return _NAMES if is_short(term) else _ANYWHERE


def _folded(text: str) -> str:
    return " ".join(folded_words(text))
