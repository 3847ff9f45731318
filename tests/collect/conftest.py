"""What several tests of collecting need."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from briefing.article import Article, Skipped
from briefing.collect import collect

settings.register_profile("shared machine", deadline=None)
settings.load_profile("shared machine")


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str, str | bytes], list[Article | Skipped]]:
    """Write a file of some name and content, and collect it."""

    def read(name: str, content: str | bytes) -> list[Article | Skipped]:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return list(collect([path]))

    return read


@pytest.fixture
def article(
    read: Callable[[str, str | bytes], list[Article | Skipped]],
) -> Callable[[str, str | bytes], Article]:
    """Write a file and collect the one article in it."""

    def article(name: str, content: str | bytes) -> Article:
        (item,) = read(name, content)
        assert isinstance(item, Article), item
        return item

    return article


@pytest.fixture
def reason(read: Callable[[str, str | bytes], list[Article | Skipped]]) -> Callable[[str, str | bytes], str]:
    """Write a file and collect the one reason why it is no article."""

    def reason(name: str, content: str | bytes) -> str:
        (item,) = read(name, content)
        assert isinstance(item, Skipped), item
        return item.reason

    return reason
