"""Numerals: numbers in digits and in words, with how far the words bind them."""

# ruff: noqa: SIM905 - lists of words read best as prose

from __future__ import annotations

from typing import NamedTuple

from briefing.reading.quantities.tokens import Tokens


class Numeral(NamedTuple):
    """A number as a run of tokens."""

    first: int
    """The number of its first token."""
    after: int
    """The number of the token after its last."""
    low: float
    high: float | None
    """Equal to `low` but for vague ones; None where it is open above."""
    ordinal: bool = False
    vague: bool = False
    """"Dozens", "hundreds"."""


_UNITS = {
    word: float(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10.0 * number
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_ORDINALS = {
    word: float(number)
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), start=1
    )
}
_MAGNITUDES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12, "dozen": 12.0,
}  # fmt: skip
_AFTER_WORDS = frozenset({"hundred", "thousand", "million", "billion", "trillion", "dozen"})
_VAGUE: dict[str, tuple[float, float | None]] = {
    "dozens": (24, 200),
    "scores": (40, 200),
    "hundreds": (200, 2e3),
    "thousands": (2e3, 1e5),
    "millions": (2e6, None),
}
NUMBER_WORDS = frozenset({*_UNITS, *_TENS, *_ORDINALS, *_VAGUE, *_AFTER_WORDS})
"""Words that say how many or which, not what."""
_SHARES = {"half": 50.0, "quarter": 25.0, "third": 100 / 3}
"""What a part of a whole is in percent."""


def numerals(found: Tokens) -> list[Numeral]:
    """The numerals of a run of tokens, in order; they don't overlap."""
    result = []
    at = 0
    while at < len(found):
        numeral = _numeral(found, at)
        if numeral is not None:
            result.append(numeral)
            at = numeral.after
        else:
            at += 1
    return result


def share_of_whole(found: Tokens, at: int) -> tuple[int, float] | None:
    """Where a share such as "half of the", "a third of", "two-thirds of" ends, and what it is in percent."""
    after, times = at, 1.0
    if found[at].text in ("a", "an", "one"):
        after = at + 1
    elif found[at].text in _UNITS:
        times = _UNITS[found[at].text]
        after = at + 2 if found.word(at + 1) in "-–" else at + 1
    name = found.word(after)
    share = _SHARES.get(name.removesuffix("s") if times > 1 else name)
    if share is None or (after == at and name != "half"):
        return None
    if found.word(after + 1) in ("of", "the", "all", "its", "their"):
        return after + 1, share * times
    return None


def _numeral(found: Tokens, at: int) -> Numeral | None:
    word = found[at].text
    if word[0].isdecimal():
        return _in_digits(found, at)
    if word in _VAGUE:
        low, high = _VAGUE[word]
        after = at + 1
        while found.word(after) == "of" and found.word(after + 1) in _VAGUE:  # hundreds of thousands
            times, _ = _VAGUE[found.word(after + 1)]
            low, high, after = low * times / 2, None, after + 2
        return Numeral(at, after, low, high, vague=True)
    if word in _ORDINALS:
        return Numeral(at, at + 1, _ORDINALS[word], _ORDINALS[word], ordinal=True)
    if word == "half" and found.word(at + 1) == "a":
        magnitude = _MAGNITUDES.get(found.word(at + 2)) or (1.0 if found.word(at + 2) else None)
        if magnitude:
            after = at + 3 if found.word(at + 2) in _MAGNITUDES else at + 2
            return Numeral(at, after, magnitude / 2, magnitude / 2)
    if word in ("a", "an") and found.word(at + 1) in _AFTER_WORDS:
        return _in_words(found, at, at + 1, 1.0)
    if word in _UNITS or word in _TENS:
        return _in_words(found, at, at, 0.0)
    return None


def _in_digits(found: Tokens, at: int) -> Numeral:
    word = found[at].text
    ordinal = word[-1].isalpha()
    value = float(word.rstrip("stndrh").replace(",", ""))
    after = at + 1
    hyphen = 1 if found.word(after) == "-" else 0
    magnitude = _MAGNITUDES.get(found.word(after + hyphen))
    if magnitude and not ordinal:
        return Numeral(at, after + hyphen + 1, value * magnitude, value * magnitude)
    return Numeral(at, after, value, value, ordinal)


def _in_words(found: Tokens, first: int, at: int, group: float) -> Numeral:
    """A number in words: groups below a thousand, each times its magnitude, added up."""
    total = 0.0
    last = at
    while True:
        word = found.word(at)
        if word in _UNITS or word in _TENS:
            group += _UNITS.get(word, 0) + _TENS.get(word, 0)
        elif word in ("hundred", "dozen"):
            group = (group or 1) * _MAGNITUDES[word]
        elif word in _AFTER_WORDS:
            total, group = total + (group or 1) * _MAGNITUDES[word], 0.0
        elif word in ("-", "and") and at > first and _goes_on(found, at):
            at += 1
            continue
        else:
            break
        at += 1
        last = at
    return Numeral(first, last, total + group, total + group)


def _goes_on(found: Tokens, at: int) -> bool:
    """Whether a hyphen or an "and" inside a number in words is followed by more of it."""
    before, after = found[at - 1].text, found.word(at + 1)
    if found[at].text == "-":
        return before in _TENS and after in _UNITS
    return before in _AFTER_WORDS and (after in _UNITS or after in _TENS)
