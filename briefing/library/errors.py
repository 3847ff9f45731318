"""What can go wrong with a library, each in a sentence for its owner."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from briefing.safetext import one_line


class LibraryError(Exception):
    """Something about the library that its owner has to know; the message says what and what to do."""


class NoLibrary(LibraryError):
    """Nothing was ever added here."""


def in_words(error: sqlite3.Error, file: Path) -> LibraryError:
    """What SQLite reports about an archive, as an error that names the file and says what to do."""
    # The extended codes keep the primary one in their lower byte.
    code = (getattr(error, "sqlite_errorcode", None) or sqlite3.SQLITE_ERROR) & 0xFF
    name = one_line(str(file))
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return damaged(file, str(error))
    if code == sqlite3.SQLITE_FULL:
        return LibraryError(
            f"The disk is full: {name} could not grow. Everything reported so far is kept. "
            "Free some space and run the same command again."
        )
    if code == sqlite3.SQLITE_IOERR:
        return LibraryError(
            f"{name} could not be read or written ({one_line(str(error))}). "
            "Everything reported so far is kept. Check the disk, then run the same command again."
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LibraryError(f"Another program holds {name}. Close it and try again.")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return LibraryError(
            f"{name} could not be opened ({one_line(str(error))}). "
            "See that you may read and write it and its folder."
        )
    return LibraryError(f"{name} could not be used ({one_line(str(error))}). Nothing was changed.")


def damaged(file: Path, reason: str) -> LibraryError:
    """The error for an archive that cannot be read as one."""
    return LibraryError(
        f"{one_line(str(file))} is damaged or is not an archive of briefing ({one_line(reason)}). "
        "Nothing was changed. Put a backup of it back, or move it away and add your articles again."
    )
