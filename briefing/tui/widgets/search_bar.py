"""The search field, what it found at its right end, and below it a rule that carries one notice."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets._input import Input

from briefing.safetext import one_line
from briefing.tui.keymap import bindings
from briefing.tui.painting import fit, palette

_PROMPT = " / "

_LONGEST = 2048
"""Characters the field takes: enough for the query language to say itself that a query is too long."""


class QueryInput(Input):
    """A text field that takes nothing unsafe, not even by paste."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("search")]

    class Accepted(Message):
        """The query is finished: run it whole."""

    def action_search_accept(self) -> None:
        """Ask for the whole query to be run."""
        self.post_message(self.Accepted())

    def insert_text_at_cursor(self, text: str) -> None:
        """Insert what was typed or pasted, made safe and kept within the longest query."""
        super().insert_text_at_cursor(one_line(text)[: max(0, _LONGEST - len(self.value))])

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace a stretch, made safe."""
        super().replace(one_line(text)[:_LONGEST], start, end)


class SearchStatus(Widget):
    """What the search found, set flush right."""

    parts: tuple[str, ...] = ()

    def say(self, *parts: str) -> None:
        """Show a status; its last parts are left out where there is no room for them."""
        if parts != self.parts:
            self.parts = parts
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The status."""
        width = self.size.width
        text = ""
        for part in self.parts:
            longer = f"{text} · {part}" if text else part
            if cell_len(longer) > width - 1:
                break
            text = longer
        pad = " " * (width - 1 - cell_len(text))
        return Strip([Segment(f"{pad}{text} ", palette(self)["muted"])], width)


class NoticeLine(Widget):
    """The rule below the search field. It carries one notice, or points at a column of the query."""

    DEFAULT_CSS = "NoticeLine { height: 1; }"

    class Pressed(Message):
        """The notice was clicked."""

    notice = ""
    _column = -1
    _problem = ""

    def say(self, notice: str) -> None:
        """Show a notice until another one, or none for an empty string."""
        if notice != self.notice:
            self.notice = one_line(notice)
            self.refresh()

    def point(self, column: int, problem: str) -> None:
        """Point at a column of the query and say what is wrong there; -1 points no more."""
        if (column, problem) != (self._column, self._problem):
            self._column, self._problem = column, one_line(problem)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The rule with what it has to say."""
        styles = palette(self)
        width = self.size.width
        if self._column >= 0:
            column = min(len(_PROMPT) + self._column, width - 2)
            text = f"↑ {self._problem}"
            if column + cell_len(text) > width and column > cell_len(text):
                text = f"{self._problem} ↑"
                column -= cell_len(text) - 1
            return Strip([Segment(fit(" " * column + text, width), styles["warning"])], width)
        if self.notice:
            text = fit(f" {self.notice} ", min(width - 2, cell_len(self.notice) + 2))
            rest = "─" * (width - 2 - cell_len(text))
            return Strip(
                [
                    Segment("──", styles["rule"]),
                    Segment(text, styles["accent"]),
                    Segment(rest, styles["rule"]),
                ],
                width,
            )
        return Strip([Segment("─" * width, styles["rule"])], width)

    def on_click(self, event: events.Click) -> None:
        """Tell that the notice was clicked."""
        if self.notice:
            self.post_message(self.Pressed())


class SearchBar(Widget):
    """One line to type a query in, and one to be told about it."""

    DEFAULT_CSS = """
    SearchBar { height: 2; }
    SearchBar > Horizontal { height: 1; }
    SearchBar #prompt { width: 3; }
    SearchBar QueryInput { width: 1fr; height: 1; border: none; padding: 0; background: transparent; }
    SearchBar QueryInput:focus { border: none; background-tint: $foreground 0%; }
    SearchBar SearchStatus { width: 46; height: 1; }
    SearchBar.-narrow SearchStatus { width: 20; }
    """

    def compose(self) -> ComposeResult:
        """The prompt, the field, the status; below them the rule."""
        with Horizontal():
            yield _Prompt(id="prompt")
            yield QueryInput(
                placeholder="words, “phrases”, actor: place: source: title: date:2023-11",
                select_on_focus=False,
                id="query",
            )
            yield SearchStatus()
        yield NoticeLine()

    @property
    def input(self) -> QueryInput:
        """The field."""
        return self.query_one(QueryInput)

    @property
    def status(self) -> SearchStatus:
        """The place right of the field."""
        return self.query_one(SearchStatus)

    @property
    def notice(self) -> NoticeLine:
        """The rule below."""
        return self.query_one(NoticeLine)

    def on_resize(self) -> None:
        """Give the field the room on a narrow terminal."""
        self.set_class(self.size.width < 90, "-narrow")


class _Prompt(Widget):
    """The slash before the field."""

    def render_line(self, y: int) -> Strip:
        """The slash."""
        return Strip([Segment(_PROMPT, palette(self)["accent"])], len(_PROMPT))


def held(articles: int, stories: int, sources: int) -> list[str]:
    """How many articles there are in how many stories, from how many sources."""
    counts = (
        (articles, "article", "articles"),
        (stories, "story", "stories"),
        (sources, "source", "sources"),
    )
    return [f"{count:,} {one if count == 1 else many}" for count, one, many in counts]


def milliseconds(taken: float) -> str:
    """How long a search took."""
    return f"{taken:.0f} ms" if taken >= 1 else "<1 ms"
