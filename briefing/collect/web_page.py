"""Web pages and saved HTML: the main text without what stands around it, and what the page says of itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from briefing.collect import loose_text, markup, page_names
from briefing.collect.draft import Draft, NotAnArticle, Place, understood, web_address
from briefing.limits import Limits

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SHORT = 250
"""Characters of main text below which other ways to find it are tried."""
_MUCH_MORE = 2
"""How many times as long another text must be to be taken instead."""
_MOST_STEPS = 600_000
"""Beyond so many, looking for the main text takes too long: such a page is a list or a book, and all of it counts."""
_STEPS_EACH = 40
"""What an element costs wherever it stands, beside the way down to it, which is gone over again and again."""
_ITEMS = ("- ", "| ")
_LONGEST_SCRIPT = 1_000_000
_DEEPEST_JSON = 20
_LONGEST_META = 5000


def draft(text: str, place: Place, limits: Limits) -> Draft:
    """The article in a page. Raises `NotAnArticle` where it lies beyond the limits or holds no main text."""
    markup.check_shape(text, limits)
    root = markup.tree(text)
    if root is None:
        raise NotAnArticle("is a web page without any content")
    told = _told_by_page(root)
    found = None
    headings = [_shown(heading) for heading in root.iter("h1")]
    is_searched = _steps(root) <= _MOST_STEPS
    if is_searched:
        loose_text.make_paragraphs(root)
        _cut_short(root)
        with understood("a web page"):
            found = _extracted(root, place)
    body = _parted(found.text) if found is not None and found.text else ""
    if len(body) < _SHORT:
        others = (
            other
            for other in _other_texts(text, limits, told, is_searched)
            if len(other) > _MUCH_MORE * len(body)
        )
        body = next(others, body)
    elif len(whole := _told_text(told, limits)) > _MUCH_MORE * len(body):
        body = whole
    if not body.strip():
        raise NotAnArticle("is a web page without a text of its own; it may be put together by scripts")
    fields = _fields(root, found, told, place, headings)
    return Draft(_without_headline(body, str(fields["title"] or "")), fields)


def _steps(root: HtmlElement) -> int:
    """How many steps it takes to go to each element from the top."""
    from lxml import etree

    depth = steps = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            depth += 1
            steps += _STEPS_EACH + depth
        else:
            depth -= 1
    return steps


def _without_headline(text: str, title: str) -> str:
    """The text without the page's own headline above it, which is the article's title already."""
    first, _, rest = text.lstrip().partition("\n")
    is_headline = page_names.bare(first) and page_names.bare(title).startswith(page_names.bare(first))
    return rest if is_headline and rest.strip() else text


def _cut_short(root: HtmlElement) -> None:
    """Cut what the page says of itself to a length at which looking for names in it takes no time."""
    for meta in root.iter("meta"):
        content = meta.get("content") or ""
        if len(content) > _LONGEST_META:
            meta.set("content", markup.storable(content[:_LONGEST_META]))


def _shown(element: HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())


def _extracted(root: HtmlElement, place: Place) -> Any:
    """What trafilatura finds; None where it finds nothing."""
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return trafilatura.bare_extraction(
        root,
        url=place.address,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )


def _other_texts(text: str, limits: Limits, told: dict[str, Any], is_searched: bool) -> Iterator[str]:
    """Texts to fall back on: the one that the page hands to search engines, then all paragraphs that it shows."""
    yield _told_text(told, limits)
    if is_searched:
        import trafilatura

        with understood("a web page"):
            found = trafilatura.extract(text, include_comments=False, favor_recall=True)
        yield _parted(found or "")
    blocks = markup.paragraphs(text, limits).split("\n\n")
    yield "\n\n".join(block for block in blocks if len(block.split()) > 8 or not block.isascii())


def _parted(text: str) -> str:
    """What trafilatura gives, a paragraph a line, with blank lines between all but the items of a list or table."""
    lines = filter(None, map(str.strip, text.split("\n")))
    groups = groupby(enumerate(lines), lambda line: line[1][:2] if line[1].startswith(_ITEMS) else line[0])
    return "\n\n".join("\n".join(line for _, line in group) for _, group in groups)


def _told_text(told: dict[str, Any], limits: Limits) -> str:
    """The text that the page hands to search engines, if it does."""
    body = told.get("articleBody")
    return markup.paragraphs(body, limits) if isinstance(body, str) else ""


def _fields(
    root: HtmlElement, found: Any, told: dict[str, Any], place: Place, headings: list[str]
) -> dict[str, object]:
    base = place.address or ""
    canonical = next(iter(root.xpath("//link[@rel='canonical']/@href")), None)
    addresses = (canonical, found.url if found is not None else None, base)
    url = next(
        (address for each in addresses if each and (address := _article_address(str(each), base))), None
    )
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url else None
    source = page_names.site(_names(told.get("publisher")) or (found.sitename if found is not None else None))
    author = page_names.authors(
        _names(told.get("author")) or _meta_author(root) or (found.author if found is not None else None),
        source or host,
    )
    title = (found.title if found is not None else None) or told.get("headline") or root.findtext(".//title")
    if isinstance(title, str):
        title = page_names.headline(title, (source, host, author), headings)
    return {
        "title": title,
        "author": author,
        "source": source or host,
        "date": told.get("datePublished") or (found.date if found is not None else None),
        "url": url,
        "language": root.get("lang") or told.get("inLanguage"),
    }


def _meta_author(root: HtmlElement) -> str | None:
    names = root.xpath("//meta[@name='author' or @property='author']/@content")
    return ", ".join(dict.fromkeys(str(name).strip() for name in names if "://" not in name)) or None


def _article_address(address: str, base: str) -> str | None:
    """An address made absolute; None for the front page of a site, which careless templates call canonical."""
    absolute = web_address(urljoin(base, address))
    is_front_page = (
        absolute is not None and urlsplit(absolute).path in ("", "/") and not urlsplit(absolute).query
    )
    return None if is_front_page and address != base else absolute


def _told_by_page(root: HtmlElement) -> dict[str, Any]:
    """What the page tells search engines of its article, by the names that schema.org gives them."""
    for script in root.iter("script"):
        content = script.text or ""
        if (script.get("type") or "").strip().lower() != "application/ld+json" or len(
            content
        ) > _LONGEST_SCRIPT:
            continue
        try:
            value = json.loads(content, strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in _things(value):
            kinds = thing.get("@type")
            if any(
                "Article" in kind
                for kind in (kinds if isinstance(kinds, list) else [kinds])
                if isinstance(kind, str)
            ):
                return thing
    return {}


def _things(value: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST_JSON:
        return
    if isinstance(value, dict):
        yield value
        yield from _things(value.get("@graph"), depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from _things(item, depth + 1)


def _names(value: object) -> str | None:
    """The names of persons or organisations as schema.org writes them, parted by commas."""
    values = value if isinstance(value, list) else [value]
    names = [each.get("name") if isinstance(each, dict) else each for each in values]
    return ", ".join(name for name in names if isinstance(name, str) and "://" not in name) or None
