"""Measure how fast the index answers, beside SQLite's FTS5 on the same articles in the same run.

    python -m benchmarks.search ARTICLES.jsonl [--articles 50000] [--queries 200] [--index FOLDER]

Both are asked the same: what is typed letter by letter, single words, two words, a word in the title within a
range of dates, and phrases, all drawn from the articles themselves. FTS5 has an index of prefixes, ranks by
BM25 and gives its fifty best; the index ranks all it finds. They take turns, query by query. With `--index`
what was built is kept in a folder and used again. A table goes to standard error; the last line of standard
output is the figures as JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import quantiles
from typing import Any

from benchmarks.articles import documents
from briefing.library.index import Index, IndexDocument, Stamp
from briefing.library.index.schema import day_number
from briefing.library.index.writing import rebuild_in_parts
from briefing.library.query import Node, parse, parse_unfinished
from briefing.reading.words import folded_words

_STAMP = Stamp("benchmark", 1)
_PART = 10_000
_SAMPLE = 2_000
"""Articles from which queries are drawn."""
_LIMIT = 50
_FTS = """
    CREATE VIRTUAL TABLE article USING fts5(
        title, body, actors, places, source, content='', prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 2");
    CREATE TABLE dated (number INTEGER PRIMARY KEY, day INTEGER);
"""
_MATCH = f"SELECT rowid FROM article WHERE article MATCH ? ORDER BY rank LIMIT {_LIMIT}"
_MATCH_DATED = f"""
    SELECT article.rowid FROM article JOIN dated ON dated.number = article.rowid
    WHERE article MATCH ? AND day BETWEEN ? AND ? ORDER BY rank LIMIT {_LIMIT}
"""


@dataclass(frozen=True)
class Question:
    """The same asked of both."""

    root: Node | None
    sql: str
    values: tuple[Any, ...]


@dataclass
class Taken:
    """Milliseconds for each question."""

    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)


def questions(sample: Sequence[IndexDocument], count: int) -> dict[str, list[Question]]:
    """So many questions of each kind, typed words letter by letter."""
    chance = random.Random(1)
    having = Counter(word for document in sample for word in set(folded_words(document.text)))
    # As often rare ones as common ones: each frequency is as likely as its double.
    ranked = sorted(having, key=having.__getitem__, reverse=True)
    words = [ranked[int(len(ranked) ** chance.random()) - 1] for _ in range(count)]
    words = [word for word in words if word.isascii() and word.isalnum()]
    titles = [word for document in sample for word in folded_words(document.title) if len(word) > 3]
    typed = [word for word in chance.sample(titles, count // 4) if word.isascii() and word.isalpha()]
    found: dict[str, list[Question]] = {
        "typed": [_typed(word[:length]) for word in typed for length in range(1, len(word) + 1)],
        "word": [Question(parse(word).root, _MATCH, (_anywhere(f'"{word}"'),)) for word in words],
        "two words": [],
        "title and dates": [],
        "phrase": [],
    }
    while len(found["phrase"]) < count:
        document = chance.choice(sample)
        text = [word for word in folded_words(document.text) if word.isascii() and word.isalnum()]
        if len(text) < 20 or document.published is None:
            continue
        one, other = chance.sample(text, 2)
        at = chance.randrange(len(text) - 1)
        phrase = f'"{text[at]} {text[at + 1]}"'
        of_title = next((word for word in folded_words(document.title) if word.isalpha()), "the")
        year = document.published.year
        both = (_anywhere(f'"{one}"') + " AND " + _anywhere(f'"{other}"'),)
        found["two words"].append(Question(parse(f"{one} {other}").root, _MATCH, both))
        dates = (year - 1) * 10_000, year * 10_000 + 9999
        dated = parse(f"title:{of_title} date:{year - 1}..{year}").root
        found["title and dates"].append(Question(dated, _MATCH_DATED, (f'title:"{of_title}"', *dates)))
        found["phrase"].append(Question(parse(phrase).root, _MATCH, (_anywhere(phrase),)))
    return found


def _typed(text: str) -> Question:
    where = "{title actors places}" if len(text) <= 2 else "{title body actors places}"
    return Question(parse_unfinished(text).root, _MATCH, (f'{where}: "{text}" *',))


def _anywhere(term: str) -> str:
    return f"{{title body actors places}}: {term}"


def build(file: Path, count: int, folder: Path) -> None:
    """Make both indexes."""
    parts = [partial(_part, file, first, min(first + _PART, count)) for first in range(0, count, _PART)]
    rebuild_in_parts(folder / "index", _STAMP, parts, len(os.sched_getaffinity(0)))
    db = sqlite3.connect(folder / "fts5.db")
    db.executescript(_FTS)
    with db:
        for number, document in enumerate(documents(file, count)):
            texts = (document.title, document.text, document.actors, document.places, document.source)
            db.execute(
                "INSERT INTO article (rowid, title, body, actors, places, source) VALUES (?, ?, ?, ?, ?, ?)",
                (number, *texts),
            )
            db.execute("INSERT INTO dated VALUES (?, ?)", (number, day_number(document.published)))
    db.execute("INSERT INTO article (article) VALUES ('optimize')")
    db.commit()
    db.close()


def _part(file: Path, first: int, last: int) -> list[IndexDocument]:
    return list(islice(documents(file), first, last))


def _milliseconds(ask: Callable[[], object]) -> float:
    before = time.perf_counter()
    ask()
    return (time.perf_counter() - before) * 1000


def _private_mb() -> float:
    """What only this process holds in memory."""
    text = Path("/proc/self/smaps_rollup").read_text()
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Private_")) / 1024


def measure(folder: Path, asked: dict[str, list[Question]]) -> dict[str, float]:
    """Open both and let them take turns."""
    figures: dict[str, float] = {}
    before = _private_mb()
    figures["open_ms"] = round(
        min(_milliseconds(lambda: Index.open(folder / "index", _STAMP)) for _ in range(3)), 1
    )
    index = Index.open(folder / "index", _STAMP)
    index.rank(parse("kim").root)
    figures["open_private_mb"] = round(_private_mb() - before, 1)
    figures["articles"] = len(index)
    db = sqlite3.connect(f"file:{folder / 'fts5.db'}?mode=ro", uri=True)
    chance = random.Random(2)
    taken = {kind: Taken() for kind in asked}
    turns = [(kind, question) for kind, found in asked.items() for question in found]
    chance.shuffle(turns)
    for kind, question in turns:
        ours = lambda: index.ids_of(index.rank(question.root).documents[:_LIMIT])  # noqa: B023, E731
        theirs = lambda: db.execute(question.sql, question.values).fetchall()  # noqa: B023, E731
        if chance.random() < 0.5:
            taken[kind].ours.append(_milliseconds(ours))
            taken[kind].theirs.append(_milliseconds(theirs))
        else:
            taken[kind].theirs.append(_milliseconds(theirs))
            taken[kind].ours.append(_milliseconds(ours))
    for kind, times in taken.items():
        mine, other = quantiles(times.ours, n=20), quantiles(times.theirs, n=20)
        for name, at in (("p50", 9), ("p95", 18)):
            figures[f"{kind}.{name}_ms"] = round(mine[at], 2)
            figures[f"{kind}.{name}_ms.fts5"] = round(other[at], 2)
            figures[f"{kind}.{name}/fts5"] = round(mine[at] / other[at], 2)
        line = "  ".join(
            f"{name} {mine[at]:7.2f} ms, FTS5 {other[at]:7.2f}, ratio {mine[at] / other[at]:5.2f}"
            for name, at in (("p50", 9), ("p95", 18))
        )
        print(f"{kind:16} {line}", file=sys.stderr)
    figures["peak_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return figures


def main() -> None:
    """Build, measure and tell."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, help="articles as JSON lines")
    parser.add_argument("--articles", type=int, default=50_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--index", type=Path, help="where both indexes are kept, and used again")
    options = parser.parse_args()
    kept = nullcontext(options.index) if options.index else tempfile.TemporaryDirectory()
    with kept as name:
        folder = Path(name)
        folder.mkdir(exist_ok=True, parents=True)
        if not (folder / "fts5.db").exists():
            build(options.file, options.articles, folder)
        asked = questions(list(documents(options.file, _SAMPLE)), options.queries)
        print(json.dumps(measure(folder, asked)))


if __name__ == "__main__":
    main()
