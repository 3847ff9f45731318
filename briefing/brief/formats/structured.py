"""A brief as JSON, which docs/json.md tells key by key: for programs, and for finding citations again later."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from briefing.annotation import Anchor, Grade, Standing
from briefing.brief.document import Brief, Citation, Line, Section, SectionKind, Source
from briefing.brief.web_address import web_address
from briefing.safetext import one_line

VERSION = 1
"""The form of the document; it grows when a key changes its meaning or goes away."""


def write(brief: Brief) -> str:
    """The brief as one JSON document. Words are exact here, line breaks included."""
    return json.dumps({"version": VERSION, **to_document(brief)}, ensure_ascii=False, indent=2) + "\n"


def to_document(brief: Brief) -> dict[str, Any]:
    """The brief in plain values."""
    return {
        "name": brief.name,
        "title": brief.title,
        "sections": [
            _section(section) for section in brief.sections if section.kind is not SectionKind.SOURCES
        ],
        "citations": [citation_document(citation) for citation in brief.citations],
        "sources": [
            {**_source(source), "cited_as": list(brief.citations_of(source.article))}
            for source in brief.sources
        ],
    }


def citation_document(citation: Citation) -> dict[str, Any]:
    """A citation in plain values: everything that is needed to find the passage again, and to check it."""
    anchor = citation.anchor
    whole = not anchor.text
    return {
        "number": citation.number,
        "article": anchor.article,
        "passage": citation.passage,
        "start": None if whole else anchor.start,
        "end": None if whole else anchor.end,
        "text": None if whole else anchor.text,
        "text_sha256": None if whole else anchor.sha256,
        "source": citation.source.source,
        "title": citation.source.title,
        "date": citation.source.published.isoformat() if citation.source.published else None,
        "url": web_address(citation.source.url),
        "read_at": citation.source.read_at.isoformat() if citation.source.read_at else None,
        "sha256": citation.source.sha256,
        "grade": str(citation.grade) or None,
        "standing": citation.standing.value,
        "now_reads": citation.reads,
    }


def citation_from(data: bytes, number: int) -> Citation:
    """A citation out of a brief that was written before. Raises ValueError with what is wrong, in a few words."""
    try:
        document = json.loads(data)
        (found,) = [each for each in document["citations"] if each["number"] == number]
        anchor = Anchor(str(found["article"]), found["start"] or 0, found["end"] or 0, found["text"] or "")
        source = Source(
            article=anchor.article,
            source=one_line(str(found["source"])),
            title=one_line(str(found["title"])),
            title_derived=False,
            author=None,
            published=date.fromisoformat(found["date"]) if found["date"] else None,
            url=found["url"],
            read_at=datetime.fromisoformat(found["read_at"]) if found["read_at"] else None,
            sha256=one_line(str(found["sha256"])),
            grade=Grade.parse(found["grade"]) if found["grade"] else Grade("", ""),
        )
        return Citation(
            number=number,
            anchor=anchor,
            passage=found["passage"],
            source=source,
            standing=Standing(found["standing"]),
            reads=found["now_reads"],
            grade=source.grade,
        )
    except (KeyError, TypeError, AttributeError, RecursionError):
        raise ValueError("it is no brief written as JSON") from None
    except ValueError:
        raise ValueError(f"it is no brief written as JSON, or has no citation {number}") from None


def _section(section: Section) -> dict[str, Any]:
    return {
        "section": section.kind.value,
        "heading": section.heading,
        "lines": [_line(line) for line in section.lines],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "id": line.id or None,
        "about": line.subject.kind.value if line.subject is not None else None,
        "pinned": line.pinned,
        "label": line.label or None,
        "quotations": [{"text": q.text, "citations": list(q.citations)} for q in line.quotations],
        "words": line.words or None,
        "citations": list(line.citations),
        "remarks": list(line.remarks),
        "notes": list(line.notes),
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "id": source.article,
        "source": source.source,
        "title": source.title,
        "title_derived": source.title_derived,
        "author": source.author,
        "date": source.published.isoformat() if source.published else None,
        "url": web_address(source.url),
        "read_at": source.read_at.isoformat() if source.read_at else None,
        "sha256": source.sha256,
        "grade": str(source.grade) or None,
    }
