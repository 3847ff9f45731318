"""Opening the reader: on the reader's own library, or on the samples while there is none."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from briefing import config
from briefing.library.errors import LibraryError, NoLibrary
from briefing.library.library import Library
from briefing.safetext import one_line

_FRAMES_A_SECOND = "240"
"""Textual waits for the next frame's turn before it draws what a key changed: at its 60 that takes 17 ms."""

SAMPLES = "These are samples: add your own with  briefing add PATH…"
"""What a newcomer is told."""
OWN_TOO = "These are samples: your own articles open with  briefing"
"""What is told to whoever asks for the samples later."""


def read(*, samples: bool = False) -> int:
    """Open the reader and stay until it is left; returns the exit code. With `samples`, it opens on these."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        print("briefing: the reader needs a terminal; for scripts see  briefing --help", file=sys.stderr)
        return 2
    os.environ.setdefault("TEXTUAL_FPS", _FRAMES_A_SECOND)
    try:
        library = _demonstration(config.home()) if samples else _library(config.home())
        from briefing.tui.launch import run

        with closing(library):
            run(library, _notice(library), samples_wanted=samples)
    except (LibraryError, OSError) as error:
        print(f"briefing: {one_line(str(error))}", file=sys.stderr)
        return 1
    return 0


def _notice(library: Library) -> str:
    if not library.demonstration:
        return ""
    return OWN_TOO if library.gave_way() else SAMPLES


def _library(home: Path) -> Library:
    """The library at home if it holds anything, else the demonstration."""
    try:
        library = Library.open(home)
    except NoLibrary:
        return _demonstration(home)
    if not library.is_empty():
        return library
    library.close()
    return _demonstration(home)


def _demonstration(home: Path) -> Library:
    """The demonstration library, built at the first start in another process while Textual is imported."""
    from briefing.cli.demonstration import folder

    try:
        return Library.open(folder(home))
    except NoLibrary:
        pass
    builder = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "briefing.cli.demonstration", str(home)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    import briefing.tui.app  # noqa: F401 - on this core while the other one builds

    _, narration = builder.communicate()
    if builder.returncode != 0:
        raise LibraryError(narration.strip() or "the demonstration library could not be built")
    return Library.open(folder(home))
