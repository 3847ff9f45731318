"""An index opened for searching."""

from __future__ import annotations

from collections.abc import Callable
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

from whoosh.index import TOC

from briefing.library.index.collection import Collection
from briefing.library.index.matching import Matching
from briefing.library.index.segments import Segment
from briefing.library.index.stamp import Contents, IndexDoubt, Stamp, check_files, read_stamp
from briefing.library.index.storage import IndexStorage
from briefing.library.index.suggesting import suggest
from briefing.library.query import Node
from briefing.reading.words import folded_words

_TRIES = 5


class Match(NamedTuple):
    """An article that fits a query."""

    article: str
    """Its id."""
    score: float
    """How well it fits, above 0, or 0 where the query only filters; comparable within one search."""


def _never() -> bool:
    return False


class Index:
    """One state of the index. Any number of threads can search it at once.

    It stays as it was opened: to see what was written since, open another.
    """

    def __init__(self, stamp: Stamp, collection: Collection) -> None:
        self.stamp = stamp
        """Which archive it is of, and which of the archive's revisions it shows."""
        self._collection = collection

    @classmethod
    def open(cls, folder: Path, stamp: Stamp) -> Index:
        """Open the index of an archive, which `stamp` names with the revision that it has now.

        An index of an older revision opens, and tells so. Raises IndexDoubt where there is none, it is of
        another archive, ahead of this one, damaged, or not ours alone.
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

    def search(self, root: Node | None, *, cancelled: Callable[[], bool] = _never) -> list[Match]:
        """All articles that fit, the best first; equals by date, the newest first, then by id.

        None fits all. A prefix is expanded to its most frequent words within a budget (see
        `matching.BUDGET`). `cancelled` is asked often; raises SearchCancelled once it says yes.
        """
        collection = self._collection
        if root is None:
            scores = dict.fromkeys(collection.numbers(), 0.0)
        else:
            scores = Matching(collection, cancelled).scores(root)
        ranked = sorted(scores, key=collection.order.__getitem__)
        ranked.sort(key=scores.__getitem__, reverse=True)
        pairs = zip(map(collection.ids.__getitem__, ranked), map(scores.__getitem__, ranked), strict=True)
        # What `Match(*pair)` comes to, without a call into Python for each of perhaps every article.
        return list(map(tuple.__new__, repeat(Match), pairs))

    def suggest(self, word: str) -> str | None:
        """A word of the index that was probably meant, or None where this one is known or none is near."""
        folded = folded_words(word)
        return suggest(self._collection, folded[0]) if len(folded) == 1 else None

    def close(self) -> None:
        """Let go of the files. Nothing may be searched afterwards."""
        self._collection.close()


def open_collection(folder: Path, contents: Contents) -> Collection:
    """Check the files that a stamp vouches for, then open them. Raises IndexDoubt."""
    check_files(folder, contents)
    storage = IndexStorage(folder, contents.files)
    try:
        segments = TOC.read(storage, contents.generation).segments
        return Collection(Segment(storage, segment) for segment in segments)
    except Exception as error:
        # Whatever Whoosh and pickle raise where a file is not what they expect, and they raise anything.
        raise IndexDoubt(f"it could not be opened ({error})") from error
