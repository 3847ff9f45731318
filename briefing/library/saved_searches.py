"""Searches with a name: folders that fill themselves, each with what is new in it since one looked."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from briefing.library.archive import Readers
from briefing.library.errors import LibraryError
from briefing.safetext import one_line

_LONGEST_NAME = 60
_NEWEST = "(SELECT coalesce(max(number), 0) FROM article)"


class SavedSearch(NamedTuple):
    """A query under a name."""

    name: str
    query: str
    """As it was typed."""
    looked: int
    """The articles with higher numbers came after it was looked at."""


class SavedSearches:
    """All of them. Every method raises LibraryError where the archive can't be read or written."""

    def __init__(self, home: Path, readers: Readers) -> None:
        self._home, self._readers = home, readers

    def all(self) -> list[SavedSearch]:
        """In the order of their names."""
        with self._readers.borrow() as archive:
            rows = archive.db.execute("SELECT name, query, looked FROM saved_search ORDER BY name")
            return [SavedSearch(*row) for row in rows]

    def get(self, name: str) -> SavedSearch:
        """The one with this name, in whatever case. Raises LibraryError where there is none."""
        with self._readers.borrow() as archive:
            row = archive.db.execute(
                "SELECT name, query, looked FROM saved_search WHERE name = ?", (tidy_name(name),)
            ).fetchone()
        if row is None:
            known = ", ".join(f"“{saved.name}”" for saved in self.all())
            raise LibraryError(
                f"There is no saved search “{one_line(name)}”. "
                + (f"There are: {known}." if known else "None was saved yet.")
            )
        return SavedSearch(*row)

    def save(self, name: str, query: str) -> SavedSearch:
        """Keep a query under a name, in the place of another of that name; nothing in it is new yet.

        Raises QueryError where it can't be read, LibraryError where the name is blank or the query asks for
        nothing.
        """
        from briefing.library import deeds, things
        from briefing.library.query import parse

        tidy = tidy_name(name)
        if not tidy:
            raise LibraryError("A saved search needs a name.")
        if parse(query).is_empty:
            raise LibraryError("There is nothing to search for in an empty query.")
        with deeds.doing(self._home) as archive:
            after = {things.key("search", tidy): {"name": tidy, "query": query}}
            deeds.do(archive, self._home, f"the saving of the search “{tidy}”", after)
        return self.get(tidy)

    def remove(self, name: str) -> None:
        """Forget one. Raises LibraryError where there is none of this name."""
        from briefing.library import deeds, things

        saved = self.get(name)
        with deeds.doing(self._home) as archive:
            after = {things.key("search", saved.name): None}
            deeds.do(archive, self._home, f"the removal of the saved search “{saved.name}”", after)

    def look(self, name: str) -> None:
        """Note that one was looked at: nothing in it is new any longer."""
        from briefing.library import deeds

        with deeds.doing(self._home) as archive:
            archive.db.execute(
                f"UPDATE saved_search SET looked = {_NEWEST} WHERE name = ?",  # noqa: S608 - a constant
                (tidy_name(name),),
            )


def tidy_name(name: str) -> str:
    """The name of a saved search in the form in which it is kept."""
    return " ".join(one_line(name).split())[:_LONGEST_NAME].rstrip()


def untaken(name: str, taken: Iterable[str]) -> str:
    """A name like this one that none of those is: two searches may be the same in so few words."""
    tidy, known = tidy_name(name), {other.casefold() for other in taken}
    numbered = (f"{tidy[: _LONGEST_NAME - len(end)]}{end}" for end in (f" ({n})" for n in count(2)))
    return next(one for one in chain((tidy,), numbered) if one.casefold() not in known)
