from __future__ import annotations

import os

from hypothesis import settings

# No test is timed: on a busy machine Hypothesis would take a slow example for a failing one and seek smaller ones.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_xdist_auto_num_workers() -> int:
    """Half as many workers again as there are cores: the tests of the screen wait for half of their time."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores * 3 // 2
