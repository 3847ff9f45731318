"""Which articles a command is about: those of the library, files on the disk, or what comes in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import cache
from pathlib import Path

from briefing import config
from briefing.article import Article, Reading, Skipped, Story
from briefing.cli import standard_input
from briefing.cli.opening import opened_library
from briefing.cli.output import CommandError, narrate
from briefing.library.errors import LibraryError
from briefing.library.library import Library


def articles_named(*names: str) -> list[tuple[Article, Reading]]:
    """The articles of those names, and who and where is in them; `-` is standard input.

    A file that exists is read anew; anything else is looked up in the library, which is not opened before.
    Raises CommandError or LibraryError.
    """
    with ExitStack() as opened:
        library = cache(lambda: opened.enter_context(opened_library()))
        return [_named(name, library) for name in names]


def in_library(name: str) -> bool:
    """Whether a name means an article of the library, not a file or standard input."""
    return name != "-" and not Path(name).exists()


def story_named(library: Library, name: str) -> Story:
    """The story with that id, or the story of the article of that name. Raises LibraryError."""
    try:
        return library.story(name)
    except LibraryError:
        return library.story_of(library.resolve(name))


def _named(name: str, library: Callable[[], Library]) -> tuple[Article, Reading]:
    from briefing.collect import collect, collect_text

    if name == "-":
        return _read(collect_text(standard_input.read(), standard_input.NAME), "Standard input")
    if Path(name).is_dir():
        raise CommandError(f"{name} is a folder: name a file in it, or an article of the library.")
    if Path(name).exists():
        return _read(collect([name]), name)
    id = library().resolve(name)
    return library().article(id), library().reading(id)


def _read(items: Iterable[Article | Skipped], what: str) -> tuple[Article, Reading]:
    """The first article of what was collected."""
    from briefing.library.name_reader import NameReader

    first, count, reason = None, 0, ""
    for item in items:
        if isinstance(item, Article):
            first = first or item
            count += 1
        else:
            reason = reason or item.reason
    if first is None:
        raise CommandError(f"{what} could not be read as an article. {reason}".rstrip())
    if count > 1:
        narrate(f"{what} holds {count} articles: the first is taken")
    return first, NameReader(config.home()).read(first)
