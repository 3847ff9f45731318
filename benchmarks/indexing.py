"""Measure how fast the index is written, beside Whoosh's own writer on the same articles in the same run.

    python -m benchmarks.indexing ARTICLES.jsonl [--articles 10000] [--repeat 1]

Both writers are given the same fields of the same articles and make segments that any Whoosh reads alike.
Each measurement has a process of its own; reading the file is not counted. A table goes to standard error;
the last line of standard output is the figures as JSON.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from typing import NamedTuple

from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

from benchmarks.articles import documents
from briefing.library.index import IndexDocument, Stamp
from briefing.library.index.bulk import BulkWriter
from briefing.library.index.schema import BETWEEN_NAMES, day_number, schema
from briefing.library.index.storage import IndexStorage
from briefing.library.index.writing import rebuild, rebuild_in_parts
from briefing.reading.words import folded_words

_CHUNK = 500
"""Articles read from the file at a time, so that a peak of memory is the writer's."""
_COMMIT = 100
_COMMITS = 10
_STAMP = Stamp("benchmark", 1)


class Measured(NamedTuple):
    """What writing took."""

    articles: int
    cpu_s: float
    wall_s: float
    peak_mb: float


def stock_values(document: IndexDocument) -> dict[str, str | int]:
    """A document as Whoosh's own writer takes it: its words folded and joined."""
    between = f" {BETWEEN_NAMES} "
    texts = {
        field: between.join(" ".join(folded_words(line)) for line in lines)
        for field, lines in document.lines().items()
    }
    return {"id": document.id, "date": day_number(document.published), **texts}


def write_stock(file: Path, count: int, folder: Path) -> Measured:
    """Index with Whoosh's own writer."""
    writer = SegmentWriter(FileIndex.create(IndexStorage(folder), schema(), "0badcafe"), compound=False)
    return _timed(file, count, lambda document: writer.add_document(**stock_values(document)), writer.commit)


def write_bulk(file: Path, count: int, folder: Path) -> Measured:
    """Index as the library does."""
    writer = BulkWriter(FileIndex.create(IndexStorage(folder), schema(), "0badcafe"))
    return _timed(file, count, writer.add, writer.commit)


def _timed(
    file: Path, count: int, add: Callable[[IndexDocument], object], commit: Callable[[], object]
) -> Measured:
    cpu = wall = 0.0
    for chunk in [*_chunks(file, count), []]:
        cpu_before, before = time.process_time(), time.perf_counter()
        for document in chunk:
            add(document)
        if not chunk:
            commit()
        cpu += time.process_time() - cpu_before
        wall += time.perf_counter() - before
    return Measured(count, cpu, wall, _peak())


def _chunks(file: Path, count: int) -> Iterator[list[IndexDocument]]:
    found = documents(file, count)
    while chunk := list(islice(found, _CHUNK)):
        yield chunk


def commit_stock(file: Path, count: int, folder: Path) -> Measured:
    """Commit after every hundred articles, nothing merged."""

    def commit(chunk: list[IndexDocument], index: FileIndex) -> None:
        writer = SegmentWriter(index, compound=False)
        for document in chunk:
            writer.add_document(**stock_values(document))
        writer.commit(merge=False)

    return _committed(file, count, folder, commit)


def commit_bulk(file: Path, count: int, folder: Path) -> Measured:
    """The same as the library does."""

    def commit(chunk: list[IndexDocument], index: FileIndex) -> None:
        writer = BulkWriter(index)
        for document in chunk:
            writer.add(document)
        writer.commit()

    return _committed(file, count, folder, commit)


def _committed(
    file: Path, count: int, folder: Path, commit: Callable[[list[IndexDocument], FileIndex], None]
) -> Measured:
    index = FileIndex.create(IndexStorage(folder), schema(), "0badcafe")
    found = list(documents(file, min(count, (_COMMITS + 1) * _COMMIT)))
    chunks = [found[start : start + _COMMIT] for start in range(0, len(found), _COMMIT)]
    commit(chunks.pop(), index)  # pays for what is done once in a process
    cpu, before = time.process_time(), time.perf_counter()
    for chunk in chunks:
        commit(chunk, index)
    taken = time.process_time() - cpu, time.perf_counter() - before
    return Measured(sum(map(len, chunks)), *taken, _peak())


def write_parts(file: Path, count: int, folder: Path, processes: int) -> Measured:
    """Index from nothing with so many processes, reading the file included."""
    before = time.perf_counter()
    size = -(-count // 2)
    parts = [partial(_part, file, start, start + size) for start in range(0, count, size)]
    if processes == 1:
        rebuild(folder / "index", _STAMP, (document for part in parts for document in part()))
    else:
        rebuild_in_parts(folder / "index", _STAMP, parts, processes)
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Measured(count, usage.ru_utime + usage.ru_stime, time.perf_counter() - before, _peak())


def _part(file: Path, first: int, last: int) -> list[IndexDocument]:
    return list(islice(documents(file), first, last))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def in_a_process(measure: Callable[[Path, int, Path], Measured], file: Path, count: int) -> Measured:
    """Measure in a fresh process and a fresh folder."""
    context = multiprocessing.get_context("spawn")
    with (
        tempfile.TemporaryDirectory() as folder,
        ProcessPoolExecutor(1, mp_context=context, max_tasks_per_child=1) as pool,
    ):
        return pool.submit(measure, file, count, Path(folder)).result()


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, help="articles as JSON lines")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--repeat", type=int, default=1)
    options = parser.parse_args()
    measures: dict[str, Callable[[Path, int, Path], Measured]] = {
        "bulk": write_bulk,
        "stock": write_stock,
        "commits_bulk": commit_bulk,
        "commits_stock": commit_stock,
        "one_process": partial(write_parts, processes=1),
        "two_processes": partial(write_parts, processes=2),
    }
    runs: dict[str, list[Measured]] = {name: [] for name in measures}
    for _ in range(options.repeat):
        for name, measure in measures.items():
            runs[name].append(in_a_process(measure, options.file, options.articles))
    figures: dict[str, float] = {"articles": options.articles}
    for name, measured in runs.items():
        by_cpu = not name.endswith(("_process", "_processes"))
        rate = median(run.articles / (run.cpu_s if by_cpu else run.wall_s) for run in measured)
        figures[f"{name}.per_{'cpu_' if by_cpu else ''}s"] = round(rate, 1)
        figures[f"{name}.peak_mb"] = round(max(run.peak_mb for run in measured))
        print(f"{name:14} {rate:8.0f} articles per {'CPU-' if by_cpu else ''}second", file=sys.stderr)
    for name, other, unit in (
        ("bulk", "stock", "cpu_s"),
        ("commits_bulk", "commits_stock", "cpu_s"),
        ("two_processes", "one_process", "s"),
    ):
        ratio = figures[f"{name}.per_{unit}"] / figures[f"{other}.per_{unit}"]
        figures[f"{name}/{other}"] = round(ratio, 2)
        print(f"{name} is {ratio:.1f} times as fast as {other}", file=sys.stderr)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
