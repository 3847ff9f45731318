"""PDF documents give their text in paragraphs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from briefing.article import Article
from tests.collect.documents import pdf

ReadArticle = Callable[[str, str | bytes], Article]
Reason = Callable[[str, str | bytes], str]

PAGES = (
    "The leaders met at the cosmodrome on Monday and spoke of satel-\nlites for several hours, officials said in a"
    " state-\nment.\nIt was their second meeting within the year, and observers\nexpect another one.\n1",
    "The second page has a paragraph of its own.\nPage 2 of 2",
)


def test_lines_become_paragraphs_and_page_numbers_go(article: ReadArticle) -> None:
    item = article("a", pdf(PAGES, title="Leaders meet", author="A. Writer", created="D:20231113100000Z"))
    assert item.text.split("\n\n") == [
        "The leaders met at the cosmodrome on Monday and spoke of satellites for several hours,"
        " officials said in a statement.",
        "It was their second meeting within the year, and observers expect another one.",
        "The second page has a paragraph of its own.",
    ]
    assert (item.title, item.author, item.published) == ("Leaders meet", "A. Writer", date(2023, 11, 13))


def test_a_title_that_a_program_gave_is_none(article: ReadArticle) -> None:
    assert article("a.pdf", pdf(PAGES, title="Microsoft Word - draft2.doc")).title_derived


def test_a_document_without_text_says_so(reason: Reason) -> None:
    assert "may hold pictures of pages" in reason("a.pdf", pdf([""]))


def test_a_damaged_document_says_so(reason: Reason) -> None:
    assert "can't be understood" in reason("a.pdf", b"%PDF-1.7\n")
