"""What an article says of a word anywhere in it: that a title stands before it, that it owns something."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.reading.mentions.columns import Columns, Layout
from briefing.reading.mentions.gaps import COMMA, DOT, GAP, OPEN_BRACKET, OWNING, SPACE
from briefing.reading.mentions.word_features import Trait

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bits = NDArray[np.uint32]
    Ints = NDArray[np.int64]

HINTS = (
    "title before",
    "given before",
    "locative before",
    "speech beside",
    "person noun before",
    "org noun before",
    "org follower after",
    "age after",
    "company suffix after",
    "organisation's first",
    "ends a name",
    "initials of a name",
    "bracketed",
    "small elsewhere",
    "capital inside",
    "the before",
    "owning",
    "of before",
    "comma place after",
    "in a longer run",
    "place head after",
    "starts a name",
    "twice",
    "often",
    "who after",
)
"""What the article says of a word anywhere in it."""
_HINT = {name: number for number, name in enumerate(HINTS)}
_BITS = 32

_OF_NEIGHBOURS = (
    Trait.TITLE,
    Trait.GIVEN,
    Trait.CAPITAL,
    Trait.LOCATIVE,
    Trait.SPEECH,
    Trait.PERSON_NOUN,
    Trait.ORGANISATION_NOUN,
    Trait.FOLLOWS_ORGANISATION,
    Trait.AGE,
    Trait.COMPANY_SUFFIX,
    Trait.THE,
    Trait.OF,
    Trait.STATE | Trait.CITY,
    Trait.PLACE_HEAD,
    Trait.PRONOUN,
)


def hints(cols: Columns, traits: Ints, lay: Layout) -> Ints:
    """For each token of the islands what the article says of its word anywhere, as bits of `HINTS`."""
    import numpy as np

    at, gaps = lay.tokens, cols.gaps
    if not len(at):
        return at
    asked = np.array(_OF_NEIGHBOURS)[:, None]
    before = dict(zip(_OF_NEIGHBOURS, (traits[at - 1] & asked) != 0, strict=True))
    after = dict(zip(_OF_NEIGHBOURS, (traits[at + 1] & asked) != 0, strict=True))
    gap_before, gap_after = gaps[at], gaps[at + 1]
    near_before, near_after = gap_before == SPACE, gap_after == SPACE
    comma_after, owning = gap_after == COMMA, gap_after == OWNING
    long = lay.run_first != lay.run_last
    is_first, is_last = at == lay.run_first, at == lay.run_last
    head = (traits[lay.run_last] & (Trait.ORGANISATION_HEAD | Trait.COMPANY_SUFFIX)) != 0
    given = (traits[lay.run_first] & Trait.GIVEN) != 0
    small_before = near_before & ~before[Trait.CAPITAL]
    begins_near = near_before & is_first
    said = {
        "title before": before[Trait.TITLE] & (near_before | (gap_before == DOT)),
        "given before": before[Trait.GIVEN] & before[Trait.CAPITAL] & near_before & is_last,
        "locative before": before[Trait.LOCATIVE] & begins_near & ~owning,
        "speech beside": (after[Trait.SPEECH] & near_after) | (before[Trait.SPEECH] & near_before),
        "person noun before": before[Trait.PERSON_NOUN] & small_before,
        "org noun before": before[Trait.ORGANISATION_NOUN] & small_before,
        "org follower after": after[Trait.FOLLOWS_ORGANISATION] & near_after,
        "age after": after[Trait.AGE] & comma_after,
        "company suffix after": after[Trait.COMPANY_SUFFIX] & near_after,
        "organisation's first": head & is_first & long,
        "ends a name": is_last & long & given & ~head,
        "starts a name": is_first & long & given & ~head,
        "bracketed": (gap_before == OPEN_BRACKET) & ((gap_after == GAP[") "]) | (gap_after == GAP["), "])),
        "capital inside": cols.variants[at] == 0,
        "the before": before[Trait.THE] & begins_near,
        "owning": owning,
        "of before": before[Trait.OF] & begins_near,
        "comma place after": comma_after & after[Trait.STATE | Trait.CITY] & after[Trait.CAPITAL],
        "in a longer run": long,
        "place head after": after[Trait.PLACE_HEAD] & near_after & after[Trait.CAPITAL],
        "who after": after[Trait.PRONOUN] & comma_after,
    }
    flags = np.zeros((_BITS, len(at)), dtype=bool)
    for name, where in said.items():
        flags[_HINT[name]] = where
    bits = np.packbits(flags, axis=0, bitorder="little").T.copy().view(np.uint32)[:, 0]
    bits[(traits[at] & Trait.CAPITAL) == 0] = 0
    return _pooled(cols, traits, lay, bits)


def _pooled(cols: Columns, traits: Ints, lay: Layout, said: Bits) -> Ints:
    """What is said of any occurrence of a word, for each of them."""
    import numpy as np

    words = cols.vocabulary.same[cols.tokens]
    at = words[lay.tokens]
    # Each occurrence of a word adds to one of them, whichever: quicker than sorting them as `np.unique` does.
    one = np.empty(len(cols.vocabulary), dtype=np.int64)
    one[at] = np.arange(len(at))
    of = one[at]
    pool = np.zeros(len(at), dtype=np.int64)
    np.bitwise_or.at(pool, of, said)
    count = np.bincount(of, minlength=len(at))
    pool[count == 2] |= 1 << _HINT["twice"]
    pool[count > 2] |= 1 << _HINT["often"]
    flags = np.zeros(len(cols.vocabulary), dtype=bool)
    flags[words[(traits & Trait.LOWER) != 0]] = True
    pool[flags[at]] |= 1 << _HINT["small elsewhere"]
    acronyms = lay.tokens[(traits[lay.tokens] & Trait.ACRONYM) != 0]
    if len(acronyms):
        initials = _initials(cols, lay)
        keys = cols.vocabulary.keys
        flags[:] = False
        flags[[word for word in words[acronyms].tolist() if keys[word] in initials]] = True
        pool[flags[at]] |= 1 << _HINT["initials of a name"]
    pooled: Ints = pool[of]
    return pooled


def _initials(cols: Columns, lay: Layout) -> set[str]:
    """The initials of every island of three words or more, and of what it holds of capitals."""
    found = set()
    bounds = [*lay.starts.tolist(), len(lay.tokens)]
    at = cols.tokens[lay.tokens].tolist()
    known = cols.vocabulary.words
    for first, end in pairwise(bounds):
        if end - first > 2:
            initials = "".join([known[token][0] for token in at[first:end]])
            found.add(initials.casefold())
            found.add("".join(filter(str.isupper, initials)).casefold())
    return found
