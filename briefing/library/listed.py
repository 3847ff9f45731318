"""Which story and which source each listed article is of, at hand for searches with thousands of hits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from briefing.library.archive import Archive


class Listed(NamedTuple):
    """Where an article is listed."""

    story: str
    source: str


class ListedArticles:
    """All current articles by id, read from the archive once for each of its revisions.

    SQLite takes four times as long to look ten thousand hits up as the index takes to find them.
    """

    def __init__(self) -> None:
        self._known: tuple[int, Mapping[str, Listed]] = (0, {})

    def of(self, archive: Archive) -> Mapping[str, Listed]:
        """Every current article as the archive lists it now. Any thread may ask."""
        revision, listed = self._known
        now = int(archive.meta("revision"))
        if revision == now:
            return listed
        rows = archive.db.execute(
            """
            SELECT article.id, coalesce(story.id, article.id), source
            FROM article LEFT JOIN story ON story.number = article.story WHERE article.current
            """
        )
        same: dict[str, str] = {}
        listed = {
            id: Listed(same.setdefault(story, story), same.setdefault(source, source))
            for id, story, source in rows
        }
        self._known = (now, listed)
        return listed
