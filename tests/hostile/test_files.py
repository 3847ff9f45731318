"""Whatever a file holds, it ends as articles and reasons that are clean, and nothing raises or waits."""

from __future__ import annotations

import os
import tracemalloc
import unicodedata
from pathlib import Path
from typing import Protocol

import pytest

from briefing.article import Article, Skipped
from briefing.collect import Limits, collect
from briefing.safetext import clean


class Expected(Protocol):
    """What must become of a bad file."""

    articles: int
    skipped: int


FORBIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def assert_clean(text: str, *, lines: bool = False) -> None:
    assert clean(text) == text
    for character in set(text):
        allowed = character in ("\u200c", "\u200d") or (lines and character in "\n\t")
        assert allowed or unicodedata.category(character) not in FORBIDDEN, hex(ord(character))


def assert_sound(item: Article | Skipped) -> None:
    assert_clean(item.origin)
    if isinstance(item, Skipped):
        assert_clean(item.reason)
        assert item.reason[0].isupper()
        assert item.reason.endswith(".")
        assert len(item.reason) < 1000
        return
    assert any(map(str.isalnum, item.text))
    assert item.text == item.text.strip()
    assert_clean(item.text, lines=True)
    assert any(map(str.isalnum, item.title))
    for name, longest in (
        (item.title, 301),
        (item.source, 121),
        (item.author or "x", 121),
        (item.url or "x", 2000),
    ):
        assert 0 < len(name) <= longest
        assert name == name.strip()
        assert_clean(name)
    assert item.sha256.startswith(item.id)
    assert len(item.id) == 16
    assert item.read_at.utcoffset() is not None
    assert item.replaced >= 0


def test_each_bad_file_ends_as_articles_and_reasons(bad: tuple[Path, Expected]) -> None:
    path, expected = bad
    items = list(collect([path]))
    for item in items:
        assert_sound(item)
    found = sum(isinstance(item, Article) for item in items)
    assert (found, len(items) - found) == (expected.articles, expected.skipped), items


def test_all_of_them_in_one_folder_stop_nothing(bad_folder: Path) -> None:
    (bad_folder / "zz_last.txt").write_text("Kim met Putin at the very end.")
    items = list(collect([bad_folder]))
    for item in items:
        assert_sound(item)
    assert isinstance(items[-1], Article)
    assert items[-1].origin == str(bad_folder / "zz_last.txt")
    assert len(items) > 200


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
def test_a_line_longer_than_the_limit_is_never_held_in_memory(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(1024**2 * 256)
    tracemalloc.start()
    try:
        items = list(collect([path], limits=Limits(item_bytes=1024**2, line_bytes=1024**2)))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [type(item) for item in items] == [Skipped]
    assert peak < 16 * 1024**2


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_an_unreadable_file_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.touch(mode=0)
    (item,) = collect([path])
    assert item == Skipped(str(path), "The file cannot be read: permission denied.")
