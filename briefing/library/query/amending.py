"""One query made of another: finished, narrowed."""

from __future__ import annotations

from briefing.library.query.ast import And, Node, Sort
from briefing.library.query.error import QueryError
from briefing.library.query.parsing import Query, parse


def written(root: Node | None, sort: Sort = "best") -> str:
    """A query that asks for this."""
    order = "" if sort == "best" else f"sort:{sort}"
    return " ".join(filter(None, ("" if root is None else str(root), order)))


def finished(query: Query) -> str:
    """A finished query that asks for what this one does: as it was typed, where that is one."""
    try:
        same = _asks_for(parse(query.text), query)
    except QueryError:
        same = False
    return query.text if same else written(query.root, query.sort)


def narrowed(query: Query, condition: str) -> str:
    """The query for those of another's hits that fit a condition too, which is a query without `OR` itself."""
    text = finished(query).strip()
    parts = [part for part in (query.root, parse(condition).root) if part is not None]
    wanted = And(tuple(one for part in parts for one in (part.parts if isinstance(part, And) else (part,))))
    plain = f"{text} {condition}".strip()
    # `a OR b c` looks for c beside b alone.
    return plain if len(parts) < 2 or parse(plain).root == wanted else f"({text}) {condition}"


def _asks_for(query: Query, other: Query) -> bool:
    return (query.root, query.sort) == (other.root, other.sort)
