"""How an unfinished query may go on: names of fields, and what stands in them.

A word is completed from the index, which has all in order; only for the beginning of a quotation are the names of
the archive read through.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from briefing.library.annotations import Annotations
from briefing.library.archive import Archive
from briefing.library.listed import Listed
from briefing.library.query import FIELDS, STATES
from briefing.reading.words import fold

Commonest = Callable[[str, str], str | None]
"""Takes a field and the folded start of a word; gives the commonest word of the field that starts so."""

_SIGNS = r"()\":“”„«»"
_LAST = re.compile(
    rf"(?:^|[\s(])-?(?:(?P<field>[a-z]+):)?"
    rf"(?:(?P<quote>[\"“„«])(?P<quoted>[^{_SIGNS}]+)|(?P<plain>[^\s{_SIGNS}]+))$"
)
"""What stands at the end of a query: a field perhaps, and a word or the beginning of a quotation."""
_CLOSING = {'"': '"', "“": "”", "„": "“", "«": "»"}
_FEWEST = 2
"""Letters of a field's name or of a name before it is completed."""
_KINDS = {
    "actor": ("person", "organisation", "state"),
    "place": ("place", "state"),
    "name": ("person", "organisation", "state", "place"),
    "": ("person", "organisation", "state", "place"),
}
_FIELDS_OF_WORDS = frozenset({"", "actor", "place", "name", "author"})
_ORDERS = ("best", "date", "oldest")


def complete(
    text: str, archive: Archive, listed: Listed, annotations: Annotations, commonest: Commonest
) -> str | None:
    """The whole query as it may go on, or None where nothing is known that starts like its end."""
    match = _LAST.search(text)
    if match is None:
        return None
    field, quote = match["field"] or "", match["quote"]
    start = match["quoted"] or match["plain"]
    if not field and not quote and len(start) >= _FEWEST:
        for name in FIELDS:
            if name.startswith(start):
                return f"{text}{name[len(start) :]}:"
    if not quote and field in _FIELDS_OF_WORDS and len(start) >= _FEWEST + (not field):
        folded = fold(start)
        word = commonest(field or "name", folded) if len(folded) == len(start) else None
        return text + word[len(start) :] if word and len(word) > len(start) else None
    for value in _values(field, start, archive, listed, annotations):
        if value.casefold().startswith(start.casefold()) and len(value) > len(start):
            rest = value[len(start) :]
            # Without a quotation mark a name ends where its first word does.
            rest = rest + _CLOSING[quote] if quote else rest.split(" ")[0]
            return text + rest if rest else None
    return None


def _values(
    field: str, start: str, archive: Archive, listed: Listed, annotations: Annotations
) -> Iterable[str]:
    match field:
        case "is":
            return STATES
        case "sort":
            return _ORDERS
        case "tag":
            return [tag for tag, _ in annotations.tags()]
        case "source":
            return listed.commonest_sources()
        case "lang":
            return sorted(filter(None, listed.languages))
        case "author":
            rows = archive.db.execute(
                """
                SELECT author FROM article WHERE current AND author LIKE ? ESCAPE '!'
                GROUP BY author ORDER BY count(*) DESC LIMIT 1
                """,
                (_pattern(start),),
            )
            return [value for (value,) in rows]
        case "actor" | "place" | "name" | "" if len(start) >= _FEWEST + (not field):
            kinds = _KINDS[field]
            rows = archive.db.execute(
                f"""
                SELECT name FROM entity
                WHERE (name LIKE ? ESCAPE '!' OR name LIKE ? ESCAPE '!') AND kind IN ({",".join("?" * len(kinds))})
                ORDER BY (SELECT count(*) FROM naming WHERE entity = entity.number) DESC LIMIT 1
                """,  # noqa: S608 - question marks
                (_pattern(start), f"% {_pattern(start)}", *kinds),
            )
            return [name[place:] for (name,) in rows for place in _word_starts(name)]
    return ()


def _word_starts(name: str) -> list[int]:
    """Where each word of a name starts: it is known by its last ones too."""
    return [0, *(place + 1 for place, letter in enumerate(name) if letter == " ")]


def _pattern(start: str) -> str:
    return re.sub("([%_!])", r"!\1", start) + "%"
