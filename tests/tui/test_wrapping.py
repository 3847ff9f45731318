"""Breaking text into screen lines."""

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from briefing.tui.wrapping import NARROW, wrap


def lines(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, 0, len(text), width)]


def test_breaks_at_spaces_and_drops_them_at_the_break() -> None:
    assert lines("the quick brown fox", 10) == ["the quick", "brown fox"]


def test_a_line_break_in_the_paragraph_is_kept() -> None:
    assert lines("one two\nthree", 20) == ["one two", "three"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert lines("abcdefghij kl", 4) == ["abcd", "efgh", "ij", "kl"]


def test_a_name_is_never_parted_from_its_initial_or_title() -> None:
    assert lines("as said by J. Bolton", 13) == ["as said by", "J. Bolton"]
    assert lines("he met Mr. Bolton", 11) == ["he met", "Mr. Bolton"]
    assert lines("signed George W. Bush", 17) == ["signed George", "W. Bush"]


def test_wide_characters_count_two_cells_and_break_anywhere() -> None:
    assert lines("東京で会談", 4) == ["東京", "で会", "談"]


def test_an_empty_paragraph_has_one_empty_line() -> None:
    assert lines("", 10) == [""]


def test_no_mark_is_parted_from_its_character() -> None:
    assert lines("会談は、「東京」で。", 6) == ["会談", "は、", "「東", "京」", "で。"]
    assert lines("会。。。。。。", 4) == ["会。", "。。", "。。", "。"]


@settings(max_examples=150)
@given(st.text(alphabet="ab ç東\nJ.’é", max_size=200), st.integers(2, 30))
def test_nothing_but_spaces_and_breaks_is_lost_and_every_line_fits(text: str, width: int) -> None:
    spans = wrap(text, 0, len(text), width)
    assert all(cell_len(text[start:end]) <= width for start, end in spans)
    assert spans == sorted(spans)
    shown = "".join(text[start:end] for start, end in spans)
    assert shown.replace(" ", "") == text.replace(" ", "").replace("\n", "")


def test_what_is_taken_for_narrow_is() -> None:
    narrow = [chr(code) for code in range(0x3000) if NARROW.fullmatch(chr(code))]
    assert len(narrow) > 600
    assert [character for character in narrow if cell_len(character) != 1] == []
