"""What a reader has said of stories, in words, and how many sources tell one."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.article import Act, Placement, Story
from briefing.library.library import Library


def in_words(library: Library, word: Placement) -> str:
    """What the reader has said, such as "split off “Kim meets Putin”"."""
    what = _titles(library, word.articles)
    match word.act:
        case Act.MERGE:
            return f"merged {len(word.articles)} articles into one story: {what}"
        case Act.SPLIT:
            return f"split off {what}"
        case Act.MOVE:
            return f"moved {what} to the story of {_titles(library, word.target)}"


def count_of_sources(story: Story) -> str:
    """Such as "3 sources, 2 independent"."""
    return f"{story.sources} source{'' if story.sources == 1 else 's'}, {story.independent} independent"


def _titles(library: Library, articles: Sequence[str]) -> str:
    shown = [f"“{headline.title}”" for headline in library.headlines(articles[:2])]
    more = f" and {len(articles) - 2} more" if len(articles) > 2 else ""
    return ", ".join(shown) + more
