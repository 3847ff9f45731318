"""What is new in the feeds and folders that are followed.

Feeds are fetched several at a time and read one at a time, in the order in which they answer. All that a feed
holds is given before the `Checked` that tells of it: whoever is killed in between asks it again and loses nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from briefing.article import Article, Skipped
from briefing.collect import collect, collect_fetched, fetched_place
from briefing.collect.deadline import OutOfTime, within
from briefing.collect.draft import NotAnArticle, Place
from briefing.collect.feeds import Entry, Feed, article, is_teaser
from briefing.collect.fetching import Fetched, Fetcher, FetchProblem
from briefing.collect.formats import feed_in
from briefing.collect.walk import find_files
from briefing.library.following import Checked, Followed
from briefing.library.writer import Item, Known
from briefing.limits import Limits
from briefing.safetext import one_line

States = Callable[[str], dict[str, str]]
"""What is known of the entries of a feed or the files of a folder, by its address."""
Tell = Callable[[int, int], None]
"""Is told how many feeds and folders are done, and of how many."""

_CLIENT_ERRORS = range(400, 500)


class Context(NamedTuple):
    """What all feeds of one run have in common."""

    fetcher: Fetcher
    states: States
    limits: Limits
    now: datetime


def due(followed: Sequence[Followed], now: datetime, *, force: bool = False) -> list[Followed]:
    """Those that may be asked now: others failed lately, or their servers want to be left alone."""
    return [each for each in followed if force or each.not_before is None or each.not_before <= now]


def refresh(
    followed: Sequence[Followed], states: States, limits: Limits, *, tell: Tell, now: datetime | None = None
) -> Iterator[Item]:
    """The items of all that is followed; what is known not to have changed is not read again."""
    folders = [each for each in followed if each.is_folder]
    feeds = [each for each in followed if not each.is_folder]
    done = 0
    with closing(Fetcher(limits)) as fetcher:
        context = Context(fetcher, states, limits, (now or datetime.now(UTC)).astimezone(UTC))
        tell(done, len(followed))
        for folder in folders:
            yield from _folder(folder, context)
            tell(done := done + 1, len(followed))
        for feed, answer in _answers(feeds, context):
            yield from _feed(feed, answer, context)
            tell(done := done + 1, len(followed))


def _answers(
    feeds: Sequence[Followed], context: Context
) -> Iterator[tuple[Followed, Fetched | FetchProblem]]:
    """What the servers of feeds answer, as it comes; no more is asked ahead than can be fetched at once."""
    waiting = iter(feeds)
    asked: dict[Future[Fetched], Followed] = {}
    pool = ThreadPoolExecutor(context.limits.connections, thread_name_prefix="fetch")
    try:
        while True:
            while len(asked) < context.limits.connections and (feed := next(waiting, None)) is not None:
                future = pool.submit(_ask, feed, context)
                asked[future] = feed
            if not asked:
                return
            for future in wait(asked, return_when=FIRST_COMPLETED).done:
                yield asked.pop(future), _outcome(future)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _ask(feed: Followed, context: Context) -> Fetched:
    return context.fetcher.fetch(feed.address, named=_named(feed), etag=feed.etag, modified=feed.modified)


def _named(feed: Followed) -> str:
    """What the user named with a feed: a server inside, if it was inside from the first."""
    return feed.address if feed.inside else ""


def _outcome(future: Future[Fetched]) -> Fetched | FetchProblem:
    problem = future.exception()
    if isinstance(problem, FetchProblem):
        return problem
    return future.result()


# Feeds ----------------------------------------------------------------------------------------------------


def _feed(followed: Followed, answer: Fetched | FetchProblem, context: Context) -> Iterator[Item]:
    address = followed.address
    if isinstance(answer, FetchProblem):
        yield Skipped(address, f"The feed {answer}.")
        yield Checked(address, context.now, problem=str(answer), wait=answer.wait)
        return
    if not answer.changed:
        yield Known(address, followed.called or followed.title)
        yield Checked(
            address, context.now, etag=followed.etag, modified=followed.modified, moved_to=answer.moved_to
        )
        return
    place = fetched_place(answer.retrieval, answer.charset, followed.called, context.now)
    place = replace(place, origin=address)
    try:
        with within(context.limits.item_seconds):
            feed = feed_in(answer.data, place, context.limits)
    except NotAnArticle as wrong:
        problem = str(wrong)
    except OutOfTime:
        problem = f"took longer than {context.limits.item_seconds} seconds to read"
    else:
        problem = "" if feed is not None else "is no feed any more"
    if problem or feed is None:
        yield Skipped(address, f"The feed {problem}.")
        yield Checked(address, context.now, problem=problem)
        return
    known = context.states(address)
    states: dict[str, str] = {}
    for entry in {entry.key: entry for entry in feed.entries}.values():
        state = sha256(entry.data).hexdigest()
        if known.get(entry.key) == state:
            yield Known(f"{address}#{entry.key}", one_line(str(entry.fields.get("title") or "")))
            continue
        item, settled = _entry(entry, feed, followed, place, context)
        yield item
        if settled:
            states[entry.key] = state
    yield Checked(
        address,
        context.now,
        title=feed.title,
        etag=answer.etag,
        modified=answer.modified,
        moved_to=answer.moved_to,
        states=states,
    )


def _entry(
    entry: Entry, feed: Feed, followed: Followed, place: Place, context: Context
) -> tuple[Article | Skipped, bool]:
    """What an entry is, and whether it need not be looked at again before it changes."""
    origin = f"{place.origin}#{entry.key}"
    teaser: Article | Skipped
    try:
        with within(context.limits.item_seconds):
            teaser = article(entry, feed, place, context.limits)
    except NotAnArticle as wrong:
        teaser = Skipped(origin, f"The entry {wrong}.")
    except OutOfTime:
        teaser = Skipped(origin, f"The entry took longer than {context.limits.item_seconds} seconds to read.")
    url = entry.fields.get("url")
    if not followed.full_text or not isinstance(url, str):
        return teaser, True
    if isinstance(teaser, Article) and not is_teaser(teaser.text):
        return teaser, True
    try:
        fetched = context.fetcher.fetch(url, named=_named(followed))
    except FetchProblem as problem:
        settled = problem.status in _CLIENT_ERRORS and problem.wait is None
        if isinstance(teaser, Article):
            return teaser, settled
        return Skipped(origin, f"The entry's page {problem}."), settled
    page = next(
        collect_fetched(
            fetched.data,
            fetched.retrieval,
            charset=fetched.charset,
            called=followed.called or feed.title or None,
            now=context.now,
            limits=context.limits,
        ),
        None,
    )
    if not isinstance(page, Article) or (isinstance(teaser, Article) and len(page.text) < len(teaser.text)):
        return teaser, True
    return _with_what_the_feed_says(page, teaser, origin, url), True


def _with_what_the_feed_says(page: Article, teaser: Article | Skipped, origin: str, url: str) -> Article:
    """A page with the title, author and day that the feed gives it: pages often name none, or another."""
    if not isinstance(teaser, Article):
        return page._replace(origin=origin, url=page.url or url)
    return page._replace(
        origin=origin,
        title=page.title if teaser.title_derived else teaser.title,
        title_derived=page.title_derived and teaser.title_derived,
        author=page.author or teaser.author,
        published=teaser.published or page.published,
        url=teaser.url or page.url,
    )


# Folders --------------------------------------------------------------------------------------------------


def _folder(followed: Followed, context: Context) -> Iterator[Item]:
    known = context.states(followed.address)
    states: dict[str, str] = {}
    problem = ""
    for found in find_files([followed.address], context.limits):
        if isinstance(found, Skipped):
            problem = problem or ("can't be read" if found.origin == followed.address else "")
            yield found
            continue
        key, state = one_line(str(found)), _state(found)
        if known.get(key) == state:
            yield Known(key, "")
            continue
        yield from collect([found], called=followed.called, now=context.now, limits=context.limits)
        states[key] = state
    yield Checked(followed.address, context.now, states=states, problem=problem)


def _state(file: Path) -> str:
    """What changes with the content of a file; one that changes while it is read is read again next time."""
    try:
        status = file.stat()
    except OSError:
        return ""
    # What was written a moment ago may be written again within the same tick of the clock.
    fresh = time.time() - status.st_mtime < 2
    return f"{status.st_mtime_ns}:{status.st_size}:{status.st_ino}" + (f":{time.time_ns()}" if fresh else "")
