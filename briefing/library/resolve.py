"""Which article someone means who types a part of its id, its file's name, or its place."""

from __future__ import annotations

import os
import re

from briefing.library.archive import Archive
from briefing.library.errors import LibraryError
from briefing.safetext import clean, one_line

_ID_PREFIX = re.compile(r"[0-9a-f]{1,16}")
_CANDIDATES = 5


def resolve(archive: Archive, name: str) -> str:
    """The id of the article meant by an id's beginning, a place, or (the beginning of) a file's name.

    The most exact reading that fits anything decides. Raises LibraryError where nothing fits, or several do.
    """
    # Places are kept as `safetext` shows them; a file's name may hold what it replaces.
    for query, values in _readings(clean(name)):
        found = archive.db.execute(f"{query} LIMIT {_CANDIDATES + 1}", values).fetchall()
        if len({id for id, _ in found}) == 1:
            return str(found[0][0])
        if found:
            shown = ", ".join(f"{id} ({one_line(title)})" for id, title in found[:_CANDIDATES])
            more = ", and more" if len(found) > _CANDIDATES else ""
            raise LibraryError(
                f"“{one_line(name)}” may mean several articles: {shown}{more}. Type more of it."
            )
    raise LibraryError(f"No article goes by “{one_line(name)}”. `briefing stories` lists what there is.")


def resolve_story(archive: Archive, name: str) -> str:
    """The id of the story meant by its id's beginning, or by what names an article of it; raises like `resolve`."""
    prefix = clean(name).casefold()
    if _ID_PREFIX.fullmatch(prefix):
        found = archive.db.execute(
            "SELECT id FROM story WHERE id >= ? AND id < ? LIMIT 2", (prefix, f"{prefix}g")
        ).fetchall()
        if len(found) == 1:
            return str(found[0][0])
    row = archive.db.execute(
        "SELECT story.id FROM article JOIN story ON story.number = article.story WHERE article.id = ?",
        (resolve(archive, name),),
    ).fetchone()
    if row is None:
        raise LibraryError(
            f"“{one_line(name)}” has given way to a newer version, which is in a story instead."
        )
    return str(row[0])


def last_part(origin: str) -> str:
    """What people call an article by its place: the file's name, or the key of an item in a file of many."""
    return re.split(r"[/#]", origin.rstrip("/#"))[-1]


def _readings(name: str) -> list[tuple[str, tuple[str, ...]]]:
    by_id = "SELECT id, title FROM article WHERE"
    by_place = "SELECT DISTINCT id, title FROM place JOIN article ON article.number = place.article WHERE"
    prefix = name.casefold()
    might_be_id = _ID_PREFIX.fullmatch(prefix) is not None
    readings: list[tuple[str, tuple[str, ...]]] = []
    if might_be_id:
        readings.append((f"{by_id} id = ?", (prefix,)))
    readings.append((f"{by_place} origin = ?", (name,)))
    # A link keeps its own name here, as it does when it is added.
    readings.append((f"{by_place} origin = ?", (os.path.abspath(name),)))  # noqa: PTH100
    if name and "/" not in name:
        ending = (last_part(name), name, name)
        readings.append((f"{by_place} name = ? AND substr(origin, -length(?)) = ?", ending))
        readings.append((f"{by_place} name >= ? AND name < ?", (f"{name}.", f"{name}/")))
        readings.append((f"{by_place} name >= ? AND name < ?", (name, f"{name}\U0010ffff")))
    if might_be_id:
        readings.append((f"{by_id} id >= ? AND id < ?", (prefix, f"{prefix}g")))
    return readings
