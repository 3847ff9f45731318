"""Rows of JSON lines, of JSON documents and of tables: what their fields make of them, and how they are known."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from briefing.article import Article
from briefing.collect import layout
from briefing.collect.draft import Draft, NotAnArticle, Place, web_address
from briefing.safetext import one_line

_LONGEST_KEY = 200


def article_of_row(row: Mapping[str, object], data: bytes, place: Place, *, keyed: bool = True) -> Article:
    """The article that a row is; `data` are its bytes, `keyed` says that it is one of many in its file.

    Raises `NotAnArticle` where it holds no text.
    """
    body = row.get("text")
    if not isinstance(body, str):
        raise NotAnArticle("holds no text")
    return Draft(layout.with_newlines(body), row).article(data, place, _key(row, data) if keyed else "")


def _key(row: Mapping[str, object], data: bytes) -> str:
    """What names a row among its file's, whatever line it stands on."""
    for value in (row.get("id"), web_address(row.get("url"))):
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            key = one_line(str(value)).strip()
            if 0 < len(key) <= _LONGEST_KEY:
                return key
    return sha256(data).hexdigest()[:12]
