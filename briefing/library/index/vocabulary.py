"""The words of a batch of documents, each known by a number."""

from __future__ import annotations

from briefing.reading.words import fold, raw_words

NO_WORD = 0
"""The number of what folds to nothing."""


class Vocabulary(dict[str, int]):
    """Numbers words as they come: each form in which a word is written is folded once, and never again.

    As a mapping it leads from a word as it is written to the number of its folded form.
    """

    def __init__(self) -> None:
        super().__init__()
        self.terms = [""]
        """The folded forms by number."""
        self._numbers = {"": NO_WORD}

    def __missing__(self, raw: str) -> int:
        number = self[raw] = self.number_of(fold(raw))
        return number

    def number_of(self, term: str) -> int:
        """The number of a folded word."""
        number = self._numbers.get(term)
        if number is None:
            number = self._numbers[term] = len(self.terms)
            self.terms.append(term)
        return number

    def numbers(self, text: str) -> list[int]:
        """The words of a text in order, by number."""
        found = list(map(self.__getitem__, raw_words(text)))
        return list(filter(None, found)) if NO_WORD in found else found
