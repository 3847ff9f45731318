"""What the reader did, kept so that it can be undone: last first, whatever it was, at any time later.

A deed is a set of things, each with what it was before and what it became. Undoing puts back what was before, where
nothing else has changed it meanwhile.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from briefing.annotation import Deed
from briefing.library import annotation_record, brief_files
from briefing.library.annotation_store import annotation_with, insert
from briefing.library.archive import Archive, to_stored_time

_KEPT = 1000
"""Deeds that can be undone."""

Things = Mapping[str, Any]
"""By key (`annotation 3f…`, `read 1b…`, `brief summit`): how it is, in values of JSON; None for not at all."""


def annotation_key(id: str) -> str:
    """The key of an annotation."""
    return f"annotation {id}"


def read_key(article: str) -> str:
    """The key of whether an article was read."""
    return f"read {article}"


def brief_key(name: str) -> str:
    """The key of a brief."""
    return f"brief {name}"


def do(archive: Archive, home: Path, said: str, after: Things) -> int:
    """Bring things into a state, and note it as a deed; returns how many were not in it already.

    To be called within a transaction.
    """
    before = {key: _state(archive, home, key) for key in after}
    changed = {key: state for key, state in after.items() if not _alike(state, before[key])}
    if not changed:
        return 0
    archive.db.execute(
        "INSERT INTO deed (said, done_at, before, after) VALUES (?, ?, ?, ?)",
        (
            said,
            to_stored_time(datetime.now(UTC)),
            json.dumps({key: before[key] for key in changed}),
            json.dumps(changed),
        ),
    )
    archive.db.execute("DELETE FROM deed WHERE number <= (SELECT max(number) FROM deed) - ?", (_KEPT,))
    _bring(archive, home, changed)
    return len(changed)


def changes(archive: Archive, home: Path, after: Things) -> int:
    """How many of these things are not in that state."""
    return sum(not _alike(state, _state(archive, home, key)) for key, state in after.items())


def undo(archive: Archive, home: Path) -> tuple[Deed, bool] | None:
    """Take back the last deed, and tell it; None if there is none left. To be called within a transaction.

    The flag is False where something was changed since by other means, which undoing would lose: then nothing is
    put back, and the deed is let go.
    """
    row = archive.db.execute(
        "SELECT number, said, done_at, before, after FROM deed ORDER BY number DESC LIMIT 1"
    ).fetchone()
    if row is None:
        return None
    number, said, done_at, before, after = row
    archive.db.execute("DELETE FROM deed WHERE number = ?", (number,))
    untouched = all(_state(archive, home, key) == state for key, state in json.loads(after).items())
    if untouched:
        _bring(archive, home, json.loads(before))
    return Deed(number, said, datetime.fromisoformat(done_at)), untouched


def last(archive: Archive, count: int) -> list[Deed]:
    """The last deeds that can be undone, the last first."""
    rows = archive.db.execute(
        "SELECT number, said, done_at FROM deed ORDER BY number DESC LIMIT ?", (count,)
    ).fetchall()
    return [Deed(number, said, datetime.fromisoformat(at)) for number, said, at in rows]


def _state(archive: Archive, home: Path, key: str) -> Any:
    what, _, name = key.partition(" ")
    if what == "brief":
        return brief_files.read(home, name)
    if what == "read":
        row = archive.db.execute(
            "SELECT 1 FROM read_mark WHERE article = (SELECT number FROM article WHERE id = ?)", (name,)
        ).fetchone()
        return row is not None
    found = annotation_with(archive, name)
    return annotation_record.to_record(found) if found is not None else None


def _alike(one: Any, other: Any) -> bool:
    """Whether two states are the same, whenever they came about."""
    if isinstance(one, dict) and isinstance(other, dict):
        return {**one, "made_at": "", "remark": ""} == {**other, "made_at": "", "remark": ""}
    return bool(one == other)


def _bring(archive: Archive, home: Path, things: Things) -> None:
    for key, state in things.items():
        what, _, name = key.partition(" ")
        if what == "brief":
            brief_files.write(home, name, state)
        elif what == "read":
            _set_read(archive, name, state)
        else:
            archive.db.execute("DELETE FROM annotation WHERE id = ?", (name,))
            if state is not None:
                insert(archive, annotation_record.from_record(state))


def _set_read(archive: Archive, article: str, read: bool) -> None:
    if read:
        query = "INSERT OR IGNORE INTO read_mark (article) SELECT number FROM article WHERE id = ?"
    else:
        query = "DELETE FROM read_mark WHERE article = (SELECT number FROM article WHERE id = ?)"
    archive.db.execute(query, (article,))
