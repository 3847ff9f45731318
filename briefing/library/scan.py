"""Answers a query without an index, by reading through the archive: slow, but always right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from briefing.article import Article, Reading
from briefing.library import documents, readings
from briefing.library.archive import Archive
from briefing.library.query import (
    And,
    Boost,
    DateRange,
    Filter,
    Fuzzy,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Term,
    Wildcard,
    Word,
    is_short,
    parted,
)
from briefing.library.query.likeness import fits_pattern, is_like, places_near
from briefing.reading.words import folded_words

LetThrough = Callable[[Filter, str], bool]
"""Whether a filter lets an article through, by its id."""


def scan(
    archive: Archive, root: Node | None, let_through: LetThrough, cancelled: Callable[[], bool]
) -> Iterator[str]:
    """The ids of the current articles that fit, newest first; it ends early once `cancelled` says so."""
    newest_first = "SELECT id FROM article WHERE current ORDER BY published IS NULL, published DESC, id"
    for (id,) in archive.db.execute(newest_first).fetchall():
        if cancelled():
            return
        article, reading = archive.article(id), readings.reading(archive, id)
        if article is None or reading is None:
            continue
        if root is None or _fits(root, _Fields(article, reading, partial(_sifted, let_through, id))):
            yield id


def _sifted(let_through: LetThrough, id: str, sieve: Filter) -> bool:
    return let_through(sieve, id)


class _Fields:
    """The parts of an article in words, each cut into words when it is first looked at."""

    def __init__(self, article: Article, reading: Reading, passes: Callable[[Filter], bool]) -> None:
        self.published = article.published
        self.passes = passes
        """Whether a filter lets the article through."""
        self._pieces: dict[str, Callable[[], list[str]]] = {
            "title": lambda: [article.title],
            "text": lambda: [article.text],
            "source": lambda: [article.source],
            "author": lambda: [article.author or ""],
            "url": lambda: [parted(article.url or "")],
            "actor": lambda: documents.actors(article, reading).splitlines(),
            "place": lambda: documents.places(article, reading).splitlines(),
        }
        self._words: dict[str, list[str]] = {}

    def words(self, field: str) -> list[str]:
        """The folded words of a part, with a bar after each piece that no phrase reaches beyond."""
        if field not in self._words:
            self._words[field] = [
                word for piece in self._pieces[field]() for word in (*folded_words(piece), "|")
            ]
        return self._words[field]


def _fits(node: Node, fields: _Fields) -> bool:
    match node:
        case And(parts):
            return all(_fits(part, fields) for part in parts)
        case Or(parts):
            return any(_fits(part, fields) for part in parts)
        case Not(part):
            return not _fits(part, fields)
        case DateRange(first, last):
            day = fields.published
            return day is not None and (first is None or first <= day) and (last is None or day <= last)
        case Filter():
            return fields.passes(node)
        case Boost(part):
            return _fits(part, fields)
        case Word() | Prefix() | Fuzzy() | Wildcard() | Phrase() | Near():
            return any(_stands_in(node, fields.words(field)) for field in _looked_through(node))


def _looked_through(term: Term) -> tuple[str, ...]:
    if term.field == "name":
        return "actor", "place"
    if term.field is not None:
        return (term.field,)
    if is_short(term):
        return "title", "actor", "place"
    return "title", "text", "actor", "place"


def _stands_in(term: Term, field: list[str]) -> bool:
    match term:
        case Word(text):
            return text in field
        case Prefix(text):
            return any(word.startswith(text) for word in field)
        case Fuzzy(text):
            return any(is_like(text, word) for word in set(field))
        case Wildcard(pattern):
            return any(fits_pattern(pattern, word) for word in set(field))
        case Near(different, distance):
            places = [[place for place, word in enumerate(field) if word == one] for one in different]
            return all(places) and any(places_near(places, distance))
        case Phrase(sequence):
            *before, last = sequence
            return any(
                field[start : start + len(before)] == before
                and (word.startswith(last) if term.open else word == last)
                for start, word in enumerate(field[len(before) :])
            )
