"""A source is what the article says, else what `sources.yaml` says, else the file's name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefing.article import Article, Skipped
from briefing.collect import collect


def write(path: Path, content: str = "Kim met Putin.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return path


def sources(*targets: Path) -> dict[str, str]:
    return {Path(item.origin).name: item.source for item in collect(targets) if isinstance(item, Article)}


def test_patterns_name_sources_in_their_folder_and_below(tmp_path: Path) -> None:
    write(tmp_path / "sources.yaml", '"post-*": The Post\n"wires/*": A wire\n"*.md": NO\n')
    for name in ("post-1.txt", "wires/a.txt", "wires/post-2.txt", "deep/er/b.md", "other.txt"):
        write(tmp_path / name)
    assert sources(tmp_path) == {
        "post-1.txt": "The Post",
        "a.txt": "A wire",
        "post-2.txt": "The Post",
        "b.md": "NO",
        "other.txt": "other",
    }


def test_the_nearest_file_counts_first(tmp_path: Path) -> None:
    write(tmp_path / "sources.yaml", '"*": The outer\n')
    write(tmp_path / "in" / "sources.yaml", '"a*": The inner\n')
    one, two = write(tmp_path / "in" / "a.txt"), write(tmp_path / "in" / "b.txt")
    assert sources(one, two) == {"a.txt": "The inner", "b.txt": "The outer"}


def test_the_article_itself_comes_before_it(tmp_path: Path) -> None:
    write(tmp_path / "sources.yaml", '"*": The Post\n')
    write(tmp_path / "a.txt", "---\nsource: The Mail\n---\nKim met Putin.")
    write(
        tmp_path / "b.jsonl", '{"id": 1, "source": "The Wire", "text": "Kim"}\n{"id": 2, "text": "Putin"}\n'
    )
    assert sources(tmp_path) == {"a.txt": "The Mail", "b.jsonl#1": "The Wire", "b.jsonl#2": "The Post"}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('"*": The Post\n"*": The Mail\n', "line 2: the key “*” is given twice"),
        ("just words", "each line must give a pattern one name"),
        ('"a*": [x, y]\n', "each line must give a pattern one name"),
        ('"a*":\n', "each line must give a pattern one name"),
        ("a: &a [*a]", "anchors"),
        ('"\\e[2J": [', "sources.yaml"),
    ],
)
def test_a_broken_file_is_told_once_and_every_article_is_read(
    tmp_path: Path, content: str, told: str
) -> None:
    broken = write(tmp_path / "sources.yaml", content)
    for name in ("a.txt", "b.txt", "in/c.txt"):
        write(tmp_path / name)
    items = list(collect([tmp_path]))
    assert [item.source for item in items if isinstance(item, Article)] == ["a", "b", "c"]
    (skipped,) = [item for item in items if isinstance(item, Skipped)]
    assert skipped.origin == str(broken)
    assert skipped.reason.startswith("No source is named by this file: ")
    assert told in skipped.reason
    assert skipped.reason.isprintable()


def test_an_empty_file_names_nothing(tmp_path: Path) -> None:
    write(tmp_path / "sources.yaml", "# none yet\n")
    write(tmp_path / "a.txt")
    assert [type(item) for item in collect([tmp_path])] == [Article]


def test_a_pipe_in_its_place_never_blocks(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "sources.yaml")
    write(tmp_path / "a.txt")
    skipped, item = collect([tmp_path])
    assert isinstance(skipped, Skipped)
    assert "is not a file" in skipped.reason
    assert isinstance(item, Article)


def test_names_are_cleaned(tmp_path: Path) -> None:
    write(tmp_path / "sources.yaml", '"*": "The \\e[31mPost\\n"\n')
    assert sources(write(tmp_path / "a.txt")) == {"a.txt": "The ␛[31mPost"}
