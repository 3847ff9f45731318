"""How much of some files has been read, so that one can tell how long the rest will take."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from briefing.article import Skipped
from briefing.collect.walk import find_files
from briefing.limits import Limits


class Meter:
    """Counts the bytes read of files and folders. What else is named has no length that is known before."""

    def __init__(self, targets: Iterable[str | Path], limits: Limits) -> None:
        """Add up what the files have. A file that is gone by now counts for nothing."""
        self._total = sum(
            _size(found) for found in find_files(targets, limits) if not isinstance(found, Skipped)
        )
        self._finished = 0
        self._begun = 0

    def reading(self, read: int, of: int) -> None:
        """So many bytes of the present file are read. All at once, as of one that is packed, tells nothing yet."""
        if read < of:
            self._begun = read

    def finished(self, size: int) -> None:
        """The present file, of so many bytes, is read."""
        self._finished += size
        self._begun = 0

    @property
    def share(self) -> float:
        """How much of everything is read, from 0 to 1."""
        return min(1.0, (self._finished + self._begun) / self._total) if self._total else 0.0


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
