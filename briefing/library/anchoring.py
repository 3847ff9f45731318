"""Where the words of an annotation stand today, whatever became of the article they were found in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from briefing.annotation import Anchor, Anchored, Standing
from briefing.article import Article, Span
from briefing.library.archive import Archive

_NEAR = 0.5
"""Dice's coefficient of their words from which a new wording is shown as what became of the old one."""


def locate(archive: Archive, anchor: Anchor) -> Anchored:
    """Where the words of an anchor stand in the newest version of their article, else in the version they are of."""
    versions = archive.versions(anchor.article)
    if not versions:
        return Anchored(anchor, Standing.MISSING, anchor, None)
    newest_id = versions[-1].article
    newest = archive.article(newest_id)
    assert newest is not None
    here = find(newest.text, anchor)
    if here is not None:
        now = Anchor(newest_id, *here, anchor.text)
        standing = Standing.HOLDS if newest_id == anchor.article else Standing.MOVED
        return Anchored(anchor, standing, now, None)
    reads = _nearest(newest, anchor.text)
    older = archive.article(anchor.article)
    there = find(older.text, anchor) if older is not None and newest_id != anchor.article else None
    if there is None:
        return Anchored(anchor, Standing.MISSING, anchor, reads)
    return Anchored(anchor, Standing.CHANGED, Anchor(anchor.article, *there, anchor.text), reads)


def find(text: str, anchor: Anchor) -> Span | None:
    """Where a text has the words of an anchor: where they stood, else at the place nearest to it."""
    if text.startswith(anchor.text, anchor.start):
        return Span(anchor.start, anchor.start + len(anchor.text))
    places = _occurrences(text, anchor.text)
    nearest = min(places, key=lambda at: (abs(at - anchor.start), at), default=None)
    return None if nearest is None else Span(nearest, nearest + len(anchor.text))


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + len(words))


def _nearest(article: Article, words: str) -> Anchor | None:
    """The sentence or paragraph that has most of its words in common with these."""
    from briefing.reading.passages import (
        paragraphs,  # seldom needed, and the reader's start is not to wait for it
    )
    from briefing.reading.sentences import sentences

    wanted = Counter(words.casefold().split())
    best, chosen = _NEAR, None
    for start, end in dict.fromkeys((*sentences(article.text), *paragraphs(article.text))):
        found = Counter(article.text[start:end].casefold().split())
        alike = 2 * (wanted & found).total() / ((wanted.total() + found.total()) or 1)
        if alike > best:
            best, chosen = alike, Span(start, end)
    return None if chosen is None else Anchor(article.id, *chosen, article.text[chosen.start : chosen.end])
