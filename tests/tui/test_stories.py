"""Merging, splitting and moving in the reader, taking that back, and counts of independent sources."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from textual.pilot import Pilot

from briefing.article import Article, StoryLine
from briefing.library.library import Library
from briefing.library.writer import add
from briefing.tui.app import BriefingApp
from briefing.tui.screens.reading import ReadingScreen
from briefing.tui.widgets.story_list import StoryList


async def until(pilot: Pilot[None], happened: Callable[[], bool]) -> None:
    """Wait for what a thread brings."""
    for _ in range(500):
        await pilot.pause(0.02)
        if happened():
            return
    raise AssertionError("it did not happen")


async def told(pilot: Pilot[None], screen: ReadingScreen, words: str) -> None:
    await until(pilot, lambda: words in screen.key_bar.message)


def listed(pilot: Pilot[None]) -> list[int]:
    """How many articles each listed story has."""
    listing = pilot.app.screen.query_one(StoryList).listing
    assert listing is not None
    return [line.articles for line in listing.lines(0, len(listing)) if isinstance(line, StoryLine)]


async def test_an_article_is_split_off_merged_back_and_all_is_undone(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = app.reading
        assert listed(pilot) == [2]
        await pilot.press("S")
        await told(pilot, screen, "Split off “")
        assert listed(pilot) == [1, 1]
        await pilot.press("S")
        await told(pilot, screen, "only article of its story")

        await pilot.press("M")
        await told(pilot, screen, "M merges both")
        await pilot.press("M")
        await told(pilot, screen, "same story")
        await pilot.press("M", "j", "M")
        await told(pilot, screen, " and 1 more; Z takes it back")
        assert listed(pilot) == [2]

        await pilot.press("Z")
        await told(pilot, screen, "Taken back: the merging of 2 articles")
        assert listed(pilot) == [1, 1]
        await pilot.press("V", "k", "V")
        await told(pilot, screen, "Moved “")
        assert listed(pilot) == [2]
        await pilot.press("Z", "Z")
        await told(pilot, screen, "Taken back: the splitting off of")
        await pilot.press("Z")
        await told(pilot, screen, "There is nothing to take back")
        assert listed(pilot) == [2]
        await pilot.press("ctrl+y")
        await told(pilot, screen, "Done again: the splitting off of")
        assert listed(pilot) == [1, 1]


async def test_escape_leaves_a_merge_that_was_begun(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = app.reading
        await pilot.press("S")
        await told(pilot, screen, "Split off")
        await pilot.press("M", "escape", "j", "M")
        await told(pilot, screen, "M merges both")
        assert listed(pilot) == [1, 1]


async def test_independent_sources_are_counted_where_sources_are(library: Library) -> None:
    first = library.article(next(library.stories()).articles[0])
    add(library.home, [reprinted(first)], report=lambda _: None)
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = app.reading
        assert screen.opened is not None
        assert "of 3, 2 independent" in screen.opened.meta
        row = pilot.app.screen.query_one(StoryList).render_line(0).text
        assert "3/2" in row or "3, 2 independent" in row


def reprinted(article: Article) -> Article:
    """Another source's copy of an article, one sentence short."""
    text = article.text[: article.text.rindex(". ") + 1]
    return Article(
        id="0123456789abcdef",
        sha256="0123456789abcdef" * 4,
        title=article.title,
        title_derived=article.title_derived,
        source="Reprint",
        published=article.published,
        text=text,
        url=None,
        author=None,
        origin="/news/reprint.txt",
        read_at=datetime(2024, 1, 1, tzinfo=UTC),
        replaced=0,
    )
