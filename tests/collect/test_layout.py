"""Whatever a text's lines were broken at, its paragraphs are parted by one blank line."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.collect.layout import markdown, plain, with_newlines

WRAPPED = """\
    The two presidents met at the launch site in the far east of the
country and spoke for several hours about satellites, rockets and the
supply of ammunition, officials said.

  A tour of the site followed. It ended in front of a rocket that will
carry a satellite next year.
"""
LONG = (
    "The two presidents met at the launch site in the far east of the country and spoke of satellites."
    + " More." * 3
)
VERSE = "Two presidents met\n  by a rocket at dawn\nand spoke of the stars"


def test_wrapped_paragraphs_become_one_line_each() -> None:
    assert plain(WRAPPED) == (
        "The two presidents met at the launch site in the far east of the country and spoke for several hours"
        " about satellites, rockets and the supply of ammunition, officials said.\n\n"
        "A tour of the site followed. It ended in front of a rocket that will carry a satellite next year."
    )


def test_short_lines_are_meant() -> None:
    assert plain(VERSE) == VERSE
    assert plain(WRAPPED + "\n" + VERSE).endswith("\n\n" + VERSE)


def test_lists_keep_their_lines() -> None:
    points = "- a first point that is long enough to reach to the end\n- a second point of that kind"
    assert plain(WRAPPED + "\n" + points).endswith(points)


def test_long_lines_without_a_blank_one_are_paragraphs() -> None:
    assert plain(f"{LONG}\nIt was short.\n{LONG}") == f"{LONG}\n\nIt was short.\n\n{LONG}"


def test_long_lines_among_blank_ones_stay_as_given() -> None:
    assert plain(f"{LONG}\n\n{LONG}\nKim Jong Un\n") == f"{LONG}\n\n{LONG}\nKim Jong Un"


def test_blank_lines_are_one_and_edges_are_trimmed() -> None:
    assert plain(f"\n \n {LONG}  \n\t\n\n   {LONG}\n\n") == f"{LONG}\n\n{LONG}"


def test_hyphens_that_show_only_at_a_line_end_are_no_part_of_a_word() -> None:
    assert with_newlines("prac\xadtices") == "practices"
    assert with_newlines("a \xad b") == "a \xad b"


def test_markdown_joins_lines_as_markdown_does() -> None:
    assert markdown("A *first* line\nand a second.\n\nMore.") == "A *first* line and a second.\n\nMore."
    assert markdown("A break\\\nhere and  \nhere.") == "A break\nhere and\nhere."
    assert markdown("- a point\n  goes on\n- a point\n> quoted\n> lines") == (
        "- a point goes on\n- a point\n> quoted\n> lines"
    )


def test_markdown_keeps_code_tables_and_headings() -> None:
    kept = "## Below\n\n```\nx = 1\ny = 2\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n    indented\n    code"
    assert markdown(kept) == kept
    assert markdown("Text\n```\ncode\n```\nText\nruns on") == "Text\n```\ncode\n```\nText runs on"


@settings(max_examples=200)
@given(st.text(st.sampled_from("ab \n\t-*#`|>\\=1.’"), max_size=300))
def test_no_word_is_lost_and_paragraphs_are_clean(text: str) -> None:
    for laid_out in (plain(text), markdown(text)):
        assert laid_out.replace("\\", "").split() == text.replace("\\", "").split()
        assert "\n\n\n" not in laid_out
        assert laid_out == laid_out.strip()
        assert not any(line.endswith(" ") for line in laid_out.split("\n"))
