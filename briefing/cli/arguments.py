"""The articles that a command's arguments mean: on disk, on standard input, or in the library."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from typing import NamedTuple

from briefing import config
from briefing.article import Article, Reading, Skipped
from briefing.cli.opening import opened_library
from briefing.cli.output import CommandError
from briefing.cli.stdin import STDIN, collect_stdin
from briefing.collect import collect
from briefing.library.name_reader import NameReader


class ReadArticle(NamedTuple):
    """An article, and who and where was found in it."""

    article: Article
    reading: Reading


def read_articles(arguments: Sequence[str]) -> list[ReadArticle]:
    """What the arguments mean, in their order: `-` is standard input, a path is the file as it is now.

    Anything else is looked up in the library, which is opened only then. Raises CommandError or LibraryError
    where an argument means nothing, or several articles.
    """
    in_library = not all(map(_is_outside, arguments))
    # Names in texts from elsewhere are read with the same gazetteers.
    reader = NameReader(config.home()) if any(map(_is_outside, arguments)) else None
    with opened_library() if in_library else nullcontext() as library:
        articles = []
        for argument in arguments:
            if library is None or _is_outside(argument):
                article = _only(argument, collect_stdin() if argument == STDIN else collect([argument]))
                assert reader is not None
                articles.append(ReadArticle(article, reader.read(article)))
            else:
                id = library.resolve(argument)
                articles.append(ReadArticle(library.article(id), library.reading(id)))
    return articles


def _is_outside(argument: str) -> bool:
    # Path.exists would raise where a name is too long to be one.
    return argument == STDIN or (os.path.exists(argument) and not os.path.isdir(argument))  # noqa: PTH110, PTH112


def _only(argument: str, items: Iterable[Article | Skipped]) -> Article:
    """The one article among what was collected."""
    found = list(items)
    articles = [item for item in found if isinstance(item, Article)]
    if len(articles) > 1:
        raise CommandError(
            f"{argument} holds {len(articles)} articles, and one is needed here. Add them to your library with "
            "`briefing add`, and name one of them by its id."
        )
    if not articles:
        reasons = " ".join(item.reason for item in found if isinstance(item, Skipped))
        raise CommandError(f"{argument} could not be read. {reasons}")
    return articles[0]
