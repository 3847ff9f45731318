"""Decide and link the candidates of one article, each in the light of all."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.article import Entity, Kind, Mention, Role, Why
from briefing.reading.mentions import cues
from briefing.reading.mentions.candidate import Candidate
from briefing.reading.mentions.lexicon import Lexicon, slug
from briefing.reading.mentions.organisations import Organisations
from briefing.reading.mentions.people import People
from briefing.reading.mentions.tokens import WHOLE, Place


def resolve(found: Sequence[Candidate], book: Lexicon, place: Place = WHOLE) -> list[Mention | None]:
    """For each candidate of an article, in order, its mention; None where it is no name.

    Offsets of candidates count in the text in which the article stands, those of mentions in its title or its body.
    """
    judge = _Judge(book, found)
    decided = [(candidate, judge.decide(candidate)) for candidate in found]
    fullest = _fullest_names(decided)
    return [
        _mention(candidate, fullest[entity.id], place[candidate.start >= place.body]) if entity else None
        for candidate, entity in decided
    ]


class _Judge:
    """Says of each candidate which entity it names."""

    def __init__(self, book: Lexicon, found: Sequence[Candidate]) -> None:
        self._book = book
        self._people = People(book)
        self._names: set[str] = set()
        self._organisations = Organisations(book)
        self._one_form: dict[str, str | None] = {}
        """For each state its only form in the article; None where it has several, or is a scene."""
        for candidate in found:
            self._hear(candidate)
        self._organisations.introduce(c for c in found if c.kind is Kind.ORGANISATION)
        self._people.introduce([c for c in found if c.kind is Kind.PERSON])
        for candidate in found:
            if candidate.office and candidate.state:
                self._people.install(candidate, candidate.state, candidate.office)

    def _hear(self, candidate: Candidate) -> None:
        """Note what a candidate says of the same name elsewhere in the article."""
        key = candidate.key
        self._names.add(key)
        if candidate.entity and candidate.kind is Kind.STATE:
            one = (
                self._one_form.setdefault(candidate.entity.id, key) == key
                and candidate.role is not Role.PLACE
            )
            self._one_form[candidate.entity.id] = key if one else None

    def decide(self, candidate: Candidate) -> Entity | None:
        """The entity that a candidate names, its kind and extent put right; None where it is no name."""
        if candidate.why is Why.USER:
            return candidate.entity
        if candidate.reach is not None and candidate.office and candidate.entity:
            holder = self._people.by_office(candidate.entity, candidate.office, candidate.start)
            if holder:
                candidate.kind, candidate.end = Kind.PERSON, candidate.reach
                candidate.why, candidate.score = Why.RULE, 0.8
                return holder
        if candidate.kind is Kind.PERSON and self._is_organisation(candidate):
            candidate.kind = Kind.ORGANISATION
        person = self._person(candidate)
        if person:
            if candidate.kind is not Kind.PERSON:
                candidate.why, candidate.score = Why.RULE, 0.8
            candidate.kind = Kind.PERSON
            return person
        if candidate.kind is Kind.ORGANISATION:
            return self._organisations.identify(candidate)
        if candidate.entity:
            return self._namesake(candidate, candidate.entity)
        if candidate.kind is Kind.PERSON:
            return self._people.identify(candidate)
        return _place(candidate)

    def _is_organisation(self, candidate: Candidate) -> bool:
        """Whether what was taken for a person is an organisation's short name: "Ford" of "Ford Motor Company"."""
        if candidate.entity or candidate.keys[0] in self._book.given:
            return False
        if len(candidate.keys) == 1 and self._people.knows(candidate):
            return False
        return self._organisations.means(candidate) is not None

    def _namesake(self, candidate: Candidate, entity: Entity) -> Entity:
        """The place of a state's name, where nothing in the article speaks for the state: "Georgia"."""
        namesake = self._book.namesakes.get(entity.id)
        if namesake is None or candidate.key != namesake.key or namesake.beside & self._names:
            return entity
        candidate.kind = Kind.PLACE
        return namesake.place

    def _person(self, candidate: Candidate) -> Entity | None:
        """The person that a single name means, if the article or the world knows them by it."""
        name = candidate.key
        if candidate.kind is Kind.PERSON:
            return candidate.entity or self._people.identify(candidate)
        if candidate.where or len(candidate.keys) > 1:
            return None
        if candidate.kind is Kind.ORGANISATION and self._organisations.means(candidate):
            return None
        if candidate.entity and candidate.kind is Kind.STATE and self._one_form[candidate.entity.id] != name:
            return None
        if candidate.opening and name in self._book.words:
            return None
        return self._people.by_surname(name, candidate.start)


def _place(candidate: Candidate) -> Entity:
    """A place's identity, without the word for what stands there: "Vostochny Cosmodrome" is at Vostochny."""
    words = candidate.words
    while len(words) > 1 and words[-1].casefold() in cues.SITE_HEADS:
        words = words[:-1]
    return Entity(f"place:{slug(' '.join(words)) or 'unnamed'}", candidate.name, Kind.PLACE)


def _fullest_names(decided: Sequence[tuple[Candidate, Entity | None]]) -> dict[str, Entity]:
    """For each identity the entity with the user's name, else the longest, so that all its mentions bear the same."""
    users = {entity.id: entity for candidate, entity in decided if entity and candidate.why is Why.USER}
    # "Jean-Claude Juncker" has three words; its name has its hyphen.
    written = {candidate.name: candidate.written for candidate, _ in decided}
    fullest: dict[str, Entity] = {}
    for _, entity in decided:
        if entity and ((held := fullest.get(entity.id)) is None or len(entity.name) > len(held.name)):
            name = written.get(entity.name) or entity.name
            fullest[entity.id] = entity if name == entity.name else Entity(entity.id, name, entity.kind)
    return fullest | users


def _mention(candidate: Candidate, entity: Entity, origin: int) -> Mention:
    role = candidate.role if entity.kind is Kind.STATE else None
    if role is None:
        role = Role.PLACE if entity.kind is Kind.PLACE else Role.ACTOR
    start, end = candidate.start - origin, candidate.end - origin
    return Mention(start, end, entity, role, candidate.why, round(candidate.score, 2))
