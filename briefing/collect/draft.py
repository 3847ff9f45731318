"""From what a format gave to an `Article`: here every string is cleaned, bounded and given its fallback."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlsplit, urlunsplit

from briefing.article import Article, Retrieval
from briefing.collect import languages, layout, titles
from briefing.collect.datelines import read_dateline
from briefing.collect.dates import parse_date
from briefing.safetext import clean_counted, one_line

_LONGEST_TITLE = 300
_LONGEST_NAME = 120
_LONGEST_URL = 2000
_INLINE_DATE = re.compile(r"\s*date ([0-9]{4}-[0-9]{2}-[0-9]{2})\s+")


class NotAnArticle(Exception):
    """What is wrong with an item, as the rest of a sentence that begins with the item: "holds no text"."""

    def __init__(self, wrong: str) -> None:
        super().__init__(one_line(wrong))  # it may quote the item


@contextmanager
def understood(what: str) -> Iterator[None]:
    """Turn whatever a library raises at a foreign file into `NotAnArticle`: it is the file that is wrong.

    Libraries raise whatever occurs to them at what they never met, so no list of errors would be complete.
    """
    try:
        yield
    except (NotAnArticle, MemoryError):
        raise
    except RecursionError:
        raise NotAnArticle(f"is {what} that is nested too deeply") from None
    except Exception as error:
        raise NotAnArticle(f"is {what} that can't be understood ({type(error).__name__})") from None


@dataclass(frozen=True, slots=True)
class Place:
    """Where items come from, and what holds for all of them."""

    origin: str
    """The path or address, cleaned."""
    suffix: str
    """The ending of the file's name in lower case, with its dot; empty where there is none."""
    source: str
    """The source of items that name none."""
    read_at: datetime
    """In UTC."""
    called: str | None = None
    """What the user calls the source, whatever the items say."""
    retrieval: Retrieval | None = None
    """How it came over the web, if it did."""
    charset: str | None = None
    """The encoding that was named where it was sent."""

    @property
    def address(self) -> str | None:
        """The address on the web against which links are read."""
        return self.retrieval.url if self.retrieval is not None else None


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as its format gave it; nothing is cleaned yet."""

    text: str
    """The body, with `\\n` for line ends."""
    fields: Mapping[str, object]
    """What stood beside the text, by lower-case names; those not known here have no effect."""
    heading: str | None = None
    """The title that the text's own mark-up names, where `fields` have none."""
    markdown: bool = False
    """Whether line breaks in the text mean what they mean in Markdown."""
    attachments: tuple[str, ...] = ()
    """What came with the text: names and sizes."""

    def article(self, data: bytes, place: Place, key: str = "") -> Article:
        """The finished article; `data` are the item's original bytes, `key` names it in a file of many.

        Raises `NotAnArticle` where there is no word to read.
        """
        text, published = self.text, parse_date(self.fields.get("date"))
        if (inline := _INLINE_DATE.match(text)) and (inline_date := parse_date(inline[1])):
            text = text[inline.end() :]
            published = published or inline_date
        text, replaced = clean_counted(text)
        text = layout.markdown(text) if self.markdown else layout.plain(text)
        if not any(map(str.isalnum, text)):
            raise NotAnArticle("holds no text")
        given, replaced_in_title = clean_counted(_string(self.fields.get("title")) or self.heading or "")
        title = _line(given, _LONGEST_TITLE)
        title_derived = not any(map(str.isalnum, title))
        digest = sha256(data).hexdigest()
        dateline = read_dateline(
            text, published, place.read_at.date() if place.retrieval is not None else None
        )
        source = place.called or _string(self.fields.get("source")) or place.source
        return Article(
            id=digest[:16],
            sha256=digest,
            title=titles.derive(text) if title_derived else title,
            title_derived=title_derived,
            source=_line(source, _LONGEST_NAME) or "unnamed",
            published=published or dateline.published,
            text=text,
            url=web_address(self.fields.get("url")),
            author=_line(_string(self.fields.get("author")), _LONGEST_NAME) or None,
            origin=f"{place.origin}#{key}" if key else place.origin,
            read_at=place.read_at,
            replaced=replaced + replaced_in_title,
            language=languages.detect(text, self.fields.get("language")),
            place=_line(dateline.place or "", _LONGEST_NAME) or None,
            attachments=tuple(_line(name, _LONGEST_NAME) for name in self.attachments),
            retrieval=place.retrieval,
            original=data if place.retrieval is not None else None,
        )


def web_address(value: object) -> str | None:
    """The address if it is one of the web, without the name and the password that it may hold."""
    if not isinstance(value, str):
        return None
    address = value.strip()
    if len(address) > _LONGEST_URL or one_line(address) != address or any(map(str.isspace, address)):
        return None
    try:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return None
        return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    except ValueError:
        return None


def _string(value: object) -> str:
    """What a field says: a string, a number, or several of them parted by commas; else nothing."""
    if isinstance(value, list):
        return ", ".join(_string(each) for each in value if not isinstance(each, list))
    return str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""


def _line(value: str, longest: int) -> str:
    """A value on one line, cleaned, of at most `longest` characters."""
    line = " ".join(one_line(value).split())
    if len(line) <= longest:
        return line
    whole_words = line[:longest].rpartition(" ")[0]
    return (whole_words or line[: longest - 1]).rstrip(" ,;:-–—") + "…"
