"""From text to mentions: the names in every line, then one look at the whole to link them."""

from __future__ import annotations

import gc
from functools import cache

from briefing.article import Mention, Reading
from briefing.reading.gazetteer import Gazetteer
from briefing.reading.mentions.candidate import Candidate
from briefing.reading.mentions.candidates import candidates
from briefing.reading.mentions.lexicon import Lexicon, lexicon
from briefing.reading.mentions.model import model
from briefing.reading.mentions.overrides import Overrides, overrides
from briefing.reading.mentions.resolve import resolve
from briefing.reading.mentions.spread import spread
from briefing.reading.mentions.tagger import Tagger
from briefing.reading.mentions.teams import name_teams
from briefing.reading.mentions.tokens import Page, pages
from briefing.reading.mentions.trim import trim


def find_mentions(text: str, gazetteer: Gazetteer | None = None) -> list[Mention]:
    """The people, organisations, states and places that a text names, in order; they do not overlap."""
    return list(read("", text, gazetteer).body)


def read(title: str, text: str, gazetteer: Gazetteer | None = None) -> Reading:
    """What an article names, title and text linked together; for a derived title, pass an empty one."""
    book, tagger = _tools()
    own = overrides(gazetteer or Gazetteer())
    joint, body = f"{title}\n{text}", len(title) + 1
    found: list[Candidate] = []
    for page in pages(joint, body):
        found += _candidates(page, book, tagger, own)
    resolved = resolve(found, book, body)
    boundary = sum(candidate.start < body for candidate in found)
    return Reading(
        tuple(mention for mention in resolved[:boundary] if mention is not None),
        tuple(mention for mention in resolved[boundary:] if mention is not None),
    )


def _candidates(page: Page, book: Lexicon, tagger: Tagger, own: Overrides) -> list[Candidate]:
    """The stretches of a page that may be names, in order."""
    known = [book.matches(line) for line in page.lines]
    tagged = tagger.tag(page, known)
    tags = [trim(line, found, book) for line, found in zip(page.lines, tagged, strict=True)]
    tags = spread(page.lines, tags, book)
    found = [
        candidate
        for line, of_line, matches in zip(page.lines, tags, known, strict=True)
        for candidate in candidates(line, of_line, matches, book, own)
        if not (own.excluding and own.excludes(line.text[candidate.start : candidate.end]))
    ]
    name_teams(found, page.lines, book)
    return found


@cache
def _tools() -> tuple[Lexicon, Tagger]:
    """The tables and the tagger, loaded at the first call.

    No garbage is looked for meanwhile: what is made stays, and would be looked through again and again in vain.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        return lexicon(), Tagger(model(), lexicon())
    finally:
        if collects:
            gc.enable()
