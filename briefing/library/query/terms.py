"""From what stands between two spaces, or in quotation marks, to a term."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from briefing.library.query.ast import Field, Fuzzy, Near, Phrase, Prefix, Term, Wildcard, Word
from briefing.reading.words import Word as Found
from briefing.reading.words import folded_words, words

FARTHEST = 100
"""Words between the words of a `"…"~n`."""
LEAST_LETTERS = 3
"""Of a pattern: fewer fit half of the language."""

_SUFFIX = re.compile(r"(?P<near>~(?P<distance>[0-9]*))?(?P<boost>\^(?P<factor>[0-9.]*))?$")
_PATTERN = re.compile(r"[*?](?=\w)|^\*")

Complain = Callable[[str, int, str], None]
"""Takes what is wrong, the column in the query, and what is expected; raises, or remembers."""


class Written(NamedTuple):
    """A term as it is written."""

    text: str
    column: int
    field: Field | None
    quoted: bool
    """Whether it stands in quotation marks: then all of it is one."""
    open: bool
    """Whether nothing follows it, so that its last word may still grow."""


class Suffix(NamedTuple):
    """What hangs on a term."""

    near: bool
    distance: int | None
    factor: float | None
    start: int
    """Where it begins in the text that it hangs on."""


def parted(address: str) -> str:
    """An address as a text of as many characters, whose words are its parts: `www.afp.com` has three."""
    return address.replace(".", " ")


def read_suffix(text: str, column: int, complain: Complain) -> Suffix:
    """Read `~`, `~5`, `^2` off the end of a text; what is wrong with it is left out."""
    match = _SUFFIX.search(text)
    assert match is not None
    distance = int(match["distance"][:6]) if match["distance"] else None
    factor: float | None = None
    if match["boost"]:
        try:
            factor = float(match["factor"])
        except ValueError:
            factor = 0.0
        if not 0 < factor <= 100:
            complain(
                "a boost is no number above 0 and up to 100", column + match.start("boost"), "such as ^2"
            )
            factor = None
    return Suffix(match["near"] is not None, distance, factor, match.start())


def read_term(written: Written, suffix: Suffix, complain: Complain) -> Term | None:
    """The term, or None where nothing of it is complete."""
    if written.field == "url":
        written = written._replace(text=parted(written.text))
    text, column, field = written.text, written.column, written.field
    if not written.quoted and _PATTERN.search(text.rstrip("*")):
        return _pattern(written, complain)
    plain = text.rstrip().removesuffix("*")
    found = list(words(plain))
    if (star := plain.find("*")) >= 0:
        complain("a star stands inside a phrase", column + star, "a star only at the end of its last word")
    if not found:
        complain(f"“{text}” holds no word", column, "letters or digits")
        return None
    folded = tuple(word.folded for word in found)
    if suffix.near:
        return _near(folded, suffix, written, complain)
    has_star = plain != text.rstrip()
    grows = (has_star or (written.open and found[-1].end == len(text))) and _can_grow(found[-1])
    if len(folded) > 1:
        return Phrase(folded, field, grows, column)
    return (Prefix if grows else Word)(folded[0], field, column)


def _near(
    folded: tuple[str, ...], suffix: Suffix, written: Written, complain: Complain
) -> Near | Fuzzy | Phrase | Word:
    field, column = written.field, written.column
    different = tuple(dict.fromkeys(folded))
    if len(different) > 1:
        if suffix.distance is None or suffix.distance > FARTHEST:
            complain(
                "a ~ after several words says no distance",
                column + len(written.text),
                f"how many words may stand between them, up to {FARTHEST}, such as ~5",
            )
            return Phrase(folded, field, False, column)
        return Near(different, suffix.distance, field, column)
    if len(folded) > 1:
        return Word(folded[0], field, column)
    if suffix.distance is not None:
        complain("a distance stands after a single word", column + len(written.text), "a ~ alone")
        return Word(folded[0], field, column)
    return Fuzzy(folded[0], field, column)


def _pattern(written: Written, complain: Complain) -> Term | None:
    """A word with stars and question marks in it; punctuation around it is left out."""
    text, column = written.text, written.column
    pieces = re.split("([*?])", text)
    folded = [piece if piece in "*?" else "".join(folded_words(piece)) for piece in pieces if piece]
    if any(len(folded_words(piece)) > 1 for piece in pieces):
        complain("a pattern stands for several words", column, "a pattern of one word")
        return None
    pattern = re.sub(r"\*+", "*", "".join(folded))
    if sum(map(str.isalnum, pattern)) < LEAST_LETTERS:
        complain(f"the pattern “{text}” fits too much", column, f"at least {LEAST_LETTERS} letters in it")
        return None
    return Wildcard(pattern, written.field, column)


def _can_grow(word: Found) -> bool:
    """Whether more letters would make a longer word; in scripts without spaces, each letter is a word."""
    return len(list(words(f"{word.folded}a"))) == 1
