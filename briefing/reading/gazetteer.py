"""The user's own names, which go before everything that is found otherwise.

A gazetteer is given as an object that was loaded already, most often from YAML:

    names:
      - name: Kim Jong Un        # required: how it is shown
        kind: person             # required: person, organisation, state or place
        aliases: [KJU, Marshal Kim]
        case: exact              # exact (the default): as written here; any: small and capital letters alike
        id: person:kim-jong-un   # optional: the identity, where it shall be one with another's
    exclude: [Most, Reading]     # names never to be marked

Both keys may be left out. Of several names that begin at the same word the longest is taken, and of equal
ones that of the gazetteer merged first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from briefing.article import Kind

_ID = re.compile(r"(person|organisation|state|place):[\w-]+")
_LONGEST_NAME = 200


class GazetteerProblem(ValueError):
    """A gazetteer that can't be used; its text is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """A name that the user gave, with its other forms."""

    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    any_case: bool = False
    id: str | None = None

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form under which it is found, the name first."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names of the user's, and names that shall not be marked."""

    entries: tuple[GazetteerEntry, ...] = ()
    excluded: tuple[str, ...] = ()

    @classmethod
    def parse(cls, data: object, what: str) -> Self:
        """Read an object of the form above; `what`, most often the file, begins a GazetteerProblem's text."""
        if data is None:
            return cls()
        if not isinstance(data, Mapping):
            raise GazetteerProblem(f"{what}: expected the keys names and exclude, found {_shown(data)}.")
        _refuse_unknown(data, {"names", "exclude"}, what)
        names = data.get("names") or []
        if not isinstance(names, list):
            raise GazetteerProblem(f"{what}: names must be a list, found {_shown(names)}.")
        entries = tuple(_entry(entry, f"{what}, name {number}") for number, entry in enumerate(names, 1))
        return cls(entries, _texts(data.get("exclude"), f"{what}: exclude"))

    @classmethod
    def merge(cls, *gazetteers: Gazetteer) -> Self:
        """One gazetteer of several; where two give the same name, the earlier one's holds."""
        return cls(
            tuple(entry for gazetteer in gazetteers for entry in gazetteer.entries),
            tuple(dict.fromkeys(name for gazetteer in gazetteers for name in gazetteer.excluded)),
        )

    @property
    def fingerprint(self) -> str:
        """A short hash of what it says, the same in every process: 12 hex digits."""
        import hashlib  # both cost start-up time
        import json

        rows = [[entry.name, entry.kind, entry.aliases, entry.any_case, entry.id] for entry in self.entries]
        said = json.dumps([rows, self.excluded], ensure_ascii=True)
        return hashlib.sha256(said.encode("ascii")).hexdigest()[:12]


def _entry(data: object, where: str) -> GazetteerEntry:
    if not isinstance(data, Mapping):
        raise GazetteerProblem(f"{where}: expected the keys name and kind, found {_shown(data)}.")
    name = _text(data.get("name"), f"{where}: name")
    where = f"{where} ({_quoted(name)})"
    _refuse_unknown(data, {"name", "kind", "aliases", "case", "id"}, where)
    kind = data.get("kind")
    if not isinstance(kind, str) or kind not in set(Kind):
        raise GazetteerProblem(
            f"{where}: kind must be person, organisation, state or place, found {_shown(kind)}."
        )
    case = data.get("case", "exact")
    if case not in ("exact", "any"):
        raise GazetteerProblem(f"{where}: case must be exact or any, found {_shown(case)}.")
    identity = data.get("id")
    if identity is not None and not (isinstance(identity, str) and _ID.fullmatch(identity)):
        raise GazetteerProblem(
            f"{where}: id must be a kind, a colon and letters, digits or hyphens, such as "
            f"person:kim-jong-un, found {_shown(identity)}."
        )
    if identity is not None and not identity.startswith(f"{kind}:"):
        raise GazetteerProblem(f"{where}: id {identity} does not begin with its kind, {kind}.")
    return GazetteerEntry(
        name, Kind(kind), _texts(data.get("aliases"), f"{where}: aliases"), case == "any", identity
    )


def _refuse_unknown(data: Mapping[object, object], known: set[str], where: str) -> None:
    for key in data:
        if key not in known:
            raise GazetteerProblem(
                f"{where}: unknown key {_shown(key)}; known are {', '.join(sorted(known))}."
            )


def _texts(data: object, where: str) -> tuple[str, ...]:
    if data is None:
        return ()
    if not isinstance(data, list):
        raise GazetteerProblem(f"{where} must be a list, found {_shown(data)}.")
    return tuple(_text(item, where) for item in data)


def _text(data: object, where: str) -> str:
    if data is None:
        raise GazetteerProblem(f"{where} is missing.")
    if not isinstance(data, str):
        raise GazetteerProblem(f"{where} must be text, found {_shown(data)}; put it in quotation marks.")
    name = " ".join(data.split())
    if not any(character.isalnum() for character in name):
        raise GazetteerProblem(f"{where} has no letter or digit.")
    if len(name) > _LONGEST_NAME:
        raise GazetteerProblem(f"{where} is longer than {_LONGEST_NAME} characters.")
    return name


def _shown(data: object) -> str:
    """A value as a message quotes it: short, and with what can't be printed escaped."""
    if data is None:
        return "nothing"
    if isinstance(data, Mapping):
        return "a mapping"
    if isinstance(data, list):
        return "a list"
    return _quoted(str(data))


def _quoted(text: str) -> str:
    return ascii(text[:40] + "…") if len(text) > 40 else ascii(text)
