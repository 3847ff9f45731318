"""A query's text cut into tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

# An apostrophe belongs to its word, so only double quotation marks quote; any of them closes what any opened.
QUOTES = '"“”„‟«»'
"""What quotes words in a query."""
_SPACE = re.compile(r"\s+")
_CHUNK = re.compile(rf"[^\s(){QUOTES}]+")
_FIELD = re.compile(r"([^\W\d_]+):(?!//)")
_QUOTED = re.compile(rf"[{QUOTES}]([^{QUOTES}]*)([{QUOTES}]?)")
_SUFFIX = re.compile(r"(?:~[0-9]*)?(?:\^[0-9.]*)?")
OPERATORS = frozenset({"AND", "OR", "NOT"})
"""What is no word where it stands alone."""


class Kind(Enum):
    """What a token is."""

    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    FIELD = auto()
    CHUNK = auto()
    """A run without spaces: a word mostly, with whatever punctuation hangs on it."""
    QUOTE = auto()
    OPEN_QUOTE = auto()
    """A quotation that nothing closes: it reaches to the end."""
    SUFFIX = auto()
    """What hangs on a quotation or a parenthesis: `~5`, `^2`."""
    END = auto()


class Token(NamedTuple):
    """A token, and where it stands."""

    kind: Kind
    text: str
    """For a field its name, for a quotation what is inside the marks."""
    column: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a query, an END last. Every text can be cut; time is linear in its length."""
    position = 0
    before: Kind | None = None
    while position < len(text):
        if before in (Kind.QUOTE, Kind.CLOSE) and (suffix := _SUFFIX.match(text, position)) and suffix[0]:
            yield Token(Kind.SUFFIX, suffix[0], position, suffix.end())
            position, before = suffix.end(), Kind.SUFFIX
            continue
        if space := _SPACE.match(text, position):
            position, before = space.end(), None
            continue
        token = _token(text, position)
        yield token
        position, before = token.end, token.kind
    yield Token(Kind.END, "", len(text), len(text))


def _token(text: str, position: int) -> Token:
    """The token that starts at this position."""
    character = text[position]
    if character == "(":
        return Token(Kind.OPEN, "(", position, position + 1)
    if character == ")":
        return Token(Kind.CLOSE, ")", position, position + 1)
    if quoted := _QUOTED.match(text, position):
        kind = Kind.QUOTE if quoted[2] else Kind.OPEN_QUOTE
        return Token(kind, quoted[1], position, quoted.end())
    # A dash that stands alone is punctuation, as in a headline: it negates only what it touches.
    touched = text[position + 1 : position + 2]
    if character == "-" and touched and touched != ")" and not touched.isspace():
        return Token(Kind.NOT, "-", position, position + 1)
    if field := _FIELD.match(text, position):
        return Token(Kind.FIELD, field[1], position, field.end())
    chunk = _CHUNK.match(text, position)
    assert chunk is not None
    kind = Kind[chunk.group()] if chunk.group() in OPERATORS else Kind.CHUNK
    return Token(kind, chunk.group(), position, chunk.end())
