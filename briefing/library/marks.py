"""Which articles the reader has read, tagged, pinned, noted and starred: cheap answers for searches and lists."""

from __future__ import annotations

from briefing.annotation import AnnotationKind
from briefing.library import deeds
from briefing.library.archive import Readers
from briefing.library.errors import LibraryError
from briefing.safetext import one_line

_LONGEST_TAG = 60

_NEWEST = """
    SELECT DISTINCT newest.id
    FROM annotation JOIN anchor ON anchor.annotation = annotation.number
        JOIN article ON article.id = anchor.article
        JOIN version ON version.article = article.number
        JOIN place ON place.number = version.place
        JOIN article AS newest ON newest.number = place.article
    WHERE annotation.kind = ? AND (annotation.text = ? OR ? IS NULL)
"""


class Marks:
    """What was made of articles, asked the other way round: the articles of which something was made."""

    def __init__(self, readers: Readers) -> None:
        self._readers = readers

    def revision(self) -> int:
        """A number that grows with whatever the reader does, and with undoing it."""
        with self._readers.borrow() as archive:
            return deeds.revision(archive)

    def tagged(self, tag: str) -> frozenset[str]:
        """The ids of the current articles that have a tag, by themselves or with their story."""
        return self._articles_with(AnnotationKind.TAG, tidy_tag(tag))

    def pinned(self) -> frozenset[str]:
        """The ids of the current articles of which something is pinned."""
        return self._articles_with(AnnotationKind.PIN)

    def noted(self) -> frozenset[str]:
        """The ids of the current articles that have notes."""
        return self._articles_with(AnnotationKind.NOTE)

    def starred(self) -> frozenset[str]:
        """The ids of the current articles that have a star."""
        return self._articles_with(AnnotationKind.STAR)

    def unread(self) -> frozenset[str]:
        """The ids of the current articles that were never opened."""
        with self._readers.borrow() as archive:
            rows = archive.db.execute(
                """
                SELECT id FROM article LEFT JOIN read_mark ON read_mark.article = article.number
                WHERE article.current AND read_mark.article IS NULL
                """
            )
            return frozenset(id for (id,) in rows)

    def read(self) -> list[str]:
        """The ids of all articles that were opened, current or not, in the order in which they came."""
        with self._readers.borrow() as archive:
            query = "SELECT id FROM read_mark JOIN article ON number = read_mark.article ORDER BY number"
            return [id for (id,) in archive.db.execute(query)]

    def tags(self) -> list[tuple[str, int]]:
        """All tags in use with the number of things that have them, in alphabetical order."""
        with self._readers.borrow() as archive:
            query = "SELECT text, count(*) FROM annotation WHERE kind = 'tag' GROUP BY text ORDER BY text"
            return [(tag, count) for tag, count in archive.db.execute(query)]

    def _articles_with(self, kind: AnnotationKind, text: str | None = None) -> frozenset[str]:
        with self._readers.borrow() as archive:
            return frozenset(id for (id,) in archive.db.execute(_NEWEST, (kind, text, text)))


def tidy_tag(text: str) -> str:
    """A tag in the form in which it is kept. Raises LibraryError where it is none."""
    tag = " ".join(one_line(text).casefold().split())
    if not tag or len(tag) > _LONGEST_TAG:
        raise LibraryError(f"A tag is a word or a few, of at most {_LONGEST_TAG} characters.")
    return tag
