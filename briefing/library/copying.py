"""Which articles copy each other, and how many accounts of a story are therefore independent."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

import numpy as np

from briefing.correspondence import Copy
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
        if self._boilerplate:
            for number in prints.tolist():
                self._boilerplate.pop(number, None)
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
        for number, found in self._found_in(prints.tolist()).items():
            boilerplate = self._boilerplate[number] = copies.boilerplate(list(found.values()))
            if boilerplate and len(found) < _ENOUGH:
                without = [source for other, source in found.items() if other != article]
                if not copies.boilerplate(without):
                    turned.update(found)
        return turned - {article}

    def accounts(
        self, memory: StoryMemory, articles: Sequence[int], known: Mapping[int, tuple[int, int]]
    ) -> list[int]:
        """For each article of a story an article of the same account: one source told both, or one copies the other.

        An account goes by the article among it that has the lowest id. `known` has, for articles of which all was
        compared with each other before, which of these belong together, by any number, and their accounts.
        """
        ordered = memory.in_order(articles)
        place = {article: at for at, article in enumerate(ordered)}
        account = {article: article for article in ordered}

        def of(article: int) -> int:
            while account[article] != article:
                article = account[article]
            return article

        def join(one: int, other: int) -> None:
            a, b = sorted((of(one), of(other)), key=place.__getitem__)
            account[b] = a

        sources = self._sources(ordered)
        first_of: dict[str, int] = {}
        for article in ordered:
            join(article, first_of.setdefault(sources[article], article))
            join(article, known[article][1] if article in known else article)
        compared = {article: together for article, (together, _) in known.items()}
        if len(first_of) > 1:
            prints = {article: memory.prints(article) for article in ordered}
            for one, other in self._candidates(prints, sources, compared):
                if of(one) != of(other) and copies.are_copies(self._read(one), self._read(other)):
                    join(one, other)
        return [of(article) for article in articles]

    def of(self, article: int, prints: Prints) -> list[Copy]:
        """The copies of an article, those that share most first."""
        shared: Counter[int] = Counter()
        kept = self._telling({article: prints})[article]
        for number in kept:
            shared.update(
                other
                for (other,) in self._db.execute("SELECT article FROM print WHERE number = ?", (number,))
            )
        del shared[article]
        found = []
        shared = Counter({other: count for other, count in shared.items() if count >= copies.LEAST_PRINTS})
        telling = self._telling(self._prints(shared))
        for other, count in shared.items():
            if copies.worth_reading(count, len(kept), len(telling[other])):
                share = self._share(article, other)
                if share >= copies.COPIED:
                    found.append(self._copy(article, other, share))
        return sorted(found, key=lambda copy: (-copy.share, copy.first, copy.after))

    def _candidates(
        self, prints: Mapping[int, Prints], sources: Mapping[int, str], compared: Mapping[int, int]
    ) -> Iterator[tuple[int, int]]:
        """The pairs of different sources that share enough prints to be read side by side.

        Pairs that were compared before are left out.
        """
        close = [
            (one, other)
            for one, other in _sharing(_not_all_compared(prints, compared))
            if sources[one] != sources[other]
            and (one not in compared or compared[one] != compared.get(other))
        ]
        telling = self._telling({article: prints[article] for pair in close for article in pair})
        for one, other in close:
            in_common = len(telling[one] & telling[other])
            if copies.worth_reading(in_common, len(telling[one]), len(telling[other])):
                yield one, other

    def _telling(self, prints: Mapping[int, Prints]) -> dict[int, set[int]]:
        """The prints of each article that are no boilerplate."""
        self._look_up({number for numbers in prints.values() for number in numbers.tolist()})
        return {
            article: {number for number in numbers.tolist() if not self._boilerplate[number]}
            for article, numbers in prints.items()
        }

    def _look_up(self, numbers: Iterable[int]) -> None:
        """Find out which of these prints are boilerplate."""
        unknown = [number for number in numbers if number not in self._boilerplate]
        self._boilerplate.update(dict.fromkeys(unknown, False))
        for number, found in self._found_in(unknown).items():
            self._boilerplate[number] = copies.boilerplate(list(found.values()))

    def _found_in(self, numbers: Sequence[int]) -> dict[int, dict[int, str]]:
        """For each print the articles in which it stands, with their sources; of very many, some."""
        rows = self._db.execute(
            """
            SELECT wanted.value, (
                SELECT group_concat(article) FROM (
                    SELECT article FROM print WHERE number = wanted.value ORDER BY article LIMIT ?
                )
            ) FROM json_each(?) AS wanted
            """,
            (_ENOUGH, json.dumps(list(numbers))),
        )
        found = {number: list(map(int, (articles or "").split(","))) for number, articles in rows if articles}
        sources = self._sources({article for articles in found.values() for article in articles})
        return {
            number: {article: sources[article] for article in articles} for number, articles in found.items()
        }

    def _prints(self, articles: Iterable[int]) -> dict[int, Prints]:
        rows = self._db.execute(
            "SELECT article, prints FROM weighed WHERE article IN (SELECT value FROM json_each(?))",
            (json.dumps(list(articles)),),
        )
        return {article: np.frombuffer(prints, dtype="<u4") for article, prints in rows}

    def _sources(self, articles: Collection[int]) -> dict[int, str]:
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


def _not_all_compared(prints: Mapping[int, Prints], compared: Mapping[int, int]) -> Mapping[int, Prints]:
    """Of each article's prints those that may stand in two articles which were not compared before.

    Of two such articles one at least is outside of the largest group that was.
    """
    largest = Counter(compared.values()).most_common(1)
    if not largest:
        return prints
    outside = [found for article, found in prints.items() if compared.get(article) != largest[0][0]]
    if not outside:
        return {}
    every = np.concatenate(list(prints.values()))
    article = np.repeat(np.fromiter(prints, dtype=np.int64), [len(found) for found in prints.values()])
    kept = np.isin(every, np.concatenate(outside))
    starts = np.flatnonzero(np.diff(article[kept], prepend=-1))
    parts = np.split(every[kept], starts[1:])
    return dict(zip(article[kept][starts].tolist(), parts, strict=True))


def _sharing(prints: Mapping[int, Prints]) -> list[tuple[int, int]]:
    """The pairs of articles that share prints enough for copies, boilerplate counted too."""
    articles = list(prints)
    if not articles:
        return []
    rows = np.repeat(np.arange(len(articles)), [len(found) for found in prints.values()])
    _, columns, spread = np.unique(
        np.concatenate(list(prints.values())), return_inverse=True, return_counts=True
    )
    repeated = spread > 1
    standing = np.zeros((len(articles), int(np.count_nonzero(repeated))), dtype=np.float32)
    kept = repeated[columns]
    standing[rows[kept], (np.cumsum(repeated) - 1)[columns[kept]]] = 1
    shared = np.triu(standing @ standing.T, 1)
    return [(articles[i], articles[j]) for i, j in np.argwhere(shared >= copies.LEAST_PRINTS).tolist()]


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
