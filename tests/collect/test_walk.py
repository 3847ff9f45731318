"""Folders are searched in an order that is always the same, once each, and never without an end."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from briefing.article import Article, Skipped
from briefing.collect import Limits, collect


def write(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"Kim met Putin in {path.stem}.")
    return path


def names(items: list[Article | Skipped], folder: Path) -> list[str]:
    return [os.path.relpath(item.origin, folder) for item in items]


def test_files_are_found_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.md", "c", "a.txt", "Z.txt"):
        write(tmp_path / name)
    items = list(collect([tmp_path]))
    assert names(items, tmp_path) == ["Z.txt", "a/b/c.md", "a/z.txt", "a.txt", "b.txt", "c"]
    assert all(isinstance(item, Article) for item in items)


def test_targets_keep_their_order(tmp_path: Path) -> None:
    b, a = write(tmp_path / "b.txt"), write(tmp_path / "a.txt")
    assert names(list(collect([b, str(a)])), tmp_path) == ["b.txt", "a.txt"]


def test_hidden_names_are_passed_over_unless_they_are_asked_for(tmp_path: Path) -> None:
    hidden = write(tmp_path / ".hidden" / ".a.txt")
    write(tmp_path / "b.txt")
    assert names(list(collect([tmp_path])), tmp_path) == ["b.txt"]
    assert [type(item) for item in collect([hidden])] == [Article]


def test_a_link_back_is_no_endless_loop(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.txt")
    (tmp_path / "in" / "loop").symlink_to(tmp_path, target_is_directory=True)
    items = list(collect([tmp_path]))
    assert names(items, tmp_path) == ["in/a.txt", "in/loop"]
    assert isinstance(items[1], Skipped)
    assert "link may lead back" in items[1].reason


def test_links_to_files_and_folders_are_followed(tmp_path: Path) -> None:
    write(tmp_path / "real" / "a.txt")
    (tmp_path / "view").mkdir()
    (tmp_path / "view" / "b.txt").symlink_to("../real/a.txt")
    (tmp_path / "view" / "folder").symlink_to("../real")
    assert names(list(collect([tmp_path / "view"])), tmp_path / "view") == ["b.txt", "folder/a.txt"]


def test_depth_has_a_limit(tmp_path: Path) -> None:
    write(tmp_path / "1" / "a.txt")
    write(tmp_path / "1" / "2" / "b.txt")
    items = list(collect([tmp_path], limits=Limits(depth=1)))
    assert names(items, tmp_path) == ["1/2", "1/a.txt"]
    assert isinstance(items[0], Skipped)
    assert items[0].reason == "The folder lies more than 1 folders deep."


def test_the_number_of_files_has_a_limit(tmp_path: Path) -> None:
    for number in range(5):
        write(tmp_path / "in" / f"{number}.txt")
    write(tmp_path / "last.txt")
    items = list(collect([tmp_path], limits=Limits(files=3)))
    assert sum(isinstance(item, Article) for item in items) == 3
    skipped = [item for item in items if isinstance(item, Skipped)]
    assert [item.origin for item in skipped] == [str(tmp_path / "in"), str(tmp_path)]
    assert "is not read on" in skipped[0].reason


def test_what_is_no_file_is_named_and_never_blocks(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "broken.txt").symlink_to("nowhere")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    with socket.socket(socket.AF_UNIX) as listener:
        here = Path.cwd()
        os.chdir(tmp_path)  # a socket's path must be short
        try:
            listener.bind("socket.txt")
        finally:
            os.chdir(here)
        reasons = {Path(item.origin).name: item for item in collect([tmp_path, "/dev/null"])}
    assert all(isinstance(item, Skipped) for item in reasons.values())
    told = {name: item.reason for name, item in reasons.items() if isinstance(item, Skipped)}
    assert told["pipe.txt"] == "The file is a pipe, not a file."
    assert told["socket.txt"] == "The file is a socket, not a file."
    assert told["null"] == "The file is a device, not a file."
    assert told["broken.txt"] == "The file does not exist, or is a link that leads nowhere."
    assert told["loop.txt"].startswith("The file cannot be read: ")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_what_may_not_be_read_is_named(tmp_path: Path) -> None:
    file, folder = write(tmp_path / "a.txt"), tmp_path / "in"
    folder.mkdir()
    file.chmod(0)
    folder.chmod(0)
    try:
        told = [item.reason for item in collect([tmp_path]) if isinstance(item, Skipped)]
    finally:
        folder.chmod(0o700)
    assert told == [
        "The file cannot be read: permission denied.",
        "The folder cannot be read: permission denied.",
    ]


@pytest.mark.parametrize("target", ["", "\0", "nowhere/a.txt", "x" * 5000, "\ud800"])
def test_targets_that_cannot_be(target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (item,) = collect([target])
    assert isinstance(item, Skipped)
    assert item.reason.isprintable()
    assert item.origin.isprintable()


def test_an_empty_folder_is_said_to_be_empty(tmp_path: Path) -> None:
    assert list(collect([tmp_path])) == [Skipped(str(tmp_path), "The folder is empty.")]


def test_a_file_that_vanishes_meanwhile_is_skipped(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        write(tmp_path / name)
    run = collect([tmp_path])
    assert isinstance(next(run), Article)
    (tmp_path / "b.txt").unlink()
    (item,) = run
    assert isinstance(item, Skipped)
    assert "does not exist" in item.reason


def test_names_that_could_command_the_terminal_are_shown_inert(tmp_path: Path) -> None:
    (tmp_path / "a\x1b]0;x\x07\n.txt").write_text("Kim met Putin.")
    write(tmp_path / "b.txt").rename(tmp_path / os.fsdecode(b"b\xff\x9b.txt"))
    items = list(collect([tmp_path]))
    assert [Path(item.origin).name for item in items] == ["a␛]0;x␇ .txt", "b��.txt"]
    assert [item.source for item in items if isinstance(item, Article)] == ["a␛]0;x␇", "b��"]
