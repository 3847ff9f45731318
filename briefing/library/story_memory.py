"""What grouping remembers of each article, kept in the archive and read from it as far as it is asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from briefing.library.archive import Archive
from briefing.reading.copies import Prints
from briefing.reading.stories import Memory, Vector
from briefing.reading.stories.memory import CHUNK, PLACE, lay_out, pack

_AT_ONCE = 500
"""Articles that are read with one query."""


class StoryMemory(Memory):
    """The memory of the archive's articles, by their numbers. Nothing is written before `keep`."""

    def __init__(self, archive: Archive, *, anew: bool = False) -> None:
        """Begin with what the archive holds; with `anew`, with nothing, which `keep` then makes last."""
        super().__init__()
        self._db = archive.db
        self._anew = anew
        self._prints: dict[int, Prints] = {}
        self._asked_for: set[int] = set()
        self._new: set[int] = set()
        self._gone: set[int] = set()
        self._changed_postings: set[tuple[int, int]] = set()
        self._changed_chunks: set[int] = set()
        if not anew:
            stored = dict(self._db.execute("SELECT chunk, places FROM placing"))
            nothing = bytes(CHUNK * PLACE.itemsize)
            chunks = (stored.get(chunk, nothing) for chunk in range(max(stored, default=0) + 1))
            self.places = np.frombuffer(bytearray().join(chunks), dtype=PLACE)

    def knows(self, article: int) -> bool:
        """Whether the article is remembered."""
        return article < len(self.places) and bool(self.places["closeness"][article])

    def count(self) -> int:
        """How many articles are remembered."""
        return int(np.count_nonzero(self.places["closeness"]))

    def known(self) -> list[int]:
        """All articles that are remembered."""
        found: list[int] = np.flatnonzero(self.places["closeness"]).tolist()
        return found

    def remember(self, article: int, id: str, day: int, vector: Vector) -> None:
        """Take in an article; its prints have to follow."""
        super().remember(article, id, day, vector)
        self._new.add(article)
        self._changed_chunks.add(article // CHUNK)

    def remember_prints(self, article: int, prints: Prints) -> None:
        """Take in the prints of an article that was just remembered."""
        self._prints[article] = prints

    def forget(self, article: int) -> None:
        """Let go of an article."""
        vector = self.vector(article)
        super().forget(article)
        self._new.discard(article)
        self._gone.add(article)
        self._prints.pop(article, None)
        self._changed_chunks.add(article // CHUNK)
        self._changed_postings.update((term, article // CHUNK) for term in self.leading_terms(vector))

    def prints(self, article: int) -> Prints:
        """The runs of words by which an article is recognised."""
        self.load_articles((article,))
        return self._prints[article]

    def _note_moved(self, articles: NDArray[np.int64]) -> None:
        self._changed_chunks.update((articles // CHUNK).tolist())

    def load_articles(self, articles: Iterable[int]) -> None:
        """Read what is not at hand yet."""
        missing = [article for article in articles if article not in self._articles]
        for start in range(0, len(missing), _AT_ONCE):
            rows = self._db.execute(
                """
                SELECT weighed.article, article.id, terms, weights, weighed.words, prints
                FROM json_each(?) AS wanted JOIN weighed ON weighed.article = wanted.value
                    JOIN article ON article.number = weighed.article
                """,
                (json.dumps(missing[start : start + _AT_ONCE]),),
            )
            for article, id, terms, weights, words, prints in rows:
                vector = Vector(
                    np.frombuffer(terms, dtype="<u4"),
                    np.frombuffer(weights, dtype="<u2"),
                    tuple(words.split()),
                )
                self._articles[article] = (id, vector)
                self._prints[article] = np.frombuffer(prints, dtype="<u4")

    def load_postings(self, terms: Iterable[int]) -> None:
        """Read what is not at hand yet."""
        missing = [] if self._anew else [term for term in terms if term not in self._asked_for]
        if not missing:
            return
        self._asked_for.update(missing)
        rows = self._db.execute(
            "SELECT term, chunk, entries FROM posting WHERE term IN (SELECT value FROM json_each(?))",
            (json.dumps(missing),),
        )
        for term, chunk, entries in rows:
            self._postings.setdefault(term, {})[chunk] = bytearray(entries)

    def keep(self) -> None:
        """Write to the archive what has changed, within a transaction."""
        db = self._db
        if self._anew:
            for table in ("weighed", "posting", "placing", "print"):
                db.execute(f"DELETE FROM {table}")  # noqa: S608 - the names are constants
        db.executemany("DELETE FROM weighed WHERE article = ?", ((article,) for article in self._gone))
        db.executemany(
            "INSERT OR REPLACE INTO weighed (article, terms, weights, words, prints) VALUES (?, ?, ?, ?, ?)",
            ((article, *self._packed(article)) for article in sorted(self._new)),
        )
        db.executemany(
            "INSERT OR REPLACE INTO posting (term, chunk, entries) VALUES (?, ?, ?)",
            self._all_postings() if self._anew else self._new_postings(),
        )
        db.executemany(
            "INSERT OR REPLACE INTO placing (chunk, places) VALUES (?, ?)",
            (
                (chunk, self.places[chunk * CHUNK : (chunk + 1) * CHUNK].tobytes())
                for chunk in sorted(self._changed_chunks)
            ),
        )

    def _new_postings(self) -> Iterator[tuple[int, int, bytes]]:
        for term, chunk in sorted(self._changed_postings):
            yield term, chunk, bytes(self._postings[term][chunk])

    def _all_postings(self) -> Iterator[tuple[int, int, bytes]]:
        """Those of all articles, which were not collected one by one."""
        articles = sorted(self._new)
        found = lay_out([self.vector(article) for article in articles])
        numbers = np.array(articles, dtype=np.int64)[found.articles]
        packed = pack(numbers, found.weights)
        chunks = numbers // CHUNK
        for term, first, last in zip(found.terms.tolist(), found.starts, found.starts[1:], strict=False):
            ends = [*(np.flatnonzero(np.diff(chunks[first:last])) + 1 + first).tolist(), last]
            for start, end in zip([first, *ends], ends, strict=False):
                yield term, int(chunks[start]), packed[start:end].tobytes()

    def _post(self, article: int, vector: Vector) -> None:
        if not self._anew:
            super()._post(article, vector)
            self._changed_postings.update((term, article // CHUNK) for term in self.leading_terms(vector))

    def _packed(self, article: int) -> tuple[bytes, bytes, str, bytes]:
        vector = self.vector(article)
        terms, weights = vector.terms.astype("<u4").tobytes(), vector.weights.astype("<u2").tobytes()
        return terms, weights, " ".join(vector.words), self._prints[article].astype("<u4").tobytes()
