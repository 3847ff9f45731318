"""Breaking text into screen lines: at spaces, by cell width, never between a name and its initial."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from rich.cells import cell_len

from briefing.article import Span

# "J. Edgar", "Mr. Smith": a line that ends in one of these reads like the end of a sentence.
_CLINGS = re.compile(r"[(“\"‘']*(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Sen|Rep|Gov|St)\.|Mr|Mrs|Ms|Dr")

# Of what JIS X 4051 and the W3C's requirements for Chinese text keep from the beginning and the end of a line.
_NEVER_FIRST = frozenset(
    "、。，．：；？！）〕］｝〉》」』】”’…・ーゝゞ々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ"
)
_NEVER_LAST = frozenset("（〔［｛〈《「『【“‘")
_NEAR_BY = 4
"""Characters: a row of marks that is longer is broken wherever the line ends."""

NARROW = re.compile("[ -~\xa0-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e]*")
"""Text that has one cell a character, as almost all text of this alphabet has: its widths need not be added up."""


def wrap(text: str, start: int, end: int, width: int) -> list[Span]:
    """The screen lines of one paragraph, as spans of `text`; each fits in `width` cells.

    A line break in the paragraph is kept. Spaces at a break belong to no line. Time is linear in the
    paragraph's length.
    """
    lines: list[Span] = []
    width = max(1, width)
    while start < end:
        newline = text.find("\n", start, end)
        stop = end if newline < 0 else newline
        lines.extend(_wrap_run(text, start, stop, width))
        start = stop + 1
    return lines or [Span(end, end)]


def _wrap_run(text: str, start: int, end: int, width: int) -> list[Span]:
    run = text[start:end]
    narrow = NARROW.fullmatch(run) is not None or cell_len(run) == len(run)
    edges = None if narrow else list(accumulate((cell_len(c) for c in run), initial=0))
    lines: list[Span] = []
    at, length = 0, len(run)
    while at < length:
        if edges is None:
            fits = min(length, at + width)
        else:
            fits = max(at + 1, min(length, bisect_right(edges, edges[at] + width) - 1))
        stop = fits if fits == length else _break(run, at, fits, narrow)
        line_end = stop
        while line_end > at and run[line_end - 1] == " ":
            line_end -= 1
        lines.append(Span(start + at, start + line_end))
        at = stop
        while at < length and run[at] == " ":
            at += 1
    return lines or [Span(start, end)]


def _break(run: str, at: int, fits: int, narrow: bool) -> int:
    """Where to end a line that starts at `at` and may reach `fits`, before the end of the run."""
    if not narrow and _unspaced(run[fits - 1 : fits + 1]):
        return _unparted(run, at, fits)
    space = found = run.rfind(" ", at, fits + 1)
    while space > at and _CLINGS.fullmatch(run, run.rfind(" ", at, space) + 1 or at, space):
        space = run.rfind(" ", at, space)
    if space > at:
        return space
    return found if found > at else fits


def _unparted(run: str, at: int, fits: int) -> int:
    """The last place up to `fits` that parts no mark from its character; `fits` where there is none near by."""
    for stop in range(fits, max(at, fits - _NEAR_BY), -1):
        if run[stop] not in _NEVER_FIRST and run[stop - 1] not in _NEVER_LAST:
            return stop
    return fits


def _unspaced(pair: str) -> bool:
    """Whether a line may break between two characters without a space, as in Chinese or Japanese."""
    return len(pair) == 2 and all(cell_len(c) == 2 for c in pair)
