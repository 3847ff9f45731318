"""Datelines give place and day, and what only looks like one gives nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.collect.datelines import read_dateline

NOVEMBER = date(2023, 11, 13)


@pytest.mark.parametrize(
    ("text", "place", "published"),
    [
        ("MOSCOW, Nov 13, 2023 (Reuters) - Kim", "Moscow", NOVEMBER),
        ("MOSCOW, Nov 13 (Reuters) - Kim", "Moscow", NOVEMBER),
        ("BEIJING, Nov. 13 (Xinhua) -- Kim", "Beijing", NOVEMBER),
        ("MOSCOW, November 13. /TASS/. Kim", "Moscow", NOVEMBER),
        ("MOSCOW. Nov 13 (Interfax) - Kim", "Moscow", NOVEMBER),
        ("UNITED NATIONS, 13 November 2023 (Yonhap) — Kim", "United Nations", NOVEMBER),
        ("NEW DELHI, Nov 13 (PTI) The minister", "New Delhi", NOVEMBER),
        ("Nov 13 (Reuters) - Kim", None, NOVEMBER),
        ("Moscow (AP) — Kim", "Moscow", None),
        ("PYONGYANG, North Korea — Kim", "Pyongyang, North Korea", None),
        ("WASHINGTON — The president", "Washington", None),
        ("WASHINGTON, D.C. — The president", "Washington, D.C.", None),
        ("ST. PETERSBURG, Russia (AP) — Kim", "St. Petersburg, Russia", None),
        ("SAINT-DENIS, France (AFP) - Kim", "Saint-Denis, France", None),
        ("RIO DE JANEIRO—The", "Rio De Janeiro", None),
    ],
)
def test_agencies_begin_so(text: str, place: str | None, published: date | None) -> None:
    assert read_dateline(text, None, date(2023, 11, 20)) == (place, published)


@pytest.mark.parametrize(
    "text",
    ["NASA — The agency said", "BREAKING — Kim", "Kim met Putin - they spoke", "In Moscow, Nov 13 was cold",
     "U.S. — which", "Mr. Smith - who", "The U.S. — which", "UPDATE 1 (Reuters) - x", "", "MOSCOW"],
)  # fmt: skip
def test_what_only_looks_like_one_gives_nothing(text: str) -> None:
    assert read_dateline(text, None, None) == (None, None)


def test_a_year_is_never_guessed() -> None:
    text = "MOSCOW, Dec 31 (Reuters) - Kim"
    assert read_dateline(text, None, None).published is None
    assert read_dateline(text, date(2024, 1, 1), None).published == date(2023, 12, 31)
    assert read_dateline(text, None, date(2024, 1, 2)).published == date(2023, 12, 31)


@given(st.text(st.sampled_from("ABCd .,'-—()/ 1234NovRetus"), max_size=80))
def test_nothing_makes_it_fail(text: str) -> None:
    place, published = read_dateline(text, None, date(2024, 1, 1))
    assert place is None or place
    assert published is None or published <= date(2024, 1, 2)
