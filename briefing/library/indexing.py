"""Keeps the index abreast of the archive."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.library import documents, readings
from briefing.library.archive import Archive
from briefing.library.errors import LibraryError
from briefing.safetext import one_line

if TYPE_CHECKING:
    from briefing.library.index import IndexDocument, Stamp


def stamp(archive: Archive) -> Stamp:
    """What the index must be stamped with to be the one that was last written for this archive."""
    from briefing.library.index.stamp import Stamp

    return Stamp(archive.meta("archive"), archive.meta("indexed") or 0)


def is_done(archive: Archive, folder: Path) -> bool:
    """Whether the index knows every article as it is; damage to its files is not looked for."""
    from briefing.library.index.stamp import IndexDoubt, read_stamp

    if archive.db.execute("SELECT 1 FROM unindexed LIMIT 1").fetchone():
        return False
    try:
        return read_stamp(folder).stamp == stamp(archive)
    except IndexDoubt:
        return False


def update(archive: Archive, folder: Path, progress: Callable[[int, int], None]) -> None:
    """Write what the index lacks, or write it anew from the archive where there is any doubt about it.

    Raises LibraryError where the disk does not take it; the archive has lost nothing then.
    """
    from briefing.library.index import Index, IndexDoubt, rebuild, write

    changed = archive.db.execute(
        "SELECT number, id, current FROM unindexed JOIN article ON article.number = unindexed.article"
    ).fetchall()
    after = stamp(archive)._replace(revision=stamp(archive).revision + 1)
    try:
        try:
            Index.open(folder, stamp(archive)).close()
            if not changed:
                return
            ids = [id for _, id, current in changed if current]
            write(folder, after, _documents(archive, ids), [id for _, id, _ in changed], progress)
        except IndexDoubt:
            ids = [id for (id,) in archive.db.execute("SELECT id FROM article WHERE current ORDER BY number")]
            rebuild(folder, after, _documents(archive, ids), progress)
    except OSError as error:
        raise LibraryError(
            f"The search index in {one_line(str(folder))} could not be written: {error.strerror}. "
            "No article is lost. Free some space and run the same command again."
        ) from None
    with archive.transaction():
        archive.set_meta("indexed", after.revision)
        archive.db.executemany("DELETE FROM unindexed WHERE article = ?", ((row[0],) for row in changed))


def _documents(archive: Archive, ids: list[str]) -> Iterator[IndexDocument]:
    from briefing.library.index import IndexDocument

    for id in ids:
        article, reading = archive.article(id), readings.reading(archive, id)
        if article is None or reading is None:
            continue
        yield IndexDocument(
            id=id,
            title=article.title,
            source=article.source,
            published=article.published,
            text=article.text,
            actors=documents.actors(article, reading),
            places=documents.places(article, reading),
        )
