"""Above and below the compared sources: what is compared, how much of it is shared, what speaks for a link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from briefing.article import Story
from briefing.comparison import PassageState
from briefing.safetext import one_line
from briefing.tui.facing import SIGNS
from briefing.tui.painting import fit, palette
from briefing.tui.widgets.item_pane import Piece
from briefing.tui.wording import sources_in_words

_LEGEND = (
    (PassageState.TOLD_BY_BOTH, "told-by-both"),
    (PassageState.LOOSELY_ALIKE, "told-by-both"),
    (PassageState.IN_CONFLICT, "in-conflict"),
    (PassageState.NO_CLOSE_MATCH, "muted"),
)
"""What the marks of the gutter mean, in the order in which they are explained."""

_IN_FULL: Mapping[PassageState, str] = {standing: standing.value for standing in PassageState}
_SHORTER = {**_IN_FULL, PassageState.NO_CLOSE_MATCH: "no match"}
_SHORTEST = {
    PassageState.TOLD_BY_BOTH: "both",
    PassageState.LOOSELY_ALIKE: "alike",
    PassageState.IN_CONFLICT: "conflict",
    PassageState.NO_CLOSE_MATCH: "no match",
}
"""What each is called where there is room for no more."""

_TITLE_FROM = 12
"""Cells without which a title is not worth its place."""


class Heading(NamedTuple):
    """What stands above a column."""

    text: str
    width: int
    """Columns of what it heads."""
    active: bool
    """Whether that is being read."""


class CompareHead(Widget):
    """The story's title, how the passages being read stand to the other sources, and a heading for each column.

    The counts explain the marks of the gutter by the way.
    """

    DEFAULT_CSS = "CompareHead { height: 2; }"

    def __init__(self, story: Story) -> None:
        super().__init__()
        self._story = story
        self._headed: Sequence[Heading] = ()
        self._active = ""
        self._sources = ""
        self._standings: Sequence[PassageState] | None = None

    def count_sources(self, sources: int, independent: int) -> None:
        """Tell how many sources the story has, and how many of its accounts are independent."""
        self._sources = f"{sources_in_words(sources)}, {independent} independent"
        self.refresh()

    def show(self, headed: Sequence[Heading], active: str, standings: Sequence[PassageState] | None) -> None:
        """Head the columns, and count how the passages of the active one stand, which is called by its letter.

        `standings` is None while the comparison is being made.
        """
        after = headed, active, standings
        if after != (self._headed, self._active, self._standings):
            self._headed, self._active, self._standings = after
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The title line, or the headings of the columns."""
        return self._title_line() if y == 0 else self._headings()

    def _title_line(self) -> Strip:
        styles = palette(self)
        width = self.size.width
        sources = f"{self._sources}   " if self._sources else ""
        of = [f"{self._active}’s {len(self._standings or ())} {what}: " for what in ("passages", "¶")]
        forms = [
            self._counts(words, of[short])
            for words, short in ((_IN_FULL, 0), (_SHORTER, 0), (_SHORTER, 1), (_SHORTEST, 1))
        ]
        beside = _TITLE_FROM + cell_len(sources)
        # What the marks mean goes before the title: the shortest words are for where it alone has no room.
        wanted = [*((form, beside) for form in forms[:3]), *((form, 0) for form in forms)]
        counts = next((form for form, rest in wanted if _length(form) + rest + 2 <= width), forms[-1])
        room = width - _length(counts) - 2
        if room - cell_len(sources) < _TITLE_FROM:
            sources = ""
        room -= cell_len(sources)
        title = [Piece(fit(f" {one_line(self._story.title)}", room), "title")] if room >= _TITLE_FROM else []
        pieces = [*title, Piece("  " + sources, "muted"), *counts]
        segments = [Segment(piece.text, styles[piece.style]) for piece in pieces]
        return Strip(segments).adjust_cell_length(width, styles["text"])

    def _counts(self, called: Mapping[PassageState, str], of: str) -> list[Piece]:
        if self._standings is None:
            return [Piece("comparing… ", "muted")]
        pieces = [Piece(of, "muted")]
        for number, (standing, style) in enumerate(_LEGEND):
            count = self._standings.count(standing)
            if number:
                pieces.append(Piece(" · ", "rule"))
            if mark := SIGNS.get(standing):
                pieces.append(Piece(f"{mark} ", style))
            pieces.append(Piece(f"{called[standing]} {count}", "muted"))
        return [*pieces, Piece(" ")]

    def _headings(self) -> Strip:
        styles = palette(self)
        segments: list[Segment] = []
        beside = max(1, len(self._headed) - 1)
        between = (self.size.width - sum(heading.width for heading in self._headed)) // beside
        for number, (heading, room, active) in enumerate(self._headed):
            if number:
                segments.append(
                    Segment(f"{'┬':─^{between}}" if between > 1 else "─" * between, styles["rule"])
                )
            text = fit(f"{'▸' if active else '─'} {heading} ", min(room, cell_len(heading) + 3))
            segments.append(Segment(text, styles["accent" if active else "muted"]))
            segments.append(Segment("─" * (room - cell_len(text)), styles["accent" if active else "rule"]))
        return Strip(segments).adjust_cell_length(self.size.width, styles["rule"])

    def notify_style_update(self) -> None:
        """Draw again in the colours of another theme."""
        super().notify_style_update()
        self.refresh()


class EvidenceLine(NamedTuple):
    """A mark, and a sentence on how a passage stands to another source."""

    mark: str
    style: str
    text: str


class Evidence(Widget):
    """What the passage being read has in common with its match, or in what the two differ."""

    DEFAULT_CSS = "Evidence { height: 2; }"

    ruled = True
    """Whether a line parts it from the texts."""

    def __init__(self) -> None:
        super().__init__()
        self.told: Sequence[EvidenceLine] = ()

    def show(self, told: Sequence[EvidenceLine]) -> None:
        """Show a line for each other column."""
        if told != self.told:
            self.told = told
            self.refresh()
        height = self.ruled + max(1, len(told))
        if self.styles.height is None or self.styles.height.value != height:
            self.styles.height = height

    def render_line(self, y: int) -> Strip:
        """The line above, then what is told."""
        styles = palette(self)
        width = self.size.width
        if y < self.ruled:
            return Strip([Segment("─" * width, styles["rule"])], width)
        if y - self.ruled >= len(self.told):
            return Strip.blank(width, styles["text"])
        line = self.told[y - self.ruled]
        return Strip(
            [
                Segment(f" {line.mark} ", styles[line.style]),
                Segment(fit(one_line(line.text), width - 3), styles["text"]),
            ],
            width,
        )

    def notify_style_update(self) -> None:
        """Draw again in the colours of another theme."""
        super().notify_style_update()
        self.refresh()


def _length(pieces: Sequence[Piece]) -> int:
    return sum(cell_len(piece.text) for piece in pieces)
