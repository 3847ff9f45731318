"""Stories: which articles tell of one event, why they hold together, and what to call that.

Articles are compared by the words that are rare among them and in the news at large (`vectors`,
`similarity`), joined loosely (`clusters`), and parted again where two events of one kind were taken for one
(`splitting`). What comes out depends on the articles alone, not on the order in which they are given:
similarities are whole numbers, and ties go by the articles' ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from hashlib import sha256
from itertools import pairwise

from briefing.article import Story
from briefing.reading.stories.clusters import average_link, within
from briefing.reading.stories.naming import MOST_NAMES, shared_names, shared_terms, title
from briefing.reading.stories.similarity import SAME, Neighbours, neighbours
from briefing.reading.stories.splitting import SPLIT_FROM, split
from briefing.reading.stories.storytext import NameCount, StoryText
from briefing.reading.stories.vectors import Collection, Vector

__all__ = ["VERSION", "NameCount", "StoryText", "group"]

VERSION = "1"
"""Changes when the same articles would be grouped or named otherwise."""

LOOSEST = SAME * 13 // 100
"""Clusters whose articles are on average less alike than this are not joined."""
FIRM = SAME * 20 // 100
"""The same for articles that are too few to be split."""


def group(texts: Iterable[StoryText], progress: Callable[[int, int], None] | None = None) -> list[Story]:
    """Group articles into the stories that they tell; every article belongs to exactly one.

    `progress` is told how many articles' worth of the work is done, and how many articles there are. Stories
    come newest first, the undated last. Raises ValueError if two articles have one id.
    """
    articles = sorted(texts, key=lambda article: article.id)
    for one, other in pairwise(articles):
        if one.id == other.id:
            raise ValueError(f"Two articles to be grouped have the id {one.id}.")
    report = _Progress(len(articles), progress)
    collection = Collection(articles, report.step)
    vectors = [collection.vector(i) for i in range(len(articles))]
    dates = [article.published for article in articles]
    alike = neighbours(vectors, dates, report.step)
    groups = [
        firm
        for loose in average_link(alike, LOOSEST)
        for part in split(loose, collection, dates)
        for firm in (_firm(part, alike) if len(part) < SPLIT_FROM else [part])
    ]
    stories = [_story(members, articles, alike, vectors, collection) for members in groups]
    published = {article.id: article.published for article in articles}
    return sorted(stories, key=lambda story: _newest_first(published[story.articles[0]], story.id))


def _firm(members: list[int], alike: Neighbours) -> list[list[int]]:
    """Few articles can't show which of their words tell two events apart: they must be more alike."""
    return [[members[i] for i in part] for part in average_link(within(alike, members), FIRM)]


def _story(
    members: list[int],
    articles: Sequence[StoryText],
    alike: Neighbours,
    vectors: Sequence[Vector],
    collection: Collection,
) -> Story:
    told_by = [articles[i] for i in members]
    names = shared_names(told_by)
    centrality = [sum(alike[i].get(j, 0) for j in members) for i in members]
    ids = [article.id for article in told_by]
    return Story(
        id=sha256("\n".join(ids).encode()).hexdigest()[:16],
        title=title(told_by, centrality, names),
        articles=tuple(a.id for a in sorted(told_by, key=lambda a: _newest_first(a.published, a.id))),
        names=tuple(entity.name for entity in names[:MOST_NAMES]),
        terms=shared_terms([vectors[i] for i in members], collection, names),
    )


def _newest_first(published: date | None, identity: str) -> tuple[bool, int, str]:
    return published is None, -published.toordinal() if published else 0, identity


class _Progress:
    """Reading and comparing an article are half of its work each."""

    def __init__(self, articles: int, report: Callable[[int, int], None] | None) -> None:
        self._articles = articles
        self._report = report
        self._halves = 0

    def step(self) -> None:
        self._halves += 1
        if self._report and self._halves % 2 == 0:
            self._report(self._halves // 2, self._articles)
