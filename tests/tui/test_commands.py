"""The registry: nothing clashes, and what is written about it is what it says."""

from __future__ import annotations

import doctest
import re
from itertools import combinations
from pathlib import Path

import pytest

from briefing.tui import keys
from briefing.tui.commands import COMMANDS, PLACES, Place, commands_of, keys_table, overlap, places_around
from briefing.tui.keys import canonical_key, types_a_character

README = Path(__file__).parents[2] / "README.md"


def test_ids_are_unique_and_dotted() -> None:
    ids = [command.id for command in COMMANDS]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z]+\.[a-z_]+", command_id) for command_id in ids)


def test_actions_are_unique() -> None:
    assert len({command.action for command in COMMANDS}) == len(COMMANDS)


def test_no_key_means_two_things_where_both_can_be_meant() -> None:
    clashes = [
        (one.id, other.id)
        for one, other in combinations(COMMANDS, 2)
        if overlap(one.where, other.where) and set(one.keys) & set(other.keys)
    ]
    assert clashes == []


def test_every_key_is_spelt_as_textual_spells_it() -> None:
    assert all(canonical_key(key) == key for command in COMMANDS for key in command.keys)


def test_the_search_field_takes_no_letter_away_from_the_writer() -> None:
    assert not any(types_a_character(key) for c in COMMANDS if c.where == "search" for key in c.keys)


def test_every_command_is_described() -> None:
    for command in COMMANDS:
        assert command.keys
        assert command.title[0].isupper()
        assert command.help.endswith(".")
        assert command.where in PLACES


@pytest.mark.parametrize(
    ("place", "around"),
    [
        ("list", ("list", "reading", "everywhere")),
        ("compare", ("compare", "everywhere")),
        ("everywhere", ("everywhere",)),
    ],
)
def test_places_lie_within_each_other(place: Place, around: tuple[Place, ...]) -> None:
    assert places_around(place) == around
    assert {command.where for command in commands_of(place)} <= set(around)


def test_comparing_and_reading_are_apart() -> None:
    assert not overlap("compare", "reading")
    assert overlap("everywhere", "compare")
    assert overlap("article", "reading")


def test_the_readme_tells_the_keys_in_force() -> None:
    told = README.read_text("utf-8").partition("<!-- keys -->")[2].partition("<!-- /keys -->")[0]
    assert told.strip() == keys_table(), (
        "print it anew: python -c 'from briefing.tui.commands import *; print(keys_table())'"
    )


def test_the_table_tells_every_command_once() -> None:
    table = keys_table()
    assert all(table.count(f"| `{command.id}` |") == 1 for command in COMMANDS)


def test_examples_hold() -> None:
    assert doctest.testmod(keys).failed == 0
