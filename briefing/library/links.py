"""The reader's word on which passages tell the same: kept for good, and undone last first.

It is kept with the passages' contents, so that it holds for a newer version of an article too, as long as the
passage is still in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

from briefing.comparison import LinkByHand
from briefing.library.archive import Archive
from briefing.reading.passages import passages

_KEYS = ("a", "start_a", "text_a", "b", "start_b", "text_b", "linked")
"""Of the reader's word outside of the archive: ids, where the passages start, the digests of what they say."""

_OF_PAIR = """
    WITH a AS (SELECT number FROM article WHERE id IN (SELECT value FROM json_each(:a))),
        b AS (SELECT number FROM article WHERE id IN (SELECT value FROM json_each(:b)))
    SELECT number, start_a, text_a, start_b, text_b, linked FROM link_by_hand
    WHERE article_a IN a AND article_b IN b
    UNION SELECT number, start_b, text_b, start_a, text_a, linked FROM link_by_hand
    WHERE article_a IN b AND article_b IN a
    ORDER BY number
"""


def keep(archive: Archive, word: LinkByHand) -> None:
    """Keep the reader's word on two passages; the latest on a pair is the one that holds.

    Raises IndexError where an article has no such passage.
    """
    (start_a, text_a), (start_b, text_b) = (
        _keys(archive, word.a)[word.passage_a],
        _keys(archive, word.b)[word.passage_b],
    )
    archive.db.execute(
        """
        INSERT INTO link_by_hand (article_a, start_a, text_a, article_b, start_b, text_b, linked)
        SELECT a.number, ?, ?, b.number, ?, ?, ? FROM article AS a, article AS b WHERE a.id = ? AND b.id = ?
        """,
        (start_a, text_a, start_b, text_b, word.linked, word.a, word.b),
    )


def undo(archive: Archive, a: str, b: str) -> LinkByHand | None:
    """Take back the reader's last word on passages of these two articles, and tell it; None if there is none."""
    words = _words(archive, a, b)
    if not words:
        return None
    number, word = words[-1]
    archive.db.execute("DELETE FROM link_by_hand WHERE number = ?", (number,))
    return word


def by_hand(archive: Archive, a: str, b: str) -> frozenset[LinkByHand]:
    """The reader's word that holds, for each pair of passages of two articles that there is one on."""
    holding = {(word.passage_a, word.passage_b): word for _, word in _words(archive, a, b)}
    return frozenset(holding.values())


def all_words(archive: Archive) -> list[dict[str, str | int | bool]]:
    """All that the reader said, in the order in which it was said, with articles by their ids."""
    rows = archive.db.execute(
        """
        SELECT a.id, start_a, text_a, b.id, start_b, text_b, linked FROM link_by_hand
            JOIN article AS a ON a.number = article_a JOIN article AS b ON b.number = article_b
        ORDER BY link_by_hand.number
        """
    )
    return [dict(zip(_KEYS, (*row[:-1], bool(row[-1])), strict=True)) for row in rows]


def bring_in(archive: Archive, words: Iterable[Mapping[str, object]]) -> int:
    """Take over what was said in another library of articles that are in this one too; returns how much was new.

    Raises ValueError where something is none of what `all_words` gives.
    """
    known: set[tuple[object, ...]] = {tuple(word.values()) for word in all_words(archive)}
    new = 0
    for word in words:
        values = tuple(word.get(key) for key in _KEYS)
        if [type(value) for value in values] != [str, int, str, str, int, str, bool]:
            raise ValueError("a link by hand has not the form that it should have")
        if values not in known:
            known.add(values)
            new += archive.db.execute(
                """
                INSERT INTO link_by_hand (article_a, start_a, text_a, article_b, start_b, text_b, linked)
                SELECT a.number, ?2, ?3, b.number, ?5, ?6, ?7 FROM article AS a, article AS b
                WHERE a.id = ?1 AND b.id = ?4
                """,
                values,
            ).rowcount
    return new


def _words(archive: Archive, a: str, b: str) -> list[tuple[int, LinkByHand]]:
    """All that the reader said of these two articles and their versions, in the order in which it was said."""
    versions = [json.dumps([id, *(version.article for version in archive.versions(id))]) for id in (a, b)]
    rows = archive.db.execute(_OF_PAIR, {"a": versions[0], "b": versions[1]}).fetchall()
    keys_a, keys_b = (_keys(archive, id) if rows else [] for id in (a, b))
    words = []
    for number, start_a, text_a, start_b, text_b, linked in rows:
        passage_a, passage_b = _find(keys_a, start_a, text_a), _find(keys_b, start_b, text_b)
        if passage_a is not None and passage_b is not None:
            words.append((number, LinkByHand(a, passage_a, b, passage_b, bool(linked))))
    return words


def _keys(archive: Archive, id: str) -> list[tuple[int, str]]:
    """For each passage of an article where it starts, and the digest of what it says."""
    article = archive.article(id)
    text = article.text if article else ""
    return [
        (p.start, hashlib.sha256(text[p.start : p.end].encode()).hexdigest()[:16]) for p in passages(text)
    ]


def _find(keys: list[tuple[int, str]], start: int, text: str) -> int | None:
    """The passage that says this: where it stood, else the first elsewhere."""
    same = [index for index, (_, digest) in enumerate(keys) if digest == text]
    return min(same, key=lambda index: (keys[index][0] != start, index), default=None)
