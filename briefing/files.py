"""Files that are there whole or not at all, whatever happens while they are written."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

OWNER_ALONE = 0o600
AS_USUAL = 0o666
"""The mode of a file that is handed over, of which the user's umask takes away what it takes away everywhere."""


def write_whole(path: Path, data: bytes, mode: int = OWNER_ALONE) -> None:
    """Write a file: on the disk once this returns, and never seen half written.

    A link is replaced, not followed; a device or a pipe is written to. Raises OSError.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except BaseException:
        with suppress(OSError):
            partial.unlink()
        raise
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """See that what was made, renamed or removed in a folder is on the disk. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
