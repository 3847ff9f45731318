"""The reader's word on which articles belong together: kept in the order in which it was given, and taken back.

Grouping does what it does; then each word is carried out again, in order, on what came out. So it stays what the
reader has said whatever articles come, and taking a word back leaves no trace of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

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


def keep(archive: Archive, act: Act, articles: Sequence[str], target: Sequence[str] = ()) -> Placement:
    """Keep a word of the reader's, within a transaction."""
    at = datetime.now(UTC)
    added = archive.db.execute(
        "INSERT INTO placement (act, articles, target, at) VALUES (?, ?, ?, ?)",
        (act, json.dumps(list(articles)), json.dumps(list(target)), to_stored_time(at)),
    )
    return Placement(int(added.lastrowid or 0), act, tuple(articles), tuple(target), at)


def take_back(archive: Archive) -> Placement | None:
    """Take back the last word that holds, within a transaction, and tell it; None if there is none."""
    held = placements(archive)
    if not held:
        return None
    archive.db.execute("DELETE FROM placement WHERE number = ?", (held[-1].number,))
    return held[-1]


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
