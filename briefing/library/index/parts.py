"""Several processes writing one index from nothing, each a part of it.

Each makes whole segments in the index's folder; which of them count is for the process that began it to say.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import NamedTuple, TypeAlias

from whoosh.codec.whoosh3 import W3Segment
from whoosh.index import FileIndex

from briefing.library.index.bulk import BulkWriter
from briefing.library.index.schema import IndexDocument
from briefing.library.index.stamp import Seal, settle
from briefing.library.index.storage import IndexStorage

Part: TypeAlias = Callable[[], Iterable[IndexDocument]]
"""Gives some of the documents. It is sent to another process, so it has to be picklable."""

_TELL_EVERY = 50
"""Documents between two reports."""


class Made(NamedTuple):
    """What came of a part."""

    segments: Sequence[W3Segment]
    files: Mapping[str, Seal]
    """All that was written, on the disk already."""


class _Failed(NamedTuple):
    error: BaseException


class _Begun(NamedTuple):
    """An index that is being written."""

    folder: Path
    files: Sequence[str]
    generation: str


def write_parts(
    index: FileIndex, parts: Sequence[Part], processes: int, progress: Callable[[int], None]
) -> Iterator[Made]:
    """Write the parts, so many at a time. `progress` is told how many documents have been written in all.

    Raises what a part raised; the others are stopped then, and their files remain for whoever cleans up.
    """
    begun = _Begun(index.storage.root, index.storage.list(), index.indexname)
    # A forked process would inherit locks that other threads hold just now.
    context = multiprocessing.get_context("spawn")
    waiting = list(reversed(parts))
    done = dict.fromkeys(range(len(parts)), 0)
    with _running() as running:
        while waiting or running:
            while waiting and len(running) < processes:
                number = len(parts) - len(waiting)
                ours, theirs = context.Pipe()
                process: BaseProcess = context.Process(
                    target=_work, args=(theirs, begun, waiting.pop()), daemon=True
                )
                process.start()
                theirs.close()
                running[ours] = (number, process)
            for connection in wait(list(running)):
                assert isinstance(connection, Connection)
                number, process = running[connection]
                told = _received(connection)
                if isinstance(told, int):
                    done[number] = told
                    progress(sum(done.values()))
                    continue
                process.join()
                del running[connection]
                connection.close()
                if isinstance(told, _Failed):
                    raise told.error
                yield told


@contextmanager
def _running() -> Iterator[dict[Connection, tuple[int, BaseProcess]]]:
    running: dict[Connection, tuple[int, BaseProcess]] = {}
    try:
        yield running
    finally:
        for connection, (_, process) in running.items():
            process.kill()
            process.join()
            connection.close()


def _received(connection: Connection) -> int | Made | _Failed:
    try:
        told: int | Made | _Failed = connection.recv()
    except EOFError:
        return _Failed(OSError("a process that wrote it was ended"))
    return told


def _work(connection: Connection, begun: _Begun, part: Part) -> None:
    """Write one part, in a process of its own, and tell how far it is."""
    try:
        storage = IndexStorage(begun.folder, begun.files)
        writer = BulkWriter(FileIndex(storage, indexname=begun.generation))
        done = 0
        for document in part():
            writer.add(document)
            done += 1
            if done % _TELL_EVERY == 0:
                connection.send(done)
        writer.finish_segment()
        connection.send(done)
        # Not `cancel`, which would take away the temporary folder that all writers share.
        connection.send(Made(writer.finished, settle(begun.folder, storage.written)))
    except (BrokenPipeError, KeyboardInterrupt):
        os._exit(1)  # whoever asked for it is gone
    except BaseException as error:
        with suppress(BrokenPipeError):
            connection.send(_Failed(error))
