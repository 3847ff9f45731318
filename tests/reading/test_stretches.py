"""Texts as tokens and gaps: numpy cuts as the pattern does, and a hash tells what is written."""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from briefing.reading.mentions.numbers import Numbers
from briefing.reading.mentions.stretches import TOKEN, stretches

PIECES = st.sampled_from(
    ["A", "b", "Zo", ".", "'", "’", " ", "\n", "-", "_", "1", "²", "é", "e\u0301", "\u00a0", "\u2028", "\ud800",
     "\x00", "，", "東", "U.S.", "a.m"]
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(PIECES).map("".join))


@given(TEXTS, st.integers(0, 3))
@example("A.B.C'd e’f’g 'h' 3.4 x.é\u0301 U.S.-made", 0)
@example("A.B.C.D", 2)
def test_tokens_are_what_the_pattern_finds(text: str, start: int) -> None:
    start = min(start, len(text))
    read = stretches(text, start, len(text))
    spans = list(zip((read.starts - start).tolist(), (read.ends - start).tolist(), strict=True))
    assert spans == [match.span() for match in TOKEN.finditer(text[start:])]
    assert read.gap_starts.tolist() == [start, *read.ends.tolist()][: len(spans)]


@given(TEXTS)
def test_stretches_have_one_hash_if_they_are_written_alike(text: str) -> None:
    read = stretches(text, 0, len(text))
    written: dict[int, str] = {}
    for starts, ends, hashes in (
        (read.starts, read.ends, read.tokens),
        (read.gap_starts, read.starts, read.gaps),
    ):
        for start, end, hashed in zip(starts, ends, hashes.tolist(), strict=True):
            assert written.setdefault(hashed, text[start:end]) == text[start:end]
    assert len(set(written.values())) == len(written)


def test_every_character_is_what_it_is_to_the_pattern() -> None:
    every = " ".join(map(chr, range(0x110000)))
    found = [match.start() for match in TOKEN.finditer(every)]
    assert stretches(every, 0, len(every)).starts.tolist() == found


@given(st.lists(st.text("abc ", max_size=60), max_size=30))
def test_what_is_written_alike_has_one_number(lines: list[str]) -> None:
    numbers, asked = Numbers(), []

    def number(written: str) -> int:
        asked.append(written)
        return len(written)

    for line in lines:
        read = stretches(line, 0, len(line))
        found = numbers.find(line, read.starts, read.ends, read.tokens, number)
        assert found.tolist() == (read.ends - read.starts).tolist()
    short = [written for written in asked if len(written) <= 40]
    assert len(set(short)) == len(short) == len(numbers)


def test_numbers_stay_when_there_are_many_and_some_are_taken_away() -> None:
    text = " ".join(f"name{index}" for index in range(9_000))
    read = stretches(text, 0, len(text))
    order: list[str] = []

    def number(written: str) -> int:
        order.append(written)
        return len(order) - 1

    def ask(numbers: Numbers) -> list[int]:
        found: list[int] = numbers.find(text, read.starts, read.ends, read.tokens, number).tolist()
        return found

    numbers = Numbers()
    assert ask(numbers) == ask(numbers) == list(range(9_000))
    halved = numbers.renumbered(np.where(np.arange(9_000) % 2, np.arange(9_000) // 2, -1))
    assert len(halved) == 4_500
    assert ask(halved)[1::2] == list(range(4_500))
