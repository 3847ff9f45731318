"""Stems: one form for the forms of a word, so that "launched" and "launching" count as the same word."""

from __future__ import annotations

from functools import lru_cache

_ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("sses", "ss"),
    ("ing", ""),
    ("ed", ""),
    ("es", ""),
    ("s", ""),
    ("ly", ""),
)
_SHORTEST = 3
"""Fewer letters than this say too little to be a stem."""


@lru_cache(maxsize=131072)
def stem(folded: str) -> str:
    """The stem of a folded English word: one ending off, then a silent e or a doubled letter.

    It errs towards leaving words apart: a stem is compared, never shown.

    >>> stem("launched"), stem("launching"), stem("stopped"), stem("cities"), stem("crisis")
    ('launch', 'launch', 'stop', 'city', 'crisis')
    """
    word = folded
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            if ending == "s" and word[-2] in "su":
                return word
            if ending == "s" and word.endswith("is"):
                return word
            word = word[: -len(ending)] + instead
            break
    if len(word) > _SHORTEST + 1 and word.endswith("e"):
        word = word[:-1]
    if len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in "slz":
        word = word[:-1]
    return word


_OF_DEEDS = ("ments", "ment", "ions", "ion")
_SHORTEST_ROOT = 5
"""Fewer letters than this before such an ending are a word of their own kind: "nation", "moment"."""


@lru_cache(maxsize=131072)
def root(folded: str) -> str:
    """The stem that a noun of doing shares with its verb, so that "development" counts as "developing" does.

    Coarser than a stem: for asking whether two passages correspond, not for searching.

    >>> root("development"), root("developing"), root("violations"), root("violates"), root("nations")
    ('develop', 'develop', 'violat', 'violat', 'nation')
    """
    for ending in _OF_DEEDS:
        if folded.endswith(ending) and len(folded) - len(ending) >= _SHORTEST_ROOT:
            return stem(folded[: -len(ending)])
    return stem(folded)
