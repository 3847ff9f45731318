"""Quotations: what stands between double quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from briefing.article import Span
from briefing.reading.passages import paragraphs

_OPENING, _CLOSING, _STRAIGHT = "“„«", "”»", '"'
_MARK = re.compile(f"[{_OPENING}{_CLOSING}{_STRAIGHT}]")
_LONGEST_OPEN = 700
"""Characters; what nobody closes within as many is no quotation, but a mark too much."""


def quotations(text: str) -> tuple[Span, ...]:
    """The stretches between double quotation marks, marks included.

    One that is left open goes on to the next opening mark, as in a speech of several paragraphs, or to the end of
    its paragraph.
    """
    found = []
    for start, end in paragraphs(text):
        opened = None
        for mark in _MARK.finditer(text, start, end):
            at = mark.start()
            opens = _opens(text, at, start, opened is not None)
            if opened is not None and (not opens or at - opened <= _LONGEST_OPEN):
                found.append(Span(opened, at if opens else at + 1))
            opened = at if opens else None
        if opened is not None and end - opened <= _LONGEST_OPEN:
            found.append(Span(opened, end))
    return tuple(found)


def _opens(text: str, at: int, start: int, is_open: bool) -> bool:
    """Whether a mark opens a quotation: curly ones say it, straight ones by what stands beside them."""
    mark = text[at]
    if mark != _STRAIGHT:
        return mark in _OPENING
    before, after = text[max(start, at - 2) : at], text[at + 1 : at + 2]
    if before and not before[-1].isspace() and before[-1] not in "([—–-":
        return False
    # Where spaces went wrong, as in `them, "he said`, a mark after a comma closes.
    return not (is_open and ((before.startswith(",") and after.islower()) or not after or after.isspace()))


def quoted_at(found: tuple[Span, ...], at: int) -> Span | None:
    """The quotation that holds an offset."""
    index = bisect_right(found, at, key=lambda span: span.start) - 1
    return found[index] if index >= 0 and at < found[index].end else None


def is_quoted(found: tuple[Span, ...], sentence: Span) -> bool:
    """Whether most of a sentence is quoted."""
    inside = sum(
        min(span.end, sentence.end) - max(span.start, sentence.start) for span in _touching(found, sentence)
    )
    return 2 * inside > sentence.end - sentence.start


def has_quotation(found: tuple[Span, ...], sentence: Span) -> bool:
    """Whether some of a sentence is quoted."""
    return bool(_touching(found, sentence))


def _touching(found: tuple[Span, ...], sentence: Span) -> tuple[Span, ...]:
    first = bisect_right(found, sentence.start, key=lambda span: span.end)
    last = bisect_left(found, sentence.end, key=lambda span: span.start)
    return found[first:last]
