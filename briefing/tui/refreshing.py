"""Having what is followed refreshed while the library is being read, by a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

_STEPS = {
    "feeds": "Asking feeds",
    "mentions": "Reading names",
    "names": "Reading names",
    "stories": "Grouping stories",
    "index": "Indexing",
    "rebuild": "Writing the index anew",
}
_SOONEST_ESTIMATE = 2.0
"""Seconds before which an estimate would be a guess."""


class Refreshing:
    """One refresh of a library: run it in a thread, end it from any."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._process: subprocess.Popen[str] | None = None
        self.cancelled = False

    def run(self, tell: Callable[[str], None]) -> str:
        """Refresh, and wait for it; `tell` is told how far it is. Returns how it ended, in a sentence."""
        self._process = process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", "briefing.intake", str(self._home)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        summary: dict[str, int] = {}
        progress = _Progress()
        with process:
            assert process.stdout is not None
            for line in process.stdout:
                try:
                    told = json.loads(line)
                    if "summary" in told:
                        summary = {str(name): int(count) for name, count in told["summary"].items()}
                    else:
                        tell(progress.in_words(str(told["step"]), int(told["done"]), int(told["of"])))
                except (ValueError, KeyError, TypeError, AttributeError):
                    continue
            problem = process.stderr.read().strip() if process.stderr is not None else ""
        if self.cancelled:
            return "Stopped: what came in so far is kept, and r goes on from there"
        return problem if process.returncode else _ended(summary)

    def cancel(self) -> None:
        """End it: what came in so far is kept."""
        self.cancelled = True
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()


class _Progress:
    """Says how far a step is, and how long it may still take."""

    def __init__(self) -> None:
        self._step = ""
        self._begun = 0.0

    def in_words(self, step: str, done: int, of: int) -> str:
        """How far it is: a count, a share, and an estimate where one can be made."""
        now = time.monotonic()
        if step != self._step:
            self._step, self._begun = step, now
        label = _STEPS.get(step, "Reading articles")
        if not of:
            return f"{label}: {done:,}  ·  r stops it"
        passed = now - self._begun
        left = f", {passed / done * (of - done):.0f} s left" if done and passed > _SOONEST_ESTIMATE else ""
        return f"{label}: {done:,} of {of:,}, {100 * done // of} %{left}  ·  r stops it"


def _ended(summary: dict[str, int]) -> str:
    told = [
        f"{summary[action]:,} {action}" for action in ("added", "updated", "skipped") if summary.get(action)
    ]
    if not told:
        return "Nothing new in what you follow"
    listed = ": R lists them" if summary.get("added") or summary.get("updated") else ""
    return f"{', '.join(told)}{listed}, I tells of each"
