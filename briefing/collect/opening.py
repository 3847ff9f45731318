"""Opening a file so that nothing that poses as one can make the program wait."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from briefing.collect.draft import NotAnArticle

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def open_file(path: Path) -> BinaryIO:
    """The file at a path, open for reading. Raises `NotAnArticle` if it is no file or can't be opened."""
    try:
        _check_kind(path.stat().st_mode)
        # What was a file a moment ago may be a pipe by now: opening must not wait for its writer.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            _check_kind(os.fstat(descriptor).st_mode)
        except NotAnArticle:
            os.close(descriptor)
            raise
        return os.fdopen(descriptor, "rb")
    except (OSError, ValueError) as error:
        raise NotAnArticle(why_not(error)) from None


def why_not(error: OSError | ValueError) -> str:
    """Why the system refused a file or folder, as the rest of a sentence that begins with it."""
    if isinstance(error, FileNotFoundError):
        return "does not exist, or is a link that leads nowhere"
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return f"cannot be read: {reason[:1].lower()}{reason[1:]}"


def _check_kind(mode: int) -> None:
    if not stat.S_ISREG(mode):
        kind = next((name for is_kind, name in _KINDS if is_kind(mode)), "something else")
        raise NotAnArticle(f"is {kind}, not a file")
