"""What the articles of a library tell beside each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from briefing.article import Article, Headline, Reading
from briefing.comparison import (
    Account,
    Carrier,
    Chronology,
    ClaimCard,
    Comparison,
    Event,
    LinkByHand,
    NameMatrix,
    Published,
)
from briefing.correspondence import Alignment
from briefing.reading.passages import passages

if TYPE_CHECKING:
    from briefing.article import Entity
    from briefing.reading.claims import Telling

_REMEMBERED = 64
"""Pairs of articles whose comparison is kept at hand."""

Source = Callable[[str], tuple[Article, Reading]]
"""Gives an article and what was read in it, by its id."""
Comparer = Callable[[str, str], Comparison]


class Comparing:
    """Aligns and compares pairs of articles, and remembers those last asked for."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._aligned = lru_cache(maxsize=_REMEMBERED)(self._align)
        self._compared = lru_cache(maxsize=_REMEMBERED)(self._compare)

    def account(self, id: str) -> Account:
        """As much of an article as comparing it takes."""
        return account(*self._source(id))

    def align(self, a: str, b: str, by_hand: frozenset[LinkByHand], revision: int) -> Alignment:
        """How the passages of two articles correspond, the reader's word included."""
        return self._aligned(a, b, by_hand, revision)

    def compare(self, a: str, b: str, by_hand: frozenset[LinkByHand], revision: int) -> Comparison:
        """What two articles share and where they differ."""
        return self._compared(a, b, by_hand, revision)

    def claim(
        self,
        article: Article,
        passage: int,
        others: Sequence[Article],
        compare: Comparer,
        copies: Callable[[str], str | None],
    ) -> ClaimCard:
        """Who stands behind what a passage tells; see `claim_card`."""
        return claim_card(article, passage, others, self.account, compare, copies)

    def chronology(self, story: str, articles: Iterable[Headline]) -> Chronology:
        """When each article of a story appeared, and when what they tell happened."""
        return chronology(story, in_order_of_appearance(articles), self.account)

    def matrix(self, story: str, counted: Mapping[str, Iterable[tuple[Entity, int]]]) -> NameMatrix:
        """Who and what each article of a story names; see `name_matrix`."""
        return name_matrix(story, counted)

    def _align(self, a: str, b: str, by_hand: frozenset[LinkByHand], _revision: int) -> Alignment:
        return align_accounts(self.account(a), self.account(b), by_hand)

    def _compare(self, a: str, b: str, by_hand: frozenset[LinkByHand], revision: int) -> Comparison:
        alignment = self._aligned(a, b, by_hand, revision)
        return compare_accounts(a, self.account(a), b, self.account(b), alignment)


def account(article: Article, reading: Reading) -> Account:
    """As much of an article as comparing it takes."""
    return Account(article.text, reading.body, article.published)


def align_accounts(a: Account, b: Account, by_hand: Iterable[LinkByHand] = ()) -> Alignment:
    """How the passages of two articles correspond, the reader's word included."""
    from briefing.reading.alignment import align

    words = {(word.passage_a, word.passage_b): word.linked for word in by_hand}
    return align(a.text, a.mentions, b.text, b.mentions, words)


def compare_accounts(
    id_a: str, a: Account, id_b: str, b: Account, alignment: Alignment | None = None
) -> Comparison:
    """What two articles share and where they differ, aligned anew unless an alignment is given."""
    from briefing.reading.differences import compare

    return compare(a, b, alignment or align_accounts(a, b), id_a=id_a, id_b=id_b)


def claim_card(
    article: Article,
    passage: int,
    others: Sequence[Article],
    source: Callable[[str], Account],
    compare: Comparer,
    copies: Callable[[str], str | None],
) -> ClaimCard:
    """Who stands behind what a passage tells, among the other articles of its story.

    Raises IndexError where the article has no such passage.
    """
    from briefing.reading.claims import carried, own_telling

    if not 0 <= passage < len(passages(article.text)):
        raise IndexError(f"there is no passage {passage}")
    own = source(article.id)
    by_other = {
        other.id: list(carried(own, passage, source(other.id), compare(article.id, other.id)))
        for other in others
    }
    found = [_carrier(other, one.telling, copies) for other in others for one in by_other[other.id]]
    asked = max(
        (one for carrying in by_other.values() for one in carrying if not one.telling.loose),
        key=lambda one: (one.telling.stance.denied, one.telling.score),
        default=None,
    )
    if telling := own_telling(own, passage, asked.asked if asked else None):
        found.append(_carrier(article, telling, copies))
    silent = [other for other, carrying in by_other.items() if not carrying]
    found.sort(key=lambda c: (c.published is None, c.published or date.max, -c.score, c.source, c.article))
    return ClaimCard(article.id, passage, tuple(found), _first(found), tuple(silent))


def _carrier(article: Article, telling: Telling, copies: Callable[[str], str | None]) -> Carrier:
    told = telling._asdict()
    return Carrier(article.id, article.source, article.published, **told, copy_of=copies(article.id))


def _first(found: Sequence[Carrier]) -> str | None:
    """Who told it first, as far as the days on which they appeared say.

    What is loosely alike may have told it, and who denies it answers someone who did: if one of them appeared no
    later, that can't be told.
    """
    telling = {c.article: c.published for c in found if not c.stance.denied and not c.loose}
    days = [day for day in telling.values() if day is not None]
    if not days or len(days) < len(telling) or days.count(min(days)) > 1:
        return None
    answering = (c.published for c in found if c.loose or c.stance.denied)
    if any(day is None or day <= min(days) for day in answering):
        return None
    return next(article for article, day in telling.items() if day == min(days))


def in_order_of_appearance(articles: Iterable[Article | Headline]) -> tuple[Published, ...]:
    """The articles, the earliest first, the undated last."""
    ordered = sorted(articles, key=lambda a: (a.published is None, a.published or date.max, a.source, a.id))
    return tuple(Published(a.id, a.source, a.title, a.published) for a in ordered)


def chronology(story: str, published: tuple[Published, ...], source: Callable[[str], Account]) -> Chronology:
    """When each article appeared, and when what they tell happened."""
    from briefing.reading.happenings import happenings

    events = [
        Event(moment, article.article, passage, span, sentence)
        for article in published
        for moment, passage, span, sentence in happenings(source(article.article))
    ]
    events.sort(key=lambda event: (event.moment.first, event.moment.last, str(event.moment.clock or "")))
    return Chronology(story, published, tuple(events))


def name_matrix(story: str, counted: Mapping[str, Iterable[tuple[Entity, int]]]) -> NameMatrix:
    """Who and what each article names, and how often, given by article what it names."""
    articles = tuple(counted)
    counts: dict[Entity, list[int]] = {}
    for column, names in enumerate(counted.values()):
        for entity, count in names:
            counts.setdefault(entity, [0] * len(articles))[column] = count
    entities = sorted(counts, key=lambda e: (counts[e].count(0), -sum(counts[e]), e.name, e.id))
    return NameMatrix(story, articles, tuple(entities), tuple(tuple(counts[e]) for e in entities))


def count_names(reading: Reading) -> list[tuple[Entity, int]]:
    """Who and what an article names, in title and text, with the number of mentions."""
    return list(Counter(mention.entity for mention in (*reading.title, *reading.body)).items())
