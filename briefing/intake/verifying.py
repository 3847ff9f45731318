"""Whether articles are still what they were when they came in: their originals, and what was read from them.

The original of what was fetched is kept in the archive; that of what was read from a file is the file. What was
read from an original has a digest of its own, so that a change of the archive by another hand shows as well.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Literal, NamedTuple

from briefing.article import Article
from briefing.collect import collect
from briefing.library.archive import Archive, reading
from briefing.library.store import reading_digest
from briefing.limits import Limits
from briefing.safetext import one_line

State = Literal["unchanged", "original changed", "original missing", "archive changed", "not verifiable"]
Tell = Callable[[int, int], None]
"""Is told how many articles are done, and of how many."""
NamesIn = Callable[[Path], Mapping[str, str]]
"""The names in a folder by how they are shown."""


class Verified(NamedTuple):
    """What became of one article since it came in."""

    article_id: str
    title: str
    origin: str
    state: State
    told: str
    """What exactly, in a sentence; empty where nothing changed."""


def verify(home: Path, limits: Limits, *, tell: Tell, only: Sequence[str] = ()) -> Iterator[Verified]:
    """Recompute the digests of all current articles of a library, or of some by their ids, file by file.

    Raises LibraryError.
    """
    with reading(home) as archive:
        yield from _verify(archive, limits, tell, only)


def _verify(archive: Archive, limits: Limits, tell: Tell, only: Sequence[str]) -> Iterator[Verified]:
    rows = archive.db.execute(
        """
        SELECT article.id, place.origin, article.reading_sha256, original.data
        FROM article JOIN place ON place.article = article.number
            LEFT JOIN original ON original.article = article.number
        ORDER BY place.origin
        """
    ).fetchall()
    if only:
        rows = [row for row in rows if row[0] in set(only)]
    done = 0
    tell(done, len(rows))
    names_in = cache(_names_in)
    for file, group in groupby(rows, key=lambda row: _file(row[1], names_in)):
        originals: dict[str, str] | None = None
        for id, origin, digest, kept in group:
            article = archive.article(id)
            if article is None:
                continue
            if (verified := _archive_itself(article, origin, digest)) is None:
                if kept is not None:
                    verified = _kept(article, origin, kept)
                elif file is None:
                    verified = _result(article, origin, "not verifiable", "Its original was never a file.")
                else:
                    originals = originals if originals is not None else _digests(file, limits)
                    verified = _in_file(article, origin, file, originals)
            yield verified
            tell(done := done + 1, len(rows))


def _result(article: Article, origin: str, state: State, told: str = "") -> Verified:
    return Verified(article.id, article.title, origin, state, told)


def _archive_itself(article: Article, origin: str, digest: str | None) -> Verified | None:
    """What is wrong with what the archive holds, if anything."""
    if not article.sha256.startswith(article.id):
        return _result(article, origin, "archive changed", "Its id and its digest do not belong together.")
    if digest is not None and reading_digest(article) != digest:
        return _result(
            article,
            origin,
            "archive changed",
            "Its title, source, date, address, author or text was altered.",
        )
    return None


def _kept(article: Article, origin: str, data: bytes) -> Verified:
    try:
        digest = sha256(zlib.decompress(data)).hexdigest()
    except zlib.error:
        digest = ""
    if digest != article.sha256:
        return _result(article, origin, "archive changed", "The original that was kept of it was altered.")
    return _result(article, origin, "unchanged")


def _in_file(article: Article, origin: str, file: Path, originals: dict[str, str]) -> Verified:
    if origin in originals:
        if originals[origin] == article.sha256:
            return _result(article, origin, "unchanged")
        return _result(
            article, origin, "original changed", "Other bytes are there now; to add them makes a new version."
        )
    if article.sha256 in originals.values():
        return _result(article, origin, "unchanged")
    what = "holds it no more" if file.exists() else "is gone"
    return _result(article, origin, "original missing", f"The file it was read from {what}.")


def _digests(file: Path, limits: Limits) -> dict[str, str]:
    """The digests of the articles in a file as it is now, by their origins."""
    return {item.origin: item.sha256 for item in collect([file], limits=limits) if isinstance(item, Article)}


def _file(origin: str, names_in: NamesIn) -> Path | None:
    """The file that an origin is in; None where it is none."""
    if not origin.startswith("/"):
        return None
    shorter = origin
    while (found := _found(Path(shorter), names_in)) is None and "#" in shorter:
        shorter = shorter.rpartition("#")[0]
    return found or Path(shorter)


def _found(shown: Path, names_in: NamesIn) -> Path | None:
    """The file or folder that is shown so: under this very path, or with characters that are shown otherwise."""
    if os.path.lexists(shown):
        return shown
    folder = _found(shown.parent, names_in)
    name = names_in(folder).get(shown.name) if folder is not None else None
    return folder / name if folder is not None and name is not None else None


def _names_in(folder: Path) -> dict[str, str]:
    """The names in a folder by how they are shown; of those that are shown alike, the last."""
    try:
        return {one_line(path.name): path.name for path in sorted(folder.iterdir())}
    except OSError:
        return {}
