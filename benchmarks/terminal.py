"""A pseudo-terminal with an emulator behind it, in which a program runs as it does before its user.

What the program writes is time-stamped when it is read. The emulator, which is slow, works only while the
program is silent, so that its cost is in no figure. Synchronised output (mode 2026) counts as painted when
its frame is closed.
"""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pyte

SILENCE = 0.05
"""Seconds without output after which a program is taken to have finished answering."""

_ENDLESS = 20.0
"""Seconds after which a program that never falls silent is given up."""

_SYNCHRONISED = 2026 << 5
"""How pyte notes a private mode that is set."""

_FRAME_END = re.compile(rb"(?<=\x1b\[\?2026l)")
_QUERY = re.compile(rb"\x1b\[(?:\?(?P<mode>\d+)\$p|(?P<device>0?c)|(?P<cursor>6n))")
_LONGEST_QUERY = 12


class Paint(NamedTuple):
    """How a program answered a key."""

    first: float | None
    """Seconds from the key to the first visible change; None where nothing changed."""
    last: float | None
    """Seconds from the key to the last visible change before it fell silent."""
    written: int
    """Bytes that it wrote."""


class Terminal:
    """One program, from its start to its end, and the screen that it paints on."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        columns: int = 120,
        lines: int = 40,
        core: int | None = None,
    ) -> None:
        """Start a program, on one core alone if `core` says which."""
        self.screen = pyte.Screen(columns, lines)
        self.output = bytearray()
        self.ended = False
        self._emulator = pyte.ByteStream(self.screen)
        self._unpainted: list[tuple[float, bytes]] = []
        self._painted: dict[int, tuple[object, ...]] = {}
        self._fd, far_end = pty.openpty()
        termios.tcsetwinsize(far_end, (lines, columns))
        # The size is the terminal's to say: a program believes these two before it asks.
        environment = {name: value for name, value in environment.items() if name not in {"COLUMNS", "LINES"}}
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            command, stdin=far_end, stdout=far_end, stderr=far_end, env=environment, start_new_session=True
        )
        if core is not None:
            os.sched_setaffinity(self.process.pid, {core})
        os.close(far_end)

    @property
    def text(self) -> str:
        """What stands on the screen, a line for each of its lines."""
        return "\n".join(self.screen.display)

    # Output -------------------------------------------------------------------------------------------

    def read(self, timeout: float) -> bool:
        """Read what the program writes next. False if it wrote nothing in `timeout` seconds, or has ended."""
        if self.ended or not select.select([self._fd], [], [], timeout)[0]:
            return False
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:  # Linux says so when the far end has been closed
            data = b""
        if not data:
            self.ended = True
            return False
        self._unpainted.append((time.perf_counter(), data))
        self.output += data
        self._answer_queries(len(data))
        return True

    def read_all(self, silence: float = SILENCE) -> None:
        """Read until the program has been silent for `silence` seconds, or has ended.

        Raises:
            TimeoutError: If it writes on and on.
        """
        deadline = time.perf_counter() + _ENDLESS
        while self.read(silence):
            if time.perf_counter() > deadline:
                raise TimeoutError(f"The program does not stop writing: …{bytes(self.output[-200:])!r}")

    def settle(self, silence: float = SILENCE) -> None:
        """Read until the program has been silent for `silence` seconds, and paint it."""
        self.read_all(silence)
        for _ in self.paints():
            pass

    def paints(self) -> Iterator[float]:
        """Paint what was read; yields the time of each frame that changed the screen, while it stands."""
        while self._unpainted:
            at, data = self._unpainted.pop(0)
            frame, *later = _FRAME_END.split(data, maxsplit=1)
            if later and later[0]:
                self._unpainted.insert(0, (at, later[0]))
            self._emulator.feed(frame)
            if _SYNCHRONISED not in self.screen.mode and self._changed():
                yield at

    def wait_for(self, pattern: str, timeout: float = 20.0) -> float:
        """Wait until a regular expression matches the screen; returns when the paint came that made it match.

        Raises:
            TimeoutError: If it did not in `timeout` seconds or as long as the program ran, with the screen.
        """
        deadline = time.perf_counter() + timeout
        while time.perf_counter() < deadline and not self.ended:
            self.read_all()
            for at in self.paints():
                if re.search(pattern, self.text):
                    return at
            if re.search(pattern, self.text):
                return time.perf_counter()
        why = "before the program ended" if self.ended else f"within {timeout} s"
        raise TimeoutError(f"{pattern!r} did not show {why}:\n{self.text}")

    # Input --------------------------------------------------------------------------------------------

    def send(self, keys: bytes) -> float:
        """Send keys as a terminal encodes them; returns the time just before.

        Raises:
            EOFError: If the program has ended, with what it left on the screen.
        """
        if self.ended:
            raise EOFError(f"The program has ended:\n{self.text}")
        at = time.perf_counter()
        os.write(self._fd, keys)
        return at

    def press(self, keys: bytes, patience: float = 1.0) -> Paint:
        """Send a key once the program is silent; `patience` is for how many seconds its answer may begin."""
        self.settle()
        before = len(self.output)
        sent = self.send(keys)
        if self.read(patience):
            self.read_all()
        paints = [at - sent for at in self.paints()]
        first, last = (paints[0], paints[-1]) if paints else (None, None)
        return Paint(first, last, len(self.output) - before)

    def quit(self, keys: bytes, patience: float = 5.0) -> float:
        """Send the key that ends the program; returns how many seconds that took.

        Raises:
            TimeoutError: If it did not end.
        """
        self.settle()
        sent = self.send(keys)
        self.read_all(patience)
        if not self.ended:
            raise TimeoutError(f"{keys!r} did not end the program:\n{self.text}")
        self.process.wait(patience)
        return time.perf_counter() - sent

    def close(self) -> None:
        """Give the terminal up, and end the program if it still runs."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        os.close(self._fd)

    # Looking on ---------------------------------------------------------------------------------------

    def peak_memory(self) -> int:
        """Bytes that the program and its children had resident at their highest so far, as Linux tells it."""
        return sum(_peak(pid) for pid in _tree(self.process.pid))

    def _changed(self) -> bool:
        changed = False
        for y in self.screen.dirty:
            line = tuple(self.screen.buffer[y][x] for x in range(self.screen.columns))
            changed |= self._painted.get(y) != line
            self._painted[y] = line
        self.screen.dirty.clear()
        return changed

    def _answer_queries(self, fresh: int) -> None:
        """Answer what programs ask a terminal and may wait for: its modes, its kind, its cursor."""
        start = max(0, len(self.output) - fresh - _LONGEST_QUERY)
        for query in _QUERY.finditer(self.output, start):
            if query.end() <= len(self.output) - fresh:
                continue
            if query["mode"]:
                known = 2 if query["mode"] == b"2026" else 0
                self.send(b"\x1b[?%s;%d$y" % (query["mode"], known))
            else:
                self.send(b"\x1b[?62;22c" if query["device"] else b"\x1b[1;1R")


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in children.read_text().split():
            yield from _tree(int(child))


def _peak(pid: int) -> int:
    match = re.search(r"^VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    return int(match[1]) * 1024 if match else 0
