"""What changed since it came in is named: a file, an original that was kept, or the archive itself."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from briefing.collect import collect, collect_text
from briefing.intake.verifying import Verified, verify
from briefing.library.writer import add
from briefing.limits import Limits
from tests.intake.site import Site


@pytest.fixture
def folder(home: Path, site: Site, tmp_path: Path) -> Path:
    """A folder of which all is in the library, with a page and a text that was piped in."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("Kim met Putin.")
    (folder / "rows.jsonl").write_text('{"text": "One.", "id": 1}\n{"text": "Two.", "id": 2}\n')
    page = site.page("/page", "The page.", content_type="text/plain")
    add(home, [*collect([folder, page]), *collect_text(b"Piped.", "standard input")], report=lambda _: None)
    return folder


@pytest.fixture
def verified(home: Path, folder: Path) -> Callable[[], dict[str, Verified]]:
    return lambda: {
        each.origin.rpartition("/")[2]: each for each in verify(home, Limits(), tell=lambda *_: None)
    }


def alter(home: Path, statement: str) -> None:
    with closing(sqlite3.connect(home / "archive.db")) as db, db:
        db.execute(statement)


def test_nothing_changed_at_first(verified: Callable[[], dict[str, Verified]]) -> None:
    states = {name: each.state for name, each in verified().items()}
    assert states.pop("standard input") == "not verifiable"
    assert set(states.values()) == {"unchanged"}
    assert states.keys() == {"a.txt", "rows.jsonl#1", "rows.jsonl#2", "page"}


@pytest.mark.parametrize("name", [b"a\x1b[31m.txt", b"two\nlines.txt", b"bad\xff.txt", b"folder\t#1/a.txt"])
def test_a_file_is_found_again_whatever_its_name_looks_like(home: Path, tmp_path: Path, name: bytes) -> None:
    file = tmp_path / os.fsdecode(name)
    file.parent.mkdir(exist_ok=True)
    file.write_text("Kim met Putin.")
    add(home, collect([file]), report=lambda _: None)
    (found,) = verify(home, Limits(), tell=lambda *_: None)
    assert found.state == "unchanged"
    file.write_text("Kim did not meet Putin.")
    (found,) = verify(home, Limits(), tell=lambda *_: None)
    assert found.state == "original changed"


def test_files_that_changed_or_went_are_named(
    folder: Path, verified: Callable[[], dict[str, Verified]]
) -> None:
    (folder / "a.txt").unlink()
    (folder / "rows.jsonl").write_text('{"text": "One, altered.", "id": 1}\n')
    states = {name: each.state for name, each in verified().items()}
    assert states["a.txt"] == "original missing"
    assert (states["rows.jsonl#1"], states["rows.jsonl#2"]) == ("original changed", "original missing")


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("UPDATE body SET text = text || ' Not.' WHERE text LIKE 'Kim%'", "a.txt"),
        ("UPDATE article SET published = '2020-01-01' WHERE title LIKE 'The page%'", "page"),
        ("UPDATE original SET data = x'00'", "page"),
        ("UPDATE article SET id = 'ffffffffffffffff' WHERE title LIKE 'Kim%'", "a.txt"),
    ],
)
def test_an_archive_that_another_hand_altered_is_named(
    home: Path, verified: Callable[[], dict[str, Verified]], statement: str, name: str
) -> None:
    alter(home, statement)
    assert {each for each, state in verified().items() if state.state == "archive changed"} == {name}
