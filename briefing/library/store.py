"""How an article enters the archive: each text once, each place with its versions."""

from __future__ import annotations

import json
import re
import zlib
from hashlib import sha256
from typing import Literal

from briefing.article import Article
from briefing.library.archive import Archive, to_stored_day, to_stored_time
from briefing.library.resolve import last_part

_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")

Change = Literal["added", "updated", "unchanged"]


class SameId(Exception):
    """Other bytes whose SHA-256 begins alike are in the archive already."""


def is_news(archive: Archive, article: Article) -> bool:
    """Whether the archive lacks the article, or holds it as it was read at this place under other rules."""
    stored = archive.article(article.id)
    if stored is None:
        return not _is_told_already(archive, article)
    return _was_reread(stored, article)


def store(archive: Archive, article: Article) -> Change:
    """Keep an article as the newest version at its place, within a transaction.

    The same bytes at the same place change nothing, unless title, source, date or text are now read from them
    otherwise. Other bytes change nothing either, if they were fetched from where others read the same: pages carry
    counters and advertisements. Raises SameId where the id belongs to other bytes.
    """
    stored = archive.article(article.id)
    if stored is not None and stored.sha256 != article.sha256:
        raise SameId(article.id)
    if stored is None and _is_told_already(archive, article):
        return "unchanged"
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
    archive.db.execute("INSERT OR IGNORE INTO ungrouped (article) VALUES (?)", (number,))


def reading_digest(article: Article) -> str:
    """The SHA-256 of all that was read from an article's original, in one form for all time."""
    told = [
        article.title,
        article.source,
        to_stored_day(article.published),
        article.url,
        article.author,
        article.text,
    ]
    return sha256(json.dumps(told, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()


def _was_reread(stored: Article, article: Article) -> bool:
    return stored.origin == article.origin and not _reads_alike(stored, article)


def _reads_alike(stored: Article, article: Article) -> bool:
    return stored == article._replace(
        id=stored.id,
        sha256=stored.sha256,
        origin=stored.origin,
        read_at=stored.read_at,
        retrieval=stored.retrieval,
        original=stored.original,
    )


def _is_told_already(archive: Archive, article: Article) -> bool:
    """Whether what was fetched from a place reads as what was fetched from there before."""
    if article.retrieval is None:
        return False
    row = archive.db.execute(
        "SELECT article.id FROM place JOIN article ON article.number = place.article WHERE origin = ?",
        (article.origin,),
    ).fetchone()
    current = archive.article(row[0]) if row else None
    return current is not None and _reads_alike(current, article)


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
            replaced = ?, words = ?, language = ?, place = ?, attachments = ?, reading_sha256 = ?
        WHERE number = ?
        """,
        (
            article.title,
            article.title_derived,
            article.source,
            to_stored_day(article.published),
            article.url,
            article.author,
            article.replaced,
            _count_words(article.text),
            article.language,
            article.place,
            json.dumps(article.attachments) if article.attachments else None,
            reading_digest(article),
            number,
        ),
    )
    if article.retrieval is not None:
        archive.db.execute(
            "INSERT OR REPLACE INTO retrieval (article, url, sha256, headers) VALUES (?, ?, ?, ?)",
            (number, article.retrieval.url, article.retrieval.sha256, json.dumps(article.retrieval.headers)),
        )
    if article.original is not None:
        archive.db.execute(
            "INSERT OR REPLACE INTO original (article, data) VALUES (?, ?)",
            (number, zlib.compress(article.original)),
        )
    archive.db.execute("INSERT OR REPLACE INTO body (article, text) VALUES (?, ?)", (number, article.text))


def _count_words(text: str) -> int:
    """The words of a text; two letters are taken for one where a script puts no spaces between words."""
    unspaced = 0 if text.isascii() else len(_UNSPACED.findall(text))
    return len(text.split()) + unspaced // 2


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
