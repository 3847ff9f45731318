"""Which form a file is in, told by how it begins; its name decides only between forms that begin alike."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO

from briefing.article import Article, Skipped
from briefing.collect import (
    feeds,
    json_lines,
    layout,
    mail,
    markdown,
    markup,
    packed,
    pdf,
    plain_text,
    rows,
    tables,
    web_page,
)
from briefing.collect.draft import NotAnArticle, Place
from briefing.collect.encoding import decode
from briefing.limits import MIB, Limits

_HEAD = 64 * 1024
_BEFORE_PDF = 1024
"""Bytes that may stand before a PDF's mark."""
_PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_PAGE_ROOTS_WORDS = (
    "html head body title meta link base script style article section main header div p h1 h2 h3 span"
    " table ul ol blockquote center font a b i em strong br hr img nav aside figure pre"
)
_PAGE_ROOTS = frozenset(_PAGE_ROOTS_WORDS.split())
_NO_ARTICLES = {
    "a word processor's document": "doc docx odt pages rtf",
    "mail in a form of its own": "msg",
    "an e-book": "azw azw3 djvu epub mobi",
    "a table in a form of its own": "numbers ods parquet xls xlsx",
    "a presentation": "key odp ppt pptx",
    "a YAML file, which holds settings": "yaml yml",
    "a picture": "avif bmp gif heic ico jpeg jpg png psd svg tif tiff webp",
    "a recording": "aac avi flac m4a m4v mkv mov mp3 mp4 mpeg ogg opus wav webm",
    "an archive": "7z bz2 iso rar tar tgz warc xz zst",
    "a program": "c class cpp css dll dylib exe go h jar java js o php py pyc rb rs sh so sql ts wasm",
    "a database": "db mdb sqlite sqlite3",
}
_KIND_OF = {f".{suffix}": name for name, suffixes in _NO_ARTICLES.items() for suffix in suffixes.split()}
_TEXTS = frozenset({"a program", "a YAML file, which holds settings"})
"""What is text, but no article."""
_READ = "text, Markdown, HTML, PDF, feeds, mail, tables and JSON are read"

Items = Iterator[Article | Skipped]


def read(stream: BinaryIO, place: Place, limits: Limits, depth: int = 0) -> Items:
    """The articles of a seekable stream, and the reason for each part that is none.

    `depth` counts the packed files around it. Raises `NotAnArticle` where the whole is none.
    """
    head = stream.read(_HEAD)
    if not head:
        raise NotAnArticle("is empty")
    whole = len(head) < _HEAD
    stream.seek(0)
    if head.startswith((packed.GZIP_MARK, *packed.ZIP_MARKS)):
        yield from _unpacked(stream, head, place, limits, depth)
    elif pdf.MARK in head[:_BEFORE_PDF]:
        data = _all(stream, limits.document_bytes, "a PDF document")
        yield pdf.draft(data, limits).article(data, place)
    elif mail.is_mailbox(head):
        yield from mail.read_mailbox(stream, place, limits)
    elif mail.evident(head):
        yield mail.read(_all(stream, limits.item_bytes, "one article"), place, limits)
    elif place.suffix in json_lines.SUFFIXES or (
        json_lines.evident(head, whole) and not _is_feed_as_json(head)
    ):
        yield from json_lines.read(stream, place, limits)
    elif tables.evident(head):
        yield from tables.read(stream, place, limits)
    else:
        yield from _document(_all(stream, limits.item_bytes, "one article"), place, limits)


def _all(stream: BinaryIO, most: int, as_what: str) -> bytes:
    data = stream.read(most + 1)
    if len(data) > most:
        raise NotAnArticle(f"is larger than {most / MIB:g} MiB, the most that is read as {as_what}")
    return data


def _unpacked(stream: BinaryIO, head: bytes, place: Place, limits: Limits, depth: int) -> Items:
    if depth >= limits.packed_depth:
        raise NotAnArticle(f"is packed more than {limits.packed_depth} times over")
    if head.startswith(packed.GZIP_MARK):
        inner = replace(place, suffix=PurePosixPath(place.origin.lower().removesuffix(".gz")).suffix)
        with packed.unpack_gzip(stream, limits) as taken:
            yield from read(taken, inner, limits, depth + 1)
        return
    for member in packed.members(stream, limits):
        if isinstance(member, Skipped):
            yield Skipped(f"{place.origin}#{member.origin}", member.reason)
            continue
        inner = replace(
            place, origin=f"{place.origin}#{member.name}", suffix=PurePosixPath(member.name.lower()).suffix
        )
        try:
            yield from read(member.stream, inner, limits, depth + 1)
        except NotAnArticle as wrong:
            yield Skipped(inner.origin, f"The file {member.name} in it {wrong}.")


def _is_feed_as_json(head: bytes) -> bool:
    return b"jsonfeed.org" in head and b'"items"' in head


def _document(data: bytes, place: Place, limits: Limits) -> Items:
    """What has to be read as a whole: JSON, feeds, pages, Markdown and plain text."""
    begin = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if begin in (b"{", b"[") and (items := _json(data, place, limits)) is not None:
        yield from items
        return
    if b"<" in data[:_HEAD]:
        text = markup.decode(data, place.charset)
        if (items := _marked_up(text, data, place, limits)) is not None:
            yield from items
            return
    kind = _KIND_OF.get(place.suffix, "")
    try:
        text = layout.with_newlines(_charset_first(data, place) or decode(data))
    except NotAnArticle:
        if not kind:
            raise
    if kind and (kind in _TEXTS or not _reads_as_text(data)):
        raise NotAnArticle(f"is {kind}; {_READ}")
    is_markdown = place.suffix in markdown.SUFFIXES or (not place.suffix and markdown.evident(text))
    yield (markdown.draft(text) if is_markdown else plain_text.draft(text)).article(data, place)


def _charset_first(data: bytes, place: Place) -> str | None:
    """The text in the encoding that a server named, where it fits."""
    codec = markup.known_encoding(place.charset) if place.charset else None
    try:
        return data.decode(codec) if codec and 0 not in data else None
    except UnicodeDecodeError:
        return None


def _reads_as_text(data: bytes) -> bool:
    try:
        decode(data)
    except NotAnArticle:
        return False
    return True


def feed_in(data: bytes, place: Place, limits: Limits) -> feeds.Feed | None:
    """The feed that some bytes are; None where they are none. Raises `NotAnArticle` for one beyond the limits."""
    begin = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if begin == b"{" and _is_feed_as_json(data[:_HEAD]):
        try:
            value = json.loads(decode(data))
        except (ValueError, RecursionError):
            return None
        return feeds.parse_json(value, place) if feeds.is_json_feed(value) else None
    text = markup.decode(data, place.charset)
    return feeds.parse_xml(data, text, place, limits) if feeds.is_root(markup.root_of(text)) else None


def _marked_up(text: str, data: bytes, place: Place, limits: Limits) -> Items | None:
    """What a feed or a page holds; None where the text is neither."""
    root = markup.root_of(text)
    if feeds.is_root(root):
        return feeds.read(feeds.parse_xml(data, text, place, limits), place, limits)
    if root in _PAGE_ROOTS or root == "!doctype" or (place.suffix in _PAGE_SUFFIXES and root):
        return iter((web_page.draft(text, place, limits).article(data, place),))
    if root == "opml":
        raise NotAnArticle("is a list of feeds; bring it in with  briefing feeds --import")
    if root and (text.lstrip().startswith("<?xml") or place.suffix == ".xml"):
        raise NotAnArticle(f"is XML, but neither a feed nor a page: its first element is {root[:40]}")
    if place.suffix in _PAGE_SUFFIXES:
        return iter((web_page.draft(text, place, limits).article(data, place),))
    return None


def _json(data: bytes, place: Place, limits: Limits) -> Items | None:
    """What a JSON document holds: a feed, or articles as objects; None where it is no JSON."""
    try:
        value = json.loads(decode(data))
    except (RecursionError, ValueError) as error:
        if place.suffix != ".json":
            return None
        wrong = "is nested too deeply" if isinstance(error, RecursionError) else "is not valid"
        raise NotAnArticle(f"is JSON that {wrong}") from None
    if feeds.is_json_feed(value):
        return feeds.read(feeds.parse_json(value, place), place, limits)
    if isinstance(value, dict) and isinstance(value.get("text"), str):
        return iter((rows.article_of_row(value, data, place, keyed=False),))
    if isinstance(value, dict):
        value = next(
            (
                value[name]
                for name in ("articles", "items", "results", "data")
                if isinstance(value.get(name), list)
            ),
            None,
        )
    if isinstance(value, list) and any(isinstance(row, dict) and "text" in row for row in value):
        return _rows(value, place)
    if place.suffix == ".json" or data.lstrip().startswith(b"{"):
        raise NotAnArticle("is JSON, but holds no articles: each must be an object with a “text”")
    return None


def _rows(values: list[object], place: Place) -> Items:
    for number, row in enumerate(values, 1):
        data = json.dumps(row, ensure_ascii=True, sort_keys=True).encode()
        try:
            if not isinstance(row, dict):
                raise NotAnArticle("is not a JSON object, such as {“text”: …}")
            yield rows.article_of_row(row, data, place)
        except NotAnArticle as wrong:
            yield Skipped(place.origin, f"Item {number} {wrong}.")
