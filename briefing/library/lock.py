"""One writer at a time: a lock that the operating system lets go of when its holder dies."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from briefing.library import folder
from briefing.library.archive import Archive
from briefing.library.errors import LibraryError, in_words
from briefing.safetext import one_line

Narrate = Callable[[str], None]
"""Takes a sentence for whoever waits."""

_PAUSE = 0.05
"""Seconds between two tries."""


def in_silence(_: str) -> None:
    """Tell nobody."""


@contextmanager
def writing(home: Path, narrate: Narrate = in_silence) -> Iterator[Archive]:
    """The archive of a home, for the one process that may write to it; made if need be.

    Raises LibraryError where that can't be, or where SQLite can't do what is asked of it inside the `with`.
    """
    folder.prepare(home)
    with writers_lock(home, narrate):
        try:
            archive = Archive.to_write(home)
            try:
                yield archive
            finally:
                archive.close()
        except sqlite3.Error as error:
            raise in_words(error, home / folder.ARCHIVE) from error


@contextmanager
def noting(home: Path, seconds: float, *, durable: bool = False) -> Iterator[Archive]:
    """The archive of a home, for a note of the reader's: all or nothing, and soon.

    It doesn't wait for the writer's lock, only up to `seconds` for the transaction that runs, and the revision
    stays, since what there is to read does. What is `durable` is on the disk once it has ended; all else survives
    the program, but perhaps not the machine. Raises sqlite3.Error.
    """
    file = home / folder.ARCHIVE
    db = sqlite3.connect(
        f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=seconds, isolation_level=None
    )
    try:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        db.execute("BEGIN IMMEDIATE")
        yield Archive(db, file)
        db.execute("COMMIT")
    finally:
        db.close()


@contextmanager
def writers_lock(home: Path, narrate: Narrate = in_silence) -> Iterator[None]:
    """Hold the library's one lock for writing; wait for it if need be, and say once for whom.

    Raises LibraryError where the lock's file can't be opened.
    """
    file = home / folder.LOCK
    try:
        handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise LibraryError(f"{one_line(str(file))} could not be opened: {error.strerror}.") from None
    try:
        _wait_for(handle, file, narrate)
        with suppress(OSError):  # on a full disk the lock holds all the same, only its holder stays unnamed
            os.truncate(handle, 0)
            os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


def _wait_for(handle: int, file: Path, narrate: Narrate) -> None:
    told = False
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not told:
                holder = os.pread(handle, 20, 0).decode("ascii", "replace")
                process = f" (process {holder})" if holder.isdecimal() else ""
                narrate(f"another briefing is writing to this library{process}; waiting…")
                told = True
            time.sleep(_PAUSE)
        except OSError as error:
            raise LibraryError(f"{one_line(str(file))} could not be locked: {error.strerror}.") from None
        else:
            return
