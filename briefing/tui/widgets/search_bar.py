"""The search field, what it found at its right end, and below it a rule with the parts of the query and a notice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from briefing.safetext import one_line
from briefing.tui.painting import fit, palette

if TYPE_CHECKING:
    from briefing.tui.widgets.query_input import QueryInput

PLACEHOLDER = "words, “phrases”, actor: place: source: title: date:2023-11"

_PROMPT = " / "
_WIDTHS = ((120, 58), (90, 46), (0, 20))
"""From how many columns on the status has how many of them."""


class SearchBar(Widget):
    """Two lines that it draws itself; the field is laid over the first one once it is needed.

    Mounting the field only then keeps a text editor out of the way to the first frame.
    """

    DEFAULT_CSS = "SearchBar { height: 2; }"

    class Typed(Message):
        """Something else stands in the field than was known."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Accepted(Message):
        """The query is finished: run it whole."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._text = text
        self._field: QueryInput | None = None
        self._completion: Callable[[str], str | None] | None = None
        self.status: tuple[str, ...] = ()
        self.notice = ""
        self._chips: tuple[str, ...] = ()
        self._explained = ""
        self._column = -1
        self._problem = ""

    # The field ----------------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self._text

    @text.setter
    def text(self, text: str) -> None:
        """Write into the field. Nobody is told: who writes knows."""
        self._text = text
        if self._field is None:
            self.refresh()
        else:
            self._field.value = text
            self._field.cursor_position = len(text)

    def complete_by(self, completion: Callable[[str], str | None]) -> None:
        """Offer in grey how the query may go on; `completion` is asked in a thread."""
        self._completion = completion

    @property
    def is_typed_in(self) -> bool:
        """Whether the field has the focus."""
        return self._field is not None and self._field.has_focus

    async def field(self) -> QueryInput:
        """The field, mounted if it was not yet."""
        if self._field is None:
            from briefing.tui.widgets.query_input import QueryInput

            self._field = QueryInput(self._text, self._completion)
            self._place_field()
            await self.mount(self._field)
        return self._field

    def _place_field(self) -> None:
        if self._field is not None:
            self._field.styles.margin = (0, self._status_width, 0, len(_PROMPT))

    def on_resize(self) -> None:
        """Give the field the room that the status leaves."""
        self._place_field()

    def on_input_changed(self, event: Message) -> None:
        """Tell what was typed."""
        event.stop()
        if self._field is not None and self._field.value != self._text:
            self._text = self._field.value
            self.post_message(self.Typed(self._text))

    def on_query_input_accepted(self, event: Message) -> None:
        """Tell that it is finished."""
        event.stop()
        self.post_message(self.Accepted(self._text))

    # What is told -------------------------------------------------------------------------------------

    def tell(self, *parts: str) -> None:
        """Show a status; its last parts are left out where there is no room for them."""
        if parts != self.status:
            self.status = parts
            self.refresh()

    def note(self, notice: str) -> None:
        """Show a notice on the rule until another one, or none for an empty string."""
        if notice != self.notice:
            self.notice = one_line(notice)
            self.refresh()

    def show_chips(self, chips: Iterable[str], explained: str = "") -> None:
        """Show on the rule what a query asks for, part by part, where there is nothing else to tell.

        The whole of it in words follows where it has room.
        """
        shown = tuple(map(one_line, chips)), one_line(explained)
        if shown != (self._chips, self._explained):
            self._chips, self._explained = shown
            self.refresh()

    def point(self, column: int, problem: str) -> None:
        """Point at a column of the query, the cursor too, and say what is wrong there; -1 points no more."""
        if self._field is not None and column >= 0:
            self._field.cursor_position = min(column, len(self._text))
        if (column, problem) != (self._column, self._problem):
            self._column, self._problem = column, one_line(problem)
            self.refresh()

    # Drawing ------------------------------------------------------------------------------------------

    @property
    def _status_width(self) -> int:
        return next(status for width, status in _WIDTHS if self.size.width >= width)

    def render_line(self, y: int) -> Strip:
        """The line of the field, or the rule."""
        return self._first_line() if y == 0 else self._rule()

    def _first_line(self) -> Strip:
        styles = palette(self)
        width = self.size.width
        room = max(0, width - len(_PROMPT) - self._status_width)
        field = Segment(
            fit(one_line(self._text or PLACEHOLDER), room), styles["text" if self._text else "muted"]
        )
        status = self._fitting_status()
        pad = " " * max(0, self._status_width - 1 - cell_len(status))
        return Strip(
            [Segment(_PROMPT, styles["accent"]), field, Segment(f"{pad}{status} ", styles["muted"])]
        ).adjust_cell_length(width, styles["text"])

    def _fitting_status(self) -> str:
        text = ""
        for part in self.status:
            longer = f"{text} · {part}" if text else part
            if cell_len(longer) > self._status_width - 1:
                break
            text = longer
        return text

    def _rule(self) -> Strip:
        styles = palette(self)
        width = self.size.width
        if self._column >= 0:
            column = min(len(_PROMPT) + self._column, width - 2)
            text = f"↑ {self._problem}"
            if column + cell_len(text) > width and column > width // 2:
                before = fit(self._problem, min(cell_len(self._problem), column - 1))
                text = f"{before.rstrip()} ↑"
                column -= cell_len(text) - 1
            return Strip([Segment(fit(" " * column + text, width), styles["warning"])], width)
        segments = [Segment("──", styles["rule"]), *self._chip_segments(width - 2)]
        room = width - sum(segment.cell_length for segment in segments)
        # Cut only where it stands alone: beside the parts of a query, half a notice would be noise.
        if self.notice and (not self._chips or cell_len(self.notice) + 2 <= room):
            text = fit(f" {self.notice} ", min(room, cell_len(self.notice) + 2))
            segments.append(Segment(text, styles["accent" if not self._chips else "muted"]))
            room -= cell_len(text)
        sentence = f" {self._explained} "
        if self.notice or not self._chips or not self._explained or cell_len(sentence) + 4 > room:
            rule = Segment("─" * max(0, room), styles["rule"])
            return Strip([*segments, rule]).adjust_cell_length(width)
        rule = Segment("─" * (room - cell_len(sentence) - 2), styles["rule"])
        return Strip(
            [*segments, rule, Segment(sentence, styles["muted"]), Segment("──", styles["rule"])], width
        )

    def _chip_segments(self, room: int) -> list[Segment]:
        """The parts of the query, parted by the rule; what has no room is counted."""
        styles = palette(self)
        segments: list[Segment] = []
        for place, chip in enumerate(self._chips):
            left = len(self._chips) - place
            text = f" {chip} "
            # Room for the count of what is left out, unless nothing would be.
            if cell_len(text) + 1 > room - (6 if left > 1 else 0):
                more = f" +{left} " if place else fit(text, max(0, room - 1))
                segments.append(Segment(more, styles["muted"]))
                break
            segments += [Segment(text, styles["accent"]), Segment("─", styles["rule"])]
            room -= cell_len(text) + 1
        return segments

    async def on_click(self, event: events.Click) -> None:
        """Type a query where its line was clicked."""
        if event.y == 0:
            (await self.field()).focus()

    def notify_style_update(self) -> None:
        """Draw again in the colours of another theme."""
        super().notify_style_update()
        self.refresh()


def held(articles: int, stories: int, sources: int, independent: int | None = None) -> list[str]:
    """How many articles there are in how many stories, from how many sources.

    How many of the sources are independent is said where it is known and not all are.
    """
    counts = (
        (articles, "article", "articles"),
        (stories, "story", "stories"),
        (sources, "source", "sources"),
    )
    said = [f"{count:,} {one if count == 1 else many}" for count, one, many in counts]
    if independent is not None and independent != sources:
        said[-1] += f", {independent:,} independent"
    return said


def milliseconds(taken: float) -> str:
    """How long a search took."""
    return f"{taken:.0f} ms" if taken >= 1 else "<1 ms"
