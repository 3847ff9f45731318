"""Stories: which articles tell of one event, why they hold together, and what to call that.

An article is weighed once, by the words that are rare in the news at large (`vectors`). What is similar enough to be
compared all with all is a neighbourhood (`neighbourhoods`, `memory`); in it articles are joined loosely (`clusters`),
and parted again where two events of one kind were taken for one (`splitting`). What comes out depends on the articles
alone, not on the order in which they came: similarities are whole numbers, ties go by the articles' ids, and one more
article changes its own neighbourhood and no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256
from itertools import pairwise as neighbours_in_order

import numpy as np

from briefing.article import Story
from briefing.reading.stories.clusters import average_link, within
from briefing.reading.stories.memory import Memory
from briefing.reading.stories.naming import MOST_NAMES, shared_names, shared_terms, title
from briefing.reading.stories.neighbourhoods import place_all, place_one, take_out
from briefing.reading.stories.progress import HalfSteps, Progress
from briefing.reading.stories.similarity import SAME, Days, Matrix, days, lay_terms, pairwise, pairwise_laid
from briefing.reading.stories.splitting import SPLIT_FROM, split
from briefing.reading.stories.storytext import NameCount, StoryText
from briefing.reading.stories.vectors import Vector, weigh

__all__ = [
    "Memory",
    "NameCount",
    "StoryText",
    "Vector",
    "days",
    "entitle",
    "group",
    "place_all",
    "place_one",
    "story_id",
    "take_out",
    "told_in",
    "weigh",
]

LOOSE = SAME * 15 // 100
"""Articles that tell one story are on average at least this alike."""
FIRM = SAME * 20 // 100
"""Articles that are too few to be split are on average at least this alike."""
_MOST_COMPARED = 1024
"""A neighbourhood of more articles is one story: it is that large only where all say the same."""
_MOST_LOOKED_AT = 64
"""A story of more articles is named by so many of them."""


def group(texts: Iterable[StoryText], progress: Progress | None = None) -> list[Story]:
    """Group articles into the stories that they tell; every article belongs to exactly one.

    `progress` is told how many articles' worth of the work is done, and how many articles there are. Stories
    come newest first, the undated last. Raises ValueError if two articles have one id.
    """
    articles = sorted(texts, key=lambda article: article.id)
    for one, other in neighbours_in_order(articles):
        if one.id == other.id:
            raise ValueError(f"Two articles to be grouped have the id {one.id}.")
    report = HalfSteps(len(articles), progress)
    memory = Memory()
    published = days([article.published for article in articles])
    for number, article in enumerate(articles):
        memory.remember(number, article.id, int(published[number]), weigh(article))
        report.step()
    found = place_all(memory, range(len(articles)), report.step)
    stories = [
        entitle([articles[i] for i in members], [memory.vector(i) for i in members])
        for neighbourhood in found
        for members in told_in(memory, neighbourhood)
    ]
    newest = {article.id: article.published for article in articles}
    return sorted(stories, key=lambda story: _newest_first(newest[story.articles[0]], story.id))


def told_in(memory: Memory, neighbourhood: int) -> list[list[int]]:
    """The stories that the articles of a neighbourhood tell, each with its articles in the order of their ids."""
    members = memory.in_order(memory.members(neighbourhood).tolist())
    if len(members) == 1 or len(members) > _MOST_COMPARED:
        return [members]
    vectors = [memory.vector(member) for member in members]
    return [[members[i] for i in told] for told in _told(vectors, memory.days(members))]


def entitle(articles: Sequence[StoryText], vectors: Sequence[Vector]) -> Story:
    """The story that some articles tell, given with their vectors: its name, and why it holds together."""
    ordered = sorted(zip(articles, vectors, strict=True), key=lambda pair: pair[0].id)[:_MOST_LOOKED_AT]
    told_by = [article for article, _ in ordered]
    weighed = [vector for _, vector in ordered]
    names = shared_names(told_by)
    alike = _alike(weighed, days([article.published for article in told_by]))
    newest_first = sorted(articles, key=lambda article: _newest_first(article.published, article.id))
    return Story(
        id=story_id(article.id for article in articles),
        title=title(told_by, alike.sum(axis=1).tolist(), names),
        articles=tuple(article.id for article in newest_first),
        names=tuple(entity.name for entity in names[:MOST_NAMES]),
        terms=shared_terms(weighed, names),
    )


def story_id(articles: Iterable[str]) -> str:
    """The id of the story of these articles, given by their ids: it stays while they do."""
    return sha256("\n".join(sorted(articles)).encode()).hexdigest()[:16]


def _told(vectors: Sequence[Vector], at: Days) -> list[list[int]]:
    laid = lay_terms([vector.terms for vector in vectors])
    weights = np.concatenate([vector.weights for vector in vectors])
    alike = pairwise_laid(laid, weights, at)
    return [
        firm
        for loose in average_link(alike, LOOSE)
        for part in split(loose, laid, weights, at, alike)
        for firm in (_firm(part, alike) if len(part) < SPLIT_FROM else [part])
    ]


def _alike(vectors: Sequence[Vector], at: Days) -> Matrix:
    return pairwise([vector.terms for vector in vectors], [vector.weights for vector in vectors], at)


def _firm(members: list[int], alike: Matrix) -> list[list[int]]:
    """Few articles can't show which of their words tell two events apart: they must be more alike."""
    return [[members[i] for i in part] for part in average_link(within(alike, members), FIRM)]


def _newest_first(published: date | None, identity: str) -> tuple[bool, int, str]:
    return published is None, -published.toordinal() if published else 0, identity
