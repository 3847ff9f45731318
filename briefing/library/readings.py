"""Who and where: what was found in each article, as the archive keeps it, and as the user put it right.

What was found is kept as it was, so that whatever the user changes can be taken back; the counts of names, the index
and all that is shown have the changes laid over it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.article import Article, Entity, Kind, Mention, Reading, Role, Why
from briefing.library.archive import Archive
from briefing.library.user_names import user_names

if TYPE_CHECKING:
    from briefing.library.name_reader import NameReader
    from briefing.reading.gazetteer import Change, Gazetteer

_Stored = list[Any]
"""A mention as JSON: start, end, entity number, role, why, score."""


_ROLES, _WHYS = {str(role): role for role in Role}, {str(why): why for why in Why}
"""By their values: a search decodes thousands of mentions between two keystrokes, and enumerations take time."""

CHANGES = "name_changes"
"""Where the archive keeps the user's changes that its counts of names know of."""


class ReadingWriter:
    """Stores readings. An entity's name becomes the user's, else the fullest by which any article knows it.

    It remembers which entities are known, so it must be thrown away after a transaction that failed.
    """

    def __init__(self, archive: Archive, reader: NameReader) -> None:
        self._db = archive.db
        self._reader = reader.stamp
        self._called = reader.called
        self._known: dict[str, tuple[int, str]] = {}

    def write(self, article: int, found: Reading, shown: Reading) -> bool:
        """Keep what was found in an article, and count the names shown; False where all of it was known before."""
        title, body = self._json(found.title), self._json(found.body)
        known = self._db.execute("SELECT title, body FROM reading WHERE article = ?", (article,)).fetchone()
        if known == (title, body):
            self._db.execute("UPDATE reading SET reader = ? WHERE article = ?", (self._reader, article))
            return self.count(article, shown)
        self._db.execute(
            "INSERT OR REPLACE INTO reading (article, reader, title, body) VALUES (?, ?, ?, ?)",
            (article, self._reader, title, body),
        )
        self.count(article, shown)
        return True

    def count(self, article: int, shown: Reading) -> bool:
        """Count the names of an article as they are shown; False where the counts were those before."""
        counts: dict[int, int] = {}
        for mention in (*shown.title, *shown.body):
            number = self._number(mention.entity)
            counts[number] = counts.get(number, 0) + 1
        before = self._db.execute("SELECT entity, mentions FROM naming WHERE article = ?", (article,))
        if dict(before.fetchall()) == counts:
            return False
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
        if known is None or (entity.id not in self._called and _is_fuller(entity.name, known[1])):
            known = self._known[entity.id] = self._register(entity)
        return known[0]

    def _register(self, entity: Entity) -> tuple[int, str]:
        called = self._called.get(entity.id)
        entity = entity._replace(name=called or entity.name)
        row = self._db.execute("SELECT number, name FROM entity WHERE id = ?", (entity.id,)).fetchone()
        if row is None:
            added = self._db.execute(
                "INSERT INTO entity (id, name, kind) VALUES (?, ?, ?)", (entity.id, entity.name, entity.kind)
            )
            return int(added.lastrowid or 0), entity.name
        number, name = row
        if (called and called != name) or _is_fuller(entity.name, name):
            name = entity.name
            self._db.execute("UPDATE entity SET name = ? WHERE number = ?", (name, number))
        return number, name


def reading(archive: Archive, article_id: str) -> Reading | None:
    """What an article names, as the user put it right; None where there is no such article."""
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
    found = Reading(title=_mentions(title, entities), body=_mentions(body, entities))
    put_right = user_names(archive.file.parent).changes
    if not put_right:
        return found
    from briefing.reading.gazetteer.changes import compiled

    changes = compiled(put_right)
    if not changes.concern(found):
        return found
    texts = archive.db.execute(
        "SELECT article.title, text FROM article JOIN body ON body.article = number WHERE id = ?",
        (article_id,),
    ).fetchone()
    return changes.apply(found, *texts)


class Rereading:
    """Reads articles anew that were read with other gazetteers than those of now; the last are remembered."""

    def __init__(self, home: Path, article: Callable[[str], Article]) -> None:
        """`article` gives an article by its id."""
        self.wanted = False
        """Whether it is done at all: it takes a moment, and not before the first frame."""
        self._names = user_names(home)
        self._article = article
        self._remembered = lru_cache(maxsize=64)(self._read)

    def is_due(self, archive: Archive, article_id: str) -> bool:
        """Whether an article is to be read anew."""
        return self.wanted and not reader_of(archive, article_id).endswith(self._names.gazetteer.fingerprint)

    def read(self, article_id: str) -> Reading:
        """What an article names by the gazetteers of now."""
        return self._remembered(article_id, self._names.gazetteer)

    def _read(self, article_id: str, gazetteer: Gazetteer) -> Reading:
        from briefing.reading import mentions  # not before the first frame
        from briefing.reading.gazetteer.changes import compiled

        article = self._article(article_id)
        found = mentions.read("" if article.title_derived else article.title, article.text, gazetteer)
        return compiled(gazetteer.changes).apply(found, article.title, article.text)


def reader_of(archive: Archive, article_id: str) -> str:
    """The stamp of what read an article last."""
    row = archive.db.execute(
        "SELECT reader FROM reading JOIN article ON article.number = article WHERE id = ?", (article_id,)
    ).fetchone()
    return str(row[0]) if row else ""


def entities(archive: Archive, ids: Sequence[str]) -> dict[str, Entity]:
    """The entities with these ids, as far as they are known."""
    rows = archive.db.execute(
        "SELECT id, name, kind FROM entity WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(ids),)
    )
    return {id: Entity(id, name, Kind(kind)) for id, name, kind in rows}


def count_names(archive: Archive, article_ids: Sequence[str]) -> list[tuple[Entity, int]]:
    """Who and what these articles name, with the number of mentions, the most mentioned first."""
    if counted_changes(archive) != said(user_names(archive.file.parent).changes):
        return _counted_now(archive, article_ids)
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


def counts_in_story(archive: Archive, article_id: str) -> dict[str, int]:
    """How often the articles of an article's story mention each name that it has, by the entity's id."""
    if counted_changes(archive) != said(user_names(archive.file.parent).changes):
        story = archive.db.execute(
            "SELECT id FROM article WHERE story = (SELECT story FROM article WHERE id = ?)", (article_id,)
        )
        return {entity.id: count for entity, count in _counted_now(archive, [id for (id,) in story])}
    # By the article's own names alone, since stories of a hundred articles have a thousand; and from the articles of
    # the story on, as these joins say, since there are states that half of all articles name.
    return dict(
        archive.db.execute(
            """
            SELECT entity.id, sum(naming.mentions)
            FROM article AS this CROSS JOIN article ON article.story = this.story
                CROSS JOIN naming ON naming.article = article.number
                CROSS JOIN entity ON entity.number = naming.entity
            WHERE this.id = :id AND naming.entity IN
                (SELECT entity FROM naming WHERE article = (SELECT number FROM article WHERE id = :id))
            GROUP BY naming.entity
            """,
            {"id": article_id},
        ).fetchall()
    )


def _counted_now(archive: Archive, article_ids: Sequence[str]) -> list[tuple[Entity, int]]:
    """The same by the articles themselves, for as long as the counts don't know of the newest changes."""
    counts: Counter[str] = Counter()
    called: dict[str, Entity] = {}
    for id in article_ids:
        shown = reading(archive, id)
        for mention in (*shown.title, *shown.body) if shown is not None else ():
            counts[mention.entity.id] += 1
            called.setdefault(mention.entity.id, mention.entity)
    return sorted(
        ((called[id], count) for id, count in counts.items()),
        key=lambda row: (-row[1], row[0].name, row[0].id),
    )


def counted_changes(archive: Archive) -> list[dict[str, str]]:
    """The user's changes that the counts know of, as YAML says them."""
    found = json.loads(archive.meta(CHANGES) or "[]")
    return found if isinstance(found, list) else []


def said(changes: Iterable[Change]) -> list[dict[str, str]]:
    """Changes as YAML says them, to be compared with those that the counts know of."""
    return [change.as_yaml for change in changes]


def articles_naming(archive: Archive, entity_ids: Sequence[str]) -> list[tuple[str, int]]:
    """The current articles that name any of these entities, newest first, with the number of mentions."""
    rows = archive.db.execute(
        """
        SELECT article.id, sum(naming.mentions)
        FROM entity JOIN naming ON naming.entity = entity.number
            JOIN article ON article.number = naming.article
        WHERE entity.id IN (SELECT value FROM json_each(?)) AND article.current
        GROUP BY article.number
        ORDER BY article.published IS NULL, article.published DESC, article.id
        """,
        (json.dumps(entity_ids),),
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
        [
            Mention(start, end, entities[number], _ROLES[role], _WHYS[why], score)
            for start, end, number, role, why, score in stored
        ]
    )


def _is_fuller(name: str, known: str) -> bool:
    """Whether a name says more than the one known; of two as long, the same one wins whichever came first."""
    return (-len(name), name) < (-len(known), known)
