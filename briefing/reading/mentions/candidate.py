"""A candidate: a stretch of a line that may be a name."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.article import Entity, Kind, Role, Why


@dataclass(slots=True)
class Candidate:
    """A stretch that may be a name, with what speaks for it."""

    start: int
    end: int
    words: tuple[str, ...]
    keys: tuple[str, ...]
    """The words folded."""
    name: str
    """Its words, joined."""
    key: str
    """Its folded words, joined."""
    kind: Kind
    score: float
    why: Why = Why.RULE
    entity: Entity | None = None
    """The entity, where a table or the user names it."""
    role: Role | None = None
    """Of a state: what it does in its sentence."""
    opening: bool = False
    """Whether it begins a sentence, so that its capital may be owed to that."""
    where: bool = False
    """Whether the words before it say that it is a place."""
    state: Entity | None = None
    """Of a person: the state in whose office they are introduced."""
    office: str | None = None
    """The office that introduces a person; after a state, the one whose holder the two together may name."""
    written: str = ""
    """How the text writes it, hyphens and dots included."""
    reach: int | None = None
    """Where such a description ends."""
