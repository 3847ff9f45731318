"""Which articles a query's filters let through: by what the reader made of them, and by their stories."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from briefing.library.archive import Archive
from briefing.library.listed import Listed
from briefing.library.query import Filter
from briefing.reading.words import folded_words

if TYPE_CHECKING:
    from briefing.library.annotations import Annotations

_FEWEST = 6
"""Characters of the beginning of an id by which a story is known."""

_BETWEEN_LETTERS = str.maketrans(dict.fromkeys("'’.‘“”–—…", ""))
"""What may stand in a word without being part of its folded form, and what else is common in titles."""


class Sieves:
    """The filters of one search, each looked into once."""

    def __init__(self, archive: Archive, listed: Listed, annotations: Annotations) -> None:
        self._archive, self._listed, self._annotations = archive, listed, annotations
        self._known: dict[Filter, NDArray[np.bool_]] = {}

    def rows(self, sieve: Filter) -> NDArray[np.bool_]:
        """For each listed article, whether it is let through."""
        if sieve not in self._known:
            self._known[sieve] = self._found(sieve)
        return self._known[sieve]

    def lets_through(self, sieve: Filter, article_id: str) -> bool:
        """Whether it lets through one article."""
        row = self._listed.row(article_id)
        return row >= 0 and bool(self.rows(sieve)[row])

    def _found(self, sieve: Filter) -> NDArray[np.bool_]:
        annotations = self._annotations
        match sieve.kind, sieve.value:
            case "is", "read":
                return self._among(annotations.read())
            case "is", "unread":
                return ~self._among(annotations.read())
            case "is", "pinned":
                return self._among(annotations.pinned())
            case "is", "noted":
                return self._among(annotations.noted())
            case "is", "starred":
                return self._among(annotations.starred())
            case "tag", tag:
                return self._among(self._tagged(tag))
            case "lang", language:
                return self._listed.in_language(language)
            case _, story:
                stories: NDArray[np.bool_] = np.isin(self._listed.stories, self._stories(story))
                return stories

    def _tagged(self, tag: str) -> set[str]:
        """Whatever the case in which the tag was written."""
        same = [known for known, _ in self._annotations.tags() if known.casefold() == tag]
        return {article for known in same for article in self._annotations.tagged(known)}

    def _among(self, ids: frozenset[str] | set[str] | list[str]) -> NDArray[np.bool_]:
        fits = np.zeros(len(self._listed.ids), bool)
        rows = self._listed.rows(np.array([id.encode() for id in ids], "S16"))
        fits[rows[rows >= 0]] = True
        return fits

    def _stories(self, value: str) -> list[int]:
        """The numbers of the stories with an id that begins so, or with these words in their titles."""
        rows = self._archive.db.execute("SELECT number, id, title FROM story").fetchall()
        if (self._listed.stories < 0).any():
            rows += self._archive.db.execute(
                "SELECT -number, id, title FROM article WHERE current AND story IS NULL"
            ).fetchall()
        if len(value) >= _FEWEST and (known := [number for number, id, _ in rows if id.startswith(value)]):
            return known
        wanted = set(folded_words(value))
        bare = letters(wanted)
        return [
            number
            for number, _, title in rows
            if may_hold(title, bare) and wanted <= set(folded_words(title))
        ]


def letters(folded: Iterable[str]) -> list[str]:
    """What there is of words in a title that has them, before it is folded; see `may_hold`."""
    return [word.translate(_BETWEEN_LETTERS) for word in folded]


def may_hold(title: str, letters: Iterable[str]) -> bool:
    """Whether a title may have the words of these letters: a tenth of the work of cutting it into words."""
    plain = title.lower().translate(_BETWEEN_LETTERS)
    return not plain.isascii() or all(word in plain for word in letters)
