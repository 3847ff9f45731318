"""Pinning from every screen, and the brief screen: what a key press does to the library and to what leaves it."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from briefing.annotation import AnnotationKind, SubjectKind
from briefing.brief import formats
from briefing.brief.briefs import Briefs
from briefing.brief.document import SectionKind
from briefing.library.library import Library
from briefing.tui.app import BriefingApp
from briefing.tui.screens.brief import BriefScreen
from briefing.tui.screens.compare import CompareScreen
from briefing.tui.screens.lookup import LookupHead
from briefing.tui.screens.prompt import Answer, Prompt
from briefing.tui.widgets.article_view import PINNED, ArticleView

Settle = Callable[[Pilot[None]], Awaitable[None]]

WIDE = (140, 40)


@asynccontextmanager
async def reading(
    library: Library, settle: Settle, size: tuple[int, int] = WIDE
) -> AsyncIterator[tuple[Pilot[None], BriefingApp]]:
    app = BriefingApp(library)
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.15)
        await settle(pilot)
        yield pilot, app


@asynccontextmanager
async def briefing(library: Library, settle: Settle) -> AsyncIterator[tuple[Pilot[None], BriefScreen]]:
    async with reading(library, settle) as (pilot, app):
        await press(pilot, settle, "B")
        assert isinstance(app.screen, BriefScreen)
        assert app.screen.built is not None
        yield pilot, app.screen


async def press(pilot: Pilot[None], settle: Settle, *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def answer(pilot: Pilot[None], settle: Settle, text: str) -> None:
    assert isinstance(pilot.app.screen, Prompt)
    pilot.app.screen.query_one(Answer).value = text
    await press(pilot, settle, "enter")


def pins(library: Library) -> list[tuple[SubjectKind, str]]:
    made = library.annotations.of_kind(AnnotationKind.PIN)
    return [(pin.subject.kind, pin.subject.anchors[0].text) for pin in made]


def flagged(view: ArticleView) -> list[str]:
    """The lines that have a flag."""
    rows = [view.render_line(y).text for y in range(view.size.height)]
    return [row for row in rows if PINNED in row]


def headings(screen: BriefScreen) -> list[str]:
    assert screen.built is not None
    return [section.heading for section in screen.built.brief.sections]


def go_to(screen: BriefScreen, kind: SectionKind, at: int | None = None) -> None:
    """Put the cursor on a section or on one of its lines."""
    for number, item in enumerate(screen.outline.listed):
        assert screen.built is not None
        parts = screen.built.draft.outline.parts
        if item.part is not None and item.at == at and parts[item.part].kind is kind:
            screen.outline.move_to(number)
            return
    raise AssertionError(f"no {kind} {at}")


# Pinning ----------------------------------------------------------------------------------------------


async def test_p_pins_the_passage_and_flags_it_and_unpins_it(library: Library, settle: Settle) -> None:
    async with reading(library, settle) as (pilot, app):
        await press(pilot, settle, "2", "J", "p")
        ((kind, text),) = pins(library)
        assert kind is SubjectKind.PASSAGE
        assert text.startswith("While North Korea has made")
        (row,) = flagged(app.reading.view)
        assert "While North Korea" in row
        assert PINNED in app.reading.list.render_line(1).text
        await press(pilot, settle, "p")
        assert pins(library) == []
        assert flagged(app.reading.view) == []
        await press(pilot, settle, "Z")
        assert app.reading.key_bar.message.startswith("Taken back: the unpinning of “While North Korea")
        assert len(pins(library)) == len(flagged(app.reading.view)) == 1


async def test_p_pins_the_hit_that_one_walks(library: Library, settle: Settle) -> None:
    async with reading(library, settle) as (pilot, app):
        await press(pilot, settle, "slash")
        (await app.reading.bar.field()).value = "sanctions"
        for _ in range(100):
            await pilot.pause(0.02)
            if app.reading.asked is not None and app.reading.asked.text == "sanctions":
                break
        await settle(pilot)
        await press(pilot, settle, "enter", "n", "p")
        ((kind, text),) = pins(library)
        assert kind is SubjectKind.HIT
        assert "sanctions" in text
        assert text.endswith(".")


async def test_p_pins_a_difference_while_comparing(library: Library, settle: Settle) -> None:
    async with reading(library, settle) as (pilot, app):
        await press(pilot, settle, "c")
        screen = app.screen
        assert isinstance(screen, CompareScreen)
        await press(pilot, settle, "n", "p")
        (pin,) = library.annotations.of_kind(AnnotationKind.PIN)
        assert pin.subject.kind is SubjectKind.DIFFERENCE
        assert pin.subject.topic == "denial"
        assert len(pin.subject.anchors) == 2
        assert any(flagged(view) for view in screen.views)
        (story,) = library.stories()
        briefs = Briefs(library)
        (disputed,) = [
            s for s in briefs.build(briefs.of_story(story)[0]).sections if s.kind is SectionKind.DISPUTED
        ]
        assert [line.pinned for line in disputed.lines] == [True]


async def test_p_pins_the_claim_card(library: Library, settle: Settle) -> None:
    async with reading(library, settle) as (pilot, _):
        await press(pilot, settle, "2", "quotation_mark", "p")
        (pin,) = library.annotations.of_kind(AnnotationKind.PIN)
        assert pin.subject.kind is SubjectKind.CLAIM
        assert pin.subject.remark == "told by 2 sources"


async def test_p_pins_from_the_chronology(library: Library, settle: Settle) -> None:
    async with reading(library, settle) as (pilot, _):
        await press(pilot, settle, "c", "t", "p")
        assert len(pins(library)) == 1


async def test_notes_tags_grades_and_stars(library: Library, settle: Settle) -> None:
    async with reading(library, settle) as (pilot, app):
        made = library.annotations
        assert app.reading.opened is not None
        article = app.reading.opened.article
        await press(pilot, settle, "2", "C")
        await answer(pilot, settle, "Who says so?")
        (note,) = made.of_kind(AnnotationKind.NOTE)
        assert (note.text, note.subject.anchors[0].start) == ("Who says so?", 0)
        await press(pilot, settle, "C")
        assert app.screen.query_one(Answer).value == "Who says so?"
        await answer(pilot, settle, "")
        assert made.of_kind(AnnotationKind.NOTE) == []
        await press(pilot, settle, "T")
        await answer(pilot, settle, "Summit")
        assert made.tagged("summit") == {article.id}
        await press(pilot, settle, "A")
        await answer(pilot, settle, "x9")
        assert "is no grade" in app.reading.key_bar.message
        await press(pilot, settle, "A")
        await answer(pilot, settle, "b2")
        assert str(made.grade_of(article.id, article.source)) == "B2"
        await press(pilot, settle, "asterisk")
        assert made.starred() == {article.id}
        assert "★" in app.reading.list.render_line(1).text
        await press(pilot, settle, "T", "escape")
        assert made.tags() == [("summit", 1)]
        await press(pilot, settle, "O")
        assert app.reading.key_bar.message == "This source gives no web address."


async def test_marking_as_unread_is_undone(library: Library, settle: Settle) -> None:
    async with reading(library, settle) as (pilot, app):
        assert app.reading.opened is not None
        article = app.reading.opened.article.id
        library.mark_read(article)
        await press(pilot, settle, "u")
        assert article in library.annotations.unread()
        await press(pilot, settle, "Z")
        assert article not in library.annotations.unread()


# The brief --------------------------------------------------------------------------------------------


async def test_the_preview_is_what_will_be_handed_over(
    library: Library, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with briefing(library, settle) as (pilot, screen):
        assert screen.built is not None
        for name in ("text", "md", "html", "json", "bibtex", "csl"):
            assert screen.preview.text == formats.write(screen.built.brief, name)
            await press(pilot, settle, "s", "enter")
            written = tmp_path / f"{screen.built.draft.name}{formats.SUFFIXES[name]}"
            assert written.read_text("utf-8") == screen.preview.text
            assert f"preview: {name} " in screen.query_one(LookupHead).render_line(1).text
            await press(pilot, settle, "f")
        assert screen.format == "text"


async def test_a_file_that_holds_something_else_is_asked_about_before_it_is_overwritten(
    library: Library, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    mine = tmp_path / "mine.txt"
    mine.write_text("my own words")
    async with briefing(library, settle) as (pilot, screen):

        async def save(*paths: str) -> None:
            await press(pilot, settle, "s")
            for path in paths:
                await answer(pilot, settle, path)

        await save("mine.txt")
        assert isinstance(pilot.app.screen, Prompt)
        assert pilot.app.screen.hint == "mine.txt is there already: enter again overwrites it"
        await press(pilot, settle, "escape")
        assert mine.read_text() == "my own words"
        await save("mine.txt", "other.txt")
        assert mine.read_text() == "my own words"
        assert (tmp_path / "other.txt").read_text("utf-8") == screen.preview.text
        await save("mine.txt", "mine.txt")
        assert mine.read_text("utf-8") == screen.preview.text
        await press(pilot, settle, "f")
        await save("./mine.txt")
        assert mine.read_text("utf-8") == screen.preview.text
        mine.write_text("my own words again")
        await save("mine.txt")
        assert isinstance(pilot.app.screen, Prompt)
        assert mine.read_text() == "my own words again"


async def test_lines_are_moved_left_out_and_pinned(library: Library, settle: Settle) -> None:
    async with briefing(library, settle) as (pilot, screen):
        go_to(screen, SectionKind.SINGLE, 0)
        assert screen.outline.current is not None
        first = screen.outline.current.line
        assert first is not None
        await press(pilot, settle, "right_curly_bracket")
        moved = screen.outline.current
        assert (moved.at, moved.line and moved.line.id) == (1, first.id)
        begins = first.quotations[0].text[:12]
        assert f"the move of “{begins}" in library.deeds.last(1)[0].said
        await press(pilot, settle, "x")
        assert f"leaving out “{begins}" in library.deeds.last(1)[0].said
        assert screen.built is not None
        assert all(line.id != first.id for section in screen.built.brief.sections for line in section.lines)
        await press(pilot, settle, "Z", "Z")
        go_to(screen, SectionKind.SINGLE, 0)
        assert screen.outline.current.line == first
        assert not screen.built.draft.is_file
        await press(pilot, settle, "p")
        assert screen.built.brief.sections[1].heading == "Key points"
        assert [line.id for line in screen.built.brief.sections[1].lines] == [first.id]


async def test_sections_are_moved_headed_and_left_out(library: Library, settle: Settle) -> None:
    async with briefing(library, settle) as (pilot, screen):
        before = headings(screen)
        go_to(screen, SectionKind.DISPUTED)
        await press(pilot, settle, "left_curly_bracket")
        assert headings(screen)[:3] == ["Bottom line", "Disputed", "Agreed"]
        go_to(screen, SectionKind.DISPUTED)
        await press(pilot, settle, "e")
        await answer(pilot, settle, "Where they differ")
        assert "Where they differ" in headings(screen)
        go_to(screen, SectionKind.GAPS)
        await press(pilot, settle, "x")
        assert "leaving out the section “Gaps”" in library.deeds.last(1)[0].said
        assert "Gaps" not in headings(screen)
        for _ in range(3):
            await press(pilot, settle, "Z")
        assert headings(screen) == before


async def test_ones_own_words_are_cited_and_changed_in_place(library: Library, settle: Settle) -> None:
    async with briefing(library, settle) as (pilot, screen):
        go_to(screen, SectionKind.BOTTOM_LINE, 0)
        await press(pilot, settle, "i")
        await answer(pilot, settle, "They met.")
        assert screen.built is not None
        own, quoted = screen.built.brief.sections[0].lines
        assert (own.words, own.citations) == ("They met.", (1, 2))
        assert quoted.quotations
        go_to(screen, SectionKind.BOTTOM_LINE, 0)
        await press(pilot, settle, "e")
        await answer(pilot, settle, "They met in the east.")
        assert screen.built.brief.sections[0].lines[0].words == "They met in the east."
        assert "They met in the east. [1] [2]" in screen.preview.text
        go_to(screen, SectionKind.BOTTOM_LINE, 1)
        await press(pilot, settle, "e")
        assert "stay as they are" in screen.key_bar.message


async def test_enter_leads_to_the_passage_that_a_line_quotes(library: Library, settle: Settle) -> None:
    async with reading(library, settle) as (pilot, app):
        await press(pilot, settle, "B")
        screen = app.screen
        assert isinstance(screen, BriefScreen)
        go_to(screen, SectionKind.DISPUTED, 0)
        await press(pilot, settle, "enter")
        assert app.screen is app.reading
        assert app.reading.opened is not None
        passage = app.reading.opened.passages[app.reading.view.passage]
        assert "deny any such intentions" in app.reading.opened.article.text[passage.start : passage.end]


async def test_several_briefs_of_a_story(library: Library, settle: Settle) -> None:
    async with briefing(library, settle) as (pilot, screen):
        await press(pilot, settle, "n")
        assert "N makes another" in screen.key_bar.message
        for title in ("For Monday", "For Tuesday"):
            await press(pilot, settle, "N")
            await answer(pilot, settle, title)
        assert library.annotations.brief_names() == ["for-monday", "for-tuesday"]
        assert screen.built is not None
        assert screen.built.draft.name == "for-tuesday"
        await press(pilot, settle, "n")
        assert screen.built.brief.title == "For Monday"
        go_to_title = screen.outline.move_to(0)
        assert go_to_title or screen.outline.cursor == 0
        await press(pilot, settle, "e")
        await answer(pilot, settle, "For Wednesday")
        assert screen.built.brief.title == "For Wednesday"


async def test_copying_and_piping(library: Library, settle: Settle, tmp_path: Path) -> None:
    keep, copied, piped = tmp_path / "keep.py", tmp_path / "copied", tmp_path / "piped"
    keep.write_text("import sys, pathlib; pathlib.Path(sys.argv[1]).write_bytes(sys.stdin.buffer.read())")
    (tmp_path / "configuration").mkdir()
    async with briefing(library, settle) as (pilot, screen):
        await press(pilot, settle, "y")
        assert pilot.app.clipboard == screen.preview.text
        (tmp_path / "configuration" / "config.yaml").write_text(
            f"clipboard: {sys.executable} {keep} {copied}\n"
        )
        await press(pilot, settle, "y")
        await press(pilot, settle, "vertical_line")
        await answer(pilot, settle, f"{sys.executable} {keep} {piped}")
        assert copied.read_text("utf-8") == piped.read_text("utf-8") == screen.preview.text
        await press(pilot, settle, "vertical_line")
        await answer(pilot, settle, "no-such-program")
        assert "There is no program" in screen.key_bar.message


async def test_a_narrow_terminal_shows_one_pane(library: Library, settle: Settle) -> None:
    async with reading(library, settle, (60, 20)) as (pilot, app):
        await press(pilot, settle, "B")
        screen = app.screen
        assert isinstance(screen, BriefScreen)
        assert (screen.outline.display, screen.preview.display) == (True, False)
        await press(pilot, settle, "tab")
        assert (screen.outline.display, screen.preview.display) == (False, True)
        await press(pilot, settle, "space", "G", "g")
        assert screen.preview.render_line(0).text.startswith("  PUTIN AND KIM")
        await press(pilot, settle, "B")
        assert app.screen is app.reading


async def test_the_preview_is_whole_on_a_narrow_screen(library: Library, settle: Settle) -> None:
    async with reading(library, settle) as (pilot, app):
        await pilot.resize_terminal(60, 20)
        await press(pilot, settle, "B", "tab")
        screen = app.screen
        assert isinstance(screen, BriefScreen)
        assert screen.preview.size.width <= 60
        rows = [screen.preview.render_line(y).text.rstrip() for y in range(18)]
        assert any(row.startswith(" ↪ ") for row in rows)
