"""`briefing story` and `briefing copies`: what they print, and what they leave."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefing import resources

Run = Callable[..., Any]
FIRST, SECOND = "1b0fc4d98a4a7894", "16a08602e65026d9"


@pytest.fixture
def filled(briefing: Run, filled_home: Path) -> Run:
    """Runs a command on the library of the two samples."""
    return briefing


def stories(filled: Run) -> list[list[str]]:
    return [story["articles"] for story in filled("stories", "--json").json["stories"]]


def test_what_is_split_off_stays_apart_until_it_is_taken_back(filled: Run) -> None:
    split = filled("story", "split", "003_fa0")
    assert (split.code, split.err) == (0, "")
    assert split.out.startswith("Done: the splitting off of “Russian President")
    assert stories(filled) == [[FIRST], [SECOND]]
    filled("rebuild")
    assert stories(filled) == [[FIRST], [SECOND]]
    assert "  by hand: the splitting off of “Russian President" in filled("stories").out
    assert filled("undo").out.startswith("Taken back: the splitting off of “Russian President")
    assert stories(filled) == [[FIRST, SECOND]]
    nothing = filled("undo")
    assert (nothing.code, nothing.out, nothing.err) == (0, "", "There is nothing to take back.\n")
    assert filled("redo").out.startswith("Done again: the splitting off of")
    assert stories(filled) == [[FIRST], [SECOND]]


def test_stories_are_merged_and_articles_moved_by_any_of_their_names(filled: Run) -> None:
    harvest = filled("add", "-", "--json", stdin=b"The harvest of olives was poor in Norway.").lines[0]["id"]
    story = next(s["id"] for s in filled("stories", "--json").json["stories"] if harvest in s["articles"])
    assert filled("story", "merge", "000_059", story[:9]).code == 0
    assert sorted(map(len, stories(filled))) == [3]
    (undone,) = filled("undo", "--json").json["undone"]
    assert undone["said"].startswith("the merging of 3 articles")
    moved = filled("story", "move", "003_fa0", "--to", harvest[:8], "--json").json
    assert moved["done"]["articles"] == [SECOND]
    assert sorted(moved["story"]["articles"]) == sorted([harvest, SECOND])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["merge", "000_059", "003_fa0"], "It takes two different stories to merge. Nothing was changed."),
        (
            ["split", "000_059", "003_fa0"],
            "There is nothing in the story to split off from. Nothing was changed.",
        ),
        (["move", "000_059", "--to", "003"], "is in that story already. Nothing was changed."),
        (["split", "nowhere"], "No article goes by “nowhere”."),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(
    filled: Run, arguments: list[str], sentence: str
) -> None:
    ran = filled("story", *arguments)
    assert (ran.code, ran.out) == (1, "")
    assert sentence in ran.err


def test_a_reprint_is_told_with_what_it_leaves_out(filled: Run, tmp_path: Path) -> None:
    assert filled("copies").err == "No copies were found\n"
    (sample,) = resources.seeds().glob("000_*.txt")
    sentences = sample.read_text().split(". ")
    left_out = sentences.pop(6)
    reprint = tmp_path / "reprint.txt"
    reprint.write_text(". ".join(sentences).replace("2023-11-13", "2023-11-14"))
    filled("add", str(reprint))
    ran = filled("copies", "000_059")
    first, after, told, change = ran.out.splitlines()
    assert first.split()[:2] == ["first", FIRST]
    assert after.split()[0] == "after"
    assert "100% of the shorter one" in told
    assert "1 dropped" in told
    assert left_out[:40] in change
    assert "3 sources, 2 independent" in filled("stories").out
    (copy,) = filled("copies", "--json").json["copies"]
    (span,) = [change["before"] for change in copy["changes"]]
    text = filled("show", "000_059", "--json").json["text"]
    assert text[span[0] : span[1]].startswith(left_out[:40])
