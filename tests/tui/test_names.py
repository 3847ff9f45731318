"""Who and where in the reader: listing, telling, putting right, and taking that back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from briefing.library import user_names
from briefing.library.library import Library
from briefing.tui.app import BriefingApp
from briefing.tui.name_rows import Among, Order, View
from briefing.tui.screens import reading
from briefing.tui.screens.choice import ChoiceScreen
from briefing.tui.screens.name_details import NameDetailsScreen
from briefing.tui.screens.reading import ReadingScreen
from briefing.tui.screens.who import WhoScreen

NEWER, OLDER = "000_059e25d84cb00851", "003_fa0ca5e88a838118"


@pytest.fixture(autouse=True)
def _look_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(user_names, "_LOOK_EVERY", 0.0)
    monkeypatch.setattr(reading, "_LOOK_EVERY", 0.05)


async def until(pilot: Pilot[None], happened: Callable[[], bool]) -> None:
    """Wait for what a thread or a process brings."""
    for _ in range(500):
        await pilot.pause(0.02)
        if happened():
            return
    raise AssertionError("it did not happen")


def listed(screen: ReadingScreen) -> list[str]:
    return [row.entity.name for row in screen.names.rows]


def marked(screen: ReadingScreen) -> set[str]:
    assert screen.opened is not None
    return {mention.entity.name for mention in screen.opened.reading.body}


async def go_to(pilot: Pilot[None], screen: ReadingScreen, name: str) -> None:
    await pilot.press("3")
    screen.names.move_to(listed(screen).index(name))


async def test_names_are_sorted_and_sifted_by_kind_and_by_what_is_typed(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = app.reading
        await pilot.press("3")
        everyone = listed(screen)
        await pilot.press("o", "o")
        assert screen.names.view.order is Order.NAME
        assert listed(screen) == sorted(everyone)
        await pilot.press("v", "v")
        assert set(listed(screen)) == {"Kim Jong Un", "Vladimir Putin", "John Bolton"}
        await pilot.press("f", "j", "o")
        assert listed(screen) == ["John Bolton", "Kim Jong Un"]
        await pilot.press("backspace", "backspace", "v", "enter", "v")
        assert screen.names.view == View(Order.NAME, Among.ORGANISATIONS, "v")
        await pilot.press("escape")
        assert sorted(listed(screen)) == sorted(everyone)


async def test_states_are_among_the_actors_and_among_the_places(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)):
        rows = app.reading.names.rows
        for among in (Among.ACTORS, Among.STATES, Among.PLACES):
            assert "Russia" in [row.entity.name for row in View(among=among).of(rows)]
        assert [row.entity.name for row in View(Order.FIRST).of(rows)][:2] == ["Russia", "Vladimir Putin"]


async def test_a_name_is_told_of_from_the_pane_and_by_a_click_in_the_text(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = app.reading
        await go_to(pilot, screen, "Kim Jong Un")
        await pilot.press("i")
        assert isinstance(app.screen, NameDetailsScreen)
        card = app.screen.query_one("NameCard")
        told = " ".join(card.render_line(y).text for y in range(card.size.height))
        for part in (
            "Kim 8",
            "Kim Jong Un 2",
            "person",
            "marked by",
            "In 2 articles",
            NEWER[:8],
            "7 Nov 2023",
        ):
            assert part in told
        await pilot.press("escape")
        page = screen.view.page
        assert page is not None and screen.opened is not None
        putin = next(m for m in screen.opened.reading.body if m.entity.name == "Vladimir Putin")
        line = page.line_of_offset(putin.start)
        await pilot.click(screen.view, offset=(2 + putin.start - page.lines[line].start + 1, line))
        assert isinstance(app.screen, NameDetailsScreen)
        assert screen.names.current is not None
        assert screen.names.current.entity == putin.entity
        await pilot.press("j", "enter")
        await pilot.pause()
        assert screen.opened is not None
        assert screen.opened.article.source == OLDER
        assert screen.key_bar.message.startswith("Vladimir Putin: mention 1 of")


async def test_a_merge_shows_at_once_is_counted_behind_and_undone(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = app.reading
        await go_to(pilot, screen, "Kim Jong Un")
        passage = screen.view.passage
        await pilot.press("m")
        assert "Whose name is Kim Jong Un" in screen.key_bar.message
        screen.names.move_to(listed(screen).index("Vladimir Putin"))
        await pilot.press("enter")
        await until(pilot, lambda: "“Kim Jong Un” is “Vladimir Putin”; Z takes it" in screen.key_bar.message)
        assert "Kim Jong Un" not in marked(screen) | set(listed(screen))
        row = screen.names.current
        assert row is not None
        assert (row.entity.name, row.here, row.story) == ("Vladimir Putin", 8, 20)
        assert screen.view.passage == passage
        await until(pilot, lambda: not library.behind())
        await pilot.press("Z")
        undone = "Taken back: the merging of “Kim Jong Un” into “Vladimir Putin”"
        await until(pilot, lambda: undone in screen.key_bar.message)
        assert "Kim Jong Un" in marked(screen)
        await pilot.press("Z")
        await until(pilot, lambda: "There is nothing to take back" in screen.key_bar.message)
        await until(pilot, lambda: not library.behind())
        assert library.names.one("kim jong un")


async def test_escape_leaves_a_merge(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("3", "m", "escape", "j", "enter")
        assert app.reading.walk.entity is not None
        assert library.names.history() == ()


async def test_a_name_is_split_given_a_kind_hidden_and_shown_again(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = app.reading
        await go_to(pilot, screen, "Kim Jong Un")
        await pilot.press("s")
        assert isinstance(app.screen, ChoiceScreen)
        await pilot.press("enter")
        await until(pilot, lambda: {"Kim", "Kim Jong Un"} <= marked(screen))
        await go_to(pilot, screen, "Kim")
        await pilot.press("e", "j", "enter")
        await until(pilot, lambda: "state:kim" in {row.entity.id for row in screen.names.rows})
        await go_to(pilot, screen, "Kim")
        await pilot.press("x")
        await until(pilot, lambda: "Kim" not in marked(screen) | set(listed(screen)))
        await pilot.press("X", "enter")
        await until(pilot, lambda: "Kim" in marked(screen))
        await until(pilot, lambda: not library.behind())


async def test_a_name_that_is_always_written_alike_is_not_split(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = app.reading
        await go_to(pilot, screen, "John Bolton")
        await pilot.press("s")
        assert "nothing to split" in screen.key_bar.message
        await pilot.press("X")
        assert "No name is hidden" in screen.key_bar.message


async def test_a_gazetteer_that_is_written_meanwhile_is_followed(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = app.reading
        await until(pilot, lambda: not library.behind() and library._rereading.wanted)
        await pilot.pause(0.3)
        gazetteers = Path(library.home) / "gazetteers"
        gazetteers.mkdir()
        (gazetteers / "mine.yaml").write_text(
            "names: [{name: sanctions, kind: organisation}]\nexclude: [Putin]\n"
        )
        await until(pilot, lambda: "sanctions" in marked(screen))
        await until(pilot, lambda: not library.behind())
        (gazetteers / "mine.yaml").write_text("names: [{name: sanctions}]\n")
        await until(pilot, lambda: "kind must be" in screen.key_bar.message)
        assert "sanctions" in marked(screen)


async def test_who_and_where_by_source_tells_who_is_absent_where(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("w")
        screen = app.screen
        assert isinstance(screen, WhoScreen)
        everyone = len(screen.table.rows)
        await pilot.press("a")
        absent = {row.entity.name for row in screen.table.rows}
        assert "John Bolton" in absent
        assert not absent & {"Russia", "Kim Jong Un"}
        await pilot.press("f", "b", "o", "l", "enter", "l", "enter")
        assert screen.key_bar.message == f"John Bolton is not named in {OLDER}"
        await pilot.press("h", "enter")
        await pilot.pause()
        assert app.screen is app.reading
        assert app.reading.key_bar.message.startswith("John Bolton: mention 1 of 1")
        await pilot.press("w")
        assert isinstance(app.screen, WhoScreen)
        assert len(app.screen.table.rows) == everyone
        await pilot.press("i")
        assert isinstance(app.screen, NameDetailsScreen)


async def test_by_source_only_keys_that_work_are_offered_and_others_say_so(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(200, 50)) as pilot:
        await pilot.press("w")
        screen = app.screen
        assert isinstance(screen, WhoScreen)
        offered = screen.key_bar.render_line(0).text
        assert "absent somewhere" in offered
        for word in ("who reports", "passage", "chronology"):
            assert word not in offered
        await pilot.press("quotation_mark")
        assert screen.key_bar.message == "Who reports this: not on this screen"
        await pilot.press("t")
        assert screen.key_bar.message == "t does nothing here"
        await pilot.press("j")
        assert app.screen is screen


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 50)], ids=str)
async def test_everything_can_be_reached_at_any_size(library: Library, size: tuple[int, int]) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=size) as pilot:
        await pilot.press("3", "i", "j", "k", "escape", "w", "j", "l", "escape", "3", "e", "escape")
        assert app.screen is app.reading
        assert app.reading.names.has_focus


async def test_merging_across_kinds_is_asked_about_and_its_prompt_stays(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = app.reading
        await go_to(pilot, screen, "Kim Jong Un")
        await pilot.press("m", "j", "k", "1", "3")
        assert screen.key_bar.message.startswith("Whose name is Kim Jong Un?")
        screen.names.move_to(listed(screen).index("Russia"))
        await pilot.press("enter")
        assert isinstance(app.screen, ChoiceScreen)
        await pilot.press("enter")
        assert library.names.history() == ()
        assert screen.key_bar.message == ""
        await go_to(pilot, screen, "Kim Jong Un")
        await pilot.press("m")
        screen.names.move_to(listed(screen).index("Russia"))
        await pilot.press("enter", "j", "enter")
        await until(pilot, lambda: len(library.names.history()) == 1)


async def test_what_one_does_oneself_is_no_news(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.tui.screens.reading._LOOK_EVERY", 0.02)
    app = BriefingApp(library)
    notices: list[str] = []
    async with app.run_test(size=(120, 40)) as pilot:
        screen = app.reading
        note = screen.bar.note

        def noting(text: str) -> None:
            notices.append(text)
            note(text)

        monkeypatch.setattr(screen.bar, "note", noting)
        await pilot.pause(0.3)
        await go_to(pilot, screen, "Kim Jong Un")
        await pilot.press("x")
        await until(pilot, lambda: "takes it back" in screen.key_bar.message)
        await until(pilot, lambda: not library.behind() and not app.is_changing_the_library)
        await pilot.press("S")
        await until(pilot, lambda: "Split off" in screen.key_bar.message)
        await pilot.press("Z", "Z")
        await until(pilot, lambda: "the hiding of" in screen.key_bar.message)
        await until(pilot, lambda: not library.behind() and not app.is_changing_the_library)
        await pilot.pause(0.2)
    assert not [notice for notice in notices if "has changed" in notice]


async def test_what_is_typed_to_sift_names_by_is_seen_in_a_narrow_pane(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("3", "f", *"vostochny cosmodrome is long")
        assert "is long▏" in app.reading.names.render_line(0).text


async def test_what_was_said_of_a_key_goes_with_the_next(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("c", "escape", "n")
        assert "No search" in app.reading.key_bar.message
        await pilot.press("n")
        assert app.reading.key_bar.message.endswith("·")
        await pilot.press("j")
        assert app.reading.key_bar.message == ""
