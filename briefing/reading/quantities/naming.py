"""Numbers that count nothing: they date, time, name or rank something, or are a part of a compound."""

# ruff: noqa: SIM905 - lists of words read best as prose

from __future__ import annotations

from briefing.reading.quantities.numerals import NUMBER_WORDS, Numeral
from briefing.reading.quantities.tokens import Tokens
from briefing.reading.stopwords import STOPWORDS

_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul "
    "aug sep sept oct nov dec".split()
)
_NUMBERED = frozenset(
    "flight resolution article chapter section page route highway no number boeing airbus model room gate grade "
    "group class category phase level type version windows apollo day week unit block bus line channel radio area "
    "district ward magnitude top aged age since".split()
)
"""What is told apart by a number after it."""
_CLOCK = frozenset("a.m. p.m. a.m p.m am pm gmt utc o’clock o'clock".split())
_AFTER_ORDINAL = frozenset(
    "quarter half century world person party reich time place floor street avenue grade day anniversary of and or "
    "largest biggest highest".split()
)
"""After these words an ordinal tells of no sequence of happenings."""
_RESULTS = frozenset("won lost drew".split())
_BORES = frozenset("caliber calibre gauge".split())
DIRECTIONS = frozenset("north south east west latitude longitude".split())
"""After degrees these say where."""
_YEARS = range(1800, 2100)


def counts_nothing(words: Tokens, numeral: Numeral) -> bool:
    """Whether a number is a date, a time, a result, the name of something, or the pronoun "one"."""
    return (
        _is_date(words, numeral)
        or _is_compound(words, numeral)
        or _is_name(words, numeral)
        or (numeral.ordinal and _ranks(words, numeral))
        or (words[numeral.first].text == "one" and numeral.after == numeral.first + 1)
    )


def _is_date(words: Tokens, numeral: Numeral) -> bool:
    before, after = words.word(numeral.first - 1), words.word(numeral.after)
    if before in _MONTHS and words.is_capital(numeral.first - 1):
        return True
    if after in _MONTHS and words.is_capital(numeral.after):
        return True
    if numeral.low not in _YEARS or not words[numeral.first].text.isdecimal():
        return False
    return (
        before in ("in", "since", "of")
        or after in STOPWORDS
        or after in NUMBER_WORDS
        or not after[0].isalpha()
    )


def _is_compound(words: Tokens, numeral: Numeral) -> bool:
    """Whether it is a part of one: "54-year-old", "6.1-magnitude", "Covid-19"."""
    if words.word(numeral.after) == "-" and not words.word(numeral.after + 1)[0].isdecimal():
        return True
    return words.word(numeral.first - 1) == "-" and not words.word(numeral.first - 2)[0].isdecimal()


def _is_name(words: Tokens, numeral: Numeral) -> bool:
    before, after = words.word(numeral.first - 1), words.word(numeral.after)
    if words.is_acronym(numeral.first - 1) and words[numeral.first].text.isdecimal():
        return True  # "AK 47"
    if after in _BORES or words.word(numeral.after + 1) in _BORES:
        return True  # "a .38 caliber revolver", "a 12-gauge shotgun"
    if before in _NUMBERED or after in _CLOCK or before in (":", "/", ".") or after in (":", "/"):
        return True
    if after in ("a", "p") and words.word(numeral.after + 1) == "." and words.word(numeral.after + 2) == "m":
        return True  # "3 p. m.", as some print it
    if after in ("degrees", "°") and words.word(numeral.after + 1) in DIRECTIONS:
        return True
    return after in ("-", "–", "to") and before in _RESULTS and numeral.low < 10


def _ranks(words: Tokens, numeral: Numeral) -> bool:
    """Whether an ordinal is part of a phrase, or one that says too little: "first", "the third quarter"."""
    after = words.word(numeral.after)
    return (
        numeral.low < 2
        or words[numeral.first].text == "second"
        or after in _AFTER_ORDINAL
        or not after[0].isalpha()
    )
