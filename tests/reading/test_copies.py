from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from briefing.article import Span
from briefing.correspondence import ChangeKind
from briefing.reading.copies import (
    COPIED,
    boilerplate,
    changes,
    copied_share,
    prints,
    runs,
    worth_reading,
)
from briefing.reading.copies.confirm import longest_common_subsequence

REPORT = (
    "A cargo ship ran aground off the coast of Brittany on Tuesday with twenty sailors on board. "
    "The coast guard said that the hull was intact and that no oil had leaked into the sea. "
    "Two tugs from Brest were on their way to the ship, which carries timber from Riga to Lisbon. "
    "The harbour master of Brest said that the tide would lift it off the rocks by the evening."
)
FIRST, SECOND, THIRD, FOURTH = (f"{sentence}." for sentence in REPORT.rstrip(".").split(". "))
RETOLD = (
    "In Brittany a ship with a load of timber for Lisbon went on the rocks. Tugs from Brest sail to its aid. "
    "Nobody of the twenty sailors is hurt, the coast guard says, and no oil has leaked so far."
)


def share(a: str, b: str) -> float:
    return copied_share(runs(a), runs(b))


def told(before: str, after: str) -> list[tuple[ChangeKind, str, str]]:
    def cut(text: str, span: Span | None) -> str:
        return text[span.start : span.end] if span else ""

    return [(c.kind, cut(before, c.before), cut(after, c.after)) for c in changes(before, after)]


def test_a_text_is_a_copy_of_itself_and_of_its_parts_and_not_of_another_account() -> None:
    assert share(REPORT, REPORT) == 1.0
    assert share(REPORT, f"{SECOND} {FOURTH}") == 1.0
    assert share(REPORT, f"Breaking news from the north of France. {REPORT}") == 1.0
    assert share(REPORT, RETOLD) < COPIED
    assert share("", REPORT) == share("", "") == 0.0


def test_prints_recognise_a_shortened_text() -> None:
    a, b = (prints(runs(text).numbers) for text in (REPORT, f"{FIRST} {SECOND} {FOURTH}"))
    assert worth_reading(len(np.intersect1d(a, b)), len(a), len(b))
    assert len(np.intersect1d(a, prints(runs(RETOLD).numbers))) == 0


def test_what_stands_under_everything_is_boilerplate() -> None:
    assert not boilerplate([f"source {n}" for n in range(60)])
    assert boilerplate([f"source {n}" for n in range(61)])
    assert not boilerplate(["one"] * 5)
    assert boilerplate(["one"] * 6)


def test_each_sentence_that_a_copy_has_otherwise_is_told() -> None:
    after = f"{FIRST} {THIRD.replace('Two tugs', 'Three strong tugs')} {FOURTH} Nobody was hurt."
    assert told(REPORT, after) == [
        (ChangeKind.DROPPED, SECOND, ""),
        (ChangeKind.CHANGED, THIRD, THIRD.replace("Two tugs", "Three strong tugs")),
        (ChangeKind.ADDED, "", "Nobody was hurt."),
    ]
    assert told(REPORT, REPORT) == []


def test_a_sentence_in_another_place_has_moved() -> None:
    assert told(REPORT, f"{SECOND} {THIRD} {FOURTH} {FIRST}") == [(ChangeKind.MOVED, FIRST, FIRST)]


numbers = st.lists(st.integers(0, 5), max_size=12)


@given(numbers, numbers)
def test_the_longest_common_subsequence_is_as_long_as_by_the_book(a: list[int], b: list[int]) -> None:
    lengths = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            lengths[i + 1][j + 1] = lengths[i][j] + 1 if x == y else max(lengths[i][j + 1], lengths[i + 1][j])
    arrays = np.array(a, dtype=np.uint32), np.array(b, dtype=np.uint32)
    assert longest_common_subsequence(*arrays) == lengths[-1][-1]


@given(st.text(max_size=80), st.text(max_size=80))
def test_foreign_text_is_taken_as_it_comes(a: str, b: str) -> None:
    assert 0.0 <= share(a, b) <= 1.0
    assert share(a, b) == share(b, a)
    for change in changes(a, b):
        assert change.before or change.after
