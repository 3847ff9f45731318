"""What stands in the margin of one article: what the others say differently, what they share, what they add."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from briefing.comparison import PassageState
from briefing.safetext import one_line
from briefing.tui.facing import SIGNS, Facing, number
from briefing.tui.ledger import ALIKE, Entry, Ledger, Said, Topic, excerpt, letter, name_passage
from briefing.tui.opened import Opened
from briefing.tui.wrapping import wrap

_CONFLICT_LINES, _SHARED_LINES, _ADDED_LINES = 4, 2, 3
"""The most lines that a note of each kind takes."""


class Note(NamedTuple):
    """A note beside a passage."""

    sign: str
    style: str
    """Of the sign."""
    text: str
    lines: int
    """The most lines it takes."""
    column: int
    """The column it speaks of, and the passage there."""
    passage: int


class NoteLine(NamedTuple):
    """A screen line of a note."""

    sign: str
    style: str
    text: str
    note: Note


def make_notes(
    ground: int, shown: Sequence[Opened], faced: Mapping[int, Facing], ledger: Ledger
) -> dict[int, list[Note]]:
    """The notes on each passage of the article in the column `ground`.

    `faced` has its comparison with each other column, as it sees it. What another tells without a close match stands
    at the passage that is the nearest to it, however far.
    """
    notes: dict[int, list[Note]] = {passage.number: [] for passage in shown[ground].passages}
    if not notes:
        return {}
    for entry in ledger.entries:
        mine = entry.told.get(ground)
        if entry.topic in (Topic.PUBLISHED, Topic.NO_MATCH, *ALIKE) or mine is None or mine.passage is None:
            continue
        if entry.topic is not Topic.NAMES:
            notes[mine.passage] += _conflicts(ground, entry)
    for passage, at in notes.items():
        for column, facing in faced.items():
            if matches := facing.matches(passage):
                there, link = matches[0]
                standing = matches[0].standing
                score = "linked by you" if link.by_hand else number(link.score)
                how = f"{standing.value} {score}" if standing is PassageState.LOOSELY_ALIKE else score
                text = f"{name_passage(column, there)} {how} “{excerpt(shown[column], there)}”"
                at.append(Note(SIGNS[standing], "told-by-both", text, _SHARED_LINES, column, there))
            elif facing.standing(passage) is PassageState.NO_CLOSE_MATCH:
                text = f"no close match found in {letter(column)}, where it may stand in other words"
                at.append(Note("·", "muted", text, _SHARED_LINES, ground, passage))
        at += _named_here_alone(ground, passage, ledger)
    for column, facing in faced.items():
        _add(notes, column, shown[column], facing, ledger)
    return notes


def _conflicts(ground: int, entry: Entry) -> Iterator[Note]:
    for column, said in entry.told.items():
        if column != ground and said.passage is not None:
            words = said.gist or said.quote
            quoted = f" “{words}”" if words else ""
            text = f"{name_passage(column, said.passage)} {entry.topic.value}: {said.shown}{quoted}"
            yield Note("≠", "in-conflict", text, _CONFLICT_LINES, column, said.passage)


def _named_here_alone(ground: int, passage: int, ledger: Ledger) -> Iterator[Note]:
    """One note for all names of a passage that the same columns lack."""
    lacking: dict[tuple[int, ...], list[str]] = {}
    for entry in ledger.of(Topic.NAMES):
        mine = entry.told.get(ground)
        if mine is not None and mine.passage == passage:
            lacking.setdefault(entry.missing, []).append(entry.note)
    for missing, names in lacking.items():
        text = f"not named in {', '.join(map(letter, missing))}: {', '.join(names)}"
        yield Note("+", "accent", text, _ADDED_LINES, ground, passage)


def _add(notes: dict[int, list[Note]], column: int, opened: Opened, facing: Facing, ledger: Ledger) -> None:
    """Put what a column tells beyond the ground to the nearest passages."""
    turned = facing.turned
    named: dict[int, list[str]] = {}
    for entry in ledger.of(Topic.NAMES):
        theirs: Said | None = entry.told.get(column)
        if theirs is not None and theirs.passage is not None and len(entry.told) == 1:
            named.setdefault(theirs.passage, []).append(entry.note)
    for passage in range(len(opened.passages)):
        matches, nearest = turned.matches(passage), turned.nearest(passage)
        at = matches[0].passage if matches else nearest.passage if nearest else len(notes) - 1
        place = name_passage(column, passage)
        if not matches and turned.standing(passage) is PassageState.NO_CLOSE_MATCH:
            near = f"nearest here, {number(nearest.link.score)}" if nearest else "nothing near"
            text = (
                f"{place} not matched ({near}), may stand here in other words: “{excerpt(opened, passage)}”"
            )
            notes[at].append(Note("·", "accent", text, _ADDED_LINES, column, passage))
        if passage in named:
            text = f"{place} names {', '.join(named[passage])}, not named here"
            notes[at].append(Note("+", "accent", text, _ADDED_LINES, column, passage))


def lay_out(notes: Sequence[Note], width: int) -> list[NoteLine]:
    """Notes as lines of so many cells, the sign before the first line of each."""
    lines: list[NoteLine] = []
    for note in notes:
        text = one_line(note.text)
        spans = wrap(text, 0, len(text), max(1, width - 2))
        for row, (start, end) in enumerate(spans[: note.lines]):
            cut = row == note.lines - 1 and len(spans) > note.lines
            shown = text[start:end]
            if cut:
                shown = shown[: max(0, width - 3)].rstrip(" ,.;:") + "…"
            lines.append(NoteLine("" if row else note.sign, note.style, shown, note))
    return lines
