"""Units: what is measured, and how large each unit is in the one that we reckon in."""

from __future__ import annotations

from typing import NamedTuple

from briefing.reading.quantities.numerals import Numeral
from briefing.reading.quantities.tokens import Tokens


class Unit(NamedTuple):
    """The unit of a number."""

    name: str
    """`percent`, a currency's code, or the unit that is reckoned in; empty for a plain count."""
    size: float
    """In that unit."""
    first: int
    """The number of the token where number and unit begin."""
    after: int
    """The number of the token after both."""
    zero: float = 0.0
    """Where its zero lies in that unit."""

    def of(self, number: float) -> float:
        """So many of it, in the unit that we reckon in."""
        return number * self.size + self.zero


SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"}
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


def unit_of(words: Tokens, numeral: Numeral) -> Unit:
    """The unit of a number, by the sign before it or the word after it."""
    if sign := SIGNS.get(words.word(numeral.first - 1)):
        return Unit(sign, 1.0, numeral.first - 1, numeral.after)
    after = numeral.after
    if words.word(after) == "per" and words.word(after + 1) == "cent":
        return Unit("percent", 1.0, numeral.first, after + 2)
    if words.word(after) == "-":
        after += 1
    if points := _points(words, after):
        size, after = points
        return Unit("percentage points", size, numeral.first, after)
    if words.word(after) in _UNITS and not numeral.ordinal:
        name, size = _UNITS[words.word(after)]
        return Unit(name, size, numeral.first, after + 1)
    return Unit("", 1.0, numeral.first, numeral.after)


def _points(words: Tokens, at: int) -> tuple[float, int] | None:
    """How large the points are between which two percentages lie, and where they end: no percentage themselves."""
    size = {"percentage": 1.0, "basis": 0.01}.get(words.word(at))
    at += 2 if words.word(at + 1) == "-" else 1
    return (size, at + 1) if size and words.word(at) in ("point", "points") else None
