"""How common words are in the news at large.

Two articles alone can't show which of their words are rare: "Thursday" and "Vostochny" stand in both. The
table beside this module says what articles at large would show; `NOTICE` says where it comes from.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

TABLE = "document_frequencies.tsv"
PER = 10_000
"""The table counts the articles, out of this many, in which a stem is found."""


@cache
def article_shares() -> dict[str, float]:
    """The share of articles, from 0 to 1, that hold each stem; the unlisted are in fewer than 1 of 2,000."""
    table = files(__package__).joinpath(TABLE).read_text(encoding="utf-8")
    return {term: int(count) / PER for term, count in (line.split("\t") for line in table.splitlines())}
