"""A library in one file: taken while it is in use, checked before it counts, and put back whole.

A backup is a zip file. `manifest.json` names every other entry with its size and SHA-256; `archive.db` is the archive
as it was at one moment; the rest are the owner's files. What can be made again, such as the index, is left out.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO, NamedTuple

from briefing.files import flush_folder
from briefing.library import folder
from briefing.library.archive import Archive
from briefing.library.errors import LibraryError, in_words
from briefing.library.lock import Narrate, in_silence, writers_lock
from briefing.safetext import one_line

VERSION = 1
_MANIFEST = "manifest.json"
_MADE_AGAIN = frozenset({folder.INDEX, folder.LOCK, "demonstration", "themes.cache"})
_LARGEST_MANIFEST = 16 * 1024 * 1024
_CHUNK = 1024 * 1024


class Kept(NamedTuple):
    """What a backup holds."""

    articles: int
    """Superseded ones too."""
    annotations: int
    files: int
    """Beside the archive."""
    bytes: int
    """Of all of them, before they were packed."""


def backup(home: Path, file: Path) -> Kept:
    """Write a backup of the library of a home. The file is there once all of it is on the disk and was read again.

    Raises LibraryError; a file that was there before is then still there.
    """
    folder.find(home)
    if file.exists() and not file.is_file():
        raise LibraryError(f"{one_line(str(file))} is not a plain file. Name one to back up to.")
    partial = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with TemporaryDirectory(dir=file.parent, prefix=".briefing-backup-") as aside:
            snapshot = Path(aside) / folder.ARCHIVE
            _copy_archive(home / folder.ARCHIVE, snapshot)
            entries = {folder.ARCHIVE: snapshot, **dict(_owners_files(home))}
            descriptor = os.open(partial, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
            with os.fdopen(descriptor, "w+b") as packed:
                _pack(packed, entries)
                packed.flush()
                os.fsync(packed.fileno())
                packed.seek(0)
                kept = _check(packed, one_line(str(file)))
            partial.replace(file)
            flush_folder(file.parent)
            counts = _count(snapshot)
    except OSError as error:
        raise LibraryError(f"{one_line(str(file))} could not be written: {error.strerror}.") from None
    finally:
        with suppress(OSError):
            partial.unlink()
    return Kept(*counts, len(entries) - 1, sum(kept.values()))


def restore(
    file: Path, home: Path, *, replace: bool = False, narrate: Narrate = in_silence
) -> tuple[Kept, Path | None]:
    """Make the library of a home what a backup holds; returns what that is, and where the old library lies now.

    Everything is checked beside the home before anything is moved. A library that is there already is kept under
    another name, and only `replace` allows it to be moved. Raises LibraryError; the home is then as it was.
    """
    what = one_line(str(file))
    staging = home.with_name(f".{home.name}.restoring-{os.getpid()}")
    try:
        if (home / folder.ARCHIVE).exists() and not replace:
            raise LibraryError(
                f"There is a library at {one_line(str(home))} already. To put the backup in its place, say "
                "--replace; the library that is there is kept beside it."
            )
        home.parent.mkdir(parents=True, exist_ok=True)
        staging.mkdir(mode=0o700)
        with file.open("rb") as packed:
            sizes = _check(packed, what)
            _unpack(packed, staging, sizes)
        Archive.to_read(staging / folder.ARCHIVE).close()
        counts = _count(staging / folder.ARCHIVE)
        aside = _exchange(staging, home, narrate)
    except OSError as error:
        raise LibraryError(f"{what} could not be restored: {error.strerror or error}.") from None
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return Kept(*counts, len(sizes) - 1, sum(sizes.values())), aside


# Packing ----------------------------------------------------------------------------------------------


def _copy_archive(archive: Path, to: Path) -> None:
    """The archive as it is at this moment, whoever writes to it, in a file of its own."""
    try:
        with (
            closing(sqlite3.connect(f"{archive.absolute().as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(to)) as copy,
        ):
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            _check_integrity(copy, archive)
    except sqlite3.Error as error:
        raise in_words(error, archive) from error


def _check_integrity(db: sqlite3.Connection, file: Path) -> None:
    (found,) = db.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise LibraryError(f"{one_line(str(file))} is damaged ({one_line(str(found))}). Nothing was changed.")


def _owners_files(home: Path) -> Iterator[tuple[str, Path]]:
    """The files of a home that can't be made again, by their paths in it; links are not followed."""
    for path in sorted(home.rglob("*")):
        name = path.relative_to(home)
        top = name.parts[0]
        passing = path.name.startswith(".") or top.startswith(f"{folder.ARCHIVE}") or top in _MADE_AGAIN
        if not passing and path.is_file() and not path.is_symlink():
            yield name.as_posix(), path


def _pack(packed: IO[bytes], entries: dict[str, Path]) -> None:
    manifest: dict[str, dict[str, int | str]] = {}
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, path in entries.items():
            digest, size = hashlib.sha256(), 0
            with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as target:
                while chunk := source.read(_CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
                    target.write(chunk)
            manifest[name] = {"size": size, "sha256": digest.hexdigest()}
        head = {
            "briefing": "backup",
            "version": VERSION,
            "made_at": datetime.now(UTC).isoformat(),
            "files": manifest,
        }
        archive.writestr(_MANIFEST, json.dumps(head, indent=2))


# Checking and unpacking -------------------------------------------------------------------------------


def _check(packed: IO[bytes], what: str) -> dict[str, int]:
    """The sizes of the entries of a backup, each of which was read whole and is what its digest says."""
    try:
        with zipfile.ZipFile(packed) as archive:
            files = _manifest(archive, what)
            if {info.filename for info in archive.infolist()} != {*files, _MANIFEST}:
                raise _broken(what, "its manifest names other files than it holds")
            for name, (size, sha256) in files.items():
                digest, read = hashlib.sha256(), 0
                with archive.open(name) as source:
                    # Never more than the manifest says: a few bytes can unpack to any number.
                    while chunk := source.read(min(_CHUNK, size - read + 1)):
                        digest.update(chunk)
                        read += len(chunk)
                        if read > size:
                            break
                if read != size or digest.hexdigest() != sha256:
                    raise _broken(what, f"{one_line(name)} is not what it was")
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError) as error:
        raise _broken(what, str(error)) from None
    return {name: size for name, (size, _) in files.items()}


def _manifest(archive: zipfile.ZipFile, what: str) -> dict[str, tuple[int, str]]:
    try:
        with archive.open(_MANIFEST) as source:
            head = json.loads(source.read(_LARGEST_MANIFEST))
        if head["briefing"] != "backup" or head["version"] != VERSION:
            raise _broken(what, "it is of another form")
        files = {
            str(name): (int(entry["size"]), str(entry["sha256"])) for name, entry in head["files"].items()
        }
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise _broken(what, "it has no manifest") from None
    if folder.ARCHIVE not in files or not all(map(_is_plain, files)):
        raise _broken(what, "it holds what no backup does")
    return files


def _is_plain(name: str) -> bool:
    path = PurePosixPath(name)
    return (
        not path.is_absolute()
        and ".." not in path.parts
        and "\\" not in name
        and name == path.as_posix()
        and not any(part.startswith(".") for part in path.parts)
        and one_line(name) == name
    )


def _unpack(packed: IO[bytes], staging: Path, sizes: dict[str, int]) -> None:
    packed.seek(0)
    with zipfile.ZipFile(packed) as archive:
        for name in sizes:
            path = staging / name
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
            with os.fdopen(descriptor, "wb") as target, archive.open(name) as source:
                shutil.copyfileobj(source, target, _CHUNK)
                target.flush()
                os.fsync(target.fileno())
    with closing(sqlite3.connect(staging / folder.ARCHIVE)) as db:
        try:
            _check_integrity(db, staging / folder.ARCHIVE)
            # Samples that were kept are the reader's own.
            db.execute("DELETE FROM meta WHERE key = 'demonstration'")
            db.commit()
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.Error as error:
            raise in_words(error, staging / folder.ARCHIVE) from error
    for directory in {staging, *((staging / name).parent for name in sizes)}:
        flush_folder(directory)


def _exchange(staging: Path, home: Path, narrate: Narrate) -> Path | None:
    """Put what was unpacked in the place of the home, and the home beside it; returns where that is now."""
    if not home.exists():
        staging.rename(home)
        flush_folder(home.parent)
        return None
    moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    aside = home.with_name(f"{home.name}.before-restore-{moment}")
    with writers_lock(home, narrate):
        home.rename(aside)
        try:
            staging.rename(home)
        except OSError:
            aside.rename(home)
            raise
    flush_folder(home.parent)
    return aside


def _count(archive: Path) -> tuple[int, int]:
    with closing(sqlite3.connect(f"{archive.absolute().as_uri()}?mode=ro", uri=True)) as db:
        try:
            return (
                int(db.execute("SELECT count(*) FROM article").fetchone()[0]),
                int(db.execute("SELECT count(*) FROM annotation").fetchone()[0]),
            )
        except sqlite3.Error:
            return 0, 0  # made by an older program, before there were annotations


def _broken(what: str, reason: str) -> LibraryError:
    return LibraryError(
        f"{what} is no backup of briefing, or was damaged: {one_line(reason)}. Nothing was changed."
    )
