"""Adding articles: each is on the disk before it is reported."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from briefing.article import Article, Reading, Skipped
from briefing.library import following, runs
from briefing.library.archive import Archive, reading
from briefing.library.catch_up import Progress, bring_up_to_date, unseen
from briefing.library.following import Checked
from briefing.library.grouping import shelve
from briefing.library.lock import Narrate, in_silence, writing
from briefing.library.name_pool import NamePool
from briefing.library.name_reader import NameReader
from briefing.library.readings import ReadingWriter
from briefing.library.runs import Action, Outcome
from briefing.library.store import SameId, is_news, store

__all__ = ["Action", "Item", "Known", "Outcome", "Summary", "add", "add_in_turns"]


class Known(NamedTuple):
    """Something that is known not to have changed, so that it need not be read again."""

    origin: str
    title: str


Item = Article | Skipped | Known | Checked
"""What can be brought in: a `Checked` follows the items of the feed or folder that it tells of."""

_BATCH_ARTICLES = 64
_BATCH_CHARACTERS = 1_000_000
_BATCH_SECONDS = 0.5
"""A batch ends at the first of these, so that flushing costs little and nobody waits long for a report."""


@dataclass(frozen=True, slots=True)
class Summary:
    """How many items there were of each kind."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0


def add(
    home: Path,
    items: Iterable[Item],
    *,
    what: str = "add",
    report: Callable[[Outcome], None],
    progress: Progress = unseen,
    share: Callable[[], float] = lambda: 0.0,
    narrate: Narrate = in_silence,
    demonstration: bool = False,
    index: bool = True,
) -> Summary:
    """Add articles to the library of a home, then bring index and stories up to date.

    `report` is told of each item in order, once it would survive the process being killed. `progress` is told of
    the steps "articles", "mentions", "index" and "stories"; `share` says how much of the articles is read, from 0
    to 1, so that it can tell of how many; 0 where that isn't known. `narrate` is told of whom one waits for.
    `what` names the run in the report that is kept. `demonstration` marks the library as samples. Without `index`
    the index is left for `catch_up`. Raises LibraryError; what was reported is kept.
    """
    run = _Run(report, progress, share)
    with writing(home, narrate) as archive:
        reader = NameReader(home)
        if demonstration:
            with archive.transaction():
                archive.set_meta("demonstration", 1)
        readings = ReadingWriter(archive, reader)
        run.begin(archive, what)
        with closing(NamePool(home, reader)) as pool:
            # Names are found before a transaction begins, so that read marks never wait long for it.
            for batch, found in pool.found((batch, _news(archive, batch)) for batch in _batches(items)):
                run.take(archive, batch, found, reader, readings)
        run.end(archive, reader, index=index)
    return run.summary()


def add_in_turns(
    home: Path,
    items: Iterable[Item],
    *,
    what: str,
    report: Callable[[Outcome], None],
    progress: Progress = unseen,
    narrate: Narrate = in_silence,
) -> Summary:
    """Add articles that keep one waiting, as servers do; see `add`.

    The writer's lock is held while a batch is written and at the end, but never while the next one is awaited: who
    has something to add meanwhile takes turns with this.
    """
    run = _Run(report, progress)
    with writing(home, narrate) as archive:
        run.begin(archive, what)
    reader = NameReader(home)
    with reading(home) as seen, closing(NamePool(home, reader)) as pool:
        for batch, found in pool.found((batch, _news(seen, batch)) for batch in _batches(items)):
            with writing(home, narrate) as archive:
                now = NameReader(home)  # the user may have put names right meanwhile
                run.take(
                    archive,
                    batch,
                    found if now.stamp == reader.stamp else (),
                    now,
                    ReadingWriter(archive, now),
                )
    with writing(home, narrate) as archive:
        run.end(archive, NameReader(home))
    return run.summary()


class _Run:
    """One time that articles are brought in: what became of its items so far."""

    def __init__(
        self, report: Callable[[Outcome], None], progress: Progress, share: Callable[[], float] = lambda: 0.0
    ) -> None:
        self._report, self._progress, self._share = report, progress, share
        self._counts: dict[Action, int] = {}
        self._done = 0
        self._number = 0

    def begin(self, archive: Archive, what: str) -> None:
        """Begin the report that is kept."""
        self._number = runs.begin(archive, what, datetime.now(UTC))

    def take(
        self,
        archive: Archive,
        batch: list[Item],
        found: Iterable[tuple[Article, Reading]],
        reader: NameReader,
        readings: ReadingWriter,
    ) -> None:
        """Add a batch with the names found in its articles, and tell of it once it would survive anything."""
        read = {id(article): (article, each) for article, each in found}
        unread = [article for article in _news(archive, batch) if id(article) not in read]
        names = {
            id(article): (each, reader.put_right(article, each))
            for article, each in (*read.values(), *zip(unread, reader.find_all(unread), strict=True))
        }
        for outcome in _add_batch(archive, batch, names, readings, self._number, self._done):
            self._counts[outcome.action] = self._counts.get(outcome.action, 0) + 1
            self._report(outcome)
        self._done += len(batch)
        share = self._share()
        self._progress("articles", self._done, round(self._done / share) if share else 0)

    def end(self, archive: Archive, reader: NameReader, *, index: bool = True) -> None:
        """End the report that is kept, and bring index and stories up to date."""
        runs.end(archive, self._number, datetime.now(UTC))
        if self._counts.get("added") or self._counts.get("updated"):
            shelve(archive)
        bring_up_to_date(archive, reader, self._progress, index=index)

    def summary(self) -> Summary:
        """How many items there were of each kind."""
        return Summary(**self._counts)


_Names = tuple[Reading, Reading]
"""What is found in an article, and that as the user put it right."""


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    batch: list[Item] = []
    characters = 0
    started = time.monotonic()
    for item in items:
        batch.append(item)
        characters += len(item.text) if isinstance(item, Article) else 0
        late = time.monotonic() - started > _BATCH_SECONDS
        if late or len(batch) >= _BATCH_ARTICLES or characters >= _BATCH_CHARACTERS:
            yield batch
            batch, characters, started = [], 0, time.monotonic()
    if batch:
        yield batch


def _news(archive: Archive, batch: list[Item]) -> list[Article]:
    return [item for item in batch if isinstance(item, Article) and is_news(archive, item)]


def _add_batch(
    archive: Archive,
    batch: list[Item],
    names: Mapping[int, _Names],
    readings: ReadingWriter,
    run: int,
    first: int,
) -> list[Outcome]:
    with archive.transaction():
        outcomes = [
            outcome
            for item in batch
            if (outcome := _add_item(archive, item, names.get(id(item)), readings)) is not None
        ]
        runs.record(archive, run, first, outcomes)
    return outcomes


def _add_item(archive: Archive, item: Item, names: _Names | None, readings: ReadingWriter) -> Outcome | None:
    if isinstance(item, Skipped):
        return Outcome("skipped", item.origin, None, "", item.reason)
    if isinstance(item, Known):
        return Outcome("unchanged", item.origin, None, item.title, "")
    if isinstance(item, Checked):
        following.note(archive, item)
        return None
    try:
        action = store(archive, item)
    except SameId:
        reason = f"another text has the same id, {item.id}; change a character of this one to add it"
        return Outcome("skipped", item.origin, None, item.title, reason)
    if names is not None and (number := archive.number_of(item.id)) is not None:
        readings.write(number, *names)
    return Outcome(action, item.origin, item.id, item.title, "")
