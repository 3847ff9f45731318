"""Fit a linear-chain conditional random field by Adam with feature dropout, on numpy and scipy alone.

The likelihood is that of Lafferty, McCallum and Pereira (2001). Features are dropped at random, token by token, so
that the model does not lean on the few that memorise (Sutton, Sindelar and McCallum 2006; Srivastava et al. 2014).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy import sparse

from briefing.reading.mentions.labels import LABELS, may_begin, may_end, may_follow

NEVER = -1e4
BEGIN = np.array([0 if may_begin(i) else NEVER for i in range(LABELS)], dtype=np.float32)
END = np.array([0 if may_end(i) else NEVER for i in range(LABELS)], dtype=np.float32)
FOLLOW = np.array(
    [[0 if may_follow(i, j) else NEVER for j in range(LABELS)] for i in range(LABELS)], dtype=np.float32
)
PAIRS_AT_ONCE = 4000

Weights = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]
"""Of features by labels, of labels after labels, at the begin and at the end of an island."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the model is fitted."""

    seed: int = 0
    epochs: int = 10
    rate: float = 0.03
    dropout: float = 0.5
    penalty: float = 1e-4
    """Of the squared weights, per island."""
    batch: int = 3000
    """Islands in a step."""
    warm_up: int = 30
    """Steps until the full rate."""


class Adam:
    """The steps of Adam (Kingma and Ba 2015) for one array, which it changes in place."""

    def __init__(self, array: np.ndarray) -> None:
        self.array = array
        self._mean = np.zeros_like(array)
        self._square = np.zeros_like(array)

    def step(self, gradient: np.ndarray, rate: float, number: int) -> None:
        """One step; they are numbered from 1."""
        self._mean *= 0.9
        self._mean += 0.1 * gradient
        self._square *= 0.999
        self._square += 0.001 * gradient * gradient
        scale = rate / (1 - 0.9**number)
        self.array -= scale * self._mean / (np.sqrt(self._square / (1 - 0.999**number)) + 1e-8)


def fit(
    matrix: sparse.csr_matrix,
    labels: np.ndarray,
    starts: np.ndarray,
    ends: np.ndarray,
    weight: np.ndarray,
    settings: Settings,
    say: Callable[[str], None],
) -> Weights:
    """Fit to tokens, the rows of `matrix`, with their labels; islands lie between `starts` and `ends`."""
    rng = np.random.default_rng(settings.seed)
    some = Adam(np.zeros((matrix.shape[1], LABELS), dtype=np.float32))
    follow = Adam(np.zeros((LABELS, LABELS), dtype=np.float32))
    begin, end = Adam(np.zeros(LABELS, dtype=np.float32)), Adam(np.zeros(LABELS, dtype=np.float32))
    count = len(starts)
    steps = settings.epochs * -(-count // settings.batch)
    number = 0
    for epoch in range(settings.epochs):
        order = rng.permutation(count)
        loss = 0.0
        for first in range(0, count, settings.batch):
            chosen = order[first : first + settings.batch]
            batch, bounds = _batch(matrix, starts[chosen], ends[chosen], rng, settings.dropout)
            rows = _rows(starts[chosen], ends[chosen])
            current = (some.array, follow.array + FOLLOW, begin.array + BEGIN, end.array + END)
            cost, gradients = _gradients(batch, labels[rows], bounds, weight[chosen], current)
            loss += cost
            number += 1
            rate = settings.rate * min(1.0, number / settings.warm_up) * (1 - 0.95 * number / steps)
            scale = 1 / max(float(weight[chosen].sum()), 1e-6)
            some.step(gradients[0] * scale + settings.penalty * some.array, rate, number)
            for part, gradient in zip((follow, begin, end), gradients[1:], strict=True):
                part.step(gradient * scale, rate, number)
        say(f"seed {settings.seed} epoch {epoch}: loss {loss / weight.sum():.4f}")
    return some.array, follow.array + FOLLOW, begin.array + BEGIN, end.array + END


def _rows(starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    lengths = ends - starts
    offsets = np.concatenate(([0], np.cumsum(lengths)))
    return np.repeat(starts - offsets[:-1], lengths) + np.arange(offsets[-1])


def _batch(
    matrix: sparse.csr_matrix, starts: np.ndarray, ends: np.ndarray, rng: np.random.Generator, dropout: float
) -> tuple[sparse.csr_matrix, np.ndarray]:
    """The rows of some islands, with features dropped, and the bounds of the islands in them."""
    batch = matrix[_rows(starts, ends)]
    kept = rng.random(batch.nnz, dtype=np.float32) >= dropout
    batch.data = (kept / (1 - dropout)).astype(np.float32)
    return batch, np.concatenate(([0], np.cumsum(ends - starts)))


def _gradients(
    batch: sparse.csr_matrix, labels: np.ndarray, bounds: np.ndarray, weight: np.ndarray, current: Weights
) -> tuple[float, Weights]:
    """The negative log-likelihood of some islands, and its gradients, summed over them."""
    some, follow, begin, end = current
    starts, ends = bounds[:-1], bounds[1:]
    fit_of = batch @ some
    forward, backward = _forward_backward(fit_of, follow, begin, end, starts, ends)
    total = _log_sum(forward + backward, 1)
    token_weight = np.repeat(weight, ends - starts).astype(np.float32)
    error = np.exp(forward + backward - total[:, None])
    error[np.arange(len(labels)), labels] -= 1
    error *= token_weight[:, None]
    first = np.zeros(len(labels), dtype=bool)
    first[starts] = True
    after = np.flatnonzero(~first)
    pairs = np.zeros_like(follow)
    for index in range(0, len(after), PAIRS_AT_ONCE):
        here = after[index : index + PAIRS_AT_ONCE]
        logs = forward[here - 1][:, :, None] + follow + (fit_of[here] + backward[here])[:, None, :]
        pairs += np.einsum("nij,n->ij", np.exp(logs - total[here][:, None, None]), token_weight[here])
    np.subtract.at(pairs, (labels[after - 1], labels[after]), token_weight[after])
    gold = fit_of[np.arange(len(labels)), labels] * token_weight
    gold_pairs = follow[labels[after - 1], labels[after]] * token_weight[after]
    edges = (begin[labels[starts]] + end[labels[ends - 1]]) * weight
    cost = float((total[starts] * weight).sum() - gold.sum() - gold_pairs.sum() - edges.sum())
    return cost, (np.asarray(batch.T @ error), pairs, error[starts].sum(0), error[ends - 1].sum(0))


def _forward_backward(
    fit_of: np.ndarray,
    follow: np.ndarray,
    begin: np.ndarray,
    end: np.ndarray,
    starts: np.ndarray,
    ends: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """The logarithms of the forward and the backward sums, for all islands step by step."""
    lengths = ends - starts
    order = np.argsort(-lengths, kind="stable")
    lengths, starts = lengths[order], starts[order]
    steps = [starts[: int((lengths > step).sum())] + step for step in range(int(lengths[0]))]
    forward, backward = np.zeros_like(fit_of), np.zeros_like(fit_of)
    forward[steps[0]] = fit_of[steps[0]] + begin
    for before, here in pairwise(steps):
        reached = forward[before[: len(here)]][:, :, None] + follow
        forward[here] = _log_sum(reached, 1) + fit_of[here]
    for number in range(len(steps) - 1, -1, -1):
        here = steps[number]
        after = steps[number + 1] if number + 1 < len(steps) else here[:0]
        backward[here[len(after) :]] = end
        if len(after):
            reached = follow + (fit_of[after] + backward[after])[:, None, :]
            backward[here[: len(after)]] = _log_sum(reached, 2)
    return forward, backward


def _log_sum(x: np.ndarray, axis: int) -> np.ndarray:
    most = x.max(axis=axis, keepdims=True)
    total: np.ndarray = np.squeeze(most, axis) + np.log(np.exp(x - most).sum(axis=axis))
    return total
