"""The reader's word on which articles belong together: kept in the order in which it was given, and taken back.

Grouping does what it does; then each word is carried out again, in order, on what came out. So it stays what the
reader has said whatever articles come, and taking a word back leaves no trace of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from briefing.article import Act, Placement
from briefing.library.archive import Archive, to_stored_time


def placements(archive: Archive) -> list[Placement]:
    """Every word of the reader's that holds, the oldest first."""
    rows = archive.db.execute("SELECT number, act, articles, target, at FROM placement ORDER BY number")
    return [
        Placement(
            number,
            Act(act),
            tuple(json.loads(articles)),
            tuple(json.loads(target)),
            datetime.fromisoformat(at),
        )
        for number, act, articles, target, at in rows
    ]


def next_number(archive: Archive) -> int:
    """The number that the reader's next word gets."""
    return int(archive.db.execute("SELECT coalesce(max(number), 0) + 1 FROM placement").fetchone()[0])


def to_record(act: Act, articles: Sequence[str], target: Sequence[str], at: datetime) -> dict[str, Any]:
    """A word of the reader's in plain values."""
    return {"act": act.value, "articles": list(articles), "target": list(target), "at": to_stored_time(at)}


def state(archive: Archive, number: int) -> dict[str, Any] | None:
    """The word of a number in plain values; None where it does not hold."""
    row = archive.db.execute(
        "SELECT act, articles, target, at FROM placement WHERE number = ?", (number,)
    ).fetchone()
    if row is None:
        return None
    act, articles, target, at = row
    return {"act": act, "articles": json.loads(articles), "target": json.loads(target), "at": at}


def put(archive: Archive, number: int, word: Mapping[str, Any] | None) -> None:
    """Keep a word of the reader's under a number, or take it back where there is none, within a transaction."""
    archive.db.execute("DELETE FROM placement WHERE number = ?", (number,))
    if word is not None:
        archive.db.execute(
            "INSERT INTO placement (number, act, articles, target, at) VALUES (?, ?, ?, ?, ?)",
            (number, word["act"], json.dumps(word["articles"]), json.dumps(word["target"]), word["at"]),
        )


def carried_out(
    groups: Iterable[Iterable[int]], words: Sequence[Placement], number_of: Mapping[str, int]
) -> list[list[int]]:
    """Groups of articles as the reader's words leave them, each sorted.

    `number_of` has the articles that there are, by id; words about others do nothing to them.
    """
    group_of = {article: frozenset(group) for group in map(list, groups) for article in group}

    def regroup(articles: Iterable[int]) -> None:
        group = frozenset(articles)
        for article in group:
            group_of[article] = group

    def there(ids: Iterable[str]) -> list[int]:
        return [number_of[id] for id in ids if id in number_of and number_of[id] in group_of]

    for word in words:
        meant, target = there(word.articles), there(word.target)
        if not meant:
            continue
        if word.act is Act.MERGE:
            regroup(set().union(*(group_of[article] for article in meant)))
            continue
        for article in meant:
            regroup(group_of[article] - {article})
        # Where all that it was moved to is gone, it stays apart from where it came from.
        regroup({*meant, *(group_of[target[0]] if target else ())})
    return sorted({group: sorted(group) for group in group_of.values() if group}.values())
