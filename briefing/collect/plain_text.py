"""Plain text, with or without front matter."""

from __future__ import annotations

from briefing.collect import front_matter
from briefing.collect.draft import Draft


def draft(text: str) -> Draft:
    """The article in a text. Raises `NotAnArticle` for broken front matter."""
    fields, body = front_matter.split(text)
    return Draft(body, fields)
