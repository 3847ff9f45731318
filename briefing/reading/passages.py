"""Passages: the stretches of an article that are compared, cited and pinned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from briefing.article import Passage, Span

_BLANK_LINES = re.compile(r"\n\s*\n")


TEXTS_AT_HAND = 128
"""Texts of which what is asked for again and again is kept."""


@lru_cache(maxsize=TEXTS_AT_HAND)
def passages(text: str) -> tuple[Passage, ...]:
    """The paragraphs of a text: what stands between blank lines, trimmed, numbered from 0."""
    return tuple(Passage(number, start, end) for number, (start, end) in enumerate(paragraphs(text)))


def paragraphs(text: str) -> Iterator[Span]:
    """What stands between blank lines, trimmed."""
    start = 0
    for gap in _BLANK_LINES.finditer(text):
        yield from _trimmed(text, start, gap.start())
        start = gap.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    stretch = text[start:end]
    if kept := stretch.strip():
        first = start + len(stretch) - len(stretch.lstrip())
        yield Span(first, first + len(kept))
