"""What came in: the last run's items with what became of each, and why the rest did not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from briefing.library.runs import Outcome, Run
from briefing.safetext import one_line
from briefing.tui.painting import fit, palette
from briefing.tui.screens.dialog import ScrollingDialog
from briefing.tui.wrapping import wrap

_ACTION_WIDTH = 11
_STYLES = {"added": "title", "updated": "title", "skipped": "warning"}
_MARKS = {"added": "+ added", "updated": "~ updated", "skipped": "! skipped", "unchanged": "= same"}

Line = tuple[str, str, bool]
"""What became of an item, on its first line; a part of what is told; whether that is where it came from."""


class OutcomeList(ScrollView, can_focus=True):
    """The items of a run, line by line."""

    DEFAULT_CSS = """
    OutcomeList { height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; }
    """

    def __init__(self, outcomes: Sequence[Outcome]) -> None:
        super().__init__()
        self._outcomes = outcomes
        self.lines: list[Line] = []

    def on_resize(self, event: Resize) -> None:
        """Break the lines anew."""
        width = self.scrollable_content_region.width or self.size.width
        self.lines = list(lines_of(self._outcomes, width))
        self.virtual_size = Size(self.size.width, len(self.lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line."""
        styles = palette(self)
        width = self.size.width
        number = y + self.scroll_offset.y
        if number >= len(self.lines):
            return Strip.blank(width, styles["text"])
        action, text, is_origin = self.lines[number]
        segments = [
            Segment(fit(f" {_MARKS.get(action, '')}", _ACTION_WIDTH), styles[_STYLES.get(action, "muted")]),
            Segment(text, styles["muted" if is_origin else "text"]),
        ]
        return Strip(segments).adjust_cell_length(width, styles["text"])


class ReportScreen(ScrollingDialog):
    """Lists the items of a run over what is being read."""

    widest = 110

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,I,q", "close", "Close", show=False),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("down,j", "scroll(1)", show=False),
        Binding("pageup,b", "page(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("home,g", "to(0)", show=False),
        Binding("end,G", "to(1)", show=False),
    ]

    def __init__(self, run: Run, outcomes: Sequence[Outcome]) -> None:
        """`outcomes` are those of the run that are worth telling: what was unchanged is only counted."""
        super().__init__(OutcomeList(outcomes))
        self._run = run

    def compose(self) -> ComposeResult:
        """The list in a frame that says which run it is."""
        run = self._run
        when = f"{run.started_at.astimezone():%d %b %Y, %H:%M}"
        ended = "" if run.ended_at else " · interrupted"
        counts = [f"{count:,} {action}" for action, count in run.counts.items() if count]
        with self.framed(f"What came in · {run.what} of {when}{ended}", " · ".join([*counts, "esc closes"])):
            yield self._listed


def lines_of(outcomes: Sequence[Outcome], width: int) -> Iterator[Line]:
    """The items broken into lines of so many cells: what is told of each, then where it came from."""
    room = max(12, width - _ACTION_WIDTH)
    for outcome in outcomes:
        action: str = outcome.action
        for text, is_origin in ((outcome.reason or outcome.title, False), (outcome.origin, True)):
            clean = one_line(text)
            for start, end in wrap(clean, 0, len(clean), room):
                yield action, clean[start:end], is_origin
                action = ""
    if not outcomes:
        yield "", "Nothing was added, updated or skipped.", False
