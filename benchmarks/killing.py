"""Kill a run that brings in a folder of feeds, again and again, and look whether every article is there exactly once.

    python -m benchmarks.killing ARTICLES.jsonl [--articles 10000] [--kills 20] [--seed N]

Feeds of a hundred entries each are made of the articles and lie in one folder. `briefing add FOLDER` is killed with
SIGKILL at moments spread over all it does, begun again each time, and at last left to its end. Then the archive is
read through, and the index searched. The last line of standard output is the figures as JSON; the exit code is 1 if
an article is missing, is there twice, or was reported and is gone.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from xml.sax.saxutils import escape

from briefing.library.library import Library
from briefing.library.query import parse

IN_A_FEED = 100
FIRST_GUESS = 60.0
"""Seconds that a whole run is taken to last until one has shown how long it does."""


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The articles of a file of JSON lines, packed or not."""
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as lines
    ):
        yield from map(json.loads, lines)


def make_feeds(path: Path, folder: Path, wanted: int) -> set[str]:
    """Write feeds of the articles into a folder; returns the ids of their entries."""
    ids: set[str] = set()
    articles = islice(rows(path), wanted)
    number = 0
    while batch := list(islice(articles, IN_A_FEED)):
        items = []
        for row in batch:
            key = f"entry-{len(ids)}"
            ids.add(key)
            text = escape(escape("".join(f"<p>{part}</p>" for part in row["text"].split("\n\n"))))
            items.append(
                f"<item><title>{escape(row.get('title') or '')}</title><guid isPermaLink='false'>{key}</guid>"
                f"<description>{text} {key}</description></item>"
            )
        feed = f"<rss version='2.0'><channel><title>Feed {number}</title>{''.join(items)}</channel></rss>"
        (folder / f"{number:04}.xml").write_text("".join(c for c in feed if c >= " " or c in "\n\t"), "utf-8")
        number += 1
    return ids


def run(folder: Path, home: Path, seconds: float | None) -> tuple[set[str], bool, float]:
    """Add the folder, killed after so many seconds; the entries reported, whether it ended, and how long it took."""
    environment = {**os.environ, "BRIEFING_HOME": str(home), "BRIEFING_CONFIG": str(home / "none")}
    command = [sys.executable, "-m", "briefing", "add", "--json", str(folder)]
    with tempfile.TemporaryFile() as output:
        started = time.monotonic()
        process = subprocess.Popen(
            command, env=environment, stdout=output, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)  # the process alone: what it began has to end with it
            process.wait()
        taken = time.monotonic() - started
        output.seek(0)
        reported = set()
        for line in output.read().split(b"\n"):
            if line.startswith(b'{"version"') and line.endswith(b"}") and b'"origin"' in line:
                outcome = json.loads(line)
                if outcome["action"] != "skipped":
                    reported.add(outcome["origin"].rpartition("#")[2])
    return reported, process.returncode == 0, taken


def check(home: Path, ids: set[str]) -> list[str]:
    """What is wrong with the library, a sentence each."""
    wrong = []
    with closing(Library.open(home)) as library:
        places = Counter(
            library.article(article).origin.rpartition("#")[2]
            for story in library.stories()
            for article in story.articles
        )
        if library.behind():
            wrong.append(f"left undone: {', '.join(library.behind())}")
        if missing := ids - places.keys():
            wrong.append(f"{len(missing)} missing, such as {min(missing)}")
        if twice := [key for key, count in places.items() if count > 1]:
            wrong.append(f"{len(twice)} there more than once, such as {min(twice)}")
        library.warm()
        for key in sorted(ids)[:: max(1, len(ids) // 25)]:
            if (found := library.search(parse(f'"{key}"')).articles) != 1:
                wrong.append(f"{key} was found {found} times")
    return wrong


def main() -> int:
    """Do what the arguments ask for; returns the exit code."""
    parser = argparse.ArgumentParser(description="Kill a run that brings in feeds, and look what is left.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=20231113)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    wrong: list[str] = []
    seen: set[str] = set()
    killed = ended = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder, home = Path(scratch) / "feeds", Path(scratch) / "home"
        folder.mkdir()
        ids = make_feeds(arguments.file, folder, arguments.articles)
        whole = FIRST_GUESS
        while killed < arguments.kills:
            reported, done, taken = run(folder, home, chance.uniform(0.5, whole / 4))
            seen |= reported
            if done:
                ended += 1
                whole = min(whole, taken)
            killed += not done
            print(
                f"{killed} of {arguments.kills} killed, {len(seen):,} reported", file=sys.stderr, flush=True
            )
        _, done, taken = run(folder, home, None)
        if not done:
            wrong.append("the last run failed")
        wrong += check(home, ids)
        with closing(Library.open(home)) as library:
            runs = library.runs()
        if lost := seen - ids:
            wrong.append(f"{len(lost)} reported that were never there")
    figures = {
        "articles": len(ids),
        "killed": killed,
        "ended_before": ended,
        "reported_before_the_last": len(seen),
        "interrupted_runs_kept": sum(each.ended_at is None for each in runs),
        "last_run_s": round(taken, 1),
        "wrong": wrong,
    }
    print(json.dumps(figures))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
