"""What the reader did, kept so that it can be undone: last first, whatever it was, at any time later, and done again.

A deed is a set of things, each with what it was before and what it became. Undoing puts back what was before, where
nothing else has changed it meanwhile.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from briefing.annotation import Deed
from briefing.library import folder, things
from briefing.library.archive import Archive, Readers, to_stored_time
from briefing.library.errors import LibraryError, in_words
from briefing.library.lock import Narrate, in_silence, noting
from briefing.library.things import Things

_KEPT = 1000
"""Deeds that can be undone."""
_SECONDS = 5.0
"""A writer's transaction takes less; what the reader did must not be lost."""
_COUNTER = "deeds"
"""Raised by every deed, and by undoing it."""

_LAST = "SELECT number, said, done_at, before, after FROM deed WHERE NOT undone ORDER BY number DESC"
_FIRST_UNDONE = "SELECT number, said, done_at, before, after FROM deed WHERE undone ORDER BY number"


class Deeds:
    """What was done in a library, to be undone and done again, the last first, whoever did it in which program."""

    def __init__(self, home: Path, readers: Readers) -> None:
        """For `Library`."""
        self._home = home
        self._readers = readers

    def undo(self, narrate: Narrate = in_silence) -> Deed | None:
        """Take back what was done last, and tell it; None where there is nothing left to take back.

        Raises LibraryError where that was changed by other means since, such as an editor: it is then left alone,
        and the next undo goes on to what came before. `narrate` is told where another writer has to be waited for.
        """
        return self._turn(again=False, narrate=narrate)

    def redo(self, narrate: Narrate = in_silence) -> Deed | None:
        """Do again what was undone last; None where nothing was, or something else was done since. Like `undo`."""
        return self._turn(again=True, narrate=narrate)

    def last(self, count: int = 20) -> list[Deed]:
        """What was done last and can be undone, the last first."""
        with self._readers.borrow() as archive:
            rows = archive.db.execute(f"{_LAST} LIMIT ?", (count,)).fetchall()
        return [_deed(row) for row in rows]

    def _turn(self, *, again: bool, narrate: Narrate) -> Deed | None:
        with doing(self._home) as archive:
            found = archive.db.execute(f"{_FIRST_UNDONE if again else _LAST} LIMIT 1").fetchone()
            of_stories = found is not None and things.STORY in _deed(found).about
            turned = None if of_stories else turn(archive, self._home, again=again)
        if of_stories:
            from briefing.library.by_hand import grouped

            with grouped(self._home, narrate) as archive, archive.transaction():
                turned = turn(archive, self._home, again=again)
        if turned is None:
            return None
        deed, untouched = turned
        if not untouched:
            raise LibraryError(
                f"Not {'done again' if again else 'taken back'}: {deed.said}. It was changed by other means since, "
                "and that would be lost. Try again for what came before it."
            )
        return deed


@contextmanager
def doing(home: Path) -> Iterator[Archive]:
    """The archive, for something that the reader does: all or nothing, and on the disk once it has ended.

    Raises LibraryError where the archive can't be used.
    """
    try:
        with noting(home, _SECONDS, durable=True) as archive:
            yield archive
    except sqlite3.Error as error:
        raise in_words(error, home / folder.ARCHIVE) from error


def do(archive: Archive, home: Path, said: str, after: Things) -> int:
    """Bring things into a state, and note it as a deed; returns how many were not in it already.

    To be called within a transaction. `said` names the deed: “the pin of …”.
    """
    before = {key: things.state(archive, home, key) for key in after}
    changed = {key: state for key, state in after.items() if not things.alike(state, before[key])}
    if not changed:
        return 0
    archive.db.execute("DELETE FROM deed WHERE undone")
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
    _count(archive)
    things.bring(archive, home, changed)
    return len(changed)


def changes(archive: Archive, home: Path, after: Things) -> int:
    """How many of these things are not in that state."""
    return sum(not things.alike(state, things.state(archive, home, key)) for key, state in after.items())


def turn(archive: Archive, home: Path, *, again: bool) -> tuple[Deed, bool] | None:
    """Take back the last deed, or do it `again`, and tell it; None if there is none. Within a transaction.

    The flag is False where something was changed since by other means, which would be lost: then nothing is done,
    and the deed is let go.
    """
    row = archive.db.execute(f"{_FIRST_UNDONE if again else _LAST} LIMIT 1").fetchone()
    if row is None:
        return None
    number, _, _, before, after = row
    left, wanted = (json.loads(state) for state in ((before, after) if again else (after, before)))
    untouched = not changes(archive, home, left)
    if untouched:
        archive.db.execute("UPDATE deed SET undone = ? WHERE number = ?", (not again, number))
        things.bring(archive, home, wanted if again else dict(reversed(wanted.items())))
    else:
        archive.db.execute("DELETE FROM deed WHERE number = ?", (number,))
    _count(archive)
    return _deed(row), untouched


def revision(archive: Archive) -> int:
    """A number that grows with whatever the reader does, and with undoing it."""
    return int(archive.meta(_COUNTER) or 0)


def _count(archive: Archive) -> None:
    archive.set_meta(_COUNTER, revision(archive) + 1)


def _deed(row: tuple[Any, ...]) -> Deed:
    number, said, done_at, _, after = row
    about = frozenset(things.kind_of(key) for key in json.loads(after))
    return Deed(number, said, datetime.fromisoformat(done_at), about)
