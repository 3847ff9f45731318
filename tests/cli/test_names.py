"""`briefing names` and `briefing name`, on the two sample articles."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Briefing = Callable[..., Any]


@pytest.fixture(autouse=True)
def _samples(filled_home: Path) -> None:
    """Every test has a library of its own."""


def test_names_are_listed_by_mentions_and_sifted(briefing: Briefing) -> None:
    listed = briefing("names", "--json").json["names"]
    assert [row["id"] for row in listed[:2]] == ["state:RU", "state:KP"]
    people = briefing("names", "--kind", "person", "--json").json["names"]
    assert {row["kind"] for row in people} == {"person"}
    assert [row["name"] for row in briefing("names", "kim", "jong", "--json").json["names"]] == [
        "Kim Jong Un"
    ]
    assert "2 of" in briefing("names", "--limit", "2").err


def test_a_name_is_told_of(briefing: Briefing) -> None:
    told = briefing("name", "Kim Jong Un").out
    assert "person:kim-jong-un" in told
    assert "Kim 8, Kim Jong Un 2" in told
    assert briefing("name", "korea", "--json").code == 1
    assert briefing("name", "state:KP", "--json").json["country"] == "KP"


def test_what_is_put_right_is_told_held_and_taken_back(briefing: Briefing) -> None:
    assert briefing("name", "hide", "kim jong un").out == "“Kim Jong Un” is hidden\n"
    assert briefing("name", "kim jong un").code == 1
    assert briefing("search", "actor:jong", "--json").json["articles"] == 0
    assert briefing("undo").out == "Taken back: the hiding of “Kim Jong Un”\n"
    assert briefing("search", "actor:jong", "--json").json["articles"] == 2
    assert briefing("redo").out == "Done again: the hiding of “Kim Jong Un”\n"
    assert briefing("search", "actor:jong", "--json").json["articles"] == 0


def test_a_name_is_split_hidden_shown_and_given_a_kind(briefing: Briefing) -> None:
    assert briefing("name", "merge", "bolton", "putin").out == "“John Bolton” is “Vladimir Putin”\n"
    assert briefing("name", "split", "kim jong un", "Kim").code == 0
    assert briefing("name", "person:kim", "--json").json["forms"] == [{"form": "Kim", "mentions": 8}]
    assert briefing("name", "hide", "person:kim").out == "“Kim” is hidden\n"
    assert "hidden: Kim" in briefing("names").err
    assert briefing("name", "show", "Kim").code == 0
    assert (
        briefing("name", "kind", "vostochny", "organisation", "--json").json["change"]["kind"]
        == "organisation"
    )
    assert briefing("names", "vostochny", "--json").json["names"][0]["id"] == "organisation:vostochny"


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("merge", "putin", "putin"), 1, "can't be merged with itself"),
        (("merge", "nobody", "putin"), 1, "names no “nobody”"),
        (("split", "putin", "Vladimir"), 2, "is never written “Vladimir”"),
        (("kind", "putin", "person"), 1, "is of that kind already"),
        (("kind", "putin", "human"), 2, "human"),
        (("show", "putin"), 1, "putin is not hidden"),
    ],
)
def test_what_can_not_be_done_is_told(
    briefing: Briefing, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    ran = briefing("name", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert sentence in ran.err
