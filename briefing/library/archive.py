"""The archive: every article that was ever added, in one SQLite file, the truth about the library."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Lock
from typing import Any

from briefing.article import Article, Retrieval, Version
from briefing.library import folder
from briefing.library.errors import LibraryError, damaged, in_words
from briefing.library.schema import APPLICATION_ID, STEPS
from briefing.safetext import one_line

_CACHE_OF_READERS = -512
"""KiB, as SQLite has it: a quarter of what is usual takes no more time, as the system has the pages at hand, too."""
_SECONDS_TO_WAIT = 10.0
"""A writer competes with read marks alone, which take milliseconds."""

_ARTICLE = """
    SELECT article.id, article.sha256, title, title_derived, source, published, body.text, article.url, author,
        (SELECT place.origin FROM version JOIN place ON place.number = version.place
         WHERE version.article = article.number
         ORDER BY place.article = version.article DESC, place.number LIMIT 1),
        read_at, replaced, language, article.place, attachments,
        retrieval.url, retrieval.sha256, retrieval.headers
    FROM article JOIN body ON body.article = article.number
        LEFT JOIN retrieval ON retrieval.article = article.number
"""


class Archive:
    """One connection to an archive. Its methods raise sqlite3.Error; see `errors.in_words`."""

    def __init__(self, db: sqlite3.Connection, file: Path, *, alone: bool = False) -> None:
        self.db = db
        self.file = file
        self.alone = alone
        """Whether it was opened as if nobody else could change it, since a full disk left no other way."""
        self._aside = 0

    @classmethod
    def to_read(cls, file: Path) -> Archive:
        """Open an archive without ever changing it. Any thread may use it, but one at a time."""
        db = _connect(file, "ro")
        try:
            _check(db, file)
            db.execute(f"PRAGMA cache_size = {_CACHE_OF_READERS}")
            return cls(db, file)
        except LibraryError as error:
            db.close()
            if not _lacks_room_to_share(error, file):
                raise
        except BaseException:
            db.close()
            raise
        # Nobody can write now either; see `Readers` for how soon it is looked at again.
        db = _connect(file, "ro&immutable=1")
        try:
            _check(db, file)
            return cls(db, file, alone=True)
        except BaseException:
            db.close()
            raise

    @classmethod
    def to_write(cls, home: Path) -> Archive:
        """Open the archive of a home for writing, in its newest form. The writer's lock must be held.

        An archive that does not exist yet is made aside and put in place complete.
        """
        file = home / folder.ARCHIVE
        if not os.path.lexists(file):
            _create(file)
        folder.find(home)
        cls.to_read(file).close()
        db = _connect(file, "rw")
        try:
            db.execute("PRAGMA foreign_keys = ON")
            db.execute("PRAGMA synchronous = FULL")
            _build(db)
            file.chmod(0o600)
            return cls(db, file)
        except BaseException:
            db.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()

    # What is kept about the archive itself ------------------------------------------------------------

    def meta(self, key: str) -> Any:
        """A value kept about the archive itself, or None."""
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def set_meta(self, key: str, value: str | int) -> None:
        """Keep a value about the archive itself."""
        self.db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))

    @property
    def outdated(self) -> bool:
        """Whether an older program made it, so that it must be opened for writing first."""
        return _schema_version(self.db) < len(STEPS)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, on the disk once it has ended; raises the revision if anything changed but `aside`."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            before = self.db.total_changes - self._aside
            yield
            if self.db.execute("SELECT 1 FROM unlisted LIMIT 1").fetchone():
                from briefing.library import columns  # not before the first frame

                columns.bring_up_to_date(self)
            if self.db.total_changes - self._aside > before:
                self.db.execute("UPDATE meta SET value = value + 1 WHERE key = 'revision'")
            self.db.execute("COMMIT")
        except BaseException:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            raise

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Inside of a transaction: for changes to what is no part of what there is to read."""
        before = self.db.total_changes
        yield
        self._aside += self.db.total_changes - before

    # Articles -----------------------------------------------------------------------------------------

    def number_of(self, article_id: str) -> int | None:
        """The number by which the tables know an article."""
        row = self.db.execute("SELECT number FROM article WHERE id = ?", (article_id,)).fetchone()
        return int(row[0]) if row else None

    def mark_read(self, article_id: str, read: bool) -> None:
        """Note that an article was read, or was not."""
        if read:
            query = "INSERT OR IGNORE INTO read_mark (article) SELECT number FROM article WHERE id = ?"
        else:
            query = "DELETE FROM read_mark WHERE article = (SELECT number FROM article WHERE id = ?)"
        self.db.execute(query, (article_id,))

    def article(self, article_id: str) -> Article | None:
        """An article, current or superseded."""
        row = self.db.execute(_ARTICLE + "WHERE article.id = ?", (article_id,)).fetchone()
        return _article(row) if row else None

    def articles(self, *, current: bool = True) -> Iterator[Article]:
        """The articles in the order in which they came; superseded ones too, unless `current`."""
        query = _ARTICLE + "WHERE article.current OR ? ORDER BY article.number"
        return map(_article, self.db.execute(query, (not current,)))

    def versions(self, article_id: str) -> list[Version]:
        """What stood at the article's place over time, the oldest first."""
        rows = self.db.execute(
            """
            SELECT version.number, article.id, version.read_at
            FROM version JOIN article ON article.number = version.article
            WHERE version.place = (
                SELECT place.number FROM version JOIN place ON place.number = version.place
                WHERE version.article = (SELECT number FROM article WHERE id = ?)
                ORDER BY place.article = version.article DESC, place.number LIMIT 1)
            ORDER BY version.number
            """,
            (article_id,),
        ).fetchall()
        newest = len(rows) - 1
        return [Version(n, id, datetime.fromisoformat(at), i == newest) for i, (n, id, at) in enumerate(rows)]


class Readers:
    """Connections for reading, lent to one thread at a time and kept for the next."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = Lock()
        self._closed = False
        self._idle: list[Archive] = []
        self._give_back(Archive.to_read(file))

    @contextmanager
    def borrow(self) -> Iterator[Archive]:
        """A connection for the length of a `with`; whatever SQLite has to say comes out as LibraryError."""
        with self._lock:
            if self._closed:
                raise LibraryError(f"The library at {one_line(str(self._file.parent))} was closed.")
            archive = self._idle.pop() if self._idle else None
        try:
            if archive is None:
                archive = Archive.to_read(self._file)
            yield archive
        except sqlite3.Error as error:
            raise in_words(error, self._file) from error
        finally:
            if archive is not None:
                self._give_back(archive)

    def _give_back(self, archive: Archive) -> None:
        with self._lock:
            if not self._closed and not archive.alone:
                self._idle.append(archive)
                return
        archive.close()

    def close(self) -> None:
        """Close what is idle now, and what is lent as soon as it comes back."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for archive in idle:
            archive.close()


@contextmanager
def reading(home: Path) -> Iterator[Archive]:
    """The archive of a home for the length of a `with`, not to be changed.

    Raises LibraryError where there is none, or where SQLite can't do what is asked of it inside.
    """
    file = folder.find(home)
    try:
        archive = Archive.to_read(file)
        try:
            yield archive
        finally:
            archive.close()
    except sqlite3.Error as error:
        raise in_words(error, file) from error


def to_stored_day(day: date | None) -> str | None:
    """A day as the archive writes it: text that sorts by time."""
    return day.isoformat() if day else None


def to_stored_time(time: datetime) -> str:
    """A moment as the archive writes it: in UTC, to the microsecond."""
    return time.astimezone(UTC).isoformat()


def _article(row: tuple[Any, ...]) -> Article:
    id, sha256, title, derived, source, published, text, url, author, origin, read_at, replaced, *more = row
    language, place, attachments, *retrieval = more
    return Article(
        id=id,
        sha256=sha256,
        title=title,
        title_derived=bool(derived),
        source=source,
        published=date.fromisoformat(published) if published else None,
        text=text,
        url=url,
        author=author,
        origin=origin,
        read_at=datetime.fromisoformat(read_at),
        replaced=replaced,
        language=language,
        place=place,
        attachments=tuple(json.loads(attachments)) if attachments else (),
        retrieval=_retrieval(*retrieval) if retrieval[0] is not None else None,
    )


def _retrieval(url: str, sha256: str, headers: str) -> Retrieval:
    return Retrieval(url, sha256, tuple((name, value) for name, value in json.loads(headers)))


def _connect(file: Path, mode: str) -> sqlite3.Connection:
    try:
        db = sqlite3.connect(
            f"{file.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=_SECONDS_TO_WAIT,
            isolation_level=None,
            check_same_thread=False,
        )
    except sqlite3.Error as error:
        raise in_words(error, file) from error
    db.execute("PRAGMA trusted_schema = OFF")
    return db


def _lacks_room_to_share(error: LibraryError, file: Path) -> bool:
    """Whether an archive can't be opened only since SQLite finds no room for the file by which processes share it.

    What was written last must be in the archive itself by then, and not in a log beside it.
    """
    cause, log = error.__cause__, file.with_name(f"{file.name}-wal")
    if not isinstance(cause, sqlite3.Error) or cause.sqlite_errorcode & 0xFF != sqlite3.SQLITE_IOERR:
        return False
    return not log.exists() or log.stat().st_size == 0


def _schema_version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _check(db: sqlite3.Connection, file: Path) -> None:
    try:
        ours = db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        version = _schema_version(db)
        if ours and version <= len(STEPS):
            db.execute("SELECT value FROM meta WHERE key = 'archive'").fetchone()
    except sqlite3.Error as error:
        raise in_words(error, file) from error
    if not ours:
        raise damaged(file, "it lacks the mark of an archive")
    if version > len(STEPS):
        raise LibraryError(
            f"{one_line(str(file))} was written by a newer briefing (form {version}; this one knows "
            f"{len(STEPS)}). Nothing was changed. Update briefing to open it."
        )


def _build(db: sqlite3.Connection) -> None:
    """Bring the tables to their newest form, step by step, each whole or not at all."""
    for version in range(_schema_version(db), len(STEPS)):
        try:
            db.executescript(
                f"BEGIN IMMEDIATE; {STEPS[version]} PRAGMA user_version = {version + 1}; COMMIT;"
            )
        except sqlite3.Error:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise


def _create(file: Path) -> None:
    log = file.with_name(f"{file.name}-wal")
    if log.exists():
        raise LibraryError(
            f"{one_line(str(file))} is gone, but what was last written to it is still in {log.name}. "
            "Nothing was changed. Put the archive back, or move that file away to begin anew."
        )
    aside = file.with_name(f"{file.name}.new")
    for leftover in (aside, Path(f"{aside}-wal"), Path(f"{aside}-shm"), Path(f"{aside}-journal")):
        leftover.unlink(missing_ok=True)
    try:
        # SQLite gives its companion files the mode of the file they belong to.
        os.close(os.open(aside, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600))
        db = _connect(aside, "rw")
        try:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = FULL")
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            _build(db)
            new = (("archive", os.urandom(16).hex()), ("revision", 1))
            db.executemany("INSERT INTO meta (key, value) VALUES (?, ?)", new)
        finally:
            db.close()
        aside.rename(file)
        _flush(file.parent)
    except sqlite3.Error as error:
        raise in_words(error, file) from error
    except OSError as error:
        raise LibraryError(f"{one_line(str(file))} could not be made: {error.strerror}.") from None


def _flush(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
