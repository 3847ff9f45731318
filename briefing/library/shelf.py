"""Lists of articles by story, of any length, of which a window is read at a time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any, Protocol

from briefing.article import Headline, ListLine, Story, StoryLine

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
        with self._readers.borrow() as archive:
            rows = archive.db.execute(
                f"""
                SELECT shelf.article IS NULL, story.id, story.title, story.articles, story.sources,
                    {_HEADLINE}
                FROM shelf JOIN story ON story.number = shelf.story
                    LEFT JOIN article ON article.number = shelf.article
                    LEFT JOIN read_mark ON read_mark.article = article.number
                WHERE shelf.position >= ? AND shelf.position < ? ORDER BY shelf.position
                """,  # noqa: S608 - the columns are a constant
                (first, last),
            ).fetchall()
        return [StoryLine(*row[1:5]) if row[0] else _headline(row[5:]) for row in rows]

    def line_of(self, article_id: str) -> int | None:
        """The line on which an article's headline stands; None where it is not listed."""
        return self._position(
            "SELECT position FROM shelf WHERE article = (SELECT number FROM article WHERE id = ?)", article_id
        )

    def neighbour(self, line: int, step: int) -> int | None:
        """The nearest headline strictly beyond a line: downwards if `step` is positive, else upwards."""
        if step > 0:
            beyond = "position > ? AND article IS NOT NULL ORDER BY position"
        else:
            beyond = "position < ? AND article IS NOT NULL ORDER BY position DESC"
        return self._position(f"SELECT position FROM shelf WHERE {beyond} LIMIT 1", line)  # noqa: S608 - constants

    def _position(self, query: str, of: str | int) -> int | None:
        with self._readers.borrow() as archive:
            row = archive.db.execute(query, (of,)).fetchone()
        return int(row[0]) if row else None


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
        SELECT story.id, story.title, story.names, story.terms, article.id
        FROM shelf JOIN story ON story.number = shelf.story JOIN article ON article.number = shelf.article
        WHERE {which} ORDER BY shelf.position
        """,  # noqa: S608 - the condition is the caller's own, its values are bound
        tuple(values),
    )
    return [
        Story(id, title, tuple(row[4] for row in group), tuple(json.loads(names)), tuple(json.loads(terms)))
        for (id, title, names, terms), group in groupby(rows, key=lambda row: row[:4])
    ]


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
