"""The library that a command reads: the user's own, or the samples while there is none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefing import config
from briefing.cli import demonstration, progress
from briefing.cli.output import narrate
from briefing.library.errors import NoLibrary
from briefing.library.library import Library


@contextmanager
def opened_library() -> Iterator[Library]:
    """The library at home for the length of a `with`; the demonstration, and a word about it, if it holds nothing.

    Raises LibraryError where neither can be opened.
    """
    library = _opened(config.home())
    try:
        yield library
    finally:
        library.close()


@contextmanager
def with_names() -> Iterator[Library]:
    """The library, its names as the gazetteers and the user have them now."""
    with opened_library() as library:
        if "mentions" in library.behind():
            from briefing.library.catch_up import catch_up

            with progress.shown() as tell:
                catch_up(library.home, tell, narrate)
        yield library


def _opened(home: Path) -> Library:
    try:
        library = Library.open(home)
    except NoLibrary:
        pass
    else:
        if not library.is_empty():
            return library
        library.close()
    narrate(f"Nothing is in {home} yet: these are the samples. Add your own with  briefing add PATH…")
    return _demonstration(home)


def samples_home(home: Path) -> Path:
    """The folder of the samples beside which a home lies, built if need be. Raises LibraryError."""
    _demonstration(home).close()
    return demonstration.folder(home)


def home_to_keep() -> Path:
    """The home of the user's own library, whatever it holds; while there is none that of the samples, which it tells.

    Raises LibraryError where neither can be opened.
    """
    home = config.home()
    try:
        Library.open(home).close()
    except NoLibrary:
        narrate(f"Nothing is in {home} yet: these are the samples, and what you made of them")
        return samples_home(home)
    return home


def _demonstration(home: Path) -> Library:
    folder = demonstration.folder(home)
    try:
        return Library.open(folder)
    except NoLibrary:
        demonstration.build(home)
        return Library.open(folder)
