"""A small strict reader of BibTeX files: whatever it does not know is an error."""

from __future__ import annotations

import re
from typing import NamedTuple

_FIELD = re.compile(r"\s*([a-z]+)\s*=\s*\{")
_ENTRY = re.compile(r"\s*@([a-z]+)\{([A-Za-z0-9:-]+),")


class Entry(NamedTuple):
    kind: str
    key: str
    fields: dict[str, str]


def read(text: str) -> list[Entry]:
    entries: list[Entry] = []
    at = 0
    while text[at:].strip():
        head = _ENTRY.match(text, at)
        assert head, f"no entry at {text[at : at + 40]!r}"
        at = head.end()
        fields: dict[str, str] = {}
        while field := _FIELD.match(text, at):
            end = _closing(text, field.end())
            assert field[1] not in fields
            fields[field[1]] = text[field.end() : end]
            assert text[end + 1] == ","
            at = end + 2
        rest = re.compile(r"\s*\}").match(text, at)
        assert rest, f"no end of the entry at {text[at : at + 40]!r}"
        at = rest.end()
        entries.append(Entry(head[1], head[2], fields))
    return entries


def _closing(text: str, at: int) -> int:
    """Where the brace that was opened before `at` is closed; BibTeX counts escaped braces too."""
    depth = 1
    while depth:
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        at += 1
    return at - 1


_NAMED = {
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciitilde": "~",
    "textasciicircum": "^",
}


def as_typeset(value: str) -> str:
    """What TeX would set; anything active that is left is an error."""
    plain = re.sub(
        r"\\([a-z]+)\{\}|\\([$&%#_])|\{@\}",
        lambda found: chr(0xE000 + ord(_NAMED[found[1]])) if found[1] else chr(0xE000 + ord(found[2] or "@")),
        value,
    )
    plain = plain.removeprefix("{").removesuffix("}")
    assert not re.search(r"[\\{}$&%#_~^\"@]", plain), plain
    return re.sub(r"[\ue000-\ue07f]", lambda found: chr(ord(found[0]) - 0xE000), plain)
