"""An article laid out for one width: which line shows which characters, and in which styles.

Offsets decide everything: mentions, hits and passages are spans of the text, and a line draws the spans
that touch it. Nothing here knows of widgets.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style

from briefing.article import Article, Kind, Mention, Passage, Reading, Span
from briefing.tui.wrapping import wrap

MEASURE = 88
"""The widest a line of text may be, in cells: beyond it the eye loses the next line."""

_LONGEST_SPAN = 2048
"""Characters: how far back a span may start and still reach into a line."""

_START = attrgetter("start")
_LAYER = attrgetter("layer")

STYLE_OF = {
    Kind.PERSON: "actor",
    Kind.ORGANISATION: "organisation",
    Kind.STATE: "state",
    Kind.PLACE: "place",
}
"""The style of each kind of name, in the text and in lists."""


class Part(Enum):
    """What a line of the page belongs to."""

    TITLE = "title"
    META = "meta"
    BODY = "body"
    BLANK = "blank"


class PageLine(NamedTuple):
    """One screen line: characters `start` to `end` of the title, the meta line or the body."""

    part: Part
    start: int
    end: int
    passage: int
    """The passage it belongs to, or -1."""


class StyledSpan(NamedTuple):
    """A stretch of text and the style name that is laid over whatever lies on lower layers."""

    start: int
    end: int
    style: str
    layer: int


class Marks(NamedTuple):
    """What is laid over an article's text beside its mentions."""

    title_hits: tuple[Span, ...] = ()
    hits: tuple[Span, ...] = ()
    current_hit: int = -1
    entity: str | None = None
    """The id of the name whose mentions are being walked."""
    current_mention: int = -1
    laid: tuple[StyledSpan, ...] = ()
    """Whatever else is marked in the text."""


class Page:
    """An article wrapped once for a width; asked line by line for what to draw."""

    def __init__(
        self,
        article: Article,
        reading: Reading,
        passages: Sequence[Passage],
        meta: str,
        width: int,
        room: Mapping[int, int],
    ) -> None:
        """`room` gives passages, by index, at least so many lines: blank ones follow where the text has fewer."""
        self.article = article
        self.reading = reading
        self.passages = passages
        self.meta = meta
        self.asked = width, room
        self.width = max(1, min(width, MEASURE))
        self._room = room
        self.lines: list[PageLine] = []
        self._first_line: list[int] = []
        self._lay_out()
        self._marks = Marks()
        self._title_spans: list[StyledSpan] | None = None
        self._body_spans: list[StyledSpan] | None = None

    def _lay_out(self) -> None:
        lines = self.lines
        for span in wrap(self.article.title, 0, len(self.article.title), self.width):
            lines.append(PageLine(Part.TITLE, *span, -1))
        for span in wrap(self.meta, 0, len(self.meta), self.width):
            lines.append(PageLine(Part.META, *span, -1))
        for passage in self.passages:
            lines.append(PageLine(Part.BLANK, 0, 0, -1))
            self._first_line.append(len(lines))
            for span in wrap(self.article.text, passage.start, passage.end, self.width):
                lines.append(PageLine(Part.BODY, *span, passage.number))
            missing = self._room.get(passage.number, 0) - (len(lines) - self._first_line[-1])
            lines.extend([PageLine(Part.BLANK, 0, 0, -1)] * missing)

    def mark(self, marks: Marks) -> None:
        """Lay other hits and another walked name over the text."""
        self._marks = marks
        self._title_spans = self._body_spans = None

    @property
    def marks(self) -> Marks:
        """What is laid over the text now."""
        return self._marks

    def passage_lines(self, index: int) -> range:
        """The lines of a passage, without the blank one before it."""
        first = self._first_line[index]
        last = self._first_line[index + 1] - 1 if index + 1 < len(self._first_line) else len(self.lines)
        return range(first, last)

    def passage_at_offset(self, offset: int) -> int:
        """The passage that holds a character of the text."""
        starts = [passage.start for passage in self.passages]
        return max(0, bisect_right(starts, offset) - 1)

    def passage_near_line(self, line: int) -> int:
        """The passage at a line, or the next one below a line that belongs to none."""
        return max(0, min(len(self._first_line) - 1, bisect_right(self._first_line, line + 1) - 1))

    def line_of_offset(self, offset: int) -> int:
        """The line that shows a character of the text."""
        if not self._first_line:
            return 0
        lines = self.passage_lines(self.passage_at_offset(offset))
        starts = [self.lines[line].start for line in lines if self.lines[line].part is Part.BODY]
        return lines.start + max(0, bisect_right(starts, offset) - 1)

    def mention_at(self, number: int, cell: int) -> Mention | None:
        """The name that a line of the body shows at a cell; None where there is none."""
        line = self.lines[number]
        text = self.text_of(line)
        if line.part is not Part.BODY or not 0 <= cell < cell_len(text):
            return None
        offset = line.start + len(set_cell_size(text, cell))
        mentions = self.reading.body
        before = bisect_right(mentions, offset, key=_START) - 1
        return mentions[before] if before >= 0 and offset < mentions[before].end else None

    def text_of(self, line: PageLine) -> str:
        """The characters that a line shows; a tab shows as one space."""
        match line.part:
            case Part.TITLE:
                text = self.article.title[line.start : line.end]
            case Part.META:
                text = self.meta[line.start : line.end]
            case _:
                text = self.article.text[line.start : line.end]
        return text.replace("\t", " ")

    def segments(self, number: int, styles: Mapping[str, Style]) -> list[Segment]:
        """A line as styled segments, unpadded."""
        line = self.lines[number]
        text = self.text_of(line)
        match line.part:
            case Part.BLANK:
                return []
            case Part.META:
                return [Segment(text, styles["muted"])]
            case Part.TITLE:
                if self._title_spans is None:
                    self._title_spans = _overlay(
                        self.reading.title, self._marks.title_hits, self._marks, in_body=False
                    )
                return list(_cut(text, line.start, self._title_spans, styles["title"], styles))
            case Part.BODY:
                if self._body_spans is None:
                    self._body_spans = _overlay(
                        self.reading.body, self._marks.hits, self._marks, in_body=True
                    )
                return list(_cut(text, line.start, self._body_spans, styles["text"], styles))


def _overlay(
    mentions: Sequence[Mention], hits: Sequence[Span], marks: Marks, *, in_body: bool
) -> list[StyledSpan]:
    """All styled spans of one text, sorted by where they start."""
    spans = [StyledSpan(mention.start, mention.end, STYLE_OF[mention.entity.kind], 0) for mention in mentions]
    if marks.entity is not None:
        walked = [mention for mention in mentions if mention.entity.id == marks.entity]
        for index, mention in enumerate(walked):
            style = "hit-current" if in_body and index == marks.current_mention else "mention"
            spans.append(StyledSpan(mention.start, mention.end, style, 1))
    for index, hit in enumerate(hits):
        style = "hit-current" if in_body and index == marks.current_hit else "hit"
        spans.append(StyledSpan(hit.start, hit.end, style, 2))
    if in_body:
        spans.extend(marks.laid)
    spans.sort(key=_START)
    return spans


def _cut(
    text: str, offset: int, spans: Sequence[StyledSpan], base: Style, styles: Mapping[str, Style]
) -> Iterator[Segment]:
    """The line's text cut wherever a style begins or ends."""
    end = offset + len(text)
    touching = []
    for index in range(bisect_left(spans, end, key=_START) - 1, -1, -1):
        span = spans[index]
        if span.end > offset:
            touching.append(span)
        elif offset - span.start > _LONGEST_SPAN:
            break
    touching.sort(key=_LAYER)
    cuts = sorted(
        {offset, end, *(min(max(edge, offset), end) for s in touching for edge in (s.start, s.end))}
    )
    for left, right in pairwise(cuts):
        style = base
        for span in touching:
            if span.start <= left and right <= span.end:
                style += styles[span.style]
        yield Segment(text[left - offset : right - offset], style)
