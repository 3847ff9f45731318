"""Who and where: what was found in each article, as the archive keeps it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from briefing.article import Entity, Kind, Mention, Reading, Role, Why
from briefing.library.archive import Archive

_Stored = list[Any]
"""A mention as JSON: start, end, entity number, role, why, score."""


class ReadingWriter:
    """Stores readings. An entity's name becomes the fullest by which any article knows it.

    It remembers which entities are known, so it must be thrown away after a transaction that failed.
    """

    def __init__(self, archive: Archive, reader: str) -> None:
        self._db = archive.db
        self._reader = reader
        self._known: dict[str, tuple[int, str]] = {}

    def write(self, article: int, reading: Reading) -> bool:
        """Keep what was found in an article; False where that is what was known before."""
        title, body = self._json(reading.title), self._json(reading.body)
        known = self._db.execute("SELECT title, body FROM reading WHERE article = ?", (article,)).fetchone()
        if known == (title, body):
            self._db.execute("UPDATE reading SET reader = ? WHERE article = ?", (self._reader, article))
            return False
        counts: dict[int, int] = {}
        for mention in (*reading.title, *reading.body):
            number = self._number(mention.entity)
            counts[number] = counts.get(number, 0) + 1
        self._db.execute(
            "INSERT OR REPLACE INTO reading (article, reader, title, body) VALUES (?, ?, ?, ?)",
            (article, self._reader, title, body),
        )
        self._db.execute("DELETE FROM naming WHERE article = ?", (article,))
        self._db.executemany(
            "INSERT INTO naming (entity, article, mentions) VALUES (?, ?, ?)",
            ((entity, article, count) for entity, count in counts.items()),
        )
        return True

    def _json(self, mentions: Iterable[Mention]) -> str:
        stored = [[m.start, m.end, self._number(m.entity), m.role, m.why, m.score] for m in mentions]
        return json.dumps(stored, separators=(",", ":"))

    def _number(self, entity: Entity) -> int:
        known = self._known.get(entity.id)
        if known is None or _is_fuller(entity.name, known[1]):
            known = self._known[entity.id] = self._register(entity)
        return known[0]

    def _register(self, entity: Entity) -> tuple[int, str]:
        row = self._db.execute("SELECT number, name FROM entity WHERE id = ?", (entity.id,)).fetchone()
        if row is None:
            added = self._db.execute(
                "INSERT INTO entity (id, name, kind) VALUES (?, ?, ?)", (entity.id, entity.name, entity.kind)
            )
            return int(added.lastrowid or 0), entity.name
        number, name = row
        if _is_fuller(entity.name, name):
            name = entity.name
            self._db.execute("UPDATE entity SET name = ? WHERE number = ?", (name, number))
        return number, name


def reading(archive: Archive, article_id: str) -> Reading | None:
    """What was found in an article; None where there is no such article."""
    row = archive.db.execute(
        """
        SELECT reading.title, reading.body
        FROM reading JOIN article ON article.number = reading.article WHERE article.id = ?
        """,
        (article_id,),
    ).fetchone()
    if row is None:
        return None
    title: list[_Stored] = json.loads(row[0])
    body: list[_Stored] = json.loads(row[1])
    entities = _numbered(archive, {stored[2] for stored in (*title, *body)})
    return Reading(title=_mentions(title, entities), body=_mentions(body, entities))


def entities(archive: Archive, ids: Sequence[str]) -> dict[str, Entity]:
    """The entities with these ids, as far as they are known."""
    rows = archive.db.execute(
        "SELECT id, name, kind FROM entity WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(ids),)
    )
    return {id: Entity(id, name, Kind(kind)) for id, name, kind in rows}


def count_names(archive: Archive, article_ids: Sequence[str]) -> list[tuple[Entity, int]]:
    """Who and what these articles name, with the number of mentions, the most mentioned first."""
    rows = archive.db.execute(
        """
        SELECT entity.id, entity.name, entity.kind, sum(naming.mentions) AS mentions
        FROM article JOIN naming ON naming.article = article.number
            JOIN entity ON entity.number = naming.entity
        WHERE article.id IN (SELECT value FROM json_each(?))
        GROUP BY entity.number ORDER BY mentions DESC, entity.name, entity.id
        """,
        (json.dumps(article_ids),),
    )
    return [(Entity(id, name, Kind(kind)), mentions) for id, name, kind, mentions in rows]


def articles_naming(archive: Archive, entity_id: str) -> list[tuple[str, int]]:
    """The current articles that name an entity, newest first, with the number of mentions."""
    rows = archive.db.execute(
        """
        SELECT article.id, naming.mentions
        FROM entity JOIN naming ON naming.entity = entity.number
            JOIN article ON article.number = naming.article
        WHERE entity.id = ? AND article.current
        ORDER BY article.published IS NULL, article.published DESC, article.id
        """,
        (entity_id,),
    )
    return [(id, mentions) for id, mentions in rows]


def _numbered(archive: Archive, numbers: set[int]) -> dict[int, Entity]:
    rows = archive.db.execute(
        "SELECT number, id, name, kind FROM entity WHERE number IN (SELECT value FROM json_each(?))",
        (json.dumps(list(numbers)),),
    )
    return {number: Entity(id, name, Kind(kind)) for number, id, name, kind in rows}


def _mentions(stored: list[_Stored], entities: dict[int, Entity]) -> tuple[Mention, ...]:
    return tuple(
        Mention(start, end, entities[number], Role(role), Why(why), score)
        for start, end, number, role, why, score in stored
    )


def _is_fuller(name: str, known: str) -> bool:
    """Whether a name says more than the one known; of two as long, the same one wins whichever came first."""
    return (-len(name), name) < (-len(known), known)
