"""Through a text, sentence by sentence: whose word each is."""

# ruff: noqa: SIM905 - lists of words read best as prose

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing.article import Entity, Kind, Mention, Span
from briefing.comparison import Attribution, Voice
from briefing.reading.attribution.cues import ACCORDING, HINTS, IMPERSONAL, PHRASE, SAYING, VERB
from briefing.reading.attribution.quotations import has_quotation, is_quoted, quotations, quoted_at
from briefing.reading.attribution.speaker import speaker
from briefing.reading.words import fold, folded_words


class FoundAttribution(NamedTuple):
    """An attribution where it stands in a text."""

    span: Span
    """Speaker and cue together; the whole sentence where another one says who is quoted."""
    attribution: Attribution


NOBODY = Attribution(Voice.NOBODY, "", (), "")
"""The article says it on its own word."""
UNREAD = Attribution(Voice.UNNAMED, "", (), "")
"""It is somebody's word, quoted or reported, and whose could not be read."""

_PRONOUNS = frozenset("he she they it we i you who".split())
_MANY = re.compile(
    r"\b(?:officials?|sources?|experts?|analysts?|people|residents?|witness\w*|aides?|diplomats?|soldiers|troops|media|"
    r"lawyers?|critics)\b",
    re.IGNORECASE,
)


def attributions(
    text: str, of_sentences: Sequence[Span], mentions: Sequence[Mention]
) -> list[tuple[FoundAttribution, ...]]:
    """For each sentence whose word it is, the first that is said first; none where the article says it itself."""
    quoted = quotations(text)
    begins = [mention.start for mention in mentions]
    found: list[tuple[FoundAttribution, ...]] = []
    person: Entity | None = None
    for sentence in of_sentences:
        inside = mentions[bisect_left(begins, sentence.start) : bisect_left(begins, sentence.end)]
        found.append(tuple(_in_sentence(text, sentence, inside, person, quoted)))
        person = next((m.entity for m in reversed(inside) if m.entity.kind is Kind.PERSON), person)
    return [
        own if own or not is_quoted(quoted, sentence) else (_quoted(index, of_sentences, found, quoted),)
        for index, (sentence, own) in enumerate(zip(of_sentences, found, strict=True))
    ]


def _in_sentence(
    text: str, sentence: Span, mentions: Sequence[Mention], person: Entity | None, quoted: tuple[Span, ...]
) -> Iterator[FoundAttribution]:
    """What the sentence itself says of whose word it is; cues inside quotation marks are not the article's."""
    start, end = sentence
    if HINTS.isdisjoint(folded_words(text[start:end])):
        return
    for match in ACCORDING.finditer(text, start, end):
        if quoted_at(quoted, match.start()) is None:
            yield _found(
                text, Span(*match.span()), Span(*match.span("speaker")), match["cue"], mentions, person
            )
    taken = end
    for match in (*PHRASE.finditer(text, start, end), *VERB.finditer(text, start, end)):
        if quoted_at(quoted, match.start("cue")) is None and (who := speaker(text, sentence, match)):
            span = Span(min(who.start, match.start("cue")), max(who.end, match.end()))
            if not (span.start < taken < span.end):
                taken = span.end
                yield _found(text, span, who, match["cue"], mentions, person)
    for match in IMPERSONAL.finditer(text, start, end):
        if quoted_at(quoted, match.start()) is None:
            span = Span(*match.span("cue"))
            yield FoundAttribution(span, Attribution(Voice.UNNAMED, "", (), match["cue"]))
            taken = match.end()
    if taken == end and any(
        quoted_at(quoted, match.start()) is None for match in SAYING.finditer(text, start, end)
    ):
        yield FoundAttribution(sentence, UNREAD)


def _quoted(
    index: int,
    of_sentences: Sequence[Span],
    found: Sequence[tuple[FoundAttribution, ...]],
    quoted: tuple[Span, ...],
) -> FoundAttribution:
    """Whom a quoted sentence quotes: who is named with the rest of the quotation, or with the one before it."""
    sentence = of_sentences[index]
    quotation = quoted_at(quoted, sentence.start)
    for later in range(index + 1, len(of_sentences)):
        if quotation is None or of_sentences[later].start >= quotation.end:
            break
        if found[later]:
            return FoundAttribution(sentence, found[later][0].attribution)
    for earlier in range(index - 1, -1, -1):
        if found[earlier] and has_quotation(quoted, of_sentences[earlier]):
            return FoundAttribution(sentence, found[earlier][0].attribution)
        if not is_quoted(quoted, of_sentences[earlier]):
            break
    return FoundAttribution(sentence, UNREAD)


def _found(
    text: str, span: Span, who: Span, cue: str, mentions: Sequence[Mention], person: Entity | None
) -> FoundAttribution:
    written = text[who.start : who.end].strip()
    named = [
        mention.entity
        for mention in mentions
        if who.start <= mention.start < who.end and not text.startswith(("’s", "'s"), mention.end)
    ]
    if not named and person and fold(written) in _PRONOUNS:
        named = [person]
    voice = Voice.NAMED if _is_named(written, named) else Voice.UNNAMED
    return FoundAttribution(span, Attribution(voice, written, tuple(dict.fromkeys(named)), cue))


def _is_named(written: str, entities: Sequence[Entity]) -> bool:
    """Whether a speaker has a name: "South Korean officials" have none, South Korea has."""
    if any(entity.kind in (Kind.PERSON, Kind.ORGANISATION) for entity in entities):
        return not _MANY.search(written) or any(entity.kind is Kind.PERSON for entity in entities)
    return bool(entities) and not _MANY.search(written)
