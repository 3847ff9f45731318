"""Front matter tells what a text is, and a mistake in it is named with its line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.article import Article
from briefing.collect import collect_text

ReadArticle = Callable[[str, str | bytes], Article]
Reason = Callable[[str, str | bytes], str]

FRONT_MATTER = """\
---
title: Kim and Putin at Vostochny
Source: The Post
date: 2023-11-13
url: https://reader:secret@example.org/kim?page=1#top
author: [Ann Lee, Bo Park]
tags: [ignored]
---
"""


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a"])
def test_its_fields_are_the_articles(article: ReadArticle, name: str) -> None:
    item = article(name, FRONT_MATTER + "\n date 2023-11-07 The two met.\n")
    assert (item.title, item.title_derived) == ("Kim and Putin at Vostochny", False)
    assert item.source == "The Post"
    assert item.published == date(2023, 11, 13)
    assert item.url == "https://example.org/kim?page=1#top"
    assert item.author == "Ann Lee, Bo Park"
    assert item.text == "The two met."


def test_values_are_what_was_written(article: ReadArticle) -> None:
    item = article("a.txt", "---\ntitle: 1984\nsource: NO\nauthor:\ndate: someday\n---\nThe two met.")
    assert (item.title, item.source, item.author, item.published) == ("1984", "NO", None, None)


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("HTTP://user@example.org", "http://example.org"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("https://", None),
        ("https://[broken", None),
        ('"https://example.org/\\e]8;;x"', None),
        ("https://example.org/a b", None),
        ("example.org", None),
        ("https://example.org/" + "a" * 3000, None),
    ],
)
def test_only_addresses_of_the_web_are_kept(article: ReadArticle, url: str, kept: str | None) -> None:
    assert article("a.txt", f"---\nurl: {url}\n---\nThe two met.").url == kept


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("---\ntitle: a\ntitle: b\n---\nText", "line 3: the key “title” is given twice"),
        ("---\ntitle: a: b\n---\nText", "line 2: mapping values are not allowed"),
        ("---\nsource: x\ntitle: &a [*a]\n---\nText", "line 3: anchors (&) and aliases (*) are not allowed"),
        ("---\ntitle: a\n\nText without an end", "never closed"),
        ("---\ntitle: a\n---- \nText", "never closed"),
        ("---\n'title: a'\n---\nText", "no list of keys"),
    ],
)
def test_a_mistake_is_named_with_its_line_in_the_file(reason: Reason, content: str, told: str) -> None:
    for name in ("a.txt", "a.md"):
        assert told in reason(name, content)


def test_a_rule_of_dashes_is_no_front_matter(article: ReadArticle) -> None:
    item = article("a.txt", "---\nThe two met\n---\nand spoke.")
    assert item.text == "---\nThe two met\n---\nand spoke."
    assert item.title == "The two met"


def test_a_first_heading_is_the_title_of_markdown(article: ReadArticle) -> None:
    for heading in ("# Kim *met* **Putin** #", "Kim *met* **Putin**\n=====", "\n\n# [Kim *met* Putin](x)"):
        item = article("a.md", f"{heading}\n\nThey spoke.\n\n# Later\n\nThey left.")
        assert (item.title, item.title_derived) == ("Kim *met* Putin", False)
        assert item.text == "They spoke.\n\n# Later\n\nThey left."


def test_a_heading_beside_a_title_of_its_own_stays(article: ReadArticle) -> None:
    item = article("a.md", "---\ntitle: The summit\n---\n# Kim met Putin\n\nThey spoke.")
    assert (item.title, item.text) == ("The summit", "# Kim met Putin\n\nThey spoke.")
    item = article("a.md", "---\ntitle: Kim met  putin\n---\n# Kim met Putin\n\nThey spoke.")
    assert (item.title, item.text) == ("Kim met putin", "They spoke.")


def test_a_smaller_heading_is_no_title(article: ReadArticle) -> None:
    item = article("a.md", "## Part one\n\nKim met Putin. They spoke.")
    assert item.title_derived
    assert item.text == "## Part one\n\nKim met Putin. They spoke."


def test_a_long_title_is_cut_between_words(article: ReadArticle) -> None:
    title = article("a.txt", f"---\ntitle: {'word ' * 200}\n---\nThe two met.").title
    assert title == " ".join(["word"] * 60) + "…"
    title = article("a.txt", f"---\ntitle: {'x' * 1000}\n---\nThe two met.").title
    assert title == "x" * 299 + "…"


@settings(max_examples=200)
@given(st.text(st.sampled_from("-ab:#\n\t 'é[]{}&*!|>\x1b\u202e\"\\e"), max_size=80))
def test_whatever_it_holds_there_is_an_answer(content: str) -> None:
    for begin in ("---\n", "---\ntitle: "):
        for item in collect_text(f"{begin}{content}\n---\nText.".encode(), "-"):
            told = item.title if isinstance(item, Article) else item.reason
            assert "\x1b" not in told
            assert "\u202e" not in told
