"""A disk that is full: a small file system of its own, where root may mount one."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from briefing.article import Article
from briefing.library.catch_up import catch_up
from briefing.library.errors import LibraryError
from briefing.library.library import Library
from briefing.library.query import parse
from briefing.library.writer import add

MakeArticle = Callable[..., Article]

_SIZE = "3m"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    mounted = tmp_path / "disk"
    mounted.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={_SIZE},mode=700", "tmpfs", mounted], capture_output=True
    )
    if made.returncode:
        pytest.skip("no file system can be mounted here")
    yield mounted
    subprocess.run(["umount", "-l", mounted], check=True)


def _fill(disk: Path, leave: int) -> Path:
    """Take all the room but so many bytes."""
    ballast = disk / "ballast"
    state = os.statvfs(disk)
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, state.f_bavail * state.f_frsize - leave))
    return ballast


@pytest.mark.parametrize("leave", [0, 60_000, 250_000])
def test_a_full_disk_is_told_and_leaves_everything_readable(
    disk: Path, make_article: MakeArticle, leave: int
) -> None:
    home = disk / "home"
    first = [make_article(f"Harbour report {number}. The quay was closed.") for number in range(5)]
    add(home, first, report=lambda _: None)
    ballast = _fill(disk, leave)
    kept: list[str] = []
    more = [
        make_article(f"Ferry {number} " + " ".join(f"w{number}x{place}" for place in range(1500)))
        for number in range(60)
    ]
    with pytest.raises(LibraryError, match=r"full|No space") as caught:
        add(home, more, report=lambda outcome: kept.append(outcome.article_id or ""))
    assert str(caught.value).endswith(".")
    library = Library.open(home)
    assert set(library.search(parse("quay")).order) == {article.id for article in first}
    for id in kept:
        assert library.article(id).text.startswith("Ferry")
    library.close()

    ballast.unlink()
    with suppress(LibraryError):  # three megabytes hold the articles, but perhaps not an index of all
        catch_up(home)
    library = Library.open(home)
    assert set(library.search(parse("quay")).order) == {article.id for article in first}
    assert {id for id in kept if id} <= set(library.search(parse("ferry")).order)
    library.close()
