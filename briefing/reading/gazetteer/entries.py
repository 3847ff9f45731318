"""Names that the user gives, and names that shall not be marked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Self

from briefing.article import Kind
from briefing.reading.gazetteer import checks
from briefing.reading.gazetteer.changes import Change
from briefing.reading.gazetteer.checks import GazetteerProblem, shown


class GazetteerEntry(NamedTuple):
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


class Gazetteer(NamedTuple):
    """Names of the user's, names that shall not be marked, and what is found put right."""

    entries: tuple[GazetteerEntry, ...] = ()
    excluded: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()

    @classmethod
    def parse(cls, data: object, what: str) -> Self:
        """Read an object of the form above; `what`, most often the file, begins a GazetteerProblem's text."""
        if data is None:
            return cls()
        if not isinstance(data, Mapping):
            raise GazetteerProblem(
                f"{what}: expected the keys names, exclude and changes, found {shown(data)}."
            )
        checks.refuse_unknown(data, {"names", "exclude", "changes"}, what)
        names = _list(data.get("names"), f"{what}: names")
        changes = _list(data.get("changes"), f"{what}: changes")
        return cls(
            tuple(_entry(entry, f"{what}, name {number}") for number, entry in enumerate(names, 1)),
            checks.texts(data.get("exclude"), f"{what}: exclude"),
            tuple(
                Change.parse(change, f"{what}, change {number}") for number, change in enumerate(changes, 1)
            ),
        )

    @classmethod
    def merge(cls, *gazetteers: Gazetteer) -> Self:
        """One gazetteer of several: of two that give the same name, the earlier one's holds; changes follow on."""
        return cls(
            tuple(entry for gazetteer in gazetteers for entry in gazetteer.entries),
            tuple(dict.fromkeys(name for gazetteer in gazetteers for name in gazetteer.excluded)),
            tuple(change for gazetteer in gazetteers for change in gazetteer.changes),
        )

    @property
    def fingerprint(self) -> str:
        """A short hash of names and exclusions, the same in every process: 12 hex digits.

        Articles have to be read anew when it differs; changes are laid over what was read.
        """
        import hashlib  # both cost start-up time
        import json

        rows = [[entry.name, entry.kind, entry.aliases, entry.any_case, entry.id] for entry in self.entries]
        said = json.dumps([rows, self.excluded], ensure_ascii=True)
        return hashlib.sha256(said.encode("ascii")).hexdigest()[:12]


def _list(data: object, what: str) -> list[object]:
    if not isinstance(data or [], list):
        raise GazetteerProblem(f"{what} must be a list, found {shown(data)}.")
    return data or []  # type: ignore[return-value]


def _entry(data: object, where: str) -> GazetteerEntry:
    if not isinstance(data, Mapping):
        raise GazetteerProblem(f"{where}: expected the keys name and kind, found {shown(data)}.")
    name = checks.text(data.get("name"), f"{where}: name")
    where = f"{where} ({checks.quoted(name)})"
    checks.refuse_unknown(data, {"name", "kind", "aliases", "case", "id"}, where)
    kind = checks.kind(data.get("kind"), where)
    case = data.get("case", "exact")
    if case not in ("exact", "any"):
        raise GazetteerProblem(f"{where}: case must be exact or any, found {shown(case)}.")
    identity = data.get("id")
    if identity is not None:
        identity = checks.identity(identity, f"{where}: id")
        if not identity.startswith(f"{kind}:"):
            raise GazetteerProblem(f"{where}: id {identity} does not begin with its kind, {kind}.")
    aliases = checks.texts(data.get("aliases"), f"{where}: aliases")
    return GazetteerEntry(name, kind, aliases, case == "any", identity)
