"""Names: who and what one account names and the other does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from briefing.article import Kind, Mention
from briefing.comparison import Account, Difference, DifferenceKind, Side
from briefing.reading.differences.located import Located
from briefing.reading.passages import TEXTS_AT_HAND


def differing_names(a: Account, b: Account) -> Iterator[Difference]:
    """Each entity that one account alone names, in the order of its first mention, those of a first."""
    for side in _named_by_one(a, b):
        yield Difference(DifferenceKind.NAMES, side, None, 1.0, (), "named by one alone")
    for side in _named_by_one(b, a):
        yield Difference(DifferenceKind.NAMES, None, side, 1.0, (), "named by one alone")


def _named_by_one(account: Account, other: Account) -> Iterator[Side]:
    places = Located.in_text(account.text)
    there = {mention.entity.id for mention in other.mentions}
    words = _words(other.text)
    for id, mentions in _by_entity(account).items():
        if id not in there and not _may_be_named(mentions, account.text, other.text, words):
            first = mentions[0]
            yield places.side(first.start, first.end, first.entity, first.entity.name)


_SCALE = re.compile(r" [Ss]cale\b")
"""After a name that is a measure's: nobody is told of by "6.4 on the Richter scale"."""


@lru_cache(maxsize=TEXTS_AT_HAND)
def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text))


def _may_be_named(mentions: list[Mention], text: str, other: str, words: frozenset[str]) -> bool:
    """Whether the other text has the name, or of a person's a part, that was not read as a name there."""
    entity = mentions[0].entity
    written = {entity.name, *(text[mention.start : mention.end] for mention in mentions)}
    if entity.kind is Kind.PERSON:
        written |= {part for name in written for part in name.split() if part[:1].isupper()}
    return any(name in words if name.isalnum() else name in other for name in written if len(name) > 1)


def _by_entity(account: Account) -> dict[str, list[Mention]]:
    found: dict[str, list[Mention]] = {}
    for mention in account.mentions:
        if not _SCALE.match(account.text, mention.end):
            found.setdefault(mention.entity.id, []).append(mention)
    return found
