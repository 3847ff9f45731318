"""What grouping needs to know of an article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from briefing.article import Entity


@dataclass(frozen=True, slots=True)
class NameCount:
    """An entity and how often one article mentions it, title and body together."""

    entity: Entity
    count: int


@dataclass(frozen=True, slots=True)
class StoryText:
    """An article as grouping sees it."""

    id: str
    title: str
    published: date | None
    text: str
    names: tuple[NameCount, ...] = ()
    """Whom and what it names: they explain and entitle a story, they don't decide who belongs to it."""
    title_derived: bool = False
    """True where the title was made from the text: it then says nothing that the text does not."""
