"""What vouches for an index: which archive it is of, how far it has come, and what each of its files is like.

Whoosh unpickles what it finds and checks nothing, so no file of an index is opened before its folder is
known to be ours alone and the file is known, by size and checksum, to be what was written. The stamp is
renamed into place as the last step of writing: until then the old one, and the files it names, are the index.
"""

from __future__ import annotations

import json
import os
import re
import stat
import sys
import unicodedata
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from briefing.reading.words import folded_words
from briefing.safetext import one_line

NAME = "stamp.json"
_LAYOUT = 4
"""Grows with every change to what an index holds or how."""
_LONGEST = 4 * 1024 * 1024
"""Bytes of the largest stamp that is read."""
_CHUNK = 1 << 20
_GENERATION = re.compile(r"[0-9a-f]{8}")
_SEGMENT = re.compile(r"[0-9a-f]{8}_[0-9a-z]+")
_FILE = re.compile(r"_?[0-9a-f]{8}_[A-Za-z0-9_.]+")
_PROBE = "Évian’s U.S. L'Aquila 3.5 ½ ﬁ naïve ΟΔΌΣ straße Київ 北京 東京タワー กรุง"


class IndexDoubt(Exception):
    """The index is missing, damaged, of an old form, or not ours: it has to be rebuilt from the archive."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The search index can't be used: {one_line(reason)}.")
        self.reason = reason


class Stamp(NamedTuple):
    """Which archive an index is of, and which of the archive's revisions it shows."""

    archive: str
    revision: int


class Seal(NamedTuple):
    """What a file is like when it is as it was written."""

    size: int
    """In bytes."""
    crc32: int


class SegmentState(NamedTuple):
    """A segment of the index, as far as the index says more of it than its own files do."""

    name: str
    """Begins the names of its files."""
    documents: int
    """How many it has, deleted ones included."""
    deleted: tuple[int, ...]
    """The numbers of those that are no longer there."""

    @property
    def live(self) -> int:
        """How many documents it has that were not deleted."""
        return self.documents - len(self.deleted)


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a stamp says."""

    stamp: Stamp
    generation: str
    """Stands in the names of the files; a rebuilt index has a new one, so that it never meets the old."""
    files: Mapping[str, Seal]
    segments: tuple[SegmentState, ...]


def form() -> str:
    """The form of an index that this program writes and reads: its layout, and how words are told and folded.

    What the tokeniser makes of a probe stands for the tokeniser, and the version of the character tables for
    what it makes of all else.
    """
    probe = " ".join(folded_words(_PROBE))
    return f"{_LAYOUT} {sys.byteorder} {unicodedata.unidata_version} {zlib.crc32(probe.encode()):08x}"


def read_stamp(folder: Path) -> Contents:
    """Read the stamp without checking the files that it names. Raises IndexDoubt."""
    check_folder(folder)
    data = _bytes_of(folder / NAME)
    try:
        told = json.loads(data)
        if told["form"] != form():
            raise IndexDoubt("it was written by another version of the program")
        files = {name: Seal(int(size), int(crc32)) for name, (size, crc32) in told["files"].items()}
        segments = tuple(
            SegmentState(str(name), int(documents), tuple(map(int, deleted)))
            for name, documents, deleted in told["segments"]
        )
        stamp = Stamp(str(told["archive"]), int(told["revision"]))
        contents = Contents(stamp, str(told["generation"]), files, segments)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise IndexDoubt(f"{NAME} is damaged") from None
    segments_are_ours = all(_SEGMENT.fullmatch(segment.name) for segment in contents.segments)
    if not (
        _GENERATION.fullmatch(contents.generation) and segments_are_ours and all(map(_FILE.fullmatch, files))
    ):
        raise IndexDoubt(f"{NAME} is damaged")
    return contents


def write_stamp(folder: Path, contents: Contents) -> None:
    """Replace the stamp in one step, and see it and the folder's names to the disk. Raises OSError."""
    told = {
        "form": form(),
        "archive": contents.stamp.archive,
        "revision": contents.stamp.revision,
        "generation": contents.generation,
        "files": {name: list(seal) for name, seal in sorted(contents.files.items())},
        "segments": contents.segments,
    }
    draft = folder / f"{NAME}.new"
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(told, file)
        file.flush()
        os.fsync(handle)
    draft.replace(folder / NAME)
    sync_folder(folder)


def check_folder(folder: Path) -> None:
    """Raise IndexDoubt unless this is a folder, no link to one, of ours, and closed to everybody else."""
    try:
        state = folder.lstat()
    except FileNotFoundError:
        raise IndexDoubt("there is none yet") from None
    except OSError as error:
        raise IndexDoubt(f"{folder} could not be looked at ({error.strerror})") from None
    if not stat.S_ISDIR(state.st_mode):
        raise IndexDoubt(f"{folder} is not a folder of its own")
    if state.st_uid != os.geteuid():
        raise IndexDoubt(f"{folder} belongs to another user")
    if state.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise IndexDoubt(f"{folder} is open to other users")


def check_sizes(folder: Path, contents: Contents) -> None:
    """Raise IndexDoubt unless every file that the stamp names is ours and as long as it was written.

    It takes a moment whatever the size; `check_files` reads all of it.
    """
    for name, expected in contents.files.items():
        handle = _opened(folder / name)
        size = os.fstat(handle).st_size
        os.close(handle)
        if size != expected.size:
            raise IndexDoubt(f"{name} is damaged")


def check_files(folder: Path, contents: Contents) -> None:
    """Raise IndexDoubt unless every file that the stamp names is ours and as it was written."""
    for name, expected in contents.files.items():
        if seal(folder / name) != expected:
            raise IndexDoubt(f"{name} is damaged")


def seal(file: Path) -> Seal:
    """What a file is like now. Raises IndexDoubt where it can't be read or is not ours."""
    handle = _opened(file)
    try:
        size = os.fstat(handle).st_size
        if not size:
            return Seal(0, 0)
        # Read, not mapped: pages of a mapping would count as memory of ours for as long as it is checked.
        crc32 = 0
        while chunk := os.read(handle, _CHUNK):
            crc32 = zlib.crc32(chunk, crc32)
        return Seal(size, crc32)
    except OSError as error:
        raise IndexDoubt(f"{file.name} could not be read ({error.strerror})") from None
    finally:
        os.close(handle)


def settle(folder: Path, names: Iterable[str]) -> dict[str, Seal]:
    """See files that were written to the disk, and say what they are like. Raises OSError."""
    seals = {}
    for name in names:
        handle = os.open(folder / name, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        seals[name] = seal(folder / name)
    return seals


def sync_folder(folder: Path) -> None:
    """See the names in a folder to the disk. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _bytes_of(file: Path) -> bytes:
    try:
        with os.fdopen(_opened(file), "rb") as opened:
            data = opened.read(_LONGEST + 1)
    except OSError as error:
        raise IndexDoubt(f"{file.name} could not be read ({error.strerror})") from None
    if len(data) > _LONGEST:
        raise IndexDoubt(f"{file.name} is damaged")
    return data


def _opened(file: Path) -> int:
    """A handle on a plain file of ours, followed through no link."""
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        raise IndexDoubt(f"{file.name} is missing") from None
    except OSError as error:
        raise IndexDoubt(f"{file.name} could not be opened ({error.strerror})") from None
    state = os.fstat(handle)
    if stat.S_ISREG(state.st_mode) and state.st_uid == os.geteuid():
        return handle
    os.close(handle)
    raise IndexDoubt(f"{file.name} is not a file of ours")
