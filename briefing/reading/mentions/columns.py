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
    articles: Ints
    """For each token the number of its article."""
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
    begins = np.append(page.firsts, count)[page.articles]
    articles = np.zeros(total, np.int64)
    articles[at] = np.arange(len(begins) - 1).repeat(begins[1:] - begins[:-1])
    return Columns(page.vocabulary, tokens, articles, variants, gaps, at[page.firsts].tolist())


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


_RUNS_ON, _GOES_ON = 1, 1 << 1
"""Bits beside those of `Trait`, for what a gap lets by itself: a run go on, or an island only."""


@cache
def _by_gap() -> Ints:
    """For each kind of gap over what it lets names go on: by itself, or what stands before or after it."""
    import numpy as np

    lets = np.zeros(GAP_KINDS, dtype=np.int64)
    lets[list(_TIGHT)] = _RUNS_ON
    lets[list(_LOOSE)] = _GOES_ON
    lets[[DOT, COMMA, GAP["."]]] |= [Trait.DOTTED, Trait.COMPANY_SUFFIX, Trait.DOMAIN]
    return lets


def layout(traits: Ints, gaps: Ints) -> Layout:
    """Find the islands: stretches of capitals, with small words and numbers inside or, of numbers, before them."""
    import numpy as np

    members = (traits & (Trait.CAPITAL | Trait.LINK)).nonzero()[0]
    if not len(members):
        return Layout(members, members, members, members)
    own = traits[members]
    # The first token is none of a line's, so that every member has one before it.
    over = (traits[members - 1] & Trait.DOTTED) | (_RUNS_ON | _GOES_ON)
    over |= own & np.where(own & Trait.CAPITAL, Trait.COMPANY_SUFFIX | Trait.DOMAIN, Trait.DOMAIN)
    over &= _by_gap()[gaps[members]]
    over[0] = 0
    over[1:][members[1:] - members[:-1] != 1] = 0
    group = (over == 0).cumsum() - 1
    # From the first capital (or number) of each stretch to its last capital.
    index = np.arange(len(members))
    numbered = ((own & (Trait.CAPITAL | Trait.LOWER)) != Trait.LOWER).nonzero()[0][::-1]
    ends = ((own & Trait.CAPITAL) | (over & Trait.DOMAIN)).nonzero()[0]
    first, last = np.full((2, int(group[-1]) + 1), len(members))
    last[:] = -1
    # Of several that are assigned to one group the last stays.
    first[group[numbered]] = numbered
    last[group[ends]] = ends
    chosen = ((index >= first[group]) & (index <= last[group])).nonzero()[0]
    group = group[chosen]
    begins = np.ones(len(chosen), dtype=bool)
    np.not_equal(group[1:], group[:-1], out=begins[1:])
    # Runs of capitals alone.
    begins_run = (over & ~_GOES_ON) == 0
    begins_run[1:] |= (own[1:] & own[:-1] & Trait.CAPITAL) == 0
    run = (begins_run.cumsum() - 1)[chosen]
    firsts = begins_run.nonzero()[0]
    lasts = np.append(firsts[1:] - 1, len(members) - 1)
    return Layout(members[chosen], begins.nonzero()[0], members[firsts[run]], members[lasts[run]])
