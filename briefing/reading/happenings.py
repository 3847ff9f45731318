"""Happenings: when what an article tells of was, or will be."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from briefing.article import Span
from briefing.comparison import Account, Moment
from briefing.reading.moments import moments
from briefing.reading.passages import passages
from briefing.reading.sentences import sentences

_LONGEST_DAYS = 366
"""What may be longer than a year is no date of a happening."""


class Happening(NamedTuple):
    """A moment that a text gives, and where."""

    moment: Moment
    passage: int
    span: Span
    """The words that say when."""
    sentence: Span


def happenings(account: Account) -> Iterator[Happening]:
    """What an account dates, in its order; days relative to an unknown day of publication are left out."""
    starts = [passage.start for passage in passages(account.text)]
    for sentence in sentences(account.text):
        for span, moment in moments(account.text, *sentence, published=account.published):
            if (moment.last - moment.first).days < _LONGEST_DAYS and not _clock_alone(moment):
                yield Happening(moment, bisect_right(starts, span.start) - 1, span, sentence)


def _clock_alone(moment: Moment) -> bool:
    """Whether only a time of day is given, on no day in particular."""
    return moment.clock is not None and moment.first != moment.last
