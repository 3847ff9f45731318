"""Comparing: sources side by side, at one height where they tell the same, their differences listed and walked."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.geometry import Region
from textual.pilot import Pilot

from briefing import resources
from briefing.collect import collect
from briefing.comparison import PassageState, likeness
from briefing.library.library import Library
from briefing.library.writer import add
from briefing.tui.app import BriefingApp
from briefing.tui.facing import SIGNS, Facing
from briefing.tui.ledger import ALIKE, Topic
from briefing.tui.screens.compare import CompareScreen
from briefing.tui.widgets.article_view import ArticleView
from briefing.tui.widgets.compare_head import CompareHead
from briefing.tui.widgets.gutter import Gutter
from briefing.tui.widgets.line_pane import LinePane

Settle = Callable[[Pilot[None]], Awaitable[None]]

WIDE = (120, 40)
SEED = "000_059e25d84cb00851.txt"
ASSERTED, DENIED = 2, 4
"""The passages of the samples of which one asserts what the other denies."""


@asynccontextmanager
async def comparing(
    library: Library, settle: Settle, size: tuple[int, int] = WIDE
) -> AsyncIterator[tuple[Pilot[None], CompareScreen]]:
    """The screen of a library's first story, compared."""
    app = BriefingApp(library)
    async with app.run_test(size=size) as pilot:
        await pilot.press("c")
        await settle(pilot)
        assert isinstance(app.screen, CompareScreen)
        yield pilot, app.screen


def row_of_passage(view: ArticleView) -> int:
    assert view.page is not None
    return view.page.passage_lines(view.passage).start - view.top


def sources(screen: CompareScreen) -> list[str]:
    return [opened.article.id for opened in screen.shown]


def evidence(screen: CompareScreen) -> str:
    return screen.evidence_bar.render_line(int(screen.evidence_bar.ruled)).text


def head(screen: CompareScreen) -> str:
    return screen.query_one(CompareHead).render_line(0).text


def styles_in(view: ArticleView, text: str) -> set[str]:
    """The styles laid over some words of a text."""
    assert view.page is not None
    assert view.opened is not None
    at = view.opened.article.text.index(text)
    return {span.style for span in view.page.marks.laid if span.start <= at < span.end}


# Side by side -------------------------------------------------------------------------------------------


async def test_the_match_of_the_passage_being_read_stands_at_its_height(
    library: Library, settle: Settle
) -> None:
    async with comparing(library, settle) as (pilot, screen):
        left, right = screen.views
        alignment = library.align(*sources(screen))
        matched = 0
        for passage in range(len(alignment.nearest_a)):
            assert left.passage == passage
            links = alignment.for_a(passage)
            if links:
                matched += 1
                assert right.passage == (DENIED if passage == ASSERTED else links[0].b)
                assert row_of_passage(left) == row_of_passage(right)
                mark = screen.query(Gutter).first().render_line(row_of_passage(left)).text.strip()
                assert mark in ("═══", "───", "═≠═", "─≠─")
                disputed = f"≠ denial: B ¶{DENIED + 1} denied"
                told = disputed if passage == ASSERTED else f"A ¶{passage + 1} ↔ B ¶{links[0].b + 1}"
                assert told in evidence(screen)
            else:
                assert "no close match found" in evidence(screen)
            await pilot.press("j")
            await pilot.pause()
        assert matched


async def test_the_head_counts_how_the_passages_of_the_side_stand(library: Library, settle: Settle) -> None:
    async with comparing(library, settle) as (pilot, screen):
        comparison = library.compare(*sources(screen))
        for side in range(2):
            told = head(screen)
            standings = Facing(comparison, side).standings
            for standing in PassageState:
                word = "no match" if standing is PassageState.NO_CLOSE_MATCH else standing.value
                assert f"{word} {standings.count(standing)}" in told
            assert f"{'AB'[side]}’s {len(standings)} ¶: ═" in told
            await pilot.press("tab")
            await pilot.pause()


async def test_close_and_loose_matches_are_told_apart_alike_in_list_head_and_gutter(
    library: Library, settle: Settle
) -> None:
    async with comparing(library, settle) as (_, screen):
        links = library.align(*sources(screen)).links
        facing = screen.faced(0, 1)
        assert facing is not None
        for topic in ALIKE:
            pairs = [link for link in links if likeness(link).value == topic.value]
            assert pairs
            screen.ledger.narrow(topic)
            assert f"[{topic.value} {len(pairs)} pair" in screen.ledger.render_line(0).text
            sign = SIGNS[PassageState(topic.value)]
            for row, entry in enumerate(screen.ledger.entries[: screen.ledger.size.height - 1], start=1):
                assert screen.ledger.render_line(row).text.strip().startswith(f"{sign} {topic.value} ")
                assert (entry.score >= 0.25) == (topic is Topic.BOTH)
        for passage, standing in enumerate(facing.standings):
            best = max((match.link.score for match in facing.matches(passage)), default=0.0)
            assert standing is not PassageState.TOLD_BY_BOTH or best >= 0.25
            assert standing is not PassageState.LOOSELY_ALIKE or 0 < best < 0.25


async def test_tab_goes_to_the_other_side_and_its_match(library: Library, settle: Settle) -> None:
    async with comparing(library, settle) as (pilot, screen):
        await pilot.press("tab")
        assert screen.active is screen.views[1]
        await pilot.press("j")
        assert screen.active.passage > 0


async def test_swapping_changes_the_sides(library: Library, settle: Settle) -> None:
    async with comparing(library, settle) as (pilot, screen):
        before = sources(screen)
        await pilot.press("s")
        await settle(pilot)
        assert sources(screen) == before[::-1]
        assert screen.ledger.ready


async def test_leaving_opens_the_article_of_the_side_being_read(library: Library, settle: Settle) -> None:
    async with comparing(library, settle) as (pilot, screen):
        other = sources(screen)[1]
        await pilot.press("tab", "j", "c")
        await pilot.pause()
        reading = pilot.app.screen_stack[0]
        assert isinstance(pilot.app, BriefingApp)
        opened = pilot.app.reading.opened
        assert reading is pilot.app.screen
        assert opened is not None
        assert opened.article.id == other
        assert pilot.app.reading.view.passage > 0


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 50)], ids=str)
async def test_everything_fits_every_size(library: Library, settle: Settle, size: tuple[int, int]) -> None:
    async with comparing(library, settle, size) as (pilot, screen):
        await pilot.press("n")
        await settle(pilot)
        assert screen.is_stacked == (size[0] < 90)
        for widget in (*screen.views, screen.ledger, *screen.query(Gutter), screen.evidence_bar):
            assert widget.size.height
            rows = {widget.render_line(y).cell_length for y in range(widget.size.height)}
            assert rows == {widget.size.width}
        assert screen.ledger.region.bottom < size[1]


async def test_of_two_texts_above_each_other_the_lower_shows_the_match(
    library: Library, settle: Settle
) -> None:
    async with comparing(library, settle, (60, 20)) as (pilot, screen):
        lower = screen.views[1]
        line = screen.query(Gutter).first().render_line(0).text
        assert "═ told by both" in line
        assert row_of_passage(lower) == 0
        await pilot.press("G")
        await pilot.pause()
        assert "─ loosely alike" in screen.query(Gutter).first().render_line(0).text
        assert row_of_passage(lower) == 0


async def test_clicking_a_mark_goes_to_the_passage_and_its_match(library: Library, settle: Settle) -> None:
    async with comparing(library, settle, (160, 60)) as (pilot, screen):
        left = screen.views[0]
        assert left.page is not None
        linked = next(link for link in library.align(*sources(screen)).links if link.a > 1)
        row = left.page.passage_lines(linked.a).start - left.top
        await pilot.click(Gutter, offset=(1, row))
        await pilot.pause()
        assert left.passage == linked.a
        assert screen.views[1].passage == linked.b


# Differences --------------------------------------------------------------------------------------------


async def test_n_walks_the_differences_of_the_list_in_both_texts(library: Library, settle: Settle) -> None:
    async with comparing(library, settle) as (pilot, screen):
        entries = screen.ledger.entries
        assert entries
        for number, entry in enumerate(entries):
            await pilot.press("n")
            await pilot.pause()
            assert screen.ledger.cursor == number
            for column, said in entry.told.items():
                if said.passage is not None:
                    assert screen.views[column].passage == said.passage
        await pilot.press("n")
        assert screen.key_bar.message == "That was the last difference"
        await pilot.press("N")
        await pilot.pause()
        assert screen.ledger.cursor == len(entries) - 2


async def test_n_says_where_one_is_and_how_to_go_on(library: Library, settle: Settle) -> None:
    async with comparing(library, settle, (60, 20)) as (pilot, screen):
        await pilot.press("n")
        await pilot.pause()
        assert screen.key_bar.message == "Difference 1 of 9 · n next · N previous · c back"


async def test_a_denial_shows_what_is_asserted_above_what_is_denied(library: Library, settle: Settle) -> None:
    async with comparing(library, settle) as (_, screen):
        asserted, denied = (screen.ledger.render_line(row).text for row in (1, 2))
        assert "A ¶3 told, attributed to nobody: “Russia may offer sanctions-violating satellite" in asserted
        assert "B ¶5 denied by Russia and North Korea: “arms and defense technology trade”" in denied


async def test_reading_what_is_denied_brings_the_denial_beside_it_and_tells_both(
    library: Library, settle: Settle
) -> None:
    async with comparing(library, settle) as (pilot, screen):
        await pilot.press("tab", *["j"] * 4)
        await settle(pilot)
        assert [view.passage for view in screen.views] == [ASSERTED, DENIED]
        assert "≠ denial: A ¶3 told, attributed to nobody: “Russia may offer" in evidence(screen)
        await pilot.press("tab")
        await settle(pilot)
        assert [view.passage for view in screen.views] == [ASSERTED, DENIED]
        assert "≠ denial: B ¶5 denied by Russia and North Korea: “arms and" in evidence(screen)


async def test_the_line_of_the_list_one_is_at_is_told_in_full(library: Library, settle: Settle) -> None:
    async with comparing(library, settle) as (pilot, screen):
        await pilot.press("d", "j")
        await settle(pilot)
        assert "Published B on 7 Nov 2023 » A on 13 Nov 2023" in evidence(screen)
        await pilot.press("j")
        await settle(pilot)
        assert "No close match found in B" in evidence(screen)
        await pilot.press("d")
        await settle(pilot)
        assert "A ¶1 ↔ B ¶1" in evidence(screen)


async def test_days_of_publication_are_told_and_contradict_nothing(library: Library, settle: Settle) -> None:
    async with comparing(library, settle) as (pilot, screen):
        rows = [screen.ledger.render_line(row).text for row in range(screen.ledger.size.height)]
        (row,) = (row for row in rows if "published  " in row)
        assert row.startswith(" » published")
        assert "B on 7 Nov 2023 » A on 13 Nov 2023, 6 days apart" in row
        await pilot.press("n", "n")
        await pilot.pause()
        assert "no contradiction, but the later may know more" in evidence(screen)


async def test_the_list_counts_as_the_command_line_does(library: Library, settle: Settle) -> None:
    async with comparing(library, settle) as (_, screen):
        tally = library.compare(*sources(screen)).tally()
        counts = {topic.value: count for topic, count in screen.ledger.ledger.counts().items()}
        assert tally == {what: counts[what] for what in tally}
        assert tally["all"] == len(screen.ledger.entries) == 9


async def test_the_kinds_fit_above_a_narrow_list(library: Library, settle: Settle) -> None:
    for width in (60, 80):
        async with comparing(library, settle, (width, 24)) as (_, screen):
            assert len(screen.ledger.render_line(0).text) == width


async def test_sentences_that_say_the_same_are_told_of_in_passages_loosely_alike(
    library: Library, settle: Settle
) -> None:
    async with comparing(library, settle) as (pilot, screen):
        await pilot.press("G")
        await pilot.pause()
        assert "A ¶6 ↔ B ¶7" in evidence(screen)
        assert "loosely alike, but a sentence of each seems to say the same; in common" in evidence(screen)


async def test_a_name_that_one_alone_has_is_marked_in_its_text_and_told(
    library: Library, settle: Settle
) -> None:
    async with comparing(library, settle) as (pilot, screen):
        at = next(i for i, entry in enumerate(screen.ledger.entries) if entry.note == "John Bolton")
        column = next(iter(screen.ledger.entries[at].told))
        view = screen.views[column]
        assert styles_in(view, "John Bolton") == {"named-alone"}
        await pilot.press("d")
        screen.ledger.move_to(at)
        await pilot.press("enter")
        await pilot.pause()
        assert styles_in(view, "John Bolton") == {"named-alone", "differs-current"}
        assert evidence(screen).strip().startswith(f"+ John Bolton is named in {'AB'[column]} and not in")
        assert screen.focused is view
        line = next(row for y in range(view.size.height) if "Bolton" in (row := view.render_line(y).text))
        assert line[1] == "+"
        await pilot.press("home")
        await pilot.pause()
        assert "differs-current" not in styles_in(view, "John Bolton")


async def test_the_missile_launch_that_one_tells_is_listed_without_a_match(
    library: Library, settle: Settle
) -> None:
    async with comparing(library, settle) as (_, screen):
        alone = [said.shown for e in screen.ledger.ledger.of(Topic.NO_MATCH) for said in e.told.values()]
        assert any("conducted a missile launch" in shown for shown in alone)


async def test_the_list_is_narrowed_by_key_and_by_click(library: Library, settle: Settle) -> None:
    async with comparing(library, settle) as (pilot, screen):
        ledger = screen.ledger
        seen = [ledger.topic]
        for _ in range(len(Topic) - 1):
            await pilot.press("f")
            seen.append(ledger.topic)
            assert all(ledger.topic in (Topic.ALL, entry.topic) for entry in ledger.entries)
            shown = ledger.render_line(1).text
            assert bool(ledger.entries) != ("No differences of this kind" in shown)
        assert seen == list(Topic)
        await pilot.press("f", "F", "F")
        assert ledger.topic == "told by both"
        x = ledger.render_line(0).text.index("names")
        await pilot.click(ledger, offset=(x, 0))
        assert ledger.topic == "names"


async def test_a_line_of_the_list_is_gone_to_by_click(library: Library, settle: Settle) -> None:
    async with comparing(library, settle) as (pilot, screen):
        row = next(i for i, e in enumerate(screen.ledger.entries) if e.topic is Topic.NAMES)
        (column, said), *_ = screen.ledger.entries[row].told.items()
        first_line = row + sum(e.topic is Topic.DENIAL for e in screen.ledger.entries[:row])
        await pilot.click(screen.ledger, offset=(5, first_line + 1))
        await pilot.pause()
        assert screen.views[column].passage == said.passage


async def test_the_list_grows_shrinks_and_hides(library: Library, settle: Settle) -> None:
    async with comparing(library, settle) as (pilot, screen):
        before = screen.ledger.size.height
        await pilot.press("+")
        await pilot.pause()
        assert screen.ledger.size.height == before + 1
        await pilot.mouse_down(screen.ledger, offset=(60, 0))
        await pilot.hover(screen.ledger, offset=(60, -3))
        await pilot.mouse_up(screen.ledger, offset=(60, 0))
        await pilot.pause()
        assert screen.ledger.size.height == before + 4
        await pilot.press("D")
        await pilot.pause()
        assert not screen.ledger.display
        assert screen.briefing.session.ledger_hidden
        await pilot.press("d")
        await pilot.pause()
        assert screen.focused is screen.ledger


async def test_a_cursor_key_in_the_list_draws_two_lines(library: Library, settle: Settle) -> None:
    async with comparing(library, settle) as (pilot, screen):
        await pilot.press("d", "j")
        await pilot.pause()
        drawn: list[int] = []
        draw = screen.ledger.draw
        screen.ledger.draw = lambda y, width: drawn.append(y) or draw(y, width)  # type: ignore[method-assign,func-returns-value]
        await pilot.press("j")
        await pilot.pause()
        assert sorted(set(drawn)) == [3, 4]


# Links by hand ------------------------------------------------------------------------------------------


async def test_a_link_is_parted_made_and_taken_back_by_hand(library: Library, settle: Settle) -> None:
    async with comparing(library, settle) as (pilot, screen):
        a, b = sources(screen)
        link = library.align(a, b).for_a(0)[0]
        await pilot.press("x")
        await settle(pilot)
        assert (0, link.b) not in {(it.a, it.b) for it in library.align(a, b).links}
        await pilot.press("Z")
        await settle(pilot)
        assert library.align(a, b).for_a(0)[0] == link
        assert (
            screen.key_bar.message
            == f"Taken back: the parting of {library.article(a).source} ¶1 and {library.article(b).source} ¶1"
        )

        target = next(p for p in range(9) if (1, p) not in {(it.a, it.b) for it in library.align(a, b).links})
        await pilot.press("j", "=")
        await pilot.pause()
        assert "Linking A ¶2" in evidence(screen)
        assert screen.active is screen.views[1]
        screen.active.read_passage(target)
        await pilot.pause()
        assert screen.views[0].passage == 1  # the sides don't follow each other meanwhile
        await pilot.press("=")
        await settle(pilot)
        made = next(it for it in library.align(a, b).links if (it.a, it.b) == (1, target))
        assert made.by_hand


async def test_a_link_that_was_begun_can_be_left(library: Library, settle: Settle) -> None:
    async with comparing(library, settle) as (pilot, screen):
        await pilot.press("=", "escape")
        await pilot.pause()
        assert "Linking" not in evidence(screen)
        assert pilot.app.screen is screen


# Three sources ------------------------------------------------------------------------------------------


@pytest.fixture
def three(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setenv("BRIEFING_CONFIG", str(tmp_path / "configuration"))
    story = "President Kim met Putin at the Vostochny Cosmodrome on a rainy day to talk of satellites.\n\n"
    more = {
        "one": "Angela Merkel watched the rocket launch from Berlin, her office said on Monday.",
        "two": "Angela Merkel was seen at the ballet while the engines were still being tested.",
        "three": "Fishermen complained of noise near the harbour, where prices of crab had fallen.",
    }
    for name, text in more.items():
        (tmp_path / f"{name}.txt").write_text(f"date 2024-01-01 {story}{text}")
    add(tmp_path / "home", collect([tmp_path / f"{name}.txt" for name in more]), report=lambda outcome: None)
    return Library.open(tmp_path / "home")


async def test_three_sources_stand_side_by_side_from_150_columns(three: Library, settle: Settle) -> None:
    async with comparing(three, settle, (160, 40)) as (pilot, screen):
        assert len(screen.views) == 3
        assert {row_of_passage(view) for view in screen.views} == {row_of_passage(screen.active)}
        merkel = next(e for e in screen.ledger.ledger.of(Topic.NAMES) if e.note == "Angela Merkel")
        assert len(merkel.told) == 2
        assert len(merkel.missing) == 1
        await pilot.resize_terminal(120, 40)
        await settle(pilot)
        assert len(screen.views) == 2
        assert screen.ledger.ready
        before = sources(screen)
        await pilot.press("]")
        await settle(pilot)
        assert sources(screen)[0] == before[0]
        assert sources(screen)[1] not in before
    three.close()


async def test_marks_that_are_kept_are_those_that_would_be_drawn(library: Library, settle: Settle) -> None:
    async with comparing(library, settle, (100, 30)) as (pilot, screen):
        for key in ("n", "n", "j", "j", "%", "d", "j", "enter", "x", "u", "f", "tab", "k", "D", "D"):
            await pilot.press(key)
            await settle(pilot)
            for pane in (*screen.views, screen.ledger):
                width, height = pane.size
                kept = pane.render_lines(Region(0, 0, width, height))
                assert kept == [LinePane.render_line(pane, y) for y in range(height)], key


async def test_a_copy_is_called_one_and_makes_no_source_independent(
    tmp_path: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFING_CONFIG", str(tmp_path / "configuration"))
    wire = (resources.seeds() / SEED).read_text("utf-8").partition(" Russian")[2]
    for day, name in ((1, "wire"), (2, "daily")):
        (tmp_path / f"{name}.txt").write_text(f"date 2023-11-0{day} Russian{wire}\n\nReported by the {name}.")
    add(
        tmp_path / "home",
        collect([tmp_path / "wire.txt", tmp_path / "daily.txt"]),
        report=lambda outcome: None,
    )
    library = Library.open(tmp_path / "home")
    async with comparing(library, settle) as (_, screen):
        assert "2 sources, 1 independent" in head(screen)
        copying = screen.shown[1].article.source == "daily"
        headings = screen.head.render_line(1).text
        assert f"daily · 2 Nov 2023 · copies {'A' if copying else 'B'} (" in headings
    library.close()


# With notes in the margin -------------------------------------------------------------------------------


def notes_in(screen: CompareScreen) -> str:
    return "\n".join(screen.margin.render_line(y).text for y in range(screen.margin.size.height))


async def test_the_margin_tells_what_the_other_says_at_the_height_of_the_passage(
    library: Library, settle: Settle
) -> None:
    async with comparing(library, settle, (120, 160)) as (pilot, screen):
        await pilot.press("g")
        await settle(pilot)
        ground, other = screen.views
        assert ground.display
        assert not other.display
        assert ground.page is not None
        rows = [screen.margin.render_line(y).text for y in range(screen.margin.size.height)]
        for links in (library.align(*sources(screen)).for_a(passage)[:1] for passage in range(4)):
            for link in links:
                lines = ground.page.passage_lines(link.a)
                beside = rows[lines.start - ground.top : lines.stop - ground.top]
                loose = likeness(link) is PassageState.LOOSELY_ALIKE
                note = f"{SIGNS[likeness(link)]} B ¶{link.b + 1} {'loosely alike ' * loose}"
                assert any(note in row for row in beside)
        denial = next(e for e in screen.ledger.entries if e.topic is Topic.DENIAL)
        assert any("≠ B ¶5 denial" in row for row in rows)
        assert "missile launch" not in "\n".join(rows)  # which the other has no match for
        await pilot.press("n")
        await pilot.pause()
        assert ground.passage == denial.told[0].passage
        await pilot.press("tab")
        await settle(pilot)
        assert not ground.display
        await pilot.press("home")
        await settle(pilot)
        assert "A ¶5 not matched (nearest here," in notes_in(screen)
        assert "no close match found in A" in notes_in(screen)
        await pilot.press("g")
        await settle(pilot)
        assert ground.display
        assert other.display
        assert ground.page is not None
        assert len(ground.page.lines) == len(screen.shown[0].page(ground.page.asked[0], {}).lines)


async def test_n_stays_in_the_grounding_article_where_another_adds_something(
    library: Library, settle: Settle
) -> None:
    async with comparing(library, settle) as (pilot, screen):
        await pilot.press("g")
        for _ in screen.ledger.entries:
            await pilot.press("n")
            await pilot.pause()
            assert screen.active is screen.views[0]
        assert screen.ledger.cursor == len(screen.ledger.entries) - 1


async def test_a_click_on_a_note_puts_both_side_by_side(library: Library, settle: Settle) -> None:
    async with comparing(library, settle) as (pilot, screen):
        await pilot.press("g")
        await settle(pilot)
        notes = (screen.margin.render_line(y).text for y in range(screen.margin.size.height))
        y, note = next((y, text) for y, text in enumerate(notes) if "B ¶" in text)
        await pilot.click(screen.margin, offset=(4, y))
        await settle(pilot)
        assert screen.views[1].display
        assert screen.active is screen.views[1]
        assert f"B ¶{screen.active.passage + 1} " in note


async def test_below_the_text_the_margin_has_the_notes_of_the_passage_being_read(
    library: Library, settle: Settle
) -> None:
    async with comparing(library, settle, (60, 24)) as (pilot, screen):
        await pilot.press("g")
        await settle(pilot)
        assert screen.margin.region.y > screen.views[0].region.y
        assert "B ¶1" in notes_in(screen)
        screen.active.read_passage(3)
        await pilot.pause()
        assert "B ¶1" not in notes_in(screen)
        assert "John Bolton" in notes_in(screen)
