"""Numbers for stretches of text, found by their hashes for many at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.reading.mentions.stretches import Hashes, Ints

LONGEST = 40
"""Characters of a stretch beyond which its number is not kept."""
_NONE = -1


class Numbers:
    """The numbers that hashes stand for: a table with open places, most of them free."""

    def __init__(self) -> None:
        self._make(1 << 12)

    def _make(self, size: int) -> None:
        import numpy as np

        self._shift = np.uint64(65 - size.bit_length())
        self._hashes = np.zeros(size, dtype=np.uint64)
        self._numbers = np.full(size, _NONE, dtype=np.int32)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def renumbered(self, numbers: Ints) -> Numbers:
        """The same hashes for other numbers, given for each; without those for which that is -1."""
        taken = (self._numbers != _NONE).nonzero()[0]
        other = numbers[self._numbers[taken]]
        kept = other != _NONE
        new = Numbers()
        new._add(self._hashes[taken[kept]], other[kept])
        return new

    def find(self, text: str, starts: Ints, ends: Ints, hashes: Hashes, number: Callable[[str], int]) -> Ints:
        """The numbers of stretches of a text; for what has none yet it is asked."""
        import numpy as np

        found = self._numbers.take(self._places(hashes)).astype(np.int64)
        unknown = (found == _NONE).nonzero()[0]
        if len(unknown):
            spans = zip(starts[unknown].tolist(), ends[unknown].tolist(), strict=True)
            written = [text[start:end] for start, end in spans]
            numbers = {stretch: number(stretch) for stretch in dict.fromkeys(written)}
            found[unknown] = [numbers[stretch] for stretch in written]
            of_hash = dict(zip(written, hashes[unknown].tolist(), strict=True))
            kept = [stretch for stretch in numbers if len(stretch) <= LONGEST]
            self._add(
                np.array([of_hash[stretch] for stretch in kept], dtype=np.uint64),
                np.array([numbers[stretch] for stretch in kept], dtype=np.int64),
            )
        return found

    def _places(self, hashes: Hashes) -> Ints:
        """Where each hash is, or may be put: by its first bits, else in the next place that no other has."""
        import numpy as np

        at = (hashes >> self._shift).astype(np.int64)
        others = (self._hashes.take(at) != hashes).nonzero()[0]
        while len(others := others[self._numbers[at[others]] != _NONE]):
            at[others] = (at[others] + 1) % len(self._numbers)
            others = others[self._hashes[at[others]] != hashes[others]]
        return at

    def _add(self, hashes: Hashes, numbers: Ints) -> None:
        """Put in hashes that are not there, none of them twice."""
        import numpy as np

        needed = self._count + len(hashes)
        if 2 * needed > len(self._numbers):
            taken = (self._numbers != _NONE).nonzero()[0]
            hashes = np.concatenate((self._hashes[taken], hashes))
            numbers = np.concatenate((self._numbers[taken], numbers))
            self._make(1 << (4 * needed).bit_length())
        self._count = needed
        while len(hashes):
            at = self._places(hashes)
            self._hashes[at], self._numbers[at] = hashes, numbers
            # Of several for one place the last has it.
            astray = self._hashes[at] != hashes
            hashes, numbers = hashes[astray], numbers[astray]
