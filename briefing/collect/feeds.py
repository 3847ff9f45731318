"""Feeds: RSS 0.9x, 1.0 and 2.0, Atom and JSON Feed, each entry an article."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, NamedTuple
from urllib.parse import urljoin

from briefing.article import Article, Skipped
from briefing.collect import markup
from briefing.collect.draft import Draft, NotAnArticle, Place, understood, web_address
from briefing.limits import Limits
from briefing.safetext import one_line

_ROOTS = frozenset({"rss", "rdf", "feed", "channel"})
"""Names of a feed's first element, in lower case and without the prefix of their namespace."""

_JSON_FEED = "jsonfeed.org/version"
_ENTRY_EDGE = re.compile(rb"<(/?)((?:\w+:)?(?:item|entry))(?=[\s>])[^>]*>?")
_QUOTE, _QUOTE_END = "<![CDATA[", "]]>"
_SLOWER = 4
"""How many times as long as in a page it takes to read an element in a feed."""
_LONGEST_KEY = 500
_ELLIPSIS = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*$")


class Entry(NamedTuple):
    """One entry of a feed, nothing cleaned yet."""

    key: str
    """By which it is known again: its id, its address, or made from its title."""
    data: bytes
    """Its own original bytes; where they can't be told apart in the feed, its fields as JSON."""
    fields: dict[str, object]
    content: str
    """The fullest text that the feed has of it, as HTML or plain text."""


class Feed(NamedTuple):
    """A feed with its entries in the order of the file."""

    title: str
    home: str | None
    """The address of the site that it belongs to."""
    entries: tuple[Entry, ...]


def is_root(name: str) -> bool:
    """Whether a document whose first element has this name, in lower case, is a feed."""
    return name.rpartition(":")[2] in _ROOTS


def is_json_feed(value: object) -> bool:
    """Whether a JSON document is a feed."""
    return (
        isinstance(value, dict)
        and _JSON_FEED in str(value.get("version"))
        and isinstance(value.get("items"), list)
    )


def read(feed: Feed, place: Place, limits: Limits) -> Iterator[Article | Skipped]:
    """The articles of a feed, and the reason for each entry that is none.

    Raises `NotAnArticle` for a feed without entries.
    """
    if not feed.entries:
        raise NotAnArticle("is a feed without entries")
    seen: set[str] = set()
    for number, entry in enumerate(feed.entries, 1):
        if entry.key in seen:
            continue
        seen.add(entry.key)
        try:
            yield article(entry, feed, place, limits)
        except NotAnArticle as wrong:
            yield Skipped(f"{place.origin}#{entry.key}", f"Entry {number} {wrong}.")


def article(entry: Entry, feed: Feed, place: Place, limits: Limits) -> Article:
    """The article that an entry is. Raises `NotAnArticle` where it is none."""
    text = markup.paragraphs(entry.content, limits)
    if not any(map(str.isalnum, text)):
        raise NotAnArticle("holds a headline alone; follow its feed with --full-text to have the pages read")
    return Draft(text, {"source": feed.title, **entry.fields}).article(entry.data, place, entry.key)


def is_teaser(text: str) -> bool:
    """Whether the text of an entry looks like no more than the beginning of the article."""
    return len(text) < 1000 or bool(_ELLIPSIS.search(text))


def parse_xml(data: bytes, text: str, place: Place, limits: Limits) -> Feed:
    """The feed in an XML document, ill-formed ones as far as they can be understood.

    `text` is the decoded document. Raises `NotAnArticle` for what lies beyond the limits.
    """
    import feedparser

    markup.check_shape(text, limits)
    _check_tags(text, limits)
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": place.address or ""}
    source = io.BytesIO(_without_declaration(text).encode("utf-8", "replace"))
    with understood("a feed"):
        parsed: Any = feedparser.parse(
            source, response_headers=headers, resolve_relative_uris=False, sanitize_html=False
        )
    slices = list(_slices(data))
    told_apart = len(slices) == len(parsed.entries)
    language = parsed.feed.get("language")
    home = web_address(urljoin(place.address or "", str(parsed.feed.get("link") or "")))
    base = place.address or home or ""
    return Feed(
        title=one_line(_plain(parsed.feed.get("title"))),
        home=home,
        entries=tuple(
            _entry(entry, slices[number] if told_apart else None, language, base)
            for number, entry in enumerate(parsed.entries)
        ),
    )


def _check_tags(text: str, limits: Limits) -> None:
    """Raise `NotAnArticle` for a feed whose own tags, those of quoted pages aside, would take long to read."""
    count = text.count("<")
    start = text.find(_QUOTE)
    while start >= 0 and (end := text.find(_QUOTE_END, start)) >= 0:
        count -= text.count("<", start, end)
        start = text.find(_QUOTE, end)
    most = limits.elements // _SLOWER
    if count > 2 * most:
        raise NotAnArticle(f"is a feed of more than {most:,} elements")


def _slices(data: bytes) -> Iterator[bytes]:
    """The bytes of each entry, from its tag to the next that closes one of its name."""
    opened: re.Match[bytes] | None = None
    for edge in _ENTRY_EDGE.finditer(data):
        if not edge[1]:
            opened = opened or edge
        elif opened is not None and edge[2] == opened[2]:
            yield data[opened.start() : edge.end()]
            opened = None


_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")


def _without_declaration(text: str) -> str:
    """The document without its first line, which may name an encoding that it is no longer in."""
    match = _DECLARATION.match(text)
    return text[match.end() :] if match else text


def _entry(entry: Any, data: bytes | None, language: object, base: str) -> Entry:
    address = entry.get("link")
    link = web_address(urljoin(base, str(address))) if address else None
    contents = [_text_of(part) for part in entry.get("content") or ()]
    content = max(
        [*contents, _text_of(entry.get("summary_detail")) or str(entry.get("summary") or "")], key=len
    )
    source = entry.get("source") or {}
    fields: dict[str, object] = {
        "title": _plain(entry.get("title")),
        "author": _authors(entry),
        "date": _date(entry),
        "url": link,
        "language": _language(entry) or language,
    }
    if isinstance(source, dict) and (name := _plain(source.get("title"))):
        fields["source"] = name
    if data is None:
        data = json.dumps([str(entry.get("id")), fields, content], ensure_ascii=True).encode()
    return Entry(_key(entry.get("id") or link, fields, content), data, fields, content)


def _text_of(part: Any) -> str:
    """The HTML of a content or summary; what is declared as plain text has its brackets kept."""
    if not isinstance(part, dict):
        return ""
    value = str(part.get("value") or "")
    if part.get("type") == "text/plain" and "</" not in value:
        return value.replace("&", "&amp;").replace("<", "&lt;")
    return value


def _plain(value: object) -> str:
    """A title without the markup that it may hold."""
    text = str(value or "")
    if "<" not in text and "&" not in text:
        return text
    return markup.line(text)


def _authors(entry: Any) -> str:
    names = [_plain(author.get("name")) for author in entry.get("authors") or () if isinstance(author, dict)]
    return ", ".join(dict.fromkeys(filter(None, names))) or _plain(entry.get("author"))


def _date(entry: Any) -> str | None:
    for name in ("published", "updated", "created"):
        written = entry.get(name)
        if isinstance(written, str) and _BEGINS_AS_DAY.match(written.strip()):
            return written
        parsed = entry.get(f"{name}_parsed")
        if parsed and parsed.tm_year > 0:
            return f"{parsed.tm_year:04}-{parsed.tm_mon:02}-{parsed.tm_mday:02}"
    return None


_BEGINS_AS_DAY = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}|(?:[A-Z][a-z]{2}, )?[0-9]{1,2} [A-Z][a-z]{2} [0-9]{4}\b"
)


def _language(entry: Any) -> object:
    detail = entry.get("title_detail")
    return entry.get("language") or (detail.get("language") if isinstance(detail, dict) else None)


def _key(given: object, fields: dict[str, object], content: str) -> str:
    key = one_line(str(given or "")).strip()
    if 0 < len(key) <= _LONGEST_KEY:
        return web_address(key) or key
    return sha256(f"{fields['title']}\n{fields['url']}\n{content}".encode("utf-8", "replace")).hexdigest()[
        :12
    ]


def parse_json(value: dict[str, Any], place: Place) -> Feed:
    """The feed in a JSON Feed of version 1 or 1.1; see https://www.jsonfeed.org/version/1.1/."""
    entries = tuple(
        _json_entry(item, value.get("language"), place) for item in value["items"] if isinstance(item, dict)
    )
    return Feed(_plain(value.get("title")), web_address(value.get("home_page_url")), entries)


def _json_entry(item: dict[str, Any], language: object, place: Place) -> Entry:
    html, text = item.get("content_html"), item.get("content_text")
    plain = (text if isinstance(text, str) else "").replace("&", "&amp;").replace("<", "&lt;")
    summary = str(item.get("summary") or "")
    content = html if isinstance(html, str) and html.strip() else plain or summary
    authors = item.get("authors")
    if not isinstance(authors, list):
        authors = [item.get("author")]
    address = item.get("url") or item.get("external_url")
    fields: dict[str, object] = {
        "title": _plain(item.get("title")),
        "author": [author.get("name") for author in authors if isinstance(author, dict)],
        "date": item.get("date_published") or item.get("date_modified"),
        "url": web_address(urljoin(place.address or "", address)) if isinstance(address, str) else None,
        "language": item.get("language") or language,
    }
    data = json.dumps(item, ensure_ascii=True, sort_keys=True).encode()
    return Entry(_key(item.get("id") or fields["url"], fields, content), data, fields, content)
