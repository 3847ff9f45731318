"""What the model makes of the tokens of a vocabulary, each worked out once, when it is first asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing.reading.mentions import features
from briefing.reading.mentions.labels import LABELS
from briefing.reading.mentions.vocabulary import NOTHING, Vocabulary, extended, the_most_asked
from briefing.reading.mentions.word_features import (
    GROUP_FEATURES,
    HEADS,
    TAILS,
    VARIANTS,
    WHOLE,
    Manner,
    Words,
    group_features,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from briefing.reading.mentions.model import Model

    Ints = NDArray[np.int64]

_MOST_ROWS = 30_000
"""Tokens near names whose rows are kept; then half of them are forgotten."""
_MOST_MANNERS = 1 << 12
_MOST_PARTS = 1 << 14
_MOST_GROUPINGS = 1 << 13
_OWN = 1 + len(HEADS) + len(TAILS) + GROUP_FEATURES
"""Features of a word that are not its manner's: the whole, its parts and its groups."""


class Rows:
    """For each token of a vocabulary its traits and its class; for those near names a row of the model's weights."""

    def __init__(self, words: Words, model: Model) -> None:
        import numpy as np

        self._words = words
        self._model = model
        self._vocabulary: Vocabulary | None = None
        self._count = 0
        self.traits = np.zeros(1 << 12, dtype=np.int64)
        """By the token's number, bits of `Trait`."""
        self.classes = np.zeros(1 << 12, dtype=np.int64)
        """By the token's number, indices into `CLASS_NAMES`."""
        self.rows = np.zeros((1 << 10, len(features.PLACES), LABELS), dtype=np.int16)
        """By place and label, in steps of the model's."""
        self._asked = np.zeros(1 << 10, dtype=np.int32)
        """How many times each of `rows` was asked for; half of it once some are forgotten."""
        self._used = 0
        """How many rows there are."""
        self._row_of = np.full(len(VARIANTS) << 12, -1, dtype=np.int32)
        """By token and variant; -1 where there is none."""
        self._blank = len(model.weights) - 1
        """The row of no feature."""
        self._whole = model.static[WHOLE]
        self._heads = _Parts(model, HEADS)
        self._tails = _Parts(model, TAILS)
        self._manners: dict[Manner | None, int] = {}
        self._of_manners = np.zeros((1 << 8, len(features.PLACES), LABELS), dtype=np.int16)
        """What the features of manners add up to."""
        self._groupings: dict[tuple[tuple[int, ...], str, str], list[int]] = {}
        """The features of the groups of words that are written in some form and variant."""
        self._of_pad, self._of_nothing = (
            self._padded(model.numbers([name]), _OWN) for name in ("pad", "nokey")
        )

    def follow(self, vocabulary: Vocabulary) -> None:
        """Take in what is new in a vocabulary; to be called before anything is asked of its tokens."""
        if vocabulary is not self._vocabulary:
            self._change(vocabulary)
        self._learn(vocabulary)

    def _learn(self, vocabulary: Vocabulary) -> None:
        begin, end = self._count, len(vocabulary)
        if begin < end:
            words, keys = vocabulary.words[begin:end], vocabulary.keys[begin:end]
            self.traits = extended(self.traits, end)
            self.traits[begin:end] = list(map(self._words.traits, words, keys))
            self.classes = extended(self.classes, end)
            self.classes[begin:end] = list(map(self._words.word_class, words, keys))
            self._row_of = extended(self._row_of, len(VARIANTS) * end, -1)
            self._count = end

    def _change(self, vocabulary: Vocabulary) -> None:
        """Go on with another vocabulary, keeping what is known of tokens that were in the last."""
        import numpy as np

        before = self._vocabulary
        if before is not None and vocabulary.before() is before:
            self._learn(before)
            kept = vocabulary.kept
            self.traits, self.classes = self.traits[kept], self.classes[kept]
            self._row_of = self._row_of.reshape(-1, len(VARIANTS))[kept].ravel()
            # Rows that no token has any more are the first to be forgotten.
            lost = np.ones(len(self._asked), dtype=bool)
            lost[self._row_of[self._row_of >= 0]] = False
            self._asked[lost] = 0
            self._count = len(kept)
        else:
            self._count = NOTHING + 1
            self._row_of[:] = -1
            self._used = 0
        self._vocabulary = vocabulary

    def rows_of(self, tokens: Ints, variants: Ints) -> Ints:
        """For each token, in its variant, which of `rows` is its own."""
        import numpy as np

        asked = tokens * len(VARIANTS) + variants
        found = self._row_of[asked]
        if (found < 0).any():
            self._make(asked)
            found = self._row_of[asked]
        self._asked[found] += 1
        rows: Ints = found.astype(np.int64)
        return rows

    def _make(self, asked: Ints) -> None:
        import numpy as np

        if self._used > _MOST_ROWS:
            self._forget()
        # `np.unique` would import masked arrays, for which a first reading has no time.
        new = sorted(set(asked[self._row_of[asked] < 0].tolist()))
        begin, end = self._used, self._used + len(new)
        self.rows, self._asked = extended(self.rows, end), extended(self._asked, end)
        self.rows[begin:end] = self._sums(new)
        self._row_of[new] = np.arange(begin, end)
        self._used = end

    def _forget(self) -> None:
        """Keep the half of the rows that was asked for most."""
        import numpy as np

        kept = the_most_asked(self._asked[: self._used])
        moved = np.full(self._used + 1, -1, dtype=np.int32)  # the last is for -1
        moved[kept] = np.arange(len(kept))
        self._row_of = moved[self._row_of]
        self.rows[: len(kept)], self._asked[: len(kept)] = self.rows[kept], (self._asked[kept] + 1) // 2
        self._asked[len(kept) :] = 0
        self._used = len(kept)

    def _sums(self, asked: Sequence[int]) -> NDArray[np.int16]:
        """What the features of tokens in their variants add up to."""
        import numpy as np

        assert self._vocabulary is not None
        if len(self._manners) > _MOST_MANNERS:
            self._manners.clear()
        words, whole, blank = self._words, self._whole, self._blank
        own: list[int] = []
        shared: list[int] = []
        for number in asked:
            token, variant = divmod(number, len(VARIANTS))
            word, key = self._vocabulary.words[token], self._vocabulary.keys[token]
            if key:
                groups = words.groups(key)
                manner = words.manner(word, key, variant, int(self.traits[token]))
                own += (whole.get(key, blank), *self._heads[key[:4]], *self._tails[key[-4:]])
                grouping = groups, manner.form, manner.mark
                own += self._groupings.get(grouping) or self._new_grouping(grouping)
            else:
                manner = None
                own += self._of_pad if token == NOTHING else self._of_nothing
            place = self._manners.get(manner)
            shared.append(self._new_manner(manner) if place is None else place)
        return self._model.sums(np.array(own).reshape(len(asked), _OWN)) + self._of_manners[shared]

    def _new_grouping(self, grouping: tuple[tuple[int, ...], str, str]) -> list[int]:
        if len(self._groupings) > _MOST_GROUPINGS:
            self._groupings.clear()
        names = group_features(*grouping)
        found = self._groupings[grouping] = self._padded(self._model.numbers(names), GROUP_FEATURES)
        return found

    def _padded(self, rows: list[int], count: int) -> list[int]:
        return rows + [self._blank] * (count - len(rows))

    def _new_manner(self, manner: Manner | None) -> int:
        """Where in `_of_manners` a manner is from now on."""
        import numpy as np

        place = self._manners[manner] = len(self._manners)
        self._of_manners = extended(self._of_manners, place + 1)
        names = manner.features() if manner else []
        self._of_manners[place] = self._model.sums(np.array([self._model.numbers(names) or [self._blank]]))[0]
        return place


class _Parts(dict[str, tuple[int, ...]]):
    """For the first or the last four letters of words the rows of their parts, the blank one for those without."""

    def __init__(self, model: Model, parts: Sequence[tuple[str, slice]]) -> None:
        super().__init__()
        self._tables = [(model.static[name], part) for name, part in parts]
        self._blank = len(model.weights) - 1

    def __missing__(self, letters: str) -> tuple[int, ...]:
        if len(self) > _MOST_PARTS:
            self.clear()
        found = self[letters] = tuple([table.get(letters[part], self._blank) for table, part in self._tables])
        return found
