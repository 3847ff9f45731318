"""Bad documents of every form end soon, in little memory, as articles or reasons, and show nothing foreign."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from benchmarks.terminal import Terminal
from briefing.safetext import clean
from tests.hostile.corpus import Document, documents
from tests.hostile.test_terminal import foreign

MOST_SECONDS = 2.0
MOST_BYTES = 200 * 1024**2

_BAR = re.compile(rb"\x1b\[(?:2K|\d*A)")
"""With which a progress bar is drawn again."""

READ_EACH = """
import json, sys, time
from pathlib import Path
from briefing.article import Article
from briefing.collect import collect

for path in sorted(Path(sys.argv[1]).glob(sys.argv[2])):
    begun = time.process_time()
    items = list(collect([path]))
    seconds = time.process_time() - begun
    articles = [item for item in items if isinstance(item, Article)]
    texts = [text for item in items for text in (
        (item.title, item.text, item.source, item.author or "", item.url or "", item.origin, *item.attachments)
        if isinstance(item, Article) else item)]
    print(json.dumps([path.name, seconds, len(articles), len(items) - len(articles), texts]), flush=True)
status = Path("/proc/self/status").read_text()
print(int(status.partition("VmHWM:")[2].split()[0]) * 1024)
"""
"""Run in a process of its own, so that its memory is that of reading alone. Linux has `getrusage` tell that of the
process that began it, too, if that was larger."""


class Ended(NamedTuple):
    """What became of one document."""

    seconds: float
    articles: int
    reasons: int
    texts: list[str]


@pytest.fixture(scope="module")
def made() -> list[Document]:
    return list(documents())


@pytest.fixture(scope="module")
def folder(made: list[Document], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    for document in made:
        (folder / document.name).write_bytes(document.data)
    return folder


@pytest.fixture(scope="module")
def expected(made: list[Document]) -> Mapping[str, str]:
    return {document.name: document.outcome for document in made}


@pytest.fixture(scope="module")
def read(folder: Path) -> tuple[Mapping[str, Ended], int]:
    """What became of each document by its name, and the most bytes that any of them needed."""
    ended: dict[str, Ended] = {}
    peaks = []
    for pattern in ("page-*", "feed-*", "[!pf]*", "pdf-*"):
        command = [sys.executable, "-c", READ_EACH, str(folder), pattern]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        *lines, peak = done.stdout.splitlines()
        ended |= {name: Ended(*rest) for name, *rest in map(json.loads, lines)}
        peaks.append(int(peak))
    return ended, max(peaks)


def test_there_are_enough_of_them_in_every_form(expected: Mapping[str, str]) -> None:
    forms = {name.partition("-")[0] for name in expected}
    assert len(expected) >= 200
    assert forms == {"page", "feed", "json", "mail", "pdf", "table", "zip", "gzip", "text"}


def test_each_ends_as_it_should(read: tuple[Mapping[str, Ended], int], expected: Mapping[str, str]) -> None:
    ended, _ = read
    assert ended.keys() == expected.keys()
    for name, outcome in expected.items():
        assert ended[name].articles or ended[name].reasons, name
        if outcome == "ARTICLE":
            assert ended[name].articles, (name, ended[name].texts)
        elif outcome == "REASON":
            assert not ended[name].articles, (name, ended[name].texts[1][:200])


def test_each_ends_soon_and_in_little_memory(read: tuple[Mapping[str, Ended], int]) -> None:
    ended, peak = read
    assert {name: each.seconds for name, each in ended.items() if each.seconds > MOST_SECONDS} == {}
    assert peak < MOST_BYTES


def test_all_that_is_kept_is_clean(read: tuple[Mapping[str, Ended], int]) -> None:
    for name, each in read[0].items():
        assert [text[:80] for text in each.texts if clean(text) != text] == [], name
        assert not any("root:" in text or "secret" in text for text in each.texts), name


def test_what_is_shown_of_them_is_our_own(folder: Path, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "BRIEFING_HOME": str(tmp_path / "home"),
        "BRIEFING_CONFIG": str(tmp_path / "configuration"),
        "TERM": "xterm-256color",
        "PYTHONUTF8": "1",
    }
    shown = tmp_path / "shown"
    shown.mkdir()
    for path in folder.iterdir():
        if path.stat().st_size < 12_000:
            (shown / path.name).symlink_to(path)
    command = [sys.executable, "-m", "briefing"]
    with closing(Terminal([*command, "add", str(shown)], environment, columns=120, lines=26)) as terminal:
        terminal.read_all(120.0)
        assert terminal.ended
        assert foreign(_BAR.sub(b"", bytes(terminal.output)))[:3] == []
        assert bytes(terminal.output).count(b"skipped") > 50
    with closing(Terminal(command, environment, columns=120, lines=26)) as terminal:
        terminal.wait_for("articles")
        terminal.settle()
        for keys in (b"\x1b[B" * 20, b"\x1b[B" * 20, b"\x1b[F", b"1", b"G"):
            terminal.press(keys)
        terminal.quit(b"q")
        assert foreign(bytes(terminal.output))[:3] == []
