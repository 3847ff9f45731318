"""How far a long command is, on a terminal alone."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from briefing.cli.output import is_terminal

_STEPS = {
    "articles": "Reading articles",
    "mentions": "Reading names",
    "stories": "Grouping stories",
    "index": "Indexing",
}


@contextmanager
def shown() -> Iterator[Callable[[str, int, int], None]]:
    """A function to tell of a step, how much of it is done and of how much; it draws a bar on stderr."""
    if not is_terminal(sys.stderr):
        yield lambda _step, _done, _of: None
        return
    # Imported here because it takes longer than most commands, and scripts never see it.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    drawn = is_terminal(sys.stdout)  # then lines of data go above the bar; else they are left alone
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=drawn) as bars:
        tasks = {}

        def tell(step: str, done: int, of: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(_STEPS.get(step, step), total=of or None)
            bars.update(tasks[step], completed=done, total=of or None)

        yield tell
