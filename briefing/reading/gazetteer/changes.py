"""What is found put right: two names that are one, one that is two, another kind, a name that is hidden.

Changes are laid over what was read, in their order, so that any of them can be taken back. As YAML each is one of:

    {merge: person:kim, into: person:kim-jong-un, name: Kim Jong Un}       # two are one, called so
    {split: Kim, from: person:kim-jong-un, into: person:kim, name: Kim}    # where it is written so, it is another
    {kind: organisation, of: person:ford, name: Ford}                      # another kind
    {hide: place:reading}                                                  # not marked any longer
    {show: place:reading}                                                  # marked again

Each may add `was`, the name as it was before, by which it is told what was done.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple, Self

from briefing.article import Entity, Kind, Mention, Reading, Role, Why
from briefing.reading.gazetteer import checks
from briefing.reading.gazetteer.checks import GazetteerProblem, shown


class Verb(StrEnum):
    """What a change does."""

    MERGE = "merge"
    SPLIT = "split"
    KIND = "kind"
    HIDE = "hide"
    SHOW = "show"


_KEYS: Mapping[Verb, tuple[str, ...]] = {
    Verb.MERGE: ("merge", "into", "name"),
    Verb.SPLIT: ("split", "from", "into", "name"),
    Verb.KIND: ("kind", "of", "name"),
    Verb.HIDE: ("hide",),
    Verb.SHOW: ("show",),
}


class Change(NamedTuple):
    """One thing put right."""

    verb: Verb
    of: str
    """The id of the entity as it was before."""
    to: Entity | None = None
    """Whom or what it is instead."""
    form: str | None = None
    """The only writing that is concerned; None for all."""
    was: str = ""
    """What it was called before."""

    @classmethod
    def merge(cls, one: Entity, into: Entity) -> Self:
        """Take one name for another's."""
        return cls(Verb.MERGE, one.id, into, was=one.name)

    @classmethod
    def split(cls, form: str, of: Entity, taken: Iterable[str] = ()) -> Self:
        """Take a name, where it is written so, for one of its own, whose id is not among those taken."""
        id = _made_id(of.kind, form)
        number = 1
        while id == of.id or id in set(taken):
            number += 1
            id = f"{_made_id(of.kind, form)}-{number}"
        return cls(Verb.SPLIT, of.id, Entity(id, form, of.kind), form, of.name)

    @classmethod
    def kind(cls, of: Entity, kind: Kind) -> Self:
        """Take a name for one of another kind."""
        slug = of.id.partition(":")[2]
        return cls(Verb.KIND, of.id, Entity(f"{kind}:{slug}", of.name, kind), was=of.name)

    @classmethod
    def hide(cls, of: Entity) -> Self:
        """Mark a name no longer."""
        return cls(Verb.HIDE, of.id, was=of.name)

    @classmethod
    def show(cls, id: str, name: str) -> Self:
        """Mark a name again that was hidden."""
        return cls(Verb.SHOW, id, was=name)

    @classmethod
    def parse(cls, data: object, where: str) -> Self:
        """Read one of the forms above. Raises GazetteerProblem."""
        verb = next((verb for verb in Verb if isinstance(data, Mapping) and verb in data), None)
        if verb is None or not isinstance(data, Mapping):
            raise GazetteerProblem(
                f"{where}: expected one of the keys merge, split, kind, hide and show, found {shown(data)}."
            )
        checks.refuse_unknown(data, {*_KEYS[verb], "was"}, where)
        was = checks.text(data["was"], f"{where}: was") if "was" in data else ""

        def id_at(key: str) -> str:
            return checks.identity(data.get(key), f"{where}: {key}")

        match verb:
            case Verb.HIDE | Verb.SHOW:
                return cls(verb, id_at(verb), was=was)
            case Verb.KIND:
                kind = checks.kind(data.get("kind"), where)
                of = id_at("of")
                name = checks.text(data.get("name"), f"{where}: name")
                return cls(verb, of, Entity(f"{kind}:{of.partition(':')[2]}", name, kind), was=was)
            case Verb.MERGE | Verb.SPLIT:
                into = id_at("into")
                name = checks.text(data.get("name"), f"{where}: name")
                to = Entity(into, name, Kind(into.partition(":")[0]))
                if verb is Verb.MERGE:
                    return cls(verb, id_at("merge"), to, was=was)
                form = checks.text(data.get("split"), f"{where}: split")
                return cls(verb, id_at("from"), to, form, was)

    @property
    def as_yaml(self) -> dict[str, str]:
        """The form above that says it."""
        said: dict[str, str] = {}
        match self.verb:
            case Verb.MERGE if self.to:
                said = {"merge": self.of, "into": self.to.id, "name": self.to.name}
            case Verb.SPLIT if self.to and self.form:
                said = {"split": self.form, "from": self.of, "into": self.to.id, "name": self.to.name}
            case Verb.KIND if self.to:
                said = {"kind": self.to.kind.value, "of": self.of, "name": self.to.name}
            case _:
                said = {self.verb.value: self.of}
        return {**said, "was": self.was} if self.was else said

    @property
    def sentence(self) -> str:
        """What it says, as one tells it: “Kim” is “Kim Jong Un”."""
        was = f"“{self.was or self.of}”"
        match self.verb:
            case Verb.MERGE if self.to:
                return f"{was} is “{self.to.name}”"
            case Verb.SPLIT:
                return f"“{self.form}” is not {was}"
            case Verb.KIND if self.to:
                return f"{was} is {self.to.kind.in_words}"
            case Verb.HIDE:
                return f"{was} is hidden"
            case _:
                return f"{was} is shown again"


class Changes:
    """Changes, ready to be laid over what was read."""

    def __init__(self, changes: Sequence[Change]) -> None:
        self._of: defaultdict[str, list[tuple[int, Change]]] = defaultdict(list)
        shown_at = {change.of: number for number, change in enumerate(changes) if change.verb is Verb.SHOW}
        for number, change in enumerate(changes):
            taken_back = change.verb is Verb.HIDE and shown_at.get(change.of, -1) > number
            if change.verb is not Verb.SHOW and not taken_back:
                self._of[change.of].append((number, change))
        self.hidden = {
            change.of: change.was or change.of
            for listed in self._of.values()
            for _, change in listed
            if change.verb is Verb.HIDE
        }
        """The ids of what is hidden, each with its name."""

    def applied(self, entity: Entity, form: str) -> Entity | None:
        """Whom an entity is taken for where it is written so; None where that is hidden."""
        at = 0
        while True:
            for number, change in self._of.get(entity.id, ()):
                if number >= at and change.form in {None, form}:
                    break
            else:
                return entity
            if change.to is None:
                return None
            entity, at = change.to, number + 1

    def concern(self, reading: Reading) -> bool:
        """Whether any of them is about what was read of an article."""
        of = self._of
        return bool(of) and any(mention.entity.id in of for mention in (*reading.title, *reading.body))

    def apply(self, reading: Reading, title: str, text: str) -> Reading:
        """What was read of an article with the changes laid over it."""
        if not self.concern(reading):
            return reading
        return Reading(tuple(self._changed(reading.title, title)), tuple(self._changed(reading.body, text)))

    def _changed(self, mentions: Iterable[Mention], text: str) -> Iterable[Mention]:
        for mention in mentions:
            if mention.entity.id not in self._of:
                yield mention
                continue
            entity = self.applied(mention.entity, mention.written(text))
            if entity is not None:
                changed = entity != mention.entity
                yield (
                    mention._replace(entity=entity, role=_role(entity, mention.role), why=Why.USER)
                    if (changed)
                    else mention
                )


@lru_cache(maxsize=4)
def compiled(changes: tuple[Change, ...]) -> Changes:
    """Changes made ready once."""
    return Changes(changes)


def _role(entity: Entity, before: Role) -> Role:
    match entity.kind:
        case Kind.STATE:
            return before
        case Kind.PLACE:
            return Role.PLACE
        case _:
            return Role.ACTOR


def _made_id(kind: Kind, name: str) -> str:
    slug = "-".join("".join(c if c.isalnum() else " " for c in name.casefold()).split())
    return f"{kind}:{slug or 'unnamed'}"
