from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from briefing.article import Article, Skipped
from briefing.library.writer import Outcome, add

MakeArticle = Callable[..., Article]
AddAll = Callable[..., list[Outcome]]


@pytest.fixture(autouse=True)
def _no_user_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_CONFIG", str(tmp_path / "configuration"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def make_article() -> MakeArticle:
    def make(
        text: str,
        *,
        title: str = "A title",
        origin: str = "",
        source: str = "Gazette",
        published: date | None = None,
        title_derived: bool = False,
        read_at: datetime = datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC),
    ) -> Article:
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        return Article(
            id=sha256[:16],
            sha256=sha256,
            title=title,
            title_derived=title_derived,
            source=source,
            published=published,
            text=text,
            url=None,
            author=None,
            origin=origin or f"/news/{sha256[:6]}.txt",
            read_at=read_at,
            replaced=0,
        )

    return make


@pytest.fixture
def add_all(home: Path) -> AddAll:
    """Adds articles to the library at home, and tells what became of each."""

    def add_to_home(*items: Article | Skipped, index: bool = False) -> list[Outcome]:
        outcomes: list[Outcome] = []
        add(home, items, report=outcomes.append, index=index)
        return outcomes

    return add_to_home
