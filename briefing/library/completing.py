"""How an unfinished query may go on: names of fields, and what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefing.library.annotations import Annotations
from briefing.library.archive import Archive
from briefing.library.query import FIELDS, STATES

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
_ORDERS = ("best", "date", "oldest")


def complete(text: str, archive: Archive, annotations: Annotations) -> str | None:
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
    for value in _values(field, start, archive, annotations):
        if value.casefold().startswith(start.casefold()) and len(value) > len(start):
            rest = value[len(start) :]
            # Without a quotation mark a name ends where its first word does.
            rest = rest + _CLOSING[quote] if quote else rest.split(" ")[0]
            return text + rest if rest else None
    return None


def _values(field: str, start: str, archive: Archive, annotations: Annotations) -> Iterable[str]:
    match field:
        case "is":
            return STATES
        case "sort":
            return _ORDERS
        case "tag":
            return [tag for tag, _ in annotations.tags()]
        case "source" | "author":
            rows = archive.db.execute(
                f"""
                SELECT {field} FROM article WHERE current AND {field} LIKE ? ESCAPE '!'
                GROUP BY {field} ORDER BY count(*) DESC LIMIT 1
                """,  # noqa: S608 - one of two names
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
