"""Where in a text something stands: its sentence and its passage."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from briefing.article import Passage, Span
from briefing.comparison import Side, Value
from briefing.reading.passages import passages
from briefing.reading.sentences import sentences


@dataclass(frozen=True, slots=True)
class Located:
    """The passages and sentences of a text, to be asked which of them holds an offset."""

    passages: tuple[Passage, ...]
    sentences: tuple[Span, ...]

    @classmethod
    def in_text(cls, text: str) -> Located:
        """Of this text."""
        return cls(passages(text), sentences(text))

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds an offset."""
        return bisect_right(self.sentences, at, key=lambda span: span.start) - 1

    def passage(self, at: int) -> int:
        """The number of the passage that holds an offset."""
        return bisect_right(self.passages, at, key=lambda passage: passage.start) - 1

    def side(self, start: int, end: int, value: Value, shown: str) -> Side:
        """A side of a difference whose words stand at these offsets."""
        return Side(Span(start, end), self.sentences[self.sentence(start)], self.passage(start), value, shown)
