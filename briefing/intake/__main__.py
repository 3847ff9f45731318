"""Refreshes what is followed, for a program that shows how far it is: `python -m briefing.intake HOME`.

Prints its progress as JSON lines, such as `{"step": "feeds", "done": 2, "of": 10}`, and last `{"summary": {…}}`;
exits with 1 and a sentence on stderr if it can't go on. It may be ended at any moment: nothing reported is lost.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from briefing import config
from briefing.intake.feeds import refresh
from briefing.library.catch_up import ProgressLines
from briefing.library.errors import LibraryError


def main(arguments: list[str]) -> int:
    """Refresh the library of the home that the arguments name; returns the exit code."""
    if len(arguments) != 1:
        print("usage: python -m briefing.intake HOME", file=sys.stderr)
        return 2
    try:
        summary = refresh(
            Path(arguments[0]), config.load().limits, report=lambda _: None, progress=ProgressLines()
        )
    except (LibraryError, config.ConfigProblem) as error:
        print(error, file=sys.stderr)
        return 1
    print(json.dumps({"summary": asdict(summary)}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
