"""The tagger's weights: read from the file that ships, and applied."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from briefing.reading.mentions import features
from briefing.reading.mentions.labels import LABELS
from briefing.reading.mentions.word_features import PARTS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

FILE = "tagger.npz"
FAMILIES = ("", *(name for name, _ in PARTS))
"""How the names of most features of words begin; those of the rest begin in many ways."""


@dataclass(slots=True)
class Model:
    """A linear-chain conditional random field."""

    static: dict[str, dict[str, int]]
    """The features of words, each with its row in `weights`: for each of `FAMILIES` by the rest of its name."""
    weights: NDArray[np.int8]
    """For each feature of a word, for each of `features.PLACES`, for each label; in steps of `steps`.

    The last row is of none.
    """
    steps: Floats
    """For each of `features.PLACES` the weight of one."""
    blocks: Floats
    """For each value of each category of `features.BLOCKS`, in order, its weights by labels."""
    hints: NDArray[np.float64]
    """For each of `hints.HINTS` its weights by labels."""
    follow: Floats
    """How well a label follows another."""
    begin: Floats
    end: Floats
    groups: dict[str, tuple[int, ...]]
    """For the commonest words the numbers of their groups of like words, coarse to fine."""

    def numbers(self, names: Iterable[str]) -> list[int]:
        """The rows in `weights` of features that are no parts of words; the model has none for most."""
        own = self.static[""]
        return [own[name] for name in names if name in own]

    def sums(self, rows: Ints) -> NDArray[np.int16]:
        """What the features of words, a row of their numbers for each, add up to; in steps of `steps`."""
        # As rows in one piece, and feature after feature: several times faster than any other order.
        pieces = self.weights.reshape(len(self.weights), -1).take(rows.T, axis=0)
        sums: NDArray[np.int16] = pieces.sum(0, dtype="int16").reshape(len(rows), *self.weights.shape[1:])
        return sums

    def decode(self, fit: Floats, starts: Ints) -> Ints:
        """The best labels of all islands, by Viterbi's algorithm."""
        import numpy as np

        order, bounds = _by_step(starts, len(fit))
        steps = list(pairwise(bounds))
        fit = fit[order]
        score = fit[: bounds[1]] + self.begin
        final = np.empty_like(score)
        scores = []
        follow = self.follow[:, None, :]
        for first, end in steps[1:]:
            count = end - first
            final[count : len(score)] = score[count:]
            score = score[:count]
            scores.append(score)
            score = np.maximum.reduce(score.T[:, :, None] + follow, 0) + fit[first:end]
        final[: len(score)] = score
        chosen = (final + self.end).argmax(1)
        ordered = np.empty(len(fit), dtype=np.int64)
        ordered[steps[-1][0] :] = chosen[: len(score)]
        into = self.follow.T
        for (first, end), score in zip(steps[-2::-1], scores[::-1], strict=True):
            # Which label came before is asked for the chosen ones only.
            chosen[: len(score)] = (score + into[chosen[: len(score)]]).argmax(1)
            ordered[first:end] = chosen[: end - first]
        labels = np.empty_like(ordered)
        labels[order] = ordered
        return labels

    def chances(self, fit: Floats, labels: Ints, starts: Ints) -> Floats:
        """For each token the logarithm of the chance of its label, given its neighbours' labels."""
        import numpy as np

        first = np.zeros(len(fit), dtype=bool)
        first[starts] = True
        last = np.ones(len(fit), dtype=bool)
        last[:-1] = first[1:]
        score = fit.copy()
        score[first] += self.begin
        score[last] += self.end
        inner = (~first).nonzero()[0]
        score[inner] += self.follow[labels[inner - 1]]
        outer = (~last).nonzero()[0]
        score[outer] += self.follow.T[labels[outer + 1]]
        score -= score.max(1, keepdims=True)
        chosen: Floats = score[np.arange(len(fit)), labels] - np.log(np.exp(score).sum(1))
        return chosen


def _by_step(starts: Ints, total: int) -> tuple[Ints, list[int]]:
    """The first tokens of all islands, then the second ones and so on, the longest islands first each time.

    With them where each step begins, and where the last ends.
    """
    import numpy as np

    lengths = np.empty_like(starts)
    lengths[:-1] = starts[1:] - starts[:-1]
    lengths[-1] = total - starts[-1]
    longest_first = (-lengths).argsort(kind="stable")
    # How many islands are longer than each step.
    counts = len(starts) - np.bincount(lengths).cumsum()[:-1]
    bounds = counts.cumsum()
    step = np.arange(len(counts)).repeat(counts)
    island = np.arange(total) - (bounds - counts).repeat(counts)
    order: Ints = starts[longest_first[island]] + step
    return order, [0, *bounds.tolist()]


@cache
def model() -> Model:
    """The model that ships, read at the first call."""
    from importlib.resources import as_file, files  # costs start-up time

    with as_file(files("briefing.reading.mentions") / "data" / FILE) as path:
        return load(path)


def load(path: Any) -> Model:
    """A model from its file."""
    import numpy as np

    with np.load(path) as file:
        names = _words(file["static"])
        blocks = np.zeros((sum(size for _, size in features.BLOCKS), LABELS), dtype=np.float32)
        blocks[file["block_at"]] = file["blocks"] * file["block_steps"][:, None]
        weights = np.zeros((len(names) + 1, len(features.PLACES), LABELS), dtype=np.int8)
        weights.reshape(-1)[np.cumsum(file["at"], dtype=np.int64)] = file["weights"]
        bounds = [0, *file["families"].cumsum().tolist()]
        groups = list(map(tuple, file["groups"].tolist()))
        return Model(
            {
                family: dict(zip(names[first:end], range(first, end), strict=True))
                for family, (first, end) in zip(FAMILIES, pairwise(bounds), strict=True)
            },
            weights,
            file["steps"],
            blocks,
            file["hints"].astype(np.float64),
            file["follow"],
            file["begin"],
            file["end"],
            dict(
                zip(_words(file["grouped"]), map(groups.__getitem__, file["group_of"].tolist()), strict=True)
            ),
        )


def _words(lines: NDArray[np.uint8]) -> list[str]:
    return lines.tobytes().decode("utf-8").split("\n") if len(lines) else []
