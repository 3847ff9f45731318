"""What is followed is refreshed while one reads: nothing moves, what is new is marked, each item is told of."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

import pytest
from textual.pilot import Pilot

from briefing.annotation import Anchor, AnnotationKind, Subject, SubjectKind
from briefing.intake import feeds
from briefing.library.library import Library
from briefing.library.lock import writing
from briefing.library.runs import Outcome
from briefing.limits import Limits
from briefing.tui.app import BriefingApp
from briefing.tui.refreshing import Refreshing
from briefing.tui.screens.report import OutcomeList, ReportScreen, lines_of

Settle = Callable[[Pilot[None]], Awaitable[None]]


@pytest.fixture
def followed(library: Library, tmp_path: Path) -> Path:
    """A folder that the library follows, with a text and an empty file."""
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "a.txt").write_text("date 2030-01-01 The harvest was poor in Norway, and the minister said so.")
    (folder / "b.txt").touch()
    feeds.follow(library.home, str(folder), Limits())
    return folder


async def test_what_is_new_comes_in_and_nothing_moves(
    library: Library, followed: Path, settle: Settle
) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        listed, at = app.reading.list.current_article, app.reading.list.cursor
        await pilot.press("r")
        await settle(pilot)
        assert app.reading.key_bar.message == "1 added, 1 skipped: R lists them, I tells of each"
        assert (app.reading.list.current_article, app.reading.list.cursor) == (listed, at)
        assert "R shows what is new" in app.reading.bar.notice
        await pilot.press("R")
        await settle(pilot)
        assert app.reading.list.current_article == listed
        drawn = "\n".join(app.reading.list.render_line(y).text for y in range(20))
        assert drawn.count("✦") == 1


async def test_a_change_with_which_nothing_came_in_is_no_news(library: Library, settle: Settle) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        before = library.revision()
        with writing(library.home) as archive, archive.transaction():
            archive.set_meta("touched", 1)
        assert library.revision() > before
        app.reading.look_for_changes()
        assert "R shows what is new" not in app.reading.bar.notice


async def test_a_star_given_by_another_program_shows_at_the_next_look(
    library: Library, settle: Settle
) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        article = app.reading.list.current_article
        assert article is not None

        def drawn() -> str:
            return "\n".join(app.reading.list.render_line(y).text for y in range(20))

        with closing(Library.open(library.home)) as other:
            other.annotations.add(AnnotationKind.STAR, Subject(SubjectKind.ARTICLE, (Anchor(article),)))
            assert "★" not in drawn()
            app.reading.look_for_changes()
            assert "★" in drawn()
            other.deeds.undo()
            app.reading.look_for_changes()
            assert "★" not in drawn()


async def test_each_item_of_the_last_run_is_told_of(library: Library, followed: Path, settle: Settle) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("r")
        await settle(pilot)
        await pilot.press("I")
        await settle(pilot)
        assert isinstance(app.screen, ReportScreen)
        told = [text for _, text, _ in app.screen.query_one(OutcomeList).lines]
        assert "The file is empty." in told
        assert any("harvest" in text for text in told)
        await pilot.press("escape")
        assert not isinstance(app.screen, ReportScreen)


async def test_a_refresh_with_nothing_to_do_says_why(library: Library, settle: Settle) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("r")
        await settle(pilot)
        assert app.reading.key_bar.message.startswith("Nothing is followed yet")


def test_a_refresh_that_is_stopped_keeps_what_came_in(library: Library, tmp_path: Path) -> None:
    pipe = tmp_path / "letters"
    pipe.mkdir()
    for number in range(400):
        (pipe / f"{number}.txt").write_text(f"Letter {number} from Pyongyang to Moscow. " * 40)
        os.utime(pipe / f"{number}.txt", (1e9, 1e9))
    feeds.follow(library.home, str(pipe), Limits())
    refreshing = Refreshing(library.home)
    told: list[str] = []

    def tell(progress: str) -> None:
        told.append(progress)
        if progress.startswith("Reading articles"):
            refreshing.cancel()

    assert refreshing.run(tell).startswith("Stopped")
    assert any("r stops it" in progress for progress in told)
    so_far = library.articles()
    assert 2 < so_far < 402
    assert Refreshing(library.home).run(lambda _: None).startswith(f"{402 - so_far} added")
    assert library.articles() == 402


def test_lines_fit_their_room() -> None:
    outcomes = [Outcome("skipped", "/a/\x1b[2J" + "x" * 50, None, "", "The file " + "is odd " * 20 + ".")]
    lines = list(lines_of(outcomes, 40))
    assert lines[0][0] == "skipped"
    assert all(len(text) <= 29 and "\x1b" not in text for _, text, _ in lines)
    assert [origin for _, _, origin in lines] == sorted(origin for _, _, origin in lines)
