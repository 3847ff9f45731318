"""Moments: the days and times that a text gives, resolved against the day on which it appeared.

"Yesterday" and "on Monday" mean a day only beside that day; a day without its year is taken to be the nearest to
it, and a day of the week the last or the coming one, as the verb beside it says. What took a guess is marked as
unsure.
"""

# ruff: noqa: SIM905 - lists of words read best as prose

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, time, timedelta
from typing import NamedTuple

from briefing.article import Span
from briefing.comparison import Moment
from briefing.reading.tense import Tense, tense_around

HINTS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr "
    "jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday today tonight "
    "yesterday tomorrow morning afternoon evening night week month year ago earlier noon midday midnight".split()
)
"""A sentence without one of these words, folded, and without a figure gives no day or time."""


class FoundMoment(NamedTuple):
    """A moment where it stands in a text."""

    span: Span
    moment: Moment


_MONTH_NAMES = "january february march april may june july august september october november december".split()
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_NUMBERS = {
    word: number
    for number, word in enumerate("a two three four five six seven eight nine ten".split(), start=1)
} | {"an": 1, "one": 1}

_MONTH = "|".join(name.capitalize() for name in [*_MONTH_NAMES, *(name[:3] for name in _MONTH_NAMES), "sept"])
_DAY = r"(?P<day{0}>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year{0}>1\d{{3}}|20\d\d)"
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_PATTERN = re.compile(
    "|".join(
        (
            r"\b(?P<iso>\d{4}-\d\d-\d\d)\b",
            rf"\b{_DAY.format(1)}\s(?:of\s)?(?P<month1>{_MONTH})\b\.?(?:,?\s{_YEAR.format(1)}\b)?",
            rf"\b(?P<month2>{_MONTH})\b\.?\s{_DAY.format(2)}\b(?!\s?(?:percent|%))(?:,?\s{_YEAR.format(2)}\b)?",
            rf"\b(?P<month3>{_MONTH})\b\.?,?\s(?:of\s)?{_YEAR.format(3)}\b",
            rf"\b(?i:in|since|by|until|during|from|last|next|of)\s(?P<month4>{_MONTH})\b(?![’']|\s\d)",
            rf"\b(?i:in|since|by|until|during|from|of|to)\s{_YEAR.format(5)}\b(?!\s?[-–%])",
            rf"(?P<which>(?i:last|next|this)\s)?\b(?P<weekday>{'|'.join(d.capitalize() for d in _WEEKDAYS)})\b",
            r"\b(?P<near>(?i:today|tonight|yesterday|tomorrow|last night|this (?:morning|afternoon|evening)))\b",
            rf"\b(?i:{_COUNT})\s(?P<unit>(?i:day|week|month|year))s?\s(?P<way>(?i:ago|earlier))\b",
            r"\b(?P<side>(?i:last|next|this))\s(?P<period>(?i:week|month|year))\b",
        )
    )
)
_CLOCK = re.compile(
    r"\b(?:at|by|around|about|until|before|after|shortly after)\s+"
    r"(?:(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap]\.?m\b\.?)?|(?P<named>noon|midday|midnight))(?![\d,%]|\.\d)"
    r"|\b(?P<hour2>[01]?\d|2[0-3])(?:[:.](?P<minute2>[0-5]\d))?\s?(?P<half2>[ap]\.?m\b\.?)",
    re.IGNORECASE,
)
_NEAR_DAYS = {"yesterday": -1, "last night": -1, "tomorrow": 1}
_UNIT_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_SURELY_THIS_YEAR = 120
"""Days from publication within which a day without its year is hardly of another year."""
_NEAR_DAYS_OF_CLOCK = 3
"""A time of day alone is that of some day near publication."""


def moments(
    text: str,
    start: int = 0,
    end: int | None = None,
    *,
    published: date | None,
    near: date | None = None,
) -> list[FoundMoment]:
    """The moments of a stretch of a text, a sentence at best, in order; offsets count in the whole text.

    Where it isn't known when the text appeared, "yesterday" and "Monday" are left out, and so are days without
    their year, unless `near` says about when it was: then those are guesses.
    """
    end = len(text) if end is None else end
    about = published or near
    found = []
    for match in _PATTERN.finditer(text, start, end):
        if published is None and _is_relative(match):
            continue
        tense = tense_around(text, Span(start, end), Span(*match.span())) if match["weekday"] else None
        if days := _resolve(match, about, tense):
            first, last, certain = days
            sure = certain and (published is not None or _has_year(match))
            found.append(FoundMoment(Span(*match.span()), Moment(first, last, None, sure)))
    return _with_clock(text, start, end, found, about)


def _clock_times(text: str, start: int, end: int) -> list[tuple[Span, time]]:
    """The times of day that a stretch of a text gives."""
    return [
        (Span(_clock_start(match), match.end()), clock)
        for match in _CLOCK.finditer(text, start, end)
        if (clock := _clock(match))
    ]


def _clock_start(match: re.Match[str]) -> int:
    """Where the time itself begins, after "at" or "around"."""
    return next(match.start(group) for group in ("hour", "named", "hour2") if match[group])


def _with_clock(
    text: str, start: int, end: int, found: list[FoundMoment], published: date | None
) -> list[FoundMoment]:
    """The moments, a single one with the first time of day that the sentence gives; a time alone is one too."""
    clocks = _clock_times(text, start, end)
    if not clocks:
        return found
    if len(found) == 1:
        (span, clock), only = clocks[0], found[0]
        whole = Span(min(span.start, only.span.start), max(span.end, only.span.end))
        return [FoundMoment(whole, only.moment._replace(clock=clock))]
    if not found and published:
        first, last = (
            date.fromordinal(min(max(published.toordinal() + days, 1), date.max.toordinal()))
            for days in (-_NEAR_DAYS_OF_CLOCK, _NEAR_DAYS_OF_CLOCK)
        )
        return [FoundMoment(span, Moment(first, last, clock, sure=False)) for span, clock in clocks]
    return found


def _resolve(
    match: re.Match[str], published: date | None, tense: Tense | None
) -> tuple[date, date, bool] | None:
    """The first and the last day that is meant, and whether that is sure; None where the calendar has none."""
    try:
        return _days(match, published, tense)
    except (ValueError, OverflowError):
        return None


def _days(
    match: re.Match[str], published: date | None, tense: Tense | None
) -> tuple[date, date, bool] | None:
    if match["iso"]:
        day = date.fromisoformat(match["iso"])
        return day, day, True
    for n in "123":
        if match[f"month{n}"]:
            month = _MONTHS[match[f"month{n}"].lower()]
            year, day_of_month = match[f"year{n}"], match[f"day{n}"] if n != "3" else None
            return _in_month(
                int(year) if year else None, month, int(day_of_month) if day_of_month else None, published
            )
    if match["month4"]:
        return _in_month(None, _MONTHS[match["month4"].lower()], None, published)
    if match["year5"]:
        year_alone = int(match["year5"])
        return date(year_alone, 1, 1), date(year_alone, 12, 31), True
    if published is None:
        return None
    if tense:
        return _weekday(match, published, tense)
    if match["near"]:
        day = published + timedelta(days=_NEAR_DAYS.get(match["near"].lower(), 0))
        return day, day, True
    if match["count"]:
        count = _NUMBERS.get(match["count"].lower()) or int(match["count"])
        return _ago(count, match["unit"].lower(), published)
    return _period(match["side"].lower(), match["period"].lower(), published)


def _is_relative(match: re.Match[str]) -> bool:
    """Whether it means a day only beside another."""
    return any(match[group] for group in ("weekday", "near", "count", "side"))


def _has_year(match: re.Match[str]) -> bool:
    return any(match[group] for group in ("iso", "year1", "year2", "year3", "year5"))


def _in_month(
    year: int | None, month: int, day: int | None, published: date | None
) -> tuple[date, date, bool] | None:
    """A day or a whole month; where the year is left out, the one nearest to the day of publication."""
    sure = True
    if year is None:
        if published is None:
            return None
        near = (published.year - 1, published.year, published.year + 1)
        year = min(near, key=lambda y: abs((date(y, month, 15) - published).days))
        sure = abs((date(year, month, 15) - published).days) <= _SURELY_THIS_YEAR
    last = monthrange(year, month)[1]
    if day is None:
        return date(year, month, 1), date(year, month, last), sure
    return date(year, month, day), date(year, month, day), sure


def _weekday(match: re.Match[str], published: date, tense: Tense) -> tuple[date, date, bool]:
    """The day of the week nearest to publication on the side that the clause speaks of."""
    wanted = _WEEKDAYS.index(match["weekday"].lower())
    which = (match["which"] or "").strip().lower()
    if which == "next" or (tense.ahead and which != "last"):
        ahead = (wanted - published.weekday()) % 7
        day = published + timedelta(days=ahead or (7 if which == "next" else 0))
        # "Next Monday" may be the one after.
        return day, day, tense.decided and which != "next"
    back = (published.weekday() - wanted) % 7
    day = published - timedelta(days=back or (7 if which == "last" else 0))
    return day, day, tense.decided and which != "last"


def _ago(count: int, unit: str, published: date) -> tuple[date, date, bool]:
    day = published - timedelta(days=count * _UNIT_DAYS[unit])
    slack = timedelta(days=_UNIT_DAYS[unit] // 2)
    return day - slack, day + slack, unit == "day"


def _period(side: str, period: str, published: date) -> tuple[date, date, bool]:
    step = {"last": -1, "this": 0, "next": 1}[side]
    if period == "week":
        # "Last week" may be the calendar's or the past seven days.
        monday = published - timedelta(days=published.weekday()) + timedelta(days=7 * step)
        return monday, max(monday + timedelta(days=6), published if side == "last" else monday), True
    if period == "month":
        month = published.year * 12 + published.month - 1 + step
        year, index = divmod(month, 12)
        return date(year, index + 1, 1), date(year, index + 1, monthrange(year, index + 1)[1]), False
    year = published.year + step
    return date(year, 1, 1), date(year, 12, 31), False


def _clock(match: re.Match[str]) -> time | None:
    if match["named"]:
        return time(0) if match["named"].lower() == "midnight" else time(12)
    hour, minute, half = (
        (match["hour"], match["minute"], match["half"])
        if match["hour"]
        else (match["hour2"], match["minute2"], match["half2"])
    )
    if half is None and minute is None:
        return None  # "at 5" may count anything
    number = int(hour)
    if half:
        if not 1 <= number <= 12:
            return None
        number = number % 12 + (12 if half.lower().startswith("p") else 0)
    return time(number, int(minute or 0))
