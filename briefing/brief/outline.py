"""The outline of a brief: which sections it has, in which order, and what stands in them. It is a file in YAML.

    title: The summit
    articles: [1b0fc4d98a4a7894, 16a08602e65026d9]
    sections:
      - section: bottom line
        lines:
          - words: They met, and each side tells it otherwise.
            cites: [3f2a9c0d1e4b]
      - section: disputed
        heading: Where they differ
        ledger: true
        without: [77d0a1b2c3d4]

A line is the reader's own `words`, with the pins or ledger entries that they rest on, or one of those by itself, as
`line`. Pins that stand nowhere follow in the section that suits them, unless it is told to do `without` them; so does
the ledger where a section is to have it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from briefing.brief.document import SectionKind
from briefing.safetext import clean, one_line
from briefing.safeyaml import YamlProblem, load

_WIDTH = 100


class OutlineProblem(ValueError):
    """Why a text is no outline: a sentence that names the file, the place and what to write."""


@dataclass(frozen=True)
class Entry:
    """A line that was put where it stands."""

    line: str = ""
    """The id of a pin or of an entry of the ledger; empty for the reader's own words."""
    words: str = ""
    cites: tuple[str, ...] = ()
    """What the words rest on: ids of pins or of entries of the ledger."""
    says: str = ""
    """A reminder of what the line says, for whoever reads the file; the brief does not take it from here."""


@dataclass(frozen=True)
class Part:
    """A section."""

    kind: SectionKind
    heading: str = ""
    """Instead of the section's usual one."""
    ledger: bool = True
    """Whether the ledger fills it."""
    entries: tuple[Entry, ...] = ()
    without: tuple[str, ...] = ()
    """The ids of what the reader left out."""


@dataclass(frozen=True)
class Outline:
    """How a brief is arranged."""

    title: str
    articles: tuple[str, ...]
    """Ids: what the brief is about is the stories that hold them now."""
    parts: tuple[Part, ...] = field(default_factory=lambda: tuple(Part(kind) for kind in SectionKind))
    notes: bool = True
    """Whether the reader's notes on what is quoted go into the brief."""

    def part_of(self, kind: SectionKind) -> int:
        """The number of the first section of a kind; of the last section of all where there is none."""
        kinds = [part.kind for part in self.parts]
        return kinds.index(kind) if kind in kinds else len(kinds) - 1

    def with_part(self, number: int, part: Part) -> Outline:
        """The outline with another section in the place of one."""
        parts = list(self.parts)
        parts[number] = part
        return replace(self, parts=tuple(parts))


def to_yaml(outline: Outline) -> str:
    """The outline as its file has it; the same outline gives the same text."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """Writes every list out, where one that stands in two places would become an alias."""

        def ignore_aliases(self, _data: object) -> bool:
            return True

    document: dict[str, Any] = {"title": outline.title, "articles": list(outline.articles)}
    if not outline.notes:
        document["notes"] = False
    document["sections"] = [_part_to_plain(part) for part in outline.parts]
    return yaml.dump(document, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)


def from_yaml(text: str, what: str) -> Outline:
    """The outline that a file holds; `what` names the file in problems. Raises OutlineProblem."""
    try:
        found = load(text, what, strings=True)
    except YamlProblem as problem:
        raise OutlineProblem(str(problem)) from None
    reader = _Reader(one_line(what))
    document = reader.mapping(found, "the file", ("title", "articles", "notes", "sections"))
    sections = document.get("sections")
    parts = (
        Outline("", ()).parts
        if sections is None
        else tuple(reader.part(part, n) for n, part in enumerate(reader.sequence(sections, "sections"), 1))
    )
    if not parts:
        raise OutlineProblem(f"{reader.what}: “sections” names no section; without it, all are there.")
    return Outline(
        title=one_line(reader.string(document, "title")).strip() or "Brief",
        articles=reader.ids(document.get("articles", []), "articles"),
        parts=parts,
        notes=reader.truth(document, "notes", True),
    )


def _part_to_plain(part: Part) -> dict[str, Any]:
    plain: dict[str, Any] = {"section": part.kind.value}
    if part.heading:
        plain["heading"] = part.heading
    if not part.ledger:
        plain["ledger"] = False
    if part.entries:
        plain["lines"] = [_entry_to_plain(entry) for entry in part.entries]
    if part.without:
        plain["without"] = list(part.without)
    return plain


def _entry_to_plain(entry: Entry) -> dict[str, Any]:
    if entry.line:
        return {"line": entry.line, **({"says": entry.says} if entry.says else {})}
    return {"words": entry.words, **({"cites": list(entry.cites)} if entry.cites else {})}


class _Reader:
    """Takes plain values for what they should be, or says what is wrong with them."""

    def __init__(self, what: str) -> None:
        self.what = what

    def mapping(self, value: object, where: str, keys: Sequence[str]) -> Mapping[str, object]:
        if not isinstance(value, Mapping):
            raise self.problem(f"{where} must hold {', '.join(keys[:-1])} and {keys[-1]}")
        for key in value:
            if key not in keys:
                raise self.problem(
                    f"there is no “{one_line(str(key))[:40]}” in {where}; it may have {', '.join(keys)}"
                )
        return value

    def sequence(self, value: object, where: str) -> list[object]:
        if not isinstance(value, list):
            raise self.problem(f"“{where}” must be a list")
        return value

    def string(self, found: Mapping[str, object], key: str) -> str:
        value = found.get(key, "")
        if not isinstance(value, str):
            raise self.problem(f"“{key}” must be a text")
        return clean(value)

    def truth(self, found: Mapping[str, object], key: str, default: bool) -> bool:
        value = found.get(key)
        if value is None:
            return default
        if value not in ("true", "false", "yes", "no"):
            raise self.problem(f"“{key}” must be true or false")
        return value in ("true", "yes")

    def ids(self, value: object, where: str) -> tuple[str, ...]:
        ids = self.sequence(value, where)
        if not all(isinstance(id, str) for id in ids):
            raise self.problem(f"“{where}” must be a list of ids")
        return tuple(dict.fromkeys(one_line(str(id)) for id in ids))

    def part(self, value: object, number: int) -> Part:
        where = f"section {number}"
        found = self.mapping(value, where, ("section", "heading", "ledger", "lines", "without"))
        kinds = {kind.value: kind for kind in SectionKind}
        kind = kinds.get(self.string(found, "section").strip().casefold())
        if kind is None:
            raise self.problem(f"{where} must say which section it is: one of {', '.join(kinds)}")
        lines = self.sequence(found.get("lines", []), "lines")
        return Part(
            kind,
            one_line(self.string(found, "heading")).strip(),
            self.truth(found, "ledger", True),
            tuple(self.entry(line, f"line {n} of {where}") for n, line in enumerate(lines, 1)),
            self.ids(found.get("without", []), "without"),
        )

    def entry(self, value: object, where: str) -> Entry:
        found = self.mapping(value, where, ("line", "says", "words", "cites"))
        line, words = one_line(self.string(found, "line")).strip(), self.string(found, "words").strip()
        if bool(line) == bool(words):
            raise self.problem(f"{where} must have either “line” with an id or “words”")
        return Entry(
            line, words, self.ids(found.get("cites", []), "cites"), one_line(self.string(found, "says"))
        )

    def problem(self, sentence: str) -> OutlineProblem:
        return OutlineProblem(f"{self.what}: {sentence}.")


def placed(outline: Outline) -> frozenset[str]:
    """The ids of what stands somewhere in an outline, or was left out of it."""
    return frozenset(
        id for part in outline.parts for id in (*(entry.line for entry in part.entries), *part.without) if id
    )


def map_entries(outline: Outline, change: Callable[[Entry], Entry]) -> Outline:
    """The outline with every entry changed."""
    return replace(
        outline,
        parts=tuple(replace(part, entries=tuple(map(change, part.entries))) for part in outline.parts),
    )
