"""How much is read at most, so that no file and no folder can exhaust the machine."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one run. What lies beyond them is skipped, and said to be."""

    item_bytes: int = 8 * MIB
    """The longest file that is read as one article, in bytes: some twenty novels."""
    line_bytes: int = 2 * MIB
    """The longest line of a JSON-lines file, in bytes; such a file itself may have any length."""
    depth: int = 32
    """How many folders deep a folder is searched."""
    files: int = 100_000
    """The most files that are found in folders in one run."""


DEFAULT_LIMITS = Limits()
