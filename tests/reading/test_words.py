"""The one tokeniser."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.reading.words import CutText, fold, folded_words, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia’s new site", ["russia", "new", "site"]),
        ("the U.S. and U.N.-backed", ["the", "us", "and", "un", "backed"]),
        ("O’Brien and O'Brien", ["obrien", "and", "obrien"]),
        ("Moscow-Pyongyang", ["moscow", "pyongyang"]),
        ("Évian, ÉVIAN, Evian", ["evian", "evian", "evian"]),
        ("3.5 per cent, 2,000", ["3.5", "per", "cent", "2", "000"]),
        ("東京で", ["東", "京", "て"]),
        ("straße STRASSE", ["strasse", "strasse"]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert folded_words(text) == expected


@given(st.text(max_size=60))
def test_offsets_hold_the_word_that_was_folded(text: str) -> None:
    found = list(words(text))
    assert [fold(text[word.start : word.end]) for word in found] == [word.folded for word in found]
    assert [word.folded for word in found] == folded_words(text)
    cut = CutText(text)
    assert cut.words == folded_words(text)
    assert [cut.span(number, number) for number in range(len(found))] == [word[:2] for word in found]


def test_folding_what_is_folded_changes_nothing() -> None:
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        if unicodedata.category(character) not in ("Cn", "Cs", "Co"):
            for word in folded_words(character):
                assert "".join(folded_words(word)) == word, hex(code)
