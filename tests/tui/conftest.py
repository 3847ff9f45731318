"""What tests of the screen share. Those that are coroutines run in an event loop of their own, each."""

from __future__ import annotations

import asyncio
import inspect
from typing import Any

import pytest
import yaml

from briefing import resources


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
