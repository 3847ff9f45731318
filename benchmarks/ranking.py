"""Measure how well the best hits come first: the mean reciprocal rank of the first relevant article.

    python -m benchmarks.ranking ARTICLES.jsonl QUERIES.jsonl

An article is a line with `id`, `title`, `text`, `source` and `date`; a query is one with `query`, a description
in plain words, and `relevant`, the ids of the articles it describes. Any of its words may stand in a hit. The last
line of standard output is the figures as JSON.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from benchmarks.articles import documents
from briefing.library.index import Index, Stamp
from briefing.library.index.writing import rebuild
from briefing.library.query import parse
from briefing.reading.words import folded_words

_STAMP = Stamp("benchmark", 1)


def main() -> None:
    """Index, ask, and tell."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("queries", type=Path)
    options = parser.parse_args()
    ids = [json.loads(line)["id"] for line in options.articles.open(encoding="utf-8")]
    with tempfile.TemporaryDirectory() as home:
        rebuild(Path(home) / "index", _STAMP, documents(options.articles))
        index = Index.open(Path(home) / "index", _STAMP)
        ranks = []
        for line in options.queries.open(encoding="utf-8"):
            asked = json.loads(line)
            root = parse(" OR ".join(f'"{word}"' for word in folded_words(asked["query"]))).root
            order = [ids[number] for number in index.rank(root).documents.tolist()]
            relevant = set(asked["relevant"])
            ranks.append(next((rank for rank, id in enumerate(order, 1) if id in relevant), 0))
    figures = {
        "queries": len(ranks),
        "mrr": round(sum(1 / rank for rank in ranks if rank) / len(ranks), 4),
        "first": sum(rank == 1 for rank in ranks),
        "not_found": ranks.count(0),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
