"""Whatever a file, a folder or a command line holds: a sentence, never a traceback, and nothing that commands."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
ATTACK = "a\x1b[2Jb\x1b]52;c;QUFB\x07c\x9bd\u202ee\u2066f\u200bg\u2028h\ue000i\x7fj[bold]k[/]"
UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def inert(text: str) -> bool:
    return not {unicodedata.category(character) for character in text.replace("\n", "")} & UNPRINTABLE


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    row = {
        "title": ATTACK,
        "source": ATTACK,
        "author": ATTACK,
        "url": ATTACK,
        "id": ATTACK,
        "text": f"{ATTACK} \0",
    }
    (folder / "rows.jsonl").write_text(json.dumps(row))
    (folder / f"{ATTACK.replace('/', '')}.txt").write_text(f"Kim [sic] met Putin. {ATTACK} Kim left.")
    (folder / f"bad{ATTACK.replace('/', '')}.txt").write_bytes(b"\x00\x01\x02")
    return folder


def test_foreign_text_reaches_every_stream_inert(briefing: Run, hostile: Path) -> None:
    ran = [briefing("add", str(hostile)), briefing("add", str(hostile), "--json")]
    ids = [line["id"] for line in ran[1].lines if line.get("id")]
    assert ids
    for form in ([], ["--json"]):
        for id in ids:
            ran += [briefing("show", id, *form), briefing("mentions", id, *form)]
        ran += [briefing("compare", ids[0], ids[-1], *form), briefing("stories", *form)]
        ran.append(briefing("search", "kim OR a", *form))
    assert [run.code for run in ran] == [0] * len(ran)
    assert all(inert(run.out) and inert(run.err) for run in ran)
    assert any("[bold]k[/]" in run.out for run in ran) and any("[sic]" in run.out for run in ran)


@pytest.mark.parametrize(
    "arguments",
    [
        [ATTACK],
        ["--" + ATTACK],
        ["search", ATTACK],
        ["search", f"{ATTACK}:x"],
        ["search", f'"{ATTACK}'],
        ["search", "--" + ATTACK, "x"],
        ["search", "kim", "--limit", ATTACK],
        ["show", ATTACK],
        ["show", "x", "--version", ATTACK],
        ["show", "\udcff\udc1b"],
        ["mentions", ATTACK],
        ["mentions", "x" * 5000],
        ["compare", ATTACK, ATTACK],
        ["stories", ATTACK],
        ["config", ATTACK],
        ["add", ATTACK],
        ["add", "\udcff"],
        ["rebuild", ATTACK],
    ],
)
def test_foreign_arguments_are_quoted_inert(briefing: Run, arguments: list[str]) -> None:
    ran = briefing(*arguments)
    assert ran.code in (1, 2) or arguments[0] == "search"
    assert ran.err and inert(ran.out) and inert(ran.err)
    assert "Traceback" not in ran.err


def test_foreign_paths_in_the_environment(
    briefing: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for variable in ("BRIEFING_HOME", "BRIEFING_CONFIG"):
        monkeypatch.setenv(variable, str(tmp_path / ATTACK))
    for command in (["config"], ["config", "--json"], ["stories"], ["rebuild"]):
        ran = briefing(*command)
        assert inert(ran.out) and inert(ran.err)


def _damaged(home: Path) -> None:
    (home / "archive.db").write_bytes(b"no archive" * 1000)


def _half_damaged(home: Path) -> None:
    file = home / "archive.db"
    data = bytearray(file.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    file.write_bytes(bytes(data))
    for name in ("archive.db-wal", "archive.db-shm"):
        (home / name).unlink(missing_ok=True)


def _empty(home: Path) -> None:
    (home / "archive.db").write_bytes(b"")


def _a_folder(home: Path) -> None:
    (home / "archive.db").unlink()
    (home / "archive.db").mkdir()


def _open_to_others(home: Path) -> None:
    home.chmod(0o777)


@pytest.mark.parametrize("spoil", [_damaged, _half_damaged, _a_folder, _open_to_others, _empty])
@pytest.mark.parametrize(
    "command",
    [["stories"], ["search", "kim"], ["show", "000_059"], ["rebuild"], ["add", "-"]],
    ids=lambda command: str(command[0]),
)
def test_a_spoilt_library_is_told_in_a_sentence(
    briefing: Run, home: Path, filled_home: Path, spoil: Callable[[Path], None], command: list[str]
) -> None:
    spoil(home)
    ran = briefing(*command, stdin=b"Kim left Pyongyang.")
    assert ran.code in (0, 1)
    assert "Traceback" not in ran.err
    if ran.code == 1:
        assert str(home) in ran.err and ran.err.startswith("briefing: ") and ran.err.count("\n") == 1
    else:
        assert spoil in (_empty, _open_to_others)


def test_a_library_that_others_may_write_to_is_not_read(briefing: Run, home: Path, filled_home: Path) -> None:
    home.chmod(0o777)
    ran = briefing("stories")
    assert (ran.code, ran.out) == (1, "")
    assert "chmod 700" in ran.err


def test_a_home_that_cannot_be(briefing: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for home in (
        tmp_path / "file",
        tmp_path / "file" / "home",
        Path("/proc/nothing"),
        tmp_path / ("x" * 300),
    ):
        monkeypatch.setenv("BRIEFING_HOME", str(home))
        for command in (["stories"], ["add", "-"], ["rebuild"], ["show", "x"]):
            ran = briefing(*command, stdin=b"Kim left.")
            assert ran.code == 1, (home, command)
            assert ran.err.splitlines()[-1].startswith("briefing: ") or command == ["rebuild"]
            assert "Traceback" not in ran.err


def test_files_that_are_none(briefing: Run, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 10)
    (tmp_path / "bomb.md").write_text("---\na: &a [x]\nb: [*a, *a]\ntitle: *a\n---\n")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    for name in ("folder", "empty.txt", "binary.txt", "bomb.md", "pipe", "loop", "missing.txt"):
        for command in (["mentions"], ["compare", str(tmp_path / "empty.txt")], ["show"]):
            ran = briefing(*command, str(tmp_path / name))
            assert (ran.code, ran.out) == (1, ""), (name, command)
            assert ran.err.startswith(("briefing: ", "Nothing is in")) and "Traceback" not in ran.err
        ran = briefing("add", str(tmp_path / name))
        assert ran.code == 1 and "Traceback" not in ran.err
