"""The arrangement of a brief: its sections and lines, with a cursor, so that they can be moved and left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from briefing.brief.document import Brief, Line, Section, SectionKind
from briefing.brief.formats.wording import between
from briefing.brief.outline import Outline
from briefing.safetext import one_line
from briefing.tui.painting import fit
from briefing.tui.widgets.item_pane import ItemPane, Piece
from briefing.tui.widgets.item_pane import Line as Row
from briefing.tui.wrapping import wrap

_LINES = 2
"""Screen lines that a line of the brief has."""
_BEGINNING = 40
"""Characters by which a line is known again."""


class Item(NamedTuple):
    """What the cursor can stand on: the brief itself, one of its sections, or a line of one."""

    part: int | None
    """The number of the section in the outline; None for the brief itself."""
    section: Section | None
    """The section as it was built; None where nothing is in it."""
    at: int | None
    """The number of the line in its section; None for the section itself."""

    @property
    def line(self) -> Line | None:
        """The line, where it is one."""
        return None if self.section is None or self.at is None else self.section.lines[self.at]

    def called(self, outline: Outline) -> str:
        """What it is, in a few words: a section by its heading, a line by how it begins."""
        if self.part is None:
            return "the title"
        if self.line is None:
            part = outline.parts[self.part]
            return f"the section “{begin(part.heading or part.kind.heading)}”"
        quoted = self.line.quotations[0].text if self.line.quotations else self.line.label
        return f"“{begin(self.line.words or quoted)}”"


def begin(text: str) -> str:
    """How a text begins, on one line and cut between words."""
    words = " ".join(text.split())
    if len(words) <= _BEGINNING:
        return words
    return (words[:_BEGINNING].rpartition(" ")[0] or words[:_BEGINNING]).rstrip(" ,;:") + "…"


class OutlinePane(ItemPane):
    """The brief's title, its sections in order, and under each its lines, pinned ones with a flag."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.listed: list[Item] = []
        self._brief: Brief | None = None
        self._outline: Outline | None = None

    def show(self, outline: Outline, brief: Brief) -> None:
        """Show an outline with what fills it; the cursor stays on its line, wherever that went."""
        before = self.current
        self._outline, self._brief = outline, brief
        self.listed = list(_items(outline, brief))
        self.renew(self._find(before))

    @property
    def current(self) -> Item | None:
        """What the cursor stands on."""
        return self.listed[self.cursor] if self.cursor < len(self.listed) else None

    def _find(self, item: Item | None) -> int:
        """Where something stands now: a line by what it is, a section by its number."""
        if item is None:
            return 0
        if item.line is not None:
            same = [
                n
                for n, other in enumerate(self.listed)
                if other.line is not None
                and (other.line.id, other.line.words) == (item.line.id, item.line.words)
            ]
            if same:
                return min(same, key=lambda n: abs(n - self.cursor))
        return min(self.cursor, max(0, len(self.listed) - 1))

    def lay_out(self, width: int) -> Iterator[Row]:
        """The title, then each section with its lines."""
        if self._outline is None or self._brief is None:
            return
        for number, item in enumerate(self.listed):
            if item.part is None:
                yield Row(number, [Piece(fit(f" {one_line(self._outline.title)}", width), "title")])
            elif item.at is None:
                yield Row(-1, [])
                yield Row(number, [Piece(fit(f" {self._heading(item)}", width), "accent")])
            elif item.line is not None:
                yield from _line_rows(number, item.line, width)

    def _heading(self, item: Item) -> str:
        assert self._outline is not None
        assert item.part is not None
        part = self._outline.parts[item.part]
        heading = one_line(part.heading or part.kind.heading)
        if part.kind is SectionKind.SOURCES:
            return f"{heading} ({len(self._brief.sources) if self._brief is not None else 0})"
        count = len(item.section.lines) if item.section is not None else 0
        told = f"{heading} ({count})" if count else f"{heading} (nothing in it)"
        return told if part.ledger else f"{told} · pins and words alone"


def _items(outline: Outline, brief: Brief) -> Iterator[Item]:
    sections = {section.part: section for section in brief.sections}
    yield Item(None, None, None)
    for number in range(len(outline.parts)):
        section = sections.get(number)
        yield Item(number, section, None)
        for at in range(len(section.lines) if section is not None else 0):
            yield Item(number, section, at)


def _line_rows(number: int, line: Line, width: int) -> Iterator[Row]:
    sign, style = ("⚑", "accent") if line.pinned else ("✎", "accent") if line.words else ("·", "muted")
    text = " ".join(one_line(_told(line)).split())
    room = max(8, width - 4)
    rows = wrap(text, 0, len(text), room)
    for row, (start, end) in enumerate(rows[:_LINES]):
        more = row == _LINES - 1 and len(rows) > _LINES
        shown = f"{text[start : max(start, end - 1)].rstrip()}…" if more else text[start:end]
        yield Row(number, [Piece(f" {sign if row == 0 else ' '} ", style), Piece(shown)])


def _told(line: Line) -> str:
    if line.words:
        return line.words
    quoted = between(line).join(f"“{quotation.text}”" for quotation in line.quotations)
    return ": ".join(part for part in (line.label, quoted) if part)
