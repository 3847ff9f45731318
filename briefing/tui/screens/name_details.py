"""What is known of one name, over what is being read: how it is written, why it was marked, where else it occurs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView
from textual.strip import Strip

from briefing.article import Headline, Why
from briefing.library.names import NameDetails
from briefing.reading.locations import Location, in_words
from briefing.safetext import one_line
from briefing.tui import dates
from briefing.tui.name_rows import GLYPHS
from briefing.tui.page import STYLE_OF
from briefing.tui.painting import fit, palette

WHY = {Why.GAZETTEER: "gazetteer", Why.RULE: "rule", Why.MODEL: "model", Why.USER: "yours"}
"""What had a mention marked, in a word."""

_LABEL = 11
"""Cells for what a line tells of."""
_FORMS = 12
"""The most writings that are told."""


class Wanted(NamedTuple):
    """What the reader wants once the details are closed."""

    verb: str
    """`open`, `merge`, `split`, `kind` or `hide`."""
    article: str = ""
    """The article to open."""


class NameCard(ScrollView, can_focus=True, inherit_bindings=False):
    """The lines: what is known, then the articles that name it, with a cursor among these."""

    DEFAULT_CSS = """
    NameCard { height: auto; max-height: 100%; scrollbar-size-vertical: 1; overflow-x: hidden; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Next", show=False),
        Binding("k,up", "move(-1)", "Previous", show=False),
        Binding("space,pagedown", "move(10)", "Page down", show=False),
        Binding("b,pageup", "move(-10)", "Page up", show=False),
        Binding("g,home", "move(-1000000)", "First", show=False),
        Binding("G,end", "move(1000000)", "Last", show=False),
    ]

    def __init__(
        self,
        details: NameDetails,
        location: Location | None,
        headlines: Sequence[Headline],
        counts: tuple[int, int] | None,
        here: str,
    ) -> None:
        """`counts` are the mentions in the open article and in its story, `here` the id of that article."""
        super().__init__()
        self._details = details
        self._facts = list(_facts(details, location, counts))
        self._headlines = headlines
        self._mentions = dict(details.articles)
        self._here = here
        self._lines: list[tuple[str, str]] = []
        self.cursor = 0

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._lines = list(self._broken(self.size.width))
        self.virtual_size = Size(0, len(self._lines) + 2 + len(self._headlines))
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line for each fact and each article."""
        return len(list(self._broken(width))) + 2 + len(self._headlines)

    def _broken(self, width: int) -> Iterator[tuple[str, str]]:
        yield "", ""
        for label, told in self._facts:
            for number, part in enumerate(wrap(told, max(10, width - _LABEL - 1)) or [""]):
                yield ("" if number else label), part

    @property
    def article(self) -> str | None:
        """The article under the cursor."""
        return self._headlines[self.cursor].id if self._headlines else None

    def render_line(self, y: int) -> Strip:
        """One line."""
        width = self.size.width
        return Strip(self._segments(y + self.scroll_offset.y, width)).adjust_cell_length(
            width, palette(self)["text"]
        )

    def _segments(self, number: int, width: int) -> list[Segment]:
        styles, entity = palette(self), self._details.entity
        if number == 0:
            name = fit(one_line(entity.name), max(1, min(cell_len(entity.name), width - 22)))
            return [
                Segment(f" {GLYPHS[entity.kind]} ", styles["muted"]),
                Segment(name, styles["text"] + styles[STYLE_OF[entity.kind]]),
                Segment(f"  {entity.kind.value}", styles["muted"]),
            ]
        if number < len(self._lines):
            label, told = self._lines[number]
            return [Segment(fit(f" {label}", _LABEL), styles["muted"]), Segment(told, styles["text"])]
        number -= len(self._lines)
        if number == 0:
            return []
        if number == 1:
            count = len(self._headlines)
            return [Segment(f" In {count} article{'s' if count != 1 else ''}", styles["title"])]
        return self._article(number - 2, width)

    def _article(self, number: int, width: int) -> list[Segment]:
        if not 0 <= number < len(self._headlines):
            return []
        styles, headline = palette(self), self._headlines[number]
        cursor = styles["cursor"] if number == self.cursor else None
        mark = "▸" if headline.id == self._here else " "
        source = fit(one_line(headline.source), min(18, max(8, width // 4)))
        text = fit(
            f" {mark}{self._mentions.get(headline.id, 0):>3}  {dates.short(headline.published):>11}  "
            f"{source}  {one_line(headline.title)}",
            width,
        )
        return [Segment(text, styles["text"] + cursor)]

    def action_move(self, step: int) -> None:
        """Move the cursor among the articles."""
        if not self._headlines:
            return
        self.cursor = max(0, min(len(self._headlines) - 1, self.cursor + step))
        line = len(self._lines) + 2 + self.cursor
        top = min(max(self.scroll_offset.y, line - self.size.height + 1), line)
        self.scroll_to(y=0 if self.cursor == 0 else top, animate=False, force=True)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Open the article that was clicked."""
        number = event.y + self.scroll_offset.y - len(self._lines) - 2
        if 0 <= number < len(self._headlines):
            self.cursor = number
            self.screen.dismiss(Wanted("open", self._headlines[number].id))


class NameDetailsScreen(ModalScreen[Wanted | None]):
    """Tells of a name; its result is what is wanted then."""

    DEFAULT_CSS = """
    NameDetailsScreen { align: center middle; background: $background 60%; }
    NameDetailsScreen Vertical {
        width: 84; max-width: 100%; height: auto; max-height: 100%; padding: 0 1;
        background: $background; border: round $rule; border-title-color: $accent; border-subtitle-color: $muted;
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,i,q", "close", "Close", show=False),
        Binding("enter", "open", "Open the article", show=False),
        Binding("m", "want('merge')", "Merge", show=False),
        Binding("s", "want('split')", "Split", show=False),
        Binding("e", "want('kind')", "Change its kind", show=False),
        Binding("x", "want('hide')", "Hide", show=False),
    ]

    def __init__(self, card: NameCard) -> None:
        super().__init__()
        self._card = card

    def compose(self) -> ComposeResult:
        """The lines in a box."""
        box = Vertical()
        box.border_title = "About the name"
        box.border_subtitle = "enter opens · m merge · s split · e kind · x hide · esc"
        with box:
            yield self._card

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)

    def action_open(self) -> None:
        """Open the article under the cursor."""
        if self._card.article is not None:
            self.dismiss(Wanted("open", self._card.article))

    def action_want(self, verb: str) -> None:
        """Put the name right."""
        self.dismiss(Wanted(verb))


def _facts(
    details: NameDetails, location: Location | None, counts: tuple[int, int] | None
) -> Iterator[tuple[str, str]]:
    """What is known, each with the word that says what it tells of."""
    forms = [f"{one_line(form)} {count}" for form, count in details.forms.items()]
    more = f" · {len(forms) - _FORMS} more" if len(forms) > _FORMS else ""
    yield "written", " · ".join(forms[:_FORMS]) + more
    yield "role", " · ".join(f"{role.value} {count}" for role, count in details.roles.items())
    yield "marked by", " · ".join(f"{WHY[why]} {count}" for why, count in details.whys.items())
    if location is not None:
        yield "where", in_words(location)
    if counts is not None:
        yield "mentions", f"{counts[0]} here · {counts[1]} in the story"
    yield "id", one_line(details.entity.id)
