"""Keeping, refining and completing searches."""

from __future__ import annotations

from collections.abc import Callable

from textual.pilot import Pilot

from briefing.library.library import Library
from briefing.tui.app import BriefingApp
from briefing.tui.screens.choice import ChoiceScreen
from briefing.tui.widgets.query_input import QueryInput

SIZE = (120, 40)


async def _until(pilot: Pilot[None], condition: Callable[[], bool]) -> None:
    for _ in range(200):
        if condition():
            return
        await pilot.pause(0.02)
    raise AssertionError("it never came to be")


async def _search(app: BriefingApp, pilot: Pilot[None], text: str) -> None:
    screen = app.reading
    (await screen.bar.field()).value = text
    await _until(pilot, lambda: screen.asked is not None and screen.asked.text == text)


async def test_the_parts_of_a_query_stand_below_it(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=SIZE) as pilot:
        await _search(app, pilot, 'kim -zebra place:vostochny "space launch" date:2023-11 sort:date ')
        rule = app.reading.bar.render_line(1).text
        for part in (
            "kim",
            "not zebra",
            "place vostochny",
            "“space launch”",
            "in November 2023",
            "newest first",
        ):
            assert f" {part} ─" in rule
        app.reading.clear_search()
        assert set(app.reading.bar.render_line(1).text) == {"─"}


async def test_parts_without_room_are_counted(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(60, 20)) as pilot:
        await _search(app, pilot, "kim putin russia korea space launch vostochny president the and ")
        rule = app.reading.bar.render_line(1).text
        assert len(rule) == 60
        assert " kim ─ putin ─" in rule
        assert " +" in rule


async def test_a_search_is_kept_looked_at_and_forgotten(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=SIZE) as pilot:
        screen = app.reading
        await pilot.press("ctrl+s")
        assert library.searches.all() == []
        await _search(app, pilot, "bolton ")
        await pilot.press("ctrl+s")
        assert [(saved.name, saved.query) for saved in library.searches.all()] == [("bolton", "bolton ")]
        screen.clear_search()
        await _until(pilot, lambda: "⌕ bolton" in screen.list.render_line(0).text)
        await _until(pilot, lambda: screen.list.render_line(0).text.rstrip().endswith(" 1 │"))
        assert set(screen.list.render_line(1).text) <= {"─", " ", "│"}
        assert screen.list.current is not None, "the cursor stands on an article"

        await pilot.click(screen.list, offset=(5, 0))
        await _until(pilot, lambda: screen.results is not None and screen.results.articles == 1)
        assert screen.bar.text == "bolton "
        screen.clear_search()
        screen.go_to_pane("list")
        await pilot.press("ctrl+o")
        await _until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await pilot.press("enter")
        await _until(pilot, lambda: screen.asked is not None and screen.asked.text == "bolton ")
        await pilot.press("ctrl+s")
        assert library.searches.all() == []


async def test_a_search_is_refined_by_what_hits_share(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=SIZE) as pilot:
        screen = app.reading
        screen.go_to_pane("list")
        await pilot.press("F")
        assert not isinstance(app.screen, ChoiceScreen)
        await _search(app, pilot, "kim ")
        assert screen.results is not None
        (facet, *_) = screen.results.facets()
        screen.go_to_pane("list")
        await pilot.press("F")
        await _until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await pilot.press("enter")
        await _until(pilot, lambda: screen.results is not None and screen.results.articles == facet.hits)
        assert screen.bar.text == f"kim {facet.query} "


async def test_more_like_the_open_article_is_searched_for(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=SIZE) as pilot:
        screen = app.reading
        screen.go_to_pane("list")
        await pilot.press("ctrl+r")
        await _until(pilot, lambda: screen.results is not None and screen.results.articles == 2)
        assert " OR " in screen.bar.text


async def test_a_query_is_completed_in_grey(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("slash", *"kim sou")
        field = app.reading.bar.query_one(QueryInput)
        await _until(pilot, lambda: field._suggestion == "kim source:")
        await pilot.press("right")
        assert field.value == "kim source:"
