"""Having a library brought up to date while it is being read, by a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Container
from pathlib import Path

_STEPS = {
    "mentions": "Reading names",
    "names": "Counting names",
    "stories": "Grouping stories",
    "index": "Indexing",
    "rebuild": "Writing the index anew",
}


REBUILDING = frozenset({"rebuild"})
"""The step of an index that is written anew since it was damaged."""


def catch_up(home: Path, tell: Callable[[str], None], steps: Container[str] = _STEPS) -> str:
    """Bring the library of a home up to date, and wait for it: call it in a thread.

    `tell` is told how far it is in each of the steps. Returns a sentence if it failed, else an empty string.
    """
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "briefing.library.catch_up", str(home)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        for line in process.stdout:
            if (progress := _in_words(line, steps)) is not None:
                tell(progress)
        problem = process.stderr.read().strip() if process.stderr is not None else ""
    return problem if process.returncode else ""


def _in_words(line: str, steps: Container[str]) -> str | None:
    try:
        step = json.loads(line)
        if step["step"] not in steps:
            return None
        done, of = int(step["done"]), int(step["of"])
        label = _STEPS.get(step["step"], "Bringing the library up to date")
    except (ValueError, KeyError, TypeError):
        return None
    return f"{label}: {done:,} of {of:,}, {100 * done // of} %" if of else f"{label}: {done:,}"
