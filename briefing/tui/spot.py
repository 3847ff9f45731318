"""A place in an article, where one may go."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from briefing.article import Span
from briefing.reading.passages import passages


class Spot(NamedTuple):
    """A passage of an article, or words in it."""

    article: str
    passage: int
    span: Span | None = None

    @classmethod
    def of_words(cls, article: str, text: str, start: int, end: int) -> Spot:
        """Words of an article, given its text."""
        starts = [passage.start for passage in passages(text)]
        return cls(article, max(0, bisect_right(starts, start) - 1), Span(start, end))
