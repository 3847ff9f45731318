"""Pictures of the screens, at the sizes and in the themes that people use."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot

from briefing.library.library import Library
from briefing.tui.app import BriefingApp
from briefing.tui.screens import reading

Compare = Callable[..., bool]
Settle = Callable[[Pilot[None]], Awaitable[None]]


async def until(pilot: Pilot[None], happened: Callable[[], bool]) -> None:
    """Wait for what a thread brings."""
    for _ in range(200):
        await pilot.pause(0.02)
        if happened():
            return
    raise AssertionError("it did not happen")


def pressing(settle: Settle, *keys: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    """Press keys, each once all that the one before had begun in threads is done."""

    async def press(pilot: Pilot[None]) -> None:
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
            await settle(pilot)  # what is laid out anew once a thread has come to its end

    return press


@pytest.fixture(autouse=True)
def _unread_for_as_long_as_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_READ_AFTER", 600.0)


SIZES = [(60, 20), (80, 24), (120, 40), (200, 50)]


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_reading(library: Library, snap_compare: Compare, settle: Settle, size: tuple[int, int]) -> None:
    assert snap_compare(BriefingApp(library), terminal_size=size, run_before=settle)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_comparing(library: Library, snap_compare: Compare, settle: Settle, size: tuple[int, int]) -> None:
    assert snap_compare(BriefingApp(library), terminal_size=size, run_before=pressing(settle, "c", "j"))


@pytest.mark.parametrize(
    "keys", [("g",), ("t",), ("n", "quotation_mark")], ids=["margin", "chronology", "claim"]
)
def test_around_comparing(
    library: Library, snap_compare: Compare, settle: Settle, keys: tuple[str, ...]
) -> None:
    before = pressing(settle, "c", *keys)
    assert snap_compare(BriefingApp(library), terminal_size=(80, 24), run_before=before)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_brief(library: Library, snap_compare: Compare, settle: Settle, size: tuple[int, int]) -> None:
    keys = ("2", "J", "J", "p", "B", "j", "j", "j")
    assert snap_compare(BriefingApp(library), terminal_size=size, run_before=pressing(settle, *keys))


@pytest.mark.parametrize("theme", ["newsprint", "high-contrast", "terminal"])
def test_themes(library: Library, snap_compare: Compare, settle: Settle, theme: str) -> None:
    assert snap_compare(BriefingApp(library, theme=theme), terminal_size=(100, 30), run_before=settle)


def test_without_colours(
    library: Library, snap_compare: Compare, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(BriefingApp(library), terminal_size=(100, 30), run_before=settle)


def test_searching(library: Library, snap_compare: Compare) -> None:
    async def search(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, BriefingApp)
        await pilot.press("slash", *"vostochny")
        await until(pilot, lambda: app.reading.asked is not None and app.reading.asked.text == "vostochny")
        typed = app.reading.results
        await pilot.press("enter")
        await until(pilot, lambda: app.reading.results is not typed)
        await pilot.press("n")
        app.reading.bar.tell("2 articles")  # without the time it took

    assert snap_compare(BriefingApp(library), terminal_size=(120, 40), run_before=search)


@pytest.mark.parametrize("key", ["question_mark", "t"], ids=["help", "themes"])
def test_dialogs(library: Library, snap_compare: Compare, settle: Settle, key: str) -> None:
    assert snap_compare(BriefingApp(library), terminal_size=(80, 24), run_before=pressing(settle, key))


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_who_and_where_by_source(
    library: Library, snap_compare: Compare, settle: Settle, size: tuple[int, int]
) -> None:
    assert snap_compare(BriefingApp(library), terminal_size=size, run_before=pressing(settle, "w", "j"))


@pytest.mark.parametrize("size", [(60, 20), (120, 40)], ids=str)
def test_about_a_name(library: Library, snap_compare: Compare, settle: Settle, size: tuple[int, int]) -> None:
    keys = ("3", "j", "j", "i")
    assert snap_compare(BriefingApp(library), terminal_size=size, run_before=pressing(settle, *keys))
