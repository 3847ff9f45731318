"""Above and below the compared sources: what is compared, and what speaks for the link being read."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from briefing.article import Link, Story
from briefing.safetext import one_line
from briefing.tui import dates
from briefing.tui.opened import Opened
from briefing.tui.painting import fit, palette


class CompareHead(Widget):
    """The story's title, how much its sources have in common, and a heading for each column."""

    DEFAULT_CSS = "CompareHead { height: 2; }"

    def __init__(self, story: Story) -> None:
        super().__init__()
        self._story = story
        self._shown: Sequence[Opened] = ()
        self._active = 0
        self._counts = ""

    def count(self, shown: Sequence[Opened], active: int, told: int, alone: int) -> None:
        """Tell for how many passages of the column being read a match was found, and for how many none."""
        self._shown, self._active = shown, active
        self._counts = f"told by both {told} · no close match found {alone}"
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The title line, or the headings of the columns."""
        return self._title_line() if y == 0 else self._headings()

    def _title_line(self) -> Strip:
        styles = palette(self)
        width = self.size.width
        sources = f"{len(self._story.articles)} sources · {self._counts} "
        room = width - cell_len(sources) - 2
        if room < 12:
            return Strip([Segment(fit(f" {self._counts}", width), styles["muted"])], width)
        title = fit(f" {one_line(self._story.title)}", room)
        return Strip([Segment(title, styles["title"]), Segment("  " + sources, styles["muted"])], width)

    def _headings(self) -> Strip:
        styles = palette(self)
        segments: list[Segment] = []
        columns = max(1, len(self._shown))
        inner = self.size.width - 5 * (columns - 1)
        for number, opened in enumerate(self._shown):
            room = inner // columns + (1 if number < inner % columns else 0)
            article = opened.article
            name = f"{one_line(article.source)} · {dates.short(article.published)}"
            active = number == self._active
            text = fit(f"{'▸' if active else ' '} {name} ", min(room, cell_len(name) + 3))
            rule = styles["accent" if active else "rule"]
            segments.append(Segment(text, styles["accent"] if active else styles["muted"]))
            segments.append(Segment("─" * (room - cell_len(text)), rule))
            if number + 1 < columns:
                segments.append(Segment("──┬──", styles["rule"]))
        return Strip(segments).adjust_cell_length(self.size.width, styles["rule"])


class Evidence(Widget):
    """What the passage being read has in common with its match: a score, words and names."""

    DEFAULT_CSS = "Evidence { height: 2; }"

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[tuple[str, str]] = []

    def show(self, passage: int, matches: Sequence[tuple[Opened, Link | None, bool]]) -> None:
        """Show the match of a passage in each other column; the flag says whether it was accepted."""
        self._lines = [_sentence(passage, opened, link, accepted) for opened, link, accepted in matches]
        self.styles.height = 1 + max(1, len(self._lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The rule, then a line for each other column."""
        styles = palette(self)
        width = self.size.width
        if y == 0 or y > len(self._lines):
            return Strip([Segment("─" * width if y == 0 else " " * width, styles["rule"])], width)
        mark, text = self._lines[y - 1]
        return Strip(
            [Segment(f" {mark} ", styles["told-by-both"]), Segment(fit(text, width - 3), styles["text"])],
            width,
        )


def _sentence(passage: int, opened: Opened, link: Link | None, accepted: bool) -> tuple[str, str]:
    source = one_line(opened.article.source)
    if link is None:
        return (
            " ",
            f"¶{passage + 1}: no close match found in {source}; no passage there shares a weighty word",
        )
    shared = one_line(" · ".join(dict.fromkeys((*link.names, *link.words))))
    score = f"{link.score:.2f}".lstrip("0")
    if accepted:
        return "═", f"¶{link.a + 1} ↔ ¶{link.b + 1} of {source}, score {score}: {shared}"
    nearest = f"nearest ¶{link.b + 1}, score {score}: {shared}"
    return " ", f"¶{passage + 1}: no close match found in {source}; {nearest}"
