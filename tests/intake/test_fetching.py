"""Servers are asked for what they have, and none can keep the program waiting, fill it, or lead it inside."""

from __future__ import annotations

import gzip
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from briefing.article import Article, Skipped
from briefing.collect import collect
from briefing.collect.fetching import Fetcher, FetchProblem
from briefing.limits import Limits
from tests.intake import site as sites
from tests.intake.site import Site

LIMITS = Limits(response_seconds=1, response_bytes=1024**2)


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with closing(Fetcher(LIMITS)) as fetcher:
        yield fetcher


@pytest.fixture
def problem(fetcher: Fetcher, site: Site) -> Callable[[str], FetchProblem]:
    """Fetch from the site, and return what is wrong."""

    def problem(url: str) -> FetchProblem:
        started = time.monotonic()
        with pytest.raises(FetchProblem) as caught:
            fetcher.fetch(url, named=site.address)
        assert time.monotonic() - started < 1.9
        assert str(caught.value).isprintable()
        return caught.value

    return problem


def test_what_a_server_has_is_fetched_with_what_it_says_of_it(fetcher: Fetcher, site: Site) -> None:
    url = site.page(
        "/a", "Kim met Putin.", content_type="text/plain; charset=koi8-r", etag='"7"', x_other="no"
    )
    fetched = fetcher.fetch(url, named=url)
    assert (fetched.data, fetched.charset, fetched.etag, fetched.moved_to) == (
        b"Kim met Putin.",
        "koi8-r",
        '"7"',
        None,
    )
    headers = dict(fetched.retrieval.headers)
    assert (fetched.retrieval.url, headers["etag"]) == (url, '"7"')
    assert headers.keys() == {"content-type", "date", "etag"}


def test_it_is_asked_only_for_what_changed(fetcher: Fetcher, site: Site) -> None:
    url = site.on("/a", sites.with_etag("Kim"))
    first = fetcher.fetch(url, named=url)
    again = fetcher.fetch(url, named=url, etag=first.etag, modified=first.modified)
    assert (first.changed, again.changed, again.data) == (True, False, b"")
    assert site.visited[-1][1]["if-modified-since"] == "Mon, 13 Nov 2023 10:00:00 GMT"


@pytest.mark.parametrize(
    ("packed", "encoding"),
    [
        (gzip.compress(b"Kim met Putin."), "gzip"),
        (zlib.compress(b"Kim met Putin."), "deflate"),
        (zlib.compress(b"Kim met Putin.")[2:-4], "deflate"),
    ],
    ids=["gzip", "zlib", "raw"],
)
def test_packed_answers_are_unpacked(fetcher: Fetcher, site: Site, packed: bytes, encoding: str) -> None:
    url = site.page("/a", packed, content_encoding=encoding)
    assert fetcher.fetch(url, named=url).data == b"Kim met Putin."


def test_redirects_are_followed_and_kept_if_they_are_for_good(fetcher: Fetcher, site: Site) -> None:
    site.page("/c", "Kim")
    site.redirect("/b", "/c#part", 308)
    good = site.redirect("/a", f"{site.address}/b", 301)
    moment = site.redirect("/moment", "/b", 302)
    assert fetcher.fetch(good, named=good).moved_to == f"{site.address}/c"
    assert fetcher.fetch(moment, named=moment).moved_to is None
    assert fetcher.fetch(moment, named=moment).retrieval.url == f"{site.address}/c"


def test_redirects_end_somewhere(problem: Callable[[str], FetchProblem], site: Site) -> None:
    assert "more than 5 times" in str(problem(site.redirect("/round", "/round")))
    assert "only http and https" in str(problem(site.redirect("/file", "file:///etc/passwd")))


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (sites.drip, "within 1 seconds"),
        (sites.slow_head, "within 1 seconds"),
        (sites.silence, "within 1 seconds"),
        (sites.cut_off, "broke off its answer"),
        (sites.endless, "more than 1 MiB"),
        (sites.bomb, "more than 1 MiB"),
        (sites.half_packed, "end too early"),
        (sites.no_http, "made no sense"),
    ],
)
def test_a_server_that_misbehaves_is_told_of(
    problem: Callable[[str], FetchProblem], site: Site, answer: sites.Answer, told: str
) -> None:
    tracemalloc.start()
    try:
        assert told in str(problem(site.on("/a", answer)))
        assert tracemalloc.get_traced_memory()[1] < 32 * 1024**2
    finally:
        tracemalloc.stop()


def test_what_was_not_promised_is_not_read(fetcher: Fetcher, site: Site) -> None:
    url = site.on("/a", sites.too_long)
    assert fetcher.fetch(url, named=url).data == b"Kim met Putin."


def test_errors_say_what_was_answered_and_when_to_come_back(
    problem: Callable[[str], FetchProblem], site: Site
) -> None:
    busy = problem(site.page("/busy", "", 429, retry_after="120"))
    assert (str(busy), busy.status, busy.wait) == ("answered with 429 Too Many Requests", 429, 120)
    later = problem(site.page("/later", "", 503, retry_after="Wed, 01 Jan 2200 00:00:00 GMT"))
    assert later.wait == 7 * 24 * 3600
    assert problem(site.page("/broken", "", 500, retry_after="soon")).wait is None
    assert "not asked for, br" in str(problem(site.page("/br", "x", content_encoding="br")))


def test_this_machine_is_asked_only_where_it_was_named(fetcher: Fetcher, site: Site) -> None:
    other = Site()
    try:
        url, elsewhere = site.page("/a", "Kim"), other.page("/secret", "Key")
        leading = site.redirect("/lead", elsewhere)
        for asked, named in (
            (url, ""),
            (elsewhere, url),
            (leading, url),
            (url.replace("127.0.0.1", "localhost"), url),
        ):
            with pytest.raises(FetchProblem, match="private network"):
                fetcher.fetch(asked, named=named)
        assert fetcher.fetch(url, named=url).inside
        # The connection that is open by now is not used for whom it may not serve.
        with pytest.raises(FetchProblem, match="private network"):
            fetcher.fetch(url)
        assert other.visited == []
    finally:
        other.close()


def test_a_name_that_changes_its_meaning_gains_nothing(site: Site) -> None:
    meanings = iter([["127.0.0.1"], ["93.184.215.14"]])
    asked = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(meanings)

    port = site.address.rpartition(":")[2]
    with (
        closing(Fetcher(LIMITS, resolve=resolve)) as fetcher,
        pytest.raises(FetchProblem, match="private network"),
    ):
        fetcher.fetch(f"http://rebind.example:{port}/")
    assert asked == ["rebind.example"]
    assert site.visited == []


def test_credentials_are_sent_and_shown_nowhere(site: Site) -> None:
    other = Site()
    try:
        site.redirect("/a", f"{other.address}/b")
        other.page("/b", "Kim")
        secret = site.page("/c", "Kim met Putin.").replace("http://", "http://reader:secret@")
        (item,) = collect([secret])
        assert isinstance(item, Article)
        assert (item.origin, item.url) == (f"{site.address}/c", None)
        assert item.retrieval is not None
        assert "secret" not in repr(item)
        assert site.visited[-1][1]["authorization"].startswith("Basic ")
        (skipped,) = collect([secret.replace("/c", "/a")])
        assert isinstance(skipped, Skipped)
        assert "secret" not in repr(skipped)
    finally:
        other.close()


def test_whoever_waits_is_let_go_at_the_end(site: Site) -> None:
    fetcher = Fetcher(Limits(response_seconds=20))
    url = site.on("/a", sites.silence)
    problems: list[str] = []

    def wait() -> None:
        try:
            fetcher.fetch(url, named=url)
        except FetchProblem as problem:
            problems.append(str(problem))

    thread = threading.Thread(target=wait)
    thread.start()
    time.sleep(0.2)
    fetcher.close()
    thread.join(1.5)
    assert not thread.is_alive()
    assert problems


def test_a_wrong_encoding_is_read_as_it_was_sent(site: Site) -> None:
    body = "<!DOCTYPE html><html><body><article>" + "<p>Президент провёл переговоры в столице.</p>" * 9
    (item,) = collect(
        [site.page("/a", body.encode("cp1251"), content_type="text/html; charset=windows-1251")]
    )
    assert isinstance(item, Article)
    assert item.text.startswith("Президент")
    (other,) = collect([site.page("/b", body, content_type="text/html; charset=iso-8859-1")])
    assert isinstance(other, Article)
    assert other.text.startswith("Президент")
    (text,) = collect(
        [site.page("/c", "Президент".encode("koi8-r"), content_type="text/plain; charset=koi8-r")]
    )
    assert isinstance(text, Article)
    assert text.text == "Президент"
