"""A brief as plain text of 72 columns: for mail, and for whatever knows no other form."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from briefing.brief.document import Brief, Line, Section, SectionKind
from briefing.brief.formats.wording import (
    Described,
    between,
    described,
    described_source,
    flat,
    marks,
    sections,
)

COLUMNS = 72
"""The measure of text in mail (RFC 5322 recommends at most 78 with the marks of a reply)."""


def write(brief: Brief) -> str:
    """The brief, no line wider than 72 columns but for a web address, which stands on a line of its own."""
    return "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    title = list(_headed(flat(brief.title).upper()))
    yield from title
    yield "=" * max(map(columns, title), default=0)
    for section in sections(brief):
        heading = list(_headed(flat(section.heading)))
        yield from ("", *heading, "-" * max(map(columns, heading), default=0), "")
        yield from _sources(brief) if section.kind is SectionKind.SOURCES else _section(section)
    if brief.citations:
        yield from ("", "Citations", "---------", "")
        for citation in brief.citations:
            yield from _described(described(citation), f"[{citation.number}]".ljust(5))


def _headed(heading: str) -> Iterator[str]:
    """A heading, set in where a spreadsheet would take its beginning for that of a formula."""
    margin = " " if heading[:1] in tuple("=+-@") else ""
    return _wrap(heading, margin, margin)


def _section(section: Section) -> Iterator[str]:
    if not section.lines:
        yield from _wrap(section.empty, "", "")
    for line in section.lines:
        yield from _wrap(_line(line), "  * ", "    ")
        for note in line.notes:
            yield from _wrap(f"Note: {flat(note)}", "      ", "      ")


def _line(line: Line) -> str:
    quoted = between(line).join(
        " ".join([f"“{flat(quotation.text)}”", *marks(quotation.citations)]) for quotation in line.quotations
    )
    said = quoted or flat(line.words)
    label = flat(line.label)
    told = " ".join(
        part for part in (f"{label}:" if label and said else label, said, *marks(line.citations)) if part
    )
    remarks = "; ".join(map(flat, line.remarks))
    return f"{told} ({remarks})" if remarks and told else told or remarks


def _sources(brief: Brief) -> Iterator[str]:
    for source in brief.sources:
        cited = marks(brief.citations_of(source.article))
        told = f"Cited as {', '.join(cited)}." if cited else ""
        yield from _described(described_source(source), "  * ", told)


def _described(it: Described, first: str, last: str = "") -> Iterator[str]:
    rest = " " * len(first)
    derived = " (title from its first words)" if it.derived else ""
    title = [f"“{it.title}”{derived}"] if it.title else []
    yield from _wrap(", ".join([it.source, *title, *it.facts]) + ".", first, rest)
    if it.address:
        yield f"{rest}{it.address}"
    record = "; ".join(map(flat, it.record))
    yield from _wrap(f"{record[:1].upper()}{record[1:]}. {last}".rstrip(), rest, rest)


def columns(text: str) -> int:
    """How many columns of a terminal or of a fixed-width page a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.category(character) in ("Mn", "Me", "Cf")
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )


def _wrap(text: str, first: str, rest: str) -> Iterator[str]:
    """The text in lines of 72 columns, the first and the others after their own beginnings."""
    line, used = first, columns(first)
    begun = False
    for word in text.split():
        width = columns(word)
        if begun and used + 1 + width > COLUMNS:
            yield line
            line, used, begun = rest, columns(rest), False
        for piece in _pieces(word, COLUMNS - columns(rest)):
            if begun and piece is not word:
                yield line
                line, used, begun = rest, columns(rest), False
            line += f" {piece}" if begun else piece
            used += columns(piece) + begun
            begun = True
    if begun:
        yield line


def _pieces(word: str, room: int) -> Iterator[str]:
    """A word that fits whole; a longer one in pieces that do."""
    if columns(word) <= room:
        yield word
        return
    piece, used = "", 0
    for character in word:
        width = columns(character)
        if used + width > room:
            yield piece
            piece, used = "", 0
        piece += character
        used += width
    yield piece
