"""Putting many rows in order, fast enough to do it between two keystrokes."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

_PLACE_BITS = np.uint64(32)
_PLACE = np.uint64((1 << 32) - 1)


def stable_order(keys: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    """The places of whole numbers from 0 to below 2³², the smallest first, equals in their order.

    A number and its place are sorted as one number, which is several times quicker than a stable sort of places.
    """
    places = np.arange(len(keys), dtype=np.uint64)
    return (np.sort((keys.astype(np.uint64) << _PLACE_BITS) | places) & _PLACE).astype(np.int64)
