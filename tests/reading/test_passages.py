from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.article import Passage
from briefing.reading.passages import passages
from briefing.reading.sentences import sentences
from briefing.resources import seeds


def told(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_passages_are_paragraphs_trimmed_and_numbered() -> None:
    text = "\n  One here.\nStill one.  \n \t\n\nTwo.\n\n"
    found = passages(text)
    assert [text[p.start : p.end] for p in found] == ["One here.\nStill one.", "Two."]
    assert [p.number for p in found] == [0, 1]


@pytest.mark.parametrize("text", ["", " ", "\n\n", " \n \t \n "])
def test_nothing_but_space_holds_no_passage_and_no_sentence(text: str) -> None:
    assert passages(text) == ()
    assert sentences(text) == ()


def test_a_text_without_blank_lines_is_one_passage() -> None:
    assert passages("All of it.") == (Passage(0, 0, 10),)


@pytest.mark.parametrize(
    "expected",
    [
        ["He came.", "He saw.", "He won!", "Did he?", "He did…", "So they say."],
        ["Mr. John F. Kennedy met Sen. Smith in the U.S.", "The talks cost $3.5 million."],
        ["The U.S. President spoke to Gen. Mark A. Milley at St. Petersburg."],
        ["J. Edgar Hoover and J.K. Rowling never met.", "They could not."],
        ["He left at 5 p.m. Monday.", "She left at 6 p.m.", "Police came at 7 a.m. EST."],
        ["On Jan. 5 it rose.", "Acme Corp. Chief Tim Cook left Acme Inc.", "In 2010 it fell."],
        ["It was plan B.", "Then No. 10 agreed."],
        ["“We won.”", "He smiled.", '"Yes," he said.', "'No.'", "(It was late.)", "[It was.]"],
        ["“Yes!” he said.", "“Why?” she asked.", "Yahoo! grew."],
        ["It fell 3.2 percent to 1.5.", "7 of 10 agreed, e.g. Smith v. Jones."],
        ["世界です。", "もう一つ。", "終わり"],
        ["No stop at all"],
    ],
)
def test_sentences_end_where_a_reader_would_end_them(expected: list[str]) -> None:
    assert told(" ".join(expected)) == expected


def test_the_end_of_a_paragraph_ends_a_sentence() -> None:
    assert told("A headline\n\nMr.\n\nthe rest") == ["A headline", "Mr.", "the rest"]


def test_the_seeds_fall_into_their_sentences() -> None:
    for seed in sorted(seeds().glob("*.txt")):
        text = seed.read_text(encoding="utf-8")
        found = told(text)
        assert all(sentence.endswith(".") for sentence in found)
        assert sum(sentence.count(". ") for sentence in found) == 0


@settings(max_examples=150)
@given(st.text(alphabet=" \n\t.!?…\"'”“)(aAzU世。5é", max_size=80) | st.text(max_size=60))
def test_sentences_hold_every_word_once_in_order_within_passages(text: str) -> None:
    found = sentences(text)
    paragraphs = passages(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in found)
    assert all(any(p.start <= s.start and s.end <= p.end for p in paragraphs) for s in found)
    assert "".join("".join(told(text)).split()) == "".join(text.split())


@pytest.mark.parametrize("piece", [".", ". ", "。", "\n ", '." ', "A. ", ".\n ", "(", "。 "])
def test_long_runs_of_anything_are_read(piece: str) -> None:
    text = piece * 50_000 + "x"
    assert "".join("".join(told(text)).split()) == "".join(text.split())
