"""Keeps the index abreast of the archive."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.library import documents, readings
from briefing.library.archive import Archive
from briefing.library.errors import LibraryError

if TYPE_CHECKING:
    from briefing.library.index import IndexDocument, Stamp


_MANY_SEGMENTS = 16
"""From here on an addition merges small segments too: each costs every search and every opening a little."""
_SOME_SEGMENTS = 4
"""From here on they are merged when nobody waits for it."""
_WORTH_A_PROCESS = 1_000
"""Articles that take longer to index than a process to start."""
_PART = 10_000
"""Articles that one process indexes at most before another begins: a segment's."""
_MOST_PROCESSES = 4
"""Each takes some 300 MB."""


def is_done(archive: Archive, folder: Path) -> bool:
    """Whether the index knows every article as it is; damage to its files is not looked for."""
    if archive.db.execute("SELECT 1 FROM unindexed LIMIT 1").fetchone():
        return False
    from briefing.library.index import IndexDoubt, read_stamp

    try:
        check_age(archive, read_stamp(folder).stamp)
    except IndexDoubt:
        return False
    return True


def stamp(archive: Archive) -> Stamp:
    """The archive as it is now, for whoever opens or writes its index."""
    from briefing.library.index import Stamp

    return Stamp(archive.meta("archive"), archive.meta("revision"))


def written_at(archive: Archive) -> int:
    """The revision at which the index was last written; 0 if it never was."""
    return int(archive.meta("indexed") or 0)


def check_age(archive: Archive, found: Stamp) -> None:
    """Raise IndexDoubt unless an index is the one last written for this archive, or a later one.

    A later one is left by a writer that was killed before it could note in the archive what it had written.
    """
    from briefing.library.index import IndexDoubt

    if found.archive != archive.meta("archive"):
        raise IndexDoubt("it was made from another archive")
    if not written_at(archive) <= found.revision <= archive.meta("revision"):
        raise IndexDoubt("it does not belong to the archive as it is")


def update(
    archive: Archive, folder: Path, progress: Callable[[str, int, int], None], *, thorough: bool = False
) -> None:
    """Write what the index lacks, or write it anew from the archive where there is any doubt about it.

    `progress` is told of the step "index", or of "rebuild" where an index that was there is written anew.
    With `thorough`, for when nobody waits, all of its files are read for damage and small segments merged.
    Raises LibraryError where the disk does not take it; the archive has lost nothing then.
    """
    from briefing.library.index import IndexDoubt, read_stamp
    from briefing.library.index.stamp import check_files, check_sizes
    from briefing.library.index.writing import IndexNotWritten, worth_merging, write

    changed = archive.db.execute(
        "SELECT number, id, current FROM unindexed JOIN article ON article.number = unindexed.article"
    ).fetchall()
    now = stamp(archive)
    try:
        try:
            contents = read_stamp(folder)
            check_age(archive, contents.stamp)
            check = check_files if thorough else check_sizes
            check(folder, contents)
            merged = worth_merging(contents, folder, _SOME_SEGMENTS if thorough else _MANY_SEGMENTS)
            if not changed and not merged:
                return
            added = [id for _, id, current in changed if current]
            dropped = [id for _, id, current in changed if not current]
            listed = [id for id in dict.fromkeys([*added, *merged]) if id not in set(dropped)]
            told = partial(progress, "index")
            write(folder, now, _documents(archive, listed), dropped, _of(len(listed), told))
        except IndexDoubt:
            _rebuild(archive, folder, now, partial(progress, "rebuild" if written_at(archive) else "index"))
    except IndexNotWritten as error:
        raise LibraryError(str(error)) from None
    with archive.transaction():
        archive.set_meta("indexed", now.revision)
        archive.db.executemany(
            "DELETE FROM unindexed WHERE article = ?", ((number,) for number, _, _ in changed)
        )


def _rebuild(archive: Archive, folder: Path, now: Stamp, progress: Callable[[int, int], None]) -> None:
    from briefing.library.index.writing import rebuild, rebuild_in_parts

    listed = [id for (id,) in archive.db.execute("SELECT id FROM article WHERE current ORDER BY number")]
    processes = min(len(os.sched_getaffinity(0)), _MOST_PROCESSES)
    if processes < 2 or len(listed) < _WORTH_A_PROCESS * 2:
        rebuild(folder, now, _documents(archive, listed), _of(len(listed), progress))
        return
    size = min(_PART, -(-len(listed) // processes))
    parts = [
        partial(_documents_of, archive.file, listed[start : start + size])
        for start in range(0, len(listed), size)
    ]
    rebuild_in_parts(folder, now, parts, processes, _of(len(listed), progress))


def _documents_of(file: Path, ids: list[str]) -> Iterator[IndexDocument]:
    """The same for another process."""
    archive = Archive.to_read(file)
    try:
        yield from _documents(archive, ids)
    finally:
        archive.close()


def _of(count: int, progress: Callable[[int, int], None]) -> Callable[[int], None]:
    return lambda done: progress(done, count)


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
            author=article.author or "",
            url=article.url or "",
        )
