"""How well copies are found among articles of which some name the article that they were made from.

    python benchmarks/copies.py ARTICLES.jsonl
    python benchmarks/copies.py ARTICLES.jsonl --unlabelled pairs.jsonl

An article with `variant_of` is a re-issue of the article with that `id`; two re-issues of one article are copies of
each other, too. What else is found is not known to be wrong: outlets do print the same reports, and `--unlabelled`
writes those pairs, to be looked at. Of the articles, only `id`, `source` and `text` are shown to the program.
Times are processor time. The figures go to standard output as one line of JSON.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np

from briefing.reading import copies

Row = dict[str, str]


def candidates(prints: Sequence[copies.Prints], sources: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The pairs of articles that share enough prints to be read side by side."""
    numbers = np.concatenate(prints)
    article = np.repeat(np.arange(len(prints)), [len(found) for found in prints])
    order = np.argsort(numbers, kind="stable")
    starts = np.flatnonzero(np.diff(numbers[order], prepend=-1))
    ends = np.append(starts[1:], len(numbers))
    repeated = ends - starts > 1
    standing = article[order].tolist()
    shared: Counter[tuple[int, int]] = Counter()
    telling = [len(found) for found in prints]
    for start, end in zip(starts[repeated].tolist(), ends[repeated].tolist(), strict=True):
        members = standing[start:end]
        if copies.boilerplate([sources[member] for member in members]):
            for member in members:
                telling[member] -= 1
        else:
            shared.update(combinations(members, 2))
    for (a, b), count in shared.items():
        if copies.worth_reading(count, telling[a], telling[b]):
            yield a, b


def find(rows: Sequence[Row]) -> set[tuple[int, int]]:
    """The pairs of rows that copy each other, each in the order of the rows."""
    runs = [copies.runs(row["text"]) for row in rows]
    prints = [copies.prints(found.numbers) for found in runs]
    sources = [row["source"] or "" for row in rows]
    return {(a, b) for a, b in candidates(prints, sources) if copies.are_copies(runs[a], runs[b])}


def main() -> None:
    """Read the command line, measure, and print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "articles", type=Path, help="JSON lines with id, source, text and at times variant_of"
    )
    parser.add_argument("--unlabelled", type=Path, help="where to write the pairs that the labels don't know")
    arguments = parser.parse_args()
    with arguments.articles.open(encoding="utf-8") as lines:
        rows: list[Row] = [json.loads(line) for line in lines]
    began = time.process_time()
    found = find(rows)
    seconds = time.process_time() - began

    number_of = {row["id"]: number for number, row in enumerate(rows)}
    original = [number_of.get(row.get("variant_of", ""), number) for number, row in enumerate(rows)]
    labelled = {
        (min(first, number), max(first, number)) for number, first in enumerate(original) if first != number
    }
    unlabelled = sorted((a, b) for a, b in found if original[a] != original[b])
    if arguments.unlabelled:
        with arguments.unlabelled.open("w", encoding="utf-8") as out:
            for a, b in unlabelled:
                out.write(json.dumps([rows[a]["id"], rows[b]["id"]]) + "\n")
    print(
        json.dumps(
            {
                "articles": len(rows),
                "pairs": len(found),
                "recall": round(len(labelled & found) / max(1, len(labelled)), 4),
                "precision_by_labels": round(1 - len(unlabelled) / max(1, len(found)), 4),
                "unlabelled": len(unlabelled),
                "unlabelled_originals": len(
                    {tuple(sorted((original[a], original[b]))) for a, b in unlabelled}
                ),
                "seconds": round(seconds, 2),
            }
        )
    )


if __name__ == "__main__":
    main()
