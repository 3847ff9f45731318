"""Which person a name means: full names apart and together, surnames to the nearest full name before them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from briefing.article import Entity, Kind
from briefing.reading.mentions import cues
from briefing.reading.mentions.candidate import Candidate
from briefing.reading.mentions.lexicon import Lexicon, phrase_key, short_names, slug

_NAMESAKES = 40
"""People of one surname with whom a name is compared, so that no text takes more than linear time."""
_FRESH = 300
"""Characters for which a full name that was read goes before one that is read more often."""
_LONGEST = 8
"""Words of a name up to which parts of it are taken for short names."""


class _Name(NamedTuple):
    """A person's name without titles before it and generations after it."""

    words: tuple[str, ...]
    keys: tuple[str, ...]
    key: str
    """The keys, joined."""

    @property
    def abbreviated(self) -> bool:
        """Whether the given name is an initial: "J. Comey"."""
        return len(self.keys[0]) == 1 or "." in self.words[0]

    @property
    def middle(self) -> frozenset[str]:
        """The initials between given name and surname."""
        return frozenset(key[0] for key in self.keys[1:-1])

    def may_be(self, other: _Name) -> bool:
        """Whether one person can have both names: "Tom Perez" and "Thomas E. Perez", "J. Comey" and "James Comey"."""
        if self.keys[-1] != other.keys[-1]:
            return False
        if self.middle and other.middle and self.middle != other.middle:
            return False
        mine, theirs = self.keys[0], other.keys[0]
        if self.abbreviated or other.abbreviated:
            return mine[0] == theirs[0]
        return mine == theirs or short_names().get(mine, mine) == short_names().get(theirs, theirs)


class _Person:
    """Someone whom the article names in full, by one name or several."""

    def __init__(self, name: _Name, known: Entity | None) -> None:
        self.names = [name]
        self._known = known

    def add(self, name: _Name, known: Entity | None) -> None:
        """Note another name."""
        self.names.append(name)
        self._known = self._known or known

    def entity(self, taken: set[str]) -> Entity:
        """Who it is. Of several names the shortest makes the identity, as other articles will most often write it.

        An identity that another person of the article has already is told apart by all the words of the name.
        """
        if self._known:
            return self._known
        shortest = fullest = self.names[0]
        if len(self.names) > 1:
            spelt = [name for name in self.names if not name.abbreviated] or self.names
            shortest = min(spelt, key=lambda name: len(name.words))
            fullest = max(spelt, key=lambda name: len(" ".join(name.words)))
        person = _person(shortest.words)
        if person.id in taken:
            person = Entity(f"person:{slug(' '.join(shortest.words))}", person.name, Kind.PERSON)
        return person if fullest is shortest else Entity(person.id, " ".join(fullest.words), Kind.PERSON)


@dataclass(slots=True)
class _Bearers:
    """Who was called by a name, in the order of the text."""

    positions: list[int] = field(default_factory=list)
    people: list[Entity] = field(default_factory=list)
    most: Entity | None = None
    """Who was called so most, once that was asked."""

    def add(self, position: int, person: Entity) -> None:
        self.positions.append(position)
        self.people.append(person)
        self.most = None

    def meant(self, position: int) -> Entity:
        """The last before a position if that is fresh, else who is called so most; before any, the first after it."""
        nearest = max(0, bisect_right(self.positions, position) - 1)
        if position - self.positions[nearest] <= _FRESH:
            return self.people[nearest]
        if self.most is None:
            self.most = Counter(self.people).most_common(1)[0][0]
        return self.most


class People:
    """The people of one article, by their full names, surnames, given names and offices.

    A surname that two share belongs to the one whose full name was last read, if that is not long ago, else to
    the one who is named in full most often; where none was named yet, to the first one after it.
    """

    def __init__(self, book: Lexicon) -> None:
        self._book = book
        self._names: dict[tuple[str, ...], _Name] = {}
        self._full: dict[str, Entity] = {}
        self._surnames: defaultdict[str, _Bearers] = defaultdict(_Bearers)
        self._given: defaultdict[str, _Bearers] = defaultdict(_Bearers)
        self._offices: defaultdict[tuple[str, str], _Bearers] = defaultdict(_Bearers)

    def introduce(self, named: Sequence[Candidate]) -> None:
        """Take in the people of an article, in the order of the text: those named by more than one word, and those
        whom the world knows by their surnames, so that their given names mean them too.
        """
        bare = [self._bare(candidate) for candidate in named]
        names: dict[str, tuple[_Name, Entity | None]] = {}
        for candidate, name in zip(named, bare, strict=True):
            if len(name.keys) > 1:
                names.setdefault(name.key, (name, candidate.entity))
        people: dict[str, _Person] = {}
        by_surname: defaultdict[str, list[_Person]] = defaultdict(list)
        short: set[str] = set()
        called: dict[str, set[str]] = {}
        # The fuller name first, so that "Peña Nieto" is met as a part of "Enrique Peña Nieto".
        for name, known in sorted(names.values(), key=lambda item: (item[0].abbreviated, -len(item[0].keys))):
            if name.key in short:
                continue
            namesakes = by_surname[name.keys[-1]][:_NAMESAKES]
            same = [person for person in namesakes if name.may_be(person.names[0])]
            if len(same) == 1:
                person = same[0]
                person.add(name, known)
            else:
                person = _Person(name, known)
                by_surname[name.keys[-1]].append(person)
            people[name.key] = person
            called[name.key] = self._called(name.keys)
            short |= called[name.key]
        entities: dict[_Person, Entity] = {}
        taken: set[str] = set()
        for key, person in people.items():
            if (entity := entities.get(person)) is None:
                entity = entities[person] = person.entity(taken)
                taken.add(entity.id)
            self._full[key] = entity
        for candidate, name in zip(named, bare, strict=True):
            if (entity := self._full.get(name.key)) is not None:
                for short_name in called[name.key]:
                    self._surnames[short_name].add(candidate.start, entity)
                self._given[name.keys[0]].add(candidate.start, entity)
            elif (known := self._book.surnames_of.get(name.key)) is not None:
                self._given[phrase_key(known.name).partition(" ")[0]].add(candidate.start, known)

    def install(self, candidate: Candidate, state: Entity, office: str) -> None:
        """Note the office that introduces a person; to be called in the text's order, once all are known."""
        person = self.identify(candidate)
        self._offices[state.id, office].add(candidate.start, person)
        if office in cues.HEADS_OF_STATE and office != "leader":
            self._offices[state.id, "leader"].add(candidate.start, person)

    def identify(self, candidate: Candidate) -> Entity:
        """Who a candidate is that names a person."""
        name = self._bare(candidate)
        person = self._full.get(name.key) or self.by_surname(name.key, candidate.start) or candidate.entity
        if person is None and len(name.keys) == 1:
            person = self._book.surnames_of.get(name.key) or self.by_given_name(name.key, candidate.start)
        return person or _person(name.words)

    def knows(self, candidate: Candidate) -> bool:
        """Whether the article names in full someone who may be called so, or the world knows them by it."""
        key = self._bare(candidate).key
        return (
            key in self._full or key in self._surnames or key in self._given or key in self._book.surnames_of
        )

    def by_surname(self, name: str, position: int) -> Entity | None:
        """Whom a surname alone means at a position of the text."""
        bearers = self._surnames.get(name)
        return bearers.meant(position) if bearers else None

    def by_given_name(self, name: str, position: int) -> Entity | None:
        """Whom a given name alone means at a position of the text."""
        bearers = self._given.get(name)
        return bearers.meant(position) if bearers else None

    def by_office(self, state: Entity, office: str, position: int) -> Entity | None:
        """Whom "the Russian president" means, if the article says who holds the office."""
        bearers = self._offices.get((state.id, office))
        return bearers.meant(position) if bearers else None

    def _bare(self, candidate: Candidate) -> _Name:
        """The name alone: "James Comey" of "FBI Director James Comey", "Roger Stone" of "Roger Stone Jr."."""
        name = self._names.get(candidate.words)
        if name is None:
            name = self._names[candidate.words] = self._made_bare(candidate)
        return name

    def _made_bare(self, candidate: Candidate) -> _Name:
        words, keys = candidate.words, candidate.keys
        end = len(keys)
        while end > 1 and keys[end - 1] in cues.SUFFIXES:
            end -= 1
        start = 0
        for index in range(end - 1):
            is_title = keys[index] in cues.TITLES
            # "Dean Kamen", and what follows a given name, is a name and no title.
            if is_title and not (keys[index] in self._book.given and end - index == 2):
                start = index + 1
            elif keys[index] in self._book.given and keys[index] not in cues.TITLE_PARTS:
                break
        return _Name(words[start:end], keys[start:end], " ".join(keys[start:end]))

    def _called(self, keys: tuple[str, ...]) -> set[str]:
        """The words by which a person may be named for short; in names of East Asia the family's comes first."""
        eastern = keys[-1] not in self._book.surnames or (len(keys) == 3 and keys[0] not in self._book.given)
        if keys[0] in cues.FAMILY_FIRST and len(keys) < 4 and eastern:
            return {keys[0], " ".join(keys[1:]), " ".join(keys[:2])} - {" ".join(keys)}
        found = {keys[-1]}
        if len(keys) > _LONGEST:
            return found
        particle = next((i for i, key in enumerate(keys) if i and key in cues.PARTICLES), None)
        if particle:
            found.add(" ".join(keys[particle:]))
        found |= {
            " ".join(keys[i:])
            for i in range(1, len(keys) - 1)
            if len(keys[i]) > 1 and keys[i] not in self._book.given
        }
        return found


@lru_cache(maxsize=1 << 11)
def _person(words: tuple[str, ...]) -> Entity:
    """A person of a name; the identity has no middle initials: "Donald J. Trump" is `person:donald-trump`."""
    kept = [word for i, word in enumerate(words) if i in {0, len(words) - 1} or len(word.rstrip(".")) > 1]
    shown = " ".join(words)
    return Entity(f"person:{slug(' '.join(kept)) or 'unnamed'}", shown, Kind.PERSON)
