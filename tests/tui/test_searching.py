"""Keeping, refining and completing searches."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.events import Key
from textual.pilot import Pilot

from briefing.library.errors import LibraryError
from briefing.library.library import Library
from briefing.library.query import Query, parse
from briefing.library.results import Results
from briefing.safetext import MARKS_PER_BASE
from briefing.tui import live_search
from briefing.tui.app import BriefingApp
from briefing.tui.screens.choice import ChoiceScreen
from briefing.tui.screens.help import HelpScreen, KeyList
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


async def _keep(app: BriefingApp, pilot: Pilot[None]) -> None:
    known = len(app.library.searches.all())
    app.reading.go_to_pane("list")
    await pilot.press("ctrl+s")
    await _until(pilot, lambda: len(app.library.searches.all()) == known + 1 and not app.deeds_under_way)


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
        await _search(app, pilot, "kim -zebra sort:date ")
        assert (
            app.reading.bar.render_line(1)
            .text.rstrip("─ ")
            .endswith("Articles with “kim”, but without “zebra”, newest first")
        )
        await pilot.press("slash", "f1")
        await _until(pilot, lambda: isinstance(app.screen, HelpScreen))
        first = app.screen.query_one(KeyList).lines[0].text
        assert first == "Searched for: Articles with “kim”, but without “zebra”, newest first"
        await pilot.press("escape")
        app.reading.clear_search()
        assert set(app.reading.bar.render_line(1).text) == {"─"}


async def test_parts_without_room_are_counted(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(60, 20)) as pilot:
        await _search(app, pilot, "kim putin russia korea space launch vostochny president the and ")
        rule = app.reading.bar.render_line(1).text
        assert len(rule) == 60
        assert " kim ─ putin ─" in rule
        assert "Articles with" not in rule, "there is no room for it"
        assert " +" in rule


async def test_a_search_is_kept_looked_at_and_forgotten(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=SIZE) as pilot:
        screen = app.reading
        await pilot.press("ctrl+s")
        assert library.searches.all() == []
        await _search(app, pilot, "bolton ")
        await pilot.press("ctrl+s")
        await _until(pilot, lambda: len(library.searches.all()) == 1)
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
        await _until(pilot, lambda: library.searches.all() == [])


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


async def test_refining_leaves_fewer_hits_whatever_was_searched_for(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=SIZE) as pilot:
        screen = app.reading
        for typed, refined in (
            ("bolton OR kim ", "(bolton OR kim) "),
            ('kim "space lau', 'kim "space lau*" '),
        ):
            await _search(app, pilot, typed)
            await _until(pilot, lambda: screen.results is not None and screen.results.articles == 2)
            assert screen.results is not None
            facet = next(facet for facet in screen.results.facets() if facet.hits == 1)
            screen.searches.refine(screen.asked, screen.results)
            await _until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
            await pilot.press("enter")
            await _until(pilot, lambda: screen.results is not None and screen.results.articles == 1)
            assert screen.bar.text == f"{refined}{facet.query} "


async def test_what_is_kept_finds_what_was_seen(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=SIZE) as pilot:
        for text in ("kim sort:date ", "kim ", 'kim "space lau'):
            await _search(app, pilot, text)
            await _keep(app, pilot)
        kept = {saved.name: saved.query.strip() for saved in library.searches.all()}
        assert kept == {
            "kim": "kim",
            "kim · newest first": "kim sort:date",
            "kim · “space lau…”": 'kim "space lau*"',
        }


async def test_searches_that_are_the_same_in_few_words_are_kept_apart(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=SIZE) as pilot:
        long = "kim " * 30
        for text in (f"{long}one ", f"{long}two "):
            await _search(app, pilot, text)
            await _keep(app, pilot)
        assert {saved.query for saved in library.searches.all()} == {f"{long}one ", f"{long}two "}


async def test_a_search_that_was_undone_leaves_the_list(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=SIZE) as pilot:
        screen = app.reading
        await _search(app, pilot, "bolton ")
        screen.go_to_pane("list")
        await pilot.press("ctrl+s")
        await _until(pilot, lambda: len(library.searches.all()) == 1)
        screen.clear_search()
        await _until(pilot, lambda: "⌕ bolton" in screen.list.render_line(0).text)
        await pilot.press("ctrl+z")
        await _until(pilot, lambda: "⌕ bolton" not in screen.list.render_line(0).text)


async def test_a_kept_search_runs_even_where_no_note_can_be_made_of_it(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.searches.save("rivals", "bolton")

    def refuse(_: str) -> None:
        raise LibraryError("attempt to write a readonly database")

    monkeypatch.setattr(library.searches, "look", refuse)
    app = BriefingApp(library)
    async with app.run_test(size=SIZE) as pilot:
        screen = app.reading
        await pilot.press("ctrl+o")
        await _until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await pilot.press("enter")
        await _until(pilot, lambda: screen.results is not None and screen.results.articles == 1)
        library.searches.save("others", "kim")
        library.searches.remove("rivals")
        screen.searches.look_at("rivals")
        assert app.failure is None
        assert app.is_running


async def test_another_spelling_is_offered_while_one_types_and_taken_with_enter(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=SIZE) as pilot:
        screen = app.reading
        await pilot.press("slash", *"bolten")
        await _until(pilot, lambda: screen.offer is not None)
        await pilot.press("enter")
        await _until(pilot, lambda: screen.asked == parse("bolten"))
        assert screen.offer is not None, "what was typed is what is searched for first"
        await pilot.press("enter")
        await _until(pilot, lambda: screen.results is not None and screen.results.articles == 1)
        assert screen.bar.text == "bolton"


async def test_what_was_searched_for_stays_the_same_at_the_next_start_and_when_more_has_come(
    library: Library,
) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=SIZE) as pilot:
        screen = app.reading
        for typed, kept in (
            ("kim bolt*", "kim bolt*"),
            ("kim bolt", "kim bolt*"),
            ("kim bolt ", "kim bolt "),
        ):
            await _search(app, pilot, typed)
            before = screen.asked
            screen.show_stories_anew()
            await pilot.pause(0.2)
            assert screen.asked == before
            assert screen.keep_session().query == kept
        await pilot.press("slash", "end", "backspace", "enter")
        await _until(pilot, lambda: screen.asked == parse("kim bolt"))
        app.keep_session()
    app = BriefingApp(library)
    async with app.run_test(size=SIZE) as pilot:
        await _until(pilot, lambda: app.reading.asked is not None)
        assert app.reading.asked == parse("kim bolt"), "it was finished, and no start of a word"


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


async def test_the_parts_of_a_query_go_before_the_notice_of_the_samples(library: Library) -> None:
    app = BriefingApp(library, standing_notice="These are samples: add your own with  briefing add PATH…")
    async with app.run_test(size=(120, 40)) as pilot:
        await _search(app, pilot, "kim missile")
        await _until(pilot, lambda: "missile" in rule(app))
        assert "These are samples" in rule(app)
        await pilot.resize_terminal(60, 20)
        await _until(pilot, lambda: len(rule(app)) == 60)
        assert "missile" in rule(app)
        assert "samples" not in rule(app)


async def test_a_snippet_found_while_the_list_is_hidden_is_as_wide_as_the_list(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("2", "slash")
        await _search(app, pilot, "kim missile")
        await pilot.press("enter")
        await _until(pilot, lambda: app.reading.list.size.width > 0)
        await pilot.pause(0.1)
        rows = [app.reading.list.render_line(y).text for y in range(8)]
        assert len([row for row in rows if len(row.strip()) > 40]) >= 4, rows


async def test_what_is_wrong_with_a_query_is_told_in_full_on_a_narrow_screen(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("slash", *"kim date")
        (await app.reading.bar.field()).value = "kim missile date:20x"
        await pilot.press("enter")
        await pilot.pause()
        bar = app.reading.key_bar
        told = " ".join(bar.render_line(y).text.strip() for y in range(bar.size.height))
        assert told.startswith("“20x” is not a date (at character 18 of the query)")
        assert "…" not in told and bar.size.height > 1
        await pilot.press("escape")
        await pilot.pause()
        assert bar.size.height == 1
        (await app.reading.bar.field()).value = "kim " * 300
        await pilot.press("slash", "enter")
        await pilot.pause()
        assert rule(app).strip().startswith("The query is longer than 1,024 characters")
        assert rule(app).rstrip().endswith("… ↑")


async def test_a_source_to_refine_by_is_asked_for_as_it_is_written(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        await _search(app, pilot, "kim ")
        await _until(pilot, lambda: app.reading.results is not None)
        await pilot.press("enter", "F", "enter")
        await _until(pilot, lambda: "source:" in app.reading.bar.text)
        assert app.reading.bar.text.strip() in [
            f'kim source:"{headline.source}"'
            for headline in library.headlines(next(library.stories()).articles)
        ]
        await _until(pilot, lambda: app.reading.results is not None and app.reading.results.articles == 1)


def rule(app: BriefingApp) -> str:
    return app.reading.bar.render_line(1).text


async def test_what_was_typed_is_found_as_a_whole_before_enter_asks_for_it(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[str] = []
    search = library.search

    def noted(query: Query, **more: Callable[[], bool]) -> Results:
        searched.append(str(query.root))
        return search(query, **more)

    monkeypatch.setattr(library, "search", noted)
    app = BriefingApp(library)
    async with app.run_test(size=SIZE) as pilot:
        screen = app.reading
        await pilot.press("slash", *"bolton")
        await _until(pilot, lambda: "bolton" in searched)
        await app.workers.wait_for_complete()
        assert str(screen.asked and screen.asked.root) == "bolton*"
        before = len(searched)
        await pilot.press("enter")
        assert screen.asked == parse("bolton"), "at once"
        assert len(searched) == before
        assert screen.results is not None
        assert screen.results.order == search(parse("bolton")).order
        assert screen.opened is not None
        assert screen.opened.article.id == screen.results.order[0]
        assert screen.opened.hits
        assert screen.list.has_focus


async def test_enter_right_after_a_letter_finds_the_whole_query(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=SIZE) as pilot:
        screen = app.reading
        for word, pause in (("kim", 0), ("putin", 0.05), ("bolton", 0.1), ("launch", 0.13), ("space", 0.2)):
            screen.clear_search()
            await pilot.press("slash", *word)
            await pilot.pause(pause)
            await pilot.press("enter")
            await _until(pilot, lambda word=word: screen.asked == parse(word))  # type: ignore[misc]
            assert screen.results is not None
            assert screen.results.order == library.search(parse(word)).order
            assert screen.opened is not None
            assert screen.opened.article.id == screen.results.order[0]


async def test_what_was_found_ahead_is_not_shown_once_it_may_be_outdated(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=SIZE) as pilot:
        screen = app.reading
        await pilot.press("slash", *"bolton")
        await _until(pilot, lambda: screen.asked is not None)
        await app.workers.wait_for_complete()
        monkeypatch.setattr(live_search, "_FRESH", 0.0)
        found = screen.results
        await pilot.press("enter")
        await _until(pilot, lambda: screen.asked == parse("bolton"))
        assert screen.results is not found


async def test_a_key_that_bubbles_up_late_lets_no_letter_have_more_marks(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("slash", "a")
        late = Key("ctrl+x", None)
        late._set_forwarded()
        mark = "\u0301"
        for _ in range(MARKS_PER_BASE):
            await app.on_event(Key(mark, mark))
        await app.on_event(late)
        await app.on_event(Key(mark, mark))
        await pilot.pause()
        assert app.reading.bar.text == "a" + mark * MARKS_PER_BASE


async def test_letters_that_come_together_with_the_key_before_them_are_typed(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=SIZE) as pilot:
        screen = app.reading
        await _until(pilot, lambda: screen.bar.is_attached)
        screen.go_to_pane("list")
        app.post_message(Key("slash", "/"))
        for letter in "evian":
            app.post_message(Key(letter, letter))
        app.post_message(Key("enter", None))
        await _until(pilot, lambda: screen.asked is not None and screen.asked.text == "evian")
        await _until(pilot, lambda: screen.place == "list")
        assert screen.bar.text == "evian"
