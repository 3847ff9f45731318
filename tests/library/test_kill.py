"""Kills a process that adds articles, at moments spread over all it does, and looks at what is left."""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.article import Article
from briefing.library import writer
from briefing.library.catch_up import catch_up
from briefing.library.errors import NoLibrary
from briefing.library.library import Library
from briefing.library.query import parse
from briefing.library.writer import Outcome, add

MakeArticle = Callable[..., Article]

_KILLS = 25
_KILLS_PER_HOME = 5
_ARTICLES = 24
_fork = multiprocessing.get_context("fork")


def _add(home: Path, articles: list[Article], reports: int) -> None:
    def report(outcome: Outcome) -> None:
        os.write(reports, f"{outcome.article_id}\n".encode())

    add(home, articles, report=report)
    os._exit(0)


def _run(home: Path, articles: list[Article], seconds: float | None) -> list[str]:
    """Add in a process of its own, killed after so many seconds unless None; the ids that it reported."""
    receiving, reports = os.pipe()
    process = _fork.Process(target=_add, args=(home, articles, reports))
    process.start()
    os.close(reports)
    process.join(seconds)
    process.kill()
    process.join()
    with os.fdopen(receiving, "rb") as received:
        return received.read().decode().split()


def _articles(make_article: MakeArticle, run: int) -> list[Article]:
    texts = (
        f"Report{run}x{n} of the harbour. The mayor, Anna Lindholm, spoke at the quay."
        for n in range(_ARTICLES)
    )
    # Every third article replaces what another run left at its place.
    return [
        make_article(text, origin=f"/news/{n if n % 3 == 0 else f'{run}-{n}'}")
        for n, text in enumerate(texts)
    ]


def test_nothing_reported_is_lost_whenever_the_writer_is_killed(
    tmp_path: Path, make_article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "_BATCH_ARTICLES", 3)
    chance = random.Random(20231113)
    # The first run pays for imports that the forked processes then share.
    add(tmp_path / "first", _articles(make_article, 99), report=lambda _: None)
    started = time.monotonic()
    everything = _articles(make_article, 98)
    assert _run(tmp_path / "second", everything, None) == [article.id for article in everything]
    whole = time.monotonic() - started

    died_early = 0
    reported: dict[Path, dict[str, Article]] = {}
    for kill in range(_KILLS):
        home = tmp_path / f"home{kill // _KILLS_PER_HOME}"
        known = reported.setdefault(home, {})
        articles = {article.id: article for article in _articles(make_article, kill)}
        # Now and then the first moment of all, when the archive itself is being made.
        seconds = chance.uniform(0, whole if kill % _KILLS_PER_HOME else whole / 8)
        ids = _run(home, list(articles.values()), seconds)
        died_early += len(ids) < len(articles)
        known.update((id, articles[id]) for id in ids)
        try:
            library = Library.open(home)
        except NoLibrary:
            assert not known
            continue
        for id, article in known.items():
            assert library.article(id) == article
            assert library.reading(id).body
        library.close()
    assert died_early > _KILLS // 5

    for home, known in reported.items():
        try:
            catch_up(home)
        except NoLibrary:
            assert not known
            continue
        library = Library.open(home)
        assert library.behind() == ()
        library.warm()
        listed = {id for story in library.stories() for id in story.articles}
        assert len(listed) == library.articles() == library.shelf().articles
        assert set(library.search(parse("harbour")).order) == listed
        for id in known:
            assert library.article(id)
            assert (id in listed) == any(v.article == id and v.current for v in library.versions(id))
        library.close()
