"""What happens when the terminal goes away."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

from briefing.library.library import Library


def test_the_reader_ends_when_its_terminal_is_gone(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_HOME", str(library.home))
    ours, theirs = pty.openpty()
    # Without a controlling terminal no signal tells it: the worst case.
    reader = subprocess.Popen(
        [sys.executable, "-m", "briefing"], stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    try:
        seen = b""
        while b"Putin" not in seen:
            seen += os.read(ours, 65536)
        os.close(ours)
        assert reader.wait(timeout=20) == 1
    finally:
        reader.kill()
        reader.wait()
    assert (library.home / "session.json").exists()
