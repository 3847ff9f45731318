"""Turn texts into the sparse matrix that the trainer fits, by the same functions that read articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy import sparse

from briefing.reading.mentions import features
from briefing.reading.mentions.columns import Columns, columns, layout
from briefing.reading.mentions.hints import hints
from briefing.reading.mentions.labels import ALONE, FIRST, INSIDE, LAST, OUTSIDE, label
from briefing.reading.mentions.lexicon import Lexicon
from briefing.reading.mentions.tokens import Page, pages
from briefing.reading.mentions.vocabulary import NOTHING, Vocabulary
from briefing.reading.mentions.word_features import Words
from training.corpus import Span, Text

TYPES = {"PER": 0, "ORG": 1, "LOC": 2}
"""The types of the corpora as indices into `labels.KINDS`."""
NEAR = slice(1, 4)
"""Of `features.PLACES` those whose words decide which features are frequent enough to count."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """The tokens of all islands of some texts: the same row is the same token in each array."""

    words: np.ndarray
    """The numbers of the distinct words at `features.PLACES`."""
    categories: np.ndarray
    """The token's value in each of `features.BLOCKS`."""
    hints: np.ndarray
    """What its article says of its word, as bits."""
    labels: np.ndarray
    starts: np.ndarray
    """Where each island begins."""
    ends: np.ndarray
    weight: np.ndarray
    """Of each island."""

    @classmethod
    def join(cls, parts: Sequence[Encoded]) -> Encoded:
        """One of several."""
        offsets = np.cumsum([0, *(len(part.labels) for part in parts[:-1])])
        return cls(
            np.concatenate([part.words for part in parts]),
            np.concatenate([part.categories for part in parts]),
            np.concatenate([part.hints for part in parts]),
            np.concatenate([part.labels for part in parts]),
            np.concatenate([part.starts + offset for part, offset in zip(parts, offsets, strict=True)]),
            np.concatenate([part.ends + offset for part, offset in zip(parts, offsets, strict=True)]),
            np.concatenate([part.weight for part in parts]),
        )


class Encoder:
    """Encodes texts, numbering the distinct words as they come."""

    def __init__(self, book: Lexicon, groups: dict[str, tuple[int, ...]]) -> None:
        self._book = book
        self._words = Words(book, groups)
        self._numbers: dict[tuple[str, int] | None, int] = {None: 0}
        self._traits = [0]
        self._classes = [0]
        self.features: list[list[str]] = [["pad"]]
        """The features of each distinct word."""

    def encode(self, texts: Iterable[Text]) -> Encoded:
        """All tokens of the texts that may belong to names."""
        every = ((page, text) for text in texts for page in pages(text.text))
        return Encoded.join([part for page, text in every if (part := self._encode(page, text))])

    def _encode(self, page: Page, text: Text) -> Encoded | None:
        cols = columns(page)
        written = zip(cols.tokens.tolist(), cols.variants.tolist(), strict=True)
        numbers = np.array([self._number(cols.vocabulary, token, variant) for token, variant in written])
        distinct, inverse = np.unique(numbers, return_inverse=True)
        traits = np.array([self._traits[number] for number in distinct])[inverse]
        classes = np.array([self._classes[number] for number in distinct])[inverse]
        lay = layout(traits, cols.gaps)
        at = lay.tokens
        if not len(at):
            return None
        before, after = features.around(lay, len(numbers))
        phrase = features.phrases([self._book.matches(line) for line in page.lines], cols)
        categories = features.categories(at, cols.gaps, phrase, classes, before, after, lay)
        labels = _labels(page, cols, text.spans)[at]
        bounds = np.append(lay.starts, len(at))
        for first, end in pairwise(bounds.tolist()):
            _repair(labels, first, end)
        return Encoded(
            np.stack([numbers[place] for place in features.places(lay, before, after)], axis=1),
            categories.T,
            hints(cols, traits, lay),
            labels,
            bounds[:-1],
            bounds[1:],
            np.full(len(lay.starts), text.weight),
        )

    def _number(self, vocabulary: Vocabulary, token: int, variant: int) -> int:
        if token == NOTHING:
            return 0
        word, key = vocabulary.words[token], vocabulary.keys[token]
        number = self._numbers.get((word, variant))
        if number is None:
            number = self._numbers[word, variant] = len(self._numbers)
            self.features.append(self._words.features(word, key, variant))
            self._traits.append(self._words.traits(word, key))
            self._classes.append(self._words.word_class(word, key))
        return number


def _labels(page: Page, cols: Columns, spans: Sequence[Span]) -> np.ndarray:
    """The label of every token: it belongs to a name if the two overlap."""
    starts, ends = np.zeros(len(cols.tokens), dtype=np.int64), np.zeros(len(cols.tokens), dtype=np.int64)
    for line, first in zip(page.lines, cols.begins, strict=True):
        starts[first : first + len(line)] = line.starts
        ends[first : first + len(line)] = line.ends
    labels = np.full(len(cols.tokens), OUTSIDE)
    for start, end, kind in spans:
        inside = np.flatnonzero((starts < end) & (ends > start))
        if len(inside):
            _name(labels, inside, TYPES[kind])
    return labels


def _name(labels: np.ndarray, tokens: np.ndarray, kind: int) -> None:
    """Label tokens as one name."""
    if len(tokens) == 1:
        labels[tokens] = label(kind, ALONE)
    else:
        labels[tokens] = label(kind, INSIDE)
        labels[tokens[0]] = label(kind, FIRST)
        labels[tokens[-1]] = label(kind, LAST)


def _repair(labels: np.ndarray, first: int, end: int) -> None:
    """Make the labels of an island consistent where a name reaches beyond it."""
    index = first
    while index < end:
        if labels[index] == OUTSIDE:
            index += 1
            continue
        kind, position = divmod(int(labels[index]) - 1, 4)
        after = index + 1
        while position not in (ALONE, LAST) and after < end and labels[after] != OUTSIDE:
            other, position = divmod(int(labels[after]) - 1, 4)
            if other != kind or position in (ALONE, FIRST):
                break
            after += 1
        _name(labels, np.arange(index, after), kind)
        index = after


def vocabulary(encoder: Encoder, data: Encoded, least: int) -> dict[str, int]:
    """The features of words that stand near so many tokens at least, numbered in their order."""
    near = np.bincount(data.words[:, NEAR].ravel(), minlength=len(encoder.features))
    seen: Counter[str] = Counter()
    for number in np.flatnonzero(near).tolist():
        for name in encoder.features[number]:
            seen[name] += int(near[number])
    return {name: number for number, name in enumerate(sorted(n for n, c in seen.items() if c >= least))}


def matrix(encoder: Encoder, data: Encoded, numbered: dict[str, int]) -> sparse.csr_matrix:
    """The features of every token as a sparse row: words by place, then `features.BLOCKS`, then `HINTS`."""
    rows, cols = [], []
    for number, names in enumerate(encoder.features):
        for name in set(names) & numbered.keys():
            rows.append(number)
            cols.append(numbered[name])
    of_words = sparse.csr_matrix(
        (np.ones(len(rows), dtype=np.float32), (rows, cols)), shape=(len(encoder.features), len(numbered))
    )
    return sparse.hstack(
        [
            *(of_words[data.words[:, place]] for place in range(len(features.PLACES))),
            _one_hot(data.categories),
            sparse.csr_matrix(data.hints.astype(np.float32)),
        ],
        format="csr",
        dtype=np.float32,
    )


def _one_hot(categories: np.ndarray) -> sparse.csr_matrix:
    sizes = np.cumsum([0, *(size for _, size in features.BLOCKS)])
    count, width = categories.shape
    indices = (categories + sizes[:-1]).ravel()
    ones = np.ones(len(indices), dtype=np.float32)
    return sparse.csr_matrix((ones, indices, np.arange(count + 1) * width), shape=(count, sizes[-1]))
