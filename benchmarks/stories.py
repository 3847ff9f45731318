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
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

# One core, whatever the machine has: numpy reads this when it is imported.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

from briefing.article import Article
from briefing.library import grouping
from briefing.library.archive import Archive
from briefing.library.folder import ARCHIVE
from briefing.library.store import store

Stories = set[tuple[str, str, int]]


def read(file: Path) -> list[Article]:
    """The articles of a file of JSON lines."""
    articles = {}
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            digest = sha256(line.encode()).hexdigest()
            articles[digest] = Article(
                id=digest[:16],
                sha256=digest,
                title=row["title"] or row["text"][:60],
                title_derived=not row["title"],
                source=row["source"] or "",
                published=date.fromisoformat(row["date"][:10]) if row["date"] else None,
                text=row["text"],
                url=None,
                author=None,
                origin=f"{file}#{number}",
                read_at=datetime(2025, 1, 1, tzinfo=UTC),
                replaced=0,
            )
    return list(articles.values())


def keep(archive: Archive, articles: Sequence[Article]) -> None:
    """Store articles without grouping them."""
    with archive.transaction():
        for article in articles:
            store(archive, article)


def group(archive: Archive) -> float:
    """Bring the stories up to date; returns the seconds of processor time."""
    began = time.process_time()
    grouping.shelve_new(archive)
    grouping.group(archive)
    return time.process_time() - began


def stories(archive: Archive) -> Stories:
    """The stories by id, title and number of independent sources; an id stands for the articles."""
    return set(archive.db.execute("SELECT id, title, independent FROM story"))


def in_new_archive(
    articles: Sequence[Article], more: int, folder: Path
) -> tuple[float, list[float], Stories]:
    """Group all but the last `more` articles at once and those one by one: the times, and the stories in the end."""
    folder.mkdir(mode=0o700)
    archive = Archive.to_write(folder)
    first = len(articles) - more
    keep(archive, articles[:first])
    at_once = group(archive)
    one_by_one = []
    for article in articles[first:]:
        keep(archive, [article])
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
    articles = read(arguments.articles)
    shuffled = random.Random(1)
    shuffled.shuffle(articles)
    with tempfile.TemporaryDirectory() as folder:
        at_once, one_by_one, found = in_new_archive(articles, arguments.more, Path(folder, "first"))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        size = Path(folder, "first", ARCHIVE).stat().st_size
        same = True
        for shuffle in range(arguments.shuffles):
            shuffled.shuffle(articles)
            print(f"shuffle {shuffle + 1}", file=sys.stderr)
            same &= in_new_archive(articles, arguments.more, Path(folder, f"shuffled{shuffle}"))[2] == found
    ordered = sorted(one_by_one)
    print(
        json.dumps(
            {
                "articles": len(articles),
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
