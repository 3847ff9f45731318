"""The tokens that names are made of, with what of their writing bears on names.

They differ from `briefing.reading.words` in what they keep: capitals, the dots of "U.S.", the parts of
"Moscow-Pyongyang", and the possessive as a mark of its own, as it ends a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from briefing.article import Span
from briefing.reading.mentions import cues
from briefing.reading.words import fold

# Possessive quantifiers keep every input linear. What is neither space nor punctuation may stand in a word,
# so combining marks and letters of any script do. Dotted letters are one token: "U.S.", "J.K.".
# The first alternative is what the third finds too, for the most frequent case several times faster.
_TOKEN = re.compile(
    r"[A-Za-z0-9]++(?=[ ,])"
    r"|(?:(?<![^\W_])[^\W\d_]\.(?=[^\W\d_](?:\.|(?![^\W_]))))++[^\W\d_]\.?"
    r"|[^\s\x00-/:-@\[-`{-\x7f«»‘’“”„‹›–—―…·•|]++(?:['’][^\s\x00-/:-@\[-`{-\x7f«»‘’“”„‹›–—―…·•|]++)*+"
)
_BLANK = re.compile(r"\s++")
_CONTRACTIONS = frozenset({"s", "t", "re", "ve", "ll", "d", "m"})
_OPENING = frozenset('\n.!?:;"“”‘«»—–…•*|')
_LONGEST_STRETCH = 20_000
_LONGEST_NAME = 40


@dataclass(slots=True)
class Line:
    """The tokens of a line, as columns: the same index is the same token in each."""

    text: str
    start: int
    end: int
    words: list[str] = field(default_factory=list)
    """The token as it is written."""
    keys: list[str] = field(default_factory=list)
    """The token folded, for looking it up."""
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    """What stands between the token before and this one, with every blank stretch as one space."""
    owning: list[bool] = field(default_factory=list)
    """Whether a possessive ’s follows, which is not part of the token."""
    capital: list[bool] = field(default_factory=list)
    """Whether the token is written like a name, in the manner of its line."""
    opening: list[bool] = field(default_factory=list)
    """Whether the token begins a sentence, a quotation or an item, and owes its capital to that."""
    loud: bool = False
    """Whether nearly every word has a capital, as in headlines, so that capitals say little."""
    shouting: bool = False
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

    def abbreviated(self, index: int) -> bool:
        """Whether the dot after a token is its own."""
        return (
            self.keys[index] in cues.ABBREVIATIONS
            or len(self.words[index]) == 1
            or self.words[index][-2:-1] == "."
        )


def lines(text: str, *, headlines: bool = False) -> Iterator[Line]:
    """The lines of a text with their tokens; endless lines are cut, so that memory stays bounded.

    Of headlines even a short one may have capitals throughout; in a text, a short line of capitals is a name.
    """
    for start, end in _stretches(text):
        line = Line(text, start, end)
        _fill(line)
        if line.words:
            _listen(line, 2 if headlines else 4)
            yield line


def _stretches(text: str) -> Iterator[Span]:
    start = 0
    while start < len(text):
        end = text.find("\n", start, start + _LONGEST_STRETCH)
        if end < 0:
            end = min(len(text), start + _LONGEST_STRETCH)
            if end < len(text):
                space = text.rfind(" ", start + 1, end)
                end = space if space > 0 else end
        if end > start:
            yield Span(start, end)
        start = max(end, start + 1)


def _fill(line: Line) -> None:
    text = line.text
    matches = list(_TOKEN.finditer(text, line.start, line.end))
    if not matches:
        return
    read = [_read(match.group()) for match in matches]
    line.words = [token.word for token in read]
    line.keys = [token.key for token in read]
    line.owning = [token.owns for token in read]
    line.capital = [token.capital for token in read]
    line.starts = [match.start() for match in matches]
    line.ends = [start + len(word) for start, word in zip(line.starts, line.words, strict=True)]
    before = [line.start, *(match.end() for match in matches)]
    gaps = [text[end:start] for end, start in zip(before, line.starts, strict=False)]
    line.gaps = gaps = [gap if gap == " " else _BLANK.sub(" ", gap) for gap in gaps]
    line.opening = [
        gap != " " and not _OPENING.isdisjoint(gap) and not (gap == ". " and line.abbreviated(index - 1))
        for index, gap in enumerate(gaps)
    ]
    line.opening[0] = True


class _Token(NamedTuple):
    """A token by itself, without its possessive."""

    word: str
    key: str
    owns: bool
    capital: bool


def _read(written: str) -> _Token:
    return _read_known(written) if len(written) <= _LONGEST_NAME else _Token(*_cut(written), False)


@lru_cache(maxsize=1 << 15)
def _read_known(written: str) -> _Token:
    word, _, owns = _cut(written)
    return _Token(word, fold(word.rstrip(".")), owns, word[0].isupper())


def _cut(written: str) -> tuple[str, str, bool]:
    """A token without what is contracted to it, an empty key, and whether that was a possessive."""
    if "'" in written or "’" in written:
        stem, _, tail = written.replace("’", "'").rpartition("'")
        if tail.lower() in _CONTRACTIONS and stem:
            return written[: len(stem)], "", tail in {"s", "S"}
    return written, "", False


def _listen(line: Line, least: int) -> None:
    """Tell a headline of at least so many long words from running text: there, capitals are no news."""
    telling = [word for word in line.words if len(word) > 3 and word[0].isalpha()]
    if len(telling) < least:
        return
    line.shouting = sum(word.isupper() for word in telling) * 10 >= len(telling) * 7
    titled = sum(word[0].isupper() for word in telling) * 10 >= len(telling) * 8
    line.loud = line.shouting or (titled and line.text[line.end - 1] != ".")
