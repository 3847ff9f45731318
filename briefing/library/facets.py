"""What the hits of a search have in common, and by which fewer of them would remain."""

from __future__ import annotations

import json
from calendar import month_abbr
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from briefing.library.archive import Archive
from briefing.library.listed import Listed
from briefing.library.query.lexing import OPERATORS, QUOTES
from briefing.reading.words import folded_words

_SHOWN = 6
"""Of each kind."""
_BEST = 2_000
"""Hits whose names are counted: those of more would take longer than one waits."""
_KINDS = {"person": "actor", "organisation": "actor", "state": "name", "place": "place"}


class Facet(NamedTuple):
    """Something that several hits share."""

    kind: str
    """Source, language, month, actor, place, name or story."""
    label: str
    hits: int
    """How many have it; of names, how many of the two thousand best."""
    query: str
    """What asks for it."""


def facets(archive: Archive, listed: Listed, rows: NDArray[np.int64]) -> list[Facet]:
    """The commonest of each kind.

    Those are left out that all hits share, as they would not tell them apart, and those without a word to ask for.
    """
    found = [
        *_sources(listed, rows),
        *_languages(listed, rows),
        *_months(listed, rows),
        *_names(archive, listed, rows[:_BEST]),
        *_stories(archive, listed, rows),
    ]
    return [facet for facet in found if facet.hits < len(rows) and _has_word(facet.query)]


def _has_word(query: str) -> bool:
    return any(map(str.isalnum, query.partition(":")[2]))


def _sources(listed: Listed, rows: NDArray[np.int64]) -> Iterable[Facet]:
    among = [listed.sources[source] for source in np.unique(listed.source_of[rows]).tolist()]
    for source, count in _commonest(listed.source_of[rows]):
        name = listed.sources[source]
        # “BBC” is asked for as words, which “BBC News” has, too.
        longer = [other for other in among if _is_part(folded_words(name), folded_words(other))]
        query = " ".join([f"source:{_quoted(name)}", *(f"-source:{_quoted(other)}" for other in longer)])
        yield Facet("source", name, count, query)


def _is_part(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether all words follow each other among more others."""
    return 0 < len(words) < len(others) and any(
        others[start : start + len(words)] == words for start in range(len(others) - len(words) + 1)
    )


def _languages(listed: Listed, rows: NDArray[np.int64]) -> Iterable[Facet]:
    for language, count in _commonest(listed.language_of[rows]):
        if code := listed.languages[language]:
            yield Facet("language", code, count, f"lang:{_quoted(code)}")


def _months(listed: Listed, rows: NDArray[np.int64]) -> Iterable[Facet]:
    days = listed.days[rows]
    for month, count in _commonest(days[days > 0] // 100):
        year, number = divmod(month, 100)
        yield Facet("month", f"{month_abbr[number]} {year}", count, f"date:{year:04}-{number:02}")


def _names(archive: Archive, listed: Listed, rows: NDArray[np.int64]) -> Iterable[Facet]:
    found = archive.db.execute(
        """
        SELECT entity.name, entity.kind, count(*) AS articles
        FROM naming JOIN entity ON entity.number = naming.entity
        WHERE naming.article IN (SELECT value FROM json_each(?))
        GROUP BY entity.number ORDER BY articles DESC, entity.name
        """,
        (json.dumps(listed.numbers[rows].tolist()),),
    )
    shown: dict[str, int] = {}
    for name, kind, count in found:
        field = _KINDS.get(kind, "name")
        shown[field] = shown.get(field, 0) + 1
        if shown[field] <= _SHOWN and count < len(rows):
            yield Facet(field, name, count, f"{field}:{_quoted(name)}")


def _stories(archive: Archive, listed: Listed, rows: NDArray[np.int64]) -> Iterable[Facet]:
    counts = dict(_commonest(listed.stories[rows]))
    titles = archive.db.execute(
        "SELECT number, id, title FROM story WHERE number IN (SELECT value FROM json_each(?))",
        (json.dumps(list(counts)),),
    )
    told = {number: (id, title) for number, id, title in titles}
    for number, count in counts.items():
        if count > 1 and number in told:
            id, title = told[number]
            yield Facet("story", title, count, f"story:{id}")


def _commonest(values: NDArray[np.integer[Any]]) -> list[tuple[int, int]]:
    found, counts = np.unique(values, return_counts=True)
    order = np.argsort(-counts, kind="stable")[:_SHOWN]
    return list(zip(found[order].tolist(), counts[order].tolist(), strict=True))


def _quoted(name: str) -> str:
    """A name as a query holds it: as it is written, but for what would end a quotation, or be an operator."""
    plain = " ".join("".join(" " if c in QUOTES or c == "\\" else c for c in name).split())
    return plain if plain.isalnum() and plain not in OPERATORS else f'"{plain}"'
