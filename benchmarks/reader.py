"""Measure the reader as its user feels it, beside the floor of a Textual program, and print what came out.

    python -m benchmarks.reader ARTICLES… [--repeat 5]
    python -m benchmarks.reader --home FOLDER

A library is built in a temporary folder from the articles given: files, folders or JSON lines; or the one in a
folder is used as it is, where building a large one would take long. Then the floor (`bare.py`) and the reader start
in turn in a pseudo-terminal of 120 by 40, each after a start that is not timed, and the reader is used: moved down
its list with the article shown, paged through, searched in. `README.md` beside this file says what each figure means.
A table goes to standard error; the last line of standard output is the figures as JSON. Linux only.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from benchmarks import bare
from benchmarks.terminal import Paint, Terminal
from briefing.article import Headline
from briefing.library import Library

SEARCHES = ("satellite", "president election", "climate change", "said the minister")
"""What is typed, letter by letter, and then asked for by enter."""
DOWN, UP, PAGE_DOWN, PAGE_UP, ESCAPE, ENTER = b"\x1b[B", b"\x1b[A", b"\x1b[6~", b"\x1b[5~", b"\x1b", b"\r"
MOVES = 20
PAGES = 8
REST = 0.5
"""Seconds after the first content in which a program may finish what it does behind it."""


@dataclass
class Runs:
    """What was measured of one program, a value for each run or for each key."""

    content: list[float] = field(default_factory=list)
    """Seconds from the start until its content stood on the screen."""
    memory: list[int] = field(default_factory=list)
    """Peak bytes resident, when it had come to rest after its start."""
    quit: list[float] = field(default_factory=list)
    """Seconds from the key to the end of the process."""
    keys: dict[str, list[Paint]] = field(default_factory=lambda: defaultdict(list))
    """The answers to keys, by what the keys were for."""


@dataclass(frozen=True)
class Program:
    """A program to measure, and how to tell that it is there."""

    command: Sequence[str]
    environment: Mapping[str, str]
    content: str
    """A regular expression that matches its screen once its content is there."""

    def start(self, core: int | None) -> tuple[Terminal, float]:
        """Start it; returns when its content stood there, in seconds after the start."""
        terminal = Terminal(self.command, self.environment, core=core)
        try:
            return terminal, terminal.wait_for(self.content) - terminal.started
        except TimeoutError:
            terminal.close()
            raise


def build_library(articles: Sequence[str], environment: Mapping[str, str]) -> None:
    """Add the articles to the library at home."""
    command = [sys.executable, "-m", "briefing", "add", *articles]
    added = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
    if not held(Path(environment["BRIEFING_HOME"])):
        sys.exit(f"No article could be added (exit code {added.returncode}).")


def held(home: Path) -> int:
    """How many articles the library at home holds."""
    with closing(Library.open(home)) as library:
        return library.articles()


def first_words(home: Path) -> str:
    """A regular expression for the beginning of the first article's title, as much as stands on one line."""
    with closing(Library.open(home)) as library:
        shelf = library.shelf()
        line = shelf.neighbour(-1, 1)
        assert line is not None
        headline = shelf.lines(line, line + 1)[0]
    assert isinstance(headline, Headline)
    words = headline.title.split()
    while len(" ".join(words)) > 24 and len(words) > 1:
        words.pop()
    return re.escape(" ".join(words)[:24])


def use(terminal: Terminal, articles: int, runs: Runs) -> None:
    """Press the keys of a reader who goes down the list, pages and searches."""
    span = max(1, min(MOVES, articles - 1))
    for move in range(MOVES):
        runs.keys["cursor down"].append(terminal.press(DOWN if move // span % 2 == 0 else UP))
    for page in range(PAGES):
        runs.keys["page down, up"].append(terminal.press(PAGE_UP if page % 2 else PAGE_DOWN))
    for query in SEARCHES:
        terminal.press(b"/")
        for character in query:
            runs.keys["search, a letter"].append(terminal.press(character.encode()))
        runs.keys["search, enter"].append(terminal.press(ENTER))
        terminal.press(ESCAPE)


def measure(floor: Program, reader: Program, articles: int, repeat: int) -> tuple[Runs, Runs]:
    """Run both in turn, `repeat` times; returns what was measured of the floor and of the reader."""
    core = _own_core()
    session = Path(reader.environment["BRIEFING_HOME"]) / "session.json"
    measured = Runs(), Runs()
    for turn in range(repeat):
        for program, runs in zip((floor, reader), measured, strict=True):
            for warm in (False, True):
                session.unlink(missing_ok=True)
                terminal, content = program.start(core)
                with closing(terminal):
                    terminal.settle(REST)
                    if warm:
                        runs.content.append(content)
                        runs.memory.append(terminal.peak_memory())
                        if program is reader:
                            use(terminal, articles, runs)
                        runs.quit.append(terminal.quit(b"q"))
                    else:
                        terminal.quit(b"q")
        print(f"{turn + 1} of {repeat}", file=sys.stderr, end="\r", flush=True)
    return measured


def figures(articles: int, floor: Runs, reader: Runs) -> dict[str, object]:
    """What came out: medians, their ratios, and for keys the 50th and 95th percentiles, in milliseconds."""
    return {
        "articles": articles,
        "repeat": len(reader.content),
        "start_ms": {"bare": _ms(median(floor.content)), "reader": _ms(median(reader.content))},
        "start_ratio": round(median(reader.content) / median(floor.content), 3),
        "memory_mb": {"bare": _mb(median(floor.memory)), "reader": _mb(median(reader.memory))},
        "memory_ratio": round(median(reader.memory) / median(floor.memory), 3),
        "quit_ms": {"bare": _ms(median(floor.quit)), "reader": _ms(median(reader.quit))},
        "keys": {
            name: {
                "first_change_ms": _percentiles([paint.first for paint in paints]),
                "complete_ms": _percentiles([paint.last for paint in paints]),
                "bytes": round(median(paint.written for paint in paints)),
                "unanswered": sum(paint.first is None for paint in paints),
            }
            for name, paints in reader.keys.items()
        },
    }


def table(result: dict[str, object]) -> str:
    """The figures for people."""
    rows = [f"{result['articles']} articles, {result['repeat']} runs of each"]
    for name, unit in (("start", "ms"), ("memory", "mb"), ("quit", "ms")):
        values = result[f"{name}_{unit}"]
        assert isinstance(values, dict)
        ratio = values["reader"] / values["bare"]
        rows.append(
            f"{name:<18}{values['reader']:>8} {unit}   bare {values['bare']:>6} {unit}   ratio {ratio:.2f}"
        )
    rows.append(f"{'key to paint, ms':<18}{'first change':>16}{'complete':>16}{'bytes':>8}{'no answer':>11}")
    rows.append(f"{'':<18}{'p50':>8}{'p95':>8}{'p50':>8}{'p95':>8}")
    keys = result["keys"]
    assert isinstance(keys, dict)
    for name, key in keys.items():
        times = "".join(f"{value:>8}" for value in (*key["first_change_ms"], *key["complete_ms"]))
        rows.append(f"{name:<18}{times}{key['bytes']:>8}{key['unanswered']:>11}")
    return "\n".join(rows)


def _percentiles(seconds: Sequence[float | None]) -> list[float]:
    known = [value for value in seconds if value is not None]
    if len(known) < 2:
        return [_ms(value) for value in known] * 2
    cuts = quantiles(known, n=20, method="inclusive")
    return [_ms(cuts[9]), _ms(cuts[18])]


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)


def _mb(size: float) -> float:
    return round(size / 1e6, 1)


def _own_core() -> int | None:
    """Keep to one core, and name another one for the programs; None where there is no choice."""
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    if len(cores) < 2:
        return None
    os.sched_setaffinity(0, {cores[1]})
    return cores[0]


def main() -> None:
    """Build the library, measure, report."""
    parser = argparse.ArgumentParser(description="Measure the reader as its user feels it.")
    parser.add_argument("articles", nargs="*", metavar="ARTICLES", help="files, folders or JSON lines")
    parser.add_argument("--home", type=Path, help="a library to use as it is, instead of ARTICLES")
    parser.add_argument("--repeat", type=int, default=5, help="runs of each program (5)")
    arguments = parser.parse_args()
    if bool(arguments.articles) == bool(arguments.home):
        parser.error("name articles, or the folder of a library by --home")
    with tempfile.TemporaryDirectory() as folder:
        home = arguments.home or Path(folder) / "home"
        environment = {
            **{
                key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "COLUMNS", "LINES")
            },
            "BRIEFING_HOME": str(home),
            "BRIEFING_CONFIG": str(Path(folder) / "config"),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
        }
        if arguments.articles:
            build_library(arguments.articles, environment)
        articles = held(home)
        floor = Program([sys.executable, str(bare.__file__)], environment, bare.FIRST_LINE)
        reader = Program([sys.executable, "-m", "briefing"], environment, first_words(home))
        result = figures(articles, *measure(floor, reader, articles, arguments.repeat))
    print(table(result), file=sys.stderr)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
