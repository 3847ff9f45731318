"""Streams that are closed, full, a terminal or of another encoding, and what is imported for a command."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
FULL = Path("/dev/full")


class TestImports:
    @pytest.mark.parametrize(
        ("command", "needed"),
        [
            ("--help", []),
            ("show 000_059", []),
            ("compare 000_059 003_fa0", []),
            ("mentions 000_059", []),
            ("stories", []),
            ("config", []),
            ("search kim", []),
            ("add -", ["whoosh"]),
            ("rebuild", ["whoosh"]),
        ],
    )
    def test_nothing_heavy_is_imported_without_need(
        self, process: Run, filled_home: Path, command: str, needed: list[str]
    ) -> None:
        code = """
import atexit, sys
heavy = ("textual", "whoosh", "rich.console")
atexit.register(lambda: print(*[name for name in heavy if name in sys.modules], file=sys.stderr))
"""
        ran = process(*command.split(), code=code, stdin=b"Kim left Pyongyang.")
        assert ran.code == 0
        assert ran.err.splitlines()[-1].split() == needed


class TestPipes:
    @pytest.mark.parametrize("command", [["stories"], ["config", "--keys"], ["--help"]])
    def test_nobody_reads_on(self, process: Run, command: list[str]) -> None:
        ran = process(*command, shell="| head -1", PYTHONUNBUFFERED="1")
        assert len(ran.out.splitlines()) == 1
        assert "Traceback" not in ran.err and "Exception" not in ran.err and "Broken" not in ran.err

    def test_adding_goes_on_to_its_end(self, process: Run, briefing: Run, seeds: list[str]) -> None:
        ran = process("add", *seeds, shell="| head -1")
        assert ran.out.startswith("added")
        assert (ran.code, ran.err) == (0, "2 added, 0 updated, 0 unchanged, 0 skipped\n")
        assert len(briefing("stories", "--json").json["stories"][0]["articles"]) == 2

    @pytest.mark.skipif(not FULL.exists(), reason="there is no full device")
    def test_a_full_disk_is_told(self, process: Run) -> None:
        for command in (["stories"], ["--help"], ["mentions", "000_059", "--json"]):
            ran = process(*command, shell=f"> {FULL}")
            assert ran.code == 1
            assert "No space left on device" in ran.err and "Traceback" not in ran.err

    def test_streams_that_are_closed(self, process: Run) -> None:
        ran = process("stories", shell=">&-")
        assert (ran.code, ran.err.splitlines()[-1]) == (
            1,
            "briefing: There is no standard output to write to.",
        )
        ran = process("mentions", "-", shell="<&-")
        assert (ran.code, ran.err) == (1, "briefing: There is no standard input to read.\n")
        ran = process("add", "-", shell="<&-")
        assert ran.code == 1 and ran.out.startswith("skipped") and "Traceback" not in ran.err
        ran = process("show", "nothing", shell="2>&-")
        assert (ran.code, ran.out, ran.err) == (1, "", "")

    def test_an_interrupt_ends_it_without_a_word(self, process: Run) -> None:
        code = """
import signal, briefing.library.library as library
library.Library.open = lambda home: signal.raise_signal(signal.SIGINT)
"""
        ran = process("stories", code=code)
        assert (ran.code, ran.out, ran.err.strip()) == (130, "", "")

    def test_lines_of_add_are_passed_on_at_once(self, home: Path, seeds: list[str]) -> None:
        program = "import sys; from briefing.cli import main; sys.exit(main())"
        with subprocess.Popen(
            [sys.executable, "-c", program, "add", seeds[0], "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as adding:
            assert adding.stdin and adding.stdout
            adding.stdin.write(b"Kim left.")
            adding.stdin.close()
            assert adding.stdout.readline().startswith(b"added")
            assert adding.stdout.read().startswith(b"added")
        assert adding.returncode == 0


class TestEncodings:
    def test_what_an_encoding_lacks_is_a_question_mark_and_escaped_in_json(self, process: Run) -> None:
        for environment in ({"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}):
            ran = process("show", "000_059", **environment)
            assert (ran.code, ran.out.isascii() or "’" in ran.out) == (0, True)
        ran = process("show", "000_059", PYTHONIOENCODING="ascii")
        assert "Russia?s Vostochny" in ran.out
        ran = process("show", "000_059", "--json", PYTHONIOENCODING="ascii")
        assert ran.out.isascii()
        assert "Russia’s Vostochny" in json.loads(ran.out)["text"]


class TestTerminals:
    def drawn(self, *command: str, **environment: str) -> str:
        """What a terminal gets, stdout and stderr both."""
        leader, follower = pty.openpty()
        program = "import sys; from briefing.cli import main; sys.exit(main())"
        running = subprocess.Popen(
            [sys.executable, "-c", program, *command],
            stdin=follower,
            stdout=follower,
            stderr=follower,
            env={**os.environ, "TERM": "xterm-256color", **environment},
        )
        os.close(follower)
        got = b""
        while True:
            try:
                piece = os.read(leader, 65536)
            except OSError:
                break
            if not piece:
                break
            got += piece
        os.close(leader)
        assert running.wait() == 0
        return got.decode().replace("\r\n", "\n")

    def test_names_are_marked_there_and_nowhere_else(self, briefing: Run) -> None:
        drawn = self.drawn("show", "000_059")
        assert "\x1b[1mVladimir Putin\x1b[0m" in drawn
        assert "\x1b[4;32mVostochny\x1b[0m" in drawn
        assert set(re.findall("\x1b.", drawn)) == {"\x1b["}
        assert "\x1b" not in briefing("show", "000_059").out

    def test_colours_go_without_and_attributes_stay(self) -> None:
        drawn = self.drawn("show", "000_059", NO_COLOR="1")
        assert "\x1b[4mVostochny\x1b[0m" in drawn
        assert not re.search("\x1b\\[[0-9;]*3[0-7]m", drawn)
        assert "\x1b" not in self.drawn("show", "000_059", TERM="dumb")

    def test_progress_leaves_the_lines_as_they_are(self, tmp_path: Path) -> None:
        file = tmp_path / "notes.txt"
        file.write_text("They [bold]met[/bold] \x1b]52;c;QUFB\x07 :smile: there.")
        drawn = self.drawn("add", str(file))
        plain = re.sub("\x1b\\[[0-9;?]*[a-zA-Z]", "", drawn)
        assert "They [bold]met[/bold] ␛]52;c;QUFB␇ :smile: there" in plain
        (line, *_) = self.drawn("add", "--json", str(file)).splitlines()
        assert json.loads(line)["action"] == "unchanged"
        assert "\x1b]" not in drawn and "\x07" not in drawn
