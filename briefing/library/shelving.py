"""Puts stories on the shelf, and takes them off, page by page."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from briefing.article import Story
from briefing.library.archive import Archive

_FULLEST = 512
"""A page of more lines is cut, unless one story fills it."""


class Shelved(NamedTuple):
    """A story as it is put on the shelf."""

    story: Story
    accounts: Sequence[int]
    """For each of its articles, the number of one article of the account that it belongs to."""


def put_up(archive: Archive, stories: Iterable[Shelved]) -> None:
    """Put stories on the shelf in place of what their articles belonged to, within a transaction."""
    db = archive.db
    pages = _Pages(archive)
    left: set[int] = set()
    for story, accounts in stories:
        ids = json.dumps(story.articles)
        left.update(
            number
            for (number,) in db.execute(
                """
                SELECT DISTINCT story FROM article
                WHERE id IN (SELECT value FROM json_each(?)) AND story IS NOT NULL
                """,
                (ids,),
            )
        )
        _take_over(archive, story.id, ids)
        known = db.execute("SELECT place, articles FROM story WHERE id = ?", (story.id,)).fetchone()
        if known:
            pages.add(known[0], -known[1] - 1)
        number, place, articles = db.execute(
            """
            INSERT INTO story (id, title, names, terms, articles, sources, independent, place)
            SELECT ?1, ?2, ?3, ?4, count(*), count(DISTINCT source), ?5,
                printf('%08d', 99999999 - coalesce(max(replace(published, '-', '')), 0)) || ' ' || ?1
            FROM article WHERE id IN (SELECT value FROM json_each(?6))
            ON CONFLICT (id) DO UPDATE SET title = excluded.title, names = excluded.names, terms = excluded.terms,
                articles = excluded.articles, sources = excluded.sources, independent = excluded.independent,
                place = excluded.place
            RETURNING number, place, articles
            """,
            (
                *(story.id, story.title, json.dumps(story.names), json.dumps(story.terms)),
                *(len(set(accounts)), ids),
            ),
        ).fetchall()[0]
        left.discard(number)
        pages.add(place, articles + 1)
        db.executemany(
            """
            UPDATE article SET story = ?1, account = ?2
            WHERE id = ?3 AND (story IS NOT ?1 OR account IS NOT ?2)
            """,
            ((number, account, id) for id, account in zip(story.articles, accounts, strict=True)),
        )
    _settle(archive, pages, left)
    pages.keep()


def _take_over(archive: Archive, story_id: str, ids: str) -> None:
    """Let a story go on under its new id where all its articles are in the new one: only what joins it is moved."""
    archive.db.execute(
        """
        UPDATE story SET id = ?1 WHERE number = (
            SELECT story FROM article WHERE id IN (SELECT value FROM json_each(?2)) AND story IS NOT NULL
            GROUP BY story HAVING count(*) = (SELECT articles FROM story AS whole WHERE whole.number = article.story)
            ORDER BY count(*) DESC, story LIMIT 1
        ) AND NOT EXISTS (SELECT 1 FROM story WHERE id = ?1)
        """,
        (story_id, ids),
    )


def take_down(archive: Archive, articles: Iterable[int]) -> None:
    """Take articles off the shelf that are not current any more, within a transaction."""
    gone = list(articles)
    if not gone:
        return
    db = archive.db
    pages = _Pages(archive)
    left: set[int] = set()
    for article in gone:
        (story,) = db.execute("SELECT story FROM article WHERE number = ?", (article,)).fetchone()
        if story is not None:
            left.add(story)
            db.execute("UPDATE article SET story = NULL, account = NULL WHERE number = ?", (article,))
    _settle(archive, pages, left)
    pages.keep()


def clear(archive: Archive) -> None:
    """Take everything off the shelf, within a transaction."""
    db = archive.db
    db.execute("UPDATE article SET story = NULL, account = NULL WHERE story IS NOT NULL")
    db.execute("DELETE FROM story")
    db.execute("DELETE FROM page WHERE start > ''")
    db.execute("UPDATE page SET lines = 0")


def _settle(archive: Archive, pages: _Pages, stories: Iterable[int]) -> None:
    """Stories that have lost articles are gone if they have none left, and else find their new place."""
    db = archive.db
    for number in sorted(stories):
        place, before = db.execute("SELECT place, articles FROM story WHERE number = ?", (number,)).fetchone()
        pages.add(place, -before - 1)
        now, place = db.execute(
            """
            SELECT count(*), printf('%08d', 99999999 - coalesce(max(replace(published, '-', '')), 0))
                || ' ' || (SELECT id FROM story WHERE number = ?1)
            FROM article WHERE story = ?1
            """,
            (number,),
        ).fetchone()
        if not now:
            db.execute("DELETE FROM story WHERE number = ?", (number,))
            continue
        db.execute(
            """
            UPDATE story SET place = ?2, (articles, sources, independent) =
                (SELECT count(*), count(DISTINCT source), count(DISTINCT account)
                 FROM article WHERE article.story = ?1) WHERE number = ?1
            """,
            (number, place),
        )
        pages.add(place, now + 1)


class _Pages:
    """How many lines each page has, changed in memory until `keep`."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        rows = archive.db.execute("SELECT start, lines FROM page ORDER BY start").fetchall()
        self._starts = [start for start, _ in rows]
        self._lines = [lines for _, lines in rows]
        self._changed: set[str] = set()

    def add(self, place: str, lines: int) -> None:
        """Add lines to the page of a place, or take them away where they are fewer than none."""
        page = bisect_right(self._starts, place) - 1
        self._lines[page] += lines
        self._changed.add(self._starts[page])

    def keep(self) -> None:
        """Write the pages that have changed, cutting those that are too full, and note what the shelf holds."""
        db = self._archive.db
        for start in sorted(self._changed):
            page = bisect_right(self._starts, start) - 1
            end = self._starts[page + 1] if page + 1 < len(self._starts) else None
            if self._lines[page] > _FULLEST:
                self._cut(start, end)
            elif self._lines[page] or not start:
                db.execute("UPDATE page SET lines = ? WHERE start = ?", (self._lines[page], start))
            else:
                db.execute("DELETE FROM page WHERE start = ?", (start,))
        lines, stories = db.execute(
            "SELECT (SELECT sum(lines) FROM page), (SELECT count(*) FROM story)"
        ).fetchone()
        # One step for each source, however many articles it has.
        (sources,) = db.execute(
            """
            WITH RECURSIVE known (source) AS (
                SELECT min(source) FROM article WHERE current
                UNION ALL
                SELECT (SELECT min(source) FROM article WHERE current AND source > known.source)
                FROM known WHERE known.source IS NOT NULL
            )
            SELECT count(source) FROM known
            """
        ).fetchone()
        self._archive.set_meta("shelf_articles", lines - stories)
        self._archive.set_meta("shelf_stories", stories)
        self._archive.set_meta("shelf_sources", sources)

    def _cut(self, start: str, end: str | None) -> None:
        db = self._archive.db
        rows = db.execute(
            "SELECT place, articles + 1 FROM story WHERE place >= ?1 AND (?2 IS NULL OR place < ?2) ORDER BY place",
            (start, end),
        )
        cut: list[tuple[str, int]] = [(start, 0)]
        for place, lines in rows:
            if cut[-1][1] and cut[-1][1] + lines > _FULLEST // 2:
                cut.append((place, 0))
            cut[-1] = (cut[-1][0], cut[-1][1] + lines)
        db.executemany("INSERT OR REPLACE INTO page (start, lines) VALUES (?, ?)", cut)
