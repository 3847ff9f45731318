"""Kill writers of the index and damage its files, and see that no wrong answer stays.

    python -m benchmarks.trust ARTICLES.jsonl [--articles 600] [--kills 200] [--corruptions 100]

A process that builds an index, one that adds to it and one that merges it are killed (SIGKILL) at moments spread over
all they do. After each, the index must open and hold exactly what it held before or exactly what it was to hold, and
nothing may be left behind by the next writer. Then bytes of its files are overwritten at random: a search must
either be right or doubt the index, and reading all of it must find the damage; an index built anew must be right.
The last line of standard output is the figures as JSON; the exit code is 1 if anything went wrong. Linux only.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from benchmarks.articles import documents
from briefing.library.index import Index, IndexDocument, IndexDoubt, Stamp, read_stamp
from briefing.library.index.stamp import check_files
from briefing.library.index.writing import rebuild, rebuild_in_parts, worth_merging, write
from briefing.library.query import parse
from briefing.reading.words import folded_words

_NOW = Stamp("trust", 9)
_WORDS = ("the", "government", "police", "war", "market")
_fork = multiprocessing.get_context("fork")


def _answers(folder: Path) -> dict[str, frozenset[str]]:
    index = Index.open(folder, _NOW)
    return {word: frozenset(match.article for match in index.search(parse(word).root)) for word in _WORDS}


def _right(held: Sequence[IndexDocument]) -> dict[str, frozenset[str]]:
    words = {
        document.id: set(folded_words("\n".join(line for lines in _anywhere(document) for line in lines)))
        for document in held
    }
    return {word: frozenset(id for id, found in words.items() if word in found) for word in _WORDS}


def _anywhere(document: IndexDocument) -> list[list[str]]:
    lines = document.lines()
    return [lines[field] for field in ("title", "body", "actors", "places")]


def _killed(work: Callable[[], None], seconds: float) -> bool:
    """Run it in a process of its own and kill that after so long; whether it was still at work."""
    process = _fork.Process(target=work)
    process.start()
    process.join(seconds)
    was_running = process.is_alive()
    process.kill()
    process.join()
    return was_running


def _build(folder: Path, held: Sequence[IndexDocument]) -> None:
    half = len(held) // 2
    rebuild_in_parts(folder, Stamp("trust", 2), [partial(list, held[:half]), partial(list, held[half:])], 2)
    os._exit(0)


def _add(folder: Path, new: Sequence[IndexDocument]) -> None:
    write(folder, Stamp("trust", 3), new)
    os._exit(0)


def _merge(folder: Path, held: Sequence[IndexDocument]) -> None:
    by_id = {document.id: document for document in held}
    write(folder, Stamp("trust", 4), map(by_id.__getitem__, worth_merging(read_stamp(folder), folder, 2)))
    os._exit(0)


def kill(library: Sequence[IndexDocument], kills: int, home: Path) -> dict[str, int]:
    """Kill builders, adders and mergers in turn; what went wrong is counted."""
    chance = random.Random(3)
    old, new = library[: len(library) // 2], library[len(library) // 2 :]
    figures = {"kills": 0, "at_work": 0, "wrong": 0, "left_behind": 0}
    longest: dict[str, float] = {}
    for number in range(kills):
        folder = home / f"kill{number}"
        rebuild(folder, Stamp("trust", 1), old[:-40])
        for start in range(4):
            write(folder, Stamp("trust", 1), old[len(old) - 40 + 10 * start :][:10])
        kind = ("build", "add", "merge")[number % 3]
        held_after = {"build": list(library), "add": list(library), "merge": old}[kind]
        work = {
            "build": partial(_build, folder, library),
            "add": partial(_add, folder, new),
            "merge": partial(_merge, folder, old),
        }[kind]
        if kind not in longest:
            before = time.monotonic()
            _killed(work, 60)
            longest[kind] = time.monotonic() - before
            rebuild(folder, Stamp("trust", 1), old)
        figures["kills"] += 1
        figures["at_work"] += _killed(work, chance.uniform(0, longest[kind]))
        if _answers(folder) not in (_right(old), _right(held_after)):
            figures["wrong"] += 1
        write(folder, Stamp("trust", 5), library[:1])
        left = {entry.name for entry in folder.iterdir()} - {*read_stamp(folder).files, "stamp.json"}
        figures["left_behind"] += bool(left)
    return figures


def corrupt(library: Sequence[IndexDocument], corruptions: int, home: Path) -> dict[str, int]:
    """Overwrite bytes; what went wrong is counted."""
    chance = random.Random(4)
    right = _right(library)
    figures = {"corruptions": 0, "doubted": 0, "still_right": 0, "wrong_until_read": 0, "never_found": 0}
    for number in range(corruptions):
        folder = home / f"damage{number}"
        rebuild(folder, _NOW, library)
        contents = read_stamp(folder)
        names = sorted(contents.files, key=lambda name: contents.files[name].size)
        file = folder / chance.choice(names[-12:])
        data = bytearray(file.read_bytes())
        at, size = chance.randrange(len(data)), chance.choice([1, 16, 4096])
        data[at : at + size] = chance.randbytes(min(size, len(data) - at))
        file.write_bytes(data)
        figures["corruptions"] += 1
        try:
            figures["still_right" if _answers(folder) == right else "wrong_until_read"] += 1
        except IndexDoubt:
            figures["doubted"] += 1
        with suppress(IndexDoubt):
            check_files(folder, contents)
            figures["never_found"] += 1
        rebuild(folder, _NOW, library)
        if _answers(folder) != right:
            figures["never_found"] += 1
    return figures


def main() -> int:
    """Kill, damage, and tell."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, help="articles as JSON lines")
    parser.add_argument("--articles", type=int, default=600)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--corruptions", type=int, default=100)
    options = parser.parse_args()
    library = list(documents(options.file, options.articles))
    with tempfile.TemporaryDirectory() as home:
        killed = kill(library, options.kills, Path(home))
        print(json.dumps(killed), file=sys.stderr)
        damaged = corrupt(library, options.corruptions, Path(home))
    print(json.dumps(killed | damaged))
    return 1 if killed["wrong"] or killed["left_behind"] or damaged["never_found"] else 0


if __name__ == "__main__":
    sys.exit(main())
