"""The tagger's weights: read from the file that ships, and applied."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from briefing.reading.mentions import features
from briefing.reading.mentions.labels import LABELS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

FILE = "tagger.npz"


@dataclass(slots=True)
class Model:
    """A linear-chain conditional random field."""

    static: dict[str, int]
    """The features of words, each with its row in `weights`."""
    weights: NDArray[np.int8]
    """For each feature of a word, for each of `features.PLACES`, for each label; in steps of `steps`."""
    steps: Floats
    """For each of `features.PLACES` the weight of one."""
    blocks: dict[str, Floats]
    """For each category of `features.BLOCKS` its values by labels."""
    hints: Floats
    follow: Floats
    """How well a label follows another."""
    begin: Floats
    end: Floats
    groups: dict[str, tuple[int, ...]]
    """For the commonest words the numbers of their groups of like words, coarse to fine."""

    def row(self, names: Iterable[str]) -> Floats:
        """What a word's features add up to at each place, for each label."""
        import numpy as np

        rows = [self.static[name] for name in names if name in self.static]
        if not rows:
            return np.zeros((len(features.PLACES), LABELS), dtype=np.float32)
        # A product is several times faster than a sum of small integers.
        total: Floats = np.ones(len(rows), dtype=np.float32) @ self.weights[rows].reshape(
            len(rows), -1
        ).astype(np.float32)
        return total.reshape(len(features.PLACES), LABELS) * self.steps[:, None]

    def decode(self, fit: Floats, starts: Ints) -> Ints:
        """The best labels of all islands, by Viterbi's algorithm."""
        import numpy as np

        labels = np.zeros(len(fit), dtype=np.int64)
        steps = _steps(starts, len(fit))
        score = fit[steps[0]] + self.begin
        final = np.zeros_like(score)
        back = []
        for step in steps[1:]:
            final[len(step) : len(score)] = score[len(step) :]
            reached = score[: len(step), :, None] + self.follow
            best = reached.argmax(1)
            back.append(best)
            score = np.take_along_axis(reached, best[:, None, :], 1)[:, 0] + fit[step]
        final[: len(score)] = score
        chosen = (final + self.end).argmax(1)
        for number in range(len(steps) - 1, -1, -1):
            step = steps[number]
            labels[step] = chosen[: len(step)]
            if number:
                chosen[: len(step)] = back[number - 1][np.arange(len(step)), chosen[: len(step)]]
        return labels

    def chances(self, fit: Floats, labels: Ints, starts: Ints) -> Floats:
        """For each token the logarithm of the chance of its label, given its neighbours' labels."""
        import numpy as np

        first = np.zeros(len(fit), dtype=bool)
        first[starts] = True
        last = np.append(first[1:], True)
        score = fit.copy()
        score[first] += self.begin
        score[last] += self.end
        inner = np.flatnonzero(~first)
        score[inner] += self.follow[labels[inner - 1]]
        outer = np.flatnonzero(~last)
        score[outer] += self.follow.T[labels[outer + 1]]
        score -= score.max(1, keepdims=True)
        chosen: Floats = score[np.arange(len(fit)), labels] - np.log(np.exp(score).sum(1))
        return chosen


def _steps(starts: Ints, total: int) -> list[Ints]:
    """For each step the tokens of all islands that are so long, the longest islands first."""
    import numpy as np

    lengths = np.diff(np.append(starts, total))
    order = np.argsort(-lengths, kind="stable")
    begin, lengths = starts[order], lengths[order]
    # How many islands are longer than each step.
    counts = np.searchsorted(-lengths, -np.arange(1, int(lengths[0]) + 1), side="right").tolist()
    return [begin[:count] + step for step, count in enumerate(counts)]


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
        names = file["static"].tobytes().decode("utf-8").split("\n")
        blocks = {}
        for name, size in features.BLOCKS:
            block = np.zeros((size, LABELS), dtype=np.float32)
            block[file[name + " at"]] = file[name] * file[name + " step"]
            blocks[name] = block
        weights = np.zeros((len(names), len(features.PLACES), LABELS), dtype=np.int8)
        weights.reshape(-1)[np.cumsum(file["at"], dtype=np.int64)] = file["weights"]
        words = file["grouped"].tobytes().decode("utf-8").split("\n")
        return Model(
            {name: row for row, name in enumerate(names)},
            weights,
            file["steps"],
            blocks,
            file["hints"],
            file["follow"],
            file["begin"],
            file["end"],
            dict(zip(words, map(tuple, file["groups"].tolist()), strict=True)) if words != [""] else {},
        )
