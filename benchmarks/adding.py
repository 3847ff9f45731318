"""Measure how fast articles come in, with all that is done to them, and where the time goes.

    python -m benchmarks.adding ARTICLES… [--profile]

The articles, such as a file of JSON lines, are added to a library in a temporary folder by `briefing add`, in a
process of its own: read, kept, their names found on all cores, grouped into stories and indexed. Then each part is
done again by itself on the first articles, so that its share of processor time can be told. The last line of
standard output is the figures as JSON.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from itertools import islice
from pathlib import Path

from briefing.article import Article
from briefing.collect import collect
from briefing.library.library import Library
from briefing.library.name_reader import NameReader

SAMPLE = 500


def add(targets: list[str], home: Path) -> dict[str, float]:
    """Add everything by the command; what it took."""
    environment = {**os.environ, "BRIEFING_HOME": str(home), "BRIEFING_CONFIG": str(home / "none")}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    command = [sys.executable, "-m", "briefing", "add", *targets]
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    wall = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    with closing(Library.open(home)) as library:
        articles = library.articles()
    cores = len(os.sched_getaffinity(0))
    return {
        "articles": articles,
        "cores": cores,
        "wall_s": round(wall, 1),
        "cpu_s": round(cpu, 1),
        "articles_a_second": round(articles / wall, 1),
        "articles_a_cpu_second": round(articles / cpu, 1),
        "cores_busy": round(cpu / wall, 2),
        "memory_mb": round(after.ru_maxrss / 1024),
    }


def parts(targets: list[str], home: Path) -> dict[str, float]:
    """Processor milliseconds that an article takes in each part that is done for it alone."""
    started = time.process_time()
    articles = [item for item in islice(collect(targets), SAMPLE) if isinstance(item, Article)]
    reading = time.process_time() - started
    reader = NameReader(home)
    reader.find(articles[0])
    started = time.process_time()
    for article in articles:
        reader.find(article)
    names = time.process_time() - started
    count = len(articles) / 1000
    return {"reading_ms": round(reading / count, 2), "names_ms": round(names / count, 2)}


def profile(targets: list[str]) -> None:
    """Print what one process spends its time on when it does all of it."""
    from briefing.library import writer
    from briefing.library.name_pool import NamePool

    NamePool._begin = lambda _self, _articles: None  # type: ignore[method-assign,assignment]
    with tempfile.TemporaryDirectory() as folder:
        profiler = cProfile.Profile()
        profiler.runcall(
            writer.add, Path(folder) / "home", islice(collect(targets), 4 * SAMPLE), report=lambda _: None
        )
    pstats.Stats(profiler, stream=sys.stderr).sort_stats("cumulative").print_stats("briefing/", 40)


def main() -> None:
    """Measure what the arguments name."""
    parser = argparse.ArgumentParser(description="Measure how fast articles come in.")
    parser.add_argument("articles", nargs="+")
    parser.add_argument("--profile", action="store_true", help="tell where the time of one process goes, too")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        figures = add(arguments.articles, home)
        figures |= parts(arguments.articles, home)
    if arguments.profile:
        profile(arguments.articles)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
