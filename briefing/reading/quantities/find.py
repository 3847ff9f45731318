"""Finding quantities: a number, what bounds it, and what it counts."""

# ruff: noqa: SIM905 - lists of words read best as prose

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing.article import Span
from briefing.comparison import Quantity
from briefing.reading.quantities.naming import counts_nothing
from briefing.reading.quantities.numerals import Numeral, numerals, share_of_whole
from briefing.reading.quantities.scales import OnScale, on_scale
from briefing.reading.quantities.tokens import Token, Tokens
from briefing.reading.quantities.units import SIGNS, unit_of
from briefing.reading.stopwords import STOPWORDS


class FoundQuantity(NamedTuple):
    """A quantity where it stands in a text."""

    span: Span
    """The number with its unit and what it counts."""
    quantity: Quantity
    part: bool
    """Whether it is taken from a larger number: the three of "three of the 20 miners"."""


_LEAST = ("at least", "more than", "no fewer than", "no less than", "over", "upwards of")
_MOST = ("no more than", "up to", "as many as", "at most", "fewer than", "less than", "under")
_ABOUT = (
    *("about", "around", "some", "roughly", "approximately", "estimated", "nearly", "almost", "close to"),
)
_MARGIN = 0.15
"""What "about" leaves open on either side, as a share of the number."""
_COLLECTIVES = frozenset(
    "people men women children police troops personnel dead wounded injured hurt missing killed arrested aircraft "
    "fish sheep cattle staff".split()
)
"""Things counted that have no plural in -s."""
_NEVER_COUNTED = frozenset("was is has does says this ago later earlier times versus as thus".split())
_DETERMINERS = frozenset("the these those both his her its their our all".split())
_COUNTING = frozenset(
    "killed killing injured injuring wounded wounding hurt arrested arresting detained numbered totalled totaled "
    "total reached reaching left leaving".split()
)
"""After these a number counts, though nothing is named: "killed 2", "numbered 12,000"."""
_PHRASE = 5
"""The thing counted is looked for among as many tokens after the number."""
_FEW = 3
"""Up to here a number after "the" says which ("the two countries"), not how many."""


def quantities(text: str, start: int = 0, end: int | None = None) -> list[FoundQuantity]:
    """The quantities of a stretch of a text, in order; offsets count in the whole text."""
    words = Tokens.of(text, start, end)
    found = [quantity for numeral in _counting(words) if (quantity := _read(text, words, numeral))]
    return sorted([*found, *_shares(words)], key=lambda item: item.span)


def figures(text: str, start: int = 0, end: int | None = None) -> list[float]:
    """All numbers of a stretch of a text, whatever they count or name."""
    return [numeral.low for numeral in numerals(Tokens.of(text, start, end))]


def _counting(words: Tokens) -> Iterator[Numeral]:
    """The numbers that count something, two that make a range as one."""
    counting = [
        numeral
        for numeral in numerals(words)
        if on_scale(words, numeral) or not counts_nothing(words, numeral)
    ]
    at = 0
    while at < len(counting):
        numeral = counting[at]
        at += 1
        if at < len(counting) and _is_range(words, numeral, counting[at]):
            joined = _joined(words, numeral, counting[at])
            at += 1
            if joined is not None:
                yield joined
        else:
            yield numeral


def _is_range(words: Tokens, low: Numeral, high: Numeral) -> bool:
    signs = 1 if words.word(high.first - 1) in SIGNS else 0
    if high.first - signs != low.after + 1 or low.ordinal or high.ordinal:
        return False
    between = words.word(low.after)
    before = words.word(low.first - 2) if words.word(low.first - 1) in SIGNS else words.word(low.first - 1)
    return between in ("-", "–", "—", "to") or (between in ("and", "or") and before in ("between", "either"))


def _joined(words: Tokens, low: Numeral, high: Numeral) -> Numeral | None:
    """The range between two numbers; in "140 to 150 million" the millions are of both."""
    least, most = low.low, high.high if high.high is not None else high.low
    figures = words.word(high.first)
    if low.after == low.first + 1 and high.after > high.first + 1 and figures[0].isdecimal():
        magnitude = most / float(figures.replace(",", "")) if most else 1.0
        if least * magnitude < most:
            least *= magnitude
    return low._replace(after=high.after, low=least, high=most) if least < most else None


def _shares(words: Tokens) -> Iterator[FoundQuantity]:
    """Parts of a whole, such as "half of the voters", in percent."""
    for at, word in enumerate(words):
        if share := share_of_whole(words, at):
            after, percent = share
            low, high, about = _bounded(words, at, percent, percent)
            span = Span(word.start, words[after - 1].end)
            yield FoundQuantity(span, Quantity(low, high, "percent", "", about), part=False)


def _read(text: str, words: Tokens, numeral: Numeral) -> FoundQuantity | None:
    """A number with all that the words around it make of it; None where it counts nothing that is named."""
    scale = on_scale(words, numeral)
    if scale:
        return _on_scale(words, numeral, scale)
    unit = unit_of(words, numeral)
    counted = _counted(words, unit.after)
    if not counted and not unit.name and not _counts_by_verb(words, numeral):
        return None
    definite = words.word(numeral.first - 1) in _DETERMINERS
    if definite and numeral.low <= _FEW and not unit.name and not numeral.ordinal:
        return None
    high = unit.of(numeral.high) if numeral.high is not None else None
    low, most, about = _bounded(words, unit.first, unit.of(numeral.low), high)
    name = text[counted[0].start : counted[-1].end] if counted else ""
    return FoundQuantity(
        span=Span(words[unit.first].start, counted[-1].end if counted else words[unit.after - 1].end),
        quantity=Quantity(low, most, unit.name, name, about or numeral.vague, numeral.ordinal),
        part=not unit.name and _is_of_more(words, numeral.after),
    )


def _on_scale(words: Tokens, numeral: Numeral, scale: OnScale) -> FoundQuantity:
    unit = scale.unit
    lowest, highest = sorted((unit.of(numeral.low), unit.of(numeral.high or numeral.low)))
    low, high, about = _bounded(words, unit.first, lowest, highest)
    return FoundQuantity(
        span=Span(words[unit.first].start, words[unit.after - 1].end),
        quantity=Quantity(low, high, unit.name, scale.of, about),
        part=False,
    )


def _counted(words: Tokens, after: int) -> Sequence[Token]:
    """The words of the thing counted: up to the first plural after the number, else the first word."""
    if words.word(after) == "of":
        after += 1
        while words.word(after) in _DETERMINERS or words.word(after)[0].isdecimal():
            after += 1
    phrase: list[Token] = []
    for word in words[after : after + _PHRASE]:
        if phrase and (word.text == "-" or (phrase[-1].acronym and word.text.isdecimal())):
            continue  # "short-range missiles", "AK 47 rifles"
        if not word.text[0].isalpha() or word.text in _NEVER_COUNTED:
            break
        if word.text in STOPWORDS and word.text not in ("more", "other", "new"):
            break
        phrase.append(word)
        if word.text in _COLLECTIVES or _is_plural(word.text):
            return phrase
    return phrase[:1]


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith("ss") and len(word) > 3


def _counts_by_verb(words: Tokens, numeral: Numeral) -> bool:
    return words.word(numeral.first - 1) in _COUNTING or words.word(numeral.first - 2) in _COUNTING


def _is_of_more(words: Tokens, after: int) -> bool:
    return words.word(after) == "of" and words.word(after + 1) in (*_DETERMINERS, "them")


def _bounded(
    words: Tokens, first: int, low: float, high: float | None
) -> tuple[float | None, float | None, bool]:
    """The least and the most that a number can be, by the words before it, and whether it is approximate."""
    before = f" {' '.join(word.text for word in words[max(0, first - 3) : first])}"
    if before.endswith(tuple(f" {phrase}" for phrase in _MOST)):
        return None, high, False
    if before.endswith(tuple(f" {phrase}" for phrase in _LEAST)):
        return low, None, False
    if before.endswith(tuple(f" {phrase}" for phrase in _ABOUT)):
        return low * (1 - _MARGIN), high * (1 + _MARGIN) if high is not None else None, True
    return low, high, False
