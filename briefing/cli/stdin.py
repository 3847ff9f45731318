"""What is read where a command is given `-`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace

from briefing.article import Article, Skipped
from briefing.cli.output import CommandError, narrate
from briefing.collect import collect_text

STDIN = "-"
"""Stands for standard input among paths."""

_ORIGIN = "standard input"
_LONGEST = 256 * 1024 * 1024
"""Bytes that are taken in at most, since they have to be kept in memory."""


def collect_stdin() -> Iterator[Article | Skipped]:
    """The articles on standard input, and why the rest is none.

    A text that comes alone is placed by what it says, so that the next one is not taken for its newer version;
    a row of several has its key. Raises CommandError where nothing can be read.
    """
    for item in collect_text(_read(), _ORIGIN):
        if isinstance(item, Article) and item.origin == _ORIGIN:
            yield replace(item, origin=f"{_ORIGIN}#{item.sha256[:12]}")
        else:
            yield item


def _read() -> bytes:
    if sys.stdin is None:
        raise CommandError("There is no standard input to read from. Name a file instead of “-”.")
    if sys.stdin.isatty():
        narrate("Type or paste the text, and end it with ctrl-d on a line of its own.")
    data = sys.stdin.buffer.read(_LONGEST + 1)
    if len(data) > _LONGEST:
        raise CommandError(
            f"Standard input is longer than {_LONGEST // 1024**2} MiB. Save it to a file and name that instead."
        )
    return data
