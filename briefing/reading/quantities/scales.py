"""Scales: numbers that say how strong, how grave or how hot something is, rather than how many there are.

"Magnitude 6.1", "6.4 on the Richter scale", "a Category 4 storm", "the alert was raised to level 3", "43C". Two of
them compare only on one scale, and only where both are of one kind of thing: an aftershock is no quake.
"""

# ruff: noqa: SIM905 - lists of words read best as prose

from __future__ import annotations

from typing import NamedTuple

from briefing.reading.quantities.naming import DIRECTIONS
from briefing.reading.quantities.numerals import Numeral
from briefing.reading.quantities.tokens import Tokens
from briefing.reading.quantities.units import Unit

MAGNITUDE, CATEGORY, LEVEL = "magnitude", "category", "level"
CELSIUS, DEGREES, DEGREES_OF_CHANGE = "°C", "degrees", "°C of change"

SCALES = frozenset((MAGNITUDE, CATEGORY, LEVEL, CELSIUS, DEGREES))
"""The units that say how much of a quality there is at a time."""

_QUAKES = frozenset(
    "quake earthquake tremor temblor aftershock foreshock aftershocks quakes earthquakes".split()
)
_STORMS = frozenset("storm hurricane cyclone typhoon hurricanes storms cyclones typhoons".split())
_ALERTS = frozenset("alert alerts alarm alarms warning warnings".split())
_MAGNITUDES = frozenset("magnitude richter".split())
_CELSIUS = frozenset("celsius centigrade c".split())
_FAHRENHEIT = frozenset("fahrenheit f".split())
_FAHRENHEIT_SIZE, _FAHRENHEIT_ZERO = 5 / 9, -160 / 9
_MORE_OR_LESS = frozenset("warmer cooler hotter colder above higher lower".split())
_LONGEST_SCALE = 5
"""Words from a number to the "scale" that it is on: "6.4 on the open-ended Richter scale"."""


class OnScale(NamedTuple):
    """A number on a scale."""

    unit: Unit
    of: str
    """What is so strong or so grave, in the word that stands nearest; empty where none does."""


def on_scale(words: Tokens, numeral: Numeral) -> OnScale | None:
    """The scale that a number is on, by the words around it; None where it is on none."""
    if numeral.ordinal:
        return None
    if unit := _magnitude(words, numeral):
        return OnScale(unit, _nearest(words, numeral, _QUAKES))
    if (unit := _after_word(words, numeral, CATEGORY)) and (storm := _nearest(words, numeral, _STORMS)):
        return OnScale(unit, storm)
    if (unit := _level(words, numeral)) and (alert := _nearest(words, numeral, _ALERTS)):
        return OnScale(unit, alert)
    if unit := _temperature(words, numeral):
        return OnScale(unit, "")
    return None


def _nearest(words: Tokens, numeral: Numeral, wanted: frozenset[str]) -> str:
    places = [at for at, word in enumerate(words) if word.text in wanted]
    return words[min(places, key=lambda at: abs(at - numeral.first))].text if places else ""


def _after_word(words: Tokens, numeral: Numeral, name: str) -> Unit | None:
    """The unit where its word stands right before the number, with "of" or a hyphen between at most."""
    first = numeral.first - (2 if words.word(numeral.first - 1) in ("-", "of") else 1)
    return Unit(name, 1.0, first, numeral.after) if words.word(first) == name else None


def _magnitude(words: Tokens, numeral: Numeral) -> Unit | None:
    if unit := _after_word(words, numeral, MAGNITUDE):
        return unit
    after = numeral.after + (words.word(numeral.after) == "-")
    if words.word(after) == MAGNITUDE:
        return Unit(MAGNITUDE, 1.0, numeral.first, after + 1)
    if words.word(numeral.after) == "on":
        for scale in range(numeral.after + 1, numeral.after + 2 + _LONGEST_SCALE):
            if words.word(scale) == "scale":
                named = not _MAGNITUDES.isdisjoint(word.text for word in words[numeral.after : scale])
                return Unit(MAGNITUDE, 1.0, numeral.first, scale + 1) if named else None
    return None


def _level(words: Tokens, numeral: Numeral) -> Unit | None:
    if unit := _after_word(words, numeral, LEVEL):
        return unit
    # "The alert level was raised to 4."
    if words.word(numeral.first - 1) == "to":
        before = range(max(0, numeral.first - _LONGEST_SCALE), numeral.first)
        if any(words.word(at) == LEVEL and words.word(at - 1) in _ALERTS for at in before):
            return Unit(LEVEL, 1.0, numeral.first, numeral.after)
    return None


def _temperature(words: Tokens, numeral: Numeral) -> Unit | None:
    after = numeral.after
    in_degrees = words.word(after) in ("degrees", "degree", "°")
    after += in_degrees
    scale = words.word(after)
    # A letter alone is a scale only where it says so itself: "43C", "47°C".
    if scale in ("c", "f") and not (words.is_capital(after) and words[after - 1].end == words[after].start):
        scale = ""
    if scale in _CELSIUS:
        unit = Unit(CELSIUS, 1.0, numeral.first, after + 1)
    elif scale in _FAHRENHEIT:
        unit = Unit(CELSIUS, _FAHRENHEIT_SIZE, numeral.first, after + 1, _FAHRENHEIT_ZERO)
    elif in_degrees and scale not in DIRECTIONS:
        unit = Unit(DEGREES, 1.0, numeral.first, after)
    else:
        return None
    if words.word(numeral.first - 1) == "by" or words.word(unit.after) in _MORE_OR_LESS:
        return unit._replace(name=DEGREES_OF_CHANGE, zero=0.0)
    if words.word(unit.after) == "below" and words.word(unit.after + 1) == "zero":
        return unit._replace(size=-unit.size, after=unit.after + 2)
    return unit._replace(size=-unit.size, first=unit.first - 1) if _is_below_zero(words, numeral) else unit


def _is_below_zero(words: Tokens, numeral: Numeral) -> bool:
    """Whether a minus stands before the number: one that binds it to nothing."""
    sign = words.word(numeral.first - 1)
    if sign == "minus":
        return True
    alone = numeral.first < 2 or words[numeral.first - 2].end < words[numeral.first - 1].start
    return sign in ("-", "–", "−") and alone
