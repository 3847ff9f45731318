"""What the articles of a library tell beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from briefing.article import Alignment, Article, Entity, Headline, Reading
from briefing.comparison import Account, Comparison, LinkByHand, NameMatrix, Published


def account(article: Article, reading: Reading) -> Account:
    """As much of an article as comparing it takes."""
    return Account(article.text, reading.body, article.published)


def align_articles(a: Account, b: Account, by_hand: Iterable[LinkByHand]) -> Alignment:
    """How the passages of two articles correspond, the reader's word included."""
    from briefing.reading.alignment import align

    words = {(word.passage_a, word.passage_b): word.linked for word in by_hand}
    return align(a.text, a.mentions, b.text, b.mentions, words)


def compare_articles(id_a: str, a: Account, id_b: str, b: Account, alignment: Alignment) -> Comparison:
    """What two articles share and where they differ."""
    from briefing.reading.differences import compare

    return compare(a, b, alignment, id_a=id_a, id_b=id_b)


def in_order_of_appearance(headlines: Sequence[Headline]) -> tuple[Published, ...]:
    """The articles, the earliest first, the undated last."""
    ordered = sorted(headlines, key=lambda h: (h.published is None, h.published or date.max, h.source, h.id))
    return tuple(Published(h.id, h.source, h.title, h.published) for h in ordered)


def name_matrix(
    story: str, articles: Sequence[str], counted: Callable[[str], Sequence[tuple[Entity, int]]]
) -> NameMatrix:
    """Who and what each article names, and how often, given how to count one article's names."""
    counts: dict[Entity, list[int]] = {}
    for column, article in enumerate(articles):
        for entity, count in counted(article):
            counts.setdefault(entity, [0] * len(articles))[column] = count
    entities = sorted(counts, key=lambda e: (counts[e].count(0), -sum(counts[e]), e.name, e.id))
    return NameMatrix(story, tuple(articles), tuple(entities), tuple(tuple(counts[e]) for e in entities))
