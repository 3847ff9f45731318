"""What a reader does to the arrangement of a brief: each change makes another outline of the one that there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.brief.document import Line, Section
from briefing.brief.outline import Entry, Outline, Part

_REMINDER = 60
"""Characters of a quotation in the file, for whoever reads it there."""


def move_line(outline: Outline, section: Section, at: int, step: int) -> Outline:
    """Put a line of a section one place earlier (-1) or later (+1), beyond its end into the next section.

    The lines of the section then stand as they are shown. The same outline where there is no place to go to.
    """
    entries = list(_entries(outline.parts[section.part], section.lines))
    entry = entries.pop(at)
    if 0 <= at + step <= len(entries):
        entries.insert(at + step, entry)
        return _with_entries(outline, section.part, entries)
    other = section.part + step
    if not 0 <= other < len(outline.parts):
        return outline
    outline = _with_entries(outline, section.part, entries)
    there = outline.parts[other].entries
    return _with_entries(outline, other, (*there, entry) if step < 0 else (entry, *there))


def move_section(outline: Outline, number: int, step: int) -> Outline:
    """Put a section one place earlier (-1) or later (+1); the same outline where it is first or last."""
    parts = list(outline.parts)
    if not 0 <= number + step < len(parts):
        return outline
    parts[number], parts[number + step] = parts[number + step], parts[number]
    return replace(outline, parts=tuple(parts))


def leave_out(outline: Outline, section: Section, at: int) -> Outline:
    """Do without a line of a section; the reader's own words are gone then."""
    part, line = outline.parts[section.part], section.lines[at]
    own = _entry(part, line)
    entries = tuple(
        entry for entry in part.entries if entry != own and (not line.id or entry.line != line.id)
    )
    without = (*part.without, line.id) if line.id else part.without
    return outline.with_part(section.part, replace(part, entries=entries, without=without))


def leave_section_out(outline: Outline, number: int) -> Outline:
    """Do without a section. The last one stays, since a brief of none says nothing."""
    parts = tuple(part for n, part in enumerate(outline.parts) if n != number)
    return replace(outline, parts=parts) if parts else outline


def write(
    outline: Outline, section: Section | None, number: int, at: int, words: str, cites: Sequence[str]
) -> Outline:
    """Put the reader's own words before the line `at` of a section; `section` is None where it has no lines."""
    part = outline.parts[number]
    entries = list(_entries(part, section.lines if section is not None else ()))
    entries.insert(at, Entry(words=words, cites=tuple(cites)))
    return _with_entries(outline, number, entries)


def rewrite(outline: Outline, section: Section, at: int, words: str) -> Outline:
    """Give a line of the reader's own other words."""
    part = outline.parts[section.part]
    own = _entry(part, section.lines[at])
    entries = tuple(replace(entry, words=words) if entry == own else entry for entry in part.entries)
    return outline.with_part(section.part, replace(part, entries=entries))


def head(outline: Outline, number: int, heading: str) -> Outline:
    """Head a section otherwise; with no heading, as usual."""
    part = outline.parts[number]
    usual = heading in ("", part.kind.heading)
    return outline.with_part(number, replace(part, heading="" if usual else heading))


def fill(outline: Outline, number: int) -> Outline:
    """Let the ledger fill a section, or no longer."""
    part = outline.parts[number]
    return outline.with_part(number, replace(part, ledger=not part.ledger))


def _with_entries(outline: Outline, number: int, entries: Sequence[Entry]) -> Outline:
    return outline.with_part(number, replace(outline.parts[number], entries=tuple(entries)))


def _entries(part: Part, lines: Sequence[Line]) -> Sequence[Entry]:
    """The lines of a section as its file would place them."""
    return [_entry(part, line) for line in lines]


def _entry(part: Part, line: Line) -> Entry:
    if not line.id:
        return next((entry for entry in part.entries if entry.words == line.words), Entry(words=line.words))
    says = " ".join((line.quotations[0].text if line.quotations else line.label).split())
    return Entry(line.id, says=says if len(says) <= _REMINDER else f"{says[: _REMINDER - 1].rstrip()}…")
