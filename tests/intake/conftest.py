from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.intake.site import Site


@pytest.fixture(autouse=True)
def _no_user_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_CONFIG", str(tmp_path / "configuration"))


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"
