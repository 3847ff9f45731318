"""The folder a library lives in: its owner's alone."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from briefing.library.errors import LibraryError, NoLibrary
from briefing.safetext import one_line

ARCHIVE = "archive.db"
INDEX = "index"
LOCK = "writer.lock"
NAMES = "names.yaml"
"""What the user decided about names."""
NAMES_LOCK = "names.lock"
BRIEFS = "briefs"
GAZETTEERS = "gazetteers"

_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH
_ANYTHING_FOR_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_OUR_OWN = frozenset(
    {
        ARCHIVE,
        INDEX,
        LOCK,
        NAMES,
        NAMES_LOCK,
        BRIEFS,
        GAZETTEERS,
        "demonstration",
        "session.json",
        "themes.cache",
    }
)


def find(home: Path) -> Path:
    """The archive's file in a home that may be read.

    Raises NoLibrary where nothing was added yet, LibraryError where the folder or the file is not ours alone.
    """
    try:
        if not home.is_dir():
            raise _not_a_folder(home) if home.exists() else _nothing_yet(home)
        _refuse_foreign(home)
        state = (home / ARCHIVE).lstat()
    except FileNotFoundError:
        raise _nothing_yet(home) from None
    except OSError as error:
        raise LibraryError(f"{one_line(str(home))} could not be read: {error.strerror}.") from None
    file = home / ARCHIVE
    if not stat.S_ISREG(state.st_mode):
        raise LibraryError(f"{one_line(str(file))} is not a plain file. Nothing was changed. Move it away.")
    if state.st_uid != os.geteuid():
        raise LibraryError(f"{one_line(str(file))} belongs to another user, so it is not opened.")
    return file


def prepare(home: Path) -> None:
    """Make the folder if need be, and close it to everybody else.

    A folder that is open to others and holds other things is left as it is, and refused: closing it could
    surprise whoever uses them.
    """
    try:
        for missing in reversed([path for path in (home, *home.parents) if not path.exists()]):
            missing.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise LibraryError(f"The folder {one_line(str(home))} could not be made: {error.strerror}.") from None
    if not home.is_dir():
        raise _not_a_folder(home)
    mode = _refuse_foreign(home, but_for_writing=True)
    if not mode & _ANYTHING_FOR_OTHERS:
        return
    holds = {entry.name for entry in home.iterdir()}
    if ARCHIVE not in holds and not holds <= _OUR_OWN:
        raise LibraryError(
            f"{one_line(str(home))} is open to other users and holds other things too. "
            "Name a folder of its own as BRIEFING_HOME, or close this one with `chmod 700`."
        )
    home.chmod(0o700)


def keep(file: Path, text: str | None) -> None:
    """Write a file of the reader's whole, or remove it where there is no text. Raises LibraryError."""
    from briefing.files import flush_folder, write_whole  # not before the first frame

    try:
        file.parent.mkdir(mode=0o700, exist_ok=True)
        if text is None:
            file.unlink(missing_ok=True)
            flush_folder(file.parent)
        else:
            write_whole(file, text.encode())
    except OSError as error:
        raise LibraryError(f"{one_line(str(file))} could not be written: {error.strerror}.") from None


def _refuse_foreign(home: Path, *, but_for_writing: bool = False) -> int:
    state = home.stat()
    if state.st_uid != os.geteuid():
        raise LibraryError(
            f"{one_line(str(home))} belongs to another user, so it is not used. Name a folder of your own as "
            "BRIEFING_HOME."
        )
    if state.st_mode & _OTHERS_MAY_WRITE and not but_for_writing:
        raise LibraryError(
            f"Other users may write to {one_line(str(home))}, so what it holds is not trusted. "
            "Close it with `chmod 700`."
        )
    return state.st_mode


def _not_a_folder(home: Path) -> LibraryError:
    return LibraryError(f"{one_line(str(home))} is not a folder. Name a folder as BRIEFING_HOME.")


def _nothing_yet(home: Path) -> NoLibrary:
    return NoLibrary(
        f"There is no library at {one_line(str(home))} yet. Add articles with `briefing add PATH`."
    )
