"""From text to mentions: the names in every line, then one look at the whole to link them."""

from __future__ import annotations

from functools import cache

from briefing.article import Mention, Reading
from briefing.reading.gazetteer import Gazetteer
from briefing.reading.mentions.candidate import Candidate
from briefing.reading.mentions.candidates import candidates
from briefing.reading.mentions.lexicon import lexicon
from briefing.reading.mentions.model import model
from briefing.reading.mentions.overrides import overrides
from briefing.reading.mentions.resolve import resolve
from briefing.reading.mentions.spread import spread
from briefing.reading.mentions.tagger import Tagger
from briefing.reading.mentions.teams import name_teams
from briefing.reading.mentions.tokens import lines
from briefing.reading.mentions.trim import trim


def find_mentions(text: str, gazetteer: Gazetteer | None = None) -> list[Mention]:
    """The people, organisations, states and places that a text names, in order; they do not overlap."""
    return list(read("", text, gazetteer).body)


def read(title: str, text: str, gazetteer: Gazetteer | None = None) -> Reading:
    """What an article names, title and text linked together; for a derived title, pass an empty one."""
    book, own = lexicon(), overrides(gazetteer or Gazetteer())
    headlines = list(lines(title, headlines=True))
    every = headlines + list(lines(text))
    known = [book.matches(line) for line in every]
    tagged = _tagger().tag(every, known)
    tags = [trim(line, found, book) for line, found in zip(every, tagged, strict=True)]
    tags = spread(every, tags, book)
    found: list[tuple[Candidate, int]] = []
    boundary = 0
    for number, (line, of_line, matches) in enumerate(zip(every, tags, known, strict=True)):
        offset = 0 if number < len(headlines) else len(title) + 1
        found += [
            (candidate, offset + candidate.start)
            for candidate in candidates(line, of_line, matches, book, own)
            if not own.excludes(line.text[candidate.start : candidate.end])
        ]
        if number + 1 == len(headlines):
            boundary = len(found)
    name_teams([candidate for candidate, _ in found], every, book)
    resolved = resolve(found, book)
    return Reading(
        tuple(m for m in resolved[:boundary] if m is not None),
        tuple(m for m in resolved[boundary:] if m is not None),
    )


@cache
def _tagger() -> Tagger:
    return Tagger(model(), lexicon())
