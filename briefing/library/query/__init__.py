"""The query language: its syntax tree, how a query is read, said in words, and found again in a text.

The language itself is told in docs/query-language.md. Nothing here knows how articles are stored or indexed.
"""

from briefing.library.query.amending import finished, narrowed, written
from briefing.library.query.ast import (
    STATES,
    TERMS,
    And,
    Boost,
    DateRange,
    Field,
    Filter,
    FilterKind,
    Fuzzy,
    Leaf,
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
from briefing.library.query.error import QueryError
from briefing.library.query.explaining import ORDERS, Chip, chips, explain
from briefing.library.query.hits import find_hits, is_actor, is_place, marks_names
from briefing.library.query.parsing import FIELDS, LONGEST, Query, parse, parse_unfinished
from briefing.library.query.snippets import make_snippet
from briefing.library.query.terms import parted

__all__ = [
    "FIELDS",
    "LONGEST",
    "ORDERS",
    "STATES",
    "TERMS",
    "And",
    "Boost",
    "Chip",
    "DateRange",
    "Field",
    "Filter",
    "FilterKind",
    "Fuzzy",
    "Leaf",
    "Near",
    "Node",
    "Not",
    "Or",
    "Phrase",
    "Prefix",
    "Query",
    "QueryError",
    "Sort",
    "Term",
    "Wildcard",
    "Word",
    "chips",
    "explain",
    "find_hits",
    "finished",
    "is_actor",
    "is_place",
    "is_short",
    "make_snippet",
    "marks_names",
    "narrowed",
    "parse",
    "parse_unfinished",
    "parted",
    "written",
]
