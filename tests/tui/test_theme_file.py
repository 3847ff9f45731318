"""Theme files: what is wrong with one is told in sentences, whatever it holds."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.safetext import clean
from briefing.tui import theme as themes
from briefing.tui import theme_file
from briefing.tui.theme import STYLES, ThemeProblem, available


def problems_of(content: object) -> list[str]:
    with pytest.raises(ThemeProblem) as caught:
        theme_file.parse(content, "my.yaml")
    return str(caught.value).splitlines()


def test_unknown_and_missing_keys_are_named(raw: dict[str, Any]) -> None:
    raw["colour"] = raw.pop("colours")
    raw["styles"]["actors"] = raw["styles"].pop("actor")
    assert problems_of(raw) == [
        "my.yaml: the theme has no “colour”: did you mean “colours”?",
        "my.yaml: the theme lacks colours.",
        "my.yaml: styles has no “actors”: did you mean “actor”?",
        "my.yaml: styles lacks actor.",
    ]


@pytest.mark.parametrize(
    ("where", "value", "sentence"),
    [
        (("dark",), "yes please", "my.yaml: dark must be true or false, not “yes please”."),
        (
            ("name",),
            "My Theme",
            "my.yaml: name “My Theme” must be small letters, digits and hyphens, at most 40.",
        ),
        (("title",), 7, "my.yaml: title “7” must be a text of at most 60 characters."),
        (
            ("colours", "accent"),
            "orange",
            'my.yaml: accent must be a colour such as "#a0c8e8" (in quotation marks) or ansi_red, '
            "not “orange”.",
        ),
        (
            ("styles", "place", "colour"),
            "ansi_gren",
            'my.yaml: place, colour, must be a colour such as "#a0c8e8" (in quotation marks) or ansi_red, '
            "not “ansi_gren”; did you mean “ansi_green”?",
        ),
        (
            ("styles", "place", "underline"),
            "wavy",
            "my.yaml: place, underline, must be true or false, not “wavy”.",
        ),
        (
            ("styles", "place", "undreline"),
            True,
            "my.yaml: place has no “undreline”: did you mean “underline”?",
        ),
        (("styles", "hit"), None, "my.yaml: hit must say how it looks, such as “hit: {bold: true}”."),
        (("styles", "hit"), "bold", "my.yaml: hit must be a list of “name: value” entries."),
        (("colours",), ["red"], "my.yaml: colours must be a list of “name: value” entries."),
    ],
)
def test_a_wrong_value_is_told(
    raw: dict[str, Any], where: tuple[str, ...], value: object, sentence: str
) -> None:
    inner = raw
    for key in where[:-1]:
        inner = inner[key]
    inner[where[-1]] = value
    assert problems_of(raw) == [sentence]


def test_meaning_by_colour_alone_is_refused(raw: dict[str, Any]) -> None:
    raw["styles"]["state"] = {"colour": "#9dbbdb", "bold": True}
    problems = problems_of(raw)
    assert (
        "my.yaml: actor and state differ by colour alone (both have bold); "
        "give state another of bold, dim, italic, underline, reverse, strike."
    ) in problems
    assert len(problems) == 2, "the organisation too"


def test_names_that_look_like_running_text_are_refused(raw: dict[str, Any]) -> None:
    raw["styles"]["place"] = {"colour": "#a3c6a4"}
    assert problems_of(raw) == [
        "my.yaml: text and place differ by colour alone (both have no attribute at all); "
        "give place another of bold, dim, italic, underline, reverse, strike."
    ]


def test_faint_text_is_refused_with_its_figure(raw: dict[str, Any]) -> None:
    raw["styles"]["place"]["colour"] = "#3a4a3a"
    assert problems_of(raw)[0] == (
        "my.yaml: place (#3a4a3a) is too faint on background (#15171c): "
        "their contrast is 1.9, and text needs 4.5."
    )


@settings(max_examples=150, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.text() | st.sampled_from(STYLES), inner, max_size=3)
        ),
        max_leaves=8,
    ),
    st.sampled_from(["name", "title", "dark", "colours", "styles"]),
)
def test_no_content_makes_it_fail_in_another_way(value: object, key: str) -> None:
    for content in (
        value,
        {"name": "a", "title": "A", "dark": True, "colours": {}, "styles": {}, key: value},
    ):
        assert all(
            problem.startswith("my.yaml: ") and clean(problem) == problem for problem in problems_of(content)
        )


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"a: [", "my.yaml"),
        (b"\xff\xfe\x00", "my.yaml"),
        (b"", "my.yaml: the theme must be a list of “name: value” entries."),
        (b"- " * 40_000, "my.yaml: a theme has at most 64 KB."),
    ],
)
def test_a_file_that_is_no_theme_is_told(tmp_path: Path, data: bytes, sentence: str) -> None:
    (tmp_path / "my.yaml").write_bytes(data)
    with pytest.raises(ThemeProblem, match=r"^my\.yaml") as caught:
        themes.load(tmp_path / "my.yaml")
    assert str(caught.value).startswith(sentence)


def test_what_is_not_a_file_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "gone.yaml").symlink_to(tmp_path / "nothing")
    found = available(tmp_path)
    assert [problem.split(":")[0] for problem in found.problems] == ["folder.yaml", "gone.yaml", "pipe.yaml"]
    assert "lamplight" in found.by_name


def test_foreign_text_in_a_theme_is_told_inert(raw: dict[str, Any], tmp_path: Path) -> None:
    raw["\x1b]52;c;eA==\x07"] = 1
    raw["name"] = "\x1b[31m"
    assert not any("\x1b" in problem for problem in problems_of(raw))
    (tmp_path / "\x1b[2J.yaml").write_text("a: 1")
    assert not any("\x1b" in problem for problem in available(tmp_path).problems)
