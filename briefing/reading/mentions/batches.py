"""Articles put together to be read at once: numpy takes hardly longer for several than for one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from briefing.reading.mentions.tokens import LONGEST_LINE, Place

_MOST_CHARACTERS = 60_000
"""More in a batch would save little, and lie too far apart for a processor's nearer memory."""
_MOST_ARTICLES = 16


class Batch(NamedTuple):
    """Articles one below the other in one text, and where each stands there."""

    text: str
    articles: list[Place]


def batches(articles: Iterable[tuple[str, str]]) -> Iterator[Batch]:
    """Articles, title and text of each, in batches, in order; a long one is a batch alone.

    What is short enough has no line that is too long, and where one of its lines ends is clear from itself.
    """
    texts: list[str] = []
    places: list[Place] = []
    length = 0
    for title, text in articles:
        joint = f"{title}\n{text}"
        full = len(texts) == _MOST_ARTICLES or length + len(joint) > _MOST_CHARACTERS
        if texts and (full or max(len(joint), len(texts[-1])) >= LONGEST_LINE):
            yield Batch("\n".join(texts), places)
            texts, places, length = [], [], 0
        places.append(Place(length, length + len(title) + 1))
        texts.append(joint)
        length += len(joint) + 1
    if texts:
        yield Batch("\n".join(texts), places)
