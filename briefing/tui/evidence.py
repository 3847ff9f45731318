"""From what the reader looks at on a screen to what can be pinned."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from briefing.annotation import Anchor, Subject, SubjectKind
from briefing.article import Span
from briefing.brief.disputes import named_alone
from briefing.library.library import Library
from briefing.reading.passages import passages
from briefing.reading.sentences import sentences
from briefing.tui.ledger import Entry, Said, Topic
from briefing.tui.opened import Opened
from briefing.tui.spot import Spot


def of_entry(entry: Entry, shown: Sequence[Opened]) -> Subject | str:
    """A line of the ledger: the sentences that differ, the passages that tell the same, or the one alone."""
    anchors = tuple(
        anchor for column, said in entry.told.items() for anchor in _anchors(entry, shown[column], said)
    )
    if not anchors:
        return "This is about the articles as a whole: there are no words to pin"
    match entry.topic:
        case Topic.BOTH:
            return Subject(SubjectKind.CLAIM, anchors, "", f"told by {len(anchors)} sources")
        case Topic.LOOSE:
            return Subject(SubjectKind.CLAIM, anchors, "", f"loosely alike in {len(anchors)} sources")
        case Topic.NO_MATCH:
            return Subject(SubjectKind.PASSAGE, anchors)
        case Topic.NAMES:
            return named_alone(anchors, entry.note)
    told = " ↔ ".join(said.shown for said in entry.told.values())
    remark = f"{entry.note}: {told}" if entry.note and told else entry.note or told
    return Subject(SubjectKind.DIFFERENCE, anchors, entry.topic.value, remark)


def of_spot(
    library: Library, spot: Spot, kind: SubjectKind = SubjectKind.PASSAGE, topic: str = ""
) -> Subject:
    """A place: the sentence with the words that are meant there, else the passage."""
    text = library.article(spot.article).text
    if spot.span is not None:
        start, end = sentence_at(text, spot.span.start)
    else:
        found = passages(text)[spot.passage]
        start, end = found.start, found.end
    return Subject(kind, (Anchor(spot.article, start, end, text[start:end]),), topic)


def sentence_at(text: str, offset: int) -> Span:
    """The sentence that holds a character of a text."""
    found = sentences(text)
    return found[max(0, bisect_right(found, offset, key=lambda sentence: sentence.start) - 1)]


def _anchors(entry: Entry, opened: Opened, said: Said) -> Iterator[Anchor]:
    text = opened.article.text
    span = said.span
    if entry.entity is not None and (mentions := opened.mentions_of(entry.entity.id)):
        span = Span(mentions[0].start, mentions[0].end)
    if span is not None:
        start, end = sentence_at(text, span.start)
    elif said.passage is not None:
        start, end = opened.passages[said.passage].start, opened.passages[said.passage].end
    else:
        return
    yield Anchor(opened.article.id, start, end, text[start:end])
