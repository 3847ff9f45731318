"""An index opened for searching."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import repeat
from math import log
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from briefing.library.index.collection import Collection
from briefing.library.index.errors import SearchCancelled
from briefing.library.index.expanding import starting
from briefing.library.index.matching import Fitting, Matching, Sift
from briefing.library.index.schema import FIELDED
from briefing.library.index.segments import Segment
from briefing.library.index.stamp import Contents, IndexDoubt, Stamp, check_sizes, read_stamp
from briefing.library.index.suggesting import is_half_a_word, suggest
from briefing.library.ordering import stable_order
from briefing.library.query import Filter, Node, Prefix, Sort, Word
from briefing.reading.background import article_shares
from briefing.reading.stems import stem
from briefing.reading.words import folded_words

_TRIES = 5


class Match(NamedTuple):
    """An article that fits a query."""

    article: str
    """Its id."""
    score: float
    """How well it fits, above 0, or 0 where the query only filters; comparable within one search."""


class Ranked(NamedTuple):
    """The documents that fit a query, the best first."""

    documents: NDArray[np.int32]
    """By their numbers in the index."""
    scores: NDArray[np.float64]


def _never() -> bool:
    return False


class Index:
    """One state of the index. Any number of threads can search it at once.

    It stays as it was opened: to see what was written since, open another. Where its files turn out to be
    damaged, whatever reads them raises IndexDoubt.
    """

    def __init__(self, stamp: Stamp, collection: Collection) -> None:
        self.stamp = stamp
        """Which archive it is of, and which of the archive's revisions it shows."""
        self._collection = collection

    @classmethod
    def open(cls, folder: Path, stamp: Stamp) -> Index:
        """Open the index of an archive, which `stamp` names with the revision that it has now.

        An index of an older revision opens, and tells so. Raises IndexDoubt where there is none, it is of
        another archive, ahead of this one, not ours alone, or seen to be damaged: what its files hold is
        looked at only by `stamp.check_files`.
        """
        for _ in range(_TRIES):
            contents = read_stamp(folder)
            if contents.stamp.archive != stamp.archive:
                raise IndexDoubt("it was made from another archive")
            if contents.stamp.revision > stamp.revision:
                raise IndexDoubt("it is newer than the archive")
            try:
                return cls(contents.stamp, open_collection(folder, contents))
            except IndexDoubt as found:
                # Files vanish from under a reader when a writer finishes just now: then there is a new stamp.
                if read_stamp(folder) == contents:
                    raise
                doubt = found
        raise doubt

    def __len__(self) -> int:
        """How many articles can be found."""
        return len(self._collection)

    @property
    def ids(self) -> NDArray[np.bytes_]:
        """The ids of the articles that the documents are, by their numbers."""
        return self._collection.ids

    def warm(self) -> None:
        """Work out what every search needs, before the first one does."""
        _ = self._collection.newest_first

    def rank(
        self,
        root: Node | None,
        *,
        sort: Sort = "best",
        sift: Sift | None = None,
        cancelled: Callable[[], bool] = _never,
    ) -> Ranked:
        """All documents that fit, the best first; equals by date, the newest first, then by id.

        Of those that fit nearly alike a recent one comes first, too: see `scoring.recency`. None fits all. A prefix
        is expanded to its most frequent words within a budget (see `expanding.BUDGET`). `sift` says what filters let
        through; without it they let everything through. `cancelled` is asked often; raises SearchCancelled once it
        says yes.
        """
        fits, scores = self._fitting(root, sift or self._unsifted, cancelled)
        scores = scores * self._collection.recency
        newest_first = self._collection.newest_first
        documents = newest_first[fits[newest_first]]
        match sort:
            case "best":
                documents = documents[best_first(scores[documents])]
            case "oldest":
                # The undated stay at the end.
                undated = self._collection.days[documents] == 0
                documents = np.concatenate([documents[~undated][::-1], documents[undated][::-1]])
        return Ranked(documents, scores[documents])

    def _unsifted(self, _filter: Filter) -> NDArray[np.bool_]:
        return self._collection.live

    def search(self, root: Node | None, *, cancelled: Callable[[], bool] = _never) -> list[Match]:
        """The same, as articles."""
        documents, scores = self.rank(root, cancelled=cancelled)
        pairs = zip(self._collection.ids_of(documents), scores.tolist(), strict=True)
        # What `Match(*pair)` comes to, without a call into Python for each of perhaps every article.
        return list(map(tuple.__new__, repeat(Match), pairs))

    def ids_of(self, documents: NDArray[np.integer[Any]]) -> list[str]:
        """The ids of the articles that these documents are, in the order given."""
        return self._collection.ids_of(documents)

    def _fitting(self, root: Node | None, sift: Sift, cancelled: Callable[[], bool]) -> Fitting:
        collection = self._collection
        if root is None:
            return Fitting(collection.live, np.zeros(collection.size))
        with _doubting():
            return Matching(collection, sift, cancelled).fitting(root)

    def telling_words(self, text: str, count: int) -> list[str]:
        """The words that tell a text best from others, the most telling first.

        By how often they stand in it and how rare they are, in the library and in the news at large, since in a
        small library "said" may be rare; words that no other article has, and numbers, tell nothing.
        """
        weights = {}
        shares = article_shares()
        for word, times in Counter(folded_words(text)).items():
            if len(word) > 2 and word.isalpha():
                with _doubting():
                    having = self._collection.frequency(self._collection.find(("body",), word))
                if having > 1:
                    share = max(having / (len(self) + 1), shares.get(stem(word), 0.0))
                    weights[word] = (1 + log(times)) * -log(share)
        return sorted(weights, key=lambda word: (-weights[word], word))[:count]

    def commonest(self, field: str, start: str) -> str | None:
        """The word of a query's field that most articles have of those that start so; None where there is none."""
        with _doubting():
            candidates = starting(self._collection, FIELDED[field], start)
            return (
                candidates.word(int(np.argmax(candidates.documents))) if len(candidates.documents) else None
            )

    def suggest(self, term: Word | Prefix, cancelled: Callable[[], bool] = _never) -> str | None:
        """A word that was probably meant, where the term is looked for.

        None where the term finds something, or no word is near. Raises SearchCancelled like `rank`.
        """
        with _doubting():
            return suggest(self._collection, term, cancelled)

    def is_half_a_word(self, term: Word, meant: str | None) -> bool:
        """Whether a term that is no word is more likely the start of one than a slip for the word `meant`."""
        with _doubting():
            return is_half_a_word(self._collection, term, meant)


def best_first(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """The places of scores, the highest first, equals in their order: what a stable sort by places gives."""
    # Rounded to what can be sorted as whole numbers.
    with np.errstate(over="ignore"):
        places = stable_order(~scores.astype(np.float32).view(np.uint32))
    sorted_so = scores[places]
    if (sorted_so[1:] > sorted_so[:-1]).any():
        # They differ by less than was kept. What is nearly in order is sorted at once.
        places = places[np.argsort(-sorted_so, kind="stable")]
    return places


@contextmanager
def _doubting() -> Iterator[None]:
    """Whatever numpy and the system raise where a file is not what was written comes out as IndexDoubt."""
    try:
        yield
    except (SearchCancelled, IndexDoubt):
        raise
    except Exception as error:
        raise IndexDoubt(f"it could not be read ({error})") from error


def open_collection(folder: Path, contents: Contents) -> Collection:
    """Open the files that a stamp vouches for. Raises IndexDoubt."""
    check_sizes(folder, contents)
    try:
        return Collection(Segment(folder, state, contents.files) for state in contents.segments)
    except Exception as error:
        # Whatever numpy and json raise where a file is not what was written.
        raise IndexDoubt(f"it could not be opened ({error})") from error
