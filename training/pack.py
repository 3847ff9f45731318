"""Write a fitted model to the file that ships: small weights dropped, the rest in eight bits."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from briefing.reading.mentions import features
from briefing.reading.mentions.hints import HINTS
from briefing.reading.mentions.model import FAMILIES


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
    order = sorted(kept.tolist(), key=lambda number: _by_family(names[number]))
    static = static[order]
    steps = np.abs(static).max((0, 2)) / 127
    steps[steps == 0] = 1
    blocks, offset = [], places * count
    for _, size in features.BLOCKS:
        block = weights[offset : offset + size]
        offset += size
        block[np.abs(block).max(1) < smallest] = 0
        step = max(float(np.abs(block).max()) / 127, 1e-6)
        blocks.append((np.rint(block / step).astype(np.int8), step))
    return write(
        path,
        [names[number] for number in order],
        np.rint(static / steps[:, None]).astype(np.int8),
        blocks,
        groups,
        steps=steps,
        hints=weights[offset : offset + len(HINTS)],
        follow=follow,
        begin=begin,
        end=end,
    )


def write(
    path: Path, names: Sequence[str], static: np.ndarray, blocks: Sequence[tuple[np.ndarray, float]],
    groups: dict[str, tuple[int, ...]], **exact: np.ndarray,
) -> int:  # fmt: skip
    """Write weights that are in steps already, in few arrays as each takes time to open; returns the file's bytes."""
    small = static.reshape(-1)
    at = np.flatnonzero(small)
    gaps = np.diff(at, prepend=0)
    families = [_by_family(name) for name in names]
    of_blocks = np.concatenate([block for block, _ in blocks])
    rows = np.flatnonzero(of_blocks.any(1))
    steps = np.repeat([step for _, step in blocks], [len(block) for block, _ in blocks])[rows]
    kinds, of = np.unique(np.array(list(groups.values()), dtype=np.int16), axis=0, return_inverse=True)
    np.savez_compressed(
        path,
        allow_pickle=False,
        static=_bytes(rest for _, rest in families),
        families=np.bincount([family for family, _ in families], minlength=len(FAMILIES)),
        at=gaps.astype(np.uint32 if gaps.max() > 65535 else np.uint16),
        weights=small[at],
        blocks=of_blocks[rows],
        block_at=rows.astype(np.uint16),
        block_steps=steps.astype(np.float32),
        grouped=_bytes(groups),
        groups=kinds,
        group_of=of.reshape(-1).astype(np.uint16),
        **{name: array.astype(np.float32) for name, array in exact.items()},
    )
    return path.stat().st_size


def _by_family(name: str) -> tuple[int, str]:
    """Which of `FAMILIES` a feature belongs to, and the rest of its name."""
    number = next((number for number, family in enumerate(FAMILIES) if family and name.startswith(family)), 0)
    return number, name[len(FAMILIES[number]) :]


def _bytes(words) -> np.ndarray:  # type: ignore[no-untyped-def]
    return np.frombuffer("\n".join(words).encode("utf-8"), dtype=np.uint8)
