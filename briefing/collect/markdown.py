"""Markdown: a first heading is the title, and the rest is read as it was written."""

from __future__ import annotations

import re

from briefing.collect import front_matter, titles
from briefing.collect.draft import Draft

SUFFIXES = frozenset({".md", ".markdown", ".mkd", ".mdown"})

# A line of more than 300 characters is no heading, whatever it begins with.
_HEADING = re.compile(
    r" {0,3}(?:#[ \t]+(?P<marked>[^\n]{1,300})|(?P<underlined>[^\n]{1,300})\n {0,3}=+[ \t]*)(?:\n|$)"
)


def evident(text: str) -> bool:
    """Whether a text whose name does not say so is Markdown: it begins with a heading."""
    return text.lstrip().startswith("# ")


def draft(text: str) -> Draft:
    """The article in a Markdown text. Raises `NotAnArticle` for broken front matter.

    Where front matter gives a title, a first heading that says something else stays in the text.
    """
    fields, body = front_matter.split(text)
    body = body.lstrip("\n")
    match = _HEADING.match(body)
    if not match:
        return Draft(body, fields, markdown=True)
    heading = titles.unmarked((match["marked"] or match["underlined"]).strip().rstrip("#").rstrip())
    if str(fields.get("title") or heading).casefold().split() != heading.casefold().split():
        return Draft(body, fields, markdown=True)
    return Draft(body[match.end() :], fields, heading=heading, markdown=True)
