"""The demonstration library: the sample articles, in a library of their own that never mixes with the reader's.

Run as a module, with the home folder as its argument, it builds that library; its index is left to be caught up on.
"""

from __future__ import annotations

import sys
from pathlib import Path

from briefing import resources
from briefing.article import Article, Skipped

_BEGINNING = 7
"""Characters of a file's name that tell the samples apart."""


def folder(home: Path) -> Path:
    """Where the demonstration library of a home lies."""
    return home / "demonstration"


def build(home: Path) -> None:
    """Put the sample articles into the demonstration library.

    Raises:
        LibraryError: If the folder can't be written to.
    """
    from briefing.collect import collect
    from briefing.library.writer import add

    add(
        folder(home),
        map(_named, collect([resources.seeds()])),
        report=lambda _: None,
        demonstration=True,
        index=False,
    )


def _named(item: Article | Skipped) -> Article | Skipped:
    """A sample as what it is: nobody knows who published it, so the beginning of its file's name stands for that."""
    if isinstance(item, Skipped):
        return item
    return item._replace(source=f"Sample {item.source[:_BEGINNING]}")


if __name__ == "__main__":
    from briefing.library.errors import LibraryError

    try:
        build(Path(sys.argv[1]))
    except (LibraryError, OSError) as error:
        sys.exit(str(error))
