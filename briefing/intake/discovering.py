"""What an address or a path means that is to be followed: a feed, the feed that a page names, or a folder."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from briefing.collect import fetched_place, markup
from briefing.collect.addresses import AddressProblem, is_web_address, parse
from briefing.collect.draft import NotAnArticle
from briefing.collect.fetching import Fetched, Fetcher, FetchProblem
from briefing.collect.formats import feed_in
from briefing.library.following import Followed
from briefing.limits import Limits
from briefing.safetext import one_line

_KINDS = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}
)
_MOST_FEEDS = 5
"""Of a page, the feeds that are tried until one is there."""


class NothingToFollow(Exception):
    """Why something can't be followed, in a sentence."""


def discover(target: str, limits: Limits) -> Followed:
    """What there is to follow at an address or a path. Raises `NothingToFollow`.

    Of a page, it is the first feed that the page names and that is there.
    """
    if not is_web_address(target):
        if "://" in target:
            raise NothingToFollow(
                "Only addresses that begin with http:// or https:// can be followed, and folders."
            )
        path = Path(os.path.normpath(Path(target).expanduser().absolute()))
        if not path.is_dir():
            raise NothingToFollow(
                f"{one_line(str(path))} is no folder. A feed's address begins with https://."
            )
        return Followed(str(path), is_folder=True, title=one_line(path.name))
    try:
        address = parse(target)
    except AddressProblem as problem:
        raise NothingToFollow(f"The address {problem}.") from None
    if address.credentials is not None:
        raise NothingToFollow(
            "An address with a name and a password in it can't be followed, since neither is ever kept."
            " Fetch it with a program that keeps them safely, and follow the folder that it writes to."
        )
    with closing(Fetcher(limits)) as fetcher:
        return _at(address.url, fetcher, limits)


def _at(url: str, fetcher: Fetcher, limits: Limits) -> Followed:
    try:
        answer = fetcher.fetch(url, named=url)
    except FetchProblem as problem:
        raise NothingToFollow(f"{url} {problem}.") from None
    if (followed := _feed(url, answer, limits)) is not None:
        return followed
    for named in _feeds_named(answer):
        try:
            answer = fetcher.fetch(named, named=url)
        except FetchProblem:
            continue
        if (followed := _feed(named, answer, limits)) is not None:
            return followed
    raise NothingToFollow(f"There is no feed at {url}, and the page there names none that could be read.")


def _feed(url: str, answer: Fetched, limits: Limits) -> Followed | None:
    place = fetched_place(answer.retrieval, answer.charset, None, datetime.now(UTC))
    try:
        feed = feed_in(answer.data, place, limits)
    except NotAnArticle as wrong:
        raise NothingToFollow(f"What is at {url} {wrong}.") from None
    if feed is None:
        return None
    return Followed(answer.moved_to or url, is_folder=False, title=feed.title, inside=answer.inside)


def _feeds_named(page: Fetched) -> list[str]:
    """The addresses of the feeds that a page says it has."""
    root = markup.tree(markup.decode(page.data, page.charset))
    named: list[str] = []
    for link in root.iter("link") if root is not None else ():
        kind, href = (link.get("type") or "").strip().lower(), link.get("href")
        if "alternate" in (link.get("rel") or "").lower().split() and kind in _KINDS and href:
            try:
                named.append(parse(href, page.retrieval.url).url)
            except AddressProblem:
                continue
    return list(dict.fromkeys(named))[:_MOST_FEEDS]
