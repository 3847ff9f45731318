"""What became of each item each time that articles were brought in: the report, kept in the archive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from briefing.library.archive import Archive, Readers, to_stored_time

Action = Literal["added", "updated", "unchanged", "skipped"]
ACTIONS: tuple[Action, ...] = ("added", "updated", "unchanged", "skipped")

_RUNS_KEPT = 100


class Outcome(NamedTuple):
    """What became of one item."""

    action: Action
    origin: str
    article_id: str | None
    """None where the item was skipped."""
    title: str
    reason: str
    """Why it was skipped; else empty."""


class Run(NamedTuple):
    """One time that articles were brought in."""

    number: int
    what: str
    """The command that did it: "add" or "refresh"."""
    started_at: datetime
    ended_at: datetime | None
    """None where it was interrupted, or is under way."""
    counts: dict[Action, int]


def begin(archive: Archive, what: str, now: datetime) -> int:
    """Begin to keep the outcomes of a run, and forget those of the oldest; returns its number."""
    with archive.transaction(), archive.aside():
        begun = archive.db.execute(
            "INSERT INTO run (what, started_at) VALUES (?, ?)", (what, to_stored_time(now))
        )
        number = int(begun.lastrowid or 0)
        oldest = number - _RUNS_KEPT
        archive.db.execute("DELETE FROM outcome WHERE run <= ?", (oldest,))
        archive.db.execute("DELETE FROM run WHERE number <= ?", (oldest,))
    return number


def record(archive: Archive, run: int, first: int, outcomes: Sequence[Outcome]) -> None:
    """Keep outcomes, the first of which is the run's item number `first`, within a transaction."""
    with archive.aside():
        archive.db.executemany(
            "INSERT INTO outcome (run, number, action, origin, article, title, reason) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (run, number, each.action, each.origin, each.article_id, each.title, each.reason)
                for number, each in enumerate(outcomes, first)
            ),
        )


def end(archive: Archive, run: int, now: datetime) -> None:
    """Note that a run came to its end."""
    with archive.transaction(), archive.aside():
        archive.db.execute("UPDATE run SET ended_at = ? WHERE number = ?", (to_stored_time(now), run))


class Runs:
    """The runs of a library that are kept."""

    def __init__(self, readers: Readers) -> None:
        """For `Library`."""
        self._readers = readers

    def all(self) -> list[Run]:
        """All of them, the newest first."""
        counts: dict[int, dict[Action, int]] = {}
        with self._readers.borrow() as archive:
            for number, action, count in archive.db.execute(
                "SELECT run, action, count(*) FROM outcome GROUP BY run, action"
            ):
                counts.setdefault(number, {})[action] = count
            rows = archive.db.execute(
                "SELECT number, what, started_at, ended_at FROM run ORDER BY number DESC"
            ).fetchall()
        return [
            Run(
                number,
                what,
                datetime.fromisoformat(started_at),
                datetime.fromisoformat(ended_at) if ended_at else None,
                {action: counts.get(number, {}).get(action, 0) for action in ACTIONS},
            )
            for number, what, started_at, ended_at in rows
        ]

    def last(self) -> int:
        """The number of the last one; 0 if there is none."""
        with self._readers.borrow() as archive:
            return int(archive.db.execute("SELECT coalesce(max(number), 0) FROM run").fetchone()[0])

    def come_since(self, run: int) -> list[str]:
        """The ids of the articles that came in after a run, as new ones or as new versions."""
        with self._readers.borrow() as archive:
            rows = archive.db.execute(
                "SELECT DISTINCT article FROM outcome WHERE run > ? AND action IN ('added', 'updated')",
                (run,),
            )
            return [row[0] for row in rows]

    def outcomes(self, run: int, actions: Sequence[Action] = ACTIONS) -> list[Outcome]:
        """What became of the items of a run in their order, of those alone with one of these outcomes."""
        with self._readers.borrow() as archive:
            rows = archive.db.execute(
                "SELECT action, origin, article, title, reason FROM outcome WHERE run = ? ORDER BY number",
                (run,),
            ).fetchall()
        return [Outcome(*row) for row in rows if row[0] in actions]
