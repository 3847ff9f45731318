from __future__ import annotations

from hypothesis import settings

# No test is timed: on a busy machine Hypothesis would take a slow example for a failing one and seek smaller ones.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
