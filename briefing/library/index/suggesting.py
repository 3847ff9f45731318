"""The word that was probably meant."""

from __future__ import annotations

from collections import Counter

from briefing.library.index.collection import Collection

_FIELDS = ("title", "body", "actors", "places", "source")
_FAR = 2
_NEAR = 1
_LONG = 5
"""Letters from which on a word may be two slips away; shorter ones turn into anything."""


def suggest(collection: Collection, word: str) -> str | None:
    """The nearest word of the collection, the most frequent of equally near ones.

    It starts with the same letter and is at most two slips away, one for a short word. None where there is no
    such word, or where the word itself is known. `word` is folded.
    """
    if not word or any(collection.find(_FIELDS, word)):
        return None
    farthest = _FAR if len(word) >= _LONG else _NEAR
    frequencies: Counter[str] = Counter()
    for terms in collection.starting(_FIELDS, word[0]):
        for known, documents in terms.items():
            if abs(len(known) - len(word)) <= farthest:
                frequencies[known] += documents
    near = (
        (distance, -frequency, known)
        for known, frequency in frequencies.items()
        if (distance := slips(word, known, farthest)) <= farthest
    )
    return min(near, default=(0, 0, None))[2]


def slips(a: str, b: str, farthest: int) -> int:
    """How many letters were left out, put in, changed or swapped with their neighbour between two words.

    The optimal string alignment distance (Damerau 1964, with each letter touched once). Anything above
    `farthest` is given as `farthest + 1`.
    """
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        earlier, before = before, row
        row = [i]
        for j, other in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > farthest and min(before) > farthest:
            return farthest + 1
    return min(row[-1], farthest + 1)
