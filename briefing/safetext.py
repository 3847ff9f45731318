"""The one gate that foreign text passes, on its way in and again wherever it leaves.

Article texts, titles, file names and the errors that quote them may hold escape sequences, invisible
letters, marks that turn round what follows them, or a hundred accents on one letter. Here every such
character gives way to a visible one, one for one, so that offsets into a text hold before and after, and
so that the reader sees that something stood there.
"""

from __future__ import annotations

import re
import unicodedata
from operator import ne

PLACEHOLDER = "\N{REPLACEMENT CHARACTER}"
"""Stands for what may not be shown and has no picture of its own."""

MARKS_PER_BASE = 6
"""Combining marks that one letter may carry: Burmese and Tibetan words need up to six, no script more."""

# Letters, digits, ASCII and the everyday punctuation and spaces are harmless and make up nearly all text;
# what is outside of them is looked at one by one. No combining mark is inside of them, so a run has all of
# the marks that follow a letter.
_SUSPECTS = re.compile(
    r"[^\w\n\t -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u202f-\u205f\u3000-\u3029\u3030-\u303e]+"
)

_ZERO_WIDTH_JOINER = "\u200d"
_JOINERS = frozenset({"\u200c", _ZERO_WIDTH_JOINER})
_FORBIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_MARKS = frozenset({"Mn", "Me"})
_LETTERS = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo"})
_EMOJI_PARTS = frozenset({"So", "Sk"})
_PICTURES = {chr(code): chr(0x2400 + code) for code in range(0x20)} | {"\x7f": "\N{SYMBOL FOR DELETE}"}


def clean(text: str) -> str:
    r"""The same text with a visible placeholder for every character that could deceive or command.

    These are the controls (except newline and tab), format characters, surrogates, private and
    unassigned characters, line and paragraph separators, and combining marks beyond `MARKS_PER_BASE`.
    The two zero-width joiners stay where scripts and emoji need them. The result has the length of
    `text`, is `text` itself where nothing had to be replaced, and does not change when it is cleaned
    again. Time is linear in the length.

    >>> clean("\x1b[31mred")
    '␛[31mred'
    """
    cleaned = _SUSPECTS.sub(_clean_run, text)
    return text if cleaned == text else cleaned


def clean_counted(text: str) -> tuple[str, int]:
    """What `clean` makes of a text, and how many characters it replaced."""
    cleaned = clean(text)
    return cleaned, 0 if cleaned is text else sum(map(ne, text, cleaned))


def one_line(text: str) -> str:
    """The text cleaned, with a space for each newline and tab: for titles, file names, quotes in errors."""
    return clean(text).replace("\n", " ").replace("\t", " ")


def _clean_run(match: re.Match[str]) -> str:
    """What is shown for a run of suspects, one for one."""
    run, text = match.group(), match.string
    if len(run) <= MARKS_PER_BASE and run.isprintable():
        return run
    before = text[match.start() - 1 : match.start()]
    shown = []
    marks = 0
    for position, character in enumerate(run, match.start()):
        category = unicodedata.category(character)
        if category in _MARKS:
            marks += 1
            before = character if marks <= MARKS_PER_BASE else PLACEHOLDER
        else:
            marks = 0
            if category not in _FORBIDDEN or (
                character in _JOINERS and _joins(before, character, text[position + 1 : position + 2])
            ):
                before = character
            else:
                before = _PICTURES.get(character, PLACEHOLDER)
        shown.append(before)
    return "".join(shown)


def _joins(before: str, joiner: str, after: str) -> bool:
    """Whether a zero-width joiner does its work here: between letters, or between the parts of an emoji.

    The letter before may carry marks, as in Indic conjuncts and in emoji with a variation selector.
    """
    if before in ("", PLACEHOLDER) or not after:
        return False
    left, right = unicodedata.category(before), unicodedata.category(after)
    if right in _LETTERS:
        return left in _LETTERS or left in _MARKS or left == "Mc"
    return joiner == _ZERO_WIDTH_JOINER and right == "So" and (left in _EMOJI_PARTS or left in _MARKS)
