"""HTML and XML within bounds: bytes to text, text to a tree, a tree to paragraphs.

lxml reads the trees; it fetches nothing, and what a document declares as entities is refused before it is read.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING

from briefing.collect.draft import NotAnArticle
from briefing.collect.encoding import marked_encoding, of_another_script
from briefing.limits import Limits

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LOOK_FOR_ENCODING = 4096
_LOOK_FOR_SCRIPT = 1_000_000
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})|<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)  # fmt: skip # noqa: E501
# What the web means by a name, as https://encoding.spec.whatwg.org has it, where Python takes it literally.
_MEANT = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-8",  # a document that could be read so far is none of these
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
    "utf-32": "utf-8",
    "utf-7": "utf-8",
}
_NO_TEXT_ENCODINGS = frozenset({"base64", "bz2", "hex", "quopri", "rot13", "uu", "zlib", "idna", "punycode",
                                "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})  # fmt: skip

_MISC = re.compile(r"\s+|<!--.*?-->|<\?.*?\?>", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE(?:\"[^\"]*\"|'[^']*'|[^\"'\[>])*([\[>])", re.IGNORECASE)
_DECLARATION = re.compile(r"<!([a-zA-Z]+)(?:\"[^\"]*\"|'[^']*'|[^\"'>])*>|%[^;\s]{1,200};")
_SUBSET_END = re.compile(r"\]\s*>")
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,60})[^>]*>?")
"""A tag to its end or, if it has none, to that of the text: to look for the end behind each would take ages."""
_ENTITY = re.compile(r"&[#\w]")
_UNBALANCED_WORDS = (
    "area base br col dd dt embed hr img input li link meta option p param source tbody td tfoot th thead"
    " tr track wbr"
)
_UNBALANCED = frozenset(_UNBALANCED_WORDS.split())
"""Elements that are empty or may stay open: they say nothing of depth."""

_BLOCKS_WORDS = (
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody"
    " td tfoot th thead tr ul"
)
_BLOCKS = frozenset(_BLOCKS_WORDS.split())
_SILENT_WORDS = (
    "applet audio base button canvas frame frameset head iframe input link map meta noembed"
    " noscript object script select style svg math template textarea title video"
)
_SILENT = frozenset(_SILENT_WORDS.split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_TAG_BEGIN = re.compile(r"<[a-zA-Z/!]")
_REFERENCE = re.compile(r"&(?:#\d{1,8}|#x[0-9a-fA-F]{1,8}|[a-zA-Z]{2,10});")


def decode(data: bytes, charset: str | None = None) -> str:
    """The text of a document: by its byte order mark, what was sent with it, what it declares, else UTF-8 if it is.

    What can't be decoded becomes the replacement character; without any sign it is what the bytes are most like where
    they are of another script than Latin, and Windows-1252 else, as browsers do.
    """
    if marked := marked_encoding(data):
        encoding, start = marked
        return data[start:].decode(encoding, "replace")
    declared = _DECLARED.search(data, 0, _LOOK_FOR_ENCODING)
    inside = (declared[1] or declared[2]).decode("ascii") if declared else None
    for name in (charset, inside):
        if name and (codec := known_encoding(name)):
            if codec == "utf-8" or not _is_utf_8(data):
                return data.decode(codec, "replace")
            break  # UTF-8 beyond doubt is not taken for something else because a template says so
    if _is_utf_8(data):
        return data.decode("utf-8", "replace")
    foreign = (part for part in re.split(rb"[<>]", data[:_LOOK_FOR_SCRIPT]) if not part.isascii())
    return data.decode(of_another_script(b"\n".join(foreign)) or "cp1252", "replace")


def known_encoding(name: str) -> str | None:
    """Python's name for the encoding that the web means by a name; None where there is none for text."""
    try:
        codec = codecs.lookup(name.strip().lower()).name
    except (LookupError, ValueError):
        return None
    return None if codec in _NO_TEXT_ENCODINGS else _MEANT.get(codec, codec)


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not data.isascii()


def root_of(text: str) -> str:
    """The name of a document's first element in lower case; empty where it does not begin as one.

    Raises `NotAnArticle` where it declares entities: they serve attacks alone, and no page or feed needs them.
    """
    at = _after_misc(text, 0)
    if doctype := _DOCTYPE.match(text, at):
        at = _after_subset(text, doctype.end()) if doctype[1] == "[" else doctype.end()
        at = _after_misc(text, at)
    match = _TAG.match(text, at)
    return match[2].lower() if match and not match[1] else ""


def _after_subset(text: str, at: int) -> int:
    """Where what comes after the declarations inside of a DOCTYPE begins; `at` is behind their bracket."""
    while True:
        at = _after_misc(text, at)
        declaration = _DECLARATION.match(text, at)
        if declaration is None:
            break
        if (declaration[1] or "").upper() == "ENTITY":
            raise _declares_entities()
        at = declaration.end()
    end = _SUBSET_END.match(text, at)
    if end is None and "<!ENTITY" in text[at:].upper():
        raise _declares_entities()
    return end.end() if end else len(text)


def _declares_entities() -> NotAnArticle:
    return NotAnArticle("declares entities of its own, which is refused: they can make a file explode")


def _after_misc(text: str, at: int) -> int:
    """Where what comes after white space, comments and instructions begins."""
    while match := _MISC.match(text, at):
        at = match.end()
    return at


def check_shape(text: str, limits: Limits) -> None:
    """Raise `NotAnArticle` where a page or feed has more elements, references or depth than the limits allow."""
    depth = elements = 0
    for tag in _TAG.finditer(text):
        elements += 1
        name = tag[2].lower()
        if name in _UNBALANCED or text.endswith("/>", 0, tag.end()):
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > limits.nesting:
            raise NotAnArticle(f"is nested deeper than {limits.nesting} elements")
    if elements > 2 * limits.elements:
        raise NotAnArticle(f"holds more than {limits.elements:,} elements")
    if text.count("&") > limits.entities and sum(1 for _ in _ENTITY.finditer(text)) > limits.entities:
        raise NotAnArticle(f"holds more than {limits.entities:,} references such as &amp;")


def tree(text: str) -> HtmlElement | None:
    """The tree of a page or a part of one; None where nothing can be made of it."""
    from lxml import etree
    from lxml import html as lxml_html

    # Characters that XML lacks would make lxml refuse the rest.
    text = storable(text)
    try:
        parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        return lxml_html.document_fromstring(text.encode(), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def storable(text: str) -> str:
    """A text that a tree can hold: references such as `&#27;` bring in characters that it lacks."""
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)


_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def paragraphs(fragment: str, limits: Limits) -> str:
    """The text of a part of a page, such as an entry of a feed or a message, as paragraphs parted by blank lines.

    Nothing is left out but what is never seen: scripts, styles, hidden elements, pictures. Raises `NotAnArticle`
    where it lies beyond the limits.
    """
    if not _is_like_markup(fragment):
        return fragment
    check_shape(fragment, limits)
    root = tree(fragment)
    return "\n\n".join(_blocks(root)) if root is not None else unescape(fragment)


def line(fragment: str) -> str:
    """What a title or name that may hold markup shows, on one line."""
    root = tree(fragment)
    return " ".join(" ".join(_blocks(root)).split()) if root is not None else fragment


def _is_like_markup(text: str) -> bool:
    tag = _TAG_BEGIN.search(text)
    return (tag is not None and text.find(">", tag.end()) >= 0) or _REFERENCE.search(text) is not None


def _blocks(root: HtmlElement) -> Iterator[str]:
    """The paragraphs of a tree, each on one line save where it is broken by `br` or is preformatted."""
    from lxml import etree

    pieces: list[str] = []
    silent = preformatted = 0

    def finished() -> str | None:
        lines = [line.strip() for line in "".join(pieces).split("\n")]
        pieces.clear()
        return "\n".join(lines).strip() or None

    def add(text: str | None) -> None:
        if text and not silent:
            pieces.append(text if preformatted else _SPACES.sub(" ", text))

    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else ""
        is_silent = not name or name in _SILENT or _is_hidden(element)
        if name in _BLOCKS and (block := finished()):
            yield block
        if event == "start":
            silent += is_silent
            preformatted += name == "pre"
            if name == "br":
                pieces.append("\n")
            add(element.text if not is_silent else None)
        else:
            silent -= is_silent
            preformatted -= name == "pre"
            add(element.tail)
    if block := finished():
        yield block


def _is_hidden(element: HtmlElement) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style") or ""))
