"""docs/json.md tells every key of every document, and no other."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from briefing import resources

PAGE = (Path(__file__).parents[2] / "docs" / "json.md").read_text()
SECTIONS = {
    match[1]: match[0] for match in re.finditer(r"^## `briefing (\w+)`\n.*?(?=^## |\Z)", PAGE, re.M | re.S)
}
SHARED = PAGE[PAGE.index("## What several documents hold") :]
COMMANDS = {
    "search": ["actor:kim"],
    "show": ["000_059"],
    "compare": ["000_059", "003_fa0"],
    "link": ["000_059", "2", "003_fa0", "4"],
    "claim": ["gazette", "1"],
    "chronology": ["gazette"],
    "matrix": ["gazette"],
    "mentions": ["000_059"],
    "names": [],
    "name": ["kim jong un"],
    "stories": [],
    "story": ["split", "003_fa0"],
    "copies": [],
    "report": [],
    "config": [],
    "pin": ["000_059", "-p", "5"],
    "pins": [],
    "tags": [],
    "read": ["000_059"],
    "undo": [],
    "brief": ["000_059"],
    "briefs": [],
    "cite": ["1"],
    "import": ["made.json"],
    "backup": ["kept.zip"],
}
FERRIES = {
    "gazette.txt": "date 2024-05-03 The ferry Amalia sank off Malta yesterday at 6 p.m. and 40 passengers "
    "were rescued, the mayor said.",
    "herald.txt": "date 2024-05-04 The ferry Amalia sank off Malta on Thursday and at least 52 passengers "
    "were rescued.",
}
"""Two articles that give numbers and days, and say who says so; the samples don't."""
_ADD_FERRIES = ["add", *FERRIES]
BEFORE = {
    "copies": [["add", "reprint.txt"]],
    "names": [["name", "hide", "korean peninsula"]],
    "pins": [["pin", "000_059", "-p", "5"]],
    "tags": [["tag", "000_059", "sanctions"]],
    "undo": [["read", "000_059"]],
    "briefs": [["briefs", "--new", "000_059"]],
    "import": [["export-user", "made.json"]],
    "claim": [_ADD_FERRIES],
    "chronology": [_ADD_FERRIES],
    "matrix": [_ADD_FERRIES],
}
"""What has to be done before a command has something to print."""


def paths(value: Any, path: str = "") -> Iterator[str]:
    """The place and type of everything in a document; what the keys of a keymap are is not its form."""
    if isinstance(value, dict) and path != ".keys":
        yield f"{path} object"
        for key, inner in value.items():
            yield from paths(inner, f"{path}.{key}")
    elif isinstance(value, list):
        yield f"{path} list"
        for inner in value:
            yield from paths(inner, f"{path}[]")
    else:
        yield f"{path} {type(value).__name__}"


def one_sentence_short() -> str:
    """A sample article as another outlet prints it."""
    (sample,) = resources.seeds().glob("000_*.txt")
    sentences = sample.read_text().split(". ")
    return ". ".join([*sentences[:5], *sentences[6:]])


def example(command: str) -> str:
    match = re.search(r"```json\n(.*?)```", SECTIONS[command], re.S)
    assert match
    return match[1]


def told(text: str) -> set[str]:
    """The keys in the first column of the tables."""
    return {key for row in re.findall(r"^\| (`.*?) \|", text, re.M) for key in re.findall(r"`(\w+)`", row)}


def keys(value: Any) -> Iterator[str]:
    for path in paths(value):
        yield from re.findall(r"\w+", path.rsplit(" ", 1)[0])


@pytest.mark.parametrize("command", COMMANDS)
def test_the_documented_keys_are_those_printed(
    command: str,
    briefing: Callable[..., Any],
    filled_home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in FERRIES.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "reprint.txt").write_text(one_sentence_short())
    for arguments in BEFORE.get(command, []):
        assert briefing(*arguments).code == 0
    printed = briefing(command, *COMMANDS[command], "--json").json
    assert next(iter(printed.items())) == ("version", 1)
    assert set(paths(json.loads(example(command)))) == set(paths(printed))
    assert set(keys(printed)) - {"version"} <= told(SECTIONS[command]) | told(SHARED)
    assert told(SECTIONS[command]) <= set(keys(printed))


def test_the_documented_lines_are_those_that_add_prints(
    briefing: Callable[..., Any], seeds: list[str]
) -> None:
    printed = briefing("add", "--json", *seeds).lines
    documented = [json.loads(line) for line in example("add").splitlines()]
    assert [list(paths(line)) for line in documented] == [list(paths(line)) for line in printed]
    assert all(next(iter(line.items())) == ("version", 1) for line in printed)
    assert {key for line in printed for key in keys(line)} - {"version"} == told(SECTIONS["add"])


@pytest.mark.parametrize("command", ["follow", "feeds", "unfollow"])
def test_the_documented_keys_of_following_are_those_printed(
    command: str, briefing: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "newsletters").mkdir()
    folder = str(tmp_path / "newsletters")
    if command != "follow":
        briefing("follow", folder)
    printed = briefing(command, *([] if command == "feeds" else [folder]), "--json").json
    assert set(paths(json.loads(example(command)))) == set(paths(printed))
    assert set(keys(printed)) - {"version"} <= told(SECTIONS[command]) | told(SHARED)
    assert told(SECTIONS[command]) <= set(keys(printed))


def test_the_documented_lines_are_those_that_verify_prints(
    briefing: Callable[..., Any], seeds: list[str]
) -> None:
    briefing("add", *seeds)
    printed = briefing("verify", "--json").lines
    documented = [json.loads(line) for line in example("verify").splitlines()]
    assert [list(paths(line)) for line in documented] == [list(paths(line)) for line in printed]
    assert {key for line in printed for key in keys(line)} - {"version", "unchanged"} == told(
        SECTIONS["verify"]
    )


def test_the_documented_export_is_the_one_that_is_written(
    briefing: Callable[..., Any], filled_home: Path
) -> None:
    section = PAGE[PAGE.index("## What `briefing export-user` writes") : PAGE.index("## What several")]
    match = re.search(r"```json\n(.*?)```", section, re.S)
    assert match
    briefing("pin", "000_059", "-p", "5")
    briefing("briefs", "--new", "000_059")
    written = json.loads(briefing("export-user").out)
    assert set(paths(json.loads(match[1]))) == set(paths(written))
    assert set(keys(written)) - {"version"} <= told(section) | told(SHARED)


def test_what_several_documents_hold_is_held_by_some() -> None:
    assert told(SHARED) <= {
        key for command in [*COMMANDS, "feeds"] for key in keys(json.loads(example(command)))
    }


def test_offsets_are_those_of_the_text(briefing: Callable[..., Any]) -> None:
    shown = briefing("show", "000_059", "--json").json
    assert shown["mentions"]
    for mention in shown["mentions"]:
        assert shown["text"][mention["start"] : mention["end"]] == mention["text"]
    assert shown["text"][shown["passages"][1]["start"] :].startswith("While North Korea has")
    (hit, _) = briefing("search", "cosmodrome OR satellite", "--json").json["hits"]
    for start, end in hit["snippet"]["spans"]:
        assert hit["snippet"]["text"][start:end].casefold() in ("cosmodrome", "satellite", "satellites")


def test_names_of_a_given_title_are_told_apart(briefing: Callable[..., Any]) -> None:
    article = b"---\ntitle: Putin in Moscow\n---\nKim Jong Un left Pyongyang.\n"
    named = briefing("mentions", "-", "--json", stdin=article).json
    assert [mention["name"] for mention in named["title_mentions"]][:1] == ["Vladimir Putin"]
    assert [mention["text"] for mention in named["mentions"]] == ["Kim Jong Un", "Pyongyang"]
