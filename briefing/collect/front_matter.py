"""The YAML between two lines of dashes with which Markdown and text files may begin."""

from __future__ import annotations

import re

from briefing.collect.draft import NotAnArticle
from briefing.safeyaml import YamlProblem, load

_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
# A line of dashes may as well be a rule above a text: only a key below it makes it front matter.
_KEY_FIRST = re.compile(r"(?:[ \t]*(?:#.*)?\n)*[\"'\w][^\n:]{0,60}:(?:\s|$)")


def split(text: str) -> tuple[dict[str, object], str]:
    """The fields of the front matter by lower-case names, as strings and lists, and the text below it.

    Without front matter, no fields and the whole text. Raises `NotAnArticle`, with the line, for front
    matter that is broken or never closed.
    """
    opening = _OPENING.match(text)
    if not opening or not _KEY_FIRST.match(text, opening.end()):
        return {}, text
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        raise NotAnArticle("has front matter that is never closed: a line of “---” must follow its last key")
    # The empty line in place of the dashes makes the parser count lines as an editor does.
    document = "\n" + text[opening.end() : closing.start()]
    try:
        fields = load(document, "front matter", strings=True)
    except YamlProblem as problem:
        raise NotAnArticle(f"has broken {str(problem).removesuffix('.')}") from None
    if not isinstance(fields, dict):
        raise NotAnArticle("has front matter that is no list of keys such as “title: …”")
    return {key.lower(): value for key, value in fields.items()}, text[closing.end() :]
