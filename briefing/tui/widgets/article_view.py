"""An article on the screen: wrapped once, drawn by line, with one passage marked as the one being read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip

from briefing.article import Entity, Span
from briefing.tui.opened import NO_ROOM, Opened
from briefing.tui.page import MEASURE, Marks, Page, Part
from briefing.tui.painting import palette
from briefing.tui.widgets.line_pane import Frame, LinePane

_REMEMBERED = 2000
"""Lines kept as they were drawn."""

_MARGIN = 2
"""Cells left of the text, for the bar of the current passage, and right of it; a sign takes one more."""

_SIGNS = {"differs": ("≠", "in-conflict"), "named-alone": ("+", "accent")}
"""The sign that stands before a line in which words are marked so, and its style; of several the first."""


PINNED, NOTED = "⚑", "✎"
"""What stands before a line on which something begins that is pinned, or that has a note."""


class ArticleView(LinePane):
    """The text of one article, its names and hits lit up, its current passage marked by a bar."""

    class PassageChanged(Message):
        """Another passage is being read."""

        def __init__(self, view: ArticleView) -> None:
            super().__init__()
            self.view = view

        @property
        def control(self) -> ArticleView:
            """The view it changed in."""
            return self.view

    class NameClicked(Message):
        """A name in the text was clicked."""

        def __init__(self, entity: Entity) -> None:
            super().__init__()
            self.entity = entity

    def __init__(self, *, slack: bool = False, id: str | None = None) -> None:
        """`slack` leaves room above and below the text, so that any line can stand at any height, and for signs."""
        super().__init__(id=id)
        self._margin = _MARGIN + 1 if slack else _MARGIN
        self._slack = slack
        self.opened: Opened | None = None
        self.page: Page | None = None
        self.passage = 0
        self.shows_passage = True
        self.notes: Mapping[int, str] = {}
        self._marks = Marks()
        self._room: Mapping[int, int] = NO_ROOM
        self._signs: dict[int, str] = {}
        self._flagged: Mapping[str, Sequence[Span]] = {}
        self._flags: dict[int, str] = {}
        self._lead_scrolled = 0
        self._drawn: dict[tuple[int, bool], list[Segment]] = {}

    # What is shown ------------------------------------------------------------------------------------

    def show(self, opened: Opened, *, passage: int = 0, marks: Marks | None = None) -> None:
        """Show an article from its top, or at a passage."""
        self.opened = opened
        self.notes = {}
        self._marks = marks or Marks()
        self._room = NO_ROOM
        self._flagged = {}
        self.passage = min(passage, max(0, len(opened.passages) - 1))
        self._lay_out()
        self.top = 0
        if self.passage:
            self.reveal_passage()

    def mark(self, marks: Marks) -> None:
        """Lay other hits or another walked name over the text."""
        self._marks = marks
        if self.page is not None:
            self._mark(self.page)
        self._redraw()

    def flag(self, pinned: Sequence[Span], noted: Sequence[Span]) -> None:
        """Set a flag before the line on which each pinned stretch begins, and a pencil before what has a note."""
        flagged = {NOTED: noted, PINNED: pinned}
        if flagged != self._flagged:
            self._flagged = flagged
            self._set_flags()
            self._redraw()

    def _set_flags(self) -> None:
        page = self.page
        self._flags = {
            page.line_of_offset(span.start): sign
            for sign, spans in self._flagged.items()
            for span in spans
            if page is not None
        }

    def give_room(self, room: Mapping[int, int]) -> None:
        """Let passages, by index, take at least so many lines, for what stands beside them."""
        if room != self._room:
            self._room = room
            self._lay_out()

    def show_passage(self, shown: bool) -> None:
        """Draw the bar of the current passage, or leave it out."""
        if shown != self.shows_passage:
            self.shows_passage = shown
            self._redraw_passage()

    def annotate(self, notes: Mapping[int, str]) -> None:
        """Write a short note at the end of passages, by their index."""
        self.notes = notes
        self._redraw()

    def _lay_out(self) -> None:
        if self.opened is None or self.size.width == 0:
            return
        width = self.size.width - self._margin - _MARGIN
        self.page = self.opened.page(width, self._room)
        self._mark(self.page)
        self._set_flags()
        self._redraw()
        self.set_lines(len(self.page.lines) + 1 + 2 * self._lead)

    def _mark(self, page: Page) -> None:
        page.mark(self._marks)
        self._signs = {}
        for style in reversed(_SIGNS):
            for span in self._marks.laid:
                if span.style == style:
                    self._signs[page.line_of_offset(span.start)] = style

    def _redraw(self) -> None:
        self._drawn.clear()
        self.refresh()

    def _redraw_passage(self) -> None:
        """Draw the current passage anew, with its bar."""
        if self.page is None or not self.page.passages:
            return
        lines = self.page.passage_lines(self.passage)
        for number in lines:
            self._drawn.pop((number, True), None)
        self.refresh(Region(0, lines.start - self.top, self.size.width, len(lines)))

    @property
    def _lead(self) -> int:
        """Blank lines above the first line."""
        return self.size.height if self._slack else 0

    @property
    def top(self) -> int:
        """The line of the page at the top of the view; negative inside the slack."""
        return self.scroll_offset.y - self._lead_scrolled

    @top.setter
    def top(self, line: int) -> None:
        self._lead_scrolled = self._lead
        self.scroll_to(y=line + self._lead, animate=False, force=True)

    # Moving -------------------------------------------------------------------------------------------

    def move_passage(self, step: int) -> bool:
        """Read the next passage or the previous one, once the current one has been seen to its end."""
        if self.page is None or not self.page.passages:
            return False
        lines = self.page.passage_lines(self.passage)
        if step > 0 and lines.stop > self.top + self.size.height:
            self.top = min(self.top + self.size.height - 2, lines.stop - self.size.height + 1)
            return True
        if step < 0 and lines.start < self.top:
            self.top = max(self.top - self.size.height + 2, lines.start - 1)
            return True
        return self.read_passage(self.passage + step)

    def read_passage(self, index: int) -> bool:
        """Make a passage the current one and bring it into view; False where there is none."""
        if self.page is None or not 0 <= index < len(self.page.passages):
            return False
        self._set_passage(index)
        self.reveal_passage()
        return True

    def move_to_end(self, step: int) -> bool:
        """Go to the first passage (-1) or the last (+1)."""
        if self.page is None or not self.page.passages:
            return False
        last = len(self.page.passages) - 1
        before = self.passage, self.top
        self._set_passage(0 if step < 0 else last)
        self.top = 0 if step < 0 else max(0, len(self.page.lines) + 1 - self.size.height)
        return before != (self.passage, self.top)

    def move_page(self, direction: int) -> bool:
        """Scroll by a screen less two lines; the current passage follows into view."""
        return self.scroll_lines(direction * max(1, self.size.height - 2))

    def scroll_lines(self, lines: int) -> bool:
        """Scroll by lines; False at the end of the text."""
        before = self.top
        self.top = before + lines
        self._follow_scroll()
        return self.top != before

    def _follow_scroll(self) -> None:
        """Keep the current passage among those in view."""
        if self.page is None or not self.page.passages:
            return
        lines = self.page.passage_lines(self.passage)
        if lines.stop <= self.top or lines.start < self.top < lines.stop - 1:
            following = self.page.passage_near_line(self.top)
            if self.page.passage_lines(following).start < self.top and following + 1 < len(
                self.page.passages
            ):
                following += 1
            self._set_passage(following)
        elif lines.start >= self.top + self.size.height:
            self._set_passage(self.page.passage_near_line(self.top + self.size.height - 1))

    def reveal_passage(self) -> None:
        """Scroll as little as it takes to see the whole current passage, or its beginning."""
        if self.page is None or not self.page.passages:
            return
        lines = self.page.passage_lines(self.passage)
        self._reveal(0 if self.passage == 0 else lines.start - 1, lines.stop)

    def reveal_offset(self, offset: int) -> None:
        """Make the passage at a character of the text the current one, and bring that character into view."""
        if self.page is None or not self.page.passages:
            return
        self._set_passage(self.page.passage_at_offset(offset))
        line = self.page.line_of_offset(offset)
        if not self.top <= line - 1 <= line + 2 <= self.top + self.size.height:
            self.top = max(0, line - self.size.height // 3)

    def _reveal(self, first: int, stop: int) -> None:
        top, height = self.top, self.size.height
        target = max(top, stop + 1 - height)
        self.top = min(target, first)

    def _set_passage(self, index: int) -> None:
        if index == self.passage or self.page is None:
            return
        for passage in (self.passage, index):
            lines = self.page.passage_lines(passage)
            self.refresh(Region(0, lines.start - self.top, self.size.width, len(lines)))
        self.passage = index
        self.post_message(self.PassageChanged(self))

    # Drawing ------------------------------------------------------------------------------------------

    @property
    def _pad(self) -> int:
        """Cells left of the text: the margin, and more where the view is wider than the measure."""
        return max(self._margin, (self.size.width - MEASURE) // 2)

    def render_line(self, y: int) -> Strip:
        """One row that tells the mouse which character is where."""
        return super().render_line(y).apply_offsets(0, self.scroll_offset.y + y)

    def row(self, y: int, frame: Frame) -> Strip:
        """One row, with what is selected marked."""
        strip = super().row(y, frame)
        if frame.selection is None or (span := frame.selection.get_span(self.scroll_offset.y + y)) is None:
            return strip
        start, end = span
        end = frame.width if end == -1 else end
        if start >= end:
            return strip
        before, selected, after = strip.divide([start, end, strip.cell_length])
        return Strip.join([before, selected.apply_style(palette(self)["selection"]), after])

    def draw(self, y: int, width: int) -> list[Segment]:
        """One line of the page, or nothing above and below it."""
        if self.page is None:
            self._lay_out()
        number = self.top + y
        page = self.page
        if page is None or not 0 <= number < len(page.lines):
            return []
        line = page.lines[number]
        current = self.shows_passage and line.passage == self.passage and line.part is Part.BODY
        segments = self._drawn.get((number, current))
        if segments is None:
            if len(self._drawn) > _REMEMBERED:
                self._drawn.clear()
            segments = self._drawn[number, current] = self._segments(page, number, current, width)
        return [*segments]

    def _segments(self, page: Page, number: int, current: bool, width: int) -> list[Segment]:
        styles = palette(self)
        space = " " * (self._margin - 1)
        bar = Segment(f" {space}", styles["text"])
        if current:
            bar = Segment(f"{'┃' if self.has_focus else '│'}{space}", styles["passage-bar"])
        if (flag := self._flags.get(number)) is not None:
            bar = Segment(f"{flag}{space}", styles["passage-bar" if current else "accent"])
        segments = [Segment(" " * (self._pad - self._margin), styles["text"]), bar]
        if (marked := self._signs.get(number)) is not None:
            sign, style = _SIGNS[marked]
            segments[1:] = [Segment(bar.text[:1], bar.style), Segment(f"{sign} ", styles[style])]
        segments.extend(page.segments(number, styles))
        note = self._note_on(page, number)
        room = width - sum(segment.cell_length for segment in segments)
        if note is not None and len(note) < room:
            segments.append(Segment(" " * (room - len(note)) + note, styles["muted"]))
        return segments

    def _note_on(self, page: Page, number: int) -> str | None:
        """The note of the passage whose last line this is."""
        passage = page.lines[number].passage
        if passage < 0 or passage not in self.notes:
            return None
        return self.notes[passage] if number == page.passage_lines(passage).stop - 1 else None

    # Events -------------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Wrap the text for the new width, with the passage being read still in view."""
        if self.opened is None:
            return
        first_time, top = self.page is None, self.top
        self._lay_out()
        self.top = top
        if not first_time or self.passage:
            self.reveal_passage()

    def on_focus(self) -> None:
        """Draw the bar strong."""
        self._redraw_passage()

    def on_blur(self) -> None:
        """Draw the bar thin."""
        self._redraw_passage()

    def on_click(self, event: events.Click) -> None:
        """Read the passage that was clicked; a name in it is told of, unless text was being selected."""
        if self.page is None or not self.page.passages:
            return
        at = event.get_content_offset_capture(self)
        number = self.top + at.y
        if 0 <= number < len(self.page.lines) and self.page.lines[number].passage >= 0:
            self._set_passage(self.page.lines[number].passage)
            mention = self.page.mention_at(number, at.x - self._pad)
            if mention is not None and self.text_selection is None:
                self.post_message(self.NameClicked(mention.entity))

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text, its lines joined again to paragraphs."""
        page = self.page
        if page is None:
            return None
        parts: list[str] = []
        previous: int | None = None
        for number, line in enumerate(page.lines):
            span = selection.get_span(number + self._lead)
            if span is None or line.part is Part.BLANK:
                continue
            start, end = span
            text = Strip(page.segments(number, palette(self)))
            first = max(0, start - self._pad)
            last = text.cell_length if end == -1 else max(first, end - self._pad)
            piece = text.crop(first, last).text
            if previous is not None:
                parts.append(" " if previous == line.passage else "\n\n")
            parts.append(piece)
            previous = line.passage
        return "".join(parts), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection."""
        self.refresh()

    def notify_style_update(self) -> None:
        """Draw again in the colours of another theme."""
        super().notify_style_update()
        self._redraw()
