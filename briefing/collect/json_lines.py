"""JSON lines: an article on each line, read one line at a time, so that the file may have any length.

A row is an object with a `text` and, where known, `title`, `source`, `date`, `url`, `author` and `id`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import SEEK_CUR
from typing import BinaryIO

from briefing.article import Article, Skipped
from briefing.collect.draft import NotAnArticle, Place
from briefing.collect.encoding import decode_unmarked, marked_encoding
from briefing.collect.rows import article_of_row
from briefing.limits import MIB, Limits

SUFFIXES = frozenset({".jsonl", ".ndjson"})

_LINES_IN_VAIN = 100
_OBJECT_BEGINS = re.compile(r'\s*\{\s*"')


def evident(head: bytes, whole: bool) -> bool:
    """Whether a file is JSON lines though its name does not say so: its first line is an object,
    with a text if it is the only line.

    `head` is how the file begins, `whole` says that it is all of the file. An object that is longer than the
    head is taken at its beginning.
    """
    encoding, start = marked_encoding(head) or ("utf-8", 0)
    first, line_ended, rest = head[start:].decode(encoding, "ignore").lstrip().partition("\n")
    if not _OBJECT_BEGINS.match(first):
        return False
    if not line_ended and not whole:
        return True
    try:
        value = json.loads(first)
        return isinstance(value, dict) and ("text" in value or not whole or bool(rest.strip()))
    except (ValueError, RecursionError):
        return False


def read(stream: BinaryIO, place: Place, limits: Limits) -> Iterator[Article | Skipped]:
    """The articles of a stream at its beginning, and the reason for each line that is none.

    Raises `NotAnArticle` for a stream that can't be read by lines at all, has blank ones alone, or begins
    with so many that are none that it must be something else.
    """
    articles = skipped = 0
    for number, line, encoding in _lines(stream, limits):
        try:
            if len(line) > limits.line_bytes:
                raise NotAnArticle(f"is longer than {limits.line_bytes / MIB:g} MiB")
            text = line.decode(encoding) if encoding else decode_unmarked(line)
            if text.strip():
                article = _article(text, line, place)
                articles += 1
                yield article
        except NotAnArticle as wrong:
            skipped += 1
            yield Skipped(place.origin, f"Line {number} {wrong}.")
        if skipped == _LINES_IN_VAIN and not articles:
            raise NotAnArticle(f"is not read on: none of its first {_LINES_IN_VAIN} lines is an article")
    if not articles and not skipped:
        raise NotAnArticle("holds no text")


def _lines(stream: BinaryIO, limits: Limits) -> Iterator[tuple[int, bytes, str | None]]:
    """Each line's number, its bytes without the line's end, and its encoding where the file names it.

    Of a line that is too long only a beginning is given, itself too long.
    """
    encoding, start = marked_encoding(stream.read(4)) or (None, 0)
    stream.seek(start)
    if encoding not in (None, "utf-8"):
        yield from _wide_lines(stream, encoding, limits)
        return
    number = 0
    while line := stream.readline(limits.line_bytes + 2):
        number += 1
        yield number, line.removesuffix(b"\n").removesuffix(b"\r"), None
        if len(line) > limits.line_bytes and not line.endswith(b"\n"):
            _skip_line(stream)


def _skip_line(stream: BinaryIO) -> None:
    """Go on behind the next newline, or to the end."""
    while chunk := stream.read(MIB):
        if (newline := chunk.find(b"\n")) >= 0:
            stream.seek(newline + 1 - len(chunk), SEEK_CUR)
            return


def _wide_lines(stream: BinaryIO, encoding: str, limits: Limits) -> Iterator[tuple[int, bytes, str | None]]:
    """The lines of UTF-16 and UTF-32, in which the byte of a newline may be half of a letter."""
    data = stream.read(limits.item_bytes + 1)
    if len(data) > limits.item_bytes:
        raise NotAnArticle(
            f"is larger than {limits.item_bytes / MIB:g} MiB and not in UTF-8; save it as UTF-8"
        )
    try:
        lines = data.decode(encoding).split("\n")
    except UnicodeDecodeError:
        raise NotAnArticle(f"begins like {encoding[:6].upper()}, but is damaged or binary") from None
    for number, line in enumerate(lines, 1):
        yield number, line.removesuffix("\r").encode(encoding), encoding


def _article(text: str, line: bytes, place: Place) -> Article:
    try:
        row = json.loads(text)
    except json.JSONDecodeError as error:
        wrong = f"{error.msg[:1].lower()}{error.msg[1:]} at column {error.colno}"
        raise NotAnArticle(f"is not valid JSON: {wrong}") from None
    except RecursionError:
        raise NotAnArticle("is not readable JSON: it is nested too deeply") from None
    except ValueError as error:
        raise NotAnArticle(f"is not readable JSON: {error}") from None
    if not isinstance(row, dict):
        raise NotAnArticle("is not a JSON object, such as {“text”: …}")
    return article_of_row(row, line, place)
