"""What a search has to know of every article at once, kept in the archive as columns.

To read it from the tables takes several times as long. A piece of columns holds the current articles of 128 numbers
in a row, few enough that one more article costs little. Triggers note the pieces of which an article has changed,
whoever changes it, and a transaction writes those again before it ends.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from briefing.library.archive import Archive

ROW = np.dtype(
    [
        ("id", "S16"),
        ("number", "<u4"),
        ("story", "<i4"),
        ("account", "<u4"),
        ("day", "<u4"),
        ("source", "<u2"),
        ("language", "<u2"),
    ]
)
"""Of one article: its story, or the negative of its own number where it has none; the account that it is part of, by
the number of one of its articles; its day such as 20231107, or 0; source and language as places among the piece's."""


_CACHE = -256
"""KiB, as SQLite has it: pages of pieces are read once and for all."""


class Piece(NamedTuple):
    """The current articles of 128 numbers in a row."""

    rows: NDArray[np.void]
    """See ROW."""
    sources: Sequence[str]
    languages: Sequence[str]
    """The empty string where it is not known."""


@contextmanager
def at_one_moment(archive: Archive) -> Iterator[None]:
    """Read several times what no writer changes in between; what is read once is not kept at hand."""
    if archive.db.in_transaction:
        yield
        return
    (usual,) = archive.db.execute("PRAGMA cache_size").fetchone()
    archive.db.execute(f"PRAGMA cache_size = {_CACHE}")
    archive.db.execute("BEGIN")
    try:
        yield
    finally:
        archive.db.execute("ROLLBACK")
        archive.db.execute(f"PRAGMA cache_size = {usual}")


def how_many(archive: Archive) -> int:
    """How many articles all pieces have."""
    (written,) = archive.db.execute(
        """
        SELECT coalesce(sum(length(rows)), 0) FROM listed WHERE piece NOT IN (SELECT piece FROM unlisted)
        """
    ).fetchone()
    (others,) = archive.db.execute(
        """
        SELECT count(*) FROM unlisted
        JOIN article ON article.number BETWEEN piece << 7 AND (piece << 7) + 127 WHERE current
        """
    ).fetchone()
    return int(written) // ROW.itemsize + int(others)


def pieces(archive: Archive) -> Iterator[Piece]:
    """All pieces as they are now, read from the tables where they have not been written yet."""
    outdated = {number for (number,) in archive.db.execute("SELECT piece FROM unlisted")}
    for number, rows, sources, languages in archive.db.execute(
        "SELECT piece, rows, sources, languages FROM listed ORDER BY piece"
    ):
        if number not in outdated:
            yield Piece(np.frombuffer(rows, ROW), json.loads(sources), json.loads(languages))
    for number in sorted(outdated):
        yield _read(archive, number)


def bring_up_to_date(archive: Archive) -> None:
    """Write the pieces of which an article has changed, within a transaction."""
    for (number,) in archive.db.execute("SELECT piece FROM unlisted ORDER BY piece").fetchall():
        piece = _read(archive, number)
        archive.db.execute(
            "INSERT OR REPLACE INTO listed (piece, rows, sources, languages) VALUES (?, ?, ?, ?)",
            (number, piece.rows.tobytes(), json.dumps(piece.sources), json.dumps(piece.languages)),
        )
    archive.db.execute("DELETE FROM unlisted")


def _read(archive: Archive, number: int) -> Piece:
    found = archive.db.execute(
        """
        SELECT id, number, coalesce(story, -number), coalesce(account, number),
            coalesce(CAST(replace(published, '-', '') AS INTEGER), 0), source, coalesce(language, '')
        FROM article WHERE number BETWEEN ?1 << 7 AND (?1 << 7) + 127 AND current
        """,
        (number,),
    ).fetchall()
    sources: dict[str, int] = {}
    languages: dict[str, int] = {}
    rows = [
        (
            *(id.encode("ascii"), number, story, account, day),
            *(sources.setdefault(source, len(sources)), languages.setdefault(language, len(languages))),
        )
        for id, number, story, account, day, source, language in found
    ]
    return Piece(np.array(rows, ROW), list(sources), list(languages))
