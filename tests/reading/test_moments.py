"""Days and times, against a Wednesday on which the text appeared."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.comparison import Moment
from briefing.reading.moments import moments

WEDNESDAY = date(2024, 5, 8)


def read(text: str, published: date | None = WEDNESDAY) -> list[Moment]:
    return [found.moment for found in moments(text, published=published)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on 13 November 2023", date(2023, 11, 13), date(2023, 11, 13)),
        ("Nov. 13, 2023", date(2023, 11, 13), date(2023, 11, 13)),
        ("2023-11-13", date(2023, 11, 13), date(2023, 11, 13)),
        ("in May 2019", date(2019, 5, 1), date(2019, 5, 31)),
        ("in 1968", date(1968, 1, 1), date(1968, 12, 31)),
        ("on 3 May", date(2024, 5, 3), date(2024, 5, 3)),
        ("on 28 December", date(2023, 12, 28), date(2023, 12, 28)),
        ("yesterday", date(2024, 5, 7), date(2024, 5, 7)),
        ("this morning", WEDNESDAY, WEDNESDAY),
        ("the ship sank on Monday", date(2024, 5, 6), date(2024, 5, 6)),
        ("the ship will sail on Monday", date(2024, 5, 13), date(2024, 5, 13)),
        ("two days ago", date(2024, 5, 6), date(2024, 5, 6)),
        ("last week", date(2024, 4, 29), date(2024, 5, 8)),
        ("next month", date(2024, 6, 1), date(2024, 6, 30)),
    ],
)
def test_a_day_is_resolved(text: str, first: date, last: date) -> None:
    (moment,) = read(text)
    assert (moment.first, moment.last, moment.clock) == (first, last, None)


@pytest.mark.parametrize(
    ("text", "clock"), [("at 6:30 a.m. on Tuesday", time(6, 30)), ("on Tuesday at 18:00", time(18)),
                        ("at noon on Tuesday", time(12)), ("around 6 p.m. on Tuesday", time(18))]
)  # fmt: skip
def test_a_time_belongs_to_its_day(text: str, clock: time) -> None:
    assert read(text) == [Moment(date(2024, 5, 7), date(2024, 5, 7), clock, sure=True)]


def test_what_takes_a_guess_is_marked() -> None:
    assert [moment.sure for moment in read("It happened on 3 May.")] == [True]
    assert [moment.sure for moment in read("It happened on 3 October.")] == [False]
    assert [moment.sure for moment in read("It will open on Monday.")] == [False]
    assert [moment.sure for moment in read("three weeks ago")] == [False]


def test_without_the_day_of_publication_only_whole_dates_are_read() -> None:
    text = "On Monday, yesterday, last week, on 3 May and on 4 May 2021"
    assert read(text, None) == [Moment(date(2021, 5, 4), date(2021, 5, 4), None, sure=True)]


@pytest.mark.parametrize(
    "text",
    ["They may march.", "He sat at 5 tables.", "31 February 2024", "2024-13-45", "at 25:00", "a second look"],
)
def test_what_is_no_moment_is_left_out(text: str) -> None:
    assert read(text) == []


@given(st.text(alphabet="0123456789:-., aApPmM", max_size=40), st.dates())
def test_whatever_the_digits_and_the_day_moments_are_in_order(text: str, published: date) -> None:
    for found in moments(f"on May {text} ago next year, last month", published=published):
        assert found.moment.first <= found.moment.last
