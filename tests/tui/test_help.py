"""The footer, the help, the palette and the choice of a theme, driven by keys and by mouse."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

import pytest
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.command import CommandPalette
from textual.widget import Widget
from textual.widgets import Input, OptionList

from briefing.tui.commands import COMMANDS, PLACES, Command
from briefing.tui.keymap import bindings, resolve
from briefing.tui.palette import CommandProvider
from briefing.tui.screens.help import HelpScreen, KeyList, lines_of, sections_of
from briefing.tui.screens.themes import ThemeChooser, ThemeList
from briefing.tui.theme import Themes, available, rich_styles, to_textual
from briefing.tui.widgets.key_bar import KeyBar, pieces_of

SHIPPED = COMMANDS  # inside of an app class, COMMANDS means its palette's providers
WIDTHS = (0, 8, 20, 60, 80, 120, 200)


class Reader(App[None]):
    """Has the registry's bindings, the key bar and the dialogs, and notes what was asked of it."""

    COMMANDS = {CommandProvider}  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = bindings("everywhere", "reading")

    def __init__(self, commands: tuple[Command, ...] = SHIPPED, problems: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.commands = commands
        self.done: list[str] = []
        self.chosen: list[str | None] = []
        self.palette: Mapping[str, Style] = {}
        self.themes = Themes(available(Path("/nonexistent")).by_name, problems)
        self.wear("lamplight")

    def wear(self, name: str) -> None:
        theme = self.themes.by_name[name]
        self.palette = rich_styles(theme)
        self.register_theme(to_textual(theme))
        self.theme = name

    def compose(self) -> ComposeResult:
        yield KeyBar("list")

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        self.done.append(event.command_id)

    def action_app_help(self) -> None:
        self.push_screen(HelpScreen(self.commands, "list"))

    def action_app_theme(self) -> None:
        self.push_screen(ThemeChooser(self.themes, self.theme, self.wear), self.chosen.append)

    def action_source_next(self) -> None:
        self.done.append("source.next")


def shown(widget: Widget, line: int = 0) -> str:
    return widget.render_line(line).text


# The key bar --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
def test_the_bar_fits_and_always_tells_where_the_keys_are(width: int) -> None:
    for place in PLACES:
        text = "".join(piece.text for piece in pieces_of(place, COMMANDS, width))
        assert len(text) <= max(width, len(" f1 keys "))
        assert ("f1" if place == "search" else "?") + " keys" in text


def test_counterparts_share_an_entry() -> None:
    text = "".join(piece.text for piece in pieces_of("list", COMMANDS, 200))
    assert text.startswith(" j/k move  enter read  ]/[ source  c compare  / search ")


def test_a_text_field_is_told_no_letters() -> None:
    text = "".join(piece.text for piece in pieces_of("search", COMMANDS, 200))
    assert text == " ↓/↑ move  enter search  ^↓/^↑ passage  f1 keys  ^p commands "


def test_the_bar_tells_the_keys_in_force() -> None:
    commands, _ = resolve(COMMANDS, {"move.down": "ctrl+n"})
    assert "".join(p.text for p in pieces_of("list", commands, 200)).startswith(" ^n/k move")


async def test_a_click_gives_the_command_under_it() -> None:
    app = Reader()
    async with app.run_test(size=(80, 5)) as pilot:
        bar = app.query_one(KeyBar)
        for text in ("j", "k", "move", "[", "?"):
            await pilot.click(KeyBar, offset=(shown(bar).index(text), 0))
        await pilot.click(KeyBar, offset=(0, 0))
        assert app.done == ["move.down", "move.up", "move.down", "source.previous", "app.help"]


async def test_a_word_to_the_reader_gives_way_to_the_keys_again() -> None:
    app = Reader()
    async with app.run_test(size=(60, 5)) as pilot:
        bar = app.query_one(KeyBar)
        bar.say("This story has no other source", seconds=0.05)
        assert shown(bar).strip() == "This story has no other source"
        await pilot.pause(0.2)
        assert shown(bar).startswith(" j/k move")


async def test_of_two_words_the_second_has_its_full_time() -> None:
    app = Reader()
    async with app.run_test(size=(60, 5)) as pilot:
        bar = app.query_one(KeyBar)
        bar.say("one", seconds=0.05)
        bar.say("two", seconds=60)
        await pilot.pause(0.2)
        assert shown(bar).strip() == "two"
        await pilot.click(KeyBar, offset=(2, 0))
        assert bar.message == ""
        assert app.done == []


async def test_what_is_said_is_inert_and_fits() -> None:
    app = Reader()
    async with app.run_test(size=(20, 8)) as pilot:
        bar = app.query_one(KeyBar)
        bar.say("[sic] \x1b]52;c;eA==\x07[$x] \u202eevil [/] and more than there is room for")
        await pilot.pause()
        assert bar.size.height == 3
        lines = [shown(bar, line) for line in range(3)]
        assert " ".join(line.strip() for line in lines).startswith("[sic] ␛]52;c;eA==␇[$x] ")
        assert lines[2].rstrip().endswith("…")
        assert all(line.isprintable() for line in lines)
        assert {bar.render_line(line).cell_length for line in range(3)} == {20}


# The help -----------------------------------------------------------------------------------------------


def test_what_has_the_focus_comes_first_and_everything_comes() -> None:
    sections = sections_of(COMMANDS, "names")
    headings = [heading for heading, _ in sections]
    assert headings[:3] == ["In who and where", "Reading", "Everywhere"]
    assert set(headings) == set(PLACES.values()) - {"In the article"}
    assert sorted(c.id for _, listed in sections for c in listed) == sorted(c.id for c in COMMANDS)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("NEXT source", ["source.next"]),
        ("compare.swap", ["compare.swap"]),
        ("wider", ["pane.grow"]),
        ("no such thing", []),
    ],
)
def test_the_help_is_searched_by_words_and_ids(query: str, found: list[str]) -> None:
    assert [c.id for _, listed in sections_of(COMMANDS, "list", query) for c in listed] == found


@pytest.mark.parametrize(
    ("key", "first"), [("]", "source.next"), ("^p", "command.palette"), ("/", "search.open")]
)
def test_a_key_finds_what_it_does(key: str, first: str) -> None:
    heading, listed = sections_of(COMMANDS, "list", key)[0]
    assert heading == f"The key {key}"
    assert [command.id for command in listed] == [first]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_help_keeps_every_word_at_any_width(width: int) -> None:
    lines = list(lines_of([("All", COMMANDS)], width))
    told = " ".join(line.text for line in lines).split()
    assert told == ["All", *" ".join(command.help for command in COMMANDS).split()]
    assert [line.command_id for line in lines if line.command_id] == [command.id for command in COMMANDS]


@pytest.mark.parametrize(
    ("size", "closing"), [((60, 20), "escape"), ((80, 24), "question_mark"), ((120, 40), "f1")]
)
async def test_the_help_opens_searches_and_closes(size: tuple[int, int], closing: str) -> None:
    app = Reader()
    async with app.run_test(size=size) as pilot:
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpScreen)
        keys = app.screen.query_one(KeyList)
        assert shown(keys).strip() == "In the list"
        await pilot.press(*"swap")
        assert [line.command_id for line in keys.lines if line.command_id] == ["compare.swap"]
        assert shown(keys).strip() == PLACES["sides"]
        await pilot.press(closing)
        assert not isinstance(app.screen, HelpScreen)
        assert app.done == []


async def test_the_help_scrolls_by_key_and_from_the_top_for_each_search() -> None:
    app = Reader()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("question_mark", "pagedown", "down")
        keys = app.screen.query_one(KeyList)
        assert keys.scroll_offset.y == keys.size.height
        await pilot.press("up", "pageup")
        assert keys.scroll_offset.y == 0
        await pilot.press("pagedown", "e")
        assert keys.scroll_offset.y == 0


async def test_nothing_found_says_what_to_do() -> None:
    app = Reader()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("question_mark", *"xyzzy")
        assert (
            shown(app.screen.query_one(KeyList)).strip()
            == "No key does that. Delete what you typed to see all."
        )


async def test_markup_in_the_search_is_text() -> None:
    app = Reader()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("question_mark", *"[/")
        assert app.screen.query_one(Input).value == "[/"


# The choice of a theme ----------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(60, 20), (120, 40)])
async def test_the_cursor_shows_a_theme_and_enter_keeps_it(size: tuple[int, int]) -> None:
    app = Reader()
    async with app.run_test(size=size) as pilot:
        await pilot.press("t")
        listed = app.screen.query_one(ThemeList)
        assert [shown(listed, y).split()[0] for y in range(4)] == ["High", "✓", "Newsprint", "Terminal"]
        await pilot.press("j")
        assert app.theme == "newsprint"
        assert app.chosen == []
        await pilot.press("end")
        assert app.theme == "terminal"
        await pilot.press("k", "enter")
        assert app.chosen == ["newsprint"]


@pytest.mark.parametrize("way_out", ["escape", "q", "t"])
async def test_cancelling_chooses_nothing(way_out: str) -> None:
    app = Reader()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("t", "down", way_out)
        assert app.chosen == [None]


async def test_a_theme_is_chosen_by_mouse() -> None:
    app = Reader()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("t")
        await pilot.click(ThemeList, offset=(3, 0))
        assert (app.theme, app.chosen) == ("high-contrast", [])
        await pilot.click(ThemeList, offset=(3, 0))
        assert app.chosen == ["high-contrast"]


async def test_what_is_wrong_with_a_theme_is_told_as_text() -> None:
    app = Reader(problems=("[b]my\x1b.yaml[/]: the theme lacks colours.",))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("t")
        drawn = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert "[b]my␛.yaml[/]: the theme lacks" in drawn


# The palette --------------------------------------------------------------------------------------------


async def test_the_palette_shows_keys_and_runs_commands() -> None:
    app = Reader()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p", *"next source")
        assert isinstance(app.screen, CommandPalette)
        await app.workers.wait_for_complete()
        await pilot.pause(0.3)
        first = app.screen.query_one(OptionList).get_option_at_index(0)
        assert str(first.prompt).startswith("Next source  ]")
        await pilot.press("enter")
        await pilot.pause(0.1)
        assert app.done == ["source.next"]


async def test_the_palette_offers_what_can_be_done_and_no_more() -> None:
    app = Reader()
    async with app.run_test(size=(80, 24)):
        offered = [hit.text async for hit in CommandProvider(app.screen).discover()]
        assert offered == ["Next source", "Choose a theme", "Keys"]
