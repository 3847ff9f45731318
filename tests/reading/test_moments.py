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
    assert read(f"The ship sank {text}") == [Moment(date(2024, 5, 7), date(2024, 5, 7), clock, sure=True)]


SATURDAY = date(2024, 3, 2)


@pytest.mark.parametrize(
    ("text", "day", "sure"),
    [
        ("Talks in Cairo resume on Tuesday.", 5, True),
        ("Talks will resume on Wednesday.", 6, True),
        ("The vote will be held on Tuesday.", 5, True),
        ("He is to be sworn in on Tuesday.", 5, True),
        ("The ship is scheduled to sail on Monday.", 4, True),
        ("The court was due to rule on Thursday.", 7, True),
        ("The king plans to travel on Monday.", 4, True),
        ("On Tuesday, talks will resume.", 5, True),
        ("Officials said talks would resume on Tuesday.", 5, True),
        ("The talks met with silence on Friday.", 1, True),
        ("The boat capsized off Lagos, Nigeria, on Friday.", 1, True),
        ("Talks will go on, officials said on Friday.", 1, True),
        ("On Friday, police arrested two men.", 1, True),
        ("Talks did not resume on Friday.", 1, True),
        ("The market closed due to snow on Friday.", 1, False),
        ("Following a rally on Friday, the king will travel.", 8, False),
        ("The plan emerged on Friday.", 1, True),
        ("They landed the next day, Friday.", 1, True),
        ("They agreed to meet on Friday.", 1, False),
        ("Schools will remain closed until Monday.", 4, False),
        ("The strike begins on Monday.", 4, True),
        ("A vote on Friday.", 1, False),
        ("The court said that Friday’s march was peaceful.", 1, False),
    ],
)
def test_the_verb_beside_a_day_of_the_week_tells_which_is_meant(text: str, day: int, sure: bool) -> None:
    meant = date(2024, 3, day)
    assert read(text, SATURDAY) == [Moment(meant, meant, None, sure)]


def test_each_day_of_the_week_has_its_own_verb() -> None:
    text = "The minister said on Friday that talks will resume on Tuesday."
    assert [moment.first.day for moment in read(text, SATURDAY)] == [1, 5]


def test_what_takes_a_guess_is_marked() -> None:
    assert [moment.sure for moment in read("It happened on 3 May.")] == [True]
    assert [moment.sure for moment in read("It happened on 3 October.")] == [False]
    assert [moment.sure for moment in read("It will open next Monday.")] == [False]
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
