"""The rows of the list of stories: what stands in each, in how many cells, and in which style."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from briefing.article import Headline, SearchLine, Snippet, StoryLine
from briefing.safetext import one_line
from briefing.tui import dates
from briefing.tui.painting import fit
from briefing.tui.wrapping import wrap

INDENT = 3
"""Cells of a snippet's row that its words don't have."""
_ROOMY = 44
"""Cells from which a story's row can say in words how many of its sources are independent."""

Styles = Mapping[str, Style]


def story(line: StoryLine, width: int, styles: Styles) -> list[Segment]:
    """A story by its title, with how many articles it has."""
    count = _count(line, width)
    room = width - len(count)
    return [Segment(fit(one_line(line.title), room), styles["title"]), Segment(count, styles["muted"])]


def search(line: SearchLine, width: int, styles: Styles) -> list[Segment]:
    """A saved search with how much it finds and how much of that is new; or the rule below the last one."""
    if not line.name:
        return [Segment("─" * width, styles["rule"])]
    new = f" ● {line.new:,} new" if line.new else ""
    count = "" if line.hits is None else f" {line.hits:,} "
    room = max(0, width - cell_len(new) - len(count))
    return [
        Segment(fit(f" ⌕ {one_line(line.name)}", room), styles["text"]),
        Segment(new, styles["unread"]),
        Segment(count, styles["muted"]),
    ]


def headline(line: Headline, signs: str, width: int, styles: Styles, row: Style | None) -> list[Segment]:
    """An article by its day and source, with the signs that stand at the end; `row` is the cursor's style."""
    day = f" {dates.short(line.published):>11} "
    source = fit(one_line(line.source), width - len(day) - len(signs))
    text, muted, dotted = styles["text"], styles["muted"], styles["unread"]
    if row is not None:
        text, muted, dotted = text + row, muted + row, dotted + row
    return [Segment(day, muted), Segment(source, text), Segment(signs, dotted)]


def snippet(found: Snippet, number: int, width: int, styles: Styles, row: Style | None) -> list[Segment]:
    """A line of a snippet, the words that were searched for marked; `row` is the cursor's style."""
    plain = styles["muted"] if row is None else styles["muted"] + row
    marked = styles["hit"]
    lines = wrap(found.text, 0, len(found.text), max(1, width - INDENT))
    if number >= len(lines):
        return [Segment(" " * width, plain)]
    start, end = lines[number]
    segments = [Segment("  ", plain)]
    at = start
    for span in found.spans:
        left, right = max(span.start, start), min(span.end, end)
        if left < right:
            segments.append(Segment(found.text[at:left], plain))
            segments.append(Segment(found.text[left:right], marked))
            at = right
    segments.append(Segment(found.text[at:end], plain))
    used = sum(cell_len(segment.text) for segment in segments)
    return [*segments, Segment(" " * max(0, width - used), plain)]


def _count(line: StoryLine, width: int) -> str:
    """How many articles, and how many of their sources are independent where not all are."""
    if line.articles < 2:
        return " "
    if line.independent == line.sources:
        return f" {line.articles} "
    return (
        f" {line.articles}, {line.independent} independent "
        if width >= _ROOMY
        else f" {line.articles}/{line.independent} "
    )
