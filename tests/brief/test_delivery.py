"""Handing over to other programs, none of which a shell starts."""

from __future__ import annotations

import base64
import sys
import time
from pathlib import Path

import pytest

from briefing.brief import delivery
from briefing.brief.delivery import DeliveryError


def program(tmp_path: Path, code: str) -> tuple[str, ...]:
    script = tmp_path / "program.py"
    script.write_text(code)
    return (sys.executable, str(script))


def test_a_program_is_given_the_text_and_its_arguments_as_they_are(tmp_path: Path) -> None:
    keep = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_bytes(sys.stdin.buffer.read())"
    where = tmp_path / "a; touch b"
    delivery.pipe("“Text” $(true)", (*program(tmp_path, keep), str(where)))
    assert where.read_text("utf-8") == "“Text” $(true)"
    assert not (tmp_path / "b").exists()


def test_a_command_is_parted_as_a_shell_would(tmp_path: Path) -> None:
    assert delivery.arguments_of("pandoc -o 'my brief.docx'") == ("pandoc", "-o", "my brief.docx")
    for wrong in ("", "'open"):
        with pytest.raises(DeliveryError):
            delivery.arguments_of(wrong)


def test_a_program_that_fails_is_told(tmp_path: Path) -> None:
    with pytest.raises(DeliveryError, match="ended with exit code 3"):
        delivery.pipe("x", program(tmp_path, "raise SystemExit(3)"))
    with pytest.raises(DeliveryError, match="There is no program “no-such-program”"):
        delivery.pipe("x", ("no-such-program",))


def test_the_clipboard_s_sequence_holds_the_text_and_nothing_else() -> None:
    sequence = delivery.clipboard_sequence("“Words”\x1b[31m")
    assert sequence.startswith("\x1b]52;c;")
    assert sequence.endswith("\x07")
    assert base64.b64decode(sequence[7:-1], validate=True).decode() == "“Words”\x1b[31m"
    with pytest.raises(DeliveryError, match="too long"):
        delivery.clipboard_sequence("x" * 100_000)


def test_the_editor_changes_a_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change = "import sys, pathlib; p = pathlib.Path(sys.argv[-1]); p.write_text(p.read_text() + 'more')"
    monkeypatch.setenv("VISUAL", " ".join(program(tmp_path, change)))
    assert delivery.edit("some ", ".txt") == "some more"
    monkeypatch.setenv("VISUAL", f"{sys.executable} -c pass")
    assert delivery.edit("some ", ".txt") is None
    monkeypatch.setenv("VISUAL", f"{sys.executable} -c 'raise SystemExit(1)'")
    with pytest.raises(DeliveryError, match="nothing was changed"):
        delivery.edit("some ", ".txt")


def test_a_web_address_alone_is_opened(tmp_path: Path) -> None:
    opened = tmp_path / "opened"
    keep = f"import sys, pathlib; pathlib.Path({str(opened)!r}).write_text(repr(sys.argv[1:]))"
    browser = program(tmp_path, keep)
    address = delivery.browse("https://user:x@gazette.example/a b?--help", browser)
    assert address == "https://gazette.example/a%20b?--help"
    for url in (None, "javascript:alert(1)", "file:///etc/passwd", "--help", "data:text/html,x"):
        with pytest.raises(DeliveryError):
            delivery.browse(url, browser)
    for _ in range(200):
        if opened.exists() and opened.read_text():
            break
        time.sleep(0.02)
    assert opened.read_text() == repr([address])
