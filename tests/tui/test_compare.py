"""Comparing: the sources of a story side by side, at one height where they tell the same."""

from __future__ import annotations

from briefing.library.library import Library
from briefing.tui.app import BriefingApp
from briefing.tui.screens.compare import CompareScreen
from briefing.tui.widgets.article_view import ArticleView
from briefing.tui.widgets.compare_head import Evidence
from briefing.tui.widgets.gutter import Gutter


def compared(app: BriefingApp) -> CompareScreen:
    assert isinstance(app.screen, CompareScreen)
    return app.screen


def row_of_passage(view: ArticleView) -> int:
    assert view.page is not None
    return view.page.passage_lines(view.passage).start - view.top


def sources(screen: CompareScreen) -> list[str]:
    return [view.opened.article.id for view in screen.query(ArticleView) if view.opened is not None]


async def test_the_match_of_the_passage_being_read_stands_at_its_height(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("c")
        await pilot.pause()
        screen = compared(app)
        left, right = screen.query(ArticleView)
        alignment = library.align(*sources(screen))
        matched = 0
        for passage in range(len(alignment.nearest_a)):
            assert left.passage == passage
            links = alignment.for_a(passage)
            evidence = screen.query_one(Evidence).render_line(1).text
            if links:
                matched += 1
                assert right.passage == links[0].b
                assert row_of_passage(left) == row_of_passage(right)
                row = row_of_passage(left)
                assert screen.query_one(Gutter).render_line(row).text.strip() in ("═══", "───")
                assert f"¶{passage + 1} ↔ ¶{links[0].b + 1}" in evidence
            else:
                assert "no close match found" in evidence
            await pilot.press("j")
            await pilot.pause()
        assert matched


async def test_tab_goes_to_the_other_side_and_its_match(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("c")
        await pilot.pause()
        screen = compared(app)
        await pilot.press("tab")
        assert screen.active is list(screen.query(ArticleView))[1]
        await pilot.press("j")
        assert screen.active.passage > 0


async def test_swapping_changes_the_sides(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("c")
        await pilot.pause()
        before = sources(compared(app))
        await pilot.press("s")
        await pilot.pause()
        assert sources(compared(app)) == before[::-1]


async def test_leaving_opens_the_article_of_the_side_being_read(library: Library) -> None:
    app = BriefingApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("c")
        await pilot.pause()
        other = sources(compared(app))[1]
        await pilot.press("tab", "j", "c")
        await pilot.pause()
        opened = app.reading.opened
        assert opened is not None
        assert opened.article.id == other
        assert app.reading.view.passage > 0


async def test_columns_fit_every_size(library: Library) -> None:
    for size in ((60, 20), (80, 24), (120, 40), (200, 50)):
        app = BriefingApp(library)
        async with app.run_test(size=size) as pilot:
            await pilot.press("c")
            await pilot.pause()
            for view in compared(app).query(ArticleView):
                assert {view.render_line(y).cell_length for y in range(view.size.height)} == {view.size.width}
            assert compared(app).query_one(Evidence).region.bottom <= size[1]
