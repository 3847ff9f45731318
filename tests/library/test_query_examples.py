"""Runs what docs/query-language.md promises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefing.library.query import QueryError, explain, parse, parse_unfinished

_PAGE = Path(__file__).parents[2] / "docs" / "query-language.md"


def _table(heading: str) -> list[tuple[str, str]]:
    """The rows of a table with two columns, by its heading."""
    rows = _PAGE.read_text("utf-8").partition(f"| {heading} |\n|---|---|\n")[2].partition("\n\n")[0]
    return re.findall(r"^\| `(.+?)` \| (.+) \|$", rows, re.MULTILINE)


@pytest.mark.parametrize(("query", "in_words"), _table("query | in words"))
def test_an_example_means_what_it_says(query: str, in_words: str) -> None:
    asked = parse(query)
    assert explain(asked.root, asked.sort) == in_words


@pytest.mark.parametrize(("query", "sentence"), _table("query | error"))
def test_a_mistake_is_told_as_written(query: str, sentence: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(("typed", "looked_for"), _table("typed | looked for"))
def test_an_unfinished_query_looks_for(typed: str, looked_for: str) -> None:
    assert str(parse_unfinished(typed).root) == looked_for.strip("`")


def test_the_page_has_examples() -> None:
    assert all(
        len(_table(heading)) >= 4 for heading in ("query | in words", "query | error", "typed | looked for")
    )
