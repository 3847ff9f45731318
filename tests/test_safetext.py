"""The gate lets harmless text through untouched and leaves nothing that could deceive or command."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.safetext import MARKS_PER_BASE, PLACEHOLDER, clean, clean_counted, one_line

FORBIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
HOSTILE = "\x00\x07\x1b\x7f\x85\x9b\xad\u0301\u200b\u200c\u200d\u2028\u202e\u2066\ud800\ue000\ufeff\U000e0041"

foreign = st.text(st.characters(codec=None) | st.sampled_from(HOSTILE + "ab\n\t ’क्😀"))


def test_every_character_alone_is_kept_or_replaced_by_its_category() -> None:
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        forbidden = unicodedata.category(character) in FORBIDDEN and character not in "\n\t"
        assert (clean(character) != character) == forbidden, hex(code)


@settings(max_examples=150)
@given(foreign)
def test_cleaning_is_one_for_one_leaves_nothing_forbidden_and_settles_at_once(text: str) -> None:
    cleaned, replaced = clean_counted(text)
    assert len(cleaned) == len(text)
    assert replaced == sum(a != b for a, b in zip(text, cleaned, strict=True))
    assert cleaned == clean(text) == clean(cleaned)
    for before, after in zip(text, cleaned, strict=True):
        category = unicodedata.category(after)
        assert category not in FORBIDDEN or after in "\n\t\u200c\u200d"
        assert before == after or after == PLACEHOLDER or "\u2400" <= after <= "\u2421"


@settings(max_examples=100)
@given(foreign)
def test_a_line_is_one_line_of_the_same_length(text: str) -> None:
    line = one_line(text)
    assert len(line) == len(text)
    assert len(line.splitlines()) <= 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Putin’s visit – “a first” … 12 % of €5\n\n\tindented\u00a0space, [sic] [b]markup[/b]",
        "नेता किम जोंग उन और राष्ट्रपति",
        "می\u200cخواهم",  # Persian, with a non-joiner inside of a word
        "ක්\u200dරියාව",  # Sinhala, with a joiner after a virama
        "လျှို့ဝှက်",  # Burmese, four marks on a letter
        "👩\u200d🚀 👩🏽\u200d🚀 🏳️\u200d🌈 ❤️\u200d🔥",
        "e\u0301",
    ],
)
def test_honest_text_comes_back_as_the_same_object(text: str) -> None:
    assert clean(text) is text
    assert clean_counted(text) == (text, 0)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]52;c;AAAA\x07", "␛]52;c;AAAA␇"),
        ("a\x00b\x7f\r\n", "a␀b␡␍\n"),
        ("\x9b31m", PLACEHOLDER + "31m"),
        ("abc\u202edef\u2066", f"abc{PLACEHOLDER}def{PLACEHOLDER}"),
        ("one\u2028two\u2029three", f"one{PLACEHOLDER}two{PLACEHOLDER}three"),
        ("lone \ud800 half", f"lone {PLACEHOLDER} half"),
        ("zero\u200bwidth so\xadft", f"zero{PLACEHOLDER}width so{PLACEHOLDER}ft"),
        ("a \u200d b", f"a {PLACEHOLDER} b"),
        ("a\u200d", f"a{PLACEHOLDER}"),
        ("a\u200d\u200db", f"a{PLACEHOLDER * 2}b"),
        ("😀\u200cb", f"😀{PLACEHOLDER}b"),
    ],
)
def test_what_is_shown_instead(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_marks_are_capped_on_each_letter_anew() -> None:
    towers = "x" + "\u0301" * 10_000 + "y" + "\u0301" * MARKS_PER_BASE
    cleaned, replaced = clean_counted(towers)
    assert cleaned.count("\u0301") == 2 * MARKS_PER_BASE
    assert replaced == 10_000 - MARKS_PER_BASE
    assert cleaned.endswith("y" + "\u0301" * MARKS_PER_BASE)


def test_a_line_has_spaces_for_breaks_and_tabs() -> None:
    assert one_line("a\nb\tc\r\n") == "a b c␍ "
