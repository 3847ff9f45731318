"""What is kept of a pane's rows between two frames must be what would be drawn anew."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from textual.geometry import Region

from briefing.collect import collect
from briefing.library.library import Library
from briefing.library.writer import add
from briefing.tui.app import BriefingApp
from briefing.tui.screens.compare import CompareScreen
from briefing.tui.widgets.line_pane import LinePane

KEYS = [
    "j",
    "j",
    "j",
    "j",
    "k",
    "k",
    "G",
    "g",
    "J",
    "K",
    "n",
    "N",
    "w",
    "enter",
    "1",
    "2",
    "3",
    "space",
    "b",
    ".",
    ",",
    "]",
    "[",
    "z",
    "z",
    "c",
    "tab",
    "j",
    "k",
    "c",
    "/",
    "k",
    "i",
    "m",
    "enter",
    "escape",
    "{",
    "}",
    "L",
    "L",
]


@pytest.fixture
def forty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setenv("BRIEFING_CONFIG", str(tmp_path / "configuration"))
    files = tmp_path / "articles"
    files.mkdir()
    for number in range(40):
        text = f"date 2024-01-{number % 28 + 1:02} Kim met Putin in Moscow for talk {number} on ships.\n\n"
        (files / f"{number:02}.txt").write_text(
            text + "The ministers of France and Peru spoke of trade. " * (number + 3)
        )
    add(tmp_path / "home", collect([files]), report=lambda outcome: None)
    return Library.open(tmp_path / "home")


@pytest.mark.parametrize("seed", range(3))
async def test_kept_rows_are_those_that_would_be_drawn(forty: Library, seed: int) -> None:
    names = {
        "/": "slash",
        ".": "full_stop",
        ",": "comma",
        "]": "right_square_bracket",
        "[": "left_square_bracket",
    }
    names |= {"{": "left_curly_bracket", "}": "right_curly_bracket"}
    chance = random.Random(seed)
    app = BriefingApp(forty)
    async with app.run_test(size=(100, 16)) as pilot:
        for _ in range(100):
            key = chance.choice(KEYS)
            await pilot.press(names.get(key, key))
            for pane in app.screen.query(LinePane):  # type: ignore[type-abstract]
                if pane.display and isinstance(app.screen, CompareScreen | type(app.reading)):
                    width, height = pane.size
                    kept = pane.render_lines(Region(0, 0, width, height))
                    assert kept == [LinePane.render_line(pane, y) for y in range(height)], key
    forty.close()
