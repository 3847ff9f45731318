"""From text to mentions: the names in every line, then one look at the whole to link them."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from briefing.article import Mention, Reading
from briefing.reading.gazetteer import Gazetteer
from briefing.reading.mentions.batches import Batch, batches
from briefing.reading.mentions.candidate import Candidate
from briefing.reading.mentions.candidates import candidates
from briefing.reading.mentions.lexicon import Lexicon, Match, lexicon
from briefing.reading.mentions.model import model
from briefing.reading.mentions.overrides import Overrides, overrides
from briefing.reading.mentions.resolve import resolve
from briefing.reading.mentions.spread import spread
from briefing.reading.mentions.tagger import Tag, Tagger
from briefing.reading.mentions.teams import name_teams
from briefing.reading.mentions.tokens import Line, pages
from briefing.reading.mentions.trim import trim


def find_mentions(text: str, gazetteer: Gazetteer | None = None) -> list[Mention]:
    """The people, organisations, states and places that a text names, in order; they do not overlap."""
    return list(read("", text, gazetteer).body)


def read(title: str, text: str, gazetteer: Gazetteer | None = None) -> Reading:
    """What an article names, title and text linked together; for a derived title, pass an empty one."""
    (reading,) = read_many([(title, text)], gazetteer)
    return reading


def read_many(articles: Iterable[tuple[str, str]], gazetteer: Gazetteer | None = None) -> Iterator[Reading]:
    """What each of many articles names, by title and text: the same as `read` says, but sooner."""
    own = overrides(gazetteer or Gazetteer())
    for batch in batches(articles):
        yield from _read(batch, own)


def _read(batch: Batch, own: Overrides) -> Iterator[Reading]:
    book, tagger = _tools()
    found: list[list[Candidate]] = [[] for _ in batch.articles]
    for page in pages(*batch):
        known = [book.matches(line) for line in page.lines]
        tagged = tagger.tag(page, known)
        for candidates_of, (first, end) in zip(found, pairwise(page.articles), strict=True):
            of = slice(first, end)
            candidates_of += _candidates(page.lines[of], known[of], tagged[of], book, own)
    for place, candidates_of in zip(batch.articles, found, strict=True):
        resolved = resolve(candidates_of, book, place)
        boundary = sum(candidate.start < place.body for candidate in candidates_of)
        yield Reading(
            tuple(mention for mention in resolved[:boundary] if mention is not None),
            tuple(mention for mention in resolved[boundary:] if mention is not None),
        )


def _candidates(
    lines: Sequence[Line],
    known: Sequence[Sequence[Match]],
    tagged: Sequence[Sequence[Tag]],
    book: Lexicon,
    own: Overrides,
) -> list[Candidate]:
    """The stretches of an article's lines that may be names, in order."""
    tags = [trim(line, found, book) for line, found in zip(lines, tagged, strict=True)]
    tags = spread(lines, tags, book)
    found = [
        candidate
        for line, of_line, matches in zip(lines, tags, known, strict=True)
        for candidate in candidates(line, of_line, matches, book, own)
        if not (own.excluding and own.excludes(line.text[candidate.start : candidate.end]))
    ]
    name_teams(found, lines, book)
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
