"""The reader's word on which passages tell the same: kept for good.

It is kept with the passages' contents, so that it holds for a newer version of an article too, as long as the
passage is still in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from briefing.comparison import LinkByHand
from briefing.library.archive import Archive
from briefing.reading.passages import passages

_KEYS = ("a", "start_a", "text_a", "b", "start_b", "text_b", "linked")
"""Of the reader's word outside of the archive: ids, where the passages start, the digests of what they say."""

_ALL = """
    SELECT a.id, start_a, text_a, b.id, start_b, text_b, linked FROM link_by_hand
    JOIN article AS a ON a.number = article_a JOIN article AS b ON b.number = article_b
"""
_OF_PAIR = """
    WITH a AS (SELECT number FROM article WHERE id IN (SELECT value FROM json_each(:a))),
        b AS (SELECT number FROM article WHERE id IN (SELECT value FROM json_each(:b)))
    SELECT number, start_a, text_a, start_b, text_b, linked FROM link_by_hand
    WHERE article_a IN a AND article_b IN b
    UNION SELECT number, start_b, text_b, start_a, text_a, linked FROM link_by_hand
    WHERE article_a IN b AND article_b IN a
    ORDER BY number
"""


def to_record(archive: Archive, word: LinkByHand) -> dict[str, Any]:
    """The reader's word on two passages in plain values. Raises IndexError where an article has no such passage."""
    (start_a, text_a), (start_b, text_b) = (
        _keys(archive, word.a)[word.passage_a],
        _keys(archive, word.b)[word.passage_b],
    )
    return dict(zip(_KEYS, (word.a, start_a, text_a, word.b, start_b, text_b, word.linked), strict=True))


def next_number(archive: Archive) -> int:
    """The number that the reader's next word gets; the latest on a pair of passages is the one that holds."""
    return int(archive.db.execute("SELECT coalesce(max(number), 0) + 1 FROM link_by_hand").fetchone()[0])


def state(archive: Archive, number: int) -> dict[str, Any] | None:
    """The word of a number in plain values; None where there is none."""
    row = archive.db.execute(f"{_ALL} WHERE link_by_hand.number = ?", (number,)).fetchone()
    return _in_values(row) if row is not None else None


def put(archive: Archive, number: int, word: Mapping[str, Any] | None) -> None:
    """Keep the reader's word under a number, or take it back where there is none, within a transaction."""
    archive.db.execute("DELETE FROM link_by_hand WHERE number = ?", (number,))
    if word is not None:
        archive.db.execute(
            """
            INSERT INTO link_by_hand (number, article_a, start_a, text_a, article_b, start_b, text_b, linked)
            SELECT ?1, a.number, ?3, ?4, b.number, ?6, ?7, ?8 FROM article AS a, article AS b
            WHERE a.id = ?2 AND b.id = ?5
            """,
            (number, *(word[key] for key in _KEYS)),
        )


def by_hand(archive: Archive, a: str, b: str) -> frozenset[LinkByHand]:
    """The reader's word that holds, for each pair of passages of two articles that there is one on."""
    holding = {(word.passage_a, word.passage_b): word for _, word in _words(archive, a, b)}
    return frozenset(holding.values())


def all_words(archive: Archive) -> list[dict[str, Any]]:
    """All that the reader said, in the order in which it was said, with articles by their ids."""
    return [_in_values(row) for row in archive.db.execute(f"{_ALL} ORDER BY link_by_hand.number")]


def new_words(archive: Archive, words: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What of another library's words is about articles that are in this one too, and was not said in it yet.

    Raises ValueError where something is none of what `all_words` gives.
    """
    known = {tuple(word.values()) for word in all_words(archive)}
    new = []
    for word in words:
        values = tuple(word.get(key) for key in _KEYS)
        if [type(value) for value in values] != [str, int, str, str, int, str, bool]:
            raise ValueError("a link by hand has not the form that it should have")
        if values not in known and all(archive.number_of(word[id]) is not None for id in ("a", "b")):
            known.add(values)
            new.append(dict(zip(_KEYS, values, strict=True)))
    return new


def _in_values(row: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip(_KEYS, (*row[:-1], bool(row[-1])), strict=True))


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
    from hashlib import sha256  # not before the first frame

    article = archive.article(id)
    text = article.text if article else ""
    return [(p.start, sha256(text[p.start : p.end].encode()).hexdigest()[:16]) for p in passages(text)]


def _find(keys: list[tuple[int, str]], start: int, text: str) -> int | None:
    """The passage that says this: where it stood, else the first elsewhere."""
    same = [index for index, (_, digest) in enumerate(keys) if digest == text]
    return min(same, key=lambda index: (keys[index][0] != start, index), default=None)
