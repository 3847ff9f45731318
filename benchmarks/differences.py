"""Say how well differences between two accounts are found, on pairs with what differs written beside them.

    python benchmarks/differences.py tests/reading/planted_differences.jsonl --split held

A line of PAIRS holds two texts `a` and `b`, when they were `published_a` and `published_b` (optional), the `kind`
that the pair is about, and what is to be found: `expect`, a list of [kind, words of a, words of b], null where a
side has none. A difference is found if its words, or for attribution and denial its sentences, overlap those on
both sides. Whatever else is claimed is wrong, whatever its kind. The last line is JSON.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from briefing.article import Span
from briefing.comparison import Account, Difference, DifferenceKind, Publication, Side
from briefing.reading.alignment import align
from briefing.reading.differences import compare
from briefing.reading.mentions import find_mentions

_BY_SENTENCE = (DifferenceKind.ATTRIBUTION, DifferenceKind.DENIAL)


def claimed(pair: dict[str, Any]) -> list[Difference]:
    """What is claimed to differ between the two texts of a pair, the days of publication aside."""
    a, b = (_account(pair[side], pair.get(f"published_{side}")) for side in "ab")
    alignment = align(a.text, a.mentions, b.text, b.mentions)
    return [
        difference
        for difference in compare(a, b, alignment).differences
        if not (difference.a and isinstance(difference.a.value, Publication))
    ]


def judge(pair: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """What is right, wrong and missed: the outcome, the kind, and the words."""
    expected = list(pair["expect"])
    for difference in claimed(pair):
        met = next((one for one in expected if _meets(difference, one, pair)), None)
        if met is not None:
            expected.remove(met)
        yield ("right" if met else "wrong"), difference.kind.value, _words(difference)
    for kind, words_a, words_b in expected:
        yield "missed", kind, f"{words_a} / {words_b}"


def scored(counts: Counter[tuple[str, str]], kind: str | None = None) -> dict[str, float]:
    """Precision and recall, of one kind or of all."""
    right, wrong, missed = (
        sum(n for (outcome, k), n in counts.items() if outcome == wanted and kind in (None, k))
        for wanted in ("right", "wrong", "missed")
    )
    return {
        "precision": round(right / (right + wrong), 3) if right + wrong else 1.0,
        "recall": round(right / (right + missed), 3) if right + missed else 1.0,
        "right": right,
        "wrong": wrong,
        "missed": missed,
    }


def _account(text: str, published: str | None) -> Account:
    day = date.fromisoformat(published) if published else None
    return Account(text, tuple(find_mentions(text)), day)


def _meets(difference: Difference, expected: list[str | None], pair: dict[str, Any]) -> bool:
    kind, words_a, words_b = expected
    if kind != difference.kind:
        return False
    by_sentence = difference.kind in _BY_SENTENCE
    return _overlaps(difference.a, words_a, pair["a"], by_sentence) and _overlaps(
        difference.b, words_b, pair["b"], by_sentence
    )


def _overlaps(side: Side | None, words: str | None, text: str, by_sentence: bool) -> bool:
    if side is None or words is None:
        return side is None and words is None
    span = side.sentence if by_sentence else side.span
    assert span is not None
    wanted = Span(text.index(words), text.index(words) + len(words))
    return span.start < wanted.end and wanted.start < span.end


def _words(difference: Difference) -> str:
    return " / ".join(side.shown if side else "-" for side in (difference.a, difference.b))


def main() -> None:
    """Read the command line, judge every pair, and report by kind."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("pairs", type=Path, help="JSON lines")
    parser.add_argument("--split", help="only the pairs whose `split` is this")
    parser.add_argument("--show", action="store_true", help="tell every claim that is wrong or missing")
    arguments = parser.parse_args()
    with arguments.pairs.open(encoding="utf-8") as lines:
        pairs = [json.loads(line) for line in lines if line.strip()]
    pairs = [pair for pair in pairs if arguments.split in (None, pair.get("split"))]
    began = time.process_time()
    counts: Counter[tuple[str, str]] = Counter()
    for pair in pairs:
        for outcome, kind, words in judge(pair):
            counts[outcome, kind] += 1
            if arguments.show and outcome != "right":
                print(f"{pair['id']}  {outcome:6}  {kind:11}  {words}", file=sys.stderr)
    seconds = time.process_time() - began
    kinds = {kind.value: scored(counts, kind.value) for kind in DifferenceKind}
    for kind, figures in kinds.items():
        print(
            f"{kind:12} precision {figures['precision']:.3f}  recall {figures['recall']:.3f}", file=sys.stderr
        )
    print(json.dumps({"pairs": len(pairs), "seconds": round(seconds, 2), "all": scored(counts), **kinds}))


if __name__ == "__main__":
    main()
