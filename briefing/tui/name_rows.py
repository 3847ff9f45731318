"""The names of an article as rows: which of them are listed, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import NamedTuple

from briefing.article import Entity, Kind
from briefing.tui.opened import Opened

GLYPHS = {Kind.PERSON: "●", Kind.ORGANISATION: "■", Kind.STATE: "◆", Kind.PLACE: "▲"}


class Order(Enum):
    """What names are sorted by; the value says it in a word."""

    HERE = "mentions here"
    STORY = "mentions in the story"
    NAME = "name"
    FIRST = "first appearance"

    @property
    def following(self) -> Order:
        """The next one round."""
        return tuple(Order)[(tuple(Order).index(self) + 1) % len(Order)]


class Among(Enum):
    """Which kinds of names are listed. States are actors and places at once."""

    ALL = "who and where"
    ACTORS = "actors"
    PEOPLE = "people"
    ORGANISATIONS = "organisations"
    STATES = "states"
    PLACES = "places"

    @property
    def following(self) -> Among:
        """The next one round."""
        return tuple(Among)[(tuple(Among).index(self) + 1) % len(Among)]


_KINDS: Mapping[Among, frozenset[Kind]] = {
    Among.ALL: frozenset(Kind),
    Among.ACTORS: frozenset({Kind.PERSON, Kind.ORGANISATION, Kind.STATE}),
    Among.PEOPLE: frozenset({Kind.PERSON}),
    Among.ORGANISATIONS: frozenset({Kind.ORGANISATION}),
    Among.STATES: frozenset({Kind.STATE}),
    Among.PLACES: frozenset({Kind.PLACE, Kind.STATE}),
}


class NameRow(NamedTuple):
    """One name with its counts."""

    entity: Entity
    here: int
    """Mentions in the article that is read."""
    story: int
    """Mentions in all articles of its story."""
    first: int = 0
    """Its place in the order in which the article comes to them."""
    forms: frozenset[str] = frozenset()
    """How the article writes it."""


class View(NamedTuple):
    """What of the names is listed, and how."""

    order: Order = Order.HERE
    among: Among = Among.ALL
    text: str = ""
    """The beginning of a word of the name, or of what it is called."""

    def of(self, rows: Iterable[NameRow]) -> list[NameRow]:
        """The rows that are listed, in order."""
        listed = [row for row in rows if row.entity.kind in _KINDS[self.among] and self._fits(row)]
        match self.order:
            case Order.HERE:
                return sorted(listed, key=lambda row: (-row.here, -row.story, row.entity.name))
            case Order.STORY:
                return sorted(listed, key=lambda row: (-row.story, -row.here, row.entity.name))
            case Order.NAME:
                return sorted(listed, key=lambda row: (row.entity.name.casefold(), row.entity.id))
            case Order.FIRST:
                return sorted(listed, key=lambda row: row.first)

    def _fits(self, row: NameRow) -> bool:
        if not self.text:
            return True
        from briefing.reading.words import folded_words  # not before somebody types

        names = [list(folded_words(name)) for name in (row.entity.name, *row.forms)]
        return all(
            any(word.startswith(typed) for name in names for word in name)
            for typed in folded_words(self.text)
        )

    @property
    def label(self) -> str:
        """What is listed, in a few words: “people /kim”."""
        return f"{self.among.value}{f' /{self.text}' if self.text else ''}"


def rows_of(opened: Opened, in_story: Mapping[str, int]) -> list[NameRow]:
    """The names of an article, in the order in which it comes to them; `in_story` counts by id."""
    forms: dict[Entity, set[str]] = {}
    for text, mentions in (
        (opened.article.title, opened.reading.title),
        (opened.article.text, opened.reading.body),
    ):
        for mention in mentions:
            forms.setdefault(mention.entity, set()).add(mention.written(text))
    counts = opened.counts
    return [
        NameRow(
            entity, counts[entity], in_story.get(entity.id, counts[entity]), first, frozenset(forms[entity])
        )
        for first, entity in enumerate(forms)
    ]
