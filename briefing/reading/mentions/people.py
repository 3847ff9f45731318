"""Which person a name means: full names apart and together, surnames to the nearest full name before them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field

from briefing.article import Entity, Kind
from briefing.reading.mentions import cues
from briefing.reading.mentions.candidate import Candidate
from briefing.reading.mentions.lexicon import Lexicon, slug


@dataclass(slots=True)
class _Bearers:
    """Who was called by a name, in the order of the text."""

    positions: list[int] = field(default_factory=list)
    people: list[Entity] = field(default_factory=list)

    def add(self, position: int, person: Entity) -> None:
        self.positions.append(position)
        self.people.append(person)

    def nearest(self, position: int) -> Entity:
        """The last before a position; where there is none, the first after it."""
        return self.people[max(0, bisect_right(self.positions, position) - 1)]


class People:
    """The people of one article, by their full names, surnames, given names and offices.

    A surname that two share belongs to the one whose full name was last read before it; where none was, to
    the first one after it.
    """

    def __init__(self, book: Lexicon) -> None:
        self._book = book
        self._full: dict[tuple[str, str], list[tuple[frozenset[str], Entity]]] = {}
        self._surnames: defaultdict[str, _Bearers] = defaultdict(_Bearers)
        self._given: defaultdict[str, _Bearers] = defaultdict(_Bearers)
        self._offices: defaultdict[tuple[str, str], _Bearers] = defaultdict(_Bearers)

    def introduce(self, candidate: Candidate, position: int) -> None:
        """Take in a person named by more than one word; to be called in the order of the text."""
        keys = _without_suffix(candidate)
        if len(keys) < 2 or candidate.key in self._surnames:
            return
        person = self._by_full_name(candidate, keys)
        for surname in self._surnames_in(keys):
            self._surnames[surname].add(position, person)
        self._given[keys[0]].add(position, person)

    def install(self, candidate: Candidate, position: int) -> None:
        """Note the office that introduces a person; to be called in the text's order, once all are known."""
        if candidate.office and candidate.state:
            person = self.identify(candidate, position)
            self._offices[candidate.state.id, candidate.office].add(position, person)
            if candidate.office in cues.HEADS_OF_STATE and candidate.office != "leader":
                self._offices[candidate.state.id, "leader"].add(position, person)

    def identify(self, candidate: Candidate, position: int) -> Entity:
        """Who a candidate is that names a person."""
        person = self.by_surname(candidate.key, position)
        if person:
            return person
        keys = _without_suffix(candidate)
        if len(keys) > 1:
            return self._by_full_name(candidate, keys)
        return candidate.entity or _person(candidate.words)

    def by_surname(self, name: str, position: int) -> Entity | None:
        """Whom a surname alone means at a position of the text."""
        bearers = self._surnames.get(name)
        return bearers.nearest(position) if bearers else None

    def by_given_name(self, name: str) -> Entity | None:
        """Whom a given name alone means, where one person only has it."""
        bearers = self._given.get(name)
        return bearers.people[0] if bearers and len(set(bearers.people)) == 1 else None

    def by_office(self, state: Entity, office: str, position: int) -> Entity | None:
        """Whom "the Russian president" means, if the article says who holds the office."""
        bearers = self._offices.get((state.id, office))
        return bearers.nearest(position) if bearers else None

    def _by_full_name(self, candidate: Candidate, keys: tuple[str, ...]) -> Entity:
        """The person of that given name and surname whose middle initials, where both have some, agree."""
        middle = frozenset(key[0] for key in keys[1:-1])
        namesakes = self._full.setdefault((keys[0], keys[-1]), [])
        for initials, person in namesakes:
            if not initials or not middle or initials == middle:
                return person
        person = candidate.entity or _person(candidate.words)
        namesakes.append((middle, person))
        return person

    def _surnames_in(self, keys: tuple[str, ...]) -> set[str]:
        """The words by which a person may be named alone; in names of East Asia the family's comes first."""
        eastern = keys[-1] not in self._book.surnames or (len(keys) == 3 and keys[0] not in self._book.given)
        if keys[0] in cues.FAMILY_FIRST and len(keys) < 4 and eastern:
            return {keys[0]}
        found = {keys[-1]}
        particle = next((i for i, key in enumerate(keys) if i and key in cues.PARTICLES), None)
        if particle:
            found.add(" ".join(keys[particle:]))
        return found


def _without_suffix(candidate: Candidate) -> tuple[str, ...]:
    return tuple(key for key in candidate.keys if key not in cues.SUFFIXES)


def _person(words: tuple[str, ...]) -> Entity:
    """A person of a name; the identity has no middle initials: "Donald J. Trump" is `person:donald-trump`."""
    kept = [word for i, word in enumerate(words) if i in {0, len(words) - 1} or len(word.rstrip(".")) > 1]
    shown = " ".join(words)
    return Entity(f"person:{slug(' '.join(kept)) or 'unnamed'}", shown, Kind.PERSON)
