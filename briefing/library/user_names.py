"""The user's word on names: the gazetteers of a library as they are now, and what the reader puts right.

What the reader's commands change stands in `names.yaml` in the library's folder, in the language of gazetteers: one
truth that can be read, written by hand, copied and kept under version control, and that outlives the archive. Its
list of changes is what undoing takes from.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from briefing.config import gazetteer_files
from briefing.library import folder
from briefing.library.errors import LibraryError
from briefing.safetext import one_line
from briefing.safeyaml import YamlProblem, load_file

if TYPE_CHECKING:
    from briefing.reading.gazetteer import Change, Gazetteer

_LOOK_EVERY = 0.25
"""Seconds between two looks at the files."""

_HEAD = """\
# What you decided about names in the reader and with `briefing name`; docs/names.md tells the language.
# Names of your own are safer in gazetteers/*.yaml, since this file is written anew at every change, without
# comments.
"""

_Seen = tuple[tuple[str, int, int], ...]


def load_gazetteer(home: Path) -> Gazetteer:
    """What all gazetteers of a library say together. Raises LibraryError where one of them can't be read."""
    from briefing.reading.gazetteer import Gazetteer

    try:
        return Gazetteer.merge(*(_parsed(file) for file in gazetteer_files(home)))
    except FileNotFoundError as error:
        raise LibraryError(f"{one_line(str(error.filename))} has just gone. Try again.") from None


def _parsed(file: Path) -> Gazetteer:
    """What one file says. Raises LibraryError, or FileNotFoundError."""
    from briefing.reading.gazetteer import Gazetteer, GazetteerProblem

    try:
        return Gazetteer.parse(_cleaned(load_file(file)), one_line(str(file)))
    except (GazetteerProblem, YamlProblem) as problem:
        raise LibraryError(f"{problem} Nothing was changed.") from None


def _cleaned(value: object) -> object:
    """What a gazetteer's file holds, all its texts made safe: a gazetteer may come from anybody."""
    match value:
        case str():
            return one_line(value)
        case list():
            return [_cleaned(item) for item in value]
        case dict():
            return {_cleaned(key): _cleaned(item) for key, item in value.items()}
    return value


class UserNames:
    """The gazetteers of one library, read again whenever a file of theirs changed."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._file = home / folder.NAMES
        self._looking = Lock()
        self._looked = 0.0
        self._seen: _Seen | None = None
        self._gazetteer: Gazetteer | None = None
        """None where no file says anything: what reads gazetteers is then not even imported."""
        self._problem = ""

    @property
    def gazetteer(self) -> Gazetteer:
        """What the files say now; what they last said while one of them can't be read."""
        from briefing.reading.gazetteer import Gazetteer

        self._look()
        return self._gazetteer or Gazetteer()

    @property
    def changes(self) -> tuple[Change, ...]:
        """What they change of what is found, in the order in which it is said."""
        self._look()
        return self._gazetteer.changes if self._gazetteer is not None else ()

    @property
    def problem(self) -> str:
        """What is wrong with the files now, in a sentence; empty where nothing is."""
        self._look()
        return self._problem

    @property
    def history(self) -> tuple[Change, ...]:
        """All changes, the last one last. Raises LibraryError where the file can't be read."""
        try:
            return _parsed(self._file).changes
        except FileNotFoundError:
            return ()

    def put(self, number: int, change: Change | None) -> None:
        """Set a change at a place of the history, or take the one away that stands there where there is none.

        On the disk once this returns. Raises LibraryError; nothing was changed then.
        """

        def edit(changes: list[Any]) -> None:
            if change is None:
                del changes[number : number + 1]
            else:
                changes.insert(number, change.as_yaml)

        self._edit(edit)

    def _look(self) -> None:
        with self._looking:
            now = time.monotonic()
            if self._seen is not None and now - self._looked < _LOOK_EVERY:
                return
            self._looked = now
            seen = tuple(_states(gazetteer_files(self._home)))
            if seen == self._seen:
                return
            self._seen = seen
            try:
                self._gazetteer, self._problem = load_gazetteer(self._home) if seen else None, ""
            except LibraryError as problem:
                self._problem = str(problem)

    def _edit(self, edit: Callable[[list[Any]], object]) -> None:
        try:
            with self._locked():
                try:
                    _parsed(self._file)  # what can't be read is not written over
                    data = load_file(self._file)
                except FileNotFoundError:
                    data = None
                said: dict[Any, Any] = dict(data) if isinstance(data, Mapping) else {}
                said["changes"] = list(said.get("changes") or [])
                edit(said["changes"])
                self._write(said)
        except OSError as error:
            raise LibraryError(
                f"{one_line(str(self._file))} could not be written: {error.strerror}. Nothing was changed."
            ) from None
        with self._looking:
            self._seen = None

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Keep others from editing the file meanwhile; nobody holds this lock for longer than a moment."""
        folder.prepare(self._home)
        handle = os.open(
            self._home / folder.NAMES_LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600
        )
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _write(self, said: Mapping[str, Any]) -> None:
        import yaml

        written = yaml.safe_dump(
            said, allow_unicode=True, sort_keys=False, width=110, default_flow_style=None
        )
        partial = self._file.with_name(f".{self._file.name}.{os.getpid()}")
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(_HEAD + written)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(self._file)


def _states(files: list[Path]) -> Iterator[tuple[str, int, int]]:
    for file in files:
        try:
            state = file.stat()
        except OSError:
            continue
        yield str(file), state.st_mtime_ns, state.st_size


@lru_cache(maxsize=8)
def user_names(home: Path) -> UserNames:
    """The names of the library in a home: one for the whole process, so that each sees what another changed."""
    return UserNames(home)
