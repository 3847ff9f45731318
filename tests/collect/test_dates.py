"""Days are read as they are written, and never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.collect.dates import parse_date


@pytest.mark.parametrize(
    "value",
    [
        "2023-11-03",
        " 2023-11-03T23:59:00+09:00 ",
        "2023-11-03 10:00",
        "2023/11/3",
        "3 November 2023",
        "03 Nov. 2023",
        "Fri, 03 Nov 2023 10:00:00 GMT",
        "November 3, 2023",
        "Friday, Nov 3 2023, 10:00",
    ],
)
def test_clear_days_are_read(value: str) -> None:
    assert parse_date(value) == date(2023, 11, 3)


@pytest.mark.parametrize(
    "value",
    ["", "11/03/2023", "03.11.2023", "2023-11", "2023-13-01", "2023-02-30", "0000-01-01", "yesterday",
     "3 Novembre 2023", "2023-11-031", "3 Ma 2023", None, 20231103, True, ["2023-11-03"],
     "2023-11-03 " + "x" * 200],
)  # fmt: skip
def test_everything_else_is_no_day(value: object) -> None:
    assert parse_date(value) is None


@given(st.dates())
def test_every_day_is_read_back(day: date) -> None:
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day.day} {day:%B} {day.year:04}") == day


@given(st.text(max_size=40))
def test_no_text_makes_it_fail(text: str) -> None:
    assert parse_date(text) is None or isinstance(parse_date(text), date)
