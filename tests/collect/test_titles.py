"""Derived headlines read like headlines as far as cutting allows, and say nothing of their own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.collect.titles import derive
from briefing.safetext import MARKS_PER_BASE, clean


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Kim met Putin. They spoke of satellites.", "Kim met Putin"),
        ("Will Kim meet Putin? Nobody knows.", "Will Kim meet Putin?"),
        ("A headline without a full stop\n\nThe text below it.", "A headline without a full stop"),
        ("On 3.5 acres of the U.S. Capitol the rally by Mr. Smith began. It ended.",
         "On 3.5 acres of the U.S. Capitol the rally by Mr. Smith began"),
        ("The envoy left the U.S.", "The envoy left the U.S."),
        ("“We will talk,” Kim said. Then he left.", "“We will talk,” Kim said"),
        ("普京会见了金正恩。他们谈到了卫星。", "普京会见了金正恩。"),
        ("Kim met Putin at dawn\nBy our own reporter\nThey spoke.", "Kim met Putin at dawn"),
        ("AP\n\n***\n\nKim met Putin at dawn. They spoke.", "Kim met Putin at dawn"),
        ("Read **this** [account](https://example.org/a) of it. More.", "Read this account of it"),
    ],
)  # fmt: skip
def test_a_short_first_sentence_is_the_headline(text: str, headline: str) -> None:
    assert derive(text) == headline


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("VOSTOCHNY, Russia (AP) — Kim met Putin.", "Kim met Putin"),
        ("SEOUL, Nov 13 (Reuters) - Kim met Putin.", "Kim met Putin"),
        ("MOSCOW—Kim met Putin.", "Kim met Putin"),
        ("Washington (CNN) Kim met Putin.", "Kim met Putin"),
        ("In a historic move, the two met. More.", "The two met"),
        ("Interestingly, the two met. More.", "The two met"),
        ("SEOUL — In a rare display, the two met. More.", "The two met"),
    ],
)
def test_a_place_an_agency_and_stock_openings_are_passed_over(text: str, headline: str) -> None:
    assert derive(text) == headline


@pytest.mark.parametrize(
    "text",
    [
        "Reportedly, the two met",
        "In an apparent move, the two met",
        "According to officials, the two met",
        "In a statement, the ministry denied it",
        "If confirmed, the two met",
        "NATO — the alliance — denied it",
    ],
)
def test_what_hedges_or_attributes_stays(text: str) -> None:
    assert derive(text + ". More.") == text


def test_a_long_sentence_is_cut_where_its_clause_ends() -> None:
    text = (
        "The two presidents met at the northern launch site early on Monday morning, raising hopes and fears"
        " in the capitals of the region and beyond."
    )
    assert derive(text) == "The two presidents met at the northern launch site early on Monday morning"


def test_a_cut_inside_of_a_clause_is_marked_and_leaves_nothing_dangling() -> None:
    text = (
        "The two presidents and their ministers of defence and foreign affairs spoke for hours in the guest"
        " house of the northern launch site that the country opened there some years ago to much acclaim."
    )
    headline = derive(text)
    assert headline.endswith("…")
    assert text.startswith(headline[:-1])
    assert headline[:-1].split()[-1] not in {"of", "the", "and", "in", "that", "for"}
    assert 40 <= len(headline) <= 111


def test_a_quote_is_not_left_open() -> None:
    quote = (
        "a first, and a great honour, and quite unheard of, and more than anybody could have hoped for by now"
    )
    headline = "The minister called the visit “a first, and a great honour, and quite unheard…”"
    assert derive(f"The minister called the visit “{quote}” and then left for home by train.") == headline
    headline = headline.replace("“", '"').replace("”", '"')
    assert derive(f'The minister called the visit "{quote}" and then left for home by train.') == headline


@pytest.mark.parametrize("text", ["Kim e{0}**{0} met Putin", "\u0390{0} met Putin"])
def test_no_letter_of_a_headline_carries_more_marks_than_a_text_may(text: str) -> None:
    headline = derive(clean(text.format("\u0301" * MARKS_PER_BASE)))
    assert clean(headline) == headline


@settings(max_examples=200)
@given(st.text(st.sampled_from("aAé .,;:—-“”\"'’\n*_`…?!。，0金the"), max_size=400))
def test_there_is_always_a_headline_of_one_line_that_stands_in_the_text(text: str) -> None:
    headline = derive("Kim" + text)
    assert len(headline) <= 126
    assert "\n" not in headline
    letters = "".join(filter(str.isalnum, headline)).casefold()
    assert letters
    assert letters in "".join(filter(str.isalnum, "Kim" + text)).casefold()
