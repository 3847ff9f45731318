"""Measure how fast names are found: articles a second, time to load, memory.

    python benchmarks/names.py ARTICLES.jsonl.gz
    python benchmarks/names.py ARTICLES.jsonl --articles 2000

A line of ARTICLES has `title` and `text`. Loading, the tables, the model and numpy, is measured in a process of its
own; the memory is what a reading process holds above a bare interpreter. Speed is processor time from raw text to
linked mentions, warm: after the first tenth of the articles. The last line on standard output holds the figures
as JSON; `articles_per_second` counts articles of 700 words.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path
from typing import IO

from briefing.reading.mentions import read

ARTICLE_WORDS = 700
LOAD = """
import time
began = time.process_time()
from briefing.reading.mentions import read
read("", "Anna Smith left London.")
print(time.process_time() - began)
"""
BARE = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("input", type=Path, help="JSON lines, plain or gzip")
    parser.add_argument("--articles", type=int, default=1000, help="how many are read")
    arguments = parser.parse_args()
    load = min(float(_python(LOAD)) for _ in range(3))
    bare = int(_python(BARE))
    words = warm_words = 0
    seconds = 0.0
    with _opened(arguments.input) as lines:
        for number, row in enumerate(map(json.loads, islice(lines, arguments.articles))):
            title, text = str(row["title"] or ""), str(row["text"])
            began = time.process_time()
            read(title, text)
            took = time.process_time() - began
            words += len(text.split())
            if number >= arguments.articles // 10:
                seconds += took
                warm_words += len(text.split())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - bare
    print(
        json.dumps(
            {
                "articles": arguments.articles,
                "words": words,
                "articles_per_second": round(warm_words / ARTICLE_WORDS / seconds, 1),
                "load_seconds": round(load, 3),
                "memory_megabytes": round(memory / 1024, 1),
            }
        )
    )


def _opened(path: Path) -> IO[str]:
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")


def _python(code: str) -> str:
    """What a fresh interpreter prints."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    main()
