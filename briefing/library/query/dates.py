"""Days, months and years as a query writes them: `2023`, `2023-11`, `2023-11-07`, `2023-11..2024`."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_PERIOD = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")


def first_and_last(text: str) -> tuple[date, date]:
    """The first and the last day of a day, a month or a year.

    Raises ValueError where the text is no such period, or where the calendar has none.
    """
    match = _PERIOD.fullmatch(text)
    if match is None:
        raise ValueError(f"“{text}” is not a date")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if year == 0:
        raise ValueError("there is no year 0000")
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month:02}")
    days = monthrange(year, month)[1]
    if day is None:
        return date(year, month, 1), date(year, month, days)
    if not 1 <= day <= days:
        raise ValueError(f"{year:04}-{month:02} has no day {day:02}")
    return date(year, month, day), date(year, month, day)


_AGO = re.compile(r"([0-9]{1,4})([dwmy])")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


def days_ago(text: str, today: date) -> date:
    """The day that lies so far back: `7d`, `2w`, `3m`, `1y`; a month has 30 days here, and a year 365.

    Raises ValueError where the text is no such distance, or where the calendar does not reach so far back.
    """
    match = _AGO.fullmatch(text)
    if match is None:
        raise ValueError(f"“{text}” is not a length of time")
    try:
        return today - timedelta(days=int(match[1]) * _DAYS[match[2]])
    except OverflowError:
        raise ValueError(f"“{text}” is longer ago than any date") from None


def complete_part(text: str) -> str:
    """The longest period that an unfinished date starts with, `2023` for `2023-1`, or nothing."""
    for length in (10, 7, 4):
        try:
            first_and_last(text[:length])
        except ValueError:
            continue
        return text[:length]
    return ""


def period(first: date | None, last: date | None) -> str:
    """A range as briefly as a query can write it. One of the two ends has to be given."""
    if first and last and (whole := _whole(first, last)):
        return whole
    return f"{_start(first) if first else ''}..{_end(last) if last else ''}"


def in_words(first: date | None, last: date | None) -> str:
    """A range as a reader would say it: “in November 2023”, “from 7 November 2023 on”."""
    if first and last:
        match len(_whole(first, last)):
            case 4:
                return f"in {first.year}"
            case 7:
                return f"in {first:%B} {first.year}"
            case 10:
                return f"on {_day(first)}"
            case _:
                return f"from {_day(first)} to {_day(last)}"
    if first:
        return f"from {_day(first)} on"
    assert last is not None
    return f"up to {_day(last)}"


def _whole(first: date, last: date) -> str:
    """The range as one period, or nothing where it is none."""
    for text in (_year(first), _month(first), first.isoformat()):
        if first_and_last(text) == (first, last):
            return text
    return ""


def _start(day: date) -> str:
    """The longest period that starts on this day."""
    return next(text for text in (_year(day), _month(day), day.isoformat()) if first_and_last(text)[0] == day)


def _end(day: date) -> str:
    """The longest period that ends on this day."""
    return next(text for text in (_year(day), _month(day), day.isoformat()) if first_and_last(text)[1] == day)


def _year(day: date) -> str:
    return f"{day.year:04}"


def _month(day: date) -> str:
    return f"{day.year:04}-{day.month:02}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
