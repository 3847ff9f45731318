"""The library that a command reads: the user's own, or the samples while there is none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefing import config
from briefing.cli import demonstration
from briefing.cli.output import narrate
from briefing.library.errors import NoLibrary
from briefing.library.library import Library


@contextmanager
def opened_library() -> Iterator[Library]:
    """The library at home for the length of a `with`; while that holds nothing the samples, and a word about it.

    Raises LibraryError where neither can be opened.
    """
    library = _own(config.home()) or _samples(config.home())
    try:
        yield library
    finally:
        library.close()


def _own(home: Path) -> Library | None:
    try:
        library = Library.open(home)
    except NoLibrary:
        return None
    if library.articles():
        return library
    library.close()
    return None


def _samples(home: Path) -> Library:
    narrate(
        f"No library at {home} yet: these are the samples. Add your own articles with  briefing add PATH…"
    )
    folder = demonstration.folder(home)
    try:
        return Library.open(folder)
    except NoLibrary:
        demonstration.build(home)
        return Library.open(folder)
