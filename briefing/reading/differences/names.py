"""Names: who and what one account names and the other does not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.article import Kind, Mention
from briefing.comparison import Account, Difference, DifferenceKind, Side
from briefing.reading.differences.located import Located


def differing_names(a: Account, b: Account) -> Iterator[Difference]:
    """Each entity that one account alone names, in the order of its first mention, those of a first."""
    in_a, in_b = _by_entity(a), _by_entity(b)
    places_a, places_b = Located.in_text(a.text), Located.in_text(b.text)
    for entity, mentions in in_a.items():
        if entity not in in_b and not _may_be_named(mentions, a.text, b.text):
            yield _difference(_side(mentions, places_a), None)
    for entity, mentions in in_b.items():
        if entity not in in_a and not _may_be_named(mentions, b.text, a.text):
            yield _difference(None, _side(mentions, places_b))


def _may_be_named(mentions: list[Mention], text: str, other: str) -> bool:
    """Whether the other text has the name, or of a person's a part, that was not read as a name there."""
    entity = mentions[0].entity
    written = {entity.name, *(text[mention.start : mention.end] for mention in mentions)}
    if entity.kind is Kind.PERSON:
        written |= {part for name in written for part in name.split() if part[:1].isupper()}
    names = "|".join(re.escape(name) for name in sorted(written) if len(name) > 1)
    return bool(names) and re.search(rf"(?<!\w)(?:{names})(?!\w)", other) is not None


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
