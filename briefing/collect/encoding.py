"""Bytes to text: the encoding is found, or the bytes are said to be none.

In this order: what a byte order mark says; UTF-16 without one, where every other byte is NUL; UTF-8; UTF-8
with halves of surrogate pairs, or with damage but most of its characters whole; Windows-1252, if few bytes
are not ASCII; else what the bytes are most like of the encodings that other scripts had before Unicode.
"""

from __future__ import annotations

import codecs

from briefing.collect.draft import NotAnArticle

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096
_LIKENESS_SAMPLE = 16_384
_OF_OTHER_SCRIPTS = [
    *("cp932", "euc_jp", "gb18030", "big5", "cp949", "cp1251", "koi8_r", "koi8_u", "iso8859_5", "cp866"),
    *("cp1253", "iso8859_7", "cp1255", "iso8859_8", "cp1256", "iso8859_6", "cp874"),
]
"""Of those that the web knows (https://encoding.spec.whatwg.org), the ones for other letters than Latin ones."""
_HIGH = bytes(range(0x80, 0x100))
_CONTROLS = bytes(set(range(0x20)) - set(b"\b\t\n\v\f\r\x1b"))


def marked_encoding(data: bytes) -> tuple[str, int] | None:
    """The encoding that a byte order mark at the beginning names, and the mark's length."""
    return next(((encoding, len(mark)) for mark, encoding in _MARKS if data.startswith(mark)), None)


def decode(data: bytes) -> str:
    """The text of some bytes, without a byte order mark.

    Raises `NotAnArticle` for what looks binary, is damaged, or is in an encoding that can't be told.
    """
    if marked := marked_encoding(data):
        encoding, start = marked
        if encoding == "utf-8":
            return decode_unmarked(data[start:])
        try:
            text = data[start:].decode(encoding)
        except UnicodeDecodeError:
            raise NotAnArticle(f"begins like {encoding[:6].upper()}, but is damaged or binary") from None
        if "\0" in text:
            raise NotAnArticle("looks binary: it holds NUL characters")
        return text
    return decode_unmarked(data)


def decode_unmarked(data: bytes) -> str:
    """The text of some bytes that have no byte order mark, such as a part of a file; see `decode`."""
    if 0 in data:
        return _utf_16_without_mark(data)
    if len(data) - len(data.translate(None, _CONTROLS)) > len(data) // 10:
        raise NotAnArticle("looks binary: it is full of control characters")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged_or_western(data)


def of_another_script(text: bytes) -> str | None:
    """The encoding of bytes that are no UTF-8, nor in Latin letters by and large; None where it can't be told."""
    high = len(text) - len(text.translate(None, _HIGH))
    if high <= len(text) * 3 // 10:
        return None
    sample = text[:_LIKENESS_SAMPLE]
    if len(sample) < len(text):
        # None of these bytes is ever the second of a character's.
        sample = sample[: max(sample.rfind(b" "), sample.rfind(b"\n"), sample.rfind(b"<")) + 1] or sample
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_OF_OTHER_SCRIPTS).best()
    return best.encoding if best is not None and best.encoding in _OF_OTHER_SCRIPTS else None


def _utf_16_without_mark(data: bytes) -> str:
    sample = data[:_SAMPLE]
    first, second = sample[::2], sample[1::2]
    for encoding, empty, filled in (("utf-16-le", second, first), ("utf-16-be", first, second)):
        if 0 not in filled and empty.count(0) > len(empty) // 2:
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                break
            if "\0" not in text:
                return text
    raise NotAnArticle("looks binary: it holds NUL bytes")


def _damaged_or_western(data: bytes) -> str:
    """Text that is not quite UTF-8; a damaged character becomes the replacement character."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    damaged = text.count("\N{REPLACEMENT CHARACTER}")
    whole = len(text) - len(text.encode("ascii", "ignore")) - damaged
    if whole > 2 * damaged:
        return text
    high = len(data) - len(data.translate(None, _HIGH))
    if high <= len(data) * 3 // 10:
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            pass
    if encoding := of_another_script(data):
        return data.decode(encoding, "replace")
    raise NotAnArticle("is in an encoding that can't be told, or binary; save it as UTF-8")
