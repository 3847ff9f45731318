"""Words as the index, the queries, the highlights and the comparison of passages all see them.

One tokeniser for all of them, so that what is found is what is marked.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate, compress
from typing import NamedTuple

# Scripts that are written without spaces give a word a character; a search for a run of them is a phrase.
_UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"


@cache
def _unspaced_letter() -> re.Pattern[str]:
    return re.compile(f"[{_UNSPACED}]")


@cache
def _word() -> re.Pattern[str]:
    """What a word is; made when it is first asked for, as sets of so many letters take time that a start has not."""
    return re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+(?:[’'.](?=[^\W_])[^\W_{_UNSPACED}]+)*")


@cache
def _words_and_gaps() -> re.Pattern[str]:
    return re.compile(f"({_word().pattern})")


class Word(NamedTuple):
    """A word where it stands: offsets into its text, and the folded form that is compared."""

    start: int
    end: int
    folded: str


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """The form in which words are compared: no case, no accents, no possessive, no dots in initials.

    >>> fold("Russia’s"), fold("U.S"), fold("Évian")
    ('russia', 'us', 'evian')
    """
    return fold_anew(word)


def fold_anew(word: str) -> str:
    """What `fold` says, for those who keep it themselves."""
    plain = word.casefold()
    if not plain.isascii():
        # Compatibility forms may decompose into capitals again, or into signs that part words.
        plain = unicodedata.normalize("NFKD", plain).casefold().replace("’", "'")
        plain = "".join(c for c in plain if c.isalnum() or c in "'.").strip("'.")
    if "'" in plain:
        plain = plain.removesuffix("'s").replace("'", "")
    if "." in plain and all(len(part) == 1 and part.isalpha() for part in plain.split(".")):
        plain = plain.replace(".", "")
    return plain


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[Word]:
    """Every word of a stretch of a text in order, offsets counted in the whole. Time is linear in its length."""
    for match in _word().finditer(text, start, len(text) if end is None else end):
        if folded := fold(match.group()):
            yield Word(match.start(), match.end(), folded)


def is_unspaced(character: str) -> bool:
    """Whether a character is a letter of a script that is written without spaces; of no character, it is not."""
    return _unspaced_letter().match(character) is not None


def joined(folded: Iterable[str]) -> str:
    """Folded words in a row as one would write them: without a space where the script has none.

    >>> joined(["卫", "星", "launch"])
    '卫星 launch'
    """
    written = ""
    for word in folded:
        together = is_unspaced(written[-1:]) and is_unspaced(word[:1])
        written += word if together or not written else f" {word}"
    return unicodedata.normalize("NFC", written)


def raw_words(text: str) -> list[str]:
    """Every word of a text in order as it is written; `fold` may leave nothing of one."""
    return _word().findall(text)


def folded_words(text: str) -> list[str]:
    """The folded form of every word of a text in order, for those who need no offsets."""
    return list(filter(None, map(fold, raw_words(text))))


class CutText:
    """A text cut into words: their folded forms, and where they stand."""

    def __init__(self, text: str) -> None:
        # What stands between words and the words in turn: quicker than a match for every word that knows its place.
        pieces = _words_and_gaps().split(text)
        folded = list(map(fold, pieces[1::2]))
        bounds = array("q", accumulate(map(len, pieces)))
        starts, ends = bounds[:-1:2], bounds[1::2]
        self.words: Sequence[str] = list(filter(None, folded))
        """The same as `folded_words`."""
        if len(folded) > len(self.words):
            starts, ends = (array("q", compress(places, folded)) for places in (starts, ends))
        self._starts, self._ends = starts, ends

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where a stretch of words stands, by the numbers among `words`: from its start to behind its end."""
        return self._starts[first], self._ends[last]
