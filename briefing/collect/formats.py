"""Which format a file is in, by its name and by how it begins; and what is not an article by its name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from briefing.article import Article, Skipped
from briefing.collect import json_lines, layout, markdown, plain_text
from briefing.collect.draft import NotAnArticle, Place
from briefing.collect.encoding import decode
from briefing.collect.limits import MIB, Limits

_HEAD = 64 * 1024

_OTHER_FORMATS = {
    "a PDF document": "pdf",
    "a word processor's document": "doc docx odt pages rtf",
    "a web page": "htm html mht xhtml",
    "a feed or another XML document": "atom opml rss xml",
    "mail": "eml mbox msg",
    "an e-book": "azw azw3 djvu epub mobi",
    "a table": "csv numbers ods parquet tsv xls xlsx",
    "a presentation": "key odp ppt pptx",
    "a YAML file, which holds settings": "yaml yml",
    "a picture": "avif bmp gif heic ico jpeg jpg png psd svg tif tiff webp",
    "a recording": "aac avi flac m4a m4v mkv mov mp3 mp4 mpeg ogg opus wav webm",
    "an archive": "7z bz2 gz iso rar tar tgz warc xz zip zst",
    "a program": "a bin c class cpp css dll dylib exe go h jar java js o php py pyc rb rs sh so sql ts wasm",
    "a database": "db mdb sqlite sqlite3",
}
_FORMAT_OF = {f".{suffix}": name for name, suffixes in _OTHER_FORMATS.items() for suffix in suffixes.split()}


def read(stream: BinaryIO, place: Place, limits: Limits) -> Iterator[Article | Skipped]:
    """The articles of a seekable stream, and the reason for each part that is none.

    Raises `NotAnArticle` where the whole is none.
    """
    if name := _FORMAT_OF.get(place.suffix):
        raise NotAnArticle(f"is {name}; only plain text, Markdown and JSON lines are read")
    head = stream.read(_HEAD)
    if not head:
        raise NotAnArticle("is empty")
    if place.suffix in json_lines.SUFFIXES or json_lines.evident(head, whole=len(head) < _HEAD):
        stream.seek(0)
        yield from json_lines.read(stream, place, limits)
        return
    if place.suffix == ".json":
        raise NotAnArticle("is JSON, but not JSON lines: each article must be an object on a line of its own")
    data = head + stream.read(max(0, limits.item_bytes + 1 - len(head)))
    if len(data) > limits.item_bytes:
        raise NotAnArticle(
            f"is larger than {limits.item_bytes / MIB:g} MiB, the most that is read as one article"
        )
    text = layout.with_newlines(decode(data))
    is_markdown = place.suffix in markdown.SUFFIXES or (not place.suffix and markdown.evident(text))
    draft = markdown.draft(text) if is_markdown else plain_text.draft(text)
    yield draft.article(data, place)
