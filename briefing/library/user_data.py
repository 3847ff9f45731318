"""Everything that a library's owner made, as one JSON document to take away, and to bring into another library.

    {"briefing": "user data", "version": 1,
     "annotations": […], "read": […], "links": […], "stories": […], "names": […], "briefs": […], "gazetteers": […]}

`annotations` are pins, notes, tags, grades and stars, as docs/json.md tells; `read` the ids of articles that were
opened; `links` the word on which passages tell the same, `stories` that on which articles belong together, `names`
that on names, as names.yaml has it; `briefs` and `gazetteers` files, each with its `name` and `text`.

Articles are not in it: what is about one that is not there yet waits for it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from briefing.article import Act
from briefing.library import (
    annotation_record,
    annotation_store,
    brief_files,
    deeds,
    folder,
    links,
    placements,
)
from briefing.library.archive import Archive
from briefing.library.errors import LibraryError, in_words
from briefing.library.lock import noting, writing
from briefing.library.user_names import UserNames
from briefing.reading.gazetteer import Change, GazetteerProblem
from briefing.safetext import clean, one_line

FORM = "user data"
VERSION = 1
LARGEST = 256 * 1024 * 1024
"""Bytes of a document that is read."""

_SECONDS = 30.0
_GAZETTEERS = "gazetteers"


class BroughtIn(NamedTuple):
    """How much of a document was new."""

    annotations: int
    read: int
    links: int
    stories: int
    names: int
    briefs: int
    gazetteers: int


def to_document(archive: Archive, home: Path) -> dict[str, Any]:
    """What the owner of the library made, in plain values, in the order in which it was made."""
    read = archive.db.execute(
        "SELECT id FROM read_mark JOIN article ON article.number = read_mark.article ORDER BY id"
    )
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
        "names": [change.as_yaml for change in UserNames(home).history],
        "briefs": [{"name": name, "text": text} for name, text in briefs],
        "gazetteers": [
            {"name": path.name, "text": path.read_text("utf-8")}
            for path in sorted((home / _GAZETTEERS).glob("*.yaml"))
            if path.is_file()
        ],
    }


def bring_in(home: Path, document: object) -> BroughtIn:
    """Add what a document holds to the library of a home, all or nothing; what is there already stays as it is.

    Of two grades for the same thing, the one brought in holds. A brief or gazetteer whose name is taken by another
    text gets another name. Undoing takes annotations, read marks and briefs back in one step. Raises LibraryError
    for a document that is none of ours or that was damaged.
    """
    found = _checked(document)
    records = found["annotations"]
    try:
        annotations = [annotation_record.from_record(record) for record in records]
    except ValueError as error:
        raise _broken(str(error)) from None
    made = {deeds.annotation_key(a.id): annotation_record.to_record(a) for a in annotations}
    briefs = dict(_new_files(home / folder.BRIEFS, found["briefs"], brief_files.SUFFIX))
    gazetteers = dict(_new_files(home / _GAZETTEERS, found["gazetteers"], ".yaml"))
    for name in briefs:
        brief_files.path_of(home, name)
    try:
        changes = [Change.parse(change, "names") for change in found["names"]]
    except GazetteerProblem as problem:
        raise _broken(str(problem)) from None
    try:
        with noting(home, _SECONDS, durable=True) as archive:
            new_links = links.bring_in(archive, found["links"])
            read = {deeds.read_key(id): True for id in found["read"] if archive.number_of(id) is not None}
            kept = {deeds.brief_key(name): text for name, text in briefs.items()}
            counts = [deeds.changes(archive, home, things) for things in (made, read, kept)]
            deeds.do(archive, home, "brought in what was made elsewhere", {**made, **read, **kept})
            for name, text in gazetteers.items():
                _write_gazetteer(home / _GAZETTEERS / f"{name}.yaml", text)
    except ValueError as error:
        raise _broken(str(error)) from None
    except sqlite3.Error as error:
        raise in_words(error, home / folder.ARCHIVE) from error
    names = UserNames(home)
    known = names.history
    new_names = [change for change in changes if change not in known]
    for change in new_names:
        names.change(change)
    stories = _bring_in_stories(home, found["stories"])
    return BroughtIn(counts[0], counts[1], new_links, stories, len(new_names), counts[2], len(gazetteers))


def _bring_in_stories(home: Path, words: list[Any]) -> int:
    """Take over the word on stories, in its order; returns how much of it was new."""
    try:
        meant = [(Act(word["act"]), _ids(word["articles"]), _ids(word["target"])) for word in words]
    except (KeyError, TypeError, ValueError):
        raise _broken("a word on stories has not the form that it should have") from None
    if not meant:
        return 0
    from briefing.library import grouping

    with writing(home) as archive, archive.transaction():
        known = {(word.act, word.articles, word.target) for word in placements.placements(archive)}
        new = [word for word in meant if word not in known]
        for act, articles, target in new:
            placements.keep(archive, act, articles, target)
        grouping.regroup_by_hand(archive, {id for _, articles, target in new for id in (*articles, *target)})
    return len(new)


def _ids(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(one_line(str(id)) for id in value)


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
    if version != VERSION:
        raise _broken(f"its form is {one_line(str(version))[:20]}; this program reads form {VERSION}")
    found = {}
    for key in ("annotations", "read", "links", "stories", "names", "briefs", "gazetteers"):
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


def _write_gazetteer(path: Path, text: str) -> None:
    from briefing.files import write_whole

    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        write_whole(path, text.encode())
    except OSError as error:
        raise LibraryError(f"{one_line(str(path))} could not be written: {error.strerror}.") from None


def _broken(reason: str) -> LibraryError:
    return LibraryError(
        f"This is not what `briefing export-user` writes: {one_line(reason)}. Nothing was changed."
    )
