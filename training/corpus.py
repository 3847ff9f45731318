"""Read the training corpora as raw text with spans, all by one set of conventions.

The conventions are those of newswire annotation: a person's name without title; no article before a name and
no possessive after it; adjectives of states, peoples and faiths are no names; a state, a city, a land or a
building is a LOC, and what acts (governments' houses, teams, hotels, papers) an ORG.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefing.article import Kind
from briefing.reading.mentions import cues
from briefing.reading.mentions.lexicon import Form, lexicon, phrase_key

WEIGHTS = {"gum": 1.0, "ewt_dev": 1.0, "wikigold": 1.0, "re3d": 0.5, "crossner": 0.5, "btc": 0.2}
"""How much a sentence of each corpus counts."""

_NO_SPACE_BEFORE = frozenset(
    [
        ".",
        ",",
        ":",
        ";",
        "!",
        "?",
        ")",
        "]",
        "}",
        "%",
        "'s",
        "’s",
        "'S",
        "n't",
        "n’t",
        "'re",
        "’re",
        "'ve",
        "’ve",
        "'ll",
        "’ll",
        "'d",
        "’d",
        "'m",
        "’m",
        "'",
        "’",
        "”",
        "''",
        "…",
    ]
)
_NO_SPACE_AFTER = frozenset(["(", "[", "{", "$", "£", "€", "“", "‘", "``", "#", "@"])
_ACTING_HOUSES = frozenset({"white house", "kremlin", "pentagon", "downing street", "capitol hill", "elysee"})
_TITLES = (
    cues.TITLES
    | cues.TITLE_PARTS
    | frozenset(
        [
            "us",
            "u.s",
            "uk",
            "former",
            "the",
            "mr.",
            "mrs.",
            "dr.",
            "gen.",
            "sen.",
            "rep.",
            "gov.",
            "president-elect",
        ]
    )
)

Span = tuple[int, int, str]


@dataclass(slots=True)
class Text:
    """A training document: its text, and the names in it as (start, end, PER, ORG or LOC)."""

    corpus: str
    weight: float
    text: str
    spans: list[Span]


@dataclass(slots=True)
class Sentence:
    """A tokenised sentence, and its names as (first token, end token, type)."""

    tokens: list[str]
    spans: list[Span]


def sentences(path: Path) -> Iterator[tuple[str, list[Sentence]]]:
    """The documents of the corpora as normalised sentences, each with its corpus."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for document in map(json.loads, lines):
            corpus = document["corpus"]
            found = []
            for sentence in document["sents"]:
                tokens = [_plain(token) for token in sentence["tokens"]]
                spans = [
                    span for raw in _spans(sentence["tags"]) for span in _normalised(corpus, tokens, *raw)
                ]
                if tokens:
                    found.append(Sentence(tokens, spans))
            yield corpus, found


def text(corpus: str, found: list[Sentence]) -> Text:
    """A document written out, its sentences in paragraphs of four."""
    out: list[str] = []
    spans: list[Span] = []
    length = 0
    for number, sentence in enumerate(found):
        written, starts = _written(sentence.tokens)
        ends = [start + len(token) for start, token in zip(starts, sentence.tokens, strict=True)]
        spans += [(length + starts[a], length + ends[b - 1], kind) for a, b, kind in sentence.spans]
        joint = "\n" if number % 4 == 3 or len(sentence.tokens) < 4 else " "
        out.append(written + joint)
        length += len(written) + 1
    return Text(corpus, WEIGHTS[corpus], "".join(out), spans)


def _plain(token: str) -> str:
    return {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}.get(token, token)


def _spans(tags: list[str]) -> Iterator[Span]:
    first = None
    for index, tag in enumerate([*tags, "O"]):
        if first is not None and not tag.startswith("I"):
            yield first, index, tags[first][2:]
            first = None
        if tag.startswith("B"):
            first = index


def _normalised(corpus: str, tokens: list[str], first: int, end: int, kind: str) -> Iterator[Span]:
    while first < end and tokens[first].casefold() in {"the", "a", "an", "“", '"', "(", "‘"}:
        first += 1
    while (
        first < end
        and tokens[end - 1] in {"'s", "’s", "'", "’", ",", ".", "”", '"', ")", "“"}
        and not (tokens[end - 1] in {"'s", "’s"} and kind == "ORG" and end - first == 2)
    ):
        if tokens[end - 1] == ")" and "(" in tokens[first:end]:
            break
        end -= 1
    if first >= end:
        return
    if corpus == "re3d":
        for index in range(first, end):
            if tokens[index] == ",":
                yield from _normalised(corpus, tokens, first, index, kind)
                if kind == "LOC":
                    yield from _normalised(corpus, tokens, index + 1, end, kind)
                return
    if kind == "PER":
        first = _without_title(tokens, first, end, everywhere=corpus == "re3d")
    if first >= end or not any(token[:1].isupper() for token in tokens[first:end]):
        if corpus != "btc":
            return
        if first >= end:
            return
    key = " ".join(phrase_key(token) for token in tokens[first:end])
    known = lexicon().phrases.get(key)
    if known and known.form is Form.ADJECTIVE:
        return
    if end - first == 1 and known is None:
        singular = lexicon().phrases.get(key.removesuffix("s"))
        if (singular and singular.form is Form.ADJECTIVE) or (key in cues.NOT_NAMES and kind != "PER"):
            return
        if key in {"he", "she", "it", "we", "i", "they", "his", "their", "its", "our", "us", "who"}:
            return
    if key in _ACTING_HOUSES:
        kind = "ORG"
    elif known and known.entity.kind is Kind.STATE and kind == "ORG" and corpus != "wikigold":
        kind = "LOC"
    yield first, end, kind


def _without_title(tokens: list[str], first: int, end: int, *, everywhere: bool) -> int:
    """Where a person's name begins after its titles."""
    start = first
    for index in range(first, end - 1):
        word = tokens[index].casefold().rstrip(".")
        if word in cues.TITLES and not (index > first and word in lexicon().given):
            start = index + 1
            if start < end and tokens[start] == ".":
                start += 1
        elif not (word in _TITLES or word in {"of", "for", "-"} or everywhere):
            break
    return start if start < end else first


def _written(tokens: list[str]) -> tuple[str, list[int]]:
    """Tokens as running text, and where each begins."""
    out: list[str] = []
    starts = []
    length = 0
    quoted = False
    glue = True
    for index, piece in enumerate(tokens):
        opening = piece == '"' and not quoted
        tight = glue or (piece in _NO_SPACE_BEFORE) or (piece == '"' and quoted)
        if piece in {"-", "/", "–"} and 0 < index < len(tokens) - 1 and piece != "–":
            before, after = tokens[index - 1], tokens[index + 1]
            tight = tight or (before[-1:].isalnum() and after[:1].isalnum())
        if not tight:
            out.append(" ")
            length += 1
        starts.append(length)
        out.append(piece)
        length += len(piece)
        glue = piece in _NO_SPACE_AFTER or opening
        if piece in {"-", "/"} and tight and index > 0:
            glue = True
        if piece == '"':
            quoted = not quoted
    return "".join(out), starts
