"""The tokens that names are made of, with what of their writing bears on names.

They differ from `briefing.reading.words` in what they keep: capitals, the dots of "U.S.", the parts of
"Moscow-Pyongyang", and the possessive as a mark of its own, as it ends a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from briefing.reading.mentions import cues
from briefing.reading.mentions.gaps import LINE_END, OWNING, SPACE
from briefing.reading.mentions.stretches import Stretches, stretches
from briefing.reading.mentions.vocabulary import GapMark, Mark, Vocabulary, cut

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bits = NDArray[np.uint8]
    Flags = NDArray[np.bool_]
    Ints = NDArray[np.int64]

LONGEST_LINE = 20_000
"""Characters after which a line is cut, at a space if it has one."""
_WINDOW = 120_000
"""Characters that are read together: an article as a rule; of longer texts a part, so that memory stays bounded."""

OPENS, LOUD = 1, 2
"""Variants of a word: its capital is owed to a sentence's start, or to a headline. Else it is 0."""


@dataclass(slots=True)
class Line:
    """The tokens of a line, as columns: the same index is the same token in each."""

    text: str
    keys: list[str]
    """The token folded, for looking it up."""
    starts: Sequence[int]
    ends: Sequence[int]
    gaps: list[str]
    """What stands between the token before and this one, with every blank stretch as one space."""
    owning: Sequence[bool]
    """Whether a possessive ’s follows, which is not part of the token."""
    capital: Sequence[bool]
    """Whether the token is written like a name, in the manner of its line."""
    opening: Sequence[bool]
    """Whether the token begins a sentence, a quotation or an item, and owes its capital to that."""
    capitals: list[int]
    """Which tokens have a capital."""
    loud: bool
    """Whether nearly every word has a capital, as in headlines, so that capitals say little."""
    shouting: bool
    """Whether nearly every word is all in capitals."""

    def __len__(self) -> int:
        return len(self.keys)

    def word(self, index: int) -> str:
        """A token as it is written."""
        return self.text[self.starts[index] : self.ends[index]]

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
        word, key = self.word(index), self.keys[index]
        return len(word) == 1 or word[-2:-1] == "." or key in cues.TITLES or key in cues.PLACE_OPENERS


class Place(NamedTuple):
    """Where an article stands in a text."""

    start: int
    body: int
    """Where its title ends. Of a title even a short line may have capitals throughout; below, one is a name."""


WHOLE = Place(0, 0)
"""That of a text that is an article without a title."""


@dataclass(slots=True)
class Page:
    """Lines that are read together, each with a token at least; and all their tokens as columns of numbers."""

    vocabulary: Vocabulary
    lines: list[Line]
    articles: list[int]
    """Where the lines of each article begin, and where those of the last end."""
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


def pages(text: str, articles: Sequence[Place] = (WHOLE,)) -> Iterator[Page]:
    """The lines of a text with their tokens, a window at a time."""
    start = 0
    while start < len(text):
        end = start + _WINDOW
        if end < len(text):
            end = text.rfind("\n", start, end) + 1 or text.rfind(" ", start, end) + 1 or end
        if page := _Reader(text, start, end, articles).page():
            yield page
        start = end


_VOCABULARY: list[Vocabulary] = []
_LOCK = Lock()


def _numbered(text: str, read: Stretches) -> tuple[Vocabulary, Ints, Ints]:
    """The numbers of tokens and gaps in the vocabulary that all texts share until it is full."""
    with _LOCK:
        if not _VOCABULARY:
            _VOCABULARY.append(Vocabulary())
        elif _VOCABULARY[0].full:
            _VOCABULARY[0] = _VOCABULARY[0].renewed()
        (vocabulary,) = _VOCABULARY
        return vocabulary, *vocabulary.numbered(text, read)


class _Reader:
    """Makes a page of a window of a text."""

    def __init__(self, text: str, start: int, end: int, articles: Sequence[Place]) -> None:
        self._text = text
        self._start = start
        self._end = min(end, len(text))
        self._articles = articles
        self._read = stretches(text, start, end)
        self._starts = self._read.starts

    def page(self) -> Page | None:
        """The page; None if there is no token."""
        import numpy as np

        if not len(self._starts):
            return None
        vocabulary, tokens, gaps = _numbered(self._text, self._read)
        marks, gap_marks = vocabulary.marks[tokens], vocabulary.gap_marks[gaps]
        keys = list(map(vocabulary.keys.__getitem__, tokens.tolist()))
        between = list(map(vocabulary.gaps.__getitem__, gaps.tolist()))
        ends = self._cut_off(vocabulary, tokens, (marks & Mark.CUT).nonzero()[0])
        firsts = self._begin_lines((gap_marks & GapMark.BREAKS).nonzero()[0])
        articles = self._begin_articles(firsts)
        loud, shouting = self._listen(marks, firsts, articles)
        owning, capital = (marks & Mark.OWNING) != 0, (marks & Mark.CAPITAL) != 0
        opening = (gap_marks & GapMark.OPENS) != 0
        opening[1:] &= ((gap_marks[1:] & GapMark.DOT) == 0) | ((marks[:-1] & Mark.ABBREVIATED) == 0)
        opening[firsts] = True
        kinds = vocabulary.gap_kinds[gaps]
        kinds[1:][owning[:-1] & (kinds[1:] == SPACE)] = OWNING
        kinds[firsts] = LINE_END
        bounds = [*firsts.tolist(), len(keys)]
        variants = (capital & opening).astype(np.int64)
        for number in loud.nonzero()[0].tolist():
            variants[bounds[number] : bounds[number + 1]] = LOUD
        variants[(marks & Mark.LOWER) != 0] = 0
        at = capital.nonzero()[0]
        parts = at.searchsorted(bounds)
        held = (at - firsts.repeat(parts[1:] - parts[:-1])).tolist()
        starts, stops, owns, capitals, opens = map(_by_item, (self._starts, ends, owning, capital, opening))
        lines = [
            Line(
                self._text, keys[a:b], starts[a:b], stops[a:b], between[a:b],
                owns[a:b], capitals[a:b], opens[a:b], held[c:d], is_loud, shouts,
            )
            for (a, b), (c, d), is_loud, shouts in zip(
                pairwise(bounds), pairwise(parts.tolist()), loud.tolist(), shouting.tolist(), strict=True
            )
        ]  # fmt: skip
        return Page(vocabulary, lines, articles.tolist(), firsts, tokens, variants, kinds)

    def _cut_off(self, vocabulary: Vocabulary, tokens: Ints, at: Ints) -> Ints:
        """Where the tokens end without what is contracted to those at some places."""
        ends = self._read.ends.copy()
        for index, token in zip(at.tolist(), tokens[at].tolist(), strict=True):
            # Of what is too long to be a name the vocabulary has no word.
            word = vocabulary.words[token] or cut(self._text[self._starts[index] : ends[index]])[0]
            ends[index] = self._starts[index] + len(word)
        return ends

    def _begin_lines(self, broken: Ints) -> Ints:
        """The tokens with which lines begin, of which those in `broken` have a line's end before them."""
        import numpy as np

        firsts = broken if len(broken) and broken[0] == 0 else np.append(0, broken)
        starts = np.append(self._starts[firsts], self._end)
        if (starts[1:] - starts[:-1] <= LONGEST_LINE).all():
            return firsts
        bounds = [*firsts.tolist(), len(self._starts)]
        return np.array([part for first, end in pairwise(bounds) for part in self._cut(first, end)])

    def _cut(self, first: int, end: int) -> Iterator[int]:
        """The tokens with which the parts of a line begin that may be too long."""
        text = self._text
        yield first
        begin = text.rfind("\n", self._start, int(self._starts[first])) + 1 or self._start
        while begin + LONGEST_LINE < self._end and text.find("\n", begin, begin + LONGEST_LINE) < 0:
            space = text.rfind(" ", begin + 1, begin + LONGEST_LINE)
            begin = space if space > 0 else begin + LONGEST_LINE
            last, first = first, first + int(self._starts[first:end].searchsorted(begin))
            if last < first < end:
                yield first

    def _begin_articles(self, firsts: Ints) -> Ints:
        """Where the lines of each article begin, and where those of the last end."""
        import numpy as np

        begins = self._starts[firsts].searchsorted([place.start for place in self._articles])
        return np.append(begins, len(firsts))

    def _listen(self, marks: Bits, firsts: Ints, articles: Ints) -> tuple[Flags, Flags]:
        """For each line whether it is loud and whether it shouts.

        That tells a headline of a few long words from running text: there, capitals are no news.
        """
        import numpy as np

        telling = (marks & Mark.TELLING) != 0
        upper = telling & ((marks & Mark.UPPER) != 0)
        titled = telling & ((marks & Mark.CAPITAL) != 0)
        count, uppers, titles = np.add.reduceat((telling, upper, titled), firsts, axis=1, dtype=np.int64)
        bodies = np.array([place.body for place in self._articles]).repeat(articles[1:] - articles[:-1])
        least = np.where(self._starts[firsts] < bodies, 2, 4)
        shouting = (count >= least) & (uppers * 10 >= count * 7)
        loud = shouting | ((count >= least) & (titles * 10 >= count * 8))
        for number in (loud & ~shouting).nonzero()[0].tolist():
            after = firsts[number + 1] if number + 1 < len(firsts) else len(self._starts)
            loud[number] = not self._ends_in_dot(int(after))
        return loud, shouting

    def _ends_in_dot(self, after: int) -> bool:
        """Whether the line whose last token stands before another ends in a dot."""
        end = int(self._starts[after]) if after < len(self._starts) else self._end
        last = int(self._starts[after - 1])
        line = self._text[last:end]
        return line.partition("\n")[0].endswith(".")


def _by_item(column: NDArray[Any]) -> Any:
    """A column of which few items are asked for, one by one: sooner ready than a list, and parted without a copy."""
    return column.data
