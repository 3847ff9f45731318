"""Say how long it takes to align two articles, and to find in what they differ.

    python benchmarks/comparing.py ARTICLES.jsonl --passages 40

Rows of JSON with a `text` are read, plain or gzipped; those of about so many passages are taken two by two. Finding
names, which the library has done before, is left out. Milliseconds of processor time; the last line is JSON.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from briefing.comparison import Account
from briefing.reading.alignment import align
from briefing.reading.differences import compare
from briefing.reading.mentions import find_mentions
from briefing.reading.passages import passages

_REPEAT = 3
"""The fastest of so many runs of a pair counts: the rest is what else the machine does."""


def texts(file: Path) -> Iterator[str]:
    """The texts of the rows of a file."""
    with gzip.open(file) if file.suffix == ".gz" else file.open("rb") as lines:
        for line in lines:
            yield str(json.loads(line)["text"])


def timed(a: Account, b: Account) -> tuple[float, float]:
    """Milliseconds to align two accounts, and to compare them once they are aligned."""
    began = time.process_time()
    alignment = align(a.text, a.mentions, b.text, b.mentions)
    aligned = time.process_time()
    compare(a, b, alignment)
    return 1000 * (aligned - began), 1000 * (time.process_time() - aligned)


def main() -> None:
    """Read the command line, time every pair, and report medians and the slowest."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("articles", type=Path, help="JSON lines, plain or .gz")
    parser.add_argument("--passages", type=int, default=40)
    parser.add_argument("--pairs", type=int, default=20)
    arguments = parser.parse_args()
    wanted = range(round(0.9 * arguments.passages), round(1.1 * arguments.passages) + 1)
    fitting = (text for text in texts(arguments.articles) if len(passages(text)) in wanted)
    accounts = [
        Account(text, tuple(find_mentions(text)), None) for text in islice(fitting, 2 * arguments.pairs)
    ]
    times = [
        tuple(min(column) for column in zip(*(timed(a, b) for _ in range(_REPEAT)), strict=True))
        for a, b in zip(accounts[::2], accounts[1::2], strict=False)
    ]
    if not times:
        sys.exit(f"{arguments.articles} has no two articles of about {arguments.passages} passages.")
    words = statistics.median(len(account.text.split()) for account in accounts)
    report: dict[str, float] = {"pairs": len(times), "words": words}
    for name, column in zip(("align", "compare"), zip(*times, strict=True), strict=True):
        report |= {
            f"{name}_ms": round(statistics.median(column), 1),
            f"{name}_slowest_ms": round(max(column), 1),
        }
    print(json.dumps(report))


if __name__ == "__main__":
    main()
