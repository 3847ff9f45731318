from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefing.reading.sameness import SAME, sameness


def test_the_same_in_other_words_is_the_same() -> None:
    a = "The ferry Amalia sank off Malta on Thursday, killing 12 people."
    assert sameness(a, "On Thursday the ferry Amalia sank off Malta and 12 people died.") >= SAME
    assert sameness(a, "The mayor of Malta opened a new ferry line last year.") < SAME


def test_other_figures_make_it_less_the_same() -> None:
    a = "Shares rose 4 percent to 19 dollars."
    assert sameness(a, "Shares rose 4 percent to 19 dollars.") == 1
    assert sameness(a, "Shares rose 5 percent to 21 dollars.") < 0.8


@given(st.text(max_size=60), st.text(max_size=60))
def test_it_is_symmetric_and_within_bounds(a: str, b: str) -> None:
    assert sameness(a, b) == sameness(b, a)
    assert 0 <= sameness(a, b) <= 1 + 1e-9
