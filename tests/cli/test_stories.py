"""`briefing story` and `briefing copies`."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing import resources
from tests.cli.conftest import Run
