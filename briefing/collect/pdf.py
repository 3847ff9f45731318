"""PDF documents: the text of their pages as paragraphs, and what they say of themselves."""

from __future__ import annotations

import io
import logging
import re

from briefing.collect.draft import Draft, NotAnArticle, understood
from briefing.limits import Limits

MARK = b"%PDF-"

_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_WORD_PARTED = re.compile(r"(?<=[^\W\d_])[-\xad\u2010]\n(?=[^\W\d_A-Z])")
_PAGE_NUMBER = re.compile(r"(?:page\s+)?[0-9]{1,4}(?:\s*(?:/|of)\s*[0-9]{1,4})?", re.IGNORECASE)
_PARAGRAPH_ENDS = re.compile(r"[.!?:…。！？][\"”’')\]]*$")
_NO_TITLE = re.compile(r"untitled|microsoft word|\.(?:docx?|indd|pdf|tex|qxd)\b|^[\W\d_]*$", re.IGNORECASE)
_SHORT_LINE = 0.75
"""Of the usual length of a line: where one that ends a sentence is shorter, its paragraph ends too."""


def draft(data: bytes, limits: Limits) -> Draft:
    """The article in a PDF. Raises `NotAnArticle` where it holds no text, is locked, or can't be understood."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    pages: list[str] = []
    with understood("a PDF document"):
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise NotAnArticle("is a PDF document locked by a password")
        if len(reader.pages) > limits.pages:
            raise NotAnArticle(f"has more than {limits.pages:,} pages")
        size = 0
        for page in reader.pages:
            pages.append(page.extract_text())
            size += len(pages[-1])
            if size > limits.item_bytes:
                raise NotAnArticle("holds more text than is read as one article")
        fields = _fields(reader.metadata)
    text = "\n\n".join(filter(None, map(_paragraphs, pages)))
    if not text:
        raise NotAnArticle("is a PDF document without text; it may hold pictures of pages")
    return Draft(text, fields)


def _fields(metadata: object) -> dict[str, object]:
    if metadata is None:
        return {}
    title, author = getattr(metadata, "title", None), getattr(metadata, "author", None)
    try:
        created = getattr(metadata, "creation_date", None)
    except (ValueError, TypeError, OverflowError):
        created = None
    return {
        "title": str(title) if title and not _NO_TITLE.search(str(title)) else None,
        "author": str(author) if author else None,
        "date": created.date().isoformat() if created else None,
    }


def _paragraphs(page: str) -> str:
    """The lines of a page joined to paragraphs: one ends with a blank line, or with a sentence on a short line."""
    lines = _LINE_END.split(page)
    lengths = sorted(len(line) for line in lines if line.strip())
    usual = lengths[len(lengths) * 3 // 4] if lengths else 0
    paragraphs: list[list[str]] = [[]]
    for line in map(str.strip, lines):
        if not line:
            paragraphs.append([])
        elif not _PAGE_NUMBER.fullmatch(line):
            paragraphs[-1].append(line)
            if len(line) < usual * _SHORT_LINE and _PARAGRAPH_ENDS.search(line):
                paragraphs.append([])
    return "\n\n".join(
        _WORD_PARTED.sub("", "\n".join(lines)).replace("\n", " ") for lines in paragraphs if lines
    )
