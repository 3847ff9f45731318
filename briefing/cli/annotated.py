"""What the commands about annotations have in common: which thing is meant, and how one is printed."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.annotation import Anchored, Annotation, Standing, Subject, SubjectKind, about_article
from briefing.brief import evidence
from briefing.brief.briefs import Briefs
from briefing.cli.output import Json, Look, Marked, narrate, say, say_json
from briefing.library import annotation_record
from briefing.library.library import Library
from briefing.tui import dates

_WORDS = 88
"""Characters of a quotation on a line."""


def subject_of(library: Library, article: str, passage: int | None, *, story: bool = False) -> Subject:
    """The article, passage (from 1) or story that a command is about. Raises LibraryError where there is none."""
    if story:
        from briefing.annotation import Anchor

        articles = Briefs(library).story(article).articles
        return Subject(SubjectKind.STORY, tuple(Anchor(id) for id in articles))
    id = library.resolve(article)
    return about_article(id) if passage is None else evidence.passage(library.article(id), passage - 1)


def document_of(library: Library, annotation: Annotation) -> dict[str, Json]:
    """An annotation with where its words stand today."""
    record = annotation_record.to_record(annotation)
    found = library.annotations.locate(annotation.subject)
    anchors = [{**anchor, **_now(at)} for anchor, at in zip(record["anchors"], found, strict=True)]
    return {**record, "anchors": anchors}


def print_annotations(library: Library, found: Sequence[Annotation], as_json: bool, nothing: str) -> None:
    """Print annotations, or say what there is to know where there are none."""
    if as_json:
        say_json({"annotations": [document_of(library, annotation) for annotation in found]})
        return
    for annotation in found:
        print_annotation(library, annotation)
    if not found:
        narrate(nothing)


def _now(found: Anchored) -> dict[str, Json]:
    return {
        "standing": found.standing.value,
        "now": {"article": found.now.article, "start": found.now.start, "end": found.now.end},
        "now_reads": found.reads.text if found.reads is not None else None,
    }


def print_annotation(library: Library, annotation: Annotation) -> None:
    """The annotation in a line or a few."""
    subject = annotation.subject
    article = "an" if subject.kind is SubjectKind.ARTICLE else "a"
    about = f"{annotation.kind.value} on {article} {subject.kind.value}"
    value = f"  {annotation.text}" if annotation.text else ""
    topic = f"  {subject.topic}" if subject.topic else ""
    say(Marked(annotation.id, Look.STRONG), Marked(f"  {about}", Look.MUTED), topic, value)
    for found in library.annotations.locate(subject):
        for headline in library.headlines((found.now.article,)):
            where = f"{headline.source} · {dates.short(headline.published)}"
            words = " ".join((found.now.text or headline.title).split())
            shown = words if len(words) <= _WORDS else f"{words[: _WORDS - 1].rstrip()}…"
            say("    ", f"“{shown}”", Marked(f"  {where}", Look.MUTED))
        if found.standing is not Standing.HOLDS:
            say("    ", *_told(found))


def _told(found: Anchored) -> list[str | Marked]:
    match found.standing:
        case Standing.MOVED:
            return [Marked("a newer version of the article has the same words", Look.MUTED)]
        case Standing.CHANGED:
            reads = " ".join(found.reads.text.split()) if found.reads is not None else ""
            now = f": it now reads “{reads[:_WORDS]}”" if reads else ""
            return [Marked(f"! gone from the newest version of the article{now}", Look.STRONG)]
    return [Marked("! no article of this library has these words", Look.STRONG)]
