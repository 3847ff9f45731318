"""Whatever a library lacks after a killed run, a new version of the program, or a change of the gazetteers.

Run as a module with a home as its argument, it prints its progress as JSON lines, such as
`{"step": "index", "done": 200, "of": 1000}`, and exits with 1 and a sentence on stderr if it can't go on.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from briefing.library import folder, grouping, indexing, recounting
from briefing.library.archive import Archive
from briefing.library.errors import LibraryError
from briefing.library.lag import is_counted, is_grouped
from briefing.library.lock import Narrate, in_silence, writing
from briefing.library.name_reader import NameReader
from briefing.library.readings import ReadingWriter
from briefing.library.store import mark_changed

Progress = Callable[[str, int, int], None]
"""Is told of a step, how much of it is done, and of how much; 0 where that isn't known."""

_BATCH = 32
"""Articles whose names are read between two commits."""
_SECONDS_BETWEEN_LINES = 0.1


def unseen(_step: str, _done: int, _of: int) -> None:
    """Show no progress."""


def catch_up(
    home: Path, progress: Progress = unseen, narrate: Narrate = in_silence, *, anew: bool = False
) -> None:
    """Do whatever `behind` names, and rebuild an index that can't be trusted; with `anew`, do all of it again.

    Raises LibraryError.
    """
    folder.find(home)
    with writing(home, narrate) as archive:
        if anew:
            _forget(archive)
        grouping.shelve(archive)
        bring_up_to_date(archive, NameReader(home), progress, thorough=True)


def bring_up_to_date(
    archive: Archive, reader: NameReader, progress: Progress, *, index: bool = True, thorough: bool = False
) -> None:
    """Read names, write the index unless told otherwise, and group stories, each where it is out of date.

    With `thorough` the index is looked through for damage, and put in better order.

    Stories come last: grouping looks at every article again, while the index takes in what is new at once.
    """
    if archive.meta("mentions") != reader.stamp:
        _read_names(archive, reader, progress)
    if not is_counted(archive, reader.changes):
        recounting.recount(archive, reader, partial(progress, "names"))
    if index:
        indexing.update(archive, archive.file.parent / folder.INDEX, progress, thorough=thorough)
    if not is_grouped(archive):
        grouping.group(archive, partial(progress, "stories"))


def _forget(archive: Archive) -> None:
    """Take names, stories and index for out of date; they stay in use until there are new ones."""
    with archive.transaction():
        archive.db.execute("UPDATE reading SET reader = ''")
        archive.set_meta("mentions", "")
        archive.set_meta("grouped", "")
        archive.set_meta("indexed", archive.meta("revision") + 2)  # no index can be as new as that


def _read_names(archive: Archive, reader: NameReader, progress: Progress) -> None:
    outdated = archive.db.execute(
        """
        SELECT article.number, article.id FROM article LEFT JOIN reading ON reading.article = article.number
        WHERE reading.reader IS NOT ? ORDER BY article.number
        """,
        (reader.stamp,),
    ).fetchall()
    readings = ReadingWriter(archive, reader)
    for start in range(0, len(outdated), _BATCH):
        articles = [
            (number, article)
            for number, id in outdated[start : start + _BATCH]
            if (article := archive.article(id)) is not None
        ]
        found = reader.find_all(article for _, article in articles)
        batch = [
            (number, each, reader.put_right(article, each))
            for (number, article), each in zip(articles, found, strict=True)
        ]
        with archive.transaction():
            for number, each, shown in batch:
                if readings.write(number, each, shown):
                    mark_changed(archive, number)
        progress("mentions", start + len(batch), len(outdated))
    with archive.transaction():
        archive.set_meta("mentions", reader.stamp)


class ProgressLines:
    """Prints progress, but not more often than anybody can see."""

    def __init__(self) -> None:
        self._step = ""
        self._last = 0.0

    def __call__(self, step: str, done: int, of: int) -> None:
        """Print a line, unless one has just been printed."""
        now = time.monotonic()
        if step == self._step and done != of and now - self._last < _SECONDS_BETWEEN_LINES:
            return
        self._step, self._last = step, now
        print(json.dumps({"step": step, "done": done, "of": of}), flush=True)


def _main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("usage: python -m briefing.library.catch_up HOME", file=sys.stderr)
        return 2
    try:
        catch_up(
            Path(arguments[0]), ProgressLines(), lambda sentence: print(sentence, file=sys.stderr, flush=True)
        )
    except LibraryError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
