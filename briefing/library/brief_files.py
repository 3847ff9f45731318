"""The briefs of a library: a file each, in its folder, read and written whole."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from briefing.library import folder
from briefing.library.errors import LibraryError
from briefing.safetext import one_line

SUFFIX = ".yaml"
LARGEST = 4 * 1024 * 1024
"""Bytes: a larger file is no brief."""

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


def name_for(title: str) -> str:
    """A name for the brief of a title: its letters and digits, in ASCII, with hyphens between the words."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().casefold()
    return _NOT_IN_NAMES.sub("-", plain).strip("-")[:60].strip("-") or "brief"


def names(home: Path) -> list[str]:
    """The briefs that there are, by name."""
    files = (home / folder.BRIEFS).glob(f"*{SUFFIX}") if (home / folder.BRIEFS).is_dir() else ()
    return sorted(file.stem for file in files if _NAME.fullmatch(file.stem) and file.is_file())


def path_of(home: Path, name: str) -> Path:
    """The file of a brief. Raises LibraryError where nothing could be called so."""
    if not _NAME.fullmatch(name):
        raise LibraryError(
            f"“{one_line(name)[:60]}” can't be the name of a brief: use small letters, digits and hyphens."
        )
    return home / folder.BRIEFS / f"{name}{SUFFIX}"


def read(home: Path, name: str) -> str | None:
    """What is written in the file of a brief; None where there is no such brief. Raises LibraryError."""
    path = path_of(home, name)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise LibraryError(f"{one_line(str(path))} could not be read: {error.strerror}.") from None
    if len(data) > LARGEST:
        raise LibraryError(f"{one_line(str(path))} is larger than {LARGEST // 1024**2} MB: it is no brief.")
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise LibraryError(f"{one_line(str(path))} is not in UTF-8. Save it so, or move it away.") from None


def write(home: Path, name: str, text: str | None) -> None:
    """Write the file of a brief whole, or remove it where there is no text. Raises LibraryError."""
    folder.keep(path_of(home, name), text)
