"""How long it takes to group articles into stories, and to take in one more, and whether their order matters.

    python benchmarks/stories.py ARTICLES.jsonl
    python benchmarks/stories.py ARTICLES.jsonl --more 50 --shuffles 0

An archive is made in a temporary folder from the articles (names are not read) and grouped. The last `--more`
articles are held back at first, and then added one by one, as `briefing add` does it. At last all of that is done
again in `--shuffles` other orders, and the stories are compared. Times are processor time of this one process. The
figures go to standard output as one line of JSON.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from briefing.article import Article
from briefing.library import grouping
from briefing.library.archive import Archive
from briefing.library.folder import ARCHIVE
from briefing.library.lag import is_grouped
from briefing.library.store import store

Stories = set[tuple[str, str, int]]


class File:
    """Articles as JSON lines, each read when it is asked for: what they take in memory is no part of the figures."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lines = path.open("rb")
        places: dict[str, int] = {}
        at = 0
        for line in self._lines:
            places[sha256(line).hexdigest()] = at
            at += len(line)
        self.places = list(places.values())
        """Where the lines begin that differ from all others."""

    def read(self, place: int) -> Article:
        """The article of the line that begins there."""
        self._lines.seek(place)
        line = self._lines.readline()
        row = json.loads(line)
        digest = sha256(line).hexdigest()
        return Article(
            id=digest[:16],
            sha256=digest,
            title=row["title"] or row["text"][:60],
            title_derived=not row["title"],
            source=row["source"] or "",
            published=date.fromisoformat(row["date"][:10]) if row["date"] else None,
            text=row["text"],
            url=None,
            author=None,
            origin=f"{self._path}#{place}",
            read_at=datetime(2025, 1, 1, tzinfo=UTC),
            replaced=0,
        )


def keep(archive: Archive, articles: Iterable[Article]) -> None:
    """Store articles without grouping them."""
    with archive.transaction():
        for article in articles:
            store(archive, article)


def group(archive: Archive) -> float:
    """Bring the stories up to date; returns the seconds of processor time."""
    began = time.process_time()
    grouping.shelve(archive)
    if not is_grouped(archive):
        grouping.group(archive)
    return time.process_time() - began


def stories(archive: Archive) -> Stories:
    """The stories by id, title and number of independent sources; an id stands for the articles."""
    return set(archive.db.execute("SELECT id, title, independent FROM story"))


def in_new_archive(
    file: File, places: Sequence[int], more: int, folder: Path
) -> tuple[float, list[float], Stories]:
    """Group all but the last `more` articles at once and those one by one: the times, and the stories in the end."""
    folder.mkdir(mode=0o700)
    archive = Archive.to_write(folder)
    first = len(places) - more
    keep(archive, map(file.read, places[:first]))
    at_once = group(archive)
    # Opened anew, so that nothing of the others is at hand.
    archive.close()
    archive = Archive.to_write(folder)
    one_by_one = []
    for place in places[first:]:
        keep(archive, [file.read(place)])
        one_by_one.append(group(archive))
    found = stories(archive)
    archive.close()
    return at_once, one_by_one, found


def main() -> None:
    """Read the command line, measure, and print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("articles", type=Path, help="JSON lines with source, date, title and text")
    parser.add_argument("--more", type=int, default=50, help="articles to add one by one")
    parser.add_argument("--shuffles", type=int, default=1, help="other orders to compare")
    arguments = parser.parse_args()
    file = File(arguments.articles)
    places = file.places
    shuffled = random.Random(1)
    shuffled.shuffle(places)
    with tempfile.TemporaryDirectory() as folder:
        at_once, one_by_one, found = in_new_archive(file, places, arguments.more, Path(folder, "first"))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        size = Path(folder, "first", ARCHIVE).stat().st_size
        same = True
        for shuffle in range(arguments.shuffles):
            shuffled.shuffle(places)
            print(f"shuffle {shuffle + 1}", file=sys.stderr)
            same &= (
                in_new_archive(file, places, arguments.more, Path(folder, f"shuffled{shuffle}"))[2] == found
            )
    ordered = sorted(one_by_one)
    print(
        json.dumps(
            {
                "articles": len(places),
                "stories": len(found),
                "at_once_s": round(at_once, 2),
                "peak_mb": peak // 1024,
                "archive_mb": size >> 20,
                "one_more_ms": {
                    "median": round(1000 * statistics.median(ordered), 1) if ordered else None,
                    "p95": round(1000 * ordered[int(0.95 * len(ordered))], 1) if ordered else None,
                    "max": round(1000 * ordered[-1], 1) if ordered else None,
                },
                "shuffled_the_same": same if arguments.shuffles else None,
            }
        )
    )


if __name__ == "__main__":
    main()
