"""A bound on the time that reading one item may take, whatever is done in it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_AGAIN = 0.2
"""Seconds after which it strikes again, should a library have swallowed it."""


class OutOfTime(BaseException):
    """Reading took too long. No `Exception`, so that libraries which catch all of those let it pass."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise `OutOfTime` inside of the `with` once it has taken so long.

    What counts is the time in which the processor worked for the process, so that a busy machine refuses no more
    than an idle one. A timer of the process does it, which the main thread alone can have: in another thread
    nothing is bounded, so what reads foreign files at length belongs into a process of its own. A timer that runs
    already goes on.
    """
    if threading.current_thread() is not threading.main_thread() or signal.getitimer(signal.ITIMER_PROF)[0]:
        yield
        return
    before = signal.signal(signal.SIGPROF, _strike)
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _strike(_signal: int, _frame: FrameType | None) -> None:
    raise OutOfTime
