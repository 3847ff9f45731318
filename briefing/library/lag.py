"""What of a library is out of date: told by a few numbers of the archive, and nothing imported that would mend it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.library import folder, indexing, readings
from briefing.library.archive import Archive
from briefing.library.errors import LibraryError
from briefing.library.user_names import load_gazetteer
from briefing.reading import versions

if TYPE_CHECKING:
    from briefing.reading.gazetteer import Change, Gazetteer


def behind(archive: Archive, home: Path) -> tuple[str, ...]:
    """What is out of date, of "mentions", "stories" and "index"."""
    if archive.db.execute("SELECT 1 FROM article LIMIT 1").fetchone() is None:
        return ()
    up_to_date = {
        "mentions": _names_are_read(archive, home),
        "stories": is_grouped(archive),
        "index": indexing.is_done(archive, home / folder.INDEX),
    }
    return tuple(step for step, done in up_to_date.items() if not done)


def reading_stamp(gazetteer: Gazetteer) -> str:
    """What is found in articles depends on it: readings made at another stamp are out of date."""
    return f"{versions.MENTIONS} {gazetteer.fingerprint}"


def grouping_stamp() -> str:
    """Which articles make a story depends on it."""
    return f"{versions.STORIES}.{versions.COPIES}"


def is_grouped(archive: Archive) -> bool:
    """Whether the stories are those of the articles as they are now."""
    if archive.meta("grouped") != grouping_stamp():
        return False
    return archive.db.execute("SELECT 1 FROM ungrouped LIMIT 1").fetchone() is None


def is_counted(archive: Archive, changes: Sequence[Change]) -> bool:
    """Whether the counts of names know of these changes and no others."""
    return readings.counted_changes(archive) == readings.said(changes)


def _names_are_read(archive: Archive, home: Path) -> bool:
    try:
        gazetteer = load_gazetteer(home)
    except LibraryError:
        # Catching up then says what is wrong with the gazetteer.
        return False
    return archive.meta("mentions") == reading_stamp(gazetteer) and is_counted(archive, gazetteer.changes)
