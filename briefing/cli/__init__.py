"""The command line: `briefing` alone opens the reader, anything after it is a command.

What is asked for is decided before anything is imported, so that neither pays for the other: the reader starts
without click, and a command without Textual.
"""

from __future__ import annotations

import gc
import sys

_INTERRUPTED = 130
"""What a shell reports of a program that ctrl+c ended."""


def main() -> int:
    """Run what the arguments ask for; returns the exit code."""
    try:
        if sys.argv[1:] in ([], ["--samples"]):
            gc.disable()  # until the first frame: what a start makes stays, so looking through it is in vain
            from briefing.cli.reader import read

            return read(samples=len(sys.argv) > 1)
        from briefing.cli.commands import run

        return run()
    except KeyboardInterrupt:
        return _INTERRUPTED
