"""Which source a file comes from, by the patterns of `sources.yaml`.

Such a file stands beside articles and holds for its folder and those below, the nearest first:

    "guardian-*.txt": The Guardian
    "wires/*": Reuters
    "*": My clippings

A pattern is compared with the file's name, and with its path from the folder of `sources.yaml`. The first
that matches counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from briefing.article import Skipped
from briefing.safetext import one_line
from briefing.safeyaml import YamlProblem, load_file

FILE_NAME = "sources.yaml"


class SourceNames:
    """The names of sources for the files of one run. Each `sources.yaml` is read once."""

    def __init__(self) -> None:
        self._patterns: dict[Path, dict[str, str]] = {}
        self._problems: list[Skipped] = []

    def name_for(self, path: Path) -> str | None:
        """The source of the file at an absolute path; None where no pattern matches."""
        for folder in path.parents:
            relative = path.relative_to(folder).as_posix()
            for pattern, name in self._patterns_of(folder).items():
                if fnmatchcase(path.name, pattern) or fnmatchcase(relative, pattern):
                    return name
        return None

    def take_problems(self) -> Iterator[Skipped]:
        """What was wrong with the files of patterns read since the last call. Such a file has no effect."""
        while self._problems:
            yield self._problems.pop(0)

    def _patterns_of(self, folder: Path) -> dict[str, str]:
        if folder not in self._patterns:
            self._patterns[folder] = self._read(folder / FILE_NAME)
        return self._patterns[folder]

    def _read(self, file: Path) -> dict[str, str]:
        try:
            patterns = load_file(file, strings=True) or {}
        except FileNotFoundError:
            return {}
        except YamlProblem as problem:
            wrong = str(problem)
        else:
            if isinstance(patterns, dict) and all(_is_name(name) for name in patterns.values()):
                return patterns
            wrong = 'each line must give a pattern one name, such as "guardian-*": The Guardian.'
        self._problems.append(Skipped(one_line(str(file)), f"No source is named by this file: {wrong}"))
        return {}


def _is_name(name: object) -> bool:
    return isinstance(name, str) and bool(name.strip())
