"""Measure how well the names of an article are linked: which of them are one and the same.

    python benchmarks/linking.py GOLD.jsonl
    python benchmarks/linking.py GOLD.jsonl --half select --errors 40

A line of GOLD is an article: `id`, `text`, `source_corpus` and `spans`, of which those with an `entity_id` are names
whose identity inside the article is known: `start`, `end` and `type` (PER, ORG, LOC, …).

Two figures, each precision, recall and F1 over pairs of gold names of one article (the sum over all articles): a pair
is right if it is one entity in the gold and one here.

* **given**: the gold names are handed to `resolve` as candidates, with the kind that their type says, so that nothing
  but linking is measured. A name that `resolve` refuses is linked with nothing.
* **found**: the article is read as always, and each gold name gets the identity of the mention that overlaps it most,
  one mention for one name. Over the names that have one; `found_share` says how many those are, and `all_names` is
  the figure if those without are taken as linked with nothing.

Names of the types COUNTRY and GROUP count in `given_with_frames` alone: NewsWCL50 files a state's officials, agencies
and capital under one code, and a party's members under the party's, which says what a text frames as the state or
the party, not which names are one.

`exact` is the floor: two names are one if they are written alike. `--half` takes one half of the articles: settings
are chosen on `select` and told of `report`. The last line on standard output holds the figures as JSON.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Any

from briefing.article import Kind
from briefing.reading.mentions.candidate import Candidate
from briefing.reading.mentions.find import find_mentions
from briefing.reading.mentions.lexicon import lexicon
from briefing.reading.mentions.resolve import resolve
from briefing.reading.mentions.tokens import lines

Row = Mapping[str, Any]
Linked = Mapping[int, str]
"""The identity of each gold name, by its number; those without one are left out."""

FRAMES = {"COUNTRY", "GROUP"}
"""Types of names that are filed by what they stand for in the text."""

KINDS = {
    "PER": Kind.PERSON,
    "ACTOR": Kind.PERSON,
    "ORG": Kind.ORGANISATION,
    "GROUP": Kind.ORGANISATION,
    "COUNTRY": Kind.STATE,
    "LOC": Kind.PLACE,
    "GPE": Kind.PLACE,
    "FAC": Kind.PLACE,
}


def exact(text: str, spans: Sequence[Row]) -> Linked:
    """Names that are written alike are one."""
    return {number: text[span["start"] : span["end"]] for number, span in enumerate(spans)}


def given(text: str, spans: Sequence[Row]) -> Linked:
    """What `resolve` makes of the gold names as candidates."""
    candidates = list(_candidates(text, spans))
    resolved = resolve([candidate for _, candidate in candidates], lexicon())
    return {
        number: mention.entity.id
        for (number, _), mention in zip(candidates, resolved, strict=True)
        if mention is not None
    }


def _candidates(text: str, spans: Sequence[Row]) -> Iterator[tuple[int, Candidate]]:
    book = lexicon()
    for line in lines(text):
        for number, span in enumerate(spans):
            inside = [
                index
                for index in range(len(line))
                if line.starts[index] < span["end"] and line.ends[index] > span["start"]
            ]
            if not inside:
                continue
            first, end = inside[0], inside[-1] + 1
            kind = KINDS[span["type"]]
            match = book.match(line, first, end)
            known = match[0].entity if match and first + match[1] == end else None
            if known and known.kind is not kind and Kind.PERSON in (known.kind, kind):
                known = None
            words, keys = tuple(map(line.word, range(first, end))), tuple(line.keys[first:end])
            yield (
                number,
                Candidate(
                    span["start"],
                    span["end"],
                    words,
                    keys,
                    " ".join(words),
                    " ".join(keys),
                    known.kind if known else kind,
                    1.0,
                    entity=known,
                ),
            )


def found(text: str, spans: Sequence[Row]) -> Linked:
    """What the article as it is read says of the gold names."""
    mentions = find_mentions(text)
    overlaps = sorted(
        (
            -overlap / (max(span["end"], mention.end) - min(span["start"], mention.start)),
            number,
            index,
        )
        for number, span in enumerate(spans)
        for index, mention in enumerate(mentions)
        if (overlap := min(span["end"], mention.end) - max(span["start"], mention.start)) > 0
    )
    linked: dict[int, str] = {}
    taken: set[int] = set()
    for _, number, index in overlaps:
        if number not in linked and index not in taken:
            linked[number] = mentions[index].entity.id
            taken.add(index)
    return linked


def pairs(
    rows: Iterable[Row], link: Callable[[str, Sequence[Row]], Linked], *, alone: bool, frames: bool = False
) -> dict[str, Counter[str]]:
    """Pairs of names that are one in the gold, here, and in both, by corpus; `alone` keeps names without identity."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        spans = _named(row, frames=frames)
        linked = link(row["text"], spans)
        told = counts[row["source_corpus"]]
        told["names"] += len(spans)
        told["linked"] += len(linked)
        for one, other in combinations(range(len(spans)), 2):
            if not alone and not (one in linked and other in linked):
                continue
            gold = spans[one]["entity_id"] == spans[other]["entity_id"]
            here = one in linked and linked[one] == linked.get(other)
            told["gold"] += gold
            told["here"] += here
            told["both"] += gold and here
    return counts


def _named(row: Row, *, frames: bool) -> list[Row]:
    return [
        span
        for span in row["spans"]
        if span.get("entity_id") is not None and (frames or span["type"] not in FRAMES)
    ]


def figures(counts: Counter[str]) -> dict[str, float]:
    """Precision, recall and F1 of pairs."""
    precision = counts["both"] / counts["here"] if counts["here"] else 1.0
    recall = counts["both"] / counts["gold"] if counts["gold"] else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"p": round(precision, 4), "r": round(recall, 4), "f1": round(f1, 4), "pairs": counts["gold"]}


def _half(row: Row) -> str:
    """The half an article belongs to, by its id."""
    return ("select", "report")[sha256(row["id"].encode()).digest()[0] % 2]


def _tell_errors(rows: Iterable[Row], most: int) -> None:
    """Print pairs of forms that were linked wrongly, the most frequent first."""
    wrong: Counter[tuple[str, str, str, str]] = Counter()
    for row in rows:
        spans = _named(row, frames=False)
        linked, text = given(row["text"], spans), row["text"]
        for one, other in combinations(range(len(spans)), 2):
            gold = spans[one]["entity_id"] == spans[other]["entity_id"]
            here = one in linked and linked[one] == linked.get(other)
            if gold != here:
                forms = (text[spans[number]["start"] : spans[number]["end"]] for number in (one, other))
                wrong[("missed" if gold else "false", row["id"], *sorted(forms))] += 1
    for (what, article, one_form, other_form), count in wrong.most_common(most):
        print(f"{count:5} {what:7} {article}: {one_form!r} {other_form!r}", file=sys.stderr)


def main() -> None:
    """Read the command line, link, and print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path, help="JSON lines")
    parser.add_argument("--half", choices=("select", "report"), help="one half of the articles alone")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show N kinds of wrong pairs")
    arguments = parser.parse_args()
    with arguments.gold.open(encoding="utf-8") as rows_read:
        rows: list[Row] = [json.loads(line) for line in rows_read if line.strip()]
    rows = [
        row
        for row in rows
        if _named(row, frames=True) and (arguments.half is None or _half(row) == arguments.half)
    ]
    told: dict[str, Any] = {"articles": len(rows), "half": arguments.half}
    for name, link, alone, frames in (
        ("exact", exact, True, False),
        ("given", given, True, False),
        ("given_with_frames", given, True, True),
        ("found", found, False, False),
        ("all_names", found, True, False),
    ):
        by_corpus = pairs(rows, link, alone=alone, frames=frames)
        total = sum(by_corpus.values(), Counter[str]())
        told[name] = {corpus: figures(counts) for corpus, counts in sorted(by_corpus.items())}
        told[name]["all"] = figures(total)
        if name == "found":
            told["found_share"] = round(total["linked"] / max(1, total["names"]), 4)
        for corpus, figure in told[name].items():
            print(f"{name:22}{corpus:14}" + "  ".join(f"{key} {value}" for key, value in figure.items()))
    if arguments.errors:
        _tell_errors(rows, arguments.errors)
    print(json.dumps(told))


if __name__ == "__main__":
    main()
