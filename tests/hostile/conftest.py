"""A generator of bad files: each named, made on demand, and known for what must become of it."""

from __future__ import annotations

import codecs
import json
import os
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.hostile.corpus import PAYLOADS

FIELDS = ("title", "source", "author", "url", "id", "date", "text")
TEXT = "Kim met Putin. They spoke."
UTF_8_MARK = codecs.BOM_UTF8


@dataclass(frozen=True)
class Case:
    """One bad file (or folder, or what poses as one), and how many articles and skipped items it yields."""

    make: Callable[[Path], None]
    articles: int
    skipped: int


def _file(content: bytes | str, articles: int = 0, skipped: int = 1) -> Case:
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return Case(lambda path: _write(path, data), articles, skipped)


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _sparse(size: int) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        with path.open("wb") as file:
            file.truncate(size)

    return make


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket must be short
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(path.name)
    finally:
        os.chdir(here)


def _pipe_for_sources(path: Path) -> None:
    path.mkdir()
    os.mkfifo(path / "sources.yaml")
    _write(path / "a.txt", TEXT.encode())


def _loop(path: Path) -> None:
    path.mkdir()
    (path / "again").symlink_to(path, target_is_directory=True)


def _folder_of(names: dict[str, bytes]) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.mkdir()
        for name, data in names.items():
            (path / os.fsdecode(name)).write_bytes(data)

    return make


def _row(**fields: object) -> str:
    return json.dumps({"text": TEXT, **fields}) + "\n"


def _front_matter(yaml: str) -> str:
    return f"---\n{yaml}\n---\n{TEXT}"


BOMB = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)

CASES: dict[str, Case] = {
    # nothing to read
    "empty.txt": _file(b""),
    "empty.md": _file(b""),
    "empty.jsonl": _file(b""),
    "mark_only.txt": _file(UTF_8_MARK),
    "mark_only_16.txt": _file(codecs.BOM_UTF16_LE),
    "mark_only.jsonl": _file(UTF_8_MARK),
    "blank.txt": _file(b" \n\t\r\n\x0c\n"),
    "blank.jsonl": _file(b"\n\n \n"),
    "rules.md": _file(b"---\n\n***\n\n___\n"),
    "heading_only.md": _file(b"# Kim met Putin\n"),
    "front_matter_only.txt": _file(_front_matter("title: Kim").removesuffix(TEXT)),
    "controls.txt": _file("\x1b\x07\x01\x02\x03" * 100),
    # encodings
    "utf_16_le.txt": _file(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), 1, 0),
    "utf_16_be.md": _file(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), 1, 0),
    "utf_16_unmarked.txt": _file(TEXT.encode("utf-16-le"), 1, 0),
    "utf_16_odd.txt": _file(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le") + b"x"),
    "utf_16_half_pair.txt": _file(codecs.BOM_UTF16_BE + b"\xd8\x00\x00x"),
    "utf_16.jsonl": _file(codecs.BOM_UTF16_LE + _row().encode("utf-16-le") * 2, 2, 0),
    "utf_16_damaged.jsonl": _file(codecs.BOM_UTF16_LE + b"\x00\xd8\x00"),
    "utf_32.txt": _file(codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), 1, 0),
    "utf_32_damaged.txt": _file(codecs.BOM_UTF32_LE + b"\xff\xff\xff\xff"),
    "latin.txt": _file("Évian: Kim a rencontré Putin à l’aube.".encode("cp1252"), 1, 0),
    "cyrillic.txt": _file("Ким встретился с Путиным на космодроме.".encode("koi8-r"), 1, 0),
    "cut_off.txt": _file("Kim’s visit to Évian and Peć".encode()[:-1], 1, 0),
    "overlong.txt": _file(b"Kim \xc0\x80\xe0\x80\x80 met Putin.", 1, 0),
    "surrogates.txt": _file("Kim \ud800\udfff met Putin, and more of it.", 1, 0),
    "nul.txt": _file(b"Kim\x00met\x00Putin"),
    "nul_last.txt": _file(TEXT.encode() + b"\x00"),
    "random.txt": _file(bytes((i * 167 + 41) % 255 + 1 for i in range(5000))),
    "picture.txt": _file(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
    "picture.png": _file(TEXT, 1, 0),
    "page.html": _file(TEXT, 1, 0),
    "settings.yaml": _file("Kim: person"),
    # size
    "sparse.txt": Case(_sparse(2 * 1024**3), 0, 1),
    "sparse.md": Case(_sparse(2 * 1024**3), 0, 1),
    "long_line.txt": _file(b"Kim " * 1_000_000, 1, 0),
    "too_long.txt": _file(b"Kim " * 2_100_000),
    "too_long_row.jsonl": _file(_row() + _row(text="Kim " * 600_000) + _row(), 2, 1),
    "many_blank_lines.txt": _file(b"Kim\n" + b"\n" * 1_000_000 + b"Putin", 1, 0),
    "many_spaces.md": _file(b"Kim" + b" " * 1_000_000 + b"Putin  " + b"\n " * 100_000, 1, 0),
    "many_words.md": _file(
        b"# " + b"[" * 200_000 + b"\n\n# Kim met Putin" + b"\n\n" + b"[a](" * 100_000, 1, 0
    ),
    "long_title.txt": _file(_front_matter("title: " + "Kim " * 100_000), 1, 0),
    "carriage_returns.txt": _file(b"Kim met Putin.\r\r" * 50_000, 1, 0),
    # YAML
    "bomb.md": _file(_front_matter(BOMB)),
    "deep.md": _file(_front_matter("title: " + "[" * 50_000)),
    "deep_blocks.txt": _file(_front_matter("a:\n" + "".join(" " * n + "- \n" for n in range(200)))),
    "twice.txt": _file(_front_matter("title: a\ntitle: b")),
    "object.txt": _file(_front_matter("title: !!python/object/apply:os.system ['true']")),
    "unclosed.txt": _file("---\ntitle: a\n\nKim met Putin."),
    "half_pair.md": _file(_front_matter('title: "\\ud800"'), 0, 1),
    "tabs.md": _file(_front_matter("title:\n\tx: y")),
    "list.md": _file(
        _front_matter("title: [Kim, [met], {Putin: 1}]\nauthor: {a: b}\ndate: [x]\nurl: [y]"), 1, 0
    ),
    "impossible_day.md": _file(_front_matter("date: 2023-02-31"), 1, 0),
    "escapes.md": _file(
        _front_matter(
            'title: "\\e]52;c;QQ==\\a Kim\\u202e"\nsource: "\\x9b31m\\0"\nauthor: "\\u2028\\uFEFF"'
        ),
        1,
        0,
    ),
    # JSON
    "nested.jsonl": _file('{"text": ' + "[" * 100_000 + "\n" + _row(), 1, 1),
    "nested_objects.jsonl": _file('{"x":' * 100_000 + "1\n" + _row(), 1, 1),
    "nested_list_fields.jsonl": _file(
        _row(author=["a", ["b", ["c"]], None, 1.5, {"d": 1}], title=["Kim"]), 1, 0
    ),
    "huge_number.jsonl": _file('{"text": "Kim", "id": ' + "7" * 5000 + "}\n" + _row(), 1, 1),
    "not_numbers.jsonl": _file('{"text": "Kim", "title": NaN, "id": Infinity, "date": -1e999}\n', 1, 0),
    "half_pairs.jsonl": _file('{"text": "Kim \\ud83d met", "title": "\\udc00 Kim", "id": "\\ud800"}\n', 1, 0),
    "twice.jsonl": _file('{"text": "Kim", "text": "Putin met Kim."}\n', 1, 0),
    "cut_off.jsonl": _file(_row() + '{"text": "Kim met', 1, 1),
    "not_objects.jsonl": _file('[]\n"Kim"\n7\nnull\ntrue\n', 0, 5),
    "no_texts.jsonl": _file('{}\n{"text": 7}\n{"text": ""}\n{"text": "\\u200b"}\n', 0, 4),
    "nul.jsonl": _file(b"\x00\x00\n" + _row().encode() + b"\xff\xfe\n", 1, 2),
    "trailing.jsonl": _file(_row().strip() + "garbage\n" + _row(), 1, 1),
    "array.json": _file(f"[\n{_row()}]", 1, 0),
    "pretty.json": _file('{\n  "text": "Kim met Putin."\n}\n', 1, 0),
    "hostile_key.jsonl": _file(_row(id="../../etc/passwd#\x1b[2J\n"), 1, 0),
    # what is no file
    "pipe.txt": Case(os.mkfifo, 0, 1),
    "socket.jsonl": Case(_socket, 0, 1),
    "device.txt": Case(lambda path: path.symlink_to("/dev/zero"), 0, 1),
    "nowhere.txt": Case(lambda path: path.symlink_to("nowhere"), 0, 1),
    "itself.txt": Case(lambda path: path.symlink_to(path.name), 0, 1),
    "vanished.txt": Case(lambda path: None, 0, 1),
    "folder.txt": Case(_folder_of({"a.txt": TEXT.encode()}), 1, 0),
    "folder.md": Case(_folder_of({}), 0, 1),
    "loop.txt": Case(_loop, 0, 1),
    "pipe_for_sources": Case(_pipe_for_sources, 1, 1),
    "broken_sources": Case(_folder_of({"sources.yaml": BOMB.encode(), "a.txt": TEXT.encode()}), 1, 1),
    "names": Case(
        _folder_of(
            {
                "a\x1b]0;x\x07.txt": TEXT.encode(),
                "b\u202etxt.exe.md": TEXT.encode(),
                "c\n\r.txt": TEXT.encode(),
                "d\udcff\udc9b.txt": TEXT.encode(),
                "e" * 240 + ".txt": TEXT.encode(),
                "[red]f.txt": TEXT.encode(),
            }
        ),
        6,
        0,
    ),
}
CASES |= {
    f"row_{payload}_in_{field}.jsonl": _file(_row(**{field: f"Kim {text} met{text} Putin"}), 1, 0)
    for payload, text in PAYLOADS.items()
    for field in FIELDS
}
CASES |= {
    f"text_{payload}.{suffix}": _file(
        f"# Kim {text} met{text}\n\nKim {text} met{text} Putin in the summer.", 1, 0
    )
    for payload, text in PAYLOADS.items()
    for suffix in ("txt", "md")
    if payload != "nul"
}


@pytest.fixture(params=CASES)
def bad(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, Case]]:
    """Each bad file in turn, made in a folder of its own, and what must become of it."""
    case = CASES[request.param]
    path = tmp_path / request.param
    case.make(path)
    yield path, case
    if path.is_file():
        path.unlink()


@pytest.fixture
def bad_folder(tmp_path: Path) -> Path:
    """A folder with all the bad files at once, the largest left out."""
    folder = tmp_path / "bad"
    folder.mkdir()
    for name, case in CASES.items():
        if "sparse" not in name:
            case.make(folder / name)
    return folder
