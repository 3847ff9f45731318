"""Writing the index: from nothing, or what changed.

One process writes at a time: whoever calls holds the library's lock for writing. Readers are never disturbed,
and an interrupted writer leaves the index as it was: see `stamp`.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterable
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

from briefing.library.errors import LibraryError
from briefing.library.index.schema import IndexDocument, schema, values
from briefing.library.index.stamp import (
    Contents,
    IndexDoubt,
    Seal,
    Stamp,
    check_files,
    check_folder,
    read_stamp,
    seal,
    sync_folder,
    write_stamp,
)
from briefing.library.index.storage import IndexStorage
from briefing.safetext import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Progress = Callable[[int], None]
"""Takes how many documents were written so far."""

_MANY_SEGMENTS = 16
"""From here on a small addition merges small segments: each costs every search and every opening a little."""
_OURS = re.compile(r"_?[0-9a-f]{8}[_.].*")
"""What Whoosh calls its files and folders for the generations that we name."""


class IndexNotWritten(LibraryError):
    """The index could not be written; it is as it was before, or has to be rebuilt. A sentence says why."""


def write(
    folder: Path,
    stamp: Stamp,
    documents: Iterable[IndexDocument],
    removed: Iterable[str] = (),
    progress: Progress | None = None,
) -> None:
    """Put articles into the index, in the place of those with the same ids, and take the removed ones out.

    `stamp` says what the index shows afterwards. Raises IndexDoubt where there is no index of this archive
    that could be added to: then it has to be rebuilt. Raises IndexNotWritten where the disk does not take it;
    what `documents` raises passes through. In each case the index stays as it was.
    """
    contents = read_stamp(folder)
    if contents.stamp.archive != stamp.archive:
        raise IndexDoubt("it was made from another archive")
    check_files(folder, contents)
    storage = IndexStorage(folder, contents.files)
    with _clear_failure(folder):
        sweep(folder, contents)
        index = _opened(storage, contents.generation)
        _fill(index, documents, removed, progress)
        _publish(storage, contents.generation, stamp, contents.files)


def rebuild(
    folder: Path, stamp: Stamp, documents: Iterable[IndexDocument], progress: Progress | None = None
) -> None:
    """Write the index anew, whatever is there. Until it is finished, an old one can still be read.

    Raises IndexNotWritten where the folder can't be had for us alone or the disk does not take it; what
    `documents` raises passes through.
    """
    storage = IndexStorage(folder)
    generation = secrets.token_hex(4)
    with _clear_failure(folder):
        _claim(folder)
        index = FileIndex.create(storage, schema(), generation)
        _fill(index, documents, (), progress)
        _publish(storage, generation, stamp, {})


def sweep(folder: Path, contents: Contents | None) -> None:
    """Delete what earlier and interrupted writers left behind; files that we never name are left alone."""
    kept = contents.files if contents else {}
    for entry in list(os.scandir(folder)):
        if entry.name in kept or not _OURS.fullmatch(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path, ignore_errors=True)
        else:
            Path(entry.path).unlink(missing_ok=True)


def _opened(storage: IndexStorage, generation: str) -> FileIndex:
    try:
        return FileIndex(storage, indexname=generation)
    except Exception as error:
        # Whatever Whoosh and pickle raise where a file is not what they expect, and they raise anything.
        raise IndexDoubt(f"it could not be opened ({error})") from error


def _fill(
    index: FileIndex, documents: Iterable[IndexDocument], removed: Iterable[str], progress: Progress | None
) -> None:
    """Write one segment of new documents and note which old ones are gone."""
    # One file for all parts of a segment would have to be copied to the heap to be read.
    writer = SegmentWriter(index, compound=False)
    try:
        before = writer.reader()
        seen: set[str] = set()
        for article in removed:
            if ("id", article) in before:
                writer.delete_by_term("id", article)
        for done, document in enumerate(documents, 1):
            if document.id not in seen:
                seen.add(document.id)
                if ("id", document.id) in before:
                    writer.delete_by_term("id", document.id)
                writer.add_document(**values(document))
            if progress:
                progress(done)
        before.close()
        writer.commit(merge=len(writer.segments) >= _MANY_SEGMENTS)
    except BaseException:
        # After a full disk the clean-up fails for the same reason; what it leaves is swept away below.
        with suppress(Exception):
            writer.cancel()
        raise


def _publish(storage: IndexStorage, generation: str, stamp: Stamp, vouched: Mapping[str, Seal]) -> None:
    """Make what was written the index: see it to the disk, vouch for it, and only then let go of the old."""
    folder = storage.root
    files = {name: vouched[name] for name in storage.list() if name in vouched}
    for name in storage.written:
        handle = os.open(folder / name, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        files[name] = seal(folder / name)
    sync_folder(folder)
    contents = Contents(stamp, generation, files)
    write_stamp(folder, contents)
    sweep(folder, contents)


def _claim(folder: Path) -> None:
    """Make the folder, or take it over where it is ours, and close it to everybody else."""
    folder.mkdir(mode=0o700, exist_ok=True)
    try:
        check_folder(folder)
    except IndexDoubt:
        state = folder.lstat()
        if not folder.is_dir() or folder.is_symlink() or state.st_uid != os.geteuid():
            name = one_line(str(folder))
            raise IndexNotWritten(
                f"{name} is a link or belongs to another user, so no index is written there. "
                "Move it away; a new one will be made."
            ) from None
        folder.chmod(0o700)


@contextmanager
def _clear_failure(folder: Path) -> Iterator[None]:
    """Leave no orphans behind when writing fails, and say in a sentence what the disk did not take."""
    try:
        yield
    except BaseException as error:
        with suppress(OSError):
            _sweep_failed(folder)
        if isinstance(error, OSError):
            name, reason = one_line(str(folder)), error.strerror or error
            raise IndexNotWritten(
                f"The search index in {name} could not be written: {reason}. "
                "No article is lost. See to the disk and its free space, then try again."
            ) from error
        raise


def _sweep_failed(folder: Path) -> None:
    try:
        check_folder(folder)
    except IndexDoubt:
        return
    try:
        contents = read_stamp(folder)
    except IndexDoubt:
        contents = None
    sweep(folder, contents)
