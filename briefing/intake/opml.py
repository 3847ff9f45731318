"""Lists of feeds as other readers write and read them: OPML 2.0, see http://opml.org/spec2.opml."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from briefing.collect import markup
from briefing.collect.addresses import AddressProblem, parse
from briefing.collect.draft import NotAnArticle
from briefing.library.following import Followed
from briefing.limits import Limits
from briefing.safetext import one_line

_LONGEST_NAME = 120


def read(data: bytes, limits: Limits) -> list[Followed]:
    """The feeds in a list. Raises `NotAnArticle`, with the rest of a sentence that begins with the list."""
    text = markup.decode(data)
    if markup.root_of(text) != "opml":
        raise NotAnArticle("is no list of feeds in OPML")
    markup.check_shape(text, limits)
    root = markup.tree(text)
    found: dict[str, Followed] = {}
    for outline in root.iter("outline") if root is not None else ():
        address = outline.get("xmlurl")
        if not address:
            continue
        try:
            url = parse(address).url
        except AddressProblem:
            continue
        title = one_line(outline.get("title") or outline.get("text") or "").strip()[:_LONGEST_NAME]
        found.setdefault(
            url,
            Followed(url, is_folder=False, title=title, full_text=outline.get("briefing:fulltext") == "true"),
        )
    if not found:
        raise NotAnArticle("names no feeds")
    return list(found.values())


def write(followed: Iterable[Followed]) -> str:
    """A list of the feeds, folders left out."""
    outlines = "".join(_outline(feed) for feed in followed if not feed.is_folder)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<opml version="2.0" xmlns:briefing="urn:briefing">\n'
        "  <head>\n    <title>Feeds followed by briefing</title>\n  </head>\n"
        f"  <body>\n{outlines}  </body>\n</opml>\n"
    )


def _outline(feed: Followed) -> str:
    name = quoteattr(feed.name)
    full_text = ' briefing:fullText="true"' if feed.full_text else ""
    return f'    <outline type="rss" text={name} title={name} xmlUrl={quoteattr(feed.address)}{full_text}/>\n'
