"""A query said in words, so that one sees what was understood."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from briefing.library.query.ast import (
    And,
    Boost,
    DateRange,
    Field,
    Filter,
    Fuzzy,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Sort,
    Term,
    Wildcard,
    Word,
    is_short,
)
from briefing.library.query.dates import in_words
from briefing.reading.words import joined

_WHERE: dict[Field | None, str] = {
    None: "",
    "title": " in the title",
    "source": " in the source",
    "author": " in the author",
    "url": " in the address",
    "actor": " among the actors",
    "place": " among the places",
    "name": " among the actors and places",
}


_FILTERED = {"tag": "tag", "lang": "language"}
ORDERS: Mapping[Sort, str] = {"best": "", "date": "newest first", "oldest": "oldest first"}
"""What comes first, in words; nothing is said of the usual."""


def explain(root: Node | None, sort: Sort = "best") -> str:
    """What a query finds, in words: “Articles with “kim” and a date in 2023, but without “trump”, newest first”."""
    sentence = "All articles"
    if root is not None:
        wanted, unwanted = _sides(root)
        sentence = "Articles"
        if wanted:
            sentence += f" with {_listed(wanted)}"
        if unwanted:
            sentence += f"{', but' if wanted else ''} without {_listed(unwanted, 'or')}"
    return f"{sentence}, {ORDERS[sort]}" if ORDERS[sort] else sentence


class Chip(NamedTuple):
    """A part of a query that can be seen, and dropped, for itself."""

    text: str
    """What it asks for, in a few words."""
    node: Node


def chips(root: Node | None) -> list[Chip]:
    """The parts of a query that all have to fit, in order: “kim”, “place vostochny”, “not trump”."""
    if root is None:
        return []
    parts = root.parts if isinstance(root, And) else (root,)
    return [Chip(_chip(part), part) for part in parts]


def _chip(node: Node) -> str:
    match node:
        case Not(part):
            return f"not {_chip(part)}"
        case Or(parts):
            return " or ".join(map(_chip, parts))
        case And(parts):
            return f"({' and '.join(map(_chip, parts))})"
        case Boost(part, factor):
            return f"{_chip(part)} ×{factor:g}"
        case DateRange(first, last):
            return in_words(first, last)
        case Filter("is", value):
            return value
        case Filter(kind, value):
            return f"{_FILTERED.get(kind, kind)} {value}"
    return f"{node.field} {_bare(node)}" if node.field else _bare(node)


def _bare(term: Term) -> str:
    match term:
        case Word(text):
            return joined([text])
        case Prefix(text):
            return f"{joined([text])}…"
        case Fuzzy(text):
            return f"{joined([text])}~"
        case Wildcard(pattern):
            return pattern
        case Phrase(words):
            return f"“{joined(words)}{'…' if term.open else ''}”"
        case Near(words, distance):
            return f"“{joined(words)}” ±{distance}"


def _sides(node: Node) -> tuple[list[Node], list[Node]]:
    """What has to fit, and what must not."""
    parts = node.parts if isinstance(node, And) else (node,)
    wanted: list[Node] = [part for part in parts if not isinstance(part, Not)]
    return wanted, [part.part for part in parts if isinstance(part, Not)]


def _listed(nodes: list[Node], last: str = "and") -> str:
    said = [_nested(node) if len(nodes) > 1 else _said(node) for node in nodes]
    return f"{', '.join(said[:-1])} {last} {said[-1]}" if len(said) > 1 else said[0]


def _nested(node: Node) -> str:
    return f"({_said(node)})" if isinstance(node, And | Or) else _said(node)


def _said(node: Node) -> str:
    match node:
        case Or(parts):
            return _listed(list(parts), "or")
        case And():
            wanted, unwanted = _sides(node)
            without = f"not {_listed(unwanted, 'or')}" if unwanted else ""
            return " but ".join(filter(None, (_listed(wanted) if wanted else "", without)))
        case Not(part):
            return f"not {_nested(part)}"
        case DateRange(first, last):
            return f"a date {in_words(first, last)}"
        case Filter("is", value):
            return f"the state “{value}”"
        case Filter("tag" | "lang" as kind, value):
            return f"the {_FILTERED[kind]} “{value}”"
        case Filter(_, value):
            return f"the story “{value}”"
        case Boost(part, factor):
            return f"{_nested(part)} (counted {factor:g} times)"
        case Word() | Prefix() | Fuzzy() | Wildcard() | Phrase() | Near():
            return _term(node)


def _term(term: Term) -> str:
    where = " in the title or among the actors and places" if is_short(term) else _WHERE[term.field]
    match term:
        case Word(text):
            return f"“{joined([text])}”{where}"
        case Prefix(text):
            return f"words that start with “{joined([text])}”{where}"
        case Fuzzy(text):
            return f"words spelt like “{joined([text])}”{where}"
        case Wildcard(pattern):
            return f"words of the form “{pattern}”{where}"
        case Phrase(words):
            ending = "…" if term.open else ""
            return f"the phrase “{joined(words)}{ending}”{where}"
        case Near(words, distance):
            among = f"at most {distance} other word{'' if distance == 1 else 's'} among them"
            listed = _listed([Word(word) for word in words])
            return f"{listed} in any order with {among}{where}"
