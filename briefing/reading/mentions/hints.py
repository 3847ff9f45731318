"""What an article says of a word anywhere in it: that a title stands before it, that it owns something."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.reading.mentions.columns import COMMA, DOT, GAP, OPEN_BRACKET, OWNING, SPACE, Columns, Layout
from briefing.reading.mentions.word_features import Trait

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]
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
_HINT = {name: 1 << number for number, name in enumerate(HINTS)}


def hints(cols: Columns, traits: Ints, keys: Ints, lay: Layout) -> Ints:
    """For each token of the islands what the article says of its word anywhere, as bits of `HINTS`.

    `keys` numbers the folded words: the same number is the same word.
    """
    import numpy as np

    at, gaps = lay.tokens, cols.gaps
    if not len(at):
        return at
    before, after = traits[at - 1], traits[at + 1]
    gap_before, gap_after = gaps[at], gaps[at + 1]
    near_before, near_after = gap_before == SPACE, gap_after == SPACE
    variants = np.array(cols.variants)[at]
    capital = (traits[at] & Trait.CAPITAL) != 0
    alone = lay.run_first == lay.run_last
    is_first, is_last = at == lay.run_first, at == lay.run_last
    run_end = traits[lay.run_last]
    said = np.zeros(len(at), dtype=np.int64)

    def note(name: str, where: Flags) -> None:
        said[where & capital] |= _HINT[name]

    note("title before", ((before & Trait.TITLE) != 0) & (near_before | (gap_before == DOT)))
    note(
        "given before",
        ((before & Trait.GIVEN) != 0) & ((before & Trait.CAPITAL) != 0) & near_before & is_last,
    )
    note("locative before", ((before & Trait.LOCATIVE) != 0) & near_before & is_first & (gap_after != OWNING))
    note(
        "speech beside",
        (((after & Trait.SPEECH) != 0) & near_after) | (((before & Trait.SPEECH) != 0) & near_before),
    )
    note(
        "person noun before",
        ((before & Trait.PERSON_NOUN) != 0) & near_before & ((before & Trait.CAPITAL) == 0),
    )
    note(
        "org noun before",
        ((before & Trait.ORGANISATION_NOUN) != 0) & near_before & ((before & Trait.CAPITAL) == 0),
    )
    note("org follower after", ((after & Trait.FOLLOWS_ORGANISATION) != 0) & near_after)
    note("age after", ((after & Trait.AGE) != 0) & (gap_after == COMMA))
    note("company suffix after", ((after & Trait.COMPANY_SUFFIX) != 0) & near_after)
    organisation = (run_end & (Trait.ORGANISATION_HEAD | Trait.COMPANY_SUFFIX)) != 0
    note("organisation's first", organisation & is_first & ~alone)
    note("ends a name", is_last & ~alone & ((traits[lay.run_first] & Trait.GIVEN) != 0) & ~organisation)
    note("starts a name", is_first & ~alone & ((traits[at] & Trait.GIVEN) != 0) & ~organisation)
    note("bracketed", (gap_before == OPEN_BRACKET) & ((gap_after == GAP[") "]) | (gap_after == GAP["), "])))
    note("capital inside", variants == 0)
    note("the before", ((before & Trait.THE) != 0) & near_before & is_first)
    note("owning", gap_after == OWNING)
    note("of before", ((before & Trait.OF) != 0) & near_before & is_first)
    note(
        "comma place after",
        (gap_after == COMMA) & ((after & (Trait.STATE | Trait.CITY)) != 0) & ((after & Trait.CAPITAL) != 0),
    )
    note("in a longer run", ~alone)
    note("place head after", ((after & Trait.PLACE_HEAD) != 0) & near_after & ((after & Trait.CAPITAL) != 0))
    note("who after", ((after & Trait.PRONOUN) != 0) & (gap_after == COMMA))
    return _pooled(cols, traits, keys, lay, said)


def _pooled(cols: Columns, traits: Ints, keys: Ints, lay: Layout, said: Ints) -> Ints:
    """What is said of any occurrence of a word, for each of them."""
    import numpy as np

    at = lay.tokens
    distinct, of, count = np.unique(keys[at], return_inverse=True, return_counts=True)
    pool = np.zeros(len(distinct), dtype=np.int64)
    np.bitwise_or.at(pool, of, said)
    pool[count == 2] |= _HINT["twice"]
    pool[count > 2] |= _HINT["often"]
    small = keys[(traits & Trait.LOWER) != 0]
    pool[np.isin(distinct, small)] |= _HINT["small elsewhere"]
    acronyms = at[(traits[at] & Trait.ACRONYM) != 0].tolist()
    if acronyms:
        initials = _initials(cols, lay)
        spelt = [keys[index] for index in acronyms if cols.keys[index] in initials]
        pool[np.isin(distinct, spelt)] |= _HINT["initials of a name"]
    pooled: Ints = pool[of]
    return pooled


def _initials(cols: Columns, lay: Layout) -> set[str]:
    """The initials of every island of three words or more, and of what it holds of capitals."""
    found = set()
    bounds = [*lay.starts.tolist(), len(lay.tokens)]
    at = lay.tokens.tolist()
    for first, end in pairwise(bounds):
        if end - first > 2:
            words = [cols.words[i] for i in at[first:end]]
            found.add("".join([word[0] for word in words if word[0].isupper()]).casefold())
            found.add("".join([word[0] for word in words]).casefold())
    return found
