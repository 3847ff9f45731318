"""The tokens that names are made of, with what of their writing bears on names.

They differ from `briefing.reading.words` in what they keep: capitals, the dots of "U.S.", the parts of
"Moscow-Pyongyang", and the possessive as a mark of its own, as it ends a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from briefing.article import Span
from briefing.reading.mentions import cues
from briefing.reading.words import fold

# Possessive quantifiers keep every input linear. What is neither space nor punctuation may stand in a word,
# so combining marks and letters of any script do. Dotted letters are one token: "U.S.", "J.K.".
_TOKEN = re.compile(
    r"(?:(?<![^\W_])[^\W\d_]\.(?=[^\W\d_](?:\.|(?![^\W_]))))++[^\W\d_]\.?"
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

    def opens(self, index: int) -> bool:
        """Whether a token begins a sentence, a quotation or an item, and owes its capital to that."""
        gap = self.gap(index)
        return not _OPENING.isdisjoint(gap) and not (gap == ". " and self._abbreviated(index - 1))

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

    def _abbreviated(self, index: int) -> bool:
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
    text, before = line.text, line.start
    for match in _TOKEN.finditer(text, line.start, line.end):
        start, end = match.span()
        word = match.group()
        owns = False
        if "'" in word or "’" in word:
            stem, _, tail = word.replace("’", "'").rpartition("'")
            if tail.lower() in _CONTRACTIONS and stem:
                owns = tail in {"s", "S"}
                end -= len(tail) + 1
                word = word[: end - start]
        short = len(word) <= _LONGEST_NAME
        line.words.append(word)
        line.keys.append(fold(word.rstrip(".")) if short else "")
        line.starts.append(start)
        line.ends.append(end)
        gap = text[before:start]
        line.gaps.append(gap if gap == " " else _BLANK.sub(" ", gap))
        line.owning.append(owns)
        line.capital.append(short and word[0].isupper())
        before = match.end()


def _listen(line: Line, least: int) -> None:
    """Tell a headline of at least so many long words from running text: there, capitals are no news."""
    telling = [word for word in line.words if len(word) > 3 and word[0].isalpha()]
    if len(telling) < least:
        return
    line.shouting = sum(word.isupper() for word in telling) * 10 >= len(telling) * 7
    titled = sum(word[0].isupper() for word in telling) * 10 >= len(telling) * 8
    line.loud = line.shouting or (titled and line.text[line.end - 1] != ".")
