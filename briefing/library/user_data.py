"""Everything that a library's owner made, as one JSON document to take away, and to bring into another library.

    {"briefing": "user data", "version": 2,
     "annotations": […], "read": […], "links": […], "stories": […], "names": […], "searches": […], "feeds": […],
     "briefs": […], "gazetteers": […]}

`annotations` are pins, notes, tags, grades and stars, as docs/json.md tells; `read` the ids of articles that were
opened; `links` the word on which passages tell the same, `stories` that on which articles belong together, `names`
that on names, as names.yaml has it; `searches` those that were saved; `feeds` what is followed, and how; `briefs` and
`gazetteers` files, each with its `name` and `text`.

Articles are not in it: what is about one that is not there yet waits for it. Nor are passwords, which addresses of
feeds may hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from briefing.article import Act
from briefing.library import (
    annotation_record,
    annotation_store,
    brief_files,
    deeds,
    folder,
    following,
    links,
    placements,
    things,
)
from briefing.library.archive import Archive
from briefing.library.by_hand import grouped
from briefing.library.errors import LibraryError
from briefing.library.following import Followed, without_password
from briefing.library.lock import Narrate, in_silence
from briefing.library.query import LONGEST
from briefing.library.saved_searches import tidy_name
from briefing.library.things import Things
from briefing.library.user_names import user_names
from briefing.reading.gazetteer import Change, GazetteerProblem
from briefing.safetext import clean, one_line

FORM = "user data"
VERSION = 2
_READABLE = (1, 2)
"""Form 1 had no searches and no feeds."""
LARGEST = 256 * 1024 * 1024
"""Bytes of a document that is read."""


class BroughtIn(NamedTuple):
    """How much of a document was new."""

    annotations: int
    read: int
    links: int
    stories: int
    names: int
    searches: int
    feeds: int
    briefs: int
    gazetteers: int


def to_document(archive: Archive, home: Path) -> dict[str, Any]:
    """What the owner of the library made, in plain values, in the order in which it was made."""
    read = archive.db.execute(
        "SELECT id FROM read_mark JOIN article ON article.number = read_mark.article ORDER BY id"
    )
    searches = archive.db.execute("SELECT name, query FROM saved_search ORDER BY name")
    briefs = [(name, brief_files.read(home, name)) for name in brief_files.names(home)]
    return {
        "briefing": FORM,
        "version": VERSION,
        "annotations": [annotation_record.to_record(a) for a in annotation_store.find(archive, "true")],
        "read": [id for (id,) in read],
        "links": links.all_words(archive),
        "stories": [
            {"act": word.act.value, "articles": list(word.articles), "target": list(word.target)}
            for word in placements.placements(archive)
        ],
        "names": [change.as_yaml for change in user_names(home).history],
        "searches": [{"name": name, "query": query} for name, query in searches],
        "feeds": [
            {
                "address": feed.address if feed.is_folder else without_password(feed.address),
                "kind": "folder" if feed.is_folder else "feed",
                "title": feed.title,
                "name": feed.called,
                "full_text": feed.full_text,
            }
            for feed in following.followed(archive)
        ],
        "briefs": [{"name": name, "text": text} for name, text in briefs],
        "gazetteers": [
            {"name": path.name, "text": path.read_text("utf-8")}
            for path in sorted((home / folder.GAZETTEERS).glob("*.yaml"))
            if path.is_file()
        ],
    }


def bring_in(home: Path, document: object, narrate: Narrate = in_silence) -> BroughtIn:
    """Add what a document holds to the library of a home, all or nothing; what is there already stays as it is.

    Of two grades for the same thing, the one brought in holds. A saved search, brief or gazetteer whose name is
    taken by another gets another name; a feed that is followed stays followed as it is. Undoing takes all of it
    back in one step. Raises LibraryError for a document that is none of ours or that was damaged.
    """
    found = _checked(document)
    try:
        made = [annotation_record.from_record(record) for record in found["annotations"]]
        changes = [Change.parse(change, "names") for change in found["names"]]
        words = [_story_word(word) for word in found["stories"]]
        searches = [_search(search) for search in found["searches"]]
        feeds = [_feed(feed) for feed in found["feeds"]]
    except (ValueError, GazetteerProblem) as problem:
        raise _broken(str(problem)) from None
    with grouped(home, narrate) as archive, archive.transaction():
        parts: list[Things] = [
            {things.key("annotation", a.id): annotation_record.to_record(a) for a in made},
            {things.key("read", id): True for id in found["read"] if archive.number_of(id) is not None},
            _new_links(archive, found["links"]),
            _new_words(archive, words),
            _new_changes(home, changes),
            dict(_new_searches(archive, searches)),
            dict(_new_feeds(archive, feeds)),
            {
                things.key("brief", name): text
                for name, text in _new_files(home / folder.BRIEFS, found["briefs"], brief_files.SUFFIX)
            },
            {
                things.key("gazetteer", name): text
                for name, text in _new_files(home / folder.GAZETTEERS, found["gazetteers"], ".yaml")
            },
        ]
        counts = [deeds.changes(archive, home, part) for part in parts]
        everything = {key: state for part in parts for key, state in part.items()}
        deeds.do(archive, home, "bringing in what was made elsewhere", everything)
    return BroughtIn(*counts)


def _new_links(archive: Archive, words: list[Any]) -> Things:
    try:
        new = links.new_words(archive, words)
    except ValueError as error:
        raise _broken(str(error)) from None
    first = links.next_number(archive)
    return {things.key("link", number): word for number, word in enumerate(new, first)}


def _story_word(word: Mapping[str, Any]) -> tuple[Act, tuple[str, ...], tuple[str, ...]]:
    try:
        return Act(word["act"]), _ids(word["articles"]), _ids(word["target"])
    except (KeyError, TypeError, ValueError):
        raise ValueError("a word on stories has not the form that it should have") from None


def _ids(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(one_line(str(id)) for id in value)


def _new_words(archive: Archive, words: Iterable[tuple[Act, tuple[str, ...], tuple[str, ...]]]) -> Things:
    known = {(word.act, word.articles, word.target) for word in placements.placements(archive)}
    new = [word for word in dict.fromkeys(words) if word not in known]
    first, now = placements.next_number(archive), datetime.now(UTC)
    return {
        things.key("story", number): placements.to_record(*word, now)
        for number, word in enumerate(new, first)
    }


def _new_changes(home: Path, changes: Iterable[Change]) -> Things:
    known = user_names(home).history
    new = [change for change in changes if change not in known]
    return {things.key("name", number): change.as_yaml for number, change in enumerate(new, len(known))}


def _search(search: Mapping[str, Any]) -> tuple[str, str]:
    name, query = (search.get(key) for key in ("name", "query"))
    if not isinstance(name, str) or not isinstance(query, str) or not name.strip():
        raise ValueError("a saved search lacks its name or its query")
    if len(query) > LONGEST:
        raise ValueError("a saved search is longer than any query")
    return tidy_name(name), one_line(query)


def _new_searches(
    archive: Archive, searches: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Those that are not there yet; a name that another query has gets a number."""
    rows = archive.db.execute("SELECT name, query FROM saved_search").fetchall()
    known = {name.casefold(): query for name, query in rows}
    for name, query in searches:
        number, free = 1, name
        while known.get(free.casefold(), query) != query:
            number += 1
            free = f"{name} {number}"
        if free.casefold() not in known:
            known[free.casefold()] = query
            yield things.key("search", free), {"name": free, "query": query}


def _feed(feed: Mapping[str, Any]) -> Followed:
    address, kind, title, called, full_text = (
        feed.get(key) for key in ("address", "kind", "title", "name", "full_text")
    )
    texts = (address, title, "" if called is None else called)
    if not all(isinstance(text, str) for text in texts) or not isinstance(full_text, bool):
        raise ValueError("a feed has not the form that it should have")
    if kind == "folder" and Path(str(address)).is_absolute():
        where = str(address)
    elif kind == "feed":
        where = without_password(str(address))
    else:
        raise ValueError("a feed has not the form that it should have")
    return Followed(
        one_line(where),
        is_folder=kind == "folder",
        title=one_line(str(title)),
        called=one_line(str(called)) if called is not None else None,
        full_text=full_text,
    )


def _new_feeds(archive: Archive, feeds: Iterable[Followed]) -> Iterator[tuple[str, Any]]:
    """Those that are not followed yet."""
    known = {feed.address for feed in following.followed(archive)}
    for feed in feeds:
        if feed.address not in known:
            known.add(feed.address)
            yield things.key("feed", feed.address), following.to_record(feed)


def from_json(data: bytes, what: str) -> object:
    """The document that a file holds. Raises LibraryError where it is no JSON."""
    if len(data) > LARGEST:
        raise LibraryError(f"{one_line(what)} is larger than {LARGEST // 1024**2} MB.")
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise LibraryError(
            f"{one_line(what)} is not what `briefing export-user` writes: it is no JSON."
        ) from None


def _checked(document: object) -> dict[str, list[Any]]:
    if not isinstance(document, Mapping) or document.get("briefing") != FORM:
        raise _broken("it does not say that it is one")
    version = document.get("version")
    if version not in _READABLE:
        raise _broken(f"its form is {one_line(str(version))[:20]}; this program reads form {VERSION}")
    found = {}
    for key in (
        "annotations",
        "read",
        "links",
        "stories",
        "names",
        "searches",
        "feeds",
        "briefs",
        "gazetteers",
    ):
        value = document.get(key, [])
        of = str if key == "read" else Mapping
        if not isinstance(value, list) or not all(isinstance(each, of) for each in value):
            raise _broken(f"“{key}” is not the list that it should be")
        found[key] = value
    return found


def _new_files(directory: Path, files: list[Mapping[str, object]], suffix: str) -> list[tuple[str, str]]:
    """Names and texts of those that are not there yet; a name that another text has gets a number."""
    new: list[tuple[str, str]] = []
    for file in files:
        name, text = file.get("name"), file.get("text")
        if not isinstance(name, str) or not isinstance(text, str):
            raise _broken("a file lacks its name or its text")
        stem = brief_files.name_for(name.removesuffix(suffix))
        if any(_text_of(path) == clean(text) for path in directory.glob(f"{stem}*{suffix}")):
            continue
        number, free = 1, stem
        while (directory / f"{free}{suffix}").exists() or free in dict(new):
            number += 1
            free = f"{stem[:56]}-{number}"
        new.append((free, clean(text)))
    return new


def _text_of(path: Path) -> str | None:
    try:
        return clean(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return None


def _broken(reason: str) -> LibraryError:
    return LibraryError(
        f"This is not what `briefing export-user` writes: {one_line(reason)}. Nothing was changed."
    )
