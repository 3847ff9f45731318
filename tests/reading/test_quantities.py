"""Numbers as news writes them: what they count, how far they are bound, and those that count nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.comparison import Quantity
from briefing.reading.quantities import quantities


def read(text: str) -> list[Quantity]:
    return [found.quantity for found in quantities(text)]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit", "counted"),
    [
        ("14 houses fell", 14, 14, "", "houses"),
        ("forty-one passengers", 41, 41, "", "passengers"),
        ("two hundred and fifty men", 250, 250, "", "men"),
        ("1,200 metres", 1200, 1200, "m", ""),
        ("1.2 km", 1200, 1200, "m", ""),
        ("half a tonne of cocaine", 500, 500, "kg", "cocaine"),
        ("a dozen eggs", 12, 12, "", "eggs"),
        ("$2.5 million", 2.5e6, 2.5e6, "USD", ""),
        ("55 million euros", 55e6, 55e6, "EUR", ""),
        ("3.4 per cent", 3.4, 3.4, "percent", ""),
        ("4.3%", 4.3, 4.3, "percent", ""),
        ("half of the voters", 50, 50, "percent", ""),
        ("two-thirds of the seats", 200 / 3, 200 / 3, "percent", ""),
        ("at least 40 boats", 40, None, "", "boats"),
        ("up to 200 drones", None, 200, "", "drones"),
        ("between 40 and 50 boats", 40, 50, "", "boats"),
        ("between $140 and $150 million", 140e6, 150e6, "USD", ""),
        ("10-12 trucks", 10, 12, "", "trucks"),
        ("dozens of fans", 24, 200, "", "fans"),
        ("two short-range ballistic missiles", 2, 2, "", "short-range ballistic missiles"),
        ("The bomb killed 2.", 2, 2, "", ""),
        ("a quake of magnitude 6.1", 6.1, 6.1, "magnitude", "quake"),
        ("a 6.1-magnitude aftershock", 6.1, 6.1, "magnitude", "aftershock"),
        ("It measured 6.4 on the open-ended Richter scale.", 6.4, 6.4, "magnitude", ""),
        ("a Category 4 hurricane", 4, 4, "category", "hurricane"),
        ("The alert level was raised to four.", 4, 4, "level", "alert"),
        ("47°C in the shade", 47, 47, "°C", ""),
        ("104 degrees Fahrenheit", 40, 40, "°C", ""),
        ("It was -21C outside.", -21, -21, "°C", ""),
        ("It was -21 degrees outside.", -21, -21, "degrees", ""),
        ("12 degrees below zero", -12, -12, "degrees", ""),
        ("hotter by 3.6F", 2, 2, "°C of change", ""),
        ("25 basis points", 0.25, 0.25, "percentage points", ""),
        ("a 3 percentage-point drop", 3, 3, "percentage points", "drop"),
    ],
)
def test_what_is_counted_and_how_far_it_is_bound(
    text: str, low: float | None, high: float | None, unit: str, counted: str
) -> None:
    (quantity,) = read(text)
    assert quantity.low == pytest.approx(low) if low is not None else quantity.low is None
    assert quantity.high == pytest.approx(high) if high is not None else quantity.high is None
    assert (quantity.unit, quantity.counted) == (unit, counted)


def test_about_leaves_something_open() -> None:
    (quantity,) = read("about 500 soldiers")
    assert quantity.approximate
    assert quantity.low is not None
    assert quantity.high is not None
    assert quantity.low < 500 < quantity.high


def test_which_one_is_not_how_many() -> None:
    (quantity,) = read("the third launch of the year")
    assert (quantity.low, quantity.ordinal, quantity.counted) == (3, True, "launch")


def test_a_part_of_a_larger_number_says_so() -> None:
    three, twenty = quantities("Three of the 20 miners came out.")
    assert (three.part, twenty.part) == (True, False)


@pytest.mark.parametrize(
    "text",
    [
        "in 1968",
        "on 3 May",
        "May 3, 2024",
        "at 6:30 a.m.",
        "Flight 212",
        "Resolution 1718",
        "a 54-year-old man",
        "Covid-19",
        "won 3-1",
        "the third quarter",
        "one of them",
        "the two countries",
        "² and ½",
        "38 degrees north",
        "level 2 of the car park",
        "category 3 of the list",
    ],
)
def test_what_counts_nothing_is_left_out(text: str) -> None:
    assert read(text) == []


@given(st.text(alphabet="0123456789,.-$% abcdefghijklmnopqrstuvwxyz٣²hundredmillion", max_size=60))
def test_every_span_is_within_the_text(text: str) -> None:
    for found in quantities(text):
        assert 0 <= found.span.start < found.span.end <= len(text)
