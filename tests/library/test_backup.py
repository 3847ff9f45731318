"""A backup is checked when it is made and when it is put back, and nothing is lost by either."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.annotation import AnnotationKind, about_article
from briefing.article import Article
from briefing.library.backup import backup, restore
from briefing.library.errors import LibraryError
from briefing.library.library import Library

MakeArticle = Callable[..., Article]
AddAll = Callable[..., object]


@pytest.fixture
def kept(home: Path, add_all: AddAll, make_article: MakeArticle, tmp_path: Path) -> Path:
    """A backup of a library with an article, a tag, a brief and a gazetteer."""
    article = make_article("The harbour was closed.", origin="/news/harbour")
    add_all(article)
    library = Library.open(home)
    library.annotations.add(AnnotationKind.TAG, about_article(article.id), "sea")
    library.annotations.write_brief("summit", "title: One\n", "made it")
    library.close()
    (home / "gazetteers").mkdir()
    (home / "gazetteers" / "mine.yaml").write_text("names: []\n")
    (home / "link").symlink_to("/etc/hostname")
    file = tmp_path / "kept.zip"
    assert backup(home, file)[:3] == (1, 1, 2)
    return file


def altered(file: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    with zipfile.ZipFile(file) as archive:
        entries = {info.filename: archive.read(info) for info in archive.infolist()}
    change(entries)
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return file


def test_a_library_comes_back_as_it_was(kept: Path, home: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "deep" / "elsewhere"
    (counts, aside) = restore(kept, elsewhere)
    assert counts[:3] == (1, 1, 2)
    assert aside is None
    mine, theirs = Library.open(home), Library.open(elsewhere)
    assert theirs.user_data() == mine.user_data()
    assert [a.text for a in map(theirs.article, theirs.annotations.tagged("sea"))] == [
        "The harbour was closed."
    ]
    assert (elsewhere.stat().st_mode & 0o777, (elsewhere / "archive.db").stat().st_mode & 0o777) == (
        0o700,
        0o600,
    )
    mine.close()
    theirs.close()


def test_a_library_that_is_there_is_kept_beside(kept: Path, home: Path) -> None:
    with pytest.raises(LibraryError, match="--replace"):
        restore(kept, home)
    _, aside = restore(kept, home, replace=True)
    assert aside is not None
    assert (aside / "archive.db").exists()
    Library.open(home).close()
    assert {path.name for path in home.parent.iterdir()} == {home.name, aside.name, kept.name}


def change_a_text(entries: dict[str, bytes]) -> None:
    entries["briefs/summit.yaml"] = b"title: Two\n"


def lose_a_file(entries: dict[str, bytes]) -> None:
    del entries["briefs/summit.yaml"]


def add_a_file(entries: dict[str, bytes]) -> None:
    entries["extra"] = b"x"


def climb_out(entries: dict[str, bytes]) -> None:
    manifest = json.loads(entries["manifest.json"])
    manifest["files"]["../out"] = manifest["files"].pop("briefs/summit.yaml")
    entries["../out"] = entries.pop("briefs/summit.yaml")
    entries["manifest.json"] = json.dumps(manifest).encode()


def understate(entries: dict[str, bytes]) -> None:
    manifest = json.loads(entries["manifest.json"])
    manifest["files"]["briefs/summit.yaml"]["size"] = 3
    entries["manifest.json"] = json.dumps(manifest).encode()


def forget_the_manifest(entries: dict[str, bytes]) -> None:
    del entries["manifest.json"]


@pytest.mark.parametrize(
    "change", [change_a_text, lose_a_file, add_a_file, climb_out, understate, forget_the_manifest]
)
def test_a_backup_that_was_altered_is_refused(
    kept: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], None]
) -> None:
    with pytest.raises(LibraryError, match=r"is no backup of briefing|Nothing was changed"):
        restore(altered(kept, change), tmp_path / "elsewhere")
    assert not (tmp_path / "elsewhere").exists()
    assert not (tmp_path / "out").exists()


def test_only_a_file_is_backed_up_to(kept: Path, home: Path, tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="not a plain file"):
        backup(home, tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(LibraryError, match="not a plain file"):
        backup(home, tmp_path / "pipe")
    with pytest.raises(LibraryError, match="could not be written"):
        backup(home, tmp_path / "no" / "such" / "folder.zip")


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no zip")
    with pytest.raises(LibraryError, match="is no backup"):
        restore(tmp_path / "notes.txt", tmp_path / "elsewhere")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.txt"]
