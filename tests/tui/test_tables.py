"""The tables that one looks something up in: names by source, chronology."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, time

import pytest
from textual.pilot import Pilot

from briefing.article import Span
from briefing.comparison import Chronology, Event, Moment, Published
from briefing.library.library import Library
from briefing.tui.app import BriefingApp
from briefing.tui.screens.chronology import ChronologyScreen, happenings
from briefing.tui.screens.claim import ClaimScreen
from briefing.tui.screens.compare import CompareScreen
from briefing.tui.screens.lookup import LookupHead
from briefing.tui.screens.who import WhoScreen
from briefing.tui.wording import moment_in_words

Settle = Callable[[Pilot[None]], Awaitable[None]]


async def test_enter_goes_to_the_mention_and_says_where_there_is_none(
    library: Library, settle: Settle
) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("c")
        await settle(pilot)
        compare = app.screen
        assert isinstance(compare, CompareScreen)
        await pilot.press("m")
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, WhoScreen)
        assert screen.table.move_to_name("person:john-bolton")
        row = screen.table.current
        assert row is not None
        while screen.table.count(row, screen.table.column):
            await pilot.press("l")
            row = screen.table.current
            assert row is not None
        await pilot.press("enter")
        assert "John Bolton is not named in" in screen.key_bar.message
        await pilot.press("h", "enter")
        await pilot.pause()
        assert len(app.screen_stack) == 2
        opened = compare.active.opened
        assert opened is not None
        passage = opened.passages[compare.active.passage]
        assert "John Bolton" in opened.article.text[passage.start : passage.end]


async def test_the_key_of_a_table_closes_it_and_another_changes_it(library: Library, settle: Settle) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "t")
        await settle(pilot)
        assert isinstance(app.screen, ChronologyScreen)
        await pilot.press("m")
        await settle(pilot)
        assert isinstance(app.screen, WhoScreen)
        assert len(app.screen_stack) == 3
        await pilot.press("m")
        await settle(pilot)
        assert isinstance(app.screen, CompareScreen)


async def test_the_chronology_goes_to_the_article_that_appeared(library: Library, settle: Settle) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "t")
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, ChronologyScreen)
        days = [h.when for h in screen.line.happenings if h.published]
        assert days == ["7 Nov 2023", "13 Nov 2023"]
        chosen = screen.line.happenings[0].spot.article
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, CompareScreen)
        assert app.screen.active.opened is not None
        assert app.screen.active.opened.article.id == chosen


def test_everything_stands_on_one_line_of_time() -> None:
    text = "It rained on Monday. It may snow."
    rain = Moment(date(2024, 1, 1), date(2024, 1, 1), None, True)
    snow = Moment(date(2024, 1, 2), date(2024, 1, 9), None, False)
    chronology = Chronology(
        "s",
        (Published("a", "Gazette", "Rain", date(2024, 1, 1)), Published("b", "Post", "Snow", None)),
        (
            Event(rain, "a", 0, Span(13, 19), Span(0, 20)),
            Event(snow, "a", 0, Span(24, 28), Span(21, 33)),
        ),
    )
    line = happenings(chronology, {"a": text})
    assert [(h.when, h.sure, h.published) for h in line] == [
        ("1 Jan 2024", True, False),
        ("1 Jan 2024", True, True),
        ("2 Jan – 9 Jan 2024", False, False),
        ("undated", True, True),
    ]
    assert line[2].text == "It may snow."


@pytest.mark.parametrize(
    ("first", "last", "clock", "shown"),
    [
        (date(2023, 11, 7), date(2023, 11, 7), time(14, 5), "7 Nov 2023 14:05"),
        (date(2023, 11, 1), date(2023, 11, 30), None, "Nov 2023"),
        (date(2023, 1, 1), date(2023, 12, 31), None, "2023"),
        (date(2023, 12, 30), date(2024, 1, 2), None, "30 Dec 2023 – 2 Jan 2024"),
    ],
)
def test_moments_are_shown_as_far_as_they_are_known(
    first: date, last: date, clock: time | None, shown: str
) -> None:
    assert moment_in_words(Moment(first, last, clock, True)) == shown


async def test_the_claim_card_tells_who_carries_a_passage_and_who_denies_it(
    library: Library, settle: Settle
) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("c")
        await settle(pilot)
        compare = app.screen
        assert isinstance(compare, CompareScreen)
        await pilot.press("n", "quotation_mark")
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, ClaimScreen)
        shown = [screen.table.render_line(y).text.strip() for y in range(screen.table.size.height)]
        assert any(line.startswith("denied by Russia and North Korea") for line in shown)
        assert "told, attributed to nobody" in shown
        assert any("this passage" in line for line in shown)
        assert "denied in 1 source" in screen.query_one(LookupHead).render_line(1).text
        await pilot.press("enter")
        await settle(pilot)
        opened = compare.active.opened
        assert opened is not None
        assert "deny any such intentions" in opened.quotation(compare.active.passage)


async def test_the_claim_card_opens_from_the_article_being_read(library: Library, settle: Settle) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("quotation_mark")
        await settle(pilot)
        assert isinstance(app.screen, ClaimScreen)
        await pilot.press("j", "enter")
        await settle(pilot)
        assert len(app.screen_stack) == 1
        carriers = library.claim("1b0fc4d98a4a7894", 0).carriers
        assert app.reading.opened is not None
        assert app.reading.opened.article.id == carriers[1].article


async def test_a_source_without_a_match_is_listed_on_the_card_and_gone_to(
    library: Library, settle: Settle
) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        opened = app.reading.opened
        assert opened is not None
        missile = next(p.number for p in opened.passages if "missile launch" in opened.quotation(p.number))
        app.reading.view.read_passage(missile)
        await pilot.press("quotation_mark")
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, ClaimScreen)
        shown = "\n".join(screen.table.render_line(y).text for y in range(screen.table.size.height))
        assert "No close match found in" in shown
        assert "told by 1 source" in screen.query_one(LookupHead).render_line(1).text
        await pilot.press("G", "enter")
        await settle(pilot)
        assert app.reading.opened is not opened
