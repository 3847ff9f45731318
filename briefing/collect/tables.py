"""Tables: an article in each row, under a header that names the columns."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import BinaryIO

from briefing.article import Article, Skipped
from briefing.collect import layout
from briefing.collect.draft import NotAnArticle, Place
from briefing.collect.encoding import decode_unmarked, marked_encoding
from briefing.collect.rows import article_of_row
from briefing.limits import MIB, Limits

_DELIMITERS = ",;\t|"
_COLUMNS = {
    name: field
    for field, names in {
        "text": "text body content article fulltext full_text article_text maintext content_text",
        "title": "title headline heading subject",
        "date": "date published publish_date published_at publication_date date_published pubdate",
        "source": "source publication publisher outlet newspaper source_name site domain",
        "url": "url link address permalink source_url",
        "author": "author authors byline creator",
        "language": "language lang",
        "id": "id guid key article_id",
    }.items()
    for name in names.split()
}
"""What the columns of published collections of news are called, in lower case."""
_NAME = re.compile(r"[\w #./:()-]{0,60}(?<![.:])\s*")
_LONGEST_HEADER = 16 * 1024
_ROWS_IN_VAIN = 100


def evident(head: bytes) -> bool:
    """Whether what begins so is a table: its first line names a text and at least one thing more."""
    line = _first_line(head)
    return line is not None and _header(line) is not None


def _first_line(head: bytes) -> str | None:
    encoding, start = marked_encoding(head) or ("utf-8", 0)
    line, ended, _ = head[start : start + 4 * _LONGEST_HEADER].decode(encoding, "replace").partition("\n")
    return line.rstrip("\r") if ended and len(line) <= _LONGEST_HEADER else None


def _header(line: str) -> tuple[str, list[str | None]] | None:
    """The delimiter, and the field that each column holds; None where the line is no header."""
    for delimiter in _DELIMITERS:
        try:
            names = next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error:
            continue
        if not all(map(_NAME.fullmatch, names)):
            continue
        fields = [_COLUMNS.get(name.strip().lower().replace(" ", "_")) for name in names]
        if fields.count("text") == 1 and len(names) > 1 and sum(field is not None for field in fields) > 1:
            return delimiter, fields
    return None


def read(stream: BinaryIO, place: Place, limits: Limits) -> Iterator[Article | Skipped]:
    """The articles of a table at its beginning, and the reason for each row that is none.

    Raises `NotAnArticle` for a table whose rows can't be told apart, or that begins with many that are none.
    """
    lines = _Lines(stream, limits)
    header = _header(next(lines, "").rstrip("\r\n"))
    if header is None:
        raise NotAnArticle("has no header that names a column of texts")
    delimiter, fields = header
    csv.field_size_limit(2 * limits.line_bytes)  # a row is bounded before that
    lines.taken.clear()
    rows = csv.reader(lines, delimiter=delimiter)
    articles = skipped = 0
    while True:
        start = lines.number + 1
        try:
            row = next(rows, None)
            if row is None:
                break
            data = bytes(lines.taken)
            if any(map(str.strip, row)):
                article = _article(row, fields, data, place)
                articles += 1
                yield article
        except _EndlessRow:
            raise NotAnArticle(
                f"is not read on from line {start}: the row there is longer than {limits.line_bytes / MIB:g} MiB,"
                " or has a quote that is never closed"
            ) from None
        except (csv.Error, NotAnArticle) as wrong:
            skipped += 1
            yield Skipped(place.origin, f"The row that ends on line {lines.number} {_reason(wrong)}.")
        if skipped == _ROWS_IN_VAIN and not articles:
            raise NotAnArticle(f"is not read on: none of its first {_ROWS_IN_VAIN} rows is an article")
        lines.taken.clear()
    if not articles and not skipped:
        raise NotAnArticle("is a table without rows")


def _article(row: list[str], fields: list[str | None], data: bytes, place: Place) -> Article:
    if len(row) > len(fields):
        raise NotAnArticle(f"has {len(row)} columns where the header has {len(fields)}")
    told: dict[str, object] = {}
    for field, value in zip(fields, row, strict=False):
        if field is not None and value.strip():
            told.setdefault(field, layout.with_newlines(value))
    return article_of_row(told, data, place)


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, NotAnArticle) else f"can't be read: {error}"


class _EndlessRow(Exception):
    """A row goes on beyond the limit."""


class _Lines:
    """The lines of a table as text; those taken since it was last cleared are remembered, as a row's own bytes."""

    def __init__(self, stream: BinaryIO, limits: Limits) -> None:
        encoding, start = marked_encoding(stream.read(4)) or (None, 0)
        if encoding not in (None, "utf-8"):
            raise NotAnArticle(f"is a table in {encoding}; save it as UTF-8")
        stream.seek(start)
        self._stream = stream
        self._longest = limits.line_bytes
        self.number = 0
        self.taken = bytearray()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._stream.readline(self._longest + 1)
        if not line:
            raise StopIteration
        self.number += 1
        self.taken += line
        if len(self.taken) > self._longest:
            raise _EndlessRow
        return decode_unmarked(line)
