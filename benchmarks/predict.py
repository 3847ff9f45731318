"""Write predictions for annotated news, so that any scorer can say how well names, stories and passages are found.

    python benchmarks/predict.py entities ARTICLES.jsonl > predictions.jsonl
    python benchmarks/predict.py stories ARTICLES.jsonl > predictions.jsonl
    python benchmarks/predict.py align PAIRS.jsonl --out predictions.jsonl
    python benchmarks/predict.py sentpairs PAIRS.jsonl --out predictions.jsonl

The annotations themselves are never looked at: of an article only `id`, `date`, `title` and `text` are read, of a
pair of articles only `doc_a`, `doc_b`, `sents_a` and `sents_b`, of a pair of sentences only `id`, `a` and `b`. The
last line on standard error says, as JSON, how many items were read and how many seconds of processor time the work
took, reading and writing left out.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from briefing.article import Kind, Why
from briefing.reading.alignment import accept, rank, score, terms, weigh
from briefing.reading.mentions import read
from briefing.reading.mentions.lexicon import Form, lexicon, phrase_key
from briefing.reading.sameness import SAME, sameness
from briefing.reading.stories import StoryText, group

Row = dict[str, object]


TYPES = {Kind.PERSON: "PER", Kind.ORGANISATION: "ORG", Kind.PLACE: "LOC", Kind.STATE: "STATE"}


def predict_names(rows: list[Row]) -> Iterator[Row]:
    """The names in each article's text, as the reader marks them.

    Adjectives of states and descriptions by office, which the reader marks too, are no names and left out. A state
    is an actor and a place at once. Where only one of the two can be said, annotators of news say the place, so
    `as_actor` is set only for what names a government and nothing else: "the Kremlin".
    """
    for row in rows:
        text, title = str(row["text"]), str(row["title"] or "")
        # The text of most rows begins with its title, which would then be read twice.
        reading = read("" if text.startswith(title) else title, text)
        spans = []
        for mention in reading.body:
            written = text[mention.start : mention.end]
            known = lexicon().phrases.get(phrase_key(written))
            if mention.entity.kind is Kind.STATE and known and known.form is Form.ADJECTIVE:
                continue
            if mention.why is Why.RULE and written.split()[-1].islower():
                continue
            span: Row = {"start": mention.start, "end": mention.end, "type": TYPES[mention.entity.kind]}
            if mention.entity.kind is Kind.STATE:
                span["as_actor"] = known is not None and known.form is Form.HOUSE
            spans.append(span)
        yield {"id": row["id"], "spans": spans}


def predict_stories(rows: list[Row]) -> Iterator[Row]:
    """The story of each article. Rows with one id count as one article, the last of them."""
    texts = {str(row["id"]): _story_text(row) for row in rows}
    for story in group(texts.values()):
        for article in story.articles:
            yield {"id": article, "story": story.id}


def predict_links(rows: list[Row]) -> Iterator[Row]:
    """The links between the sentences of each pair of articles, with the score of every pair of sentences."""
    for row in rows:
        a = [terms(sentence) for sentence in _strings(row["sents_a"])]
        b = [terms(sentence) for sentence in _strings(row["sents_b"])]
        scores = score(a, b, weigh([*a, *b]))
        yield {
            "doc_a": row["doc_a"],
            "doc_b": row["doc_b"],
            "links": accept(scores),
            "scores": [[i, j, value] for (i, j), value in rank(scores).items()],
        }


def _story_text(row: Row) -> StoryText:
    published = row["date"]
    return StoryText(
        id=str(row["id"]),
        title=str(row["title"] or ""),
        published=date.fromisoformat(published[:10]) if isinstance(published, str) and published else None,
        text=str(row["text"]),
    )


def predict_sameness(rows: list[Row]) -> Iterator[Row]:
    """Whether the two sentences of each pair say the same (1) or not (0)."""
    for row in rows:
        yield {"id": row["id"], "label": int(sameness(str(row["a"]), str(row["b"])) >= SAME)}


def _strings(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


PREDICTORS = {
    "entities": predict_names,
    "stories": predict_stories,
    "align": predict_links,
    "sentpairs": predict_sameness,
}


def main() -> None:
    """Read the command line, predict, and report the time."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("task", choices=PREDICTORS)
    parser.add_argument("input", type=Path, help="JSON lines")
    parser.add_argument("--out", type=Path, help="where to write; standard output if not given")
    arguments = parser.parse_args()
    with arguments.input.open(encoding="utf-8") as lines:
        rows: list[Row] = [json.loads(line) for line in lines if line.strip()]
    began = time.process_time()
    predictions = list(PREDICTORS[arguments.task](rows))
    seconds = time.process_time() - began
    written = "".join(json.dumps(prediction, ensure_ascii=False) + "\n" for prediction in predictions)
    if arguments.out:
        arguments.out.write_text(written, encoding="utf-8")
    else:
        sys.stdout.write(written)
    print(json.dumps({"count": len(rows), "seconds": round(seconds, 3)}), file=sys.stderr)


if __name__ == "__main__":
    main()
