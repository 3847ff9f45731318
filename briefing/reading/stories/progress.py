"""How far grouping has come."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Is told how many articles are done, and of how many."""


class HalfSteps:
    """Weighing an article and placing it are half of its work each."""

    def __init__(self, articles: int, report: Progress | None) -> None:
        self._articles = articles
        self._report = report
        self._halves = 0

    def step(self) -> None:
        """Half of an article's work is done."""
        self._halves += 1
        if self._report and self._halves % 2 == 0:
            self._report(min(self._halves // 2, self._articles), self._articles)
