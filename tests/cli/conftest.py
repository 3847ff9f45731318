"""Running the command line: in this process where that will do, in one of its own where streams matter."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from briefing import resources
from briefing.cli.commands import run
from briefing.collect import collect
from briefing.library.writer import add


@dataclass(frozen=True)
class Ran:
    """What a run left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """JSON documents, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("BRIEFING_CONFIG", str(tmp_path / "configuration"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture(scope="session")
def library_of_seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("library")
    add(home, collect([resources.seeds()]), report=lambda _: None)
    return home


@pytest.fixture
def filled_home(library_of_seeds: Path, home: Path) -> Path:
    """The library of the two seeds, at home."""
    return shutil.copytree(library_of_seeds, home)


@pytest.fixture
def configuration(tmp_path: Path) -> Path:
    folder = tmp_path / "configuration"
    folder.mkdir()
    return folder


@pytest.fixture
def seeds() -> list[str]:
    return [str(path) for path in sorted(resources.seeds().glob("*.txt"))]


@pytest.fixture
def briefing(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run a command in this process."""

    def briefing(*arguments: str, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "argv", ["briefing", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = run()
        sys.stdout.flush()
        out, err = capsysbinary.readouterr()
        return Ran(code, out.decode(), err.decode())

    return briefing


@pytest.fixture
def process() -> Run:
    """Run a command in a process of its own; with `code`, that Python first, and `shell` for a pipe behind it."""

    def process(
        *arguments: str, stdin: bytes = b"", code: str = "", shell: str = "", **environment: str
    ) -> Ran:
        program = f"{code}\nimport sys; from briefing.cli import main; sys.exit(main())"
        command = [sys.executable, "-c", program, *arguments]
        if shell:
            command = ["bash", "-o", "pipefail", "-c", f'"$@" {shell}', "bash", *command]
        done = subprocess.run(
            command, input=stdin, capture_output=True, env={**os.environ, **environment}, timeout=60
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return process
