"""Agreeing: sentences that say the same, in passages that are only loosely alike."""

from __future__ import annotations

from briefing.article import Span
from briefing.reading.agreeing import agree

FERRY = "The ferry Amalia sank off Malta on Thursday. Its owner had been warned twice, and sold two others."
SUNK = "Off Malta the ferry Amalia sank on Thursday. Divers from Sicily searched the harbour for the whole night."
MAYOR = (
    "The mayor of Valletta opened a school. Off Malta the weather turned cold, and fishermen stayed at home."
)


def whole(text: str) -> Span:
    return Span(0, len(text))


def test_one_sentence_of_each_is_enough() -> None:
    assert agree(FERRY, whole(FERRY), SUNK, whole(SUNK))


def test_a_sentence_outside_of_the_passage_counts_for_nothing() -> None:
    second = Span(SUNK.index("Divers"), len(SUNK))
    assert not agree(FERRY, whole(FERRY), SUNK, second)


def test_a_place_in_common_is_no_agreement() -> None:
    assert not agree(FERRY, whole(FERRY), MAYOR, whole(MAYOR))
