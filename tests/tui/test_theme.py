"""Themes: those that ship keep their promises, and a broken one is told and left out."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
import yaml
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.strip import Strip
from textual.widget import Widget

from briefing.tui import theme as themes
from briefing.tui import theme_file
from briefing.tui.theme import (
    DEFAULT,
    TERMINAL,
    Theme,
    available,
    rich_styles,
    to_textual,
)

SHIPPED = ("high-contrast", "lamplight", "newsprint", "terminal")
NOWHERE = Path("/nonexistent")


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
