"""What is followed brings in what is new, once, and nothing is asked more often than it should be."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.collect import collect
from briefing.intake import feeds, opml
from briefing.intake.feeds import NothingToFollow
from briefing.library.archive import reading
from briefing.library.errors import LibraryError
from briefing.library.following import Followed
from briefing.library.library import Library
from briefing.library.lock import writing
from briefing.library.runs import Outcome
from briefing.library.writer import add
from briefing.limits import Limits
from tests.intake.site import Site, Visit, with_etag

LIMITS = Limits(response_seconds=2)
PAGE = "<!DOCTYPE html><html><body><article><p>{text}</p></article></body></html>"
LONG = (
    "The leaders met at the cosmodrome on Monday and spoke of satellites for several hours, officials said. "
    * 4
)


def feed(*entries: tuple[str, str], link: str = "https://gazette.example/") -> str:
    items = "".join(
        f"<item><title>{key}</title><guid isPermaLink='false'>{key}</guid><link>{link}{key}</link>"
        f"<description>{text}</description></item>"
        for key, text in entries
    )
    return f"<rss version='2.0'><channel><title>Gazette</title>{items}</channel></rss>"


@pytest.fixture
def refresh(home: Path) -> Callable[..., list[Outcome]]:
    def refresh(*only: str, force: bool = False) -> list[Outcome]:
        outcomes: list[Outcome] = []
        feeds.refresh(home, LIMITS, only=only, force=force, report=outcomes.append)
        return outcomes

    return refresh


def told(outcomes: Sequence[Outcome]) -> list[tuple[str, str]]:
    return [(outcome.action, outcome.origin.rpartition("#")[2]) for outcome in outcomes]


def test_a_feed_brings_in_each_entry_once(
    home: Path, site: Site, refresh: Callable[..., list[Outcome]]
) -> None:
    url = site.page("/feed", feed(("a", "Kim met Putin."), ("b", "They spoke.")))
    followed, new = feeds.follow(home, url, LIMITS)
    assert (followed.title, followed.address, new) == ("Gazette", url, True)
    assert told(refresh()) == [("added", "a"), ("added", "b")]
    assert told(refresh()) == [("unchanged", "a"), ("unchanged", "b")]
    site.page("/feed", feed(("a", "Kim met Putin again."), ("c", "It rained.")))
    assert told(refresh()) == [("updated", "a"), ("added", "c")]
    with closing(Library.open(home)) as library:
        assert library.articles() == 3
        assert {headline.source for headline in library.headlines([library.resolve(f"{url}#c")])} == {
            "Gazette"
        }


def test_what_has_not_changed_is_not_sent_again(
    home: Path, site: Site, refresh: Callable[..., list[Outcome]]
) -> None:
    url = site.on("/feed", with_etag(feed(("a", "Kim met Putin."))))
    feeds.follow(home, url, LIMITS)
    refresh()
    assert told(refresh()) == [("unchanged", url)]
    assert site.visited[-1][1]["if-none-match"] == '"1"'


def test_a_counter_in_an_entry_makes_no_new_version(
    home: Path, site: Site, refresh: Callable[..., list[Outcome]]
) -> None:
    url = site.page("/feed", feed(("a", "Kim met Putin.")))
    feeds.follow(home, url, LIMITS)
    refresh()
    site.page("/feed", feed(("a", "Kim met Putin.")).replace("</item>", "<comments>7</comments></item>"))
    assert told(refresh()) == [("unchanged", "a")]


def test_a_feed_that_moved_for_good_is_asked_there(
    home: Path, site: Site, refresh: Callable[..., list[Outcome]]
) -> None:
    url = site.page("/old", feed(("a", "Kim met Putin.")))
    feeds.follow(home, url, LIMITS)
    site.redirect("/old", site.page("/new", feed(("a", "Kim met Putin."))), 301)
    refresh()
    assert [each.address for each in feeds.followed(home)] == [f"{site.address}/new"]


def test_a_feed_that_fails_is_left_alone_longer_each_time(
    home: Path, site: Site, refresh: Callable[..., list[Outcome]]
) -> None:
    url = site.page("/feed", feed(("a", "Kim met Putin.")))
    feeds.follow(home, url, LIMITS)
    site.page("/feed", "", 500)
    (failed,) = refresh()
    assert (failed.action, failed.reason) == ("skipped", "The feed answered with 500 Internal Server Error.")
    assert refresh() == []
    refresh(force=True)
    (known,) = feeds.followed(home)
    assert known.failures == 2
    assert known.not_before is not None
    assert timedelta(minutes=29) < known.not_before - datetime.now(UTC) <= timedelta(minutes=30)
    site.page("/feed", "", 429, retry_after="7200")
    refresh(url)
    (known,) = feeds.followed(home)
    assert known.not_before is not None
    assert known.not_before - datetime.now(UTC) > timedelta(minutes=119)
    site.page("/feed", feed(("a", "Kim met Putin.")))
    assert told(refresh("gazette")) == [("added", "a")]
    assert feeds.followed(home)[0].failures == 0


def test_the_pages_behind_teasers_are_read_where_that_is_asked_for(
    home: Path, site: Site, refresh: Callable[..., list[Outcome]]
) -> None:
    site.page("/a", PAGE.format(text=LONG))
    url = site.page(
        "/feed", feed(("a", "The leaders met…"), ("b", "A teaser of a page that is gone…"), link="/")
    )
    feeds.follow(home, url, LIMITS, full_text=True)
    assert told(refresh()) == [("added", "a"), ("added", "b")]
    assert told(refresh()) == [("unchanged", "a"), ("unchanged", "b")]
    assert [path for path, _ in site.visited].count("/a") == 1
    with closing(Library.open(home)) as library:
        whole, teaser = (library.article(library.resolve(f"{url}#{key}")) for key in "ab")
        assert whole.text == LONG.strip()
        assert (whole.title, whole.source, whole.url) == ("a", "Gazette", f"{site.address}/a")
        assert whole.retrieval is not None
        assert whole.retrieval.url == f"{site.address}/a"
        assert teaser.text == "A teaser of a page that is gone…"


def test_no_entry_leads_inside(home: Path, site: Site, refresh: Callable[..., list[Outcome]]) -> None:
    other = Site()
    try:
        secret = other.page("/", PAGE.format(text=LONG))
        url = site.page("/feed", feed(("a", "Teaser…"), link=secret))
        feeds.follow(home, url, LIMITS, full_text=True)
        assert told(refresh()) == [("added", "a")]
        assert other.visited == []
    finally:
        other.close()


def test_a_server_inside_is_asked_only_if_it_was_there_when_it_was_named(
    home: Path, site: Site, refresh: Callable[..., list[Outcome]]
) -> None:
    url = site.page("/feed", feed(("a", "Kim met Putin.")))
    feeds.follow_all(home, opml.read(opml.write([Followed(url, False, "Gazette")]).encode(), LIMITS))
    (refused,) = refresh()
    assert "private network" in refused.reason
    feeds.follow(home, url, LIMITS)
    assert told(refresh()) == [("added", "a")]


def test_hosts_are_not_asked_by_too_many_at_once(
    home: Path, site: Site, refresh: Callable[..., list[Outcome]]
) -> None:
    for number in range(8):
        text = feed((f"n{number}", "Kim met Putin."))

        def answer(visit: object, text: str = text) -> None:
            time.sleep(0.02)
            visit.give(text.encode())  # type: ignore[attr-defined]

        feeds.follow(home, site.on(f"/{number}", answer), LIMITS)
    assert len(refresh()) == 8
    assert site.most_at_once <= LIMITS.connections_per_host


def test_others_may_add_while_a_server_keeps_a_refresh_waiting(
    home: Path, site: Site, refresh: Callable[..., list[Outcome]], tmp_path: Path
) -> None:
    asked, answers = threading.Event(), threading.Event()
    document = feed(("a", "Kim met Putin."))

    def answer(visit: Visit) -> None:
        if followed.is_set():
            asked.set()
            answers.wait(20)
        visit.give(document.encode())

    followed = threading.Event()
    feeds.follow(home, site.on("/feed", answer), LIMITS._replace(response_seconds=30))
    followed.set()
    outcomes: list[Outcome] = []
    refreshing = threading.Thread(
        target=lambda: feeds.refresh(home, LIMITS._replace(response_seconds=30), report=outcomes.append)
    )
    (tmp_path / "note.txt").write_text("They spoke of satellites.")
    adding = threading.Thread(
        target=lambda: add(home, collect([tmp_path / "note.txt"]), report=outcomes.append)
    )
    try:
        refreshing.start()
        assert asked.wait(20)
        adding.start()
        adding.join(15)
        assert [outcome.title for outcome in outcomes] == ["They spoke of satellites"]
    finally:
        answers.set()
        refreshing.join()
        adding.join()
    assert told(outcomes)[1:] == [("added", "a")]
    with closing(Library.open(home)) as library:
        assert [run.what for run in library.runs.all() if run.ended_at] == ["add", "refresh"]


def test_what_is_not_said_anew_stays_as_it_was(home: Path, site: Site) -> None:
    url = site.page("/feed", feed(("a", "Kim met Putin.")))
    feeds.follow(home, url, LIMITS, called="Gazette", full_text=True)
    again, new = feeds.follow(home, url, LIMITS)
    assert (again.called, again.full_text, new) == ("Gazette", True, False)
    assert [(each.called, each.full_text) for each in feeds.followed(home)] == [("Gazette", True)]
    again, _ = feeds.follow(home, url, LIMITS, called="", full_text=False)
    assert (again.called, again.full_text) == (None, False)


def test_a_page_leads_to_its_feed(home: Path, site: Site) -> None:
    site.page("/feed", feed(("a", "Kim met Putin.")))
    link = "<link rel='alternate' type='application/{kind}+xml' href='{href}'>"
    links = link.format(kind="rss", href="/gone") + link.format(kind="atom", href="feed")
    url = site.page("/", f"<!DOCTYPE html><html><head>{links}</head></html>")
    followed, _ = feeds.follow(home, url, LIMITS)
    assert followed.address == f"{site.address}/feed"


@pytest.mark.parametrize(
    ("target", "told"),
    [("/nothing", "answered with 404"), ("/page", "There is no feed at"), ("ftp://x.example/", "Only addresses"),
     ("nowhere", "is no folder"), ("https://a:b@x.example/", "can't be followed"), ("/bad", "declares entities")],
)  # fmt: skip
def test_what_can_not_be_followed_is_told(home: Path, site: Site, target: str, told: str) -> None:
    site.page("/page", PAGE.format(text="x"))
    site.page("/bad", "<!DOCTYPE rss [<!ENTITY x 'y'>]><rss><channel></channel></rss>")
    with pytest.raises(NothingToFollow, match=told):
        feeds.follow(home, site.address + target if target.startswith("/") else target, LIMITS)
    assert feeds.followed(home) == []


def test_a_folder_is_watched(home: Path, tmp_path: Path, refresh: Callable[..., list[Outcome]]) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for name in "ab":
        (folder / f"{name}.txt").write_text(f"Kim met {name}.")
        os.utime(folder / f"{name}.txt", (1e9, 1e9))
    feeds.follow(home, str(folder), LIMITS)
    assert [outcome.action for outcome in refresh()] == ["added", "added"]
    assert [outcome.action for outcome in refresh()] == ["unchanged", "unchanged"]
    (folder / "a.txt").write_text("Kim met a again.")
    (folder / "c.txt").write_text("Kim met c.")
    assert [outcome.action for outcome in refresh()] == ["updated", "unchanged", "added"]
    (folder / "c.txt").write_text("Kim met C.")
    assert [outcome.action for outcome in refresh()][-1] == "updated"


def test_lists_of_feeds_are_exchanged_with_other_readers(home: Path) -> None:
    feeds_there = [Followed("https://a.example/feed?x=1&y", False, "A & <B>", full_text=True),
                   Followed("https://c.example/", False, "C")]  # fmt: skip
    written = opml.write([*feeds_there, Followed("/news", True, "news")])
    assert opml.read(written.encode(), LIMITS) == feeds_there
    foreign = (
        b"<?xml version='1.0'?><opml version='1.0'><body><outline text='News'><outline text='N\x1b' type='rss'"
        b" xmlUrl='https://n.example/'/><outline xmlUrl='file:///etc/passwd'/></outline></body></opml>"
    )
    (found,) = opml.read(foreign, LIMITS)
    assert found.address == "https://n.example/"
    assert [new for _, new in feeds.follow_all(home, [found])] == [True]
    assert [new for _, new in feeds.follow_all(home, [found])] == [False]


def test_what_is_no_longer_followed_leaves_its_articles(
    home: Path, site: Site, refresh: Callable[..., list[Outcome]]
) -> None:
    url = site.page("/feed", feed(("a", "Kim met Putin.")))
    feeds.follow(home, url, LIMITS, called="The Gazette")
    refresh()
    with pytest.raises(LibraryError, match="Nothing that is followed is called x"):
        feeds.unfollow(home, "x")
    assert feeds.unfollow(home, "the gaz").address == url
    assert feeds.followed(home) == []
    with pytest.raises(LibraryError, match="Nothing is followed yet"):
        refresh()
    with closing(Library.open(home)) as library:
        assert library.article(library.resolve(f"{url}#a")).source == "The Gazette"


def test_a_run_is_reported_item_by_item(
    home: Path, site: Site, refresh: Callable[..., list[Outcome]]
) -> None:
    url = site.page("/feed", feed(("a", "Kim met Putin."), ("b", "")))
    feeds.follow(home, url, LIMITS)
    outcomes = refresh()
    with closing(Library.open(home)) as library:
        (run,) = library.runs.all()
        assert (run.what, run.counts) == ("refresh", {"added": 1, "updated": 0, "unchanged": 0, "skipped": 1})
        assert run.ended_at is not None
        assert library.runs.outcomes(run.number) == outcomes
        assert [outcome.reason for outcome in library.runs.outcomes(run.number, ["skipped"])] == [
            outcomes[1].reason
        ]


def test_looking_in_vain_is_no_change_of_the_library(
    home: Path, site: Site, refresh: Callable[..., list[Outcome]]
) -> None:
    feeds.follow(home, site.page("/feed", feed(("a", "Kim met Putin."))), LIMITS)
    refresh()
    with closing(Library.open(home)) as library:
        before = library.revision()
        refresh()
        assert library.revision() == before


def test_a_feed_is_settled_only_when_its_articles_are_safe(home: Path, site: Site) -> None:
    """Killed between an article and the word that its feed is done, a run takes the feed up again."""
    from briefing.intake.refreshing import refresh as refreshed
    from briefing.library import following
    from briefing.library.following import Checked
    from briefing.library.writer import add

    feeds.follow(home, site.on("/feed", with_etag(feed(("a", "Kim met Putin.")))), LIMITS)
    with reading(home) as archive:
        items = list(refreshed(following.followed(archive), lambda _: {}, LIMITS, tell=lambda *_: None))
    assert isinstance(items[-1], Checked)
    add(home, items[:-1], report=lambda _: None)
    assert feeds.followed(home)[0].etag is None
    add(home, items, report=lambda _: None)
    assert feeds.followed(home)[0].etag == '"1"'
    with writing(home) as archive:
        assert following.states(archive, items[-1].address).keys() == {"a"}
