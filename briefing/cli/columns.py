"""Text within the width of the terminal."""

from __future__ import annotations

import shutil
import sys

from briefing.cli.output import Look, Marked, is_terminal, say
from briefing.tui.wrapping import wrap

_MEASURE = 88
"""Columns of a comfortable line, and of one that nobody sees yet."""


def columns() -> int:
    """How many columns a line may have."""
    return min(_MEASURE, shutil.get_terminal_size().columns) if is_terminal(sys.stdout) else _MEASURE


def say_wrapped(text: str, indent: str = "", look: Look | None = None) -> None:
    """Print a text in as many lines as it takes, each after the indent."""
    for start, end in wrap(text, 0, len(text), columns() - len(indent)):
        line = text[start:end]
        say(indent, Marked(line, look) if look else line)
