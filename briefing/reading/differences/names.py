"""Names: who and what one account names and the other does not."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.article import Mention
from briefing.comparison import Account, Difference, DifferenceKind, Side
from briefing.reading.differences.located import Located


def differing_names(a: Account, b: Account) -> Iterator[Difference]:
    """Each entity that one account alone names, in the order of its first mention, those of a first."""
    in_a, in_b = _by_entity(a), _by_entity(b)
    places_a, places_b = Located.in_text(a.text), Located.in_text(b.text)
    for entity, mentions in in_a.items():
        if entity not in in_b:
            yield _difference(_side(mentions, places_a), None)
    for entity, mentions in in_b.items():
        if entity not in in_a:
            yield _difference(None, _side(mentions, places_b))


def _by_entity(account: Account) -> dict[str, list[Mention]]:
    found: dict[str, list[Mention]] = {}
    for mention in account.mentions:
        found.setdefault(mention.entity.id, []).append(mention)
    return found


def _side(mentions: list[Mention], places: Located) -> Side:
    first = mentions[0]
    return places.side(first.start, first.end, first.entity, first.entity.name)


def _difference(a: Side | None, b: Side | None) -> Difference:
    return Difference(DifferenceKind.NAMES, a, b, 1.0, (), "named by one alone")
