"""A text as tokens and what stands between them: where each begins, and a hash of what is written there.

All that numpy can do at once for a whole text, without a string for any token: most were met before, and are known
by their hashes.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from os import urandom
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Hashes = NDArray[np.uint64]

_NO_LETTER = r"\s\x00-/:-@\[-`{-\x7f«»‘’“”„‹›–—―…·•|"
# Possessive quantifiers keep every input linear. What is neither space nor punctuation may stand in a word,
# so combining marks and letters of any script do. Dotted letters are one token: "U.S.", "J.K.".
TOKEN = re.compile(
    r"(?:(?<![^\W_])[^\W\d_]\.(?=[^\W\d_](?:\.|(?![^\W_]))))++[^\W\d_]\.?"
    rf"|[^{_NO_LETTER}]++(?:['’][^{_NO_LETTER}]++)*+"
)
_LETTER, _APOSTROPHE, _DOT, _DIGIT = 1, 1 << 1, 1 << 2, 1 << 3
_SIGNS = (*range(0x100), 0x1680, *range(0x2000, 0x2070), 0x3000)
"""The codes among which all characters are that are no letters to `TOKEN`."""
_MOST_TEXT = 60_000
"""Characters up to which texts are hashed without more ado: nearly all articles, and what is put together of them."""
_SALT = tuple(int.from_bytes(urandom(8), "little") | 1 for _ in range(2))


class Stretches(NamedTuple):
    """The tokens of a text and the gaps before them, as columns."""

    gap_starts: Ints
    """Where the gap begins that stands before each token."""
    starts: Ints
    ends: Ints
    gaps: Hashes
    tokens: Hashes


def stretches(text: str, start: int, end: int) -> Stretches:
    """The tokens of a text from a start to an end, and what stands before each."""
    import numpy as np

    codes = np.frombuffer(text[start:end].encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    spans = _spans(text[start:end], codes)
    bounds = np.zeros(spans.size + 1, dtype=np.int64)
    bounds[1:] = spans.ravel()
    hashes = _hashes(codes, bounds)
    bounds += start
    return Stretches(bounds[:-1:2], bounds[1::2], bounds[2::2], hashes[::2], hashes[1::2])


def _spans(text: str, codes: NDArray[np.uint32]) -> Ints:
    """Where each token begins and ends: what `TOKEN` finds."""
    import numpy as np

    # Two that are nothing stand around the text, so that every character has neighbours.
    kinds = np.zeros(len(codes) + 4, dtype=np.uint8)
    _kinds().take(codes, mode="clip", out=kinds[2:-2])
    letters = kinds & _LETTER
    apostrophes = (kinds & _APOSTROPHE).nonzero()[0]
    letters[apostrophes] = letters[apostrophes - 1] & letters[apostrophes + 1]
    spans = (letters[2:-1] != letters[1:-2]).nonzero()[0].reshape(-1, 2)
    dots = (kinds & _DOT).nonzero()[0]
    before, after = dots - 1, dots + 1
    initial = (letters[before] & ~letters[dots - 2] & letters[after]) != 0
    dots = dots[initial & ((kinds[before] | kinds[after]) & _DIGIT == 0)]
    return _with_dotted(text, spans, (dots - 2).tolist()) if len(dots) else spans


def _with_dotted(text: str, spans: Ints, dots: list[int]) -> Ints:
    """The spans with what dots may join, between two spaces, found anew."""
    import numpy as np

    parts = []
    held = stop = 0
    for dot in dots:
        if dot < stop:
            continue
        start = text.rfind(" ", stop, dot) + 1 or stop
        stop = text.find(" ", dot)
        stop = stop if stop >= 0 else len(text)
        first, last = spans[:, 0].searchsorted((start, stop)).tolist()
        found = [match.span() for match in TOKEN.finditer(text, start, stop)]
        parts += [spans[held:first], np.array(found)]
        held = last
    return np.concatenate((*parts, spans[held:]))


@cache
def _kinds() -> NDArray[np.uint8]:
    """By a character's code what it is to tokens; the last is that of all beyond."""
    import numpy as np

    kinds = np.full(_SIGNS[-1] + 2, _LETTER, dtype=np.uint8)
    kinds[list(map(ord, re.findall(f"[{_NO_LETTER}]", "".join(map(chr, _SIGNS)))))] = 0
    kinds[[ord("'"), ord("’")]] = _APOSTROPHE
    kinds[ord(".")] = _DOT
    kinds[ord("0") : ord("9") + 1] |= _DIGIT
    return kinds


def _hashes(codes: NDArray[np.uint32], bounds: Ints) -> Hashes:
    """The hash of what stands between each two bounds: a polynomial of its characters, modulo 2 to the 64th.

    Differences of sums over the text so far say them all at once. No text can know the number that is put into the
    polynomial; two of short stretches have one hash as seldom as two at random.
    """
    import numpy as np

    powers, inverse = _powers(1 << max(_MOST_TEXT, len(codes)).bit_length())
    sums = np.zeros(len(codes) + 1, dtype=np.uint64)
    # No character counts as nothing.
    np.cumsum((codes + np.uint32(1)) * powers[: len(codes)], out=sums[1:])
    up_to = sums[bounds]
    return (up_to[1:] - up_to[:-1]) * inverse[bounds[:-1]]


@lru_cache(maxsize=1)
def _powers(count: int) -> tuple[Hashes, Hashes]:
    """The first powers of the salt, and those of its inverse, these times another so that all bits are mixed."""
    import numpy as np

    base, mix = _SALT
    powers = np.empty((2, count), dtype=np.uint64)
    powers[0], powers[1] = base, pow(base, -1, 1 << 64)
    powers[:, 0] = 1, mix
    np.multiply.accumulate(powers, axis=1, out=powers)
    return powers[0], powers[1]
