"""What is claimed to differ: on pairs written for it, on the two samples, and on whatever text there may be."""

# ruff: noqa: SIM905 - lists of words read best as prose

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.article import Entity, Kind, Mention, Role, Why
from briefing.comparison import (
    Account,
    Attribution,
    Comparison,
    Difference,
    DifferenceKind,
    PassageState,
    Quantity,
    Stance,
    Voice,
)
from briefing.reading.alignment import align
from briefing.reading.differences import compare
from briefing.reading.mentions import find_mentions
from briefing.resources import seeds

PAIRS = Path(__file__).parent / "planted_differences.jsonl"
BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "differences.py"


def compared(a: str, b: str, published_a: date | None = None, published_b: date | None = None) -> Comparison:
    one = Account(a, tuple(find_mentions(a)), published_a)
    other = Account(b, tuple(find_mentions(b)), published_b)
    return compare(one, other, align(one.text, one.mentions, other.text, other.mentions))


def only(comparison: Comparison, kind: DifferenceKind) -> Difference:
    (difference,) = comparison.differences_of(kind)
    return difference


@cache
def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmark_of_differences", BENCHMARK)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def planted(split: str) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in PAIRS.read_text("utf-8").splitlines()]
    return [row for row in rows if row["split"] == split]


@pytest.mark.parametrize(("split", "precision", "recall"), [("tuned", 0.95, 0.95), ("held", 0.9, 0.8)])
def test_planted_differences_are_found_and_look_alikes_are_not(
    split: str, precision: float, recall: float
) -> None:
    pairs = planted(split)
    assert len(pairs) >= 60
    judged = chain.from_iterable(benchmark().judge(pair) for pair in pairs)
    counts = Counter((outcome, kind) for outcome, kind, _ in judged)
    figures = benchmark().scored(counts)
    assert figures["precision"] >= precision, figures
    assert figures["recall"] >= recall, figures


# The two samples --------------------------------------------------------------------------------------


@pytest.fixture
def summit() -> Comparison:
    a, b = (path.read_text("utf-8")[17:] for path in sorted(seeds().glob("*.txt")))
    return compared(a, b, date(2023, 11, 13), date(2023, 11, 7))


def told(difference: Difference) -> tuple[str, object, object, object, object]:
    a, b = difference.a, difference.b
    return (
        difference.kind.value,
        a and a.passage,
        a and a.shown,
        b and b.passage,
        b and b.shown,
    )


def test_all_that_is_claimed_of_the_samples(summit: Comparison) -> None:
    assert [told(difference) for difference in summit.differences] == [
        # "It suggests that Russia may offer … technology in exchange for military resources" against "both deny".
        ("denial", 2, "told, attributed to nobody", 4, "denied by Russia and North Korea"),
        ("published", None, "published 2023-11-13", None, "published 2023-11-07"),
        ("names", 2, "Ukraine", None, None),
        ("names", 3, "John Bolton", None, None),
        ("names", 3, "Soviet Union", None, None),
        ("names", 4, "Korean Peninsula", None, None),
        ("names", None, None, 0, "South Korea"),
    ]


def test_how_the_passages_of_the_samples_stand(summit: Comparison) -> None:
    # The missile launch, in the fifth passage of the first, is told by it alone.
    assert summit.states_a[4] is PassageState.NO_CLOSE_MATCH
    assert summit.states_a[2] is summit.states_b[4] is PassageState.IN_CONFLICT
    assert summit.states_a[0] is summit.states_b[0] is PassageState.TOLD_BY_BOTH
    # Both speak of satellite technology and sanctions there, each of something else.
    assert summit.states_a[1] is summit.states_b[6] is PassageState.LOOSELY_ALIKE
    assert summit.count(PassageState.IN_CONFLICT) == summit.count(PassageState.IN_CONFLICT, side=1) == 1
    assert [d.kind for d in summit.of_passage(2)] == [DifferenceKind.DENIAL, DifferenceKind.NAMES]


def test_the_denial_of_the_samples_carries_its_evidence(summit: Comparison) -> None:
    denial = only(summit, DifferenceKind.DENIAL)
    assert denial.a
    assert denial.b
    assert isinstance(denial.a.value, Stance)
    assert isinstance(denial.b.value, Stance)
    assert (denial.a.value.denied, denial.b.value.denied) == (False, True)
    assert denial.b.value.attribution.voice is Voice.NAMED
    assert {entity.id for entity in denial.b.value.attribution.entities} == {"state:RU", "state:KP"}
    assert {"technology", "North Korea", "Russia"} <= set(denial.words)


# One kind at a time -----------------------------------------------------------------------------------


def test_a_number_carries_its_reading_and_its_place() -> None:
    a, b = "Nearly 500 soldiers crossed the river.", "The river was crossed by 2,000 soldiers."
    difference = only(compared(a, b), DifferenceKind.NUMBERS)
    assert difference.a
    assert difference.b
    assert difference.a.value == Quantity(425, 575, "", "soldiers", approximate=True)
    assert difference.b.span
    assert b[slice(*difference.b.span)] == "2,000 soldiers" == difference.b.shown


def test_a_number_is_told_of_once() -> None:
    a = "The flood destroyed 40 mills. In all, 40 mills were destroyed by the flood."
    b = "The flood destroyed 60 mills."
    assert len(compared(a, b).differences_of(DifferenceKind.NUMBERS)) == 1


def test_a_number_that_is_told_right_elsewhere_is_no_difference() -> None:
    a = "The flood destroyed 40 mills. The flood destroyed 60 mills, others said."
    b = "The flood destroyed 60 mills."
    assert not compared(a, b).differences_of(DifferenceKind.NUMBERS)


def test_a_day_that_rests_on_a_guess_is_marked() -> None:
    comparison = compared("The ship sank on 3 May.", "The ship sank on 5 May.")
    difference = only(comparison, DifferenceKind.DATES)
    assert difference.a
    assert not difference.a.value.sure  # type: ignore[union-attr]
    sure = compared("The ship sank on 3 May 2024.", "The ship sank on 5 May 2024.")
    assert only(sure, DifferenceKind.DATES).score > difference.score


def test_who_says_it_is_told_for_both_sides() -> None:
    a = "Engineers said the bridge would be closed all winter."
    b = "The bridge would be closed all winter, according to Angela Merkel."
    comparison = compared(a, b)
    difference = only(comparison, DifferenceKind.ATTRIBUTION)
    assert difference.a
    assert difference.b
    assert isinstance(difference.b.value, Attribution)
    assert (difference.a.shown, difference.b.shown) == ("Engineers", "Angela Merkel")


@pytest.mark.parametrize(
    "b",
    [
        "“The bridge will be closed all winter. The tunnel stays open,” said Angela Merkel.",
        "“The tunnel stays open,” Angela Merkel said. “The bridge will be closed all winter.”",
        "The bridge will be closed all winter, said Angela Merkel, a former chancellor.",
    ],
)
def test_every_sentence_of_a_quotation_is_its_speakers(b: str) -> None:
    a = "The bridge will be closed all winter, Angela Merkel said."
    assert not compared(a, b).differences_of(DifferenceKind.ATTRIBUTION)


def test_a_denial_in_quotation_marks_is_its_speakers() -> None:
    a = "The minister took bribes from the timber firm."
    b = "“I did not take bribes from the timber firm. I am innocent,” the minister told the court."
    difference = only(compared(a, b), DifferenceKind.DENIAL)
    assert difference.b
    assert difference.b.shown == "denied by the minister"


def test_an_account_that_reports_the_denial_too_does_not_contradict() -> None:
    a = "The banker hid the money offshore. He denies that he hid the money offshore."
    b = "The banker denied hiding the money offshore."
    assert not compared(a, b).differences_of(DifferenceKind.DENIAL)


def test_to_deny_what_a_happening_did_is_not_to_deny_that_it_happened() -> None:
    a = "An earthquake struck off the coast of Sulawesi, damaging dozens of houses."
    hurt_nobody = "Officials denied the earthquake off the coast of Sulawesi injured anyone."
    harmed_nothing = "Officials denied the earthquake off the coast of Sulawesi damaged houses."
    assert not compared(a, hurt_nobody).differences_of(DifferenceKind.DENIAL)
    assert only(compared(a, harmed_nothing), DifferenceKind.DENIAL)


def test_names_that_stand_in_the_other_text_unread_are_not_called_absent() -> None:
    kim = Entity("person:kim-jong-un", "Kim Jong Un", Kind.PERSON)
    a = Account("Kim Jong Un came.", (Mention(0, 11, kim, Role.ACTOR, Why.GAZETTEER, 1.0),), None)
    b = Account("Then Kim left.", (), None)
    assert not compare(a, b, align(a.text, a.mentions, b.text, b.mentions)).differences


def test_swapping_the_accounts_swaps_the_sides() -> None:
    for pair in planted("tuned"):
        there, back = compared(pair["a"], pair["b"]), compared(pair["b"], pair["a"])
        assert Counter((d.kind, d.a, d.b) for d in there.differences) == Counter(
            (d.kind, d.b, d.a) for d in back.differences
        ), pair["id"]


words = st.sampled_from(
    [
        *"the police said “ ” denied that no evidence 12 twelve million $ of people killed on Monday".split(),
        *"3 May 2024 , . according to Kim Jong Un not percent 5:30 p.m. about".split(),
        *"at least dozens half a quarter and - first".split(),
        '"',
        "\n\n",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(words, max_size=40), st.lists(words, max_size=40), st.text(max_size=30))
def test_whatever_the_texts_every_offset_is_within_them(a: list[str], b: list[str], more: str) -> None:
    texts = " ".join(a) + more, " ".join(b)
    comparison = compared(*texts, date(2024, 5, 8), date(1, 1, 1))
    for difference in comparison.differences:
        assert difference.a or difference.b
        assert 0 <= difference.score <= 1 + 1e-9
        for side, text in zip((difference.a, difference.b), texts, strict=True):
            for span in (side.span, side.sentence) if side else ():
                assert span is None or 0 <= span.start < span.end <= len(text)
