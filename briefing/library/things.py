"""What the reader's deeds change: things known by a key, each in a state that JSON can hold.

    annotation 3f2a…     a pin, note, tag, grade or star, as `annotation_record` has it
    read 000_059…        whether an article was read
    brief summit         the text of a brief's file
    gazetteer mine       the text of a gazetteer's file
    name 3               the change that stands fourth in names.yaml
    story 7              a word on which articles belong together
    link 9               a word on which passages tell the same
    search sea           a saved search
    feed https://…       a feed or folder that is followed

A state of None is that of a thing which is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

from briefing.library import annotation_record, brief_files, folder, following, links, placements
from briefing.library.annotation_store import annotation_with, insert
from briefing.library.archive import Archive
from briefing.library.user_names import user_names
from briefing.reading.gazetteer import Change

Things = Mapping[str, Any]
"""The states of things by their keys."""

Kind = Literal["annotation", "read", "brief", "gazetteer", "name", "story", "link", "search", "feed"]

STORY: Kind = "story"
"""The kind of thing that only the library's one writer may change, with the stories grouped."""

_UNTOLD = ("made_at", "remark", "looked", "at", "title")
"""What two states may differ in and yet be the same: when they came about, and what a feed calls itself."""


def kind_of(key: str) -> str:
    """What kind of thing a key means."""
    return key.partition(" ")[0]


def state(archive: Archive, home: Path, key: str) -> Any:
    """How a thing is now."""
    kind, _, name = key.partition(" ")
    return _KINDS[kind].state(archive, home, name)


def alike(one: Any, other: Any) -> bool:
    """Whether two states are the same, whenever they came about."""
    if isinstance(one, dict) and isinstance(other, dict):
        return {k: v for k, v in one.items() if k not in _UNTOLD} == {
            k: v for k, v in other.items() if k not in _UNTOLD
        }
    return bool(one == other)


def bring(archive: Archive, home: Path, things: Things) -> None:
    """Bring things into these states, within a transaction; words on stories are carried out."""
    regrouped: set[str] = set()
    for key, wanted in things.items():
        kind, _, name = key.partition(" ")
        if kind == STORY:
            regrouped.update(_articles(wanted), _articles(placements.state(archive, int(name))))
        _KINDS[kind].bring(archive, home, name, wanted)
    if regrouped:
        from briefing.library import grouping

        grouping.regroup_by_hand(archive, regrouped)


def _articles(word: Any) -> list[str]:
    return [*word["articles"], *word["target"]] if word is not None else []


def key(kind: Kind, name: object) -> str:
    """The key of a thing: of a feed by its address, of what is said of names, stories and links by its number."""
    return f"{kind} {name}"


class _Kind(NamedTuple):
    state: Callable[[Archive, Path, str], Any]
    bring: Callable[[Archive, Path, str, Any], None]


def _annotation(archive: Archive, _home: Path, id: str) -> Any:
    found = annotation_with(archive, id)
    return annotation_record.to_record(found) if found is not None else None


def _bring_annotation(archive: Archive, _home: Path, id: str, wanted: Any) -> None:
    archive.db.execute("DELETE FROM annotation WHERE id = ?", (id,))
    if wanted is not None:
        insert(archive, annotation_record.from_record(wanted))


def _read(archive: Archive, _home: Path, article: str) -> bool:
    query = "SELECT 1 FROM read_mark WHERE article = (SELECT number FROM article WHERE id = ?)"
    return archive.db.execute(query, (article,)).fetchone() is not None


def _name(_archive: Archive, home: Path, number: str) -> Any:
    history = user_names(home).history
    return history[int(number)].as_yaml if int(number) < len(history) else None


def _bring_name(_archive: Archive, home: Path, number: str, wanted: Any) -> None:
    user_names(home).put(int(number), Change.parse(wanted, "names") if wanted is not None else None)


def _search(archive: Archive, _home: Path, name: str) -> Any:
    row = archive.db.execute(
        "SELECT name, query, looked FROM saved_search WHERE name = ?", (name,)
    ).fetchone()
    return dict(zip(("name", "query", "looked"), row, strict=True)) if row is not None else None


def _bring_search(archive: Archive, _home: Path, name: str, wanted: Any) -> None:
    archive.db.execute("DELETE FROM saved_search WHERE name = ?", (name,))
    if wanted is not None:
        archive.db.execute(
            """
            INSERT INTO saved_search (name, query, looked)
            VALUES (?, ?, coalesce(?, (SELECT max(number) FROM article), 0))
            """,
            (wanted["name"], wanted["query"], wanted.get("looked")),
        )


def _gazetteer(_archive: Archive, home: Path, name: str) -> Any:
    try:
        return (home / folder.GAZETTEERS / f"{name}.yaml").read_text("utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return None


def _bring_gazetteer(_archive: Archive, home: Path, name: str, wanted: Any) -> None:
    folder.keep(home / folder.GAZETTEERS / f"{name}.yaml", wanted)


_KINDS: Mapping[str, _Kind] = {
    "annotation": _Kind(_annotation, _bring_annotation),
    "read": _Kind(_read, lambda archive, _, article, wanted: archive.mark_read(article, wanted)),
    "brief": _Kind(
        lambda _, home, name: brief_files.read(home, name),
        lambda _, home, name, wanted: brief_files.write(home, name, wanted),
    ),
    "gazetteer": _Kind(_gazetteer, _bring_gazetteer),
    "name": _Kind(_name, _bring_name),
    STORY: _Kind(
        lambda archive, _, number: placements.state(archive, int(number)),
        lambda archive, _, number, wanted: placements.put(archive, int(number), wanted),
    ),
    "link": _Kind(
        lambda archive, _, number: links.state(archive, int(number)),
        lambda archive, _, number, wanted: links.put(archive, int(number), wanted),
    ),
    "search": _Kind(_search, _bring_search),
    "feed": _Kind(
        lambda archive, _, address: following.state(archive, address),
        lambda archive, _, address, wanted: following.put(archive, address, wanted),
    ),
}
