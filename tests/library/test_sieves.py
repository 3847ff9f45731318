"""What tells quickly which titles need not be cut into words passes none over that has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.library.sieves import letters, may_hold
from briefing.reading.words import folded_words

TITLES = st.text(st.sampled_from("aBéKßŉΐⅣ9 .'’“—-_\u0301\u212a東か")) | st.text()


@given(TITLES)
def test_no_title_is_passed_over_that_has_the_words(title: str) -> None:
    assert may_hold(title, letters(folded_words(title)))


@pytest.mark.parametrize(
    ("title", "word", "may"),
    [
        ("Russia’s U.S. envoy", "russia", True),
        ("Russia’s U.S. envoy", "us", True),
        ("Don't", "dont", True),
        ("A rise of 3.5 %", "3.5", True),
        ("Évian", "evian", True),
        ("Harbour", "bridge", False),
    ],
)
def test_what_has_none_of_the_letters_is_passed_over(title: str, word: str, may: bool) -> None:
    assert may_hold(title, letters([word])) is may
