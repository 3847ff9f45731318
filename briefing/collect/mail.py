"""Mail: single messages and mailboxes; newsletters come as HTML, as plain text, or as both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from email.utils import getaddresses
from hashlib import sha256
from typing import BinaryIO

from briefing.article import Article, Skipped
from briefing.collect import layout, markup, web_page
from briefing.collect.draft import Draft, NotAnArticle, Place, understood
from briefing.collect.encoding import decode_unmarked
from briefing.limits import MIB, Limits
from briefing.safetext import one_line

_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{0,60}):[ \t]?")
_TELLING_WORDS = (
    "from to subject date received message-id mime-version return-path delivered-to content-type reply-to"
    " list-id dkim-signature x-original-to sender"
)
_TELLING = frozenset(_TELLING_WORDS.split())
_SENDERS = frozenset({"from", "received", "return-path", "message-id", "delivered-to"})
_PARTS_TOLD = frozenset({"mime-version", "content-type"})
_HEADERS_READ = 50
_SEPARATOR = re.compile(rb"From \S+ .*[0-9]{2}:[0-9]{2}")
_QUOTED_SEPARATOR = re.compile(rb"^>(>*From )", re.MULTILINE)
_LONGEST_HEADER = 2000
_LONGEST_PARSED = 8000
_LONGEST_KEY = 200
_HEADERS_KEPT = ("subject", "date", "archived-at", "content-language", "message-id")
_REPLY = re.compile(r"(?:re|fwd?|aw|wg|tr|rv)\s*:\s*", re.IGNORECASE)
_LINK_ALONE = re.compile(r"(?:[<(\[]\s{0,9})?https?://\S+(?:\s{0,9}[>)\]])?")


class _Bounded(Compat32):
    """Reads long headers no further than sense goes: a thousand parameters take the parser minutes."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST_PARSED]


def evident(head: bytes) -> bool:
    """Whether what begins so is a message: headers that mail has, among them one of those that say from where."""
    names = set()
    for line in head.split(b"\n", _HEADERS_READ)[:_HEADERS_READ]:
        if not line.strip():
            break
        if line[:1] in b" \t":
            continue
        match = _HEADER.match(line)
        if match is None:
            return False
        names.add(match[1].decode("ascii").lower())
    return len(names & _TELLING) >= 2 and (bool(names & _SENDERS) or names >= _PARTS_TOLD)


def is_mailbox(head: bytes) -> bool:
    """Whether what begins so is a file of many messages: a line of its own tells where each begins."""
    first, _, rest = head.partition(b"\n")
    return bool(_SEPARATOR.match(first)) and evident(rest)


def read_mailbox(stream: BinaryIO, place: Place, limits: Limits) -> Iterator[Article | Skipped]:
    """The messages of a mailbox, one at a time, and the reason for each that is none."""
    for number, message in enumerate(_messages(stream, limits), 1):
        try:
            if len(message) > limits.item_bytes:
                raise NotAnArticle(f"is larger than {limits.item_bytes / MIB:g} MiB")
            yield read(message, place, limits, in_mailbox=True)
        except NotAnArticle as wrong:
            yield Skipped(place.origin, f"Message {number} {wrong}.")


def _messages(stream: BinaryIO, limits: Limits) -> Iterator[bytes]:
    """Each message without the line before it; of one that is too long a beginning, itself too long."""
    lines: list[bytes] = []
    size = 0
    blank = True
    while line := stream.readline(limits.line_bytes):
        if blank and _SEPARATOR.match(line):
            if lines:
                yield _unquoted(lines)
            lines, size = [], 0
        elif size <= limits.item_bytes:
            lines.append(line)
            size += len(line)
        blank = not line.strip()
    if lines:
        yield _unquoted(lines)


def _unquoted(lines: list[bytes]) -> bytes:
    return _QUOTED_SEPARATOR.sub(rb"\1", b"".join(lines))


def read(data: bytes, place: Place, limits: Limits, *, in_mailbox: bool = False) -> Article:
    """The article that a message is. Raises `NotAnArticle` where it is none."""
    if data.lower().count(b"boundary=") > limits.parts:
        raise NotAnArticle(f"has more than {limits.parts} parts")
    with understood("a message"):
        message = BytesParser(policy=_Bounded()).parsebytes(data)
        if (saved := _saved_page(message)) is not None:
            return _draft_of_page(*saved, place, limits).article(data, place)
        text, attachments = _content(message, limits)
        sender, address = _sender(message)
        told = {name: _header(message, name) for name in _HEADERS_KEPT}
    fields: dict[str, object] = {
        "title": _REPLY.sub("", told["subject"], count=1),
        "source": sender or address,
        "date": told["date"],
        "url": told["archived-at"].strip("<> "),
        "language": told["content-language"],
    }
    if not text.strip() and attachments:
        raise NotAnArticle(f"holds no text, but {', '.join(attachments)}")
    key = ""
    if in_mailbox:
        given = one_line(told["message-id"]).strip("<> ")
        key = given if 0 < len(given) <= _LONGEST_KEY else sha256(data).hexdigest()[:12]
    return Draft(text, fields, attachments=tuple(attachments)).article(data, place, key)


def _saved_page(message: Message) -> tuple[Message, str] | None:
    """The page and its address, where a browser saved it as a message with all that belongs to it (MHTML)."""
    address = _header(message, "snapshot-content-location")
    if not address:
        return None
    return next(((part, address) for part in message.walk() if part.get_content_type() == "text/html"), None)


def _draft_of_page(part: Message, address: str, place: Place, limits: Limits) -> Draft:
    draft = web_page.draft(_text(part, is_html=True), place, limits)
    return replace(draft, fields={**draft.fields, "url": draft.fields.get("url") or address})


def _content(message: Message, limits: Limits) -> tuple[str, list[str]]:
    """The text of a message, of its forms the one that says more, and what is attached to it."""
    plain: list[str] = []
    html: list[str] = []
    attachments: list[str] = []
    for number, part in enumerate(message.walk()):
        if number > limits.parts:
            raise NotAnArticle(f"has more than {limits.parts} parts")
        if part.is_multipart():
            continue
        # What should have parts, but names no boundary between them, is read as it stands.
        kind = part.get_content_type() if part.get_content_maintype() != "multipart" else "text/plain"
        name = _file_name(part)
        if kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment":
            text = _text(part, is_html=kind == "text/html")
            if kind == "text/html":
                html.append(markup.paragraphs(text, limits) if text.strip() else "")
            else:
                plain.append(layout.with_newlines(text))
        elif name or part.get_content_disposition() == "attachment":
            attachments.append(f"{name or kind}, {_size(part)}")
    as_html, as_plain = "\n\n".join(filter(None, html)), "\n\n".join(plain)
    # Newsletters put a line such as “see it in your browser” into the plain form, or all of their links.
    words_in_plain = len(_LINK_ALONE.sub("", as_plain).split())
    return (as_html if 2 * len(as_html.split()) > words_in_plain else as_plain), attachments


def _text(part: Message, *, is_html: bool) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = part.get_content_charset()
    if is_html:
        return markup.decode(data, charset)
    codec = markup.known_encoding(charset) if charset else None
    return data.decode(codec, "replace") if codec else decode_unmarked(data) if data else ""


def _file_name(part: Message) -> str:
    try:
        return one_line(_decoded(part.get_filename() or "")).strip()
    except (ValueError, LookupError, TypeError):
        return ""


def _size(part: Message) -> str:
    data = part.get_payload(decode=True)
    size = len(data) if isinstance(data, bytes) else 0
    return f"{size / 1000:,.0f} kB" if size >= 1000 else f"{size} bytes"


def _header(message: Message, name: str) -> str:
    return _decoded(str(message.get(name, ""))[:_LONGEST_HEADER])


def _decoded(value: str) -> str:
    """A header as it was meant; as it was sent where its encoding makes no sense."""
    try:
        decoded = str(make_header(decode_header(value)))
    except (HeaderParseError, LookupError, ValueError, TypeError):
        decoded = value
    return " ".join(decoded.split())


def _sender(message: Message) -> tuple[str, str]:
    """The name and the address of whom a message is from."""
    found = getaddresses([str(message.get("from", ""))[:_LONGEST_HEADER]])
    name, address = found[0] if found else ("", "")
    return _decoded(name), address
