"""A brief as one HTML file that needs nothing else, runs nothing, and prints to clean pages."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape as escape_html

from briefing.brief.document import Brief, Line, Quotation, Section, SectionKind
from briefing.brief.formats.wording import Described, between, described, described_source, flat, sections

_STYLE = """
:root { color-scheme: light dark;
  --ink: #1c1a17; --muted: #6a655c; --rule: #d8d3c8; --page: #fdfcf9; --link: #1f4e79; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e1d6; --muted: #9c958a; --rule: #45413a; --page: #1b1a18; --link: #8fb8de; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink);
  font: 1.06rem/1.55 "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, "DejaVu Serif", serif; }
article { max-width: 42rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 1.5rem; text-wrap: balance; }
h2 { font-size: 0.86rem; letter-spacing: 0.09em; text-transform: uppercase; color: var(--muted);
  border-top: 1px solid var(--rule); padding-top: 0.8rem; margin: 2rem 0 0.6rem; }
ul, ol { margin: 0; padding-left: 1.25rem; }
li { margin: 0.5rem 0; }
ul ul { padding-left: 1rem; list-style: none; }
.lead { list-style: none; padding-left: 0; font-size: 1.2rem; line-height: 1.45; }
.label { font-weight: 600; font-variant-numeric: tabular-nums; }
.label + .said::before { content: " "; }
.between { color: var(--muted); padding: 0 0.3em; }
.cite { font-size: 0.78em; vertical-align: 0.15em; text-decoration: none; font-variant-numeric: tabular-nums; }
.remark, .note, .record, .empty { color: var(--muted); font-size: 0.9em; }
.note { font-style: italic; }
.citations, .sources { font-size: 0.9rem; }
.record { display: block; font-size: 0.78rem; }
a { color: var(--link); }
li:target { background: color-mix(in srgb, var(--link) 14%, transparent); }
@page { size: A4; margin: 20mm 18mm 22mm; @bottom-right { content: counter(page) " / " counter(pages);
  font: 9pt Georgia, serif; } }
@media print {
  :root { color-scheme: light; --ink: #000; --muted: #444; --rule: #bbb; --page: #fff; --link: #000; }
  body { font-size: 10.5pt; line-height: 1.4; }
  article { max-width: none; padding: 0; }
  h1 { font-size: 18pt; } h2 { font-size: 9pt; break-after: avoid; }
  li { break-inside: avoid; orphans: 3; widows: 3; }
  .lead { font-size: 12.5pt; }
  a { text-decoration: none; }
}
""".strip()

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def escape(text: str) -> str:
    """Foreign text on one line, fit for content and for attributes."""
    return escape_html(flat(text), quote=True)


def write(brief: Brief) -> str:
    """The brief as a page; citations are links inside it, and sources link to the web."""
    return "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield '<html lang="en">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape_html(_POLICY)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{escape(brief.title)}</title>"
    yield f"<style>\n{_STYLE}\n</style>"
    yield "</head>"
    yield "<body>"
    yield "<article>"
    yield f"<h1>{escape(brief.title)}</h1>"
    for section in sections(brief):
        yield "<section>"
        yield f"<h2>{escape(section.heading)}</h2>"
        yield from _sources(brief) if section.kind is SectionKind.SOURCES else _section(section)
        yield "</section>"
    yield from _citations(brief)
    yield "</article>"
    yield "</body>"
    yield "</html>"


def _section(section: Section) -> Iterator[str]:
    if not section.lines:
        yield f'<p class="empty">{escape(section.empty)}</p>'
        return
    yield '<ul class="lead">' if section.kind is SectionKind.BOTTOM_LINE else "<ul>"
    for line in section.lines:
        yield f"<li>{_line(line)}{_notes(line)}</li>"
    yield "</ul>"


def _line(line: Line) -> str:
    said = f'<span class="between">{escape(between(line))}</span>'.join(map(_quotation, line.quotations))
    said = said or escape(line.words)
    label = f'<span class="label">{escape(line.label)}{":" if said else ""}</span>' if line.label else ""
    remarks = f'<span class="remark">({escape("; ".join(line.remarks))})</span>' if line.remarks else ""
    return " ".join(part for part in (label, said, _marks(line.citations), remarks) if part)


def _notes(line: Line) -> str:
    if not line.notes:
        return ""
    items = "".join(f'<li class="note">Note: {escape(note)}</li>' for note in line.notes)
    return f"<ul>{items}</ul>"


def _quotation(quotation: Quotation) -> str:
    return f"“{escape(quotation.text)}”&nbsp;{_marks(quotation.citations)}"


def _marks(numbers: tuple[int, ...]) -> str:
    return " ".join(f'<a class="cite" href="#cite-{number}">[{number}]</a>' for number in numbers)


def _sources(brief: Brief) -> Iterator[str]:
    yield '<ul class="sources">'
    for source in brief.sources:
        numbers = brief.citations_of(source.article)
        cited = f" Cited as {_marks(numbers)}." if numbers else ""
        yield f"<li>{_described(described_source(source))}{cited}</li>"
    yield "</ul>"


def _citations(brief: Brief) -> Iterator[str]:
    if not brief.citations:
        return
    yield "<section>"
    yield "<h2>Citations</h2>"
    yield '<ol class="citations">'
    for citation in brief.citations:
        yield f'<li id="cite-{citation.number}">{_described(described(citation))}</li>'
    yield "</ol>"
    yield "</section>"


def _described(it: Described) -> str:
    derived = " (title from its first words)" if it.derived else ""
    title = [f"“{escape(it.title)}”{derived}"] if it.title else []
    told = ", ".join([escape(it.source), *title, *map(escape, it.facts)])
    address = ""
    if it.address:
        link = escape_html(it.address, quote=True)
        address = f' <a href="{link}" rel="noopener noreferrer nofollow">{link}</a>.'
    record = "; ".join(map(escape, it.record))
    return f'{told}.{address} <span class="record">{record[:1].upper()}{record[1:]}.</span>'
