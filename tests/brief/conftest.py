from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from briefing.article import Article
from briefing.library.library import Library
from briefing.library.writer import add

MakeArticle = Callable[..., Article]
Open = Callable[..., Library]


@pytest.fixture(autouse=True)
def _no_user_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_CONFIG", str(tmp_path / "configuration"))


@pytest.fixture
def make_article() -> MakeArticle:
    def make(
        text: str,
        *,
        source: str = "Gazette",
        title: str = "A title",
        published: date | None = date(2024, 1, 2),
        url: str | None = None,
        author: str | None = None,
        origin: str = "",
    ) -> Article:
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        return Article(
            id=sha256[:16],
            sha256=sha256,
            title=title,
            title_derived=False,
            source=source,
            published=published,
            text=text,
            url=url,
            author=author,
            origin=origin or f"/news/{sha256[:8]}.txt",
            read_at=datetime(2024, 1, 3, 4, 5, 6, tzinfo=UTC),
            replaced=0,
        )

    return make


@pytest.fixture
def open_library(tmp_path: Path) -> Iterator[Open]:
    """Opens a library that holds these articles, all in one story unless they are grouped."""
    opened: list[Library] = []

    def open_with(*articles: Article, index: bool = False) -> Library:
        add(tmp_path / "home", articles, report=lambda _: None, index=index)
        opened.append(Library.open(tmp_path / "home"))
        return opened[-1]

    yield open_with
    for library in opened:
        library.close()
