"""Tokens: words, figures and signs, finer than words are elsewhere, for a hyphen or a % makes another number."""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"[$€£¥₹]|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:st|nd|rd|th)?|%|[ap]\.m\.?"
    r"|[^\W\d_]+(?:[’'][^\W\d_]+)?|[-–—]|[^\w\s]"
)


class Token(NamedTuple):
    """A word, a number or a sign where it stands."""

    start: int
    end: int
    text: str
    """In small letters."""
    capital: bool
    """Whether it begins with a capital."""
    acronym: bool
    """Whether it is all capitals, and more than one."""


class Tokens(tuple[Token, ...]):
    """The tokens of a stretch of a text; beyond either end there is nothing but space."""

    __slots__ = ()

    @classmethod
    def of(cls, text: str, start: int = 0, end: int | None = None) -> Tokens:
        """Those between two offsets of a text; theirs count in the whole text."""
        return cls(
            Token(
                start=match.start(),
                end=match.end(),
                text=match.group().lower(),
                capital=match.group()[0].isupper(),
                acronym=len(match.group()) > 1 and match.group().isupper(),
            )
            for match in _TOKEN.finditer(text, start, len(text) if end is None else end)
        )

    def word(self, at: int) -> str:
        """The text of a token, in small letters."""
        return self[at].text if 0 <= at < len(self) else " "

    def is_capital(self, at: int) -> bool:
        """Whether a token begins with a capital."""
        return 0 <= at < len(self) and self[at].capital

    def is_acronym(self, at: int) -> bool:
        """Whether a token is all capitals, and more than one."""
        return 0 <= at < len(self) and self[at].acronym
