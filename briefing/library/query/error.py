"""What is wrong with a query, and where."""

from __future__ import annotations

import unicodedata

from briefing.safetext import one_line

_SHOWN = 60
"""Characters of a long query that are shown around the place."""


class QueryError(ValueError):
    """A query that can't be read. Its `str` is a sentence for the person who typed it."""

    def __init__(self, text: str, message: str, column: int, expected: str) -> None:
        """`column` counts characters of `text` from 0; `expected` says what could stand there instead."""
        self.message = one_line(message)
        sentence = self.message[:1].upper() + self.message[1:]
        super().__init__(f"{sentence} (at character {column + 1} of the query); expected {expected}.")
        self.text = text
        self.column = column
        self.expected = expected

    def pointer(self) -> str:
        """The query, or what of it is near the place, and below it a caret at the place."""
        start = max(0, self.column - _SHOWN // 2)
        shown = one_line(self.text[start : start + _SHOWN])
        cells = sum(map(_cells, shown[: self.column - start]))
        return f"{shown}\n{' ' * cells}^"


def _cells(character: str) -> int:
    """The cells of a terminal that a character takes."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
