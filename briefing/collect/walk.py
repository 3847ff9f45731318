"""From files and folders to the files in them, in an order that is always the same.

In folders, names that begin with a dot are passed over in silence, and so is `sources.yaml`. Links are
followed; each folder is read once, whatever leads to it.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from stat import S_ISDIR

from briefing.article import Skipped
from briefing.collect.opening import why_not
from briefing.collect.sources import FILE_NAME
from briefing.limits import Limits
from briefing.safetext import one_line


def find_files(targets: Iterable[str | Path], limits: Limits) -> Iterator[Path | Skipped]:
    """The absolute paths of the files named and of those in the folders named, and what can't be followed.

    Whether a path is of a file that can be read is found out when it is opened.
    """
    walk = _Walk(limits)
    for target in targets:
        if not str(target):
            yield Skipped("", "The path is empty: name a file or a folder.")
            continue
        for path in _matching(Path(os.path.normpath(Path(target).absolute()))):
            yield from walk.follow(path)


def _matching(path: Path) -> list[Path]:
    """What a pattern such as `news/*.html` matches, in order; a path that is there, or matches nothing, is itself."""
    if not glob.has_magic(str(path)) or os.path.lexists(path):
        return [path]
    return [Path(found) for found in sorted(glob.glob(str(path), recursive=True))] or [path]  # noqa: PTH207


class _Walk:
    """One run through files and folders, and what it remembers of them."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._files_in_folders = 0
        self._folders: set[tuple[int, int]] = set()

    def follow(self, path: Path, depth: int = 0) -> Iterator[Path | Skipped]:
        """The file at a path, or the files of the folder there; `depth` counts the folders above it."""
        try:
            status = path.stat()
        except (OSError, ValueError) as error:
            yield Skipped(one_line(str(path)), f"The file {why_not(error)}.")
            return
        if not S_ISDIR(status.st_mode):
            self._files_in_folders += depth > 0
            yield path
        elif (status.st_dev, status.st_ino) in self._folders:
            yield Skipped(
                one_line(str(path)), "The folder has been read already; a link may lead back to it."
            )
        elif depth > self._limits.depth:
            yield Skipped(
                one_line(str(path)), f"The folder lies more than {self._limits.depth} folders deep."
            )
        else:
            self._folders.add((status.st_dev, status.st_ino))
            yield from self._folder(path, depth)

    def _folder(self, folder: Path, depth: int) -> Iterator[Path | Skipped]:
        origin = one_line(str(folder))
        try:
            paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
        except OSError as error:
            yield Skipped(origin, f"The folder {why_not(error)}.")
            return
        if not paths and depth == 0:
            yield Skipped(origin, "The folder is empty.")
        for path in paths:
            if self._files_in_folders >= self._limits.files:
                yield Skipped(
                    origin, f"The folder is not read on: {self._limits.files} files are enough for one run."
                )
                return
            if path.name != FILE_NAME:
                yield from self.follow(path, depth + 1)
