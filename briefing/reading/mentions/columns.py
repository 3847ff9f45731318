"""The tokens of an article as one row of columns, and which of them may belong to names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.reading.mentions.tokens import Line
from briefing.reading.mentions.word_features import LOUD, OPENS, Trait

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

PAD = 2
"""Empty tokens around each line, so that every token has neighbours."""

GAPS = (
    " ",
    "-",
    ", ",
    ". ",
    "\n",
    " (",
    ") ",
    "",
    "’s",
    " - ",
    ' "',
    '" ',
    "/",
    "&",
    " & ",
    ": ",
    "; ",
    "'",
    ",",
    ".",
    "? ",
    "), ",
    "@",
    "#",
)
"""What may stand between two tokens; everything else counts as one more."""
GAP = {gap: number for number, gap in enumerate(GAPS)}
_LIKE = {
    **dict.fromkeys((" “", " ‘", " '"), ' "'),
    **dict.fromkeys(("” ", "’ ", ",” ", '," ', '." ', ".” "), '" '),
    **dict.fromkeys((" — ", " – ", " -- ", "—", " | "), " - "),
    **dict.fromkeys((") - ", "). ", ") -- ", ") — ", ") – "), ") "),
    **dict.fromkeys(("! ", "...", "… "), "? "),
    " ([": " (",
    "–": "-",
}
_NUMBER = GAP | {gap: GAP[like] for gap, like in _LIKE.items()}
OTHER_GAP = len(GAPS)
GAP_KINDS = OTHER_GAP + 1
SPACE, HYPHEN, COMMA, DOT, LINE_END = (GAP[gap] for gap in (" ", "-", ", ", ". ", "\n"))
OPEN_BRACKET, OWNING, AMPERSAND, AND = (GAP[gap] for gap in (" (", "’s", "&", " & "))


@dataclass(slots=True)
class Columns:
    """The tokens of some lines as one row of columns, with `PAD` empty tokens around each line."""

    words: list[str]
    keys: list[str]
    variants: list[int]
    gaps: Ints
    """For each token the number of what stands before it; "’s" where the token before owns it."""
    origin: list[tuple[int, int]]
    """For each line the index of its first token here, and how many it has."""


def columns(lines: Sequence[Line]) -> Columns:
    """Lay lines side by side."""
    import numpy as np

    words: list[str] = [""] * PAD
    keys: list[str] = [""] * PAD
    variants: list[int] = [0] * PAD
    gaps: list[int] = [LINE_END] * PAD
    origin = []
    for line in lines:
        origin.append((len(words), len(line)))
        words += line.words
        keys += line.keys
        owning = line.owning
        number = [_NUMBER.get(gap, OTHER_GAP) for gap in line.gaps]
        number[0] = LINE_END
        for index, owns in enumerate(owning):
            if owns and index + 1 < len(number) and number[index + 1] == SPACE:
                number[index + 1] = OWNING
        gaps += number
        if line.loud:
            variants += [LOUD] * len(line)
        else:
            variants += [
                OPENS if capital and line.opening[index] else 0 for index, capital in enumerate(line.capital)
            ]
        words += ["", ""]
        keys += ["", ""]
        variants += [0, 0]
        gaps += [LINE_END, LINE_END]
    return Columns(words, keys, variants, np.array(gaps, dtype=np.int64), origin)


@dataclass(slots=True)
class Layout:
    """Which tokens may belong to names, and the runs of capitals around them."""

    tokens: Ints
    """The tokens inside islands, in order."""
    starts: Ints
    """For each island where it begins in `tokens`."""
    run_first: Ints
    """For each of `tokens` the first token of its run."""
    run_last: Ints


def layout(traits: Ints, gaps: Ints) -> Layout:
    """Find the islands: stretches of capitals, with small words and numbers inside or, of numbers, before them."""
    import numpy as np

    capital = (traits & Trait.CAPITAL) != 0
    link = (traits & Trait.LINK) != 0
    dotted = np.empty_like(capital)
    dotted[0] = False
    dotted[1:] = ((traits[:-1] & Trait.DOTTED) != 0) & (gaps[1:] == DOT)
    tight = (gaps == SPACE) | (gaps == HYPHEN) | (gaps == AMPERSAND) | (gaps == AND) | dotted
    suffix = (traits & Trait.COMPANY_SUFFIX) != 0
    tight |= ((gaps == COMMA) & suffix & capital) | ((gaps == GAP["."]) & ((traits & Trait.DOMAIN) != 0))
    inside = (
        tight
        | (gaps == OWNING)
        | (gaps == GAP["/"])
        | (gaps == GAP["'"])
        | (gaps == GAP[' "'])
        | (gaps == GAP['" '])
    )
    member = capital | link
    begins = member & ~(np.concatenate(([False], member[:-1])) & inside)
    group = np.cumsum(begins)
    index = np.arange(len(traits))
    # From the first capital (or number) of each stretch to its last capital.
    count = int(group[-1]) + 1 if len(group) else 1
    numbered = capital | (link & ((traits & Trait.LOWER) == 0))
    first = np.full(count, len(traits))
    last = np.full(count, -1)
    ends = capital | ((gaps == GAP["."]) & ((traits & Trait.DOMAIN) != 0))
    np.minimum.at(first, group[member & numbered], index[member & numbered])
    np.maximum.at(last, group[member & ends], index[member & ends])
    chosen = member & (index >= first[group]) & (index <= last[group])
    tokens = index[chosen]
    starts = (
        np.flatnonzero(np.concatenate(([True], group[tokens][1:] != group[tokens][:-1])))
        if len(tokens)
        else tokens
    )
    # Runs of capitals alone.
    run_begins = ~(capital & np.concatenate(([False], capital[:-1])) & tight)
    run = np.cumsum(run_begins) - 1
    first_of = np.flatnonzero(run_begins)
    last_of = np.concatenate((first_of[1:] - 1, [len(traits) - 1]))
    return Layout(tokens, starts, first_of[run[tokens]], last_of[run[tokens]])
