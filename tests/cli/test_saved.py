from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefing.library.errors import LibraryError
from briefing.library.saved_searches import SavedSearches


def test_a_saved_search_is_run_listed_and_forgotten(briefing: Callable[..., Any], filled_home: Path) -> None:
    kept = briefing("search", "--save", "summit", "kim", "putin")
    assert kept.code == 0
    assert "Saved as “summit”" in kept.err
    run = briefing("search", "--saved", "Summit", "--json").json
    assert (run["query"], run["saved"], run["new"]) == ("kim putin", "Summit", 0)
    assert run["articles"] == 2
    assert briefing("search", "--list", "--json").json["searches"] == [
        {"name": "summit", "query": "kim putin", "articles": 2, "new": 0}
    ]
    assert briefing("search", "--list").out.startswith("summit  ·  kim putin  ·  2  ·  0 new")
    assert briefing("search", "--forget", "summit").code == 0
    assert "No search is saved yet" in briefing("search", "--list").err


def test_a_query_is_explained_without_being_run(briefing: Callable[..., Any]) -> None:
    said = briefing("search", "--explain", "kim", "-trump", "sort:date")
    assert (said.code, said.err) == (0, "")
    assert (
        said.out
        == "Articles with “kim”, but without “trump”, newest first\n  kim\n  not trump\n  newest first\n"
    )
    told = briefing("search", "--explain", "lang:en", "--json").json
    assert (told["explained"], told["parts"]) == ("Articles with the language “en”", ["language en"])
    wrong = briefing("search", "--explain", "auther:kim")
    assert wrong.code == 2
    assert "perhaps author: was meant" in wrong.err


def test_a_saved_search_is_run_where_no_note_can_be_made_of_it(
    briefing: Callable[..., Any], filled_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert briefing("search", "--save", "summit", "kim putin").code == 0

    def refuse(_self: object, _name: str) -> None:
        raise LibraryError("It is read-only.")

    monkeypatch.setattr(SavedSearches, "look", refuse)
    said = briefing("search", "--saved", "summit")
    assert said.code == 0
    assert "Kim" in said.out
    assert "could not be noted" in said.err


def test_what_can_not_be_run_is_told(briefing: Callable[..., Any], filled_home: Path) -> None:
    unknown = briefing("search", "--saved", "nothing")
    assert (unknown.code, unknown.out) == (1, "")
    assert "There is no saved search “nothing”" in unknown.err
    assert briefing("search", "--saved", "one", "kim").code == 2
    assert briefing("search").code == 2
    assert briefing("search", "--explain", "--save", "one", "kim").code == 2
    assert briefing("search", "--save", " ", "kim").code == 1
