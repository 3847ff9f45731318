"""An article as it is searched: with the names of those it mentions, as it writes them and in full."""

from __future__ import annotations

from collections.abc import Callable

from briefing.article import Article, Mention, Reading
from briefing.library.query import is_actor, is_place


def actors(article: Article, reading: Reading) -> str:
    """What the query's `actor:` looks through: each name of each actor once, a name a line."""
    return _names(article, reading, is_actor)


def places(article: Article, reading: Reading) -> str:
    """What the query's `place:` looks through: each name of each place once, a name a line."""
    return _names(article, reading, is_place)


def _names(article: Article, reading: Reading, counts: Callable[[Mention], bool]) -> str:
    names: dict[str, None] = {}
    for text, mentions in ((article.title, reading.title), (article.text, reading.body)):
        for mention in filter(counts, mentions):
            names[mention.entity.name] = None
            names[" ".join(text[mention.start : mention.end].split())] = None
    return "\n".join(names)
