"""On every screen and from every command, foreign text reaches the terminal inert, and unaltered if harmless.

The program runs in a pseudo-terminal. What it writes is parsed: only the control sequences that a Textual
program needs may be in it, and between them only characters that show what they are.
"""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from benchmarks.terminal import Terminal

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))

BRACKETS = ("[sic]", "[bold]", "[/]", "[$x]", "[@click=app.quit]")
"""What people quote, and what Textual and Rich would take for markup."""

CONTROLS = (
    "\x1b]52;c;ZXZpbA==\x07"  # writes to the clipboard
    "\x1b[5;8mblink"
    "\u009b5;8m\u009d52;c;ZXZpbA==\u009c"  # the same in one character
    "\u202egnp.exe\u202c\u2066x\u2069"
    "\x7f\x08\u200b\u200d \ue000"
    "\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\"
    "\x1b]0;owned\x07"  # sets the window's title
    "\x1b[6n\x1b[c\x1bP+q544e\x1b\\"  # asks, and the answer would be typed
    "\x1b[2J\x1b[?1049l\x1bc\x0e\x0f\x05\u0090q\u009c"
    "\u200f\u061c\u2060\ufeff\u00ad\U000e0041\ufff9"
    "a" + "\u0301\u0489" * 10 + "\u2028\u2029"
)
HOSTILE = f"{' '.join(BRACKETS)} {CONTROLS}"
UNESCAPED = HOSTILE.translate({ord("\x1b"): None, ord("?"): None})
"""Without what closes a dialog."""

WRITTEN = (
    ("article", "title"),
    ("article", "source"),
    ("article", "author"),
    ("body", "text"),
    ("entity", "name"),
    ("story", "title"),
    ("place", "name"),
)
"""Where an archive keeps foreign text."""

_SEQUENCE = re.compile(
    r"\x1b\[(?P<look>[\d;]*)m"
    r"|\x1b\[\d+;\d+H"
    r"|\x1b\[\?(?:7|25|1000|1003|1004|1006|1015|1016|1049|2004|2026|2048)[hl]"
    r"|\x1b\[\?(?:2026|2048)\$p"
    r"|\x1b\[(?:>\d+|<)u"  # kitty's keyboard
    r"|\x1b\]22;[a-z-]*\x07"  # shape of the mouse pointer
)
_COLOUR = re.compile(r"[34]8;(?:5;\d+|2;\d+;\d+;\d+)")
_BLINK_OR_CONCEAL = {"5", "6", "8"}
_COPIED = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07")
_FORBIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_JOINERS = "\u200c\u200d"
_MOST_MARKS = 6


def foreign(output: bytes, *, sequences: bool = True) -> list[str]:
    """What must not be written, each with what stands around it; `sequences` allows those of a screen."""
    text = output.decode("utf-8", "surrogateescape")
    found = []
    end = 0
    for match in _SEQUENCE.finditer(text) if sequences else ():
        if _BLINK_OR_CONCEAL & set(_COLOUR.sub("", match["look"] or "").split(";")):
            found.append(_around(text, match.start()))
        found += _foreign_characters(text, end, match.start())
        end = match.end()
    return [*found, *_foreign_characters(text, end, len(text))]


def _foreign_characters(text: str, start: int, end: int) -> Iterator[str]:
    marks = 0
    for at in range(start, end):
        category = unicodedata.category(text[at])
        marks = marks + 1 if category in ("Mn", "Me") else 0
        joins = text[at] in _JOINERS and text[at - 1 : at].isalpha() and text[at + 1 : at + 2].isalpha()
        if marks > _MOST_MARKS or (category in _FORBIDDEN and text[at] not in "\r\n\t" and not joins):
            yield _around(text, at)


def _around(text: str, at: int) -> str:
    return ascii(text[max(0, at - 40) : at + 40])


# What is shown ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A library and settings in which an attacker wrote all that can be written."""
    folder = tmp_path_factory.mktemp("hostile")
    write_articles(folder / "articles")
    write_settings(folder / "config")
    environment = {
        **os.environ,
        "BRIEFING_HOME": str(folder / "home"),
        "BRIEFING_CONFIG": str(folder / "config"),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "PYTHONUTF8": "1",
    }
    environment.pop("NO_COLOR", None)
    return environment


def escaped(text: str) -> str:
    """A text as a YAML string that holds no control character itself."""
    return '"' + "".join(c if c == " " or c.isalnum() else f"\\U{ord(c):08x}" for c in text) + '"'


def write_articles(folder: Path) -> None:
    """Two accounts of one event and a third of another, in every format, and files that can't be read."""
    folder.mkdir()
    first, second = (path.read_text("utf-8") for path in SEEDS)
    name = CONTROLS.replace("/", "")[:70]
    (folder / f"1 {name}.txt").write_text(second.replace("Kim", f"{HOSTILE} Kim"), "utf-8")
    fields = "\n".join(f"{key}: {escaped(HOSTILE)}" for key in ("title", "source", "author", "url"))
    text = re.sub("^ date [0-9-]+", "", first).replace("Vladimir", f"Vladimir {HOSTILE}", 2)
    (folder / "2.md").write_text(f"---\n{fields}\ndate: 2023-11-13\n---\n{HOSTILE} {text}\n", "utf-8")
    row = dict.fromkeys(("id", "title", "source", "author", "url"), f"{HOSTILE} \ud800\0")
    rows = [{**row, "text": f"Rain fell on Lisbon. {HOSTILE}\ud800\0"}, {**row, "text": ""}]
    (folder / "3.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    (folder / "4.jsonl").write_text(f'{{"{CONTROLS}', "utf-8")
    (folder / f"5 {name}.txt").write_text("")
    (folder / "6.md").write_text(f"---\ntitle: {escaped(CONTROLS)[:-1]}\n---\n", "utf-8")
    (folder / "sources.yaml").write_text(f'"1 *": {escaped(HOSTILE)}\n', "utf-8")


def write_settings(folder: Path) -> None:
    """A theme and a gazetteer, and a broken theme."""
    for kind in ("themes", "gazetteers"):
        (folder / kind).mkdir(parents=True)
    theme = (ROOT / "themes" / "lamplight.yaml").read_text("utf-8")
    theme = re.sub("^name:.*$", "name: evil", theme, flags=re.MULTILINE)
    theme = re.sub("^title:.*$", lambda _: f"title: {escaped('[sic]' + CONTROLS[:30])}", theme, flags=re.M)
    (folder / "themes" / "evil.yaml").write_text(theme, "utf-8")
    (folder / "themes" / f"{CONTROLS.replace('/', '')[:40]}.yaml").write_text(
        f"{escaped(CONTROLS)}: {escaped(HOSTILE)}\n", "utf-8"
    )
    (folder / "gazetteers" / "evil.yaml").write_text(
        f"names:\n- {{name: {escaped(CONTROLS[:60])}, kind: place, aliases: [Pyongyang]}}\n", "utf-8"
    )


@pytest.fixture(scope="module")
def added(environment: Mapping[str, str]) -> subprocess.CompletedProcess[bytes]:
    """What `briefing add` printed when it took the articles."""
    return run(environment, "add", str(Path(environment["BRIEFING_HOME"]).parent / "articles"))


def run(environment: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command to its end."""
    command = [sys.executable, "-m", "briefing", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, timeout=60, check=False)


class View(NamedTuple):
    """What was visited: the bytes that painted it, and what then stood on the screen."""

    output: bytes
    text: str


def typed(text: str) -> bytes:
    """A text as keys, without what would be another key."""
    return "".join(character for character in text if character >= " " and character != "\x7f").encode()


def pasted(text: str) -> bytes:
    """A text as a terminal that marks pastes sends it, even where it does not take out what is not text."""
    return f"\x1b[200~{text}\x1b[201~".encode()


DOWN, UP, HOME, END, PAGE_DOWN = b"\x1b[B", b"\x1b[A", b"\x1b[H", b"\x1b[F", b"\x1b[6~"
ENTER, ESCAPE, CLEAR, CTRL_P = b"\r", b"\x1b", b"\x15", b"\x10"

VISITS: Mapping[str, tuple[bytes, ...]] = {
    "reading": (DOWN + DOWN + UP + ENTER + PAGE_DOWN,),
    "copying": (b"y",),
    "another source": (b"]",),
    "names": (b"3", DOWN + ENTER + b"."),
    "a comparison": (b"2", b"c"),
    "differences": (b"nnn", b"d", DOWN * 3 + ENTER, b"ff"),
    "the margin": (b"g", b"jj", b"g"),
    "names by source": (b"m", DOWN * 2),
    "a chronology": (ESCAPE, b"t", DOWN),
    "a claim card": (b'"', DOWN),
    "both sides": (ESCAPE, b"\tJs", b"c", b"1"),
    "typing a query": (b"/", typed(HOSTILE)),
    "a wrong query": (CLEAR + typed(f"nowhere:{HOSTILE}") + ENTER,),
    "an empty result": (END + CLEAR + pasted(f"zyxomma {CONTROLS[:90]}") + ENTER,),
    # What was pasted may have been keys to the terminal: each begins anew at the first article.
    "a pasted query": (ESCAPE, ESCAPE, b"1", HOME, b"/", END + CLEAR + pasted(HOSTILE)),
    "results": (ESCAPE, ESCAPE, b"1", HOME, b"/", END + CLEAR + b"Putin" + ENTER),
    "hits": (b"nn", ESCAPE, ESCAPE),
    "help": (b"?", pasted(UNESCAPED)),
    "help, typed in": (END + CLEAR + typed(UNESCAPED), ESCAPE),
    "the palette": (CTRL_P, pasted(UNESCAPED)),
    "the palette, typed in": (END + CLEAR + typed(UNESCAPED), ESCAPE),
    "themes": (b"t", DOWN * 4),
}
"""The keys that lead from each screen to the next one, as far as they can be sent at once."""


@pytest.fixture(scope="module")
def views(
    environment: Mapping[str, str], added: subprocess.CompletedProcess[bytes]
) -> Iterator[Mapping[str, View]]:
    """Every screen, visited in one run."""
    command = [sys.executable, "-m", "briefing"]
    with closing(Terminal(command, environment, columns=120, lines=26)) as terminal:
        terminal.wait_for("3 articles")
        terminal.settle()
        visited = {"the start": View(bytes(terminal.output), terminal.text)}
        for name, keys in VISITS.items():
            begin = len(terminal.output)
            for at_once in keys:
                terminal.press(at_once)
            terminal.settle()
            visited[name] = View(bytes(terminal.output[begin:]), terminal.text)
        begin = len(terminal.output)
        terminal.press(ESCAPE)
        terminal.quit(b"q")
        visited["the end"] = View(bytes(terminal.output[begin:]), "")
    yield visited


@pytest.mark.parametrize("name", ["the start", *VISITS, "the end"])
def test_a_screen_writes_nothing_foreign(views: Mapping[str, View], name: str) -> None:
    output = views[name].output
    assert foreign(_COPIED.sub(b"", output) if name == "copying" else output)[:3] == []


@pytest.mark.parametrize("name", ["the start", "reading", "a comparison", "an empty result", "results"])
def test_a_screen_shows_what_it_made_harmless(views: Mapping[str, View], name: str) -> None:
    assert "␛]52;c;" in views[name].text


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("differences", "told by both"),
        ("names by source", "Who and where"),
        ("a chronology", "Chronology"),
        ("a claim card", "Who reports this"),
    ],
)
def test_a_screen_was_seen(views: Mapping[str, View], name: str, title: str) -> None:
    assert title in views[name].text


@pytest.mark.parametrize("name", ["the start", "a comparison", "a pasted query", "results", "the palette"])
def test_a_screen_shows_quoted_brackets_unaltered(views: Mapping[str, View], name: str) -> None:
    shown = " ".join(views[name].text.split())
    assert [bracket for bracket in BRACKETS if bracket not in shown] == []


def test_a_name_is_listed_by_what_a_gazetteer_calls_it(views: Mapping[str, View]) -> None:
    assert "▲ ␛]52;c" in views["the start"].text


def test_a_theme_is_listed_by_what_its_title_says(views: Mapping[str, View]) -> None:
    assert "[sic]␛]52;" in views["themes"].text


def test_what_is_copied_is_harmless(views: Mapping[str, View]) -> None:
    (copied,) = _COPIED.findall(views["copying"].output)
    text = base64.b64decode(copied)
    assert foreign(text, sequences=False) == []
    assert all(bracket.encode() in text for bracket in BRACKETS)


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param(f"keymap: {{{escaped(HOSTILE)}: f3}}\n", id="a command that is not there"),
        pytest.param("\x1b]0;x\x07: [\n", id="no YAML"),
    ],
)
def test_a_problem_with_the_settings_is_told_harmlessly(
    environment: Mapping[str, str], added: subprocess.CompletedProcess[bytes], tmp_path: Path, settings: str
) -> None:
    (tmp_path / "config.yaml").write_text(settings, "utf-8")
    command = [sys.executable, "-m", "briefing"]
    with closing(Terminal(command, {**environment, "BRIEFING_CONFIG": str(tmp_path)})) as terminal:
        terminal.wait_for("3 articles")
        terminal.settle()
        assert "config.yaml" in terminal.text or "␛]52" in terminal.text.split("\n")[1]
        terminal.quit(b"q")
        assert foreign(bytes(terminal.output)) == []


def test_an_archive_that_another_hand_wrote_is_shown_harmlessly(
    environment: Mapping[str, str], added: subprocess.CompletedProcess[bytes], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(environment["BRIEFING_HOME"], home)
    with closing(sqlite3.connect(home / "archive.db")) as archive, archive:
        for table, column in WRITTEN:
            archive.execute(f"UPDATE {table} SET {column} = ? || {column}", (CONTROLS,))
    command = [sys.executable, "-m", "briefing"]
    with closing(Terminal(command, {**environment, "BRIEFING_HOME": str(home)})) as terminal:
        terminal.wait_for("3 articles")
        for keys in (DOWN, b"c", b"c", b"/", b"Putin" + ENTER):
            terminal.press(keys)
        terminal.quit(b"q")
        assert foreign(bytes(terminal.output))[:3] == []


# What commands print ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "{articles}", f"nowhere{CONTROLS}"),
        ("search", "Putin", "--json"),
        ("search", f"nowhere:{HOSTILE}"),
        ("show", "2", "--json"),
        ("show", HOSTILE),
        ("compare", "2", "3", "--json"),
        ("compare", "{articles}/2.md", HOSTILE),
        ("mentions", "{articles}/2.md"),
        ("mentions", f"{{articles}}/{HOSTILE}"),
        ("stories",),
        ("config",),
        (HOSTILE,),
    ],
    ids=lambda arguments: " ".join(arguments).encode("ascii", "replace")[:24].decode(),
)
def test_a_command_prints_nothing_foreign(
    environment: Mapping[str, str], added: subprocess.CompletedProcess[bytes], arguments: tuple[str, ...]
) -> None:
    articles = str(Path(environment["BRIEFING_HOME"]).parent / "articles")
    done = run(environment, *(argument.replace("{articles}", articles) for argument in arguments))
    assert done.stdout or done.stderr
    assert b"Traceback" not in done.stderr
    assert foreign(done.stdout, sequences=False) == []
    assert foreign(done.stderr, sequences=False) == []


def test_adding_prints_nothing_foreign(added: subprocess.CompletedProcess[bytes]) -> None:
    assert foreign(added.stdout, sequences=False) == []
    assert foreign(added.stderr, sequences=False) == []


@pytest.mark.parametrize("arguments", [("show", "2"), ("search", "Putin"), ("show", f"--{HOSTILE}")])
def test_a_command_draws_nothing_foreign_on_a_terminal(
    environment: Mapping[str, str], added: subprocess.CompletedProcess[bytes], arguments: tuple[str, ...]
) -> None:
    with closing(Terminal([sys.executable, "-m", "briefing", *arguments], environment)) as terminal:
        terminal.read_all(10.0)
        assert terminal.ended
        assert terminal.output
        assert foreign(bytes(terminal.output)) == []


def test_a_command_prints_quoted_brackets_unaltered(
    environment: Mapping[str, str], added: subprocess.CompletedProcess[bytes]
) -> None:
    shown = " ".join(run(environment, "show", "2").stdout.decode().split())
    assert [bracket for bracket in BRACKETS if bracket not in shown] == []
