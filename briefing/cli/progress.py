"""How far long work is, on a line of its own that is drawn over: for people, so on a terminal alone."""

from __future__ import annotations

import shutil
import sys
import time

from briefing.cli.output import is_terminal, narrate

_STEPS = {
    "articles": "Reading articles",
    "mentions": "Reading names",
    "stories": "Grouping stories",
    "index": "Indexing",
}
_SECONDS_BETWEEN_DRAWINGS = 0.1
_SECONDS_BEFORE_AN_ESTIMATE = 2.0
_CLEAR_LINE = "\r\x1b[K"


class ProgressLine:
    """Draws the progress of one step after the other on stderr, if that is a terminal."""

    def __init__(self) -> None:
        self._shown = is_terminal(sys.stderr)
        self._drawn = False
        self._step = ""
        self._began = 0.0
        self._last = time.monotonic()

    def __call__(self, step: str, done: int, of: int) -> None:
        """Show that so much of a step is done, of so much; 0 where that isn't known."""
        if not self._shown:
            return
        now = time.monotonic()
        if step != self._step:
            self._step, self._began = step, now
        if now - self._last >= _SECONDS_BETWEEN_DRAWINGS:
            self._last = now
            line = f"{_STEPS.get(step, step)}: {done:,}{_share(done, of)}{_estimate(now - self._began, done, of)}"
            self._draw(line[: shutil.get_terminal_size().columns - 1])

    def narrate(self, sentence: str) -> None:
        """Tell something in between."""
        self.clear()
        narrate(sentence)

    def clear(self) -> None:
        """Make room for a line of something else."""
        if self._drawn:
            self._draw("")
            self._drawn = False

    def _draw(self, line: str) -> None:
        try:
            sys.stderr.write(_CLEAR_LINE + line)
            sys.stderr.flush()
        except OSError:
            self._shown = False
        self._drawn = True


def _share(done: int, of: int) -> str:
    return f" of {of:,}, {100 * done // of} %" if of else ""


def _estimate(seconds: float, done: int, of: int) -> str:
    """How long the rest takes if it goes on as it went, once that is more than a guess."""
    if not done or done >= of or seconds < _SECONDS_BEFORE_AN_ESTIMATE:
        return ""
    left = seconds * (of - done) / done
    return f", about {left / 60:.0f} min left" if left >= 90 else f", about {left:.0f} s left"
