"""What is followed: feeds by their addresses and folders by their paths, and what is known of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit, urlunsplit

from briefing.library.archive import Archive, to_stored_time
from briefing.safetext import one_line

_FIRST_PAUSE = timedelta(minutes=15)
_LONGEST_PAUSE = timedelta(days=1)

_COLUMNS = """address, is_folder, title, called, full_text, inside, etag, modified, checked_at, succeeded_at,
    not_before, failures, problem"""

_RECORDED = ("is_folder", "title", "called", "full_text", "inside")


@dataclass(frozen=True, slots=True)
class Followed:
    """A feed or a folder that is followed."""

    address: str
    """Of the feed, or the folder's path."""
    is_folder: bool
    title: str
    """What the feed calls itself."""
    called: str | None = None
    """What the user calls it: the source of all that comes from it."""
    full_text: bool = False
    """Whether the pages that it points to are read in place of its teasers."""
    inside: bool = False
    """Whether its server was on this machine or in a private network when the user named it: else it may never be."""
    etag: str | None = None
    modified: str | None = None
    checked_at: datetime | None = None
    succeeded_at: datetime | None = None
    not_before: datetime | None = None
    """It is left alone until then, because it failed or asked for it."""
    failures: int = 0
    """How often it failed since it last succeeded."""
    problem: str = ""
    """Why it failed last, as the rest of a sentence that begins with its address."""

    @property
    def name(self) -> str:
        """By which it goes: as the user calls it, else as it calls itself, else its address."""
        return self.called or self.title or self.address


class Checked(NamedTuple):
    """What came out when a feed or folder was looked at; told to the archive once all of its items are safe there."""

    address: str
    at: datetime
    title: str = ""
    """Empty to keep the one that is known."""
    etag: str | None = None
    modified: str | None = None
    moved_to: str | None = None
    """The address to ask from now on."""
    states: Mapping[str, str] = {}
    """What is known now of entries or files, by their keys; of others, what was known."""
    problem: str = ""
    """Why it failed; empty where it did not."""
    wait: int | None = None
    """Seconds for which the server asked to be left alone."""


def without_password(address: str) -> str:
    """The address of a feed without the name and the password that it may hold.

    Raises ValueError, with a sentence's end, where it is no address of the web.
    """
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme.lower() not in {"http", "https"}:
        raise ValueError(f"“{one_line(address)[:80]}” is no address of the web")
    return one_line(urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])))


def to_record(followed: Followed) -> dict[str, Any]:
    """How something is followed, in plain values, without what was found in it."""
    return {key: getattr(followed, key) for key in _RECORDED}


def state(archive: Archive, address: str) -> dict[str, Any] | None:
    """How something is followed, in plain values; None where it is not."""
    row = archive.db.execute(
        f"SELECT {', '.join(_RECORDED)} FROM feed WHERE address = ?",  # noqa: S608 - constants
        (address,),
    ).fetchone()
    if row is None:
        return None
    is_folder, title, called, full_text, inside = row
    values = (bool(is_folder), title, called, bool(full_text), bool(inside))
    return dict(zip(_RECORDED, values, strict=True))


def put(archive: Archive, address: str, how: Mapping[str, Any] | None) -> None:
    """Follow a feed or folder so, or no more where there is nothing, within a transaction; its articles stay."""
    if how is None:
        archive.db.execute(
            "DELETE FROM feed_entry WHERE feed = (SELECT number FROM feed WHERE address = ?)", (address,)
        )
        archive.db.execute("DELETE FROM feed WHERE address = ?", (address,))
        return
    archive.db.execute(
        """
        INSERT INTO feed (address, is_folder, title, called, full_text, inside) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (address) DO UPDATE SET called = excluded.called, full_text = excluded.full_text,
            inside = excluded.inside, title = iif(excluded.title = '', title, excluded.title)
        """,
        (address, *(how[key] for key in _RECORDED)),
    )


def ask_soon(archive: Archive, address: str) -> None:
    """Let a feed or folder that is left alone be asked again, within a transaction."""
    archive.db.execute("UPDATE feed SET not_before = NULL WHERE address = ?", (address,))


def followed(archive: Archive) -> list[Followed]:
    """All that is followed, in the order of their titles."""
    rows = archive.db.execute(f"SELECT {_COLUMNS} FROM feed")  # noqa: S608 - a constant
    return sorted(map(_followed, rows), key=lambda each: each.name.casefold())


def states(archive: Archive, address: str) -> dict[str, str]:
    """What is known of the entries of a feed or the files of a folder, by their keys."""
    rows = archive.db.execute(
        "SELECT key, state FROM feed_entry JOIN feed ON feed.number = feed_entry.feed WHERE address = ?",
        (address,),
    )
    return dict(rows.fetchall())


def note(archive: Archive, checked: Checked) -> None:
    """Keep what came out of looking at a feed or folder, within a transaction.

    One that failed is left alone for a quarter of an hour, and twice as long each time that it fails again.
    """
    db = archive.db
    row = db.execute("SELECT number, failures FROM feed WHERE address = ?", (checked.address,)).fetchone()
    if row is None:
        return
    number, failures = row
    failures = failures + 1 if checked.problem else 0
    pause = min(_FIRST_PAUSE * 2 ** min(failures - 1, 10), _LONGEST_PAUSE) if failures else timedelta()
    pause = max(pause, timedelta(seconds=checked.wait or 0))
    at = to_stored_time(checked.at)
    with archive.aside():
        db.execute(
            "UPDATE feed SET checked_at = ?, not_before = ?, failures = ?, problem = ? WHERE number = ?",
            (at, to_stored_time(checked.at + pause) if pause else None, failures, checked.problem, number),
        )
        if not checked.problem:
            db.execute(
                """
                UPDATE feed SET succeeded_at = ?, etag = ?, modified = ?, title = iif(? = '', title, ?)
                WHERE number = ?
                """,
                (at, checked.etag, checked.modified, checked.title, checked.title, number),
            )
        db.executemany(
            "INSERT OR REPLACE INTO feed_entry (feed, key, state) VALUES (?, ?, ?)",
            ((number, key, state) for key, state in checked.states.items()),
        )
        if checked.moved_to is not None:
            db.execute("UPDATE OR IGNORE feed SET address = ? WHERE number = ?", (checked.moved_to, number))


def _followed(row: tuple[Any, ...]) -> Followed:
    address, is_folder, title, called, full_text, inside, etag, modified, *rest = row
    checked_at, succeeded_at, not_before, failures, problem = rest
    return Followed(
        address=address,
        is_folder=bool(is_folder),
        title=title,
        called=called,
        full_text=bool(full_text),
        inside=bool(inside),
        etag=etag,
        modified=modified,
        checked_at=_moment(checked_at),
        succeeded_at=_moment(succeeded_at),
        not_before=_moment(not_before),
        failures=failures,
        problem=problem,
    )


def _moment(stored: str | None) -> datetime | None:
    return datetime.fromisoformat(stored) if stored else None
