"""What was read in sentences, in a few words: whose word something is, numbers, days."""

from __future__ import annotations

from calendar import monthrange

from briefing.comparison import Moment, Quantity, Stance, Voice
from briefing.tui import dates


def sources_in_words(count: int) -> str:
    """How many sources: `1 source`, `2 sources`."""
    return f"{count} source" if count == 1 else f"{count} sources"


def stance_in_words(stance: Stance) -> str:
    """Whether something is told or denied, by whom, and in which words."""
    whose = stance.attribution
    by = f" by {whose.speaker}" if whose.speaker else ""
    if stance.denied:
        return f"denied{by} (“{stance.cue}”)"
    if whose.voice is Voice.NOBODY:
        return "told, attributed to nobody"
    return f"told{by} (“{whose.cue}”)" if by else f"told as somebody’s word (“{whose.cue}”)"


def quantity_in_words(quantity: Quantity) -> str:
    """A number with what it counts.

    >>> quantity_in_words(Quantity(40, None, "", "soldiers", approximate=False))
    'at least 40 soldiers'
    """
    low, high = quantity.low, quantity.high
    if low is None:
        number = f"at most {high:,g}"
    elif high is None:
        number = f"at least {low:,g}"
    elif low == high:
        number = f"{low:,g}"
    else:
        number = f"{low:,g} to {high:,g}"
    about = "about" if quantity.approximate else ""
    return " ".join(filter(None, (about, number, quantity.unit, quantity.counted)))


def moment_in_words(moment: Moment) -> str:
    """A day with its time, a month, a year, or the first day and the last; unsure ones are not marked here.

    >>> from datetime import date
    >>> moment_in_words(Moment(date(2023, 11, 1), date(2023, 11, 30), None, True))
    'Nov 2023'
    """
    first, last = moment.first, moment.last
    clock = f" {moment.clock:%H:%M}" if moment.clock is not None else ""
    if first == last:
        return dates.short(first) + clock
    ends_month = last.day == monthrange(last.year, last.month)[1]
    if first.day == 1 and ends_month and first.year == last.year:
        if first.month == last.month:
            return dates.short(first).split(" ", 1)[1]
        if (first.month, last.month) == (1, 12):
            return str(first.year)
    beginning = dates.short(first)
    if first.year == last.year:
        beginning = beginning.rsplit(" ", 1)[0]
    return f"{beginning} – {dates.short(last)}"
