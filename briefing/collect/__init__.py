"""Articles in: files, folders and what was fetched, read within limits, yielding articles or the reason why not.

The form is told by content: text, Markdown, JSON, tables, web pages, PDF, mail, feeds, and zip and gzip files of
these. The date is what the item says, else the one that stands as `date 2023-11-13` before the first sentence,
else the dateline's. The source is what the item says, else what a `sources.yaml` beside the file says, else the
file's name.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from io import SEEK_END
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import urlsplit

from briefing.article import Article, Retrieval, Skipped
from briefing.collect import formats
from briefing.collect.addresses import has_scheme, without_credentials
from briefing.collect.deadline import OutOfTime, within
from briefing.collect.draft import NotAnArticle, Place
from briefing.collect.meter import Meter
from briefing.collect.opening import open_file, why_not
from briefing.collect.sources import SourceNames
from briefing.collect.walk import find_files
from briefing.limits import DEFAULT_LIMITS, Limits
from briefing.safetext import one_line

__all__ = ["Limits", "Meter", "collect", "collect_fetched", "collect_text"]


def collect(
    targets: Iterable[str | Path],
    *,
    called: str | None = None,
    now: datetime | None = None,
    limits: Limits = DEFAULT_LIMITS,
    meter: Meter | None = None,
) -> Iterator[Article | Skipped]:
    """The articles in files, folders and at addresses of the web, in an order that is always the same.

    What is none comes as the reason why. Servers of this machine and its network may be named. `called` is what
    the user calls the source, whatever the items say; `now` the moment of reading, if not this one; `meter` is
    told how far reading is. Nothing about a target raises.
    """
    read_at = _moment(now)
    source_names = SourceNames()
    for is_address, named in groupby(targets, lambda target: has_scheme(str(target))):
        if is_address:
            yield from _fetch(list(map(str, named)), read_at, limits)
            continue
        for found in find_files(named, limits):
            if isinstance(found, Skipped):
                yield found
                continue
            source = source_names.name_for(found) or found.stem
            yield from source_names.take_problems()
            place = Place(one_line(str(found)), found.suffix.lower(), source, read_at, called)
            yield from _read("The file", place, partial(open_file, found), limits, meter)


def collect_text(
    data: bytes,
    origin: str,
    *,
    source: str | None = None,
    now: datetime | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[Article | Skipped]:
    """The articles in some bytes that came from no file, such as standard input; see `collect`.

    `origin` says where they came from, and is their source if neither they nor `source` name one.
    """
    place = Place(one_line(origin), "", source or origin, _moment(now))
    yield from _read("The text", place, partial(io.BytesIO, data), limits)


def collect_fetched(
    data: bytes,
    retrieval: Retrieval,
    *,
    charset: str | None = None,
    called: str | None = None,
    now: datetime | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[Article | Skipped]:
    """The articles in what a server answered; see `collect`. `called` is what the user calls the source."""
    place = fetched_place(retrieval, charset, called, _moment(now))
    yield from _read("The answer", place, partial(io.BytesIO, data), limits)


def fetched_place(retrieval: Retrieval, charset: str | None, called: str | None, read_at: datetime) -> Place:
    """Where the articles in what a server answered come from; its host is the source of those that name none."""
    parts = urlsplit(retrieval.url)
    source = (parts.hostname or "").removeprefix("www.")
    suffix = PurePosixPath(parts.path).suffix.lower()
    return Place(retrieval.url, suffix, source, read_at, called, retrieval, charset)


def _fetch(addresses: Sequence[str], read_at: datetime, limits: Limits) -> Iterator[Article | Skipped]:
    from briefing.collect.addresses import AddressProblem, parse
    from briefing.collect.fetching import Fetcher, FetchProblem

    for address in addresses:
        shown = without_credentials(address)
        try:
            with closing(Fetcher(limits)) as fetcher:
                fetched = fetcher.fetch(address, named=parse(address).url)
        except (AddressProblem, FetchProblem) as problem:
            yield Skipped(shown, f"The address {problem}.")
            continue
        yield from collect_fetched(
            fetched.data, fetched.retrieval, charset=fetched.charset, now=read_at, limits=limits
        )


def _moment(now: datetime | None) -> datetime:
    return (now or datetime.now(UTC)).astimezone(UTC)


def _read(
    what: str,
    place: Place,
    open_stream: Callable[[], BinaryIO],
    limits: Limits,
    meter: Meter | None = None,
) -> Iterator[Article | Skipped]:
    size = 0
    try:
        with open_stream() as stream:
            size = stream.seek(0, SEEK_END)
            stream.seek(0)
            items = formats.read(stream, place, limits)
            while True:
                with within(limits.item_seconds):
                    item = next(items, None)
                if item is None:
                    return
                if meter is not None:
                    meter.reading(stream.tell(), size)
                yield item
    except NotAnArticle as wrong:
        yield Skipped(place.origin, f"{what} {wrong}.")
    except OutOfTime:
        yield Skipped(place.origin, f"{what} took longer than {limits.item_seconds} seconds to read.")
    except MemoryError:
        yield Skipped(place.origin, f"{what} needs more memory than there is.")
    except OSError as error:
        yield Skipped(place.origin, f"{what} {why_not(error)}.")
    finally:
        if meter is not None:
            meter.finished(size)
