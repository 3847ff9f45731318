"""The tagger: a linear-chain conditional random field over the islands of an article that can hold names.

The model says of every token how well each label suits it, by the features of the words around it, and of every
two labels how well they follow each other; the best sequence of each island is found by Viterbi's algorithm, all
islands of an article at once (Lafferty, McCallum and Pereira 2001). It needs numpy, which is imported at the first
reading only.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from briefing.article import Kind
from briefing.reading.mentions import features
from briefing.reading.mentions.columns import Columns, Layout, columns, layout
from briefing.reading.mentions.hints import hints
from briefing.reading.mentions.labels import ALONE, FIRST, KINDS, LABELS, LAST, OUTSIDE
from briefing.reading.mentions.lexicon import Lexicon, Match
from briefing.reading.mentions.rows import Rows
from briefing.reading.mentions.tokens import Page
from briefing.reading.mentions.word_features import Words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from briefing.reading.mentions.model import Model

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]


class Tag(NamedTuple):
    """A stretch of a line's tokens that the model takes for a name."""

    first: int
    end: int
    kind: Kind
    score: float
    """From 0 to 1: the geometric mean over its tokens of each label's chance, given its neighbours'."""


class Tagger:
    """Finds names with a model; keeps what it worked out for each distinct token, up to a bound."""

    def __init__(self, model: Model, book: Lexicon) -> None:
        self._model = model
        self._rows = Rows(Words(book, model.groups), model)
        self._lock = Lock()

    def tag(self, page: Page, matches: Sequence[Sequence[Match]]) -> list[list[Tag]]:
        """The names in each line of a page, in order; `matches` are those of the tables."""
        with self._lock:
            return self._tag(columns(page), matches)

    def _tag(self, cols: Columns, matches: Sequence[Sequence[Match]]) -> list[list[Tag]]:
        import numpy as np

        rows = self._rows
        rows.follow(cols.vocabulary)
        traits = rows.traits[cols.tokens]
        lay = layout(traits, cols.gaps)
        found: list[list[Tag]] = [[] for _ in cols.begins]
        at = lay.tokens
        if not len(at):
            return found
        before, after = features.around(lay, len(cols.tokens))
        near = np.stack(features.places(lay, before, after))
        row = rows.rows_of(cols.tokens[near], cols.variants[near]) * len(near)
        # Added one by one, and in this order, so that the sums are the same to the last digit.
        parts = np.empty((len(near) + len(features.BLOCKS) + 1, len(at), LABELS), dtype=np.float32)
        row += np.arange(len(near))[:, None]
        of_words = rows.rows.reshape(-1, LABELS).take(row, axis=0)
        np.multiply(of_words, self._model.steps[:, None, None], out=parts[: len(near)])
        classes = rows.classes[cols.tokens]
        phrase = features.phrases(matches, cols)
        categories = features.categories(at, cols.gaps, phrase, classes, before, after, lay)
        categories += np.array(features.BEGINS)[:, None]
        self._model.blocks.take(categories, axis=0, out=parts[len(near) : -1], mode="clip")
        # In double precision no digit is lost, in whatever order a processor adds up what it adds up at once.
        parts[-1] = hints(cols, traits, lay) @ self._model.hints
        fit = parts.sum(0)
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

        named = (labels != OUTSIDE).nonzero()[0]
        tokens = lay.tokens[named].tolist()
        begins = [*cols.begins, len(cols.tokens)]
        number = first = 0
        total = 0.0
        for token, label, score in zip(tokens, labels[named].tolist(), scores[named].tolist(), strict=True):
            while token >= begins[number + 1]:
                number += 1
            kind, position = divmod(label - 1, 4)
            if position in (ALONE, FIRST):
                first, total = token, 0.0
            total += score
            if position in (ALONE, LAST):
                begin = begins[number]
                mean = exp(total / (token - first + 1))
                found[number].append(Tag(first - begin, token + 1 - begin, KINDS[kind], mean))
        return found
