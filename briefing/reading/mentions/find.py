"""From text to mentions: candidates line by line, then one look at the whole to decide and to link."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.article import Mention, Reading
from briefing.reading.gazetteer import Gazetteer
from briefing.reading.mentions.candidate import Candidate
from briefing.reading.mentions.lexicon import Lexicon, lexicon
from briefing.reading.mentions.overrides import Overrides, overrides
from briefing.reading.mentions.resolve import resolve
from briefing.reading.mentions.scanner import scan
from briefing.reading.mentions.tokens import lines


def find_mentions(text: str, gazetteer: Gazetteer | None = None) -> list[Mention]:
    """The people, organisations, states and places that a text names, in order; they do not overlap."""
    return list(read("", text, gazetteer).body)


def read(title: str, text: str, gazetteer: Gazetteer | None = None) -> Reading:
    """What an article names, title and text linked together; for a derived title, pass an empty one."""
    book, own = lexicon(), overrides(gazetteer or Gazetteer())
    offset = len(title) + 1
    found = [(c, c.start) for c in _candidates(title, book, own, headlines=True)]
    boundary = len(found)
    found += [(c, offset + c.start) for c in _candidates(text, book, own)]
    resolved = resolve(found, book)
    return Reading(
        tuple(m for m in resolved[:boundary] if m is not None),
        tuple(m for m in resolved[boundary:] if m is not None),
    )


def _candidates(text: str, book: Lexicon, own: Overrides, *, headlines: bool = False) -> Iterable[Candidate]:
    for line in lines(text, headlines=headlines):
        for candidate in scan(line, book, own):
            if not own.excludes(text[candidate.start : candidate.end]):
                yield candidate
