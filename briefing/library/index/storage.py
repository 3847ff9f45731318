"""The folder of an index as Whoosh sees it."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile


class IndexStorage(FileStorage):  # type: ignore[misc]
    """Shows of a folder only the files that were vouched for, and those written since.

    A deleted file vanishes from sight at once but from the disk only with `sweep`, so that an index remains
    whole until the stamp of its successor is in place.
    """

    def __init__(self, folder: Path, files: Iterable[str] = ()) -> None:
        super().__init__(str(folder))
        self.root = folder
        self._files = set(files)
        self._vouched = frozenset(self._files)

    @property
    def written(self) -> list[str]:
        """The files that were written and not deleted again, in order of their names."""
        return sorted(self._files - self._vouched)

    def adopt(self, names: Iterable[str]) -> None:
        """Count files that another process wrote as written here."""
        self._files.update(names)

    def list(self) -> list[str]:
        """The files in sight."""
        return sorted(self._files)

    def file_exists(self, name: str) -> bool:
        """Whether a file is in sight."""
        return name in self._files

    def open_file(self, name: str, **kwargs: Any) -> StructFile:
        """A file as Whoosh reads it: to write, it needs no more than the table of contents."""
        return StructFile(BytesIO(self.bytes_of(name)), name=name, **kwargs)

    def bytes_of(self, name: str) -> bytes:
        """All of a file."""
        return (self.root / name).read_bytes()

    def create_file(self, name: str, excl: bool = False, mode: str = "wb", **kwargs: Any) -> StructFile:
        """Make a file that only its owner can read."""
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | (os.O_EXCL if excl else os.O_TRUNC)
        handle = os.open(self.root / name, flags, 0o600)
        self._files.add(name)
        return StructFile(os.fdopen(handle, mode), name=name, **kwargs)

    def delete_file(self, name: str) -> None:
        """Take a file out of sight."""
        self._files.discard(name)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Give a file another name, which with `safe` must be free."""
        if safe and newname in self._files:
            raise FileExistsError(newname)
        (self.root / oldname).replace(self.root / newname)
        self._files.discard(oldname)
        self._files.add(newname)

    def lock(self, name: str) -> threading.Lock:  # noqa: ARG002 - the parameter is Whoosh's
        """A lock for form's sake: the library's own lock keeps a second writer out."""
        return threading.Lock()
