"""The distinct tokens and gaps of what was read, numbered, each worked out only once.

News repeats itself: of the tokens of an article nineteen in twenty were in the articles before it. What is the same
wherever a token stands is therefore kept by its number, and an article is a row of numbers, which numpy can ask
about all at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar
from weakref import ref

from briefing.reading.mentions import cues
from briefing.reading.mentions.gaps import gap_kind
from briefing.reading.mentions.numbers import LONGEST, Numbers
from briefing.reading.mentions.stretches import Stretches
from briefing.reading.words import fold_anew

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

_MOST_TOKENS = 30_000
"""Distinct tokens from which a vocabulary is full, and whoever reads on goes on with a renewed one.

More of them would be made anew less often, but lie too far apart for a processor's nearer memory.
"""
_MOST_GAPS = 1 << 12
_CONTRACTIONS = frozenset({"s", "t", "re", "ve", "ll", "d", "m"})
_OPENING = frozenset('\n.!?:;"“”‘«»—–…•*|')
_BLANK = re.compile(r"\s++")

NOTHING, LONG, LONG_OWNING = range(3)
"""The first numbers: of no token at all, and of all that are too long to be names."""

_Item = TypeVar("_Item", bound="np.generic")


class Mark:
    """What is said of a token by its writing alone: bits."""

    CAPITAL = 1
    LOWER = 1 << 1
    UPPER = 1 << 2
    """No letter of it is small."""
    TELLING = 1 << 3
    """Long enough that its capital says something of the line around it."""
    ABBREVIATED = 1 << 4
    """A dot after it is its own."""
    OWNING = 1 << 5
    """A possessive ’s belongs to it."""
    CUT = 1 << 6
    """The word is shorter than what was written, by the possessive or another contraction."""


class GapMark:
    """What is said of a gap: bits."""

    BREAKS = 1
    """A line ends in it."""
    OPENS = 1 << 1
    """What follows it owes its capital to that, as the first word of a sentence or a quotation does."""
    DOT = 1 << 2
    """It is a dot and a space, which may belong to the word before."""


class Vocabulary:
    """Numbers tokens and gaps; the columns hold what is known of each number. Nothing that has a number loses it."""

    def __init__(self) -> None:
        import numpy as np

        self.words: list[str] = ["", "", ""]
        """The tokens without what is contracted to them."""
        self.keys: list[str] = ["", "", ""]
        """The words folded, for looking them up."""
        self.marks = np.zeros(1 << 12, dtype=np.uint8)
        """Bits of `Mark`."""
        self.marks[LONG], self.marks[LONG_OWNING] = Mark.CUT, Mark.CUT | Mark.OWNING
        self.same = np.zeros(1 << 12, dtype=np.int32)
        """For each token the first that has the same key."""
        self.gaps: list[str] = []
        """The gaps, with every blank stretch as one space; those in which a line ends as a newline."""
        self.gap_kinds = np.zeros(1 << 8, dtype=np.int64)
        self.gap_marks = np.zeros(1 << 8, dtype=np.uint8)
        """Bits of `GapMark`."""
        self.before: Callable[[], Vocabulary | None] = lambda: None
        """Which vocabulary this is the renewed one of."""
        self.kept = np.zeros(0, dtype=np.int64)
        """The numbers that its first tokens had there."""
        self._tokens, self._gaps = Numbers(), Numbers()
        self._by_key: dict[str, int] = {"": NOTHING}
        self._by_gap: dict[str, int] = {}
        self._new_marks: list[int] = []
        self._new_same: list[int] = []
        """What belongs at the ends of `marks` and `same`."""
        self._met = np.zeros(1 << 12, dtype=np.int32)
        """In how many places each token was met; half of it once the vocabulary is renewed."""

    def __len__(self) -> int:
        return len(self.words)

    @property
    def full(self) -> bool:
        """Whether it should be renewed, so that memory stays bounded."""
        return len(self.words) > _MOST_TOKENS or len(self._gaps) > _MOST_GAPS

    def renewed(self) -> Vocabulary:
        """A vocabulary of the half of the tokens that were met most."""
        import numpy as np

        kept = the_most_asked(self._met[: len(self.words)], LONG_OWNING + 1)
        new = Vocabulary()
        new.before, new.kept = ref(self), kept
        new.words, new.keys = (
            [column[number] for number in kept.tolist()] for column in (self.words, self.keys)
        )
        new.marks, new._met = self.marks[kept], (self._met[kept] + 1) // 2
        new.same = np.array(
            [new._by_key.setdefault(key, number) for number, key in enumerate(new.keys)], np.int32
        )
        numbers = np.full(len(self.words), -1)
        numbers[kept] = np.arange(len(kept))
        new._tokens = self._tokens.renumbered(numbers)
        return new

    def numbered(self, text: str, read: Stretches) -> tuple[Ints, Ints]:
        """The numbers of the tokens and the gaps of a text."""
        tokens = self._tokens.find(text, read.starts, read.ends, read.tokens, self._token)
        if self._new_marks:
            begin = len(self.words) - len(self._new_marks)
            self.marks = _put(self.marks, begin, self._new_marks)
            self.same = _put(self.same, begin, self._new_same)
            self._new_marks.clear()
            self._new_same.clear()
            self._met = extended(self._met, len(self.words))
        self._met[tokens] += 1
        begin = len(self.gaps)
        gaps = self._gaps.find(text, read.gap_starts, read.starts, read.gaps, self._gap)
        if new := self.gaps[begin:]:
            self.gap_kinds = _put(self.gap_kinds, begin, list(map(gap_kind, new)))
            self.gap_marks = _put(self.gap_marks, begin, list(map(_gap_marks, new)))
        return tokens, gaps

    def _token(self, written: str) -> int:
        """The number of a token that has none yet."""
        word, owns = cut(written)
        if len(written) > LONGEST:
            return LONG_OWNING if owns else LONG
        number = len(self.words)
        key = fold_anew(word.rstrip("."))
        alike = self._by_key.setdefault(key, number)
        # One string for all that are alike.
        key = self.keys[alike] if alike < number else word if word == key else key
        self.words.append(word)
        self.keys.append(key)
        mark = _marks(word, key) | owns * Mark.OWNING | (len(word) < len(written)) * Mark.CUT
        self._new_marks.append(mark)
        self._new_same.append(alike)
        return number

    def _gap(self, written: str) -> int:
        """The number of a gap as it is written."""
        gap = _levelled(written)
        number = self._by_gap.setdefault(gap, len(self.gaps))
        if number == len(self.gaps):
            self.gaps.append(gap)
        return number


def the_most_asked(times: NDArray[np.int32], always: int = 0) -> NDArray[np.int64]:
    """The half that was asked for most, in order, with the first of all; of what was asked for alike the newest.

    What was asked for last would be kept at the cost of what comes back now and then.
    """
    import numpy as np

    rank = times.astype(np.int64) * len(times) + np.arange(len(times))
    rank[:always] = np.iinfo(np.int64).max
    half = len(times) // 2
    kept: NDArray[np.int64] = np.sort(np.argpartition(rank, half)[half:])
    return kept


def extended(column: NDArray[_Item], length: int, filler: int = 0) -> NDArray[_Item]:
    """A column of a length at least: itself, or a longer one with a filler at its end."""
    import numpy as np

    if length <= len(column):
        return column
    added = np.full((max(length, 2 * len(column)) - len(column), *column.shape[1:]), filler, column.dtype)
    return np.concatenate((column, added))


def _put(column: NDArray[_Item], begin: int, values: Sequence[int]) -> NDArray[_Item]:
    column = extended(column, begin + len(values))
    column[begin : begin + len(values)] = values
    return column


def cut(written: str) -> tuple[str, bool]:
    """A token without what is contracted to it, and whether that was a possessive."""
    if "'" in written or "’" in written:
        stem, _, tail = written.replace("’", "'").rpartition("'")
        if tail.lower() in _CONTRACTIONS and stem:
            return written[: len(stem)], tail in {"s", "S"}
    return written, False


def _marks(word: str, key: str) -> int:
    marks = Mark.CAPITAL if word[0].isupper() else 0
    if word.islower():
        marks |= Mark.LOWER
    elif word.isupper():
        marks |= Mark.UPPER
    if len(word) > 3:
        if word[0].isalpha():
            marks |= Mark.TELLING
        if word[-2] == "." or key in cues.ABBREVIATIONS:
            marks |= Mark.ABBREVIATED
    elif len(word) == 1 or word[-2] == "." or key in cues.ABBREVIATIONS:
        marks |= Mark.ABBREVIATED
    return marks


def _gap_marks(gap: str) -> int:
    return (
        (gap == "\n") * GapMark.BREAKS
        | (not _OPENING.isdisjoint(gap)) * GapMark.OPENS
        | (gap == ". ") * GapMark.DOT
    )


def _levelled(gap: str) -> str:
    """A gap with every blank stretch as one space, as a newline if a line ends in it, and of bounded length."""
    if "\n" in gap:
        return "\n"
    gap = _BLANK.sub(" ", gap)
    if len(gap) <= LONGEST:
        return gap
    half = LONGEST // 2
    opens = "" if _OPENING.isdisjoint(gap) else "…"
    return gap[:half] + opens + gap[-half:]
