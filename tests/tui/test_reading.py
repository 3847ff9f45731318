"""Reading: what a key press does to the list, the article, the names and the search."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
from textual.events import Key
from textual.pilot import Pilot

from briefing.cli import demonstration
from briefing.collect import collect
from briefing.library.index import IndexDoubt
from briefing.library.library import Library
from briefing.library.writer import add
from briefing.tui.app import SESSION, BriefingApp
from briefing.tui.page import Part
from briefing.tui.panes import ARTICLE, LIST, NAMES
from briefing.tui.screens.reading import ReadingScreen

NEWER, OLDER = "000_059e25d84cb00851", "003_fa0ca5e88a838118"


def source(screen: ReadingScreen) -> str:
    assert screen.opened is not None
    return screen.opened.article.source


def message(screen: ReadingScreen) -> str:
    return screen.key_bar.message


async def until(pilot: Pilot[None], happened: Callable[[], bool]) -> None:
    """Wait for what a thread brings; a test that waits in vain fails where it is used."""
    for _ in range(200):
        await pilot.pause(0.02)
        if happened():
            return
    raise AssertionError("it did not happen")


async def search(pilot: Pilot[None], screen: ReadingScreen, text: str) -> None:
    await pilot.press("slash")
    (await screen.bar.field()).value = text
    await until(pilot, lambda: screen.asked is not None and screen.asked.text == text)


async def test_the_first_screen_is_an_article_with_its_story_and_its_names(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)):
        screen = app.reading
        assert source(screen) == NEWER
        assert screen.list.has_focus
        assert {row.entity.name for row in screen.names.rows} >= {"Vladimir Putin", "Kim Jong Un", "Russia"}
        assert screen.bar.status[:2] == ("2 articles", "1 story")


async def test_a_narrow_terminal_begins_with_the_article(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(60, 20)):
        assert app.reading.view.display
        assert not app.reading.list.display


async def test_the_cursor_opens_the_article_it_comes_to(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("j")
        assert source(app.reading) == OLDER
        await pilot.press("j")
        assert message(app.reading) == "The list ends here"
        await pilot.press("k")
        assert source(app.reading) == NEWER


async def test_an_article_is_read_after_a_while_and_can_be_marked_unread(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        opened = app.reading.opened
        assert opened is not None
        article = opened.article.id
        assert library.headline(article).unread
        await until(pilot, lambda: not library.headline(article).unread)
        await pilot.press("u")
        await until(pilot, lambda: library.headline(article).unread)


async def test_search_as_you_type_lists_hits_with_snippets_and_marks_them(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = app.reading
        await pilot.press("slash", *"bolt")
        await until(pilot, lambda: screen.results is not None and screen.results.articles == 1)
        assert screen.opened is not None
        text = screen.opened.article.text
        assert {text[hit.start : hit.end] for hit in screen.opened.hits} == {"Bolton"}
        snippets = [screen.list.render_line(y).text for y in range(6)]
        assert any("Bolton" in line for line in snippets)
        await pilot.press("enter")
        assert screen.list.has_focus
        await pilot.press("escape")
        assert screen.results is None
        assert screen.bar.text == ""


async def test_n_walks_the_hits_and_on_into_the_next_article(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = app.reading
        await search(pilot, screen, "cosmodrome or vostochny".replace("or", "OR"))
        await pilot.press("enter")
        first = source(screen)
        assert screen.opened is not None
        for number in range(1, len(screen.opened.hits) + 1):
            await pilot.press("n")
            assert message(screen).startswith(f"Hit {number} of")
        await pilot.press("n")
        assert source(screen) != first
        assert message(screen).startswith("Hit 1 of")
        await pilot.press("N")
        assert source(screen) == first
        assert screen.opened is not None
        assert message(screen).startswith(f"Hit {len(screen.opened.hits)} of")


async def test_an_error_points_at_its_column_and_stays_in_the_field(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = app.reading
        await pilot.press("slash", *"kim (putin", "enter")
        rule = screen.bar.render_line(1).text
        column = (await screen.bar.field()).cursor_position
        assert rule.index("↑") == 3 + column
        assert screen.bar.is_typed_in


async def test_a_search_that_finds_nothing_says_so_and_offers_another(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = app.reading
        await search(pilot, screen, "kim source:nowhere ")
        await until(pilot, lambda: screen.results is not None and screen.results.articles == 0)
        shown = " ".join(segment.text for y in range(20) for segment in screen.list.draw(y, 40))
        assert "Nothing found" in shown
        assert "there would be 2 articles" in " ".join(shown.split())
        await pilot.press("enter", "enter")
        await until(pilot, lambda: screen.results is not None and screen.results.articles == 2)
        assert screen.bar.text == "kim"


async def test_brackets_change_the_source_and_land_on_the_matching_passage(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = app.reading
        assert screen.opened is not None
        here = screen.opened.article.id
        other = next(article for article in screen.opened.story.articles if article != here)
        alignment = library.align(here, other)
        best = alignment.links[0]
        screen.view.read_passage(best.a)
        await pilot.press("right_square_bracket")
        assert source(screen) == OLDER
        assert screen.view.passage == alignment.for_a(best.a)[0].b
        assert screen.list.current_article == other
        assert message(screen).startswith("Matching passage")


async def test_the_mentions_of_a_name_are_walked_through_the_story(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = app.reading
        await pilot.press("3")
        row = next(i for i, row in enumerate(screen.names.rows) if row.entity.name == "Vladimir Putin")
        here = screen.names.rows[row].here
        while screen.names.cursor != row:
            await pilot.press("j")
        for number in range(1, here + 1):
            await pilot.press("enter")
            assert message(screen).startswith(f"Vladimir Putin: mention {number} of {here}")
        await pilot.press("full_stop")
        assert source(screen) == OLDER
        assert message(screen).startswith("Vladimir Putin: mention 1 of")
        assert screen.walk.offset is not None
        assert screen.opened is not None
        assert screen.view.page is not None
        line = screen.view.page.lines[screen.view.page.line_of_offset(screen.walk.offset)]
        assert line.start <= screen.walk.offset < line.end


async def test_the_next_launch_brings_everything_back(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        await search(pilot, app.reading, "kim")
        await pilot.press("enter", "j", "2", "j", "j", "W", "less_than_sign")
        last = source(app.reading)
        await pilot.press("q")
    again = BriefingApp(Library.open(library.home))
    async with again.run_test(size=(120, 40)) as pilot:
        screen = again.reading
        assert source(screen) == last
        assert screen.view.passage == 2
        assert screen.view.has_focus
        assert not screen.names.display
        assert screen.session.list_width == 36
        await until(pilot, lambda: screen.results is not None)
        assert screen.bar.text == "kim"
    again.library.close()
    assert (library.home / SESSION).stat().st_mode & 0o777 == 0o600


async def test_panes_are_hidden_zoomed_and_made_wider(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = app.reading
        await pilot.press("L")
        assert not screen.list.display
        assert screen.view.has_focus
        await pilot.press("L", "1", "z")
        assert screen.list.display
        assert not screen.view.display
        await pilot.press("z")
        assert screen.view.display
        before = screen.list.size.width
        await pilot.press("greater_than_sign")
        await pilot.pause()
        assert screen.list.size.width == before + 2


async def test_the_line_between_panes_can_be_dragged(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = app.reading
        before = screen.list.size.width
        await pilot.mouse_down(screen.list, offset=(before - 1, 5))
        await pilot.hover(screen.list, offset=(before + 5, 5))
        await pilot.mouse_up(screen.list, offset=(before + 5, 5))
        await pilot.pause()
        assert screen.list.size.width == before + 6


async def test_resizing_the_terminal_keeps_the_passage_in_view(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = app.reading
        await pilot.press("2", "G")
        for width, height in ((60, 20), (200, 50), (80, 24)):
            await pilot.resize_terminal(width, height)
            await pilot.pause(0.05)
            page = screen.view.page
            assert page is not None
            start = page.passage_lines(screen.view.passage).start
            assert screen.view.top <= start < screen.view.top + screen.view.size.height


async def test_the_mouse_opens_articles_and_walks_names(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = app.reading
        await pilot.click(screen.list, offset=(5, 2))
        assert source(screen) == OLDER
        await pilot.click(screen.names, offset=(5, 1))
        assert screen.walk.entity == screen.names.rows[0].entity


async def test_every_pane_is_reached_by_keyboard_alone(library: Library) -> None:
    for width in (60, 80, 120):
        app = BriefingApp(library)
        async with app.run_test(size=(width, 24)) as pilot:
            for key, pane in (("1", LIST), ("2", ARTICLE), ("3", NAMES), ("tab", LIST), ("shift+tab", NAMES)):
                await pilot.press(key)
                await pilot.pause()
                assert app.reading.focused is app.reading.query_one(f"#{pane}")
                assert app.reading.query_one(f"#{pane}").display


async def test_no_line_is_wider_than_its_pane_and_text_keeps_to_the_measure(library: Library) -> None:
    for width, height in ((60, 20), (80, 24), (120, 40), (200, 50)):
        app = BriefingApp(library)
        async with app.run_test(size=(width, height)) as pilot:
            await pilot.pause()
            for pane in (app.reading.list, app.reading.view, app.reading.names):
                if pane.display:
                    assert {pane.render_line(y).cell_length for y in range(pane.size.height)} == {
                        pane.size.width
                    }
            page = app.reading.view.page
            if app.reading.view.display:
                assert page is not None
                assert all(line.end - line.start <= 88 for line in page.lines if line.part is Part.BODY)


async def test_an_article_without_hits_in_its_text_says_why_it_is_listed(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        await search(pilot, app.reading, "date:2023-11 ")
        await pilot.press("enter", "n")
        assert "matches by title, source, name or date alone" in message(app.reading)


async def test_an_archive_damaged_while_it_is_read_ends_with_a_sentence(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)):
        archive = library.home / "archive.db"
        for wal in library.home.glob("archive.db-*"):
            wal.unlink()
        archive.write_bytes(b"\0" * archive.stat().st_size)
        library.close()
        app.reading.post_message(Key("j", "j"))
        for _ in range(100):
            await asyncio.sleep(0.02)
            if app.failure is not None:
                break
    assert app.return_code == 1
    assert app.failure is not None


async def test_problems_with_the_configuration_are_told_on_the_screen(library: Library) -> None:
    app = BriefingApp(library, problems=("Keymap: one thing.", "Keymap: another."))
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "one thing. (1 more" in app.reading.bar.notice)


async def test_articles_added_meanwhile_are_announced_and_brought_in_on_demand(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        file = library.home.parent / "third.txt"
        file.write_text("date 2024-01-01 A ferry sank off Lagos. Twelve people were saved by fishermen.")
        add(library.home, collect([file]), report=lambda outcome: None)
        await until(pilot, lambda: "R shows" in app.reading.bar.notice)
        assert source(app.reading) == NEWER
        assert app.reading.list.listing is not None
        assert app.reading.list.listing.articles == 2
        await pilot.press("R")
        assert app.reading.list.listing.articles == 3
        assert source(app.reading) == NEWER


async def test_a_pane_that_has_the_whole_screen_is_not_resized(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        width = app.reading.list.size.width
        await pilot.press("2", "z", "minus")
        assert "z gives it back" in message(app.reading)
        await pilot.press("z")
        assert app.reading.list.size.width == width


async def test_the_first_articles_of_ones_own_are_announced_over_the_samples(tmp_path: Path) -> None:
    home = tmp_path / "own"
    demonstration.build(home)
    with closing(Library.open(demonstration.folder(home))) as samples:
        app = BriefingApp(samples)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("R")
            assert "Nothing new" in message(app.reading)
            file = tmp_path / "first.txt"
            file.write_text("date 2024-01-01 A ferry sank off Lagos. Twelve people were saved by fishermen.")
            add(home, collect([file]), report=lambda outcome: None)
            await until(pilot, lambda: "Your own articles" in app.reading.bar.notice)
            await pilot.press("R")
            assert "Your own articles" in message(app.reading)


async def test_samples_that_were_asked_for_stay_and_say_that_they_are_samples(tmp_path: Path) -> None:
    home = tmp_path / "own"
    demonstration.build(home)
    file = tmp_path / "first.txt"
    file.write_text("date 2024-01-01 A ferry sank off Lagos. Twelve people were saved by fishermen.")
    add(home, collect([file]), report=lambda outcome: None)
    with closing(Library.open(demonstration.folder(home))) as samples:
        assert sorted(
            headline.source for headline in samples.headlines(next(samples.stories()).articles)
        ) == [
            "Sample 000_059",
            "Sample 003_fa0",
        ]
        app = BriefingApp(samples, standing_notice="These are samples", samples_wanted=True)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("R")
            assert "Nothing new" in message(app.reading)
            app.reading.look_for_changes()
            assert app.reading.bar.notice == "These are samples"


async def test_a_damaged_index_is_rebuilt_while_one_reads(library: Library) -> None:
    for segment in (library.home / "index").glob("*"):
        if segment.name != "stamp.json":
            segment.write_bytes(b"\0" * 100)
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        await search(pilot, app.reading, "bolton")
        await until(pilot, lambda: app.reading.results is not None and app.reading.results.articles == 1)
        for _ in range(300):
            await pilot.pause(0.05)
            if is_sound(library):
                break
        assert is_sound(library)


async def test_that_an_index_is_mended_is_told_and_so_is_that_it_could_not_be(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = Event()
    told: list[str] = []

    def catch_up(_home: Path, tell: Callable[[str], None], _steps: object = None) -> str:
        tell("Writing the index anew: 1 of 2, 50 %")
        ended.wait(10)
        return "The disk is full."

    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        await search(pilot, app.reading, "bolton")
        await pilot.pause(0.5)
        await app.workers.wait_for_complete()
        monkeypatch.setattr("briefing.tui.app.catch_up", catch_up)
        note = app.reading.bar.note

        def listen(text: str) -> None:
            told.append(text)
            note(text)

        monkeypatch.setattr(app.reading.bar, "note", listen)
        for segment in (library.home / "index").glob("*.*"):
            segment.write_bytes(b"\0" * 100)
        await search(pilot, app.reading, "kim")
        await until(pilot, lambda: len(told) == 2)
        assert told == [
            "The index is damaged: searching takes longer",
            "Writing the index anew: 1 of 2, 50 %",
        ]
        ended.set()
        await until(pilot, lambda: app.reading.bar.notice == "The disk is full.")
        await pilot.pause(1.5)
        assert len(told) == 3, "it is not tried again at once"


def is_sound(library: Library) -> bool:
    try:
        library.warm()
    except IndexDoubt:
        return False
    return True
