"""How far a long command is, on a terminal alone."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from briefing.cli.output import is_terminal

if TYPE_CHECKING:
    from rich.progress import Progress

_STEPS = {
    "feeds": "Asking feeds",
    "originals": "Checking originals",
    "articles": "Reading articles",
    "mentions": "Reading names",
    "names": "Counting names",
    "stories": "Grouping stories",
    "index": "Indexing",
    "rebuild": "Writing the index anew",
    "comparing": "Comparing sources",
}


@contextmanager
def shown() -> Iterator[Callable[[str, int, int], None]]:
    """A function to tell of a step, how much of it is done and of how much; it draws a bar on stderr.

    Where the lines that tell of each article stand on the same terminal, they are progress enough for that step.
    """
    if not is_terminal(sys.stderr):
        yield lambda _step, _done, _of: None
        return
    told_by_lines = is_terminal(sys.stdout)
    bars: Progress | None = None
    tasks = {}
    with ExitStack() as drawn:

        def tell(step: str, done: int, of: int) -> None:
            nonlocal bars
            if step == "articles" and told_by_lines:
                return
            bars = bars or drawn.enter_context(_bars())
            if step not in tasks:
                tasks[step] = bars.add_task(_STEPS.get(step, step), total=of or None)
            bars.update(tasks[step], completed=done, total=of or None)

        yield tell


def _bars() -> Progress:
    # Imported here because it takes longer than most commands, and scripts never see it.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
