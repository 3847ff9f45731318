"""Dates and times: where two accounts put one happening on different days, or at different times of a day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.comparison import Difference, DifferenceKind, Moment
from briefing.reading.differences.statements import Pairs, Statement, tell_one_happening
from briefing.reading.moments import FoundMoment

_ALIKE = 0.42
"""Sentences less alike than this may tell of two happenings."""
_ALIKE_WITH_NEWS = 0.6
"""And this alike where one is of a day after the other account appeared: likely there were two happenings."""
_UNSURE = 0.7
"""How much a guess in reading a day takes from the score."""
_QUARTER_OF_AN_HOUR = 15
_FORTNIGHT = 14
_BY_PUBLICATION = re.compile(
    r"\b(?:today|yesterday|tonight|tomorrow|(?:this|last)\s(?:morning|afternoon|evening|night))\b",
    re.IGNORECASE,
)


def differing_dates(pairs: Pairs) -> Iterator[Difference]:
    """The days and times that differ, the surest first; each is told of once, with the likest sentence."""
    told: set[tuple[int, int]] = set()
    for likeness, a, b in pairs.found:
        if (
            likeness < _needed(a, b)
            or not _differ(a, b)
            or _numbers_part(a, b)
            or not tell_one_happening(a, b)
        ):
            continue
        one, other = a.when[0], b.when[0]
        keys = {(0, one.span.start), (1, other.span.start)}
        if keys & told:
            continue
        told |= keys
        sure = one.moment.sure and other.moment.sure
        yield Difference(
            DifferenceKind.DATES,
            a.side(one.span, one.moment, _shown(a, one)),
            b.side(other.span, other.moment, _shown(b, other)),
            likeness if sure else likeness * _UNSURE,
            pairs.weights.common(a.terms, b.terms),
            "different times" if _days_fit(one.moment, other.moment) else "different days",
        )


def days_part(a: Statement, b: Statement) -> bool:
    """Whether two sentences speak of different days, so that what they count may differ for that alone."""
    return bool(a.when and b.when) and not any(
        _days_fit(one.moment, other.moment) for one in a.when for other in b.when
    )


def _differ(a: Statement, b: Statement) -> bool:
    """Whether both give one moment, precise enough, and these can't be the same."""
    if len(a.when) != 1 or len(b.when) != 1:
        return False
    one, other = a.when[0].moment, b.when[0].moment
    if _is_vague(one) or _is_vague(other):
        return False
    if _days_fit(one, other):
        return not _times_fit(one, other)
    return not _may_be_a_day_late(a, b)


def _may_be_a_day_late(a: Statement, b: Statement) -> bool:
    """Whether one day follows the other, and one of them alone is counted from when its article appeared.

    What was written in the evening often appears under the next day's date, and then "today" is a day late.
    """
    one, other = a.when[0].moment, b.when[0].moment
    apart = max((one.first - other.last).days, (other.first - one.last).days)
    return apart == 1 and _is_by_publication(a) is not _is_by_publication(b)


def _is_by_publication(statement: Statement) -> bool:
    span = statement.when[0].span
    return _BY_PUBLICATION.search(statement.account.text, *span) is not None


def _needed(a: Statement, b: Statement) -> float:
    """How alike they have to be: more so where the one could not have known of the other's happening."""
    if not a.when or not b.when:
        return _ALIKE
    one, other = a.when[0].moment, b.when[0].moment
    return _ALIKE_WITH_NEWS if _is_news_to(a, other, one) or _is_news_to(b, one, other) else _ALIKE


def _is_vague(moment: Moment) -> bool:
    """Whether it is a guess at more than a fortnight: "next year"."""
    return not moment.sure and (moment.last - moment.first).days > _FORTNIGHT


def _is_news_to(account: Statement, later: Moment, own: Moment) -> bool:
    """Whether a moment came after an account appeared that tells of what was over by then: two happenings."""
    published = account.account.published
    return published is not None and later.first > published >= own.last


def _numbers_part(a: Statement, b: Statement) -> bool:
    """Whether two sentences count on their days what may be two things: 20 planes in one year, 35 in another."""
    numbers_a = {found.quantity.low for found in a.quantities}
    numbers_b = {found.quantity.low for found in b.quantities}
    return bool(numbers_a and numbers_b) and not numbers_a & numbers_b


def _days_fit(one: Moment, other: Moment) -> bool:
    return one.first <= other.last and other.first <= one.last


def _times_fit(one: Moment, other: Moment) -> bool:
    if one.clock is None or other.clock is None:
        return True
    minutes = [clock.hour * 60 + clock.minute for clock in (one.clock, other.clock)]
    return abs(minutes[0] - minutes[1]) <= _QUARTER_OF_AN_HOUR


def _shown(statement: Statement, found: FoundMoment) -> str:
    """The words, and the day that they mean where the words alone don't say it."""
    written = statement.account.text[found.span.start : found.span.end]
    moment = found.moment
    if statement.account.published is None or str(moment.first.year) in written:
        return written
    first, last = moment.first.isoformat(), moment.last.isoformat()
    meant = first if first == last else f"{first} to {last}"
    return f"{written} ({meant}{'' if moment.sure else '?'})"
