"""YAML is read within bounds, and what is refused is named with its line."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing import safeyaml
from briefing.safeyaml import YamlProblem, load, load_file

BOMB = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


def problem(data: bytes | str) -> str:
    with pytest.raises(YamlProblem) as caught:
        load(data, "themes/odd.yaml")
    return str(caught.value)


def test_plain_values_are_read() -> None:
    document = "title: A summit\ndate: 2023-11-13\nnames: [Kim, 7, true, null]\nnested: {a: {b: 1.5}}\n"
    expected = {
        "title": "A summit",
        "date": date(2023, 11, 13),
        "names": ["Kim", 7, True, None],
        "nested": {"a": {"b": 1.5}},
    }
    assert load(document, "x") == expected
    assert load(document.encode(), "x") == expected
    assert load(document.encode("utf-16"), "x") == expected


def test_values_can_be_had_as_they_were_written() -> None:
    document = "source: NO\ntitle: 2023-02-30\nlist: [1, ~, 'yes']"
    expected = {"source": "NO", "title": "2023-02-30", "list": ["1", "~", "yes"]}
    assert load(document, "x", strings=True) == expected


@pytest.mark.parametrize("nothing", ["", "\n\n", "# only a remark\n", b"\xef\xbb\xbf"])
def test_an_empty_document_is_none(nothing: bytes | str) -> None:
    assert load(nothing, "x") is None


@pytest.mark.parametrize(
    ("document", "line", "wrong"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "“a” is given twice"),
        ("a:\n  b: 1\n  'b': 2\n", 3, "“b” is given twice"),
        ("a: &x 1\n", 1, "anchors"),
        ("a: 1\nb: *x\n", 2, "anchors"),
        (BOMB, 1, "anchors"),
        ("a: b: c\n", 1, "mapping values"),
        ("a: 1\n\tb: 2\n", 2, "tab"),
        ("ok: 1\ntitle: [unclosed\n", 3, "expected"),
        ("a: !!python/object/apply:os.system ['true']\n", 1, "tags"),
        ("x: 1\na: !!timestamp x\n", 2, "tags"),
        ("x: 1\nday: 2023-02-30\n", 2, "“2023-02-30” is no value"),
        ("n: " + "1" * 4400, 1, "is no value"),
        ("? [a, b]\n: c\n", 1, "a key must be"),
        ("a: 1\n---\nb: 2\n", 2, "document"),
        ("\n" + "[" * 100 + "]" * 100, 2, "nested deeper"),
        ("a: \x1b]0;x", 1, ""),
    ],
    ids=range(16),
)
def test_what_is_refused_is_named_with_its_line(document: str, line: int, wrong: str) -> None:
    told = problem(document)
    assert told.startswith("themes/odd.yaml")
    assert wrong in told
    assert "\n" not in told
    assert told.isprintable()
    if wrong:
        assert f"line {line}:" in told


def test_the_parser_without_the_c_library_tells_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yaml.__with_libyaml__", False)
    assert load("a: [1, b]", "x") == {"a": [1, "b"]}
    assert load("a: [1, b]", "x", strings=True) == {"a": ["1", "b"]}
    assert "line 3: the key “a” is given twice" in problem("a: 1\nb: 2\na: 3\n")
    assert "nested deeper" in problem("[" * 10_000)
    assert "not allowed" in problem("a: \x1b")


def test_depth_is_refused_before_it_can_overflow_the_stack() -> None:
    assert "nested deeper" in problem("[" * 200_000)
    assert "nested deeper" in problem("- " * 200_000)


def test_bulk_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safeyaml, "MAX_NODES", 10)
    assert "more than 10 values" in problem("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]")
    monkeypatch.setattr(safeyaml, "MAX_BYTES", 1024 * 1024)
    assert "larger than 1 MiB" in problem(b"#" * (1024 * 1024 + 1))


def test_problems_hold_nothing_that_could_command_the_terminal() -> None:
    told = problem('"\\e]52;c;AAAA\\a": 1\n"\\e]52;c;AAAA\\a": 2\n')
    assert "\x1b" not in told
    assert "␛]52;c;AAAA␇" in told


def test_a_file_is_named_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "dark.yaml"
    path.write_text("name: NO")
    assert load_file(path) == {"name": False}
    assert load_file(path, strings=True) == {"name": "NO"}
    path.write_text("a: 1\nname: x\nname: y")
    with pytest.raises(YamlProblem, match=r"dark\.yaml, line 3: the key"):
        load_file(path)


def test_what_is_no_file_never_blocks(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "folder.yaml").mkdir()
    for name in ("pipe.yaml", "folder.yaml"):
        with pytest.raises(YamlProblem, match=f"{name} is not a file"):
            load_file(tmp_path / name)
    with pytest.raises(FileNotFoundError):
        load_file(tmp_path / "absent.yaml")
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    with pytest.raises(YamlProblem, match=r"loop.yaml cannot be read"):
        load_file(tmp_path / "loop.yaml")


@settings(max_examples=200)
@given(
    st.binary(max_size=200)
    | st.text(st.sampled_from("ab:-[]{}&*!|>'\"%@`#,?\n\t \x00\x1b\x85\ud800é0123"), max_size=60)
)
def test_whatever_is_given_there_is_a_value_or_a_sentence(data: bytes | str) -> None:
    for strings in (False, True):
        try:
            load(data, "x", strings=strings)
        except YamlProblem as told:
            assert str(told).isprintable()


def test_yaml_is_imported_only_when_it_is_read() -> None:
    code = "import sys, briefing.safeyaml; sys.exit('yaml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
