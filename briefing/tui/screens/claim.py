"""The claim card: who stands behind what a passage tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from briefing.annotation import Subject
from briefing.article import Headline, Story
from briefing.brief.evidence import of_card
from briefing.comparison import Carrier, ClaimCard, PassageState
from briefing.library.library import Library
from briefing.reading.passages import passages
from briefing.safetext import clean, one_line
from briefing.tui import dates
from briefing.tui.facing import SIGNS, number
from briefing.tui.painting import fit
from briefing.tui.screens.lookup import LookupScreen
from briefing.tui.spot import Spot
from briefing.tui.widgets.item_pane import ItemPane, Line, Piece
from briefing.tui.wording import moment_in_words, quantity_in_words, sources_in_words, stance_in_words
from briefing.tui.wrapping import wrap

_PASSAGE_LINES, _SENTENCE_LINES = 4, 3
"""The most lines of the passage asked about, and of a sentence that carries it."""


class Carried(NamedTuple):
    """A claim card with what it takes to show it."""

    card: ClaimCard
    passage: str
    texts: Mapping[str, str]
    """The sentence of each carrier, by its article and passage joined."""
    headlines: Mapping[str, Headline]


class ClaimPane(ItemPane):
    """The passage, an item for each article that carries it, and one for each that does not."""

    def __init__(self) -> None:
        super().__init__()
        self.carried: Carried | None = None

    def show(self, carried: Carried) -> None:
        """Show a card."""
        self.carried = carried
        self.renew(0)

    def lay_out(self, width: int) -> Iterator[Line]:
        """The passage, those that carry it, those in which no close match was found."""
        if self.carried is None:
            return
        card = self.carried.card
        for text in _wrapped(self.carried.passage, width - 4, _PASSAGE_LINES):
            yield Line(-1, [Piece(f"  {text}", "title")])
        yield Line(-1, [])
        for item, carrier in enumerate(card.carriers):
            yield from self._carrier(item, carrier, width)
        if card.silent:
            yield Line(-1, [Piece(" No close match found in (it may still be told there)", "muted")])
        for item, article in enumerate(card.silent, start=len(card.carriers)):
            headline = self.carried.headlines[article]
            day = f"{dates.short(headline.published):>12}"
            yield Line(item, [Piece("   "), Piece(f"{day}  ", "muted"), Piece(one_line(headline.source))])

    def _carrier(self, item: int, carrier: Carrier, width: int) -> Iterator[Line]:
        assert self.carried is not None
        card, headlines = self.carried.card, self.carried.headlines
        denied = carrier.stance.denied
        facts = []
        if carrier.article == card.first:
            facts.append("first")
        if carrier.copy_of is not None:
            copied = headlines.get(carrier.copy_of)
            facts.append(f"a copy of {one_line(copied.source)}" if copied else "a copy")
        if carrier.article == card.article and carrier.passage == card.passage:
            facts.append("this passage")
        else:
            facts.append(f"{'loosely alike, ' if carrier.loose else ''}score {number(carrier.score)}")
        alike = SIGNS[PassageState.LOOSELY_ALIKE if carrier.loose else PassageState.TOLD_BY_BOTH]
        sign = Piece(" ≠ ", "in-conflict") if denied else Piece(f" {alike} ", "told-by-both")
        place = f"{one_line(carrier.source)} ¶{carrier.passage + 1}"
        day = f"{dates.short(carrier.published):>12}  "
        ending = f"  {' · '.join(facts)}"
        room = max(8, width - len(day) - len(ending) - 4)
        yield Line(
            item,
            [sign, Piece(day, "muted"), Piece(fit(place, room).rstrip(), "title"), Piece(ending, "muted")],
        )
        stance = one_line(stance_in_words(carrier.stance))
        yield Line(
            item, [Piece("      "), Piece(fit(stance, width - 6), "in-conflict" if denied else "text")]
        )
        sentence = self.carried.texts[f"{carrier.article}:{carrier.passage}"]
        for text in _wrapped(f"“{sentence}”", width - 8, _SENTENCE_LINES):
            yield Line(item, [Piece(f"      {text}", "muted")])
        values = [quantity_in_words(quantity) for quantity in carrier.quantities]
        values += [moment_in_words(m) + ("" if m.sure else " (inferred)") for m in carrier.moments]
        if values:
            yield Line(
                item, [Piece("      "), Piece(fit(one_line(" · ".join(dict.fromkeys(values))), width - 6))]
            )
        yield Line(-1, [])


class ClaimScreen(LookupScreen[Carried]):
    """The claim card of a passage."""

    what = "Who reports this"
    opened_by = "claim_show"

    def __init__(self, library: Library, story: Story, spot: Spot) -> None:
        self.claim = ClaimPane()
        super().__init__(library, story, self.claim)
        self._asked = spot

    def find(self) -> Carried:
        """The card, and the sentences it speaks of."""
        card = self.library.claim(self._asked.article, self._asked.passage)
        texts = {
            a: clean(self.library.article(a).text)
            for a in {card.article, *(c.article for c in card.carriers)}
        }
        asked = passages(texts[card.article])[card.passage]
        sentences = {
            f"{c.article}:{c.passage}": texts[c.article][c.sentence.start : c.sentence.end]
            for c in card.carriers
        }
        needed = {*card.silent, *(c.copy_of for c in card.carriers if c.copy_of is not None)}
        headlines = {headline.id: headline for headline in self.library.headlines(sorted(needed))}
        return Carried(card, texts[card.article][asked.start : asked.end], sentences, headlines)

    def show(self, found: Carried) -> None:
        """Show it."""
        self.claim.show(found)
        self.tell(_summary(found.card))

    def evidence(self) -> Subject | str:
        """The whole card: the sentences of all that report it."""
        if self.claim.carried is None:
            return "Still being looked up"
        return of_card(self.library, self.claim.carried.card)

    def spot(self) -> Spot | str:
        """The sentence that carries it, or the beginning of an article that does not."""
        assert self.claim.carried is not None
        card = self.claim.carried.card
        item = self.table.cursor
        if item < len(card.carriers):
            carrier = card.carriers[item]
            return Spot(carrier.article, carrier.passage, carrier.sentence)
        return Spot(card.silent[item - len(card.carriers)], 0)


def _summary(card: ClaimCard) -> str:
    told = {carrier.source for carrier in card.telling}
    denied = {carrier.source for carrier in card.denying}
    alike = {carrier.source for carrier in card.alike}
    parts = [f"told by {sources_in_words(len(told))}, {card.independent} independent"]
    if denied:
        parts.append(f"denied in {sources_in_words(len(denied))}")
    if alike:
        parts.append(f"loosely alike in {sources_in_words(len(alike))}, not counted")
    first = next((c for c in card.carriers if c.article == card.first), None)
    if first is not None:
        parts.append(f"first by {one_line(first.source)} on {dates.short(first.published)}")
    else:
        parts.append(f"who was first can’t be told{'' if alike else ' from the days'}")
    return " · ".join(parts)


def _wrapped(text: str, width: int, most: int) -> Iterator[str]:
    """A text as at most so many lines, with an ellipsis where it was cut."""
    text = " ".join(one_line(text).split())
    spans = wrap(text, 0, len(text), width)
    for row, (start, end) in enumerate(spans[:most]):
        yield text[start:end] + ("…" if row == most - 1 and len(spans) > most else "")
