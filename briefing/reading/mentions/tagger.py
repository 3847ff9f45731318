"""The tagger: a linear-chain conditional random field over the islands of an article that can hold names.

The model says of every token how well each label suits it, by the features of the words around it, and of every
two labels how well they follow each other; the best sequence of each island is found by Viterbi's algorithm, all
islands of an article at once (Lafferty, McCallum and Pereira 2001). It needs numpy, which is imported at the first
reading only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from briefing.article import Kind
from briefing.reading.mentions import features
from briefing.reading.mentions.columns import Columns, Layout, columns, layout
from briefing.reading.mentions.hints import HINTS, hints
from briefing.reading.mentions.labels import FIRST, KINDS, LABELS, LAST, OUTSIDE
from briefing.reading.mentions.lexicon import Lexicon, Match
from briefing.reading.mentions.tokens import Line
from briefing.reading.mentions.word_features import Words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from briefing.reading.mentions.model import Model

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

_WINDOW = 20_000
"""Tokens that are read together: an article as a rule; of longer texts a part, so that memory stays bounded."""
_MOST_WORDS = 1 << 15
"""Distinct words whose weights are kept; then all are forgotten and learned anew."""


class Tag(NamedTuple):
    """A stretch of a line's tokens that the model takes for a name."""

    first: int
    end: int
    kind: Kind
    score: float
    """From 0 to 1: the geometric mean over its tokens of each label's chance, given its neighbours'."""


class Tagger:
    """Finds names with a model; keeps what it worked out for each distinct word, up to a bound."""

    def __init__(self, model: Model, book: Lexicon) -> None:
        import numpy as np

        self._model = model
        self._words = Words(book, model.groups)
        self._numbers: tuple[dict[str, int], ...] = ({}, {}, {})
        self._rows = np.zeros((1024, len(features.PLACES), LABELS), dtype=np.float32)
        self._traits = np.zeros(1024, dtype=np.int64)
        self._classes = np.zeros(1024, dtype=np.int64)
        self._keys = np.zeros(1024, dtype=np.int64)
        self._number_of_key: dict[str, int] = {}
        self._count = 0
        self._forget()

    def tag(self, lines: Sequence[Line], matches: Sequence[Sequence[Match]]) -> Iterator[list[Tag]]:
        """The names in each line, in order; `matches` are those of the tables."""
        first = size = 0
        for number, line in enumerate(lines, 1):
            size += len(line)
            if size > _WINDOW or number == len(lines):
                yield from self._tag(lines[first:number], matches[first:number])
                first, size = number, 0

    def _tag(self, lines: Sequence[Line], matches: Sequence[Sequence[Match]]) -> list[list[Tag]]:
        import numpy as np

        cols = columns(lines)
        numbers = self._lookup(cols)
        traits, classes = self._traits[numbers], self._classes[numbers]
        lay = layout(traits, cols.gaps)
        found: list[list[Tag]] = [[] for _ in lines]
        at = lay.tokens
        if not len(at):
            return found
        before, after = features.around(lay, len(numbers))
        fit = np.zeros((len(at), LABELS), dtype=np.float32)
        for place, index in enumerate(features.places(lay, before, after)):
            fit += self._rows[numbers[index], place]
        phrase = features.phrases(matches, cols)
        categories = features.categories(at, cols.gaps, phrase, classes, before, after, lay)
        for name, column in categories:
            fit += self._model.blocks[name][column]
        said = hints(cols, traits, self._keys[numbers], lay)
        fit += ((said[:, None] >> np.arange(len(HINTS))) & 1).astype(np.float32) @ self._model.hints
        labels = self._model.decode(fit, lay.starts)
        scores = self._model.chances(fit, labels, lay.starts)
        return self._collect(found, cols, lay, labels, scores)

    def _collect(
        self,
        found: list[list[Tag]],
        cols: Columns,
        lay: Layout,
        labels: Ints,
        scores: Floats,
    ) -> list[list[Tag]]:
        import numpy as np

        named = np.flatnonzero(labels != OUTSIDE)
        tokens = lay.tokens[named].tolist()
        number, bound = 0, cols.origin[0][0] + cols.origin[0][1]
        first = -1
        total = 0.0
        for token, label, score in zip(tokens, labels[named].tolist(), scores[named].tolist(), strict=True):
            while token >= bound:
                number += 1
                bound = cols.origin[number][0] + cols.origin[number][1]
            kind, position = divmod(label - 1, 4)
            if position in (0, FIRST):
                first, total = token, 0.0
            total += score
            if position in (0, LAST):
                begin = cols.origin[number][0]
                mean = float(np.exp(total / (token - first + 1)))
                found[number].append(Tag(first - begin, token + 1 - begin, KINDS[kind], mean))
        return found

    def _lookup(self, cols: Columns) -> Ints:
        """The numbers of the words' rows, made for those that are new."""
        import numpy as np

        if self._count > _MOST_WORDS:
            self._forget()
        tables = self._numbers
        found = [tables[v].get(w, -1) for w, v in zip(cols.words, cols.variants, strict=True)]
        if -1 in found:
            for index, number in enumerate(found):
                if number < 0:
                    found[index] = self._number(cols.words[index], cols.keys[index], cols.variants[index])
        return np.array(found)

    def _number(self, word: str, key: str, variant: int) -> int:
        variant = 0 if variant and word.islower() else variant
        table = self._numbers[variant]
        number = table.get(word)
        if number is None:
            number = table[word] = self._count
            self._count += 1
            self._grow(number)
            self._rows[number] = self._model.row(self._words.features(word, key, variant))
            self._traits[number] = self._words.traits(word, key)
            self._classes[number] = self._words.word_class(word, key)
            self._keys[number] = self._number_of_key.setdefault(key, len(self._number_of_key))
        return number

    def _grow(self, number: int) -> None:
        import numpy as np

        if number >= len(self._rows):
            self._rows = np.concatenate((self._rows, np.zeros_like(self._rows)))
            self._traits = np.concatenate((self._traits, np.zeros_like(self._traits)))
            self._classes = np.concatenate((self._classes, np.zeros_like(self._classes)))
            self._keys = np.concatenate((self._keys, np.zeros_like(self._keys)))

    def _forget(self) -> None:
        for table in self._numbers:
            table.clear()
        self._count = 1
        self._numbers[0][""] = 0
        self._number_of_key.clear()
        self._number_of_key[""] = 0
        self._rows[0] = self._model.row(["pad"])
