"""Names read on all cores: finding them takes most of the time that an article needs to come in."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TypeVar

from briefing.article import Article, Reading
from briefing.library.name_reader import NameReader, title_and_text

_WORTH_PROCESSES = 200
"""Articles after which processes of their own are worth their start: each takes a second and some 60 MB."""
_MOST_PROCESSES = 4
_AHEAD = 2
"""Batches that wait for each process, so that none is ever idle."""

T = TypeVar("T")
Found = tuple[Article, Reading]
"""An article and what was found in it."""


class NamePool:
    """Finds names in batches of articles, in processes of its own once there are many. Close it at the end."""

    def __init__(self, home: Path, reader: NameReader) -> None:
        self._home = home
        self._reader = reader
        self._processes = min(len(os.sched_getaffinity(0)), _MOST_PROCESSES)
        self._pool: ProcessPoolExecutor | None = None
        self._seen = 0

    def close(self) -> None:
        """End the processes, whatever they are at."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def found(self, batches: Iterable[tuple[T, Sequence[Article]]]) -> Iterator[tuple[T, list[Found]]]:
        """What is found in the articles of each batch, with what came with them, in the order of the batches."""
        waiting: deque[tuple[T, Sequence[Article], Future[list[Reading]] | None]] = deque()
        for what, articles in batches:
            waiting.append((what, articles, self._begin(articles)))
            while waiting and self._is_ready(waiting[0][2], len(waiting)):
                yield self._taken(*waiting.popleft())
        while waiting:
            yield self._taken(*waiting.popleft())

    def _begin(self, articles: Sequence[Article]) -> Future[list[Reading]] | None:
        """Have a process look at some articles; None where that is not worth it."""
        self._seen += len(articles)
        if self._processes < 2 or self._seen < _WORTH_PROCESSES or not articles:
            return None
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self._processes,
                multiprocessing.get_context("spawn"),  # others could inherit a thread that holds a lock
                _begin_process,
                (self._home, os.getpid()),
            )
        try:
            return self._pool.submit(_find, list(map(title_and_text, articles)))
        except (BrokenProcessPool, RuntimeError):
            return None

    def _is_ready(self, future: Future[list[Reading]] | None, waiting: int) -> bool:
        return future is None or future.done() or waiting > self._processes * _AHEAD

    def _taken(
        self, what: T, articles: Sequence[Article], future: Future[list[Reading]] | None
    ) -> tuple[T, list[Found]]:
        if future is not None:
            try:
                return what, list(zip(articles, future.result(), strict=True))
            except BrokenProcessPool:
                self._processes = 1  # whatever ended them: here it goes on, if slower
        return what, list(zip(articles, self._reader.find_all(articles), strict=True))


# In the processes -----------------------------------------------------------------------------------------

_READERS: list[NameReader] = []


def _begin_process(home: Path, parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who began it ends it
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    reader = NameReader(home)
    list(reader.find_in([("", "Anna Smith left London.")]))
    # What is loaded by now stays to the end: whoever collects garbage need never look at it again.
    gc.freeze()
    _READERS.append(reader)


def _end_with(parent: int) -> None:
    """End with the process that began this one, which may be killed without a word."""
    begun_by = multiprocessing.parent_process()
    if begun_by is not None and begun_by.pid == parent:
        begun_by.join()
        os._exit(1)


def _find(texts: list[tuple[str, str]]) -> list[Reading]:
    (reader,) = _READERS
    return list(reader.find_in(texts))
