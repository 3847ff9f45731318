"""What tests of the screen share. Those that are coroutines run in an event loop of their own, each."""

from __future__ import annotations

import asyncio
import inspect
import shutil
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from textual.pilot import Pilot

from briefing import resources
from briefing.collect import collect
from briefing.library.library import Library
from briefing.library.writer import add


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    wanted = inspect.signature(pyfuncitem.obj).parameters
    asyncio.run(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in wanted}))
    return True


@pytest.fixture
def raw() -> dict[str, Any]:
    """The default theme as YAML gives it, to be broken."""
    content = yaml.safe_load((resources.themes() / "lamplight.yaml").read_text())
    assert isinstance(content, dict)
    return content


@pytest.fixture(scope="session")
def seeds_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that holds the two sample articles, indexed."""
    home = tmp_path_factory.mktemp("library") / "home"
    add(home, collect([resources.seeds()]), report=lambda outcome: None)
    return home


@pytest.fixture
def library(seeds_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A library of the two sample articles, for one test alone."""
    monkeypatch.setenv("BRIEFING_CONFIG", str(tmp_path / "configuration"))
    monkeypatch.delenv("NO_COLOR", raising=False)
    home = tmp_path / "home"
    shutil.copytree(seeds_home, home)
    opened = Library.open(home)
    yield opened
    opened.close()


@pytest.fixture
def settle() -> Callable[[Pilot[None]], Awaitable[None]]:
    """Waits until a screen is drawn, and all is shown that it had looked up in threads."""

    async def wait(pilot: Pilot[None]) -> None:
        quiet = 0
        while quiet < 3:  # what one thread brings may send another off
            await pilot.pause(0.02)
            await pilot.pause()  # until nobody has anything left to do, however busy the machine is
            quiet = quiet + 1 if all(worker.is_finished for worker in pilot.app.workers) else 0

    return wait
