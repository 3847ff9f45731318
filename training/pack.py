"""Write a fitted model to the file that ships: small weights dropped, the rest in eight bits."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from briefing.reading.mentions import features
from briefing.reading.mentions.hints import HINTS


def pack(
    path: Path, weights: np.ndarray, follow: np.ndarray, begin: np.ndarray, end: np.ndarray,
    vocabulary: dict[str, int], groups: dict[str, tuple[int, ...]], *, smallest: float,
) -> int:  # fmt: skip
    """Write the model; weights below `smallest` are dropped. Returns the size of the file in bytes."""
    count, places = len(vocabulary), len(features.PLACES)
    static = np.stack([weights[place * count : (place + 1) * count] for place in range(places)], axis=1)
    static[np.abs(static) < smallest] = 0
    kept = np.flatnonzero(np.abs(static).max((1, 2)) > 0)
    names = sorted(vocabulary, key=vocabulary.__getitem__)
    order = sorted(kept.tolist(), key=names.__getitem__)
    static = static[order]
    steps = np.abs(static).max((0, 2)) / 127
    steps[steps == 0] = 1
    small = np.rint(static / steps[:, None]).astype(np.int8).reshape(-1)
    at = np.flatnonzero(small)
    gaps = np.diff(at, prepend=0)
    # A gap beyond 16 bits is bridged by weights of zero.
    arrays: dict[str, np.ndarray] = {
        "static": _bytes(names[i] for i in order),
        "at": gaps.astype(np.uint32 if gaps.max() > 65535 else np.uint16),
        "weights": small[at],
        "steps": steps.astype(np.float32),
        "follow": follow.astype(np.float32),
        "begin": begin.astype(np.float32),
        "end": end.astype(np.float32),
        "grouped": _bytes(groups),
        "groups": np.array(list(groups.values()), dtype=np.int16),
    }
    offset = places * count
    for name, size in features.BLOCKS:
        block = weights[offset : offset + size]
        offset += size
        rows = np.flatnonzero(np.abs(block).max(1) >= smallest)
        step = max(float(np.abs(block).max()) / 127, 1e-6)
        arrays[name] = np.rint(block[rows] / step).astype(np.int8)
        arrays[name + " at"] = rows.astype(np.uint16)
        arrays[name + " step"] = np.float32(step)
    arrays["hints"] = weights[offset : offset + len(HINTS)].astype(np.float32)
    np.savez_compressed(path, allow_pickle=False, **arrays)
    return path.stat().st_size


def _bytes(words) -> np.ndarray:  # type: ignore[no-untyped-def]
    return np.frombuffer("\n".join(words).encode("utf-8"), dtype=np.uint8)
