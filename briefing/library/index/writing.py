"""Writing the index: from nothing, or what changed.

One process writes at a time: whoever calls holds the library's lock for writing. Readers are never disturbed,
and an interrupted writer leaves the index as it was: see `stamp`.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.index import FileIndex

from briefing.library.errors import LibraryError
from briefing.library.index.bulk import MOST_DOCUMENTS, BulkWriter
from briefing.library.index.parts import Part, write_parts
from briefing.library.index.schema import ID_LENGTH, IndexDocument, schema
from briefing.library.index.stamp import (
    Contents,
    IndexDoubt,
    Seal,
    SegmentState,
    Stamp,
    check_folder,
    check_sizes,
    read_stamp,
    settle,
    sync_folder,
    write_stamp,
)
from briefing.library.index.storage import IndexStorage
from briefing.safetext import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Progress = Callable[[int], None]
"""Takes how many documents were written so far."""

_NEGLIGIBLE = 100
"""Documents that are written again in no time."""
_Publish = Callable[["Sequence[W3Segment]", "Mapping[str, Seal]"], None]
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
    check_sizes(folder, contents)
    storage = IndexStorage(folder, contents.files)
    with _clear_failure(folder):
        sweep(folder, contents)
        index = _opened(storage, contents.generation)
        segments = _fill(index, documents, removed, progress)
        _publish(storage, contents.generation, stamp, segments, contents.files)


def rebuild(
    folder: Path, stamp: Stamp, documents: Iterable[IndexDocument], progress: Progress | None = None
) -> None:
    """Write the index anew, whatever is there. Until it is finished, an old one can still be read.

    Raises IndexNotWritten where the folder can't be had for us alone or the disk does not take it; what
    `documents` raises passes through.
    """
    with _begun_anew(folder, stamp) as (index, publish):
        publish(_fill(index, documents, (), progress), {})


def rebuild_in_parts(
    folder: Path, stamp: Stamp, parts: Sequence[Part], processes: int, progress: Progress | None = None
) -> None:
    """The same with several processes. No two parts may hold documents with the same id."""
    with _begun_anew(folder, stamp) as (index, publish):
        writer = BulkWriter(index)
        settled: dict[str, Seal] = {}
        for made in write_parts(index, parts, processes, progress or _unseen):
            index.storage.adopt(made.files)
            writer.adopt(made.segments)
            settled.update(made.files)
        publish(writer.commit(), settled)


def _unseen(_: int) -> None:
    """Show no progress."""


@contextmanager
def _begun_anew(folder: Path, stamp: Stamp) -> Iterator[tuple[FileIndex, _Publish]]:
    """An empty index, and what makes it the one that is read once segments were written."""
    storage = IndexStorage(folder)
    generation = secrets.token_hex(4)
    with _clear_failure(folder):
        _claim(folder)
        index = FileIndex.create(storage, schema(), generation)
        yield index, lambda segments, settled: _publish(storage, generation, stamp, segments, settled)


def worth_merging(contents: Contents, folder: Path, at_least: int) -> list[str]:
    """The ids of the documents in small segments, once there are at least so many of those.

    To write them again puts them all into one. A segment is left out while it outweighs all that are smaller,
    so that no document is written again and again.
    """
    small: list[SegmentState] = []
    together = 0
    for segment in sorted(contents.segments, key=lambda segment: segment.live):
        if segment.live >= MOST_DOCUMENTS // 2 or (small and segment.live > 2 * together + _NEGLIGIBLE):
            break
        small.append(segment)
        together += segment.live
    if len(small) < at_least:
        return []
    storage = IndexStorage(folder, contents.files)
    return [id for segment in small for id in _live_ids(storage, segment)]


def _live_ids(storage: IndexStorage, segment: SegmentState) -> Iterator[str]:
    ids = storage.bytes_of(f"{segment.name}.id{W3Codec.COLUMN_EXT}").decode("ascii")
    gone = set(segment.deleted)
    for number in range(segment.documents):
        if number not in gone:
            yield ids[number * ID_LENGTH : (number + 1) * ID_LENGTH]


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
) -> Sequence[W3Segment]:
    """Write segments of new documents and note which old ones are gone; returns all that there are now."""
    writer = BulkWriter(index)
    try:
        seen: set[str] = set()
        for done, document in enumerate(documents, 1):
            if document.id not in seen:
                seen.add(document.id)
                writer.add(document)
            if progress:
                progress(done)
        _delete(writer.segments, index.storage, seen.union(removed))
        return writer.commit()
    except BaseException:
        # After a full disk the clean-up fails for the same reason; what it leaves is swept away below.
        with suppress(Exception):
            writer.cancel()
        raise


def _delete(segments: Iterable[W3Segment], storage: IndexStorage, ids: Iterable[str]) -> None:
    unwanted = np.array([id.encode() for id in ids], f"S{ID_LENGTH}")
    for segment in segments:
        there = np.frombuffer(storage.bytes_of(W3Codec.column_filename(segment, "id")), f"S{ID_LENGTH}")
        for number in np.flatnonzero(np.isin(there, unwanted)).tolist():
            segment.delete_document(number)


def _publish(
    storage: IndexStorage,
    generation: str,
    stamp: Stamp,
    segments: Sequence[W3Segment],
    vouched: Mapping[str, Seal],
) -> None:
    """Make what was written the index: see it to the disk, vouch for it, and only then let go of the old.

    `vouched` are the files for which that was done before.
    """
    folder = storage.root
    files = {name: vouched[name] for name in storage.list() if name in vouched}
    files |= settle(folder, (name for name in storage.written if name not in vouched))
    sync_folder(folder)
    states = (
        SegmentState(segment.segment_id(), segment.doc_count_all(), tuple(sorted(segment.deleted_docs())))
        for segment in segments
    )
    contents = Contents(stamp, generation, files, tuple(states))
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
