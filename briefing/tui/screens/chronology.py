"""When each source of a story appeared, and when what they tell happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from briefing.annotation import Subject, SubjectKind
from briefing.article import Story
from briefing.comparison import Chronology, Event, Published
from briefing.library.library import Library
from briefing.safetext import one_line
from briefing.tui import dates
from briefing.tui.evidence import of_spot
from briefing.tui.painting import fit
from briefing.tui.screens.lookup import LookupScreen
from briefing.tui.spot import Spot
from briefing.tui.widgets.item_pane import ItemPane, Line, Piece
from briefing.tui.wording import moment_in_words

_WHEN, _SOURCE = 25, 16
"""Cells for a day or a span of days with a time, and for a source with a passage."""

_EXCERPT = 240
"""Characters of a sentence that a line can hold."""


class Happening(NamedTuple):
    """Something on the line of time: that an article appeared, or an event it tells of."""

    order: tuple[bool, date, date, bool]
    """What it is sorted by: the undated last, of one day the appearance of articles last."""
    when: str
    sure: bool
    published: bool
    spot: Spot
    source: str
    text: str


class ChronologyPane(ItemPane):
    """A line for each happening, the day told once."""

    def __init__(self) -> None:
        super().__init__()
        self.happenings: Sequence[Happening] = ()
        self._ready = False

    def show(self, happenings: Sequence[Happening]) -> None:
        """Show these."""
        self.happenings, self._ready = happenings, True
        self.renew(0)

    def lay_out(self, width: int) -> Iterator[Line]:
        """A line for each, or two where there is little room."""
        wide = width >= _WHEN + _SOURCE + 40
        before = ""
        for number, happening in enumerate(self.happenings):
            when = happening.when if happening.when != before or not wide else ""
            before = happening.when
            place = one_line(happening.source)
            if not happening.published:
                place = f"{fit(place, _SOURCE - 5).rstrip()} ¶{happening.spot.passage + 1}"
            sign = (
                Piece(" ◆ ", "accent") if happening.published else Piece(" · " if happening.sure else " ~ ")
            )
            day = Piece(fit(f" {when}", _WHEN), "text" if happening.sure else "muted")
            text = f"appeared: {happening.text}" if happening.published else f"“{happening.text}”"
            source = Piece(fit(place, _SOURCE), "muted")
            if wide:
                room = width - _WHEN - _SOURCE - 4
                yield Line(number, [day, sign, source, Piece(" "), Piece(fit(one_line(text), room))])
            else:
                yield Line(number, [sign, day, source])
                yield Line(number, [Piece("   "), Piece(fit(one_line(text), width - 3))])


class ChronologyScreen(LookupScreen[tuple[Chronology, dict[str, str]]]):
    """The chronology of a story."""

    what = "Chronology"
    opened_by = "compare_chronology"

    def __init__(self, library: Library, story: Story) -> None:
        self.line = ChronologyPane()
        super().__init__(library, story, self.line)

    def find(self) -> tuple[Chronology, dict[str, str]]:
        """When everything was, and the texts that tell of it."""
        chronology = self.library.chronology(self.story.id)
        telling = {event.article for event in chronology.events}
        return chronology, {article: self.library.article(article).text for article in telling}

    def show(self, found: tuple[Chronology, dict[str, str]]) -> None:
        """Show it."""
        chronology, texts = found
        self.line.show(happenings(chronology, texts))
        unsure = sum(not event.moment.sure for event in chronology.events)
        events = "no day or time was found in the texts"
        if chronology.events:
            events = (
                f"· {len(chronology.events) - unsure} days and times told, ~ {unsure} more that are inferred"
            )
        self.tell(f"◆ {len(chronology.published)} sources by the day they appeared; {events}")

    def spot(self) -> Spot | str:
        """The passage that tells it, or the beginning of the article."""
        return self.line.happenings[self.table.cursor].spot

    def evidence(self) -> Subject | str:
        """The sentence that tells of the event, with its day; of an article's appearance, its first passage."""
        if not self.table.items:
            return "There is nothing here to pin"
        happening = self.line.happenings[self.table.cursor]
        if happening.published:
            return super().evidence()
        _, first, last, _ = happening.order
        day = first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"
        return of_spot(self.library, happening.spot, SubjectKind.EVENT, day)


def happenings(chronology: Chronology, texts: Mapping[str, str]) -> list[Happening]:
    """Everything on one line of time, the earliest first, the undated last."""
    sources = {published.article: published.source for published in chronology.published}
    line = [_appeared(published) for published in chronology.published]
    line += [_happened(e, sources.get(e.article, ""), texts[e.article]) for e in chronology.events]
    return sorted(line, key=lambda happening: happening.order)


def _appeared(published: Published) -> Happening:
    day = published.published
    order = (day is None, day or date.max, day or date.max, True)
    spot = Spot(published.article, 0)
    return Happening(order, dates.short(day), True, True, spot, published.source, published.title)


def _happened(event: Event, source: str, text: str) -> Happening:
    moment = event.moment
    start, end = event.sentence
    told = " ".join(text[start : min(end, start + _EXCERPT)].split())
    spot = Spot(event.article, event.passage, event.span)
    order = (False, moment.first, moment.last, False)
    return Happening(order, moment_in_words(moment), moment.sure, False, spot, source, told)
