"""How an article enters the archive: each text once, each place with its versions."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from briefing.article import Article
from briefing.library.archive import Archive, to_stored_day, to_stored_time
from briefing.library.resolve import last_part

Change = Literal["added", "updated", "unchanged"]


class SameId(Exception):
    """Other bytes whose SHA-256 begins alike are in the archive already."""


def is_news(archive: Archive, article: Article) -> bool:
    """Whether the archive lacks the article, or holds it as it was read at this place under other rules."""
    stored = archive.article(article.id)
    return stored is None or _was_reread(stored, article)


def store(archive: Archive, article: Article) -> Change:
    """Keep an article as the newest version at its place, within a transaction.

    The same bytes at the same place change nothing, unless title, source, date or text are now read from them
    otherwise. Raises SameId where the id belongs to other bytes.
    """
    stored = archive.article(article.id)
    if stored is not None and stored.sha256 != article.sha256:
        raise SameId(article.id)
    number = archive.number_of(article.id) or _insert(archive, article)
    before = _current_at(archive, article.origin)
    if before == number:
        if stored is None or not _was_reread(stored, article):
            return "unchanged"
        _write(archive, number, article)
        mark_changed(archive, number)
        return "updated"
    _put_at_place(archive, number, article)
    newly_listed = _list(archive, number)
    if before is not None:
        _list(archive, before)
        return "updated"
    return "added" if newly_listed else "unchanged"


def mark_changed(archive: Archive, number: int) -> None:
    """Note that index and stories no longer know an article as it is."""
    archive.db.execute("INSERT OR IGNORE INTO unindexed (article) VALUES (?)", (number,))
    archive.db.execute("UPDATE meta SET value = value + 1 WHERE key = 'content'")


def _was_reread(stored: Article, article: Article) -> bool:
    return stored.origin == article.origin and stored != replace(article, read_at=stored.read_at)


def _current_at(archive: Archive, origin: str) -> int | None:
    row = archive.db.execute("SELECT article FROM place WHERE origin = ?", (origin,)).fetchone()
    return int(row[0]) if row else None


def _insert(archive: Archive, article: Article) -> int:
    added = archive.db.execute(
        """
        INSERT INTO article (id, sha256, title, title_derived, source, read_at, replaced, words, current)
        VALUES (?, ?, '', 0, '', ?, 0, 0, 0)
        """,
        (article.id, article.sha256, to_stored_time(article.read_at)),
    )
    number = int(added.lastrowid or 0)
    _write(archive, number, article)
    return number


def _write(archive: Archive, number: int, article: Article) -> None:
    archive.db.execute(
        """
        UPDATE article SET title = ?, title_derived = ?, source = ?, published = ?, url = ?, author = ?,
            replaced = ?, words = ? WHERE number = ?
        """,
        (
            article.title,
            article.title_derived,
            article.source,
            to_stored_day(article.published),
            article.url,
            article.author,
            article.replaced,
            len(article.text.split()),
            number,
        ),
    )
    archive.db.execute("INSERT OR REPLACE INTO body (article, text) VALUES (?, ?)", (number, article.text))


def _put_at_place(archive: Archive, number: int, article: Article) -> None:
    archive.db.execute(
        """
        INSERT INTO place (origin, name, article) VALUES (?, ?, ?)
        ON CONFLICT (origin) DO UPDATE SET article = excluded.article
        """,
        (article.origin, last_part(article.origin), number),
    )
    archive.db.execute(
        """
        INSERT INTO version (place, number, article, read_at)
        SELECT place.number, coalesce(max(version.number), 0) + 1, place.article, ?
        FROM place LEFT JOIN version ON version.place = place.number
        WHERE place.origin = ? GROUP BY place.number
        """,
        (to_stored_time(article.read_at), article.origin),
    )


def _list(archive: Archive, number: int) -> bool:
    """List an article while it is the newest version at any place; whether that was a change."""
    changed = archive.db.execute(
        """
        UPDATE article SET current = NOT current
        WHERE number = ?1 AND current <> EXISTS (SELECT 1 FROM place WHERE place.article = ?1)
        """,
        (number,),
    )
    if changed.rowcount:
        mark_changed(archive, number)
    return changed.rowcount > 0
