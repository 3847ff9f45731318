"""Which articles copy each other, and how many accounts of a story are therefore independent."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from itertools import combinations

import numpy as np

from briefing.article import Copy
from briefing.library.archive import Archive
from briefing.library.story_memory import StoryMemory
from briefing.reading import copies
from briefing.reading.copies import Prints

_ENOUGH = 64
"""More articles than this need not be known to call a print boilerplate."""


class Copying:
    """The prints of the articles, as the archive holds them."""

    def __init__(self, archive: Archive) -> None:
        self._db = archive.db
        self._boilerplate: dict[int, bool] = {}
        self._runs: dict[int, copies.Runs] = {}

    def add(self, article: int, prints: Prints) -> None:
        """Take in an article."""
        self._db.executemany(
            "INSERT OR IGNORE INTO print (number, article) VALUES (?, ?)",
            ((number, article) for number in prints.tolist()),
        )

    def remove(self, article: int, prints: Prints) -> None:
        """Let go of an article."""
        self._db.executemany(
            "DELETE FROM print WHERE number = ? AND article = ?",
            ((number, article) for number in prints.tolist()),
        )
        self._boilerplate.clear()

    def turned(self, article: int, prints: Prints) -> set[int]:
        """The other articles whose copies hang on this one: with it a print of theirs is boilerplate, without it not.

        To be asked while the article is taken in.
        """
        turned: set[int] = set()
        for number in prints.tolist():
            found = self._found_in(number)
            sources = list(found.values())
            if copies.boilerplate(sources) and len(found) < _ENOUGH:
                without = [source for other, source in found.items() if other != article]
                if not copies.boilerplate(without):
                    turned.update(found)
                    self._boilerplate.pop(number, None)
        return turned - {article}

    def accounts(self, memory: StoryMemory, articles: Sequence[int]) -> list[int]:
        """For each article of a story an article of the same account: one source told both, or one copies the other.

        An account goes by the article among it that has the lowest id.
        """
        ordered = memory.in_order(articles)
        account = {article: article for article in ordered}

        def of(article: int) -> int:
            while account[article] != article:
                article = account[article]
            return article

        sources = self._sources(ordered)
        first_of: dict[str, int] = {}
        for article in ordered:
            account[article] = first_of.setdefault(sources[article], article)
        if len(first_of) > 1:
            for one, other in self._candidates({article: memory.prints(article) for article in ordered}):
                a, b = sorted((of(one), of(other)), key=ordered.index)
                if a != b and self._share(one, other) >= copies.COPIED:
                    account[b] = a
        return [of(article) for article in articles]

    def of(self, article: int, prints: Prints) -> list[Copy]:
        """The copies of an article, those that share most first."""
        shared: Counter[int] = Counter()
        kept = [number for number in prints.tolist() if not self._is_boilerplate(number)]
        for number in kept:
            shared.update(
                other
                for (other,) in self._db.execute("SELECT article FROM print WHERE number = ?", (number,))
            )
        del shared[article]
        found = []
        for other, count in shared.items():
            if count >= copies.LEAST_PRINTS and copies.worth_reading(
                count, len(kept), self._count_kept(other)
            ):
                share = self._share(article, other)
                if share >= copies.COPIED:
                    found.append(self._copy(article, other, share))
        return sorted(found, key=lambda copy: (-copy.share, copy.first, copy.after))

    def _candidates(self, prints: dict[int, Prints]) -> list[tuple[int, int]]:
        """The pairs that share enough prints to be read side by side."""
        numbers, counts = np.unique(np.concatenate(list(prints.values())), return_counts=True)
        repeated = numbers[counts > 1].tolist()
        boilerplate = {number for number in repeated if self._is_boilerplate(number)}
        telling = {article: set(found.tolist()) - boilerplate for article, found in prints.items()}
        return [
            (one, other)
            for one, other in combinations(prints, 2)
            if copies.worth_reading(
                len(telling[one] & telling[other]), len(telling[one]), len(telling[other])
            )
        ]

    def _is_boilerplate(self, number: int) -> bool:
        known = self._boilerplate.get(number)
        if known is None:
            known = self._boilerplate[number] = copies.boilerplate(list(self._found_in(number).values()))
        return known

    def _found_in(self, number: int) -> dict[int, str]:
        """The articles in which a print stands, with their sources; of very many, some."""
        rows = self._db.execute(
            """
            SELECT article.number, article.source FROM print JOIN article ON article.number = print.article
            WHERE print.number = ? LIMIT ?
            """,
            (number, _ENOUGH),
        )
        return dict(rows.fetchall())

    def _count_kept(self, article: int) -> int:
        row = self._db.execute("SELECT prints FROM weighed WHERE article = ?", (article,)).fetchone()
        found = np.frombuffer(row[0], dtype="<u4") if row else np.zeros(0, dtype="<u4")
        return sum(not self._is_boilerplate(number) for number in found.tolist())

    def _sources(self, articles: Sequence[int]) -> dict[int, str]:
        rows = self._db.execute(
            "SELECT number, source FROM article WHERE number IN (SELECT value FROM json_each(?))",
            (json.dumps(list(articles)),),
        )
        return dict(rows.fetchall())

    def _share(self, one: int, other: int) -> float:
        return copies.copied_share(self._read(one), self._read(other))

    def _read(self, article: int) -> copies.Runs:
        if article not in self._runs:
            if len(self._runs) > _ENOUGH:
                self._runs.clear()
            self._runs[article] = copies.runs(self._text(article))
        return self._runs[article]

    def _text(self, article: int) -> str:
        return str(self._db.execute("SELECT text FROM body WHERE article = ?", (article,)).fetchone()[0])

    def _copy(self, article: int, other: int, share: float) -> Copy:
        first, after = sorted((article, other), key=self._age)
        return Copy(
            first=self._age(first)[2],
            after=self._age(after)[2],
            share=share,
            changes=copies.changes(self._text(first), self._text(after)),
        )

    def _age(self, article: int) -> tuple[date, datetime, str]:
        """By the date of publication, the undated last; within a day the time of reading tells."""
        published, read_at, id = self._db.execute(
            "SELECT published, read_at, id FROM article WHERE number = ?", (article,)
        ).fetchone()
        return date.fromisoformat(published) if published else date.max, datetime.fromisoformat(read_at), id


def copies_of(archive: Archive, article_id: str) -> list[Copy]:
    """The copies of an article among those that are current; none where it is not current itself."""
    row = archive.db.execute(
        """
        SELECT number, prints FROM article JOIN weighed ON weighed.article = article.number
        WHERE article.id = ?
        """,
        (article_id,),
    ).fetchone()
    return Copying(archive).of(row[0], np.frombuffer(row[1], dtype="<u4")) if row else []
