"""From a query to a list: hits best first, gathered by story."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from time import perf_counter

from briefing.library.archive import Archive, Readers
from briefing.library.index import Index, SearchCancelled
from briefing.library.listed import Listed, ListedArticles
from briefing.library.query import And, Node, Not, Or, Query, Word
from briefing.library.shelf import Results, StoryHits


def search(
    readers: Readers,
    listed: ListedArticles,
    index: Index | None,
    query: Query,
    cancelled: Callable[[], bool],
) -> Results:
    """What fits a query, found by the index, or by reading through the archive where there is none."""
    started = perf_counter()
    with readers.borrow() as archive:
        found = _found(archive, index, query.root, cancelled)
        stories, sources = _by_story(listed.of(archive), found)
    suggestion = None
    if index is not None and query.root is not None and not stories and not cancelled():
        suggestion = _suggestion(index, query.root)
    milliseconds = (perf_counter() - started) * 1000
    return Results(readers, stories, sources=sources, milliseconds=milliseconds, suggestion=suggestion)


def _found(
    archive: Archive, index: Index | None, root: Node | None, cancelled: Callable[[], bool]
) -> list[str]:
    if root is None:
        return []
    if index is None:
        from briefing.library.scan import scan

        return list(scan(archive, root, cancelled))
    try:
        return [match.article for match in index.search(root, cancelled=cancelled)]
    except SearchCancelled:
        return []


def _by_story(listed: Mapping[str, Listed], found: Sequence[str]) -> tuple[list[StoryHits], int]:
    """The hits by story, and the number of their sources; superseded articles are left out."""
    articles: dict[str, list[str]] = {}
    sources: dict[str, set[str]] = {}
    for article in found:
        if (place := listed.get(article)) is not None:
            articles.setdefault(place.story, []).append(article)
            sources.setdefault(place.story, set()).add(place.source)
    stories = [StoryHits(story, tuple(hits), len(sources[story])) for story, hits in articles.items()]
    return stories, len(set().union(*sources.values()))


def _suggestion(index: Index, root: Node) -> str | None:
    """The query with other spellings for words that are not found; None where there are none."""
    suggested = _respelt(index, root)
    return None if suggested == root else str(suggested)


def _respelt(index: Index, node: Node) -> Node:
    match node:
        case And(parts) | Or(parts):
            return replace(node, parts=tuple(_respelt(index, part) for part in parts))
        case Not(part):
            return replace(node, part=_respelt(index, part))
        case Word(text):
            return replace(node, text=index.suggest(text) or text)
    return node
