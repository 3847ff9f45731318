"""Themes: those that ship keep their promises, and a broken one is told and left out."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.strip import Strip
from textual.widget import Widget

from briefing import resources
from briefing.safetext import clean
from briefing.tui import theme as themes
from briefing.tui import theme_file
from briefing.tui.theme import (
    DEFAULT,
    STYLES,
    TERMINAL,
    Theme,
    ThemeProblem,
    available,
    rich_styles,
    to_textual,
)

SHIPPED = ("high-contrast", "lamplight", "newsprint", "terminal")
NOWHERE = Path("/nonexistent")


@pytest.fixture
def raw() -> dict[str, Any]:
    """The default theme as YAML gives it, to be broken."""
    content = yaml.safe_load((resources.themes() / "lamplight.yaml").read_text())
    assert isinstance(content, dict)
    return content


def problems_of(content: object) -> list[str]:
    with pytest.raises(ThemeProblem) as caught:
        theme_file.parse(content, "my.yaml")
    return str(caught.value).splitlines()


def shipped(name: str) -> Theme:
    return available(NOWHERE).by_name[name]


# What ships ---------------------------------------------------------------------------------------------


def test_four_themes_ship_without_a_problem() -> None:
    found = available(NOWHERE)
    assert found.problems == ()
    assert tuple(sorted(found.by_name)) == SHIPPED
    assert found.by_name[DEFAULT].dark
    assert not found.by_name["newsprint"].dark


def test_meanings_differ_in_more_than_colour() -> None:
    for name in SHIPPED:
        styles = shipped(name).styles
        looks = {
            styles[m].without_colour.attributes
            for m in ("text", "actor", "state", "place", "hit", "hit-current")
        }
        assert len(looks) == 6, name


def test_high_contrast_is_what_it_says() -> None:
    theme = shipped("high-contrast")
    page = [theme.colours[name] for name in ("background", "surface", "panel")]
    for name, style in theme.styles.items():
        if name == "rule":
            continue
        grounds = [style.background] if style.background else page
        for ground in grounds:
            assert theme_file.contrast(style.colour or theme.colours["foreground"], ground) >= 7, name


def test_the_terminal_theme_names_the_terminals_colours_alone() -> None:
    theme = shipped(TERMINAL)
    named = {c for style in theme.styles.values() for c in (style.colour, style.background) if c is not None}
    assert all(colour.startswith("ansi_") for colour in named | set(theme.colours.values()))
    assert to_textual(theme).ansi


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48)]
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert theme_file.contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert theme_file.contrast(other, one) == theme_file.contrast(one, other)


# What is wrong with a file ------------------------------------------------------------------------------


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
    assert set(found.by_name) == set(SHIPPED)


def test_foreign_text_in_a_theme_is_told_inert(raw: dict[str, Any], tmp_path: Path) -> None:
    raw["\x1b]52;c;eA==\x07"] = 1
    raw["name"] = "\x1b[31m"
    assert not any("\x1b" in problem for problem in problems_of(raw))
    (tmp_path / "\x1b[2J.yaml").write_text("a: 1")
    assert not any("\x1b" in problem for problem in available(tmp_path).problems)


# Finding and choosing -----------------------------------------------------------------------------------


def write(folder: Path, file: str, raw: dict[str, Any], **changes: object) -> Path:
    path = folder / file
    path.write_text(yaml.safe_dump(raw | changes))
    return path


def test_a_theme_of_the_user_takes_the_place_of_one_that_ships(raw: dict[str, Any], tmp_path: Path) -> None:
    write(tmp_path, "mine.yaml", raw, title="Mine")
    found = available(tmp_path)
    assert found.by_name["lamplight"].title == "Mine"
    assert len(found.by_name) == len(SHIPPED)


def test_of_two_files_with_one_name_the_first_stays(raw: dict[str, Any], tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", raw, title="A")
    write(tmp_path, "b.yaml", raw, title="B")
    found = available(tmp_path)
    assert found.by_name["lamplight"].title == "A"
    assert found.problems == ("b.yaml: another file of its folder has the name “lamplight”.",)


def test_a_broken_theme_does_not_hide_the_others(raw: dict[str, Any], tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", raw, name="mine")
    write(tmp_path, "b.yaml", raw, name="broken", dark=3)
    found = available(tmp_path)
    assert "mine" in found.by_name
    assert found.problems == ("b.yaml: dark must be true or false, not “3”.",)


def test_an_unknown_choice_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    found = available(NOWHERE)
    assert found.choose(None) == (found.by_name[DEFAULT], None)
    assert found.choose("newsprint") == (found.by_name["newsprint"], None)
    assert found.choose("newspaper") == (
        found.by_name[DEFAULT],
        "There is no theme “newspaper”: did you mean “newsprint”?",
    )


def test_no_color_leaves_attributes_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    chosen, problem = available(NOWHERE).choose("newsprint")
    assert problem is None
    assert set(chosen.colours.values()) == {"ansi_default"}
    assert all(style.colour is None and style.background is None for style in chosen.styles.values())
    assert chosen.styles["hit"].reverse
    assert chosen.styles["cursor"].attributes != chosen.styles["cursor-blurred"].attributes


# The cache ----------------------------------------------------------------------------------------------


def test_a_second_start_reads_no_yaml(
    raw: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "mine.yaml", raw, name="mine")
    cache = tmp_path / "cache"
    first = available(tmp_path, cache)
    monkeypatch.setattr(themes, "load", lambda path: pytest.fail(f"read {path}"))
    assert available(tmp_path, cache) == first
    assert stat.S_IMODE(cache.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".yaml"] == ["cache"]


def test_a_changed_file_is_read_again(raw: dict[str, Any], tmp_path: Path) -> None:
    path = write(tmp_path, "mine.yaml", raw, name="mine", title="One")
    cache = tmp_path / "cache"
    available(tmp_path, cache)
    status = path.stat()
    write(tmp_path, "mine.yaml", raw, name="mine", title="Two")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1))
    assert available(tmp_path, cache).by_name["mine"].title == "Two"
    path.unlink()
    assert "mine" not in available(tmp_path, cache).by_name


def test_a_damaged_cache_costs_nothing_but_time(raw: dict[str, Any], tmp_path: Path) -> None:
    write(tmp_path, "mine.yaml", raw, name="mine")
    cache = tmp_path / "cache"
    expected = available(tmp_path, cache)
    sound = cache.read_bytes()
    for position in range(0, len(sound), max(1, len(sound) // 40)):
        damaged = bytearray(sound)
        damaged[position] ^= 0x15
        cache.write_bytes(damaged)
        assert available(tmp_path, cache) == expected
    for content in (b"", b"\n", sound[:100], b"0\n", json.dumps({"format": 1}).encode(), b"\xff" * 50):
        cache.write_bytes(content)
        assert available(tmp_path, cache) == expected
    assert cache.read_bytes() == sound


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    assert set(available(NOWHERE, tmp_path / "missing" / "cache").by_name) == set(SHIPPED)


# What is drawn ------------------------------------------------------------------------------------------


def test_a_style_shows_what_it_does_not_say() -> None:
    styles = rich_styles(shipped("lamplight"))
    actor = styles["text"] + styles["actor"]
    assert actor.bold
    assert actor.bgcolor == styles["text"].bgcolor
    row = actor + styles["cursor"]
    assert row.color == actor.color
    assert row.bgcolor == styles["cursor"].bgcolor != actor.bgcolor
    assert (styles["text"] + styles["mention"] + styles["actor"]).underline, "attributes add up"


class Line(Widget):
    """One line in the styles of a theme."""

    DEFAULT_CSS = "Line { color: $actor; background: $cursor-background; border: round $rule; }"

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._styles = rich_styles(theme)

    def render_line(self, y: int) -> Strip:
        return Strip([Segment(name, self._styles["text"] + style) for name, style in self._styles.items()])


class Page(App[None]):
    """An app that puts on one theme after another, whose style sheet uses the themes' variables."""

    def __init__(self, theme: Theme, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._theme = theme
        self.register_theme(to_textual(theme))
        self.theme = theme.name

    def compose(self) -> ComposeResult:
        yield Line(self._theme)


@pytest.mark.parametrize("name", SHIPPED)
async def test_textual_takes_the_theme_and_its_variables(name: str) -> None:
    theme = shipped(name)
    async with Page(theme).run_test() as pilot:
        for other in available(NOWHERE).by_name.values():
            pilot.app.register_theme(to_textual(other))
            pilot.app.theme = other.name
            await pilot.pause()
        assert pilot.app.get_css_variables()["place-text-style"] == "underline"


def test_themes_define_the_same_variables() -> None:
    defined = [set(to_textual(theme).variables) for theme in available(NOWHERE).by_name.values()]
    assert all(names == defined[0] for names in defined)


async def test_no_color_writes_no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    theme, _ = available(NOWHERE).choose("lamplight")
    async with Page(theme, ansi_color=True).run_test() as pilot:
        drawn = "".join(
            strip.render(pilot.app.console) for strip in pilot.app.screen._compositor.render_strips()
        )
    parameters = {p for codes in drawn.split("\x1b[")[1:] for p in codes.split("m")[0].split(";")}
    assert "7" in parameters, "reverse video is there"
    assert parameters <= {"", "0", "1", "2", "3", "4", "7", "39", "49"}
