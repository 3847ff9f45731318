"""What a copy says otherwise than the text it was made from, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from briefing.article import Span
from briefing.correspondence import Change, ChangeKind
from briefing.reading.copies.confirm import longest_common_subsequence
from briefing.reading.sentences import sentences
from briefing.reading.words import folded_words

_REWORDED = 0.5
"""Sentences of which at least this share of the longer's words stand in the other are one, reworded."""


def changes(before: str, after: str) -> tuple[Change, ...]:
    """The sentences that were dropped, added, changed or moved, in the order of the text that came after.

    What was dropped stands where it stood. Spans count characters of the text they belong to.
    """
    spans_before, spans_after = sentences(before), sentences(after)
    told_before = [_told(before, span) for span in spans_before]
    told_after = [_told(after, span) for span in spans_after]
    found: list[Change] = []
    for gap_before, gap_after in _between_anchors(told_before, told_after):
        found += _changes_in_gap(gap_before, gap_after, told_before, told_after, spans_before, spans_after)
    return tuple(_with_moves(found, before, after))


def _told(text: str, span: Span) -> tuple[str, ...]:
    return tuple(folded_words(text[span.start : span.end]))


def _between_anchors(
    before: Sequence[tuple[str, ...]], after: Sequence[tuple[str, ...]]
) -> Iterator[tuple[range, range]]:
    """The stretches between the sentences that stand in both in the same order."""
    last_before = last_after = 0
    for i, j in [*_anchors(before, after), (len(before), len(after))]:
        if i > last_before or j > last_after:
            yield range(last_before, i), range(last_after, j)
        last_before, last_after = i + 1, j + 1


def _anchors(before: Sequence[tuple[str, ...]], after: Sequence[tuple[str, ...]]) -> list[tuple[int, int]]:
    """The longest common subsequence of sentences, as pairs of their places."""
    lengths = [[0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i in reversed(range(len(before))):
        for j in reversed(range(len(after))):
            lengths[i][j] = (
                lengths[i + 1][j + 1] + 1
                if before[i] == after[j]
                else max(lengths[i + 1][j], lengths[i][j + 1])
            )
    found = []
    i = j = 0
    while i < len(before) and j < len(after):
        if before[i] == after[j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return found


def _changes_in_gap(
    gap_before: range,
    gap_after: range,
    told_before: Sequence[tuple[str, ...]],
    told_after: Sequence[tuple[str, ...]],
    spans_before: Sequence[Span],
    spans_after: Sequence[Span],
) -> Iterator[Change]:
    left = list(gap_before)
    for j in gap_after:
        reworded = next((i for i in left if _is_reworded(told_before[i], told_after[j])), None)
        if reworded is None:
            yield Change(ChangeKind.ADDED, None, spans_after[j])
            continue
        for i in left[: left.index(reworded)]:
            yield Change(ChangeKind.DROPPED, spans_before[i], None)
        left = left[left.index(reworded) + 1 :]
        yield Change(ChangeKind.CHANGED, spans_before[reworded], spans_after[j])
    for i in left:
        yield Change(ChangeKind.DROPPED, spans_before[i], None)


def _is_reworded(before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    numbers: dict[str, int] = {}
    a, b = (
        np.array([numbers.setdefault(word, len(numbers)) for word in words], dtype=np.uint32)
        for words in (before, after)
    )
    return longest_common_subsequence(a, b) >= _REWORDED * max(len(a), len(b), 1)


def _with_moves(found: Sequence[Change], before: str, after: str) -> Iterator[Change]:
    """What was dropped in one place and added in another has moved."""
    dropped = {
        _told(before, change.before): change for change in found if change.after is None and change.before
    }
    added = {_told(after, change.after) for change in found if change.before is None and change.after}
    for change in found:
        if change.before is None and change.after and (origin := dropped.get(_told(after, change.after))):
            yield Change(ChangeKind.MOVED, origin.before, change.after)
        elif not (change.after is None and change.before and _told(before, change.before) in added):
            yield change
