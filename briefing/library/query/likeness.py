"""When a word is one that was meant: misspelt, by a pattern, or near to others. As definitions, for one text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

_LONG = 5
"""Letters from which on a word may be two slips away; shorter ones turn into anything."""


def most_slips(word: str) -> int:
    """How many slips away another word may be that is still taken for this one."""
    return 2 if len(word) >= _LONG else 1


def is_like(word: str, other: str) -> bool:
    """Whether the other word starts with the same letter and is few enough slips away."""
    most = most_slips(word)
    if word[:1] != other[:1] or abs(len(word) - len(other)) > most:
        return False
    return slips(word, other) <= most


def slips(word: str, other: str) -> int:
    """How many letters were left out, put in, changed or swapped with their neighbour between two words.

    The optimal string alignment distance (Damerau 1964, with each letter touched once).
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        earlier, before = before, row
        row = [i]
        for j, opposite in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != opposite))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == opposite:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]


def nearest(word: str, others: Iterable[str]) -> str | None:
    """The one of a few words that was probably meant, the first of equally near ones; None where none is near."""
    most = min(most_slips(word), len(word) - 2)
    as_long = (other for other in others if abs(len(word) - len(other)) <= most)
    near = [(found, other) for other in as_long if (found := slips(word, other)) <= most]
    return min(near, key=lambda pair: pair[0])[1] if near else None


def fits_pattern(pattern: str, word: str) -> bool:
    """Whether a word has the form of a pattern of letters, stars and question marks."""
    return _expression(pattern).fullmatch(word) is not None


@lru_cache(maxsize=256)
def _expression(pattern: str) -> re.Pattern[str]:
    return re.compile("".join({"*": ".*", "?": "."}.get(part) or re.escape(part) for part in _cut(pattern)))


def line_expression(pattern: str) -> re.Pattern[bytes]:
    """The same for whole lines of a text of words in UTF-8, a word a line."""
    one = rb"(?:[\x00-\x09\x0b-\x7f]|[\xc0-\xff][\x80-\xbf]*)"
    parts = ({"*": rb"[^\n]*", "?": one}.get(part) or re.escape(part.encode()) for part in _cut(pattern))
    return re.compile(b"^" + b"".join(parts) + b"$", re.MULTILINE)


def _cut(pattern: str) -> list[str]:
    return re.split("([*?])", pattern)


def places_near(places: Sequence[Sequence[int]], distance: int) -> Iterator[range]:
    """The stretches in which a word of each kind stands, with at most so many other words among them.

    `places` are those of each word, rising. A stretch for each place at which one is complete; it is the
    shortest that ends there.
    """
    span = len(places) - 1 + distance
    last = [-span - 1] * len(places)
    for place, which in sorted((place, which) for which, found in enumerate(places) for place in found):
        last[which] = place
        first = min(last)
        if first >= 0 and place - first <= span:
            yield range(first, place + 1)
