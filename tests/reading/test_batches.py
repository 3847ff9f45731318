"""Articles read together: each is read as if it were alone."""

from collections.abc import Iterator
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.reading.mentions import read, read_many
from briefing.reading.mentions.batches import batches

_PIECES = st.sampled_from(
    [
        "Anna Zorblatt", "Zorblatt", "Zorblatt Bank", "ZB", "Mr. Zorblatt", "Boris Zorblatt", "Moscow", "Russia",
        "the Russian president", "President Vladimir Putin", "Kim", "U.S.", "A.", "J.K. Rowling", "(AP)", "WHO",
        "said", "in", "of", "and", "warned", "Reading", "reading", "The", "The City", "Brazil", "goal", "match",
        "scored", "striker", "penalty", "cup", "O’Neil’s", "foo-", "Foo-Bar", "Zorblatt.com", "$", "“", "”", ".",
        ". ", ", ", "\n", "\n\n", " ", "\t", "1", "43", "...", "東京", "e\u0301", "\ud800", "\u2028", "\r", "x" * 50,
    ]
)  # fmt: skip
_TEXTS = st.lists(st.tuples(_PIECES, st.sampled_from(["", " ", " "])), max_size=25).map(
    lambda pieces: "".join(piece + gap for piece, gap in pieces)
)


@given(st.lists(st.tuples(_TEXTS, _TEXTS), max_size=6))
@settings(deadline=None, max_examples=200)
def test_what_an_article_names_does_not_depend_on_those_read_with_it(articles: list[tuple[str, str]]) -> None:
    assert list(read_many(articles)) == [read(title, text) for title, text in articles]


def test_offsets_count_in_the_title_and_in_the_text_of_each_article() -> None:
    articles = [("Anna Zorblatt leaves", "She left Nairobi."), ("", "Mr. Zorblatt stayed in Nairobi.")]
    marked = [
        ([title[m.start : m.end] for m in found.title], [text[m.start : m.end] for m in found.body])
        for (title, text), found in zip(articles, read_many(articles), strict=True)
    ]
    assert marked == [(["Anna Zorblatt"], ["Nairobi"]), ([], ["Zorblatt", "Nairobi"])]


def test_no_more_is_read_ahead_than_goes_together() -> None:
    taken = 0

    def endless() -> Iterator[tuple[str, str]]:
        nonlocal taken
        while True:
            taken += 1
            yield "", "Anna Zorblatt left Nairobi."

    next(read_many(endless()))
    assert taken < 100


def test_long_articles_are_read_alone_and_the_rest_in_order() -> None:
    long = "Anna Zorblatt left Nairobi for Osaka. " * 600
    texts = ["Anna Zorblatt left.", long, "Boris Grunwald left.", "Boris left.", long * 2, long]
    found = list(batches(("", text) for text in texts))
    assert [len(batch.articles) for batch in found] == [1, 1, 2, 1, 1]
    held = [
        batch.text[place.body : after]
        for batch in found
        for place, after in zip(
            batch.articles, [*(next.start - 1 for next in batch.articles[1:]), len(batch.text)], strict=True
        )
    ]
    assert held == texts
    assert all(a.start < a.body <= b.start for batch in found for a, b in pairwise(batch.articles))
    assert list(read_many(("", text) for text in texts)) == [read("", text) for text in texts]
