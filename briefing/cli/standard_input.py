"""What another program writes to standard input, where a command is given `-` for a file."""

from __future__ import annotations

import sys

from briefing.cli.output import CommandError

NAME = "standard input"
"""Where an article is said to come from that came this way."""

_LARGEST = 64 * 1024 * 1024
"""Bytes taken; more than that is refused, so that an endless program can't fill the memory."""


def read() -> bytes:
    """All of standard input. Raises CommandError where there is none, or more than could be an article."""
    if sys.stdin is None:
        raise CommandError("There is no standard input to read.")
    data = sys.stdin.buffer.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise CommandError(f"Standard input holds more than {_LARGEST // 1024**2} MB.")
    return data
