"""Which article a command is about: one of the library, a file on the disk, or what comes in."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from briefing import config
from briefing.article import Article, Reading, Skipped
from briefing.cli.opening import opened_library
from briefing.cli.output import CommandError, narrate
from briefing.library.errors import LibraryError


def article_named(name: str) -> tuple[Article, Reading]:
    """The article of that name with the names in it; `-` is standard input.

    A file that exists is read anew; anything else is looked up in the library. Raises CommandError or LibraryError.
    """
    from briefing.collect import collect, collect_text

    if name == "-":
        return _read(collect_text(sys.stdin.buffer.read(), "standard input"), "Standard input")
    if _is_file(name):
        return _read(collect([name]), name)
    with opened_library() as library:
        id = library.resolve(name)
        return library.article(id), library.reading(id)


def _is_file(name: str) -> bool:
    try:
        return Path(name).exists()
    except (OSError, ValueError):
        return False


def _read(items: Iterable[Article | Skipped], what: str) -> tuple[Article, Reading]:
    """The first article of what was collected."""
    from briefing.library.name_reader import NameReader

    reason = ""
    articles = []
    for item in items:
        if isinstance(item, Article):
            articles.append(item)
        else:
            reason = reason or item.reason
    if not articles:
        raise CommandError(f"{what} could not be read as an article. {reason}".rstrip())
    if len(articles) > 1:
        narrate(f"{what} holds {len(articles)} articles: the first is taken")
    try:
        reader = NameReader(config.home())
    except LibraryError as problem:
        raise CommandError(str(problem)) from None
    return articles[0], reader.read(articles[0])
