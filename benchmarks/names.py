"""Measure how fast names are found: articles a second, time to load, memory.

    python benchmarks/names.py ARTICLES.jsonl.gz
    python benchmarks/names.py ARTICLES.jsonl --articles 2000
    python benchmarks/names.py --hostile 1 5 10

A line of ARTICLES has `title` and `text`. Loading, the tables, the model and numpy, is measured in a process of its
own; the memory is what a reading process holds above a bare interpreter. Speed is processor time from raw text to
linked mentions, warm: after the first tenth of the articles, which are read as a library reads those that come in,
so many at a time; with `--alone`, one by one, as an open article is. The last line on standard output holds the
figures as JSON; `articles_per_second` counts articles of 700 words.

`--hostile` reads texts that no one writes, such as one token without end, of so many million characters each: of
each, in a process of its own, the seconds and the memory that a million took: neither may grow with the length.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import IO

from briefing.reading.mentions import read_many

ARTICLE_WORDS = 700
TOGETHER = 64
"""Articles that a library takes in at once."""
LOAD = """
import time
began = time.process_time()
from briefing.reading.mentions import read
read("", "Anna Smith left London.")
print(time.process_time() - began)
"""
HOSTILE = {
    "one token": "a",
    "one token in capitals": "A",
    "capitals": "THE CITY OF LONDON SAID ",
    "mixed scripts": "Владимир Пути́н 東京 تهران Zürich ",
    "combining marks": "e\u0301\u0302\u0303\u0304",
    "lone surrogates": "\ud800\udfff A\udc00 ",
    "initials": "A. ",
    "dotted": "A.",
    "titles": "Mr ",
    "digits": "1",
    "hyphens": "-",
    "quotes": "\"“’'",
    "hyphened": "Foo-",
    "camel case": "FooBarBaz",
    "one line": "Anna Smith of Zorblatt Inc. met Bob Jones in Paris, and ",
    "short lines": "A\n",
    "blank": " ",
    "brackets": "(AP) ",
    "possessives": "O'Neil's ",
    "distinct people": "Ann#a Smith said so. ",
    "distinct words": "Name# ",
    "namesakes": "Ann Smith met Bob Smith. Smith left in another long sentence of no import to them at all. ",
}
"""What is repeated to make texts that no one writes; "#" is another number each time."""
HOSTILE_READING = """
import json, resource, sys, time
from briefing.reading.mentions import read
unit, size = json.loads(sys.argv[1]), int(sys.argv[2]) * 1_000_000
text = unit * (size // len(unit) + 1)
if "#" in unit:
    parts = text.split("#")
    text = "".join(part + str(number) for number, part in enumerate(parts))
text = text[:size]
read("", "Anna Smith left London.")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
began = time.process_time()
read("", text)
seconds = time.process_time() - began
print(json.dumps([seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024]))
"""
BARE = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("input", type=Path, nargs="?", help="JSON lines, plain or gzip")
    parser.add_argument("--articles", type=int, default=1000, help="how many are read")
    parser.add_argument("--alone", action="store_true", help="read one article after the other")
    parser.add_argument("--hostile", type=int, nargs="+", metavar="MILLIONS", help="lengths of hostile texts")
    arguments = parser.parse_args()
    if arguments.hostile:
        for name in HOSTILE:
            print(json.dumps({"text": name} | _hostile(HOSTILE[name], arguments.hostile)), flush=True)
        return
    if arguments.input is None:
        parser.error("name a file of articles, or --hostile")
    load = min(float(_python(LOAD)) for _ in range(3))
    bare = int(_python(BARE))
    words = warm_words = 0
    seconds = 0.0
    with _opened(arguments.input) as lines:
        articles = map(_title_and_text, islice(lines, arguments.articles))
        number = 0
        while some := list(islice(articles, 1 if arguments.alone else TOGETHER)):
            began = time.process_time()
            for _ in read_many(some):
                pass
            took = time.process_time() - began
            read_words = sum(len(text.split()) for _, text in some)
            words += read_words
            if number >= arguments.articles // 10:
                seconds += took
                warm_words += read_words
            number += len(some)
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


def _title_and_text(line: str) -> tuple[str, str]:
    row = json.loads(line)
    return str(row["title"] or ""), str(row["text"])


def _hostile(unit: str, millions: Sequence[int]) -> dict[str, list[float]]:
    """For each length of a text of one unit the seconds and the megabytes that a million characters took."""
    read_so = [json.loads(_python(HOSTILE_READING, json.dumps(unit), str(length))) for length in millions]
    seconds, megabytes = zip(*read_so, strict=True)
    return {
        "millions": list(millions),
        "seconds_per_million": [round(took / n, 2) for took, n in zip(seconds, millions, strict=True)],
        "megabytes_per_million": [round(held / n, 1) for held, n in zip(megabytes, millions, strict=True)],
    }


def _opened(path: Path) -> IO[str]:
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")


def _python(code: str, *arguments: str) -> str:
    """What a fresh interpreter prints."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    ).stdout


if __name__ == "__main__":
    main()
