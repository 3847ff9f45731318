"""Kill a run that brings in a folder of feeds, again and again, and look whether every article is there exactly once.

    python -m benchmarks.killing ARTICLES.jsonl [--articles 10000] [--kills 20] [--seed N]

Feeds of a hundred entries each are made of the articles and lie in one folder. What `briefing add FOLDER` does is
done by a process that is killed with SIGKILL, begun again each time, and at last left to its end. The kills are
spread over all it does: while articles are read, their names found and kept, while the index is written, and while
stories are grouped, at random shares of each. Then the archive is read through, and the index searched. The last
line of standard output is the figures as JSON; the exit code is 1 if an article is missing, is there twice, or was
reported and is gone.
"""

from __future__ import annotations

import argparse
import gzip
import json
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
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from briefing.collect import collect
from briefing.library.catch_up import ProgressLines
from briefing.library.library import Library
from briefing.library.query import parse
from briefing.library.writer import add

IN_A_FEED = 100
STEPS = {"articles": 0.4, "index": 0.3, "stories": 0.3}
"""What adding does, in its order, and the share of the kills that falls into each."""
ADD = """
import sys
from pathlib import Path
from benchmarks.killing import bring_in
bring_in(Path(sys.argv[1]), Path(sys.argv[2]))
"""


class Moment(NamedTuple):
    """When to kill: once so much of a step is done."""

    step: str
    share: float


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


def bring_in(folder: Path, home: Path) -> None:
    """Add a folder as the command does, and tell of each entry and of the progress in lines of JSON."""
    add(
        home,
        collect([folder]),
        report=lambda outcome: print(json.dumps(outcome._asdict()), flush=True),
        progress=ProgressLines(),
    )


def run(folder: Path, home: Path, moment: Moment | None, articles: int) -> tuple[set[str], bool, float]:
    """Add the folder, killed at some moment; the entries reported, whether it ended, and how long it took."""
    reported: set[str] = set()
    started = time.monotonic()
    command = [sys.executable, "-c", ADD, str(folder), str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if not line.endswith("}\n"):
                continue  # cut off by the kill
            told = json.loads(line)
            if "step" not in told:
                if told["action"] != "skipped":
                    reported.add(told["origin"].rpartition("#")[2])
            elif moment is not None and is_reached(moment, told, articles):
                process.send_signal(signal.SIGKILL)  # the process alone: what it began has to end with it
                moment = None
    return reported, process.returncode == 0, time.monotonic() - started


def is_reached(moment: Moment, told: dict[str, Any], articles: int) -> bool:
    """Whether a line of progress tells that a moment has come, or is past."""
    steps = list(STEPS)
    if told["step"] not in steps or steps.index(told["step"]) < steps.index(moment.step):
        return False
    of = articles if told["step"] == "articles" else told["of"]
    return bool(told["step"] != moment.step or told["done"] >= moment.share * of)


def moments(kills: int, chance: random.Random) -> list[Moment]:
    """So many moments, in the order of the steps; those of the first also in the order of their shares."""
    drawn = []
    for step, share in STEPS.items():
        count = round(kills * share)
        drawn += [
            Moment(step, (number + chance.random()) / count if step == "articles" else chance.random())
            for number in range(count)
        ]
    return drawn[:kills]


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
    killed: Counter[str] = Counter()
    ended = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder, home = Path(scratch) / "feeds", Path(scratch) / "home"
        folder.mkdir()
        ids = make_feeds(arguments.file, folder, arguments.articles)
        for moment in moments(arguments.kills, chance):
            reported, done, _ = run(folder, home, moment, len(ids))
            seen |= reported
            ended += done
            killed[moment.step] += not done
            with closing(Library.open(home)) as library:
                left = ", ".join(library.behind()) or "nothing"
            print(
                f"{'ended before' if done else 'killed at'} {moment.share:.0%} of {moment.step};"
                f" {len(seen):,} reported, left undone: {left}",
                file=sys.stderr,
                flush=True,
            )
        _, done, taken = run(folder, home, None, len(ids))
        if not done:
            wrong.append("the last run failed")
        wrong += check(home, ids)
        with closing(Library.open(home)) as library:
            runs = library.runs.all()
        if lost := seen - ids:
            wrong.append(f"{len(lost)} reported that were never there")
    figures = {
        "articles": len(ids),
        "killed": killed.total(),
        "killed_in": dict(killed),
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
