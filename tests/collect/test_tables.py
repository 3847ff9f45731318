"""Each row of a table with a header is an article."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from briefing.article import Article, Skipped

Read = Callable[[str, str | bytes], list[Article | Skipped]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_rows_are_articles(read: Read, delimiter: str) -> None:
    rows = [
        ["id", "Headline", "Publication", "published at", "url", "Article text", "views"],
        [
            "7",
            "Kim met Putin",
            "Gazette",
            "2023-11-13",
            "https://g.example/7",
            '"One.\n\nTwo, ""quoted""."',
            "3",
        ],
        ["8", "", "", "", "", "Three.", ""],
    ]
    rows[0][5] = "content"
    first, second = read("a", "\r\n".join(delimiter.join(row) for row in rows))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.title, first.source, first.published) == ("Kim met Putin", "Gazette", date(2023, 11, 13))
    assert (first.url, first.text) == ("https://g.example/7", 'One.\n\nTwo, "quoted".')
    assert (second.text, second.title_derived, second.origin[-2:]) == ("Three.", True, "#8")


def test_a_row_that_is_none_does_not_stop_the_next(read: Read) -> None:
    items = read("a.csv", b"title,text\nA,\nB,One,too many\nC,Two\n\nD,Caf\xe9\n")
    assert [type(item) for item in items] == [Skipped, Skipped, Article, Article]
    assert isinstance(items[0], Skipped)
    assert items[0].reason == "The row that ends on line 2 holds no text."
    assert isinstance(items[3], Article)
    assert items[3].text == "Café"


def test_a_row_has_one_identity_whatever_stands_above_it(read: Read) -> None:
    (alone,) = read("a.csv", "title,text\nC,Two\n")
    _, last = read("b.csv", "title,text\nA,One\nC,Two\n")
    assert isinstance(alone, Article)
    assert isinstance(last, Article)
    assert alone.id == last.id


def test_a_quote_that_is_never_closed_ends_as_a_reason(read: Read) -> None:
    (item,) = read("a.csv", 'title,text\nA,"One\n' + "more\n" * 600_000)
    assert isinstance(item, Skipped)
    assert "never closed" in item.reason


def test_prose_with_commas_is_no_table(read: Read) -> None:
    (item,) = read("a.txt", "Text, title, and date were given.\nThen they left.")
    assert isinstance(item, Article)
    assert item.text.startswith("Text, title")


def test_a_header_of_a_thousand_columns_is_one(read: Read) -> None:
    others = [f"column {number}" for number in range(998)]
    table = ",".join([*others, "title", "text"]) + "\n" + "," * 998 + "A,One\n"
    (item,) = read("a.csv", table)
    assert isinstance(item, Article)
    assert (item.title, item.text) == ("A", "One")
