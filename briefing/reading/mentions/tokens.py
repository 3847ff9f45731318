"""The tokens that names are made of, with what of their writing bears on names.

They differ from `briefing.reading.words` in what they keep: capitals, the dots of "U.S.", the parts of
"Moscow-Pyongyang", and the possessive as a mark of its own, as it ends a name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from threading import Lock
from typing import TYPE_CHECKING

from briefing.reading.mentions import cues
from briefing.reading.mentions.gaps import LINE_END, OWNING, SPACE
from briefing.reading.mentions.vocabulary import GapMark, Mark, Vocabulary, cut

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bits = NDArray[np.uint8]
    Flags = NDArray[np.bool_]
    Ints = NDArray[np.int64]

# Possessive quantifiers keep every input linear. What is neither space nor punctuation may stand in a word,
# so combining marks and letters of any script do. Dotted letters are one token: "U.S.", "J.K.".
# The first alternative is what the third finds too, for the most frequent case several times faster.
# Splitting by what is captured gives the gaps and the tokens in turn.
_TOKEN = re.compile(
    r"([A-Za-z0-9]++(?=[ ,])"
    r"|(?:(?<![^\W_])[^\W\d_]\.(?=[^\W\d_](?:\.|(?![^\W_]))))++[^\W\d_]\.?"
    r"|[^\s\x00-/:-@\[-`{-\x7f«»‘’“”„‹›–—―…·•|]++(?:['’][^\s\x00-/:-@\[-`{-\x7f«»‘’“”„‹›–—―…·•|]++)*+)"
)
_LONGEST_LINE = 20_000
"""Characters after which a line is cut, at a space if it has one."""
_WINDOW = 120_000
"""Characters that are read together: an article as a rule; of longer texts a part, so that memory stays bounded."""

OPENS, LOUD = 1, 2
"""Variants of a word: its capital is owed to a sentence's start, or to a headline. Else it is 0."""


@dataclass(slots=True)
class Line:
    """The tokens of a line, as columns: the same index is the same token in each."""

    text: str
    words: list[str]
    """The token as it is written."""
    keys: list[str]
    """The token folded, for looking it up."""
    starts: list[int]
    ends: list[int]
    gaps: list[str]
    """What stands between the token before and this one, with every blank stretch as one space."""
    owning: list[bool]
    """Whether a possessive ’s follows, which is not part of the token."""
    capital: list[bool]
    """Whether the token is written like a name, in the manner of its line."""
    opening: list[bool]
    """Whether the token begins a sentence, a quotation or an item, and owes its capital to that."""
    capitals: list[int]
    """Which tokens have a capital."""
    loud: bool
    """Whether nearly every word has a capital, as in headlines, so that capitals say little."""
    shouting: bool
    """Whether nearly every word is all in capitals."""

    def __len__(self) -> int:
        return len(self.words)

    def key(self, index: int) -> str:
        """The folded token, or nothing beyond the line's ends."""
        return self.keys[index] if 0 <= index < len(self.keys) else ""

    def gap(self, index: int) -> str:
        """What stands before a token; at the line's ends, a newline."""
        return self.gaps[index] if 0 < index < len(self.gaps) else "\n"

    def joined(self, index: int) -> bool:
        """Whether a name may run on from the token before into this one."""
        gap = self.gap(index)
        return not self.owning[index - 1] and (
            gap in {" ", "-", "&", " & "} or (gap == ". " and self._leads(index - 1))
        )

    def _leads(self, index: int) -> bool:
        """Whether a token is an initial, a title or "St", whose dot stands inside a name."""
        word, key = self.words[index], self.keys[index]
        return len(word) == 1 or word[-2:-1] == "." or key in cues.TITLES or key in cues.PLACE_OPENERS


@dataclass(slots=True)
class Page:
    """Lines that are read together, each with a token at least; and all their tokens as columns of numbers."""

    vocabulary: Vocabulary
    lines: list[Line]
    firsts: Ints
    """Where each line begins in the columns."""
    tokens: Ints
    """The tokens' numbers in the vocabulary."""
    variants: Ints
    gaps: Ints
    """The kinds of the gaps; `OWNING` after a token with a possessive, `LINE_END` before each line."""


def lines(text: str) -> Iterator[Line]:
    """The lines of a text that have tokens."""
    for page in pages(text):
        yield from page.lines


def pages(text: str, body: int = 0) -> Iterator[Page]:
    """The lines of a text with their tokens, a window at a time; before `body` stand headlines.

    Of headlines even a short one may have capitals throughout; in a text, a short line of capitals is a name.
    """
    start = 0
    while start < len(text):
        end = start + _WINDOW
        if end < len(text):
            end = text.rfind("\n", start, end) + 1 or text.rfind(" ", start, end) + 1 or end
        if page := _Reader(text, start, end, body).page():
            yield page
        start = end


_VOCABULARY: list[Vocabulary] = []
_LOCK = Lock()


def _numbered(written: Sequence[str], gaps: list[str]) -> tuple[Vocabulary, Ints, Ints]:
    """The numbers of tokens and gaps, which are levelled, in the vocabulary that all texts share until it is full."""
    with _LOCK:
        if not _VOCABULARY:
            _VOCABULARY.append(Vocabulary())
        elif _VOCABULARY[0].full:
            _VOCABULARY[0] = _VOCABULARY[0].renewed()
        (vocabulary,) = _VOCABULARY
        return vocabulary, vocabulary.tokens(written), vocabulary.between(gaps)


class _Reader:
    """Makes a page of a window of a text."""

    def __init__(self, text: str, start: int, end: int, body: int) -> None:
        self._text = text
        self._start = start
        self._end = min(end, len(text))
        self._body = body
        self._pieces = _TOKEN.split(text[start:end])
        bounds = list(accumulate(map(len, self._pieces), initial=start))
        self._starts, self._ends = bounds[1:-1:2], bounds[2::2]

    def page(self) -> Page | None:
        """The page; None if there is no token."""
        import numpy as np

        words, between = self._pieces[1::2], self._pieces[:-1:2]
        if not words:
            return None
        vocabulary, tokens, gaps = _numbered(words, between)
        marks, gap_marks = vocabulary.marks[tokens], vocabulary.gap_marks[gaps]
        for index in np.flatnonzero(marks & Mark.CUT).tolist():
            words[index], _ = cut(words[index])
            self._ends[index] = self._starts[index] + len(words[index])
        firsts = np.array(self._begin_lines(np.flatnonzero(gap_marks & GapMark.BREAKS).tolist()))
        loud, shouting = self._listen(marks, firsts)
        owning, capital = (marks & Mark.OWNING) != 0, (marks & Mark.CAPITAL) != 0
        opening = (gap_marks & GapMark.OPENS) != 0
        opening[1:] &= ((gap_marks[1:] & GapMark.DOT) == 0) | ((marks[:-1] & Mark.ABBREVIATED) == 0)
        opening[firsts] = True
        kinds = vocabulary.gap_kinds[gaps]
        kinds[1:][owning[:-1] & (kinds[1:] == SPACE)] = OWNING
        kinds[firsts] = LINE_END
        bounds = [*firsts.tolist(), len(words)]
        variants = (capital & opening).astype(np.int64)
        for number in np.flatnonzero(loud).tolist():
            variants[bounds[number] : bounds[number + 1]] = LOUD
        variants[(marks & Mark.LOWER) != 0] = 0
        keys = list(map(vocabulary.keys.__getitem__, tokens.tolist()))
        owns, capitals, opens = owning.tolist(), capital.tolist(), opening.tolist()
        at = np.flatnonzero(capital)
        parts = at.searchsorted(bounds)
        held = (at - firsts.repeat(parts[1:] - parts[:-1])).tolist()
        lines = [
            Line(
                self._text, words[a:b], keys[a:b], self._starts[a:b], self._ends[a:b], between[a:b],
                owns[a:b], capitals[a:b], opens[a:b], held[c:d], is_loud, shouts,
            )
            for (a, b), (c, d), is_loud, shouts in zip(
                pairwise(bounds), pairwise(parts.tolist()), loud.tolist(), shouting.tolist(), strict=True
            )
        ]  # fmt: skip
        return Page(vocabulary, lines, firsts, tokens, variants, kinds)

    def _begin_lines(self, broken: list[int]) -> list[int]:
        """The tokens with which lines begin, of which those in `broken` have a line's end before them."""
        firsts = broken if broken and broken[0] == 0 else [0, *broken]
        starts = [*(self._starts[first] for first in firsts), self._end]
        if all(end - start <= _LONGEST_LINE for start, end in pairwise(starts)):
            return firsts
        return [
            part for first, end in pairwise([*firsts, len(self._starts)]) for part in self._cut(first, end)
        ]

    def _cut(self, first: int, end: int) -> Iterator[int]:
        """The tokens with which the parts of a line begin that may be too long."""
        text = self._text
        yield first
        begin = text.rfind("\n", self._start, self._starts[first]) + 1 or self._start
        while begin + _LONGEST_LINE < self._end and text.find("\n", begin, begin + _LONGEST_LINE) < 0:
            space = text.rfind(" ", begin + 1, begin + _LONGEST_LINE)
            begin = space if space > 0 else begin + _LONGEST_LINE
            last, first = first, bisect_left(self._starts, begin, first, end)
            if last < first < end:
                yield first

    def _listen(self, marks: Bits, firsts: Ints) -> tuple[Flags, Flags]:
        """For each line whether it is loud and whether it shouts.

        That tells a headline of a few long words from running text: there, capitals are no news.
        """
        import numpy as np

        telling = (marks & Mark.TELLING) != 0
        upper = telling & ((marks & Mark.UPPER) != 0)
        titled = telling & ((marks & Mark.CAPITAL) != 0)
        count, uppers, titles = np.add.reduceat((telling, upper, titled), firsts, axis=1, dtype=np.int64)
        least = np.array([2 if self._starts[first] < self._body else 4 for first in firsts.tolist()])
        shouting = (count >= least) & (uppers * 10 >= count * 7)
        loud = shouting | ((count >= least) & (titles * 10 >= count * 8))
        for number in np.flatnonzero(loud & ~shouting).tolist():
            after = firsts[number + 1] if number + 1 < len(firsts) else len(self._starts)
            loud[number] = not self._ends_in_dot(int(after))
        return loud, shouting

    def _ends_in_dot(self, after: int) -> bool:
        """Whether the line whose last token stands before another ends in a dot."""
        end = self._starts[after] if after < len(self._starts) else self._end
        last = self._starts[after - 1]
        line = self._text[last:end]
        return line.partition("\n")[0].endswith(".")
