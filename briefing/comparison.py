"""The vocabulary of what several sources say: comparisons, differences, claims, the order of events.

Like that of `briefing.article`, on which it builds: frozen values, offsets in characters of the text they belong
to, end exclusive.
"""

# Without `from __future__ import annotations`, which would have each field of a named tuple compiled at every start.
from datetime import date, time
from enum import StrEnum
from typing import NamedTuple

from briefing.article import Entity, Mention, Span
from briefing.correspondence import Alignment, Link


class Account(NamedTuple):
    """As much of an article as comparing it takes."""

    text: str
    mentions: tuple[Mention, ...]
    """Who and where is named in the text, in order."""
    published: date | None


# What is read in a sentence ---------------------------------------------------------------------------


class Quantity(NamedTuple):
    """A number with what it counts: "about 500 soldiers", "at least 3.2 percent", "$2 to $3 million"."""

    low: float | None
    """The least it can be as written; None where it is open below ("up to 40")."""
    high: float | None
    """The most it can be as written; None where it is open above ("at least 40"). Exact where both are equal."""
    unit: str
    """`percent`, a currency's ISO 4217 code, or a unit such as `km`; empty for a plain count."""
    counted: str
    """The thing counted, as it is written: "soldiers"; empty where a unit says it all."""
    approximate: bool
    """Whether the text says so: "about", "nearly", "some"."""
    ordinal: bool = False
    """Whether it says which ("the third launch"), not how many."""


class Moment(NamedTuple):
    """When something was or will be, as far as a text says it."""

    first: date
    """The first day it can mean."""
    last: date
    """The last; the same as the first where a single day is meant."""
    clock: time | None
    """The time of day, without a zone, where one is given."""
    sure: bool
    """False where reading it took a guess: a day relative to an unknown date, a year that was left out."""


_PRONOUNS = ("he", "she", "they", "it", "we", "i", "you", "who")


class Voice(StrEnum):
    """Whether a text says whose word something is."""

    NAMED = "named"
    """Somebody with a name: "Bolton believes", "according to the ministry of defence"."""
    UNNAMED = "unnamed"
    """Somebody without: "officials said", "is seen as", "reportedly"."""
    NOBODY = "nobody"
    """The article says it on its own word."""


class Attribution(NamedTuple):
    """Whose word something is."""

    voice: Voice
    speaker: str
    """Who, as the text writes it; empty where nobody is given."""
    entities: tuple[Entity, ...]
    """Whom that names."""
    cue: str
    """The words that say so, as the text writes them: "believes", "according to", "reportedly"."""

    @property
    def called(self) -> str:
        """The speaker as a list names it, a pronoun by whom it means; else the cue; empty where neither is known."""
        stands_for = self.speaker.casefold() in _PRONOUNS and self.entities
        return self.entities[0].name if stands_for else self.speaker or self.cue


class Stance(NamedTuple):
    """Whether something is told as so or as not so."""

    denied: bool
    cue: str
    """The words that deny it, or that assert it; empty where it is simply told."""
    attribution: Attribution


class Publication(NamedTuple):
    """The day on which an article appeared."""

    published: date


Value = Quantity | Moment | Attribution | Stance | Publication | Entity
"""What a side of a difference says. By kind: numbers, dates, attribution, denial, publication, names."""


# Differences ------------------------------------------------------------------------------------------


class DifferenceKind(StrEnum):
    """In what two articles differ."""

    DENIAL = "denial"
    NUMBERS = "numbers"
    DATES = "dates"
    ATTRIBUTION = "attribution"
    PUBLISHED = "published"
    """They appeared on different days: that contradicts nothing, but the later may know more."""
    NAMES = "names"


DISPUTES = (DifferenceKind.DENIAL, DifferenceKind.NUMBERS, DifferenceKind.DATES, DifferenceKind.ATTRIBUTION)
"""The kinds of difference in which sources contradict each other, the gravest first."""


class Side(NamedTuple):
    """What one of two articles says where they differ."""

    span: Span | None
    """What says it, in the article's text; None where it is about the article itself: when it appeared."""
    sentence: Span | None
    """The sentence that holds it: the evidence."""
    passage: int | None
    """The passage that holds it."""
    value: Value
    shown: str
    """The value in a few words, as a list shows it."""
    gist: Span | None = None
    """Where a denial meets what it denies: the words that one asserts and the other denies."""


class Difference(NamedTuple):
    """Something that two articles tell differently, or that one of them alone names."""

    kind: DifferenceKind
    a: Side | None
    """None where the first article has nothing of it, as with a name that the second alone has."""
    b: Side | None
    score: float
    """How sure it is that both speak of the same thing, from 0 to 1."""
    words: tuple[str, ...]
    """What makes it so: words and names that both sides have, the weightiest first, as the first writes them."""
    note: str
    """In a few words, what differs."""

    @property
    def passage_a(self) -> int | None:
        """The passage of the first article that it belongs to."""
        return self.a.passage if self.a else None

    @property
    def passage_b(self) -> int | None:
        """The passage of the second article that it belongs to."""
        return self.b.passage if self.b else None


class PassageState(StrEnum):
    """How a passage of one article stands to the other article."""

    IN_CONFLICT = "in conflict"
    """A number, a date or an attribution differs from the other's, or one denies what the other tells."""
    TOLD_BY_BOTH = "told by both"
    """A passage of the other matches closely, or the reader says that it tells the same."""
    LOOSELY_ALIKE = "loosely alike"
    """A passage of the other matches, but not closely."""
    NO_CLOSE_MATCH = "no close match found"
    """That is not to say that the other is silent on it."""


ALIKE = (PassageState.TOLD_BY_BOTH, PassageState.LOOSELY_ALIKE)
"""How two linked passages can stand."""

UNMATCHED = "no match"
"""What a passage without a close match is called where differences are counted: one such passage counts as one."""

CLOSE = 0.25
"""A score from which a match is close; set by eye on pairs of real articles."""


def likeness(link: Link) -> PassageState:
    """How alike two linked passages are: told by both where the match is close or the reader's own."""
    close = link.by_hand or link.score >= CLOSE
    return PassageState.TOLD_BY_BOTH if close else PassageState.LOOSELY_ALIKE


class Comparison(NamedTuple):
    """What two articles share and where they differ."""

    a: str
    """The id of the first article."""
    b: str
    alignment: Alignment
    """With the reader's own links in it, and without those that the reader took away."""
    differences: tuple[Difference, ...]
    """By kind in the order denial, numbers, dates, attribution, published, names; the surest of a kind first."""
    states_a: tuple[PassageState, ...]
    """For each passage of the first article, how it stands to the second."""
    states_b: tuple[PassageState, ...]

    def count(self, state: PassageState, side: int = 0) -> int:
        """How many passages stand so: of the first article, or with `side` 1 of the second."""
        return (self.states_b if side else self.states_a).count(state)

    def differences_of(self, kind: DifferenceKind) -> tuple[Difference, ...]:
        """The differences of one kind."""
        return tuple(difference for difference in self.differences if difference.kind is kind)

    def tally(self) -> dict[str, int]:
        """How many differences there are of each kind, passages without a close match among them, and of all."""
        counts = {kind.value: len(self.differences_of(kind)) for kind in DifferenceKind}
        named = counts.pop(DifferenceKind.NAMES.value)
        state = PassageState.NO_CLOSE_MATCH
        counts |= {UNMATCHED: self.count(state) + self.count(state, 1), DifferenceKind.NAMES.value: named}
        return {"all": sum(counts.values()), **counts}

    def tally_pairs(self) -> dict[str, int]:
        """How many pairs of passages match closely, and how many loosely."""
        alike = [likeness(link) for link in self.alignment.links]
        return {state.value: alike.count(state) for state in ALIKE}

    def of_passage(self, passage: int, side: int = 0) -> tuple[Difference, ...]:
        """The differences that touch a passage of the first article, or with `side` 1 of the second."""
        return tuple(d for d in self.differences if (d.passage_b if side else d.passage_a) == passage)


class LinkByHand(NamedTuple):
    """The reader's word on whether two passages tell the same."""

    a: str
    """The id of an article."""
    passage_a: int
    b: str
    passage_b: int
    linked: bool
    """True where the reader linked them; False where the reader took a link away."""


# Claims -----------------------------------------------------------------------------------------------


class Carrier(NamedTuple):
    """An article that tells the claim."""

    article: str
    """Its id."""
    source: str
    published: date | None
    passage: int
    sentence: Span
    """The sentence that tells it best."""
    score: float
    """How near that sentence is to the passage asked about, from 0 to 1; 1 in the article asked about."""
    stance: Stance
    """Whether it is told as so, and whose word it is."""
    quantities: tuple[Quantity, ...]
    """The numbers that the sentence gives."""
    moments: tuple[Moment, ...]
    """The days and times that the sentence gives."""
    copy_of: str | None
    """The id of the article of the story that it was copied from; None where it stands by itself."""
    loose: bool = False
    """Whether it is only loosely alike: worth a look, and not counted as telling it."""


class ClaimCard(NamedTuple):
    """Who stands behind what a passage tells."""

    article: str
    passage: int
    carriers: tuple[Carrier, ...]
    """By the day they appeared, the undated last; the article asked about is among them."""
    first: str | None
    """The id of the article that told it first; None where days are unknown or two share the first."""
    silent: tuple[str, ...]
    """The ids of the story's articles in which no close match was found."""

    @property
    def telling(self) -> tuple[Carrier, ...]:
        """The carriers that tell it: neither those that only deny it, nor those that are only loosely alike."""
        return tuple(c for c in self.carriers if not c.stance.denied and not c.loose)

    @property
    def denying(self) -> tuple[Carrier, ...]:
        """The carriers that deny it."""
        return tuple(c for c in self.carriers if c.stance.denied and not c.loose)

    @property
    def alike(self) -> tuple[Carrier, ...]:
        """The carriers that are only loosely alike."""
        return tuple(c for c in self.carriers if c.loose)

    @property
    def independent(self) -> int:
        """How many sources tell it of their own: those that don't only deny it, or copy another carrier."""
        telling = self.telling
        ids = {carrier.article for carrier in telling}
        return len({carrier.source for carrier in telling if carrier.copy_of not in ids})


# When, and who where ----------------------------------------------------------------------------------


class Published(NamedTuple):
    """An article in the order of appearance."""

    article: str
    source: str
    title: str
    published: date | None


class Event(NamedTuple):
    """Something that an article tells of, with when it was or will be."""

    moment: Moment
    article: str
    passage: int
    span: Span
    """The words that say when."""
    sentence: Span


class Chronology(NamedTuple):
    """When each article of a story appeared, and when what they tell happened."""

    story: str
    published: tuple[Published, ...]
    """The earliest first, the undated last."""
    events: tuple[Event, ...]
    """The earliest first."""


class NameMatrix(NamedTuple):
    """Who and what each article of a story names, and how often."""

    story: str
    articles: tuple[str, ...]
    """Ids: the columns, in the story's order."""
    entities: tuple[Entity, ...]
    """The rows: those named by most articles first, then the most mentioned."""
    counts: tuple[tuple[int, ...], ...]
    """A row for each entity, a column for each article."""
