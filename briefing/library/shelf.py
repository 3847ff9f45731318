"""Lists of articles by story, of any length, of which a window is read at a time."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Any, Protocol

from briefing.article import Headline, ListLine, Placement, Story, StoryLine
from briefing.library.placements import placements

if TYPE_CHECKING:
    from briefing.library.archive import Archive, Readers

_HEADLINE = """
    article.id, article.title, article.title_derived, article.source, article.published, article.words,
    coalesce(story.id, article.id), read_mark.article IS NULL
"""

SNIPPET_ROWS = 2
"""Lines of snippet under each hit."""


class Listing(Protocol):
    """Stories with their articles below them, line by line."""

    @property
    def articles(self) -> int:
        """How many articles are listed."""

    @property
    def stories(self) -> int:
        """How many stories they belong to."""

    @property
    def sources(self) -> int:
        """How many sources they come from."""

    def __len__(self) -> int:
        """How many lines there are."""

    def lines(self, first: int, last: int) -> Sequence[ListLine]:
        """The lines from `first` up to `last`, `last` not included; fewer where the list ends before."""

    def line_of(self, article_id: str) -> int | None:
        """The line on which an article's headline stands; None where it is not listed."""

    def neighbour(self, line: int, step: int) -> int | None:
        """The nearest headline strictly beyond a line: downwards if `step` is positive, else upwards."""


class Shelf:
    """All stories, newest first, read from the archive as they are looked at.

    Its counts and its length are those of the moment at which it was made; once the library's revision has
    grown, a new one has to be asked for.
    """

    def __init__(self, readers: Readers) -> None:
        self._readers = readers
        with readers.borrow() as archive:
            self._articles = int(archive.meta("shelf_articles") or 0)
            self._stories = int(archive.meta("shelf_stories") or 0)
            self._sources = int(archive.meta("shelf_sources") or 0)
            pages = archive.db.execute("SELECT start, lines FROM page ORDER BY start").fetchall()
        self._pages = [start for start, _ in pages]
        self._starts = list(accumulate((lines for _, lines in pages), initial=0))
        self._lines_of_page = lru_cache(maxsize=_PAGES_AT_HAND)(self._read_page)

    @property
    def articles(self) -> int:
        """How many articles are listed."""
        return self._articles

    @property
    def stories(self) -> int:
        """How many stories they belong to."""
        return self._stories

    @property
    def sources(self) -> int:
        """How many sources they come from."""
        return self._sources

    def __len__(self) -> int:
        return self._articles + self._stories

    def lines(self, first: int, last: int) -> Sequence[ListLine]:
        """The lines from `first` up to `last`, `last` not included; fewer where the list ends before."""
        wanted = [self._line(line) for line in range(max(0, first), min(last, len(self)))]
        with self._readers.borrow() as archive:
            stories = _numbered(
                archive,
                "SELECT number, id, title, articles, sources, independent FROM story WHERE number IN {}",
                [story for story, article in wanted if article is None],
            )
            articles = _numbered(
                archive,
                f"""
                SELECT article.number, {_HEADLINE} FROM article LEFT JOIN story ON story.number = article.story
                    LEFT JOIN read_mark ON read_mark.article = article.number WHERE article.number IN {{}}
                """,  # noqa: S608 - the columns are a constant
                [article for _, article in wanted if article is not None],
            )
        return [
            StoryLine(*stories[story]) if article is None else _headline(articles[article])
            for story, article in wanted
            if (story in stories if article is None else article in articles)
        ]

    def line_of(self, article_id: str) -> int | None:
        """The line on which an article's headline stands; None where it is not listed."""
        with self._readers.borrow() as archive:
            row = archive.db.execute(
                """
                SELECT story.place, story.number, article.number
                FROM article JOIN story ON story.number = article.story WHERE article.id = ?
                """,
                (article_id,),
            ).fetchone()
        if row is None:
            return None
        place, story, article = row
        page = bisect_right(self._pages, place) - 1
        lines = self._lines_of_page(page)
        return self._starts[page] + lines.index((story, article)) if (story, article) in lines else None

    def neighbour(self, line: int, step: int) -> int | None:
        """The nearest headline strictly beyond a line: downwards if `step` is positive, else upwards."""
        line = max(-1, min(line, len(self)))
        beyond = range(line + 1, len(self)) if step > 0 else range(line - 1, -1, -1)
        return next((n for n in beyond if self._line(n)[1] is not None), None)

    def _line(self, line: int) -> _Line:
        page = min(bisect_right(self._starts, line) - 1, len(self._pages) - 1)
        lines = self._lines_of_page(page)
        place = line - self._starts[page]
        return lines[place] if place < len(lines) else _NO_LINE

    def _read_page(self, page: int) -> tuple[_Line, ...]:
        end = self._pages[page + 1] if page + 1 < len(self._pages) else None
        with self._readers.borrow() as archive:
            rows = archive.db.execute(
                """
                SELECT story.number, article.number FROM story JOIN article ON article.story = story.number
                WHERE story.place >= ?1 AND (?2 IS NULL OR story.place < ?2)
                ORDER BY story.place, article.published IS NULL, article.published DESC, article.id
                """,
                (self._pages[page], end),
            ).fetchall()
        lines: list[_Line] = []
        for story, article in rows:
            if not lines or lines[-1][0] != story:
                lines.append((story, None))
            lines.append((story, article))
        return tuple(lines)


_Line = tuple[int, int | None]
"""A story's number, and an article's unless it is the story's own line."""
_NO_LINE: _Line = (0, 0)
"""For a line that was there when the list was made."""
_PAGES_AT_HAND = 16


def _numbered(archive: Archive, query: str, numbers: Sequence[int | None]) -> dict[int, tuple[Any, ...]]:
    """Rows by the number they begin with."""
    rows = archive.db.execute(query.format("(SELECT value FROM json_each(?))"), (json.dumps(numbers),))
    return {row[0]: row[1:] for row in rows}


def headlines(archive: Archive, article_ids: Sequence[str]) -> list[Headline]:
    """The headlines of these articles in the order given; those that don't exist are left out."""
    rows = archive.db.execute(
        f"""
        SELECT {_HEADLINE}
        FROM json_each(?) AS wanted JOIN article ON article.id = wanted.value
            LEFT JOIN story ON story.number = article.story
            LEFT JOIN read_mark ON read_mark.article = article.number
        ORDER BY wanted.key
        """,  # noqa: S608 - the columns are a constant
        (json.dumps(article_ids),),
    )
    return [_headline(row) for row in rows]


def stories(archive: Archive, which: str, values: Sequence[str] = ()) -> list[Story]:
    """The stories for which the SQL condition `which` holds, in the order of the shelf."""
    rows = archive.db.execute(
        f"""
        SELECT story.id, story.title, story.names, story.terms, story.sources, story.independent, article.id
        FROM story JOIN article ON article.story = story.number
        WHERE {which} ORDER BY story.place, article.published IS NULL, article.published DESC, article.id
        """,  # noqa: S608 - the condition is the caller's own, its values are bound
        tuple(values),
    )
    words = placements(archive)
    found = []
    for (id, title, names, terms, sources, independent), group in groupby(rows, key=lambda row: row[:6]):
        articles = tuple(row[6] for row in group)
        shared = tuple(json.loads(names)), tuple(json.loads(terms))
        found.append(Story(id, title, articles, *shared, _about(articles, words), sources, independent))
    return found


def _about(articles: Sequence[str], words: Sequence[Placement]) -> tuple[Placement, ...]:
    """The reader's words that placed any of these articles."""
    return tuple(word for word in words if not {*word.articles, *word.target}.isdisjoint(articles))


def _headline(row: tuple[Any, ...]) -> Headline:
    id, title, derived, source, published, words, story, unread = row
    return Headline(
        id=id,
        title=title,
        title_derived=bool(derived),
        source=source,
        published=date.fromisoformat(published) if published else None,
        words=words,
        story=story,
        unread=bool(unread),
    )
