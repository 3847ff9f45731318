"""What lies in packed files is read as if it lay beside them, within bounds."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path

from briefing.article import Article, Skipped
from briefing.collect import collect
from briefing.limits import Limits
from tests.collect.documents import zipped

Read = Callable[[str, str | bytes], list[Article | Skipped]]
Reason = Callable[[str, str | bytes], str]

KIM = b"Kim met Putin."


def test_each_file_in_a_zip_file_is_read(read: Read) -> None:
    files = {
        "news/a.md": b"# Title\n\nKim met Putin.",
        "rows.jsonl": b'{"text": "One.", "id": 1}\n{"text": "Two.", "id": 2}\n',
        "__MACOSX/a.md": b"x",
        ".hidden": b"x",
        "deep.txt.gz": gzip.compress(KIM),
        "inner.zip": zipped({"b.txt": KIM}),
        "empty.txt": b"",
    }
    *items, empty = read("a.zip", zipped(files))
    names = [item.origin.partition("#")[2] for item in items]
    assert names == ["news/a.md", "rows.jsonl#1", "rows.jsonl#2", "deep.txt.gz", "inner.zip#b.txt"]
    assert all(isinstance(item, Article) for item in items)
    assert isinstance(empty, Skipped)
    assert empty.reason == "The file empty.txt in it is empty."


def test_a_gzip_file_is_read_by_what_it_holds(read: Read) -> None:
    (item,) = read("a.txt.gz", gzip.compress(KIM))
    assert isinstance(item, Article)
    assert item.text == "Kim met Putin."
    assert len(read("rows.jsonl.gz", gzip.compress(b'{"text": "One."}\n{"text": "Two."}\n'))) == 2


def test_bombs_are_refused(read: Read, reason: Reason) -> None:
    assert "would grow to more than" in reason("a.gz", gzip.compress(bytes(40 * 1024**2)))
    assert "would grow to more than" in reason("a.zip", zipped({"a.txt": bytes(40 * 1024**2)}))
    nested = KIM
    for _ in range(4):
        nested = gzip.compress(nested)
    assert reason("a.gz", nested) == "The file is packed more than 2 times over."


def test_a_zip_file_of_nothing_to_read_says_so(reason: Reason) -> None:
    for files in ({}, {"folder/": b""}, {".hidden": KIM, "__MACOSX/a.txt": KIM}):
        assert reason("a.zip", zipped(files)) == "The file is a zip file without files."


def test_a_file_without_a_name_is_read(read: Read) -> None:
    nameless = zipped({"a": KIM}, zipfile.ZIP_STORED).replace(b"aKim", b"\0Kim").replace(b"aPK", b"\0PK")
    (item,) = read("a.zip", nameless)
    assert isinstance(item, Article)
    assert item.text == "Kim met Putin."


def test_all_files_together_are_bounded(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({f"{n}.txt": KIM * 1000 for n in range(10)}))
    items = list(collect([path], limits=Limits(unpacked_bytes=30_000)))
    assert [type(item) for item in items] == [Article] * 2 + [Skipped] * 8
    (too_many,) = collect([path], limits=Limits(packed_files=5))
    assert isinstance(too_many, Skipped)


def test_damage_and_documents_of_other_programs_are_named(reason: Reason) -> None:
    assert "damaged" in reason("a.gz", gzip.compress(KIM * 100)[:-20])
    assert "damaged" in reason("a.zip", zipped({"a.txt": KIM})[:-10])
    assert "office document" in reason(
        "a.docx", zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"x"})
    )
    locked = bytearray(zipped({"a.txt": KIM}))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert "locked by a password" in reason("a.zip", bytes(locked))
