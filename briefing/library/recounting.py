"""Brings the counts of names, and what the index knows of them, up to what the user last put right."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence

from briefing.library import readings
from briefing.library.archive import Archive
from briefing.library.name_reader import NameReader
from briefing.library.readings import ReadingWriter

_BATCH = 64
"""Articles between two commits."""


def recount(archive: Archive, reader: NameReader, progress: Callable[[int, int], None]) -> None:
    """Count anew where the changes made since are about an article's names, and have it indexed again."""
    before, now = readings.counted_changes(archive), readings.said(reader.changes)
    numbers = _touched(
        archive, [*(row for row in before if row not in now), *(row for row in now if row not in before)]
    )
    writer = ReadingWriter(archive, reader)
    articles = _naming(archive, numbers)
    for start in range(0, len(articles), _BATCH):
        batch = articles[start : start + _BATCH]
        with archive.transaction():
            for number, id in batch:
                shown = readings.reading(archive, id)
                if shown is not None and writer.count(number, shown):
                    archive.db.execute("INSERT OR IGNORE INTO unindexed (article) VALUES (?)", (number,))
        progress(start + len(batch), len(articles))
    with archive.transaction():
        archive.set_meta(readings.CHANGES, json.dumps(now))


def _touched(archive: Archive, changed: Iterable[dict[str, str]]) -> list[int]:
    """The numbers of the entities that changes are about, on either side."""
    ids = {value for row in changed for value in row.values()}
    rows = archive.db.execute(
        "SELECT number FROM entity WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(sorted(ids)),)
    )
    return [number for (number,) in rows]


def _naming(archive: Archive, numbers: Sequence[int]) -> list[tuple[int, str]]:
    """The articles that name any of these entities, as it was found or as it is counted."""
    articles: dict[int, str] = {}
    for number in numbers:
        rows = archive.db.execute(
            """
            SELECT article.number, article.id FROM reading JOIN article ON article.number = reading.article
            WHERE reading.title LIKE ?1 OR reading.body LIKE ?1
            UNION
            SELECT article.number, article.id FROM naming JOIN article ON article.number = naming.article
            WHERE naming.entity = ?2
            """,
            (f'%,{number},"%', number),  # the number of an entity alone stands between a comma and a role
        )
        articles.update(rows.fetchall())
    return sorted(articles.items())
