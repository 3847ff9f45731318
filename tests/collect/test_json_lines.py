"""Each line of JSON lines is an article, or is skipped by its number, whatever the others are."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.article import Article, Skipped
from briefing.collect import Limits, collect, collect_text

Read = Callable[[str, str | bytes], list[Article | Skipped]]
Reason = Callable[[str, str | bytes], str]

ROW = {
    "id": "kim-1",
    "title": "Kim met Putin",
    "source": "The Post",
    "date": "2023-11-13T10:00:00Z",
    "url": "https://example.org/kim",
    "author": "Ann Lee",
    "text": "The two met.\r\n\r\nThey spoke.",
    "section": {"unknown": True},
}


def lines(*rows: object) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_a_row_has_all_that_an_article_has(read: Read, tmp_path: Path) -> None:
    (item,) = read("a.jsonl", lines(ROW))
    assert isinstance(item, Article)
    assert (item.title, item.title_derived, item.source) == ("Kim met Putin", False, "The Post")
    assert (item.published, item.url, item.author) == (
        date(2023, 11, 13),
        "https://example.org/kim",
        "Ann Lee",
    )
    assert item.text == "The two met.\n\nThey spoke."
    assert item.origin == f"{tmp_path / 'a.jsonl'}#kim-1"


def test_a_row_may_have_a_text_alone(read: Read) -> None:
    (item,) = read("wire.jsonl", '{"text": " date 2023-11-07 Kim met Putin. They spoke."}')
    assert isinstance(item, Article)
    assert (item.title, item.title_derived, item.source) == ("Kim met Putin", True, "wire")
    assert (item.published, item.text) == (date(2023, 11, 7), "Kim met Putin. They spoke.")


def test_identity_is_that_of_the_line(read: Read) -> None:
    line = b'{"text": "Kim met Putin."}'
    for content in (line, line + b"\n", b"\xef\xbb\xbf" + line + b"\r\n", b"\n" + line + b"\n\n"):
        (item,) = read("a.jsonl", content)
        assert isinstance(item, Article)
        assert item.sha256 == sha256(line).hexdigest()


def test_a_line_put_in_before_moves_nothing(read: Read) -> None:
    rows = [{"text": "Kim met Putin."}, {"text": "They spoke.", "url": "https://a:b@example.org/x"}, ROW]
    before = [item.origin for item in read("a.jsonl", lines(*rows))]
    after = [item.origin for item in read("a.jsonl", lines({"text": "Something new."}, *rows))]
    assert after[1:] == before
    assert before[1].endswith("#https://example.org/x")


@pytest.mark.parametrize("key", [None, "", " ", True, ["x"], "x" * 300])
def test_a_key_that_names_nothing_gives_way_to_the_bytes(read: Read, key: object) -> None:
    content = lines({"id": key, "text": "Kim met Putin."})
    (item,) = read("a.jsonl", content)
    assert item.origin.endswith("#" + sha256(content.strip().encode()).hexdigest()[:12])


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "A.JSONL", "a.json", "a.txt", "a"])
def test_json_lines_are_known_by_name_or_by_their_first_line(read: Read, name: str) -> None:
    assert len([item for item in read(name, lines(ROW, ROW)) if isinstance(item, Article)]) == 2


def test_a_long_first_line_is_known_at_its_beginning(read: Read) -> None:
    (first, second) = read("a.txt", lines({"text": "Kim met Putin. " * 10_000}, ROW))
    assert isinstance(first, Article)
    assert isinstance(second, Article)


def test_a_text_that_only_begins_with_a_brace_is_a_text(read: Read) -> None:
    (item,) = read("a.txt", '{"Kim" met Putin.\n')
    assert isinstance(item, Article)
    assert item.text == '{"Kim" met Putin.'


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32", "utf-8-sig"])
def test_other_encodings_with_a_mark(read: Read, encoding: str) -> None:
    mark = "" if encoding in ("utf-16", "utf-32", "utf-8-sig") else "\ufeff"
    content = '{"text": "金正恩 met Putin ਊ."}\r\n{"text": "They spoke."}\n'
    for name in ("a.jsonl", "a.txt"):
        first, second = read(name, (mark + content).encode(encoding))
        assert isinstance(first, Article)
        assert isinstance(second, Article)
        assert (first.text, second.text) == ("金正恩 met Putin ਊ.", "They spoke.")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{}", "Line 2 holds no text."),
        ('{"text": null}', "Line 2 holds no text."),
        ('{"text": ["Kim"]}', "Line 2 holds no text."),
        ('{"text": " \\n "}', "Line 2 holds no text."),
        ("[1, 2]", "Line 2 is not a JSON object"),
        ('{"text": "Kim"', "Line 2 is not valid JSON: expecting ',' delimiter at column 15."),
        ('{"text": "\x1b"}', "Line 2 is not valid JSON: invalid control character at at column 11."),
        ("[" * 100_000, "Line 2 is not readable JSON: it is nested too deeply."),
        ('{"text": "Kim", "n": ' + "9" * 5000 + "}", "Line 2 is not readable JSON: Exceeds the limit"),
        ("\x00\x00", "Line 2 looks binary"),
    ],
    ids=range(10),
)
def test_a_line_that_is_no_article_stops_nothing(read: Read, line: str, told: str) -> None:
    first, second, third = read("a.jsonl", lines(ROW) + line + "\n" + lines(ROW))
    assert isinstance(first, Article)
    assert isinstance(second, Skipped)
    assert second.reason.startswith(told)
    assert isinstance(third, Article)


def test_odd_json_is_read(read: Read) -> None:
    (item,) = read(
        "a.jsonl", '{"text": "Kim \\ud83d met \\u0000Putin.", "title": NaN, "source": 7, "n": 1e999}'
    )
    assert isinstance(item, Article)
    assert (item.text, item.source, item.replaced) == ("Kim � met ␀Putin.", "7", 2)
    assert item.title_derived


def test_a_line_that_is_too_long_is_passed_over_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    long = lines({"text": "Kim met Putin. " * 200_000})
    path.write_text(lines(ROW) + long + lines(ROW) + long.rstrip())
    kinds = [
        item.title if isinstance(item, Article) else item.reason
        for item in collect([path], limits=Limits(line_bytes=1024 * 1024))
    ]
    assert kinds == [
        "Kim met Putin",
        "Line 2 is longer than 1 MiB.",
        "Kim met Putin",
        "Line 4 is longer than 1 MiB.",
    ]


def test_a_line_may_be_as_long_as_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    line = '{"text": "Kim met Putin."}'
    for line_end in ("", "\n", "\r\n"):
        path.write_text(line + line_end, newline="")
        (item,) = collect([path], limits=Limits(line_bytes=len(line)))
        assert isinstance(item, Article)
        (item,) = collect([path], limits=Limits(line_bytes=len(line) - 1))
        assert isinstance(item, Skipped)


def test_a_file_of_something_else_is_given_up(read: Read) -> None:
    items = read("a.jsonl", "Kim met Putin.\n" * 1000)
    assert len(items) == 101
    assert isinstance(items[-1], Skipped)
    assert items[-1].reason == "The file is not read on: none of its first 100 lines is an article."
    assert len(read("a.jsonl", lines(ROW) + "Kim met Putin.\n" * 1000)) == 1001


def test_an_empty_file_holds_nothing(reason: Reason) -> None:
    assert reason("a.jsonl", "") == "The file is empty."
    assert reason("a.jsonl", "\n \n") == "The file holds no text."


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.just("\x1b]0;x\x07\ud800"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=150)
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(ROW, json_values)))
def test_whatever_the_fields_hold_there_is_an_answer(row: dict[str, object]) -> None:
    (item,) = collect_text(json.dumps({"row": 1, **row}).encode(), "-")
    if isinstance(item, Article):
        shown = (item.title, item.source, item.text, item.origin, item.url or "", item.author or "")
        assert item.text.strip()
        assert not any("\x1b" in value or "\ud800" in value for value in shown)
        assert not any("\n" in value for value in (item.title, item.source, item.origin, item.author or ""))
    else:
        assert item.reason == "Line 1 holds no text." or "holds no articles" in item.reason


@settings(max_examples=100)
@given(st.binary(max_size=200))
def test_whatever_the_lines_hold_there_is_an_answer(data: bytes) -> None:
    for item in collect_text(b'{"text": "Kim"}\n' + data, "-"):
        assert isinstance(item, (Article, Skipped))
