"""What an article says of a word anywhere in it: that a title stands before it, that it owns something."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefing.reading.mentions.columns import Columns, Layout
from briefing.reading.mentions.gaps import COMMA, DOT, GAP, GAP_KINDS, OPEN_BRACKET, OWNING, SPACE
from briefing.reading.mentions.word_features import VARIANTS, Trait

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
_AFTER = 27
"""By so many bits the traits of the word after are shifted, to stand beside those of the word before."""
_BEFORE_SAYS = {
    "title before": Trait.TITLE,
    "given before": Trait.GIVEN,
    "locative before": Trait.LOCATIVE,
    "speech beside": Trait.SPEECH,
    "person noun before": Trait.PERSON_NOUN,
    "org noun before": Trait.ORGANISATION_NOUN,
    "the before": Trait.THE,
    "of before": Trait.OF,
}
_AFTER_SAYS = {
    "speech beside": Trait.SPEECH,
    "org follower after": Trait.FOLLOWS_ORGANISATION,
    "age after": Trait.AGE,
    "company suffix after": Trait.COMPANY_SUFFIX,
    "comma place after": Trait.STATE | Trait.CITY,
    "place head after": Trait.PLACE_HEAD,
    "who after": Trait.PRONOUN,
}
"""What a neighbour's traits say, if nothing stands against it; everything else has a bit of its own."""


def _bits() -> dict[str, int]:
    """For each hint the bits any of which says it: the traits of neighbours that do, else one that is free."""
    bits = {
        name: _BEFORE_SAYS.get(name, 0) | _AFTER_SAYS.get(name, 0) << _AFTER
        for name in HINTS
        if name in _BEFORE_SAYS or name in _AFTER_SAYS
    }
    taken = sum(_BEFORE_SAYS.values()) | sum(_AFTER_SAYS.values()) << _AFTER
    free = (1 << number for number in range(63) if not taken >> number & 1)
    return {name: bits[name] if name in bits else next(free) for name in HINTS}


_BIT = _bits()
_OF_BEFORE = sum(_BEFORE_SAYS.values())
_OF_AFTER = sum(_AFTER_SAYS.values())
_ALL = (1 << 63) - 1


def _any(*names: str) -> int:
    """The bits of some hints."""
    return sum(_BIT[name] for name in names)


_OF_ITSELF = _any(
    "organisation's first",
    "ends a name",
    "starts a name",
    "bracketed",
    "capital inside",
    "owning",
    "in a longer run",
)


@dataclass(slots=True)
class _Tables:
    """What each circumstance lets be said, as bits; what all let be said is said."""

    masks: Ints
    """The bits of each of `HINTS`."""
    gaps: Ints
    """By the kinds of the gap before and the gap after."""
    place: Ints
    """By whether the word is its run's first, and twice whether it is the last."""
    capital_before: Ints
    capital_after: Ints
    run: Ints
    """By whether the run ends in what ends an organisation's name, and twice whether it begins with a given name."""
    inside: Ints
    """By the variant: whether the word's capital is owed to nothing."""


@cache
def _tables() -> _Tables:
    import numpy as np

    given, locative = _any("given before"), _any("locative before")
    first, last = locative | _any("the before", "of before"), given
    organisation, ends, starts = (
        _any(name) for name in ("organisation's first", "ends a name", "starts a name")
    )
    longer, inside = _any("in a longer run"), _any("capital inside")
    nouns = _any("person noun before", "org noun before")
    beyond_comma = _any("age after", "comma place after", "who after")
    named_after = _any("comma place after", "place head after")
    gaps = np.full((GAP_KINDS, GAP_KINDS), _OF_ITSELF & ~_any("bracketed", "owning"))
    gaps[SPACE] |= _OF_BEFORE
    gaps[DOT] |= _any("title before")
    gaps[:, SPACE] |= (_OF_AFTER << _AFTER) & ~beyond_comma
    gaps[:, COMMA] |= beyond_comma
    gaps[:, OWNING] |= _any("owning")
    gaps[:, OWNING] &= ~locative
    gaps[OPEN_BRACKET, [GAP[") "], GAP["), "]]] |= _any("bracketed")
    return _Tables(
        np.array([_BIT[name] for name in HINTS]),
        gaps.ravel(),
        np.array(
            [
                _ALL & ~(first | last | organisation | ends | starts),
                _ALL & ~(last | ends),
                _ALL & ~(first | organisation | starts),
                _ALL & ~(longer | organisation | ends | starts),
            ]
        ),
        np.array([_ALL & ~given, _ALL & ~nouns]),
        np.array([_ALL & ~named_after, _ALL]),
        np.array(
            [
                _ALL & ~(organisation | ends | starts),
                _ALL & ~(ends | starts),
                _ALL & ~organisation,
                _ALL & ~(ends | starts),
            ]
        ),
        np.array([_ALL, *[_ALL & ~inside] * (len(VARIANTS) - 1)]),
    )


def hints(cols: Columns, traits: Ints, lay: Layout) -> Flags:
    """For each token of the islands, for each of `HINTS`, whether the article says it of its word anywhere."""
    tables = _tables()
    at, first, last = lay.tokens, lay.run_first, lay.run_last
    before, after = traits[at - 1], traits[at + 1]
    said = (before & _OF_BEFORE) | ((after & _OF_AFTER) << _AFTER) | _OF_ITSELF
    said &= tables.gaps[cols.gaps[at] * GAP_KINDS + cols.gaps[at + 1]]
    said &= tables.place[(at == first) + (at == last) * 2]
    said &= tables.capital_before[before & Trait.CAPITAL]
    said &= tables.capital_after[after & Trait.CAPITAL]
    head = (traits[last] & (Trait.ORGANISATION_HEAD | Trait.COMPANY_SUFFIX)) != 0
    said &= tables.run[head + ((traits[first] & Trait.GIVEN) != 0) * 2]
    said &= tables.inside[cols.variants[at]]
    said *= traits[at] & Trait.CAPITAL
    flags: Flags = (_pooled(cols, traits, lay, said)[:, None] & tables.masks) != 0
    return flags


def _pooled(cols: Columns, traits: Ints, lay: Layout, said: Ints) -> Ints:
    """What is said of any occurrence of a word, for each of them."""
    import numpy as np

    # Counted on from article to article, as what one says of a word is nothing to another.
    words = cols.articles * len(cols.vocabulary) + cols.vocabulary.same[cols.tokens]
    at = words[lay.tokens]
    total = int(words.max()) + 1
    # Each occurrence of a word adds to one of them, whichever: quicker than sorting them as `np.unique` does.
    one = np.empty(total, dtype=np.int64)
    one[at] = np.arange(len(at))
    of = one[at]
    pool = np.zeros(len(at), dtype=np.int64)
    np.bitwise_or.at(pool, of, said)
    count = np.bincount(of, minlength=len(at))
    pool[count == 2] |= _any("twice")
    pool[count > 2] |= _any("often")
    flags = np.zeros(total, dtype=bool)
    flags[words[(traits & Trait.LOWER) != 0]] = True
    pool[flags[at]] |= _any("small elsewhere")
    acronyms = lay.tokens[(traits[lay.tokens] & Trait.ACRONYM) != 0]
    if len(acronyms):
        initials = _initials(cols, lay)
        keys = map(cols.vocabulary.keys.__getitem__, cols.tokens[acronyms].tolist())
        spelt = [key in initials for key in zip(cols.articles[acronyms].tolist(), keys, strict=True)]
        flags[:] = False
        flags[words[acronyms[spelt]]] = True
        pool[flags[at]] |= _any("initials of a name")
    pooled: Ints = pool[of]
    return pooled


def _initials(cols: Columns, lay: Layout) -> set[tuple[int, str]]:
    """The initials of every island of three words or more, and of its capitals; each with its article."""
    import numpy as np

    found = set()
    ends = np.append(lay.starts[1:], len(lay.tokens))
    long = (ends - lay.starts > 2).nonzero()[0]
    known = cols.vocabulary.words
    for first, end in zip(lay.starts[long].tolist(), ends[long].tolist(), strict=True):
        article = int(cols.articles[lay.tokens[first]])
        initials = "".join([known[token][0] for token in cols.tokens[lay.tokens[first:end]].tolist()])
        found.add((article, initials.casefold()))
        found.add((article, "".join(filter(str.isupper, initials)).casefold()))
    return found
