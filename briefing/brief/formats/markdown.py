"""A brief as Markdown: CommonMark, with nothing in foreign text that CommonMark or GitHub would act upon."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.brief.document import Brief, Line, Quotation, Section, SectionKind
from briefing.brief.formats.wording import (
    Described,
    between,
    described,
    described_source,
    flat,
    marks,
    sections,
)

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&$^@!]|(?<=/)/|(?<=\w)\.(?=[^\W\d_]{2})")
"""What means something anywhere in a line: also to dialects with tables, mathematics, bare links and mentions."""
_AT_START = re.compile(r"[-+=](?=\s|-|=|$)|(?<=\d)[.)](?=\s|$)")
"""What means something only where a block begins."""


def escape(text: str) -> str:
    r"""Foreign text on one line, with a backslash before whatever Markdown would act upon.

    >>> escape("*all* [of] it at http://a.example")
    '\\*all\\* \\[of\\] it at http:/\\/a\\.example'
    """
    line = _SPECIAL.sub(lambda match: f"\\{match[0]}", flat(text))
    start = _AT_START.search(line[:12])
    if start is not None and (start.start() == 0 or line[: start.start()].isdigit()):
        line = f"{line[: start.start()]}\\{line[start.start() :]}"
    return line


def write(brief: Brief) -> str:
    """The brief, with its citations as a numbered list at the end."""
    return "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    yield f"# {escape(brief.title)}"
    for section in sections(brief):
        yield from ("", f"## {escape(section.heading)}", "")
        yield from _sources(brief) if section.kind is SectionKind.SOURCES else _section(section)
    if brief.citations:
        yield from ("", "## Citations", "")
        for citation in brief.citations:
            yield f"{citation.number}. {_described(described(citation))}"


def _section(section: Section) -> Iterator[str]:
    if not section.lines:
        yield section.empty
    for line in section.lines:
        yield f"- {_line(line)}"
        for note in line.notes:
            yield f"  - Note: {escape(note)}"


def _line(line: Line) -> str:
    label = f"**{escape(line.label)}**" if line.label else ""
    said = between(line).join(map(_quotation, line.quotations)) or escape(line.words)
    cited = " ".join(map(escape, marks(line.citations)))
    remarks = "; ".join(map(escape, line.remarks))
    told = " ".join(part for part in (f"{label}:" if label and said else label, said, cited) if part)
    return f"{told} ({remarks})" if remarks and told else told or remarks


def _quotation(quotation: Quotation) -> str:
    return " ".join([f"“{escape(quotation.text)}”", *map(escape, marks(quotation.citations))])


def _sources(brief: Brief) -> Iterator[str]:
    for source in brief.sources:
        cited = marks(brief.citations_of(source.article))
        told = f" Cited as {', '.join(map(escape, cited))}." if cited else ""
        yield f"- {_described(described_source(source))}{told}"


def _described(it: Described) -> str:
    derived = " (title from its first words)" if it.derived else ""
    title = [f"“{escape(it.title)}”{derived}"] if it.title else []
    told = ", ".join([escape(it.source), *title, *map(escape, it.facts)])
    address = [f"<{it.address}>"] if it.address else []
    record = escape("; ".join(it.record))
    return ". ".join([told, *address, f"{record[:1].upper()}{record[1:]}"]) + "."
