"""The text of an article as paragraphs parted by one blank line, whatever its lines were broken at.

Plain text: where a whole text stands on lines of at most 100 characters, a paragraph whose every line is as
full as the longest allows was wrapped by hand or by machine, and its breaks become spaces; verse, lists and
addresses keep theirs. Where a text has longer lines and no blank one, each line is a paragraph. Markdown:
breaks inside of paragraphs become spaces, as Markdown says, save in code, tables and where two spaces or a
backslash ask for a break.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

_WIDEST_WRAP = 100
_NARROWEST_WRAP = 50
_RAGGED = 10
"""Characters by which wrapped lines may fall short, since some programs balance them."""

_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028]")
_HYPHENATION = re.compile(r"(?<=\w)\xad(?=\w)")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_OWN_LINE = re.compile(r" {0,3}(?:#{1,6}\s|\||=+$|-+$)| {4}|\t")
_HARD_BREAKS = ("  ", "\\")
_BULLET = re.compile(r"\s*(?:[-–—*+•>|]|[0-9]{1,3}[.)])\s")


def with_newlines(text: str) -> str:
    r"""The text with `\n` for every kind of line end, and without hyphens that show only at a line's end."""
    return _HYPHENATION.sub("", _LINE_END.sub("\n", text).replace("\u2029", "\n\n"))


def plain(text: str) -> str:
    """Plain text as paragraphs; see above for its line breaks."""
    lines = [line.rstrip() for line in text.split("\n")]
    paragraphs = [list(group) for filled, group in groupby(lines, bool) if filled]
    width = max((len(line) for line in lines if " " in line.strip()), default=0)
    if width > _WIDEST_WRAP and len(paragraphs) == 1:
        paragraphs = [[line] for line in paragraphs[0]]
    wrap = width if _NARROWEST_WRAP <= width <= _WIDEST_WRAP else None
    return "\n\n".join(_paragraph(lines, wrap) for lines in paragraphs).strip()


def _paragraph(lines: list[str], wrap: int | None) -> str:
    if len(lines) == 1:
        return lines[0].lstrip()
    if wrap is not None and all(_wrapped_between(line, after, wrap) for line, after in pairwise(lines)):
        return " ".join(line.strip() for line in lines)
    return "\n".join(lines)


def _wrapped_between(line: str, after: str, width: int) -> bool:
    """Whether the break stands where the next word would not have fitted."""
    return len(line) + 1 + len(after.split(None, 1)[0]) > width - _RAGGED and not _BULLET.match(after)


def markdown(text: str) -> str:
    """Markdown with each of its paragraphs on one line; see above."""
    groups = groupby(_markdown_lines(text.split("\n")), bool)
    return "\n\n".join("\n".join(lines) for filled, lines in groups if filled).strip()


def _markdown_lines(lines: Iterable[str]) -> Iterator[str]:
    """The lines with those joined that Markdown reads as one; an empty one parts paragraphs."""
    joined: list[str] = []
    fenced = False
    for line in lines:
        is_fence = _FENCE.match(line) is not None
        stands_alone = fenced or is_fence or not line.strip() or _OWN_LINE.match(line)
        if joined and (stands_alone or _BULLET.match(line)):
            yield " ".join(filter(None, joined))
            joined = []
        if stands_alone:
            yield line.rstrip()
        else:
            joined.append(line.removesuffix("\\").strip() if joined else line.removesuffix("\\").rstrip())
            if line.endswith(_HARD_BREAKS):
                yield " ".join(filter(None, joined))
                joined = []
        fenced ^= is_fence
    if joined:
        yield " ".join(filter(None, joined))
