"""The word that was probably meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from briefing.library.index.collection import Collection
from briefing.library.index.errors import SearchCancelled
from briefing.library.index.expanding import Candidates, starting
from briefing.library.index.lexicon import FieldTerms
from briefing.library.index.schema import fields_of
from briefing.library.query import Prefix, Word
from briefing.library.query.likeness import most_slips


def suggest(collection: Collection, term: Word | Prefix, cancelled: Callable[[], bool]) -> str | None:
    """The nearest word of those that the term is looked for among, the most frequent of equally near ones.

    It starts with the same letter and is at most two slips away, one for a short word. None where there is no
    such word, or where the term itself finds something. Raises SearchCancelled.
    """
    word, fields = term.text, fields_of(term)
    if _how_many_start(collection, term) if isinstance(term, Prefix) else collection.find(fields, word):
        return None

    def near_it(terms: FieldTerms) -> NDArray[np.int64]:
        if cancelled():
            raise SearchCancelled
        return near(terms, word)

    found = Candidates(collection, fields, near_it)
    words = [found.word(number) for number in range(len(found.documents))]
    distances = slips(word, words, most_slips(word)).tolist()
    ranked = zip(distances, (-found.documents).tolist(), words, strict=True)
    return min(ranked, default=(0, 0, None))[2]


def is_half_a_word(collection: Collection, term: Word, meant: str | None) -> bool:
    """Whether a term that is no word is more likely the start of one than a slip for the word `meant`.

    It is where more documents have words that start so, in the fields where it is looked for.
    """
    fields = fields_of(term)
    if collection.find(fields, term.text):
        return False
    slips = collection.frequency(collection.find(fields, meant)) if meant is not None else 0
    return _how_many_start(collection, term) > slips


def _how_many_start(collection: Collection, term: Word | Prefix) -> int:
    """How many documents have words that start like a term, those with several counted for each."""
    return int(starting(collection, fields_of(term), term.text).documents.sum())


def near(terms: FieldTerms, word: str) -> NDArray[np.int64]:
    """The terms that start with the same letter and are few enough slips away, the word itself among them."""
    numbers = terms.starting(word[0].encode())
    most = most_slips(word)
    words = terms.words(numbers)
    as_long = [place for place, other in enumerate(words) if abs(len(other) - len(word)) <= most]
    distances = slips(word, [words[place] for place in as_long], most)
    found: NDArray[np.int64] = numbers.start + np.array(as_long, np.int64)[distances <= most]
    return found


def slips(word: str, others: Sequence[str], most: int) -> NDArray[np.int64]:
    """`query.likeness.slips` for many words at once, row by row of the table for all of them together.

    Anything above `most` is given as `most + 1`.
    """
    if not others:
        return np.zeros(0, np.int64)
    lengths = np.array([len(other) for other in others])
    longest = max(1, int(lengths.max()))
    letters = np.array(others, f"U{longest}").view(np.uint32).reshape(len(others), longest).T
    codes = [ord(letter) for letter in word]
    earlier: list[NDArray[np.int64]] = []
    before: list[NDArray[np.int64]] = []
    row = [np.full(len(others), j) for j in range(longest + 1)]
    for i, code in enumerate(codes, 1):
        earlier, before = before, row
        row = [np.full(len(others), i)]
        for j in range(1, longest + 1):
            same = letters[j - 1] == code
            cost = np.minimum(np.minimum(before[j], row[j - 1]) + 1, before[j - 1] + ~same)
            if i > 1 and j > 1:
                swapped = (letters[j - 2] == code) & (letters[j - 1] == codes[i - 2])
                cost = np.where(swapped, np.minimum(cost, earlier[j - 2] + 1), cost)
            row.append(cost)
    # Beyond its end a word is padded, so its own distance stands in the column of its length.
    distances = np.stack(row)[lengths, np.arange(len(others))]
    bounded: NDArray[np.int64] = np.minimum(distances, most + 1)
    return bounded
