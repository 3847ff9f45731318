"""Quantities: the numbers of a text with what they count or measure, in digits or in words.

Only what counts or measures is read: no dates, clock times or results of a match, no names of flights or
resolutions, no parts of a compound ("54-year-old"), and no vague pairs ("the two leaders").
"""

# ruff: noqa: SIM905 - lists of words read best as prose

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from briefing.article import Span
from briefing.comparison import Quantity
from briefing.reading.numerals import Numeral, Token, numerals, share_of_whole, tokens
from briefing.reading.stopwords import STOPWORDS


class FoundQuantity(NamedTuple):
    """A quantity where it stands in a text."""

    span: Span
    """The number with its unit and what it counts."""
    quantity: Quantity
    part: bool
    """Whether it is taken from a larger number: the three of "three of the 20 miners"."""


_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"}
_UNITS: dict[str, tuple[str, float]] = {
    name: (unit, factor)
    for names, unit, factor in (
        ("percent % pct", "percent", 1.0),
        ("dollar dollars", "USD", 1.0),
        ("euro euros", "EUR", 1.0),
        ("pound pounds", "GBP", 1.0),
        ("yen", "JPY", 1.0),
        ("yuan renminbi", "CNY", 1.0),
        ("rouble roubles ruble rubles", "RUB", 1.0),
        ("rupee rupees", "INR", 1.0),
        ("metre metres meter meters", "m", 1.0),
        ("kilometre kilometres kilometer kilometers km", "m", 1000.0),
        ("mile miles", "m", 1609.344),
        ("foot feet ft", "m", 0.3048),
        ("kilogram kilograms kg kilo kilos", "kg", 1.0),
        ("tonne tonnes ton tons", "kg", 1000.0),
        ("hectare hectares", "ha", 1.0),
        ("acre acres", "ha", 0.40469),
        ("minute minutes", "h", 1 / 60),
        ("hour hours", "h", 1.0),
        ("day days", "d", 1.0),
        ("week weeks", "d", 7.0),
        ("month months", "months", 1.0),
        ("year years", "months", 12.0),
        ("kph", "km/h", 1.0),
        ("mph", "km/h", 1.609344),
        ("megawatt megawatts mw", "MW", 1.0),
        ("gigawatt gigawatts gw", "MW", 1000.0),
        ("barrel barrels", "barrels", 1.0),
    )
    for name in names.split()
}

_BOUNDS: tuple[tuple[str, str], ...] = (
    ("at least", "least"), ("more than", "least"), ("no fewer than", "least"), ("no less than", "least"),
    ("over", "least"), ("upwards of", "least"),
    ("no more than", "most"), ("up to", "most"), ("as many as", "most"), ("at most", "most"),
    ("fewer than", "most"), ("less than", "most"), ("under", "most"),
    ("about", "about"), ("around", "about"), ("some", "about"), ("roughly", "about"), ("estimated", "about"),
    ("approximately", "about"), ("nearly", "about"), ("almost", "about"), ("close to", "about"),
)  # fmt: skip
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun "
    "jul aug sep sept oct nov dec".split()
)
_NUMBERED = frozenset(
    "flight resolution article chapter section page route highway no number boeing airbus model room gate grade "
    "group class phase level type version windows apollo day week unit block bus line channel radio area district "
    "ward magnitude top aged age since".split()
)
_COLLECTIVES = frozenset(
    "people men women children police troops personnel dead wounded injured hurt missing killed arrested aircraft "
    "fish sheep cattle staff".split()
)
_CLOCK = frozenset("a.m. p.m. a.m p.m am pm gmt utc o’clock o'clock".split())
_NEVER_COUNTED = frozenset("was is has does says this ago later earlier times versus as thus".split())
_AFTER_ORDINAL = frozenset(
    "quarter half century world person party reich time place floor street avenue grade day anniversary of and "
    "or party-line largest biggest highest".split()
)
_DETERMINERS = frozenset("the these those both his her its their our all".split())
_YEARS = range(1800, 2100)
_PHRASE = 4
"""The thing counted is looked for among as many words after the number."""
_ABOUT = 0.15
"""What "about" leaves open on either side, as a share of the number."""
_FEW = 3
"""Up to here a number after "the" says which ("the two countries"), not how many."""


def quantities(text: str, start: int = 0, end: int | None = None) -> list[FoundQuantity]:
    """The quantities of a stretch of a text, in order; offsets count in the whole text."""
    words = tokens(text, start, end)
    found = []
    counted = [numeral for numeral in numerals(words) if not _names_something(words, numeral)]
    skip = -1
    for at, numeral in enumerate(counted):
        if at == skip:
            continue
        following = counted[at + 1] if at + 1 < len(counted) else None
        if following and _is_range(words, numeral, following):
            if (joined := _joined(words, numeral, following)) is None:
                continue
            numeral, skip = joined, at + 1
        if quantity := _read(text, words, numeral):
            found.append(quantity)
    return sorted([*found, *_shares(words)], key=lambda item: item.span)


def _shares(words: Sequence[Token]) -> list[FoundQuantity]:
    found = []
    for at, word in enumerate(words):
        if share := share_of_whole(words, at):
            after, percent = share
            span = Span(word.start, words[after - 1].end)
            low, high, about = _bounded(words, at, percent, percent)
            found.append(FoundQuantity(span, Quantity(low, high, "percent", "", about), part=False))
    return found


def _names_something(words: Sequence[Token], numeral: Numeral) -> bool:
    """Whether the number is a date, a time, a result, or the name of something."""
    before, after = _at(words, numeral.first - 1), _at(words, numeral.after)
    number = words[numeral.first].text
    year = numeral.low in _YEARS and number.isdecimal() and numeral.after == numeral.first + 1
    if year and (
        _at(words, numeral.after) in STOPWORDS or not after[0].isalpha() or before in ("in", "since", "of")
    ):
        return True
    if (before in _MONTHS and _is_capital(words, numeral.first - 1)) or (
        after in _MONTHS and _is_capital(words, numeral.after)
    ):
        return True
    if before in _NUMBERED or after in _CLOCK or before in (":", "/", ".") or after in (":", "/"):
        return True
    if after == "-" and not _at(words, numeral.after + 1)[0].isdecimal():
        return True  # a part of a compound: "54-year-old", "6.1-magnitude"
    if before == "-" and not _at(words, numeral.first - 2)[0].isdecimal():
        return True  # "Covid-19", "U-20"
    if (
        after in ("-", "to")
        and words[numeral.first].text.isdecimal()
        and numeral.low < 10
        and before in ("won", "lost", "drew")
    ):
        return True
    if numeral.ordinal:
        return (
            numeral.low < 2
            or (numeral.low == 2 and number == "second")
            or after in _AFTER_ORDINAL
            or not after[0].isalpha()
        )
    return number == "one" and numeral.after == numeral.first + 1


def _is_range(words: Sequence[Token], low: Numeral, high: Numeral) -> bool:
    signs = 1 if _at(words, high.first - 1) in _SIGNS else 0
    if high.first - signs != low.after + 1 or low.ordinal or high.ordinal:
        return False
    between = words[low.after].text
    return between in ("-", "–", "—", "to") or (
        between in ("and", "or") and _before(words, low.first) in ("between", "either")
    )


def _joined(words: Sequence[Token], low: Numeral, high: Numeral) -> Numeral | None:
    """The range between two numbers; in "140 to 150 million" the millions are of both."""
    least, most = low.low, high.high or high.low
    if low.after == low.first + 1 and words[high.after - 1].text.isalpha() and most > least * 1000:
        least *= (
            most / float(words[high.first].text.replace(",", ""))
            if words[high.first].text[0].isdecimal()
            else 1
        )
    return low._replace(after=high.after, low=least, high=most) if least < most else None


def _before(words: Sequence[Token], first: int) -> str:
    """The word before a number and its sign."""
    return _at(words, first - 2) if _at(words, first - 1) in _SIGNS else _at(words, first - 1)


def _read(text: str, words: Sequence[Token], numeral: Numeral) -> FoundQuantity | None:
    unit, factor, after = _unit(words, numeral)
    counted = _counted(words, after)
    if counted is None:
        if not unit and not _has_subject(words, numeral):
            return None
        name, end = "", words[after - 1].end
    else:
        name, end = text[counted[0].start : counted[-1].end], counted[-1].end
    if (
        not unit
        and numeral.low <= _FEW
        and _at(words, numeral.first - 1) in _DETERMINERS
        and not numeral.ordinal
    ):
        return None
    high = numeral.high * factor if numeral.high is not None else None
    low, most, about = _bounded(
        words,
        numeral.first - (1 if unit in _SIGNS.values() and words[numeral.first - 1].text in _SIGNS else 0),
        numeral.low * factor,
        high,
    )
    part = (
        _at(words, numeral.after) == "of"
        and _at(words, numeral.after + 1) in (*_DETERMINERS, "them")
        and not unit
    )
    first = words[numeral.first]
    start = words[numeral.first - 1].start if _at(words, numeral.first - 1) in _SIGNS else first.start
    quantity = Quantity(low, most, unit, name, about or numeral.vague, numeral.ordinal)
    return FoundQuantity(Span(start, end), quantity, part)


def _unit(words: Sequence[Token], numeral: Numeral) -> tuple[str, float, int]:
    """The unit, its size in the unit that we reckon in, and the number of the token after it."""
    sign = _SIGNS.get(_at(words, numeral.first - 1))
    if sign:
        return sign, 1.0, numeral.after
    after = numeral.after
    if _at(words, after) == "per" and _at(words, after + 1) == "cent":
        return "percent", 1.0, after + 2
    hyphen = 1 if _at(words, after) == "-" else 0
    name = _at(words, after + hyphen)
    if name in _UNITS and not numeral.ordinal:
        unit, factor = _UNITS[name]
        return unit, factor, after + hyphen + 1
    return "", 1.0, after


def _counted(words: Sequence[Token], after: int) -> list[Token] | None:
    """The words of the thing counted: up to the first plural after the number, else to the first word."""
    if _at(words, after) == "of":
        after += 1
        while _at(words, after) in _DETERMINERS:
            after += 1
    phrase: list[Token] = []
    for word in words[after : after + _PHRASE]:
        if not word.text[0].isalpha() or word.text in _NEVER_COUNTED:
            break
        if word.text in STOPWORDS and word.text not in ("more", "other", "new"):
            break
        phrase.append(word)
        if word.text in _COLLECTIVES or (
            word.text.endswith("s") and not word.text.endswith("ss") and len(word.text) > 3
        ):
            return phrase
    return phrase[:1] or None


def _has_subject(words: Sequence[Token], numeral: Numeral) -> bool:
    """Whether a number without a noun still counts: "killed 2", "numbered 12,000"."""
    return (
        _at(words, numeral.first - 1).rstrip("d").rstrip("e") in _COUNTING
        or _at(words, numeral.first - 2) in _COUNTING
    )


_COUNTING = frozenset(
    "kill injur wound hurt injuring wounding killing arrest detain number total reach leaving left".split()
)


def _bounded(
    words: Sequence[Token], first: int, low: float, high: float | None
) -> tuple[float | None, float | None, bool]:
    """The least and the most that a number can be, by the words before it, and whether it is approximate."""
    before = " ".join(word.text for word in words[max(0, first - 3) : first])
    for phrase, bound in _BOUNDS:
        if before == phrase or before.endswith(f" {phrase}"):
            if bound == "least":
                return low, None, False
            if bound == "most":
                return None, high, False
            return low * (1 - _ABOUT), high * (1 + _ABOUT) if high is not None else None, True
    return low, high, False


def _is_capital(words: Sequence[Token], at: int) -> bool:
    return 0 <= at < len(words) and words[at].capital


def _at(words: Sequence[Token], at: int) -> str:
    return words[at].text if 0 <= at < len(words) else " "
