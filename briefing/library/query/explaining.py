"""A query said in words, so that one sees what was understood."""

from __future__ import annotations

from briefing.library.query.ast import (
    And,
    DateRange,
    Field,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Term,
    Word,
    is_short,
)
from briefing.library.query.dates import in_words

_WHERE: dict[Field | None, str] = {
    None: "",
    "title": " in the title",
    "source": " in the source",
    "actor": " among the actors",
    "place": " among the places",
    "name": " among the actors and places",
}


def explain(root: Node | None) -> str:
    """What a query finds, in words: “Articles with “kim” and a date in 2023, without “trump””."""
    if root is None:
        return "All articles"
    wanted, unwanted = _sides(root)
    sentence = "Articles"
    if wanted:
        sentence += f" with {_listed(wanted)}"
    if unwanted:
        sentence += f"{', but' if wanted else ''} without {_listed(unwanted, 'or')}"
    return sentence


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
        case Word() | Prefix() | Phrase():
            return _term(node)


def _term(term: Term) -> str:
    where = " in the title or among the actors and places" if is_short(term) else _WHERE[term.field]
    match term:
        case Word(text):
            return f"“{text}”{where}"
        case Prefix(text):
            return f"words that start with “{text}”{where}"
        case Phrase(words):
            ending = "…" if term.open else ""
            return f"the phrase “{' '.join(words)}{ending}”{where}"
