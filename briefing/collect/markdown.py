"""Markdown: the first heading is the title, the rest is read as it was written."""

from __future__ import annotations

import re

from briefing.collect import front_matter, titles
from briefing.collect.draft import Draft

SUFFIXES = frozenset({".md", ".markdown", ".mkd", ".mdown"})

_HEADING = re.compile(r"(?:#[ \t]+(?P<marked>[^\n]+)|(?P<underlined>[^\n]+)\n {0,3}=+[ \t]*)(?:\n|$)")


def evident(text: str) -> bool:
    """Whether a text whose name does not say so is Markdown: it begins with a heading."""
    return text.lstrip().startswith("# ")


def draft(text: str) -> Draft:
    """The article in a Markdown text. Raises `NotAnArticle` for broken front matter."""
    fields, body = front_matter.split(text)
    body = body.lstrip()
    heading = _HEADING.match(body)
    if not heading:
        return Draft(body, fields, markdown=True)
    title = (heading["marked"] or heading["underlined"]).strip().rstrip("#")
    return Draft(body[heading.end() :], fields, heading=titles.unmarked(title), markdown=True)
