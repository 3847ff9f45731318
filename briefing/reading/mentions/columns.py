"""The tokens of an article as one row of columns, and which of them may belong to names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefing.reading.mentions.gaps import (
    AMPERSAND,
    AND,
    COMMA,
    DOT,
    GAP,
    GAP_KINDS,
    HYPHEN,
    LINE_END,
    OWNING,
    SPACE,
)
from briefing.reading.mentions.tokens import Page
from briefing.reading.mentions.vocabulary import NOTHING, Vocabulary
from briefing.reading.mentions.word_features import Trait

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]
    Ints = NDArray[np.int64]

_TIGHT = (SPACE, HYPHEN, AMPERSAND, AND)
"""The gaps over which a run of capitals goes on."""
_LOOSE = (OWNING, GAP["/"], GAP["'"], GAP[' "'], GAP['" '])
"""Those over which an island goes on too."""
PAD = 2
"""Empty tokens around each line, so that every token has neighbours."""


@dataclass(slots=True)
class Columns:
    """The tokens of a page as one row of columns, with `PAD` empty tokens around each line."""

    vocabulary: Vocabulary
    tokens: Ints
    """Numbers in the vocabulary."""
    variants: Ints
    gaps: Ints
    """For each token the kind of what stands before it."""
    begins: list[int]
    """For each line the index of its first token here."""


def columns(page: Page) -> Columns:
    """Lay the lines of a page side by side."""
    import numpy as np

    count, lines = len(page.tokens), len(page.firsts)
    before = np.zeros(count, dtype=np.int64)
    before[page.firsts] = PAD
    at = np.arange(count) + np.cumsum(before)
    total = count + PAD * (lines + 1)
    tokens, variants, gaps = np.full(total, NOTHING), np.zeros(total, np.int64), np.full(total, LINE_END)
    tokens[at], variants[at], gaps[at] = page.tokens, page.variants, page.gaps
    return Columns(page.vocabulary, tokens, variants, gaps, at[page.firsts].tolist())


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


@cache
def _held_by(gaps: tuple[int, ...]) -> Flags:
    """For each kind of gap whether it is one of some."""
    import numpy as np

    held = np.zeros(GAP_KINDS, dtype=bool)
    held[list(gaps)] = True
    return held


def layout(traits: Ints, gaps: Ints) -> Layout:
    """Find the islands: stretches of capitals, with small words and numbers inside or, of numbers, before them."""
    import numpy as np

    capital = (traits & Trait.CAPITAL) != 0
    link = (traits & Trait.LINK) != 0
    dotted = np.empty_like(capital)
    dotted[0] = False
    dotted[1:] = ((traits[:-1] & Trait.DOTTED) != 0) & (gaps[1:] == DOT)
    tight = _held_by(_TIGHT)[gaps] | dotted
    suffix = (traits & Trait.COMPANY_SUFFIX) != 0
    tight |= ((gaps == COMMA) & suffix & capital) | ((gaps == GAP["."]) & ((traits & Trait.DOMAIN) != 0))
    inside = tight | _held_by(_LOOSE)[gaps]
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
    # Of several that are assigned to one group the last stays.
    numbered_at, ends_at = np.flatnonzero(member & numbered), np.flatnonzero(member & ends)
    first[group[numbered_at[::-1]]] = numbered_at[::-1]
    last[group[ends_at]] = ends_at
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
