"""Names as pages give them: titles with the site's name in them, authors that are none, sites named by address."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from urllib.parse import urlsplit

_SEPARATOR = re.compile(r"\s+(?:[|•·«»:–—-]|::|\|\|)\s+")
_BY = re.compile(r"\A(?:by|par|por)\s+(?=[^\W\d_])", re.IGNORECASE)
_NAMES_APART = re.compile(r"\s*[;|]\s*")
_NO_NAME_WORDS = (
    "admin administrator anonymous author editor guest login redaktion register staff unknown user username"
    " webmaster jan feb mar apr may jun jul aug sep sept oct nov dec"
)
_NO_NAME = frozenset(_NO_NAME_WORDS.split())
_ACCOUNT = re.compile(r"\b(?:account|log ?in|logged|username|subscribe)\b", re.IGNORECASE)
_SHORTEST = 4
"""Characters of a name that is looked for as the beginning of another."""


def headline(title: str, names: Iterable[str | None], headings: Collection[str]) -> str:
    """A page's title without the name of its site or author before or after it.

    `names` are those, `headings` the page's own main headings: where one of these is all that stands before or
    after a name, it is the title too.
    """
    known = [bare(name) for name in names if name]
    whole = {bare(heading) for heading in headings}
    for cut in _SEPARATOR.finditer(title):
        before, after = title[: cut.start()].strip(), title[cut.end() :].strip()
        if bare(before) in whole:
            return before
        if bare(after) in whole:
            return after
    *_, last = [None, *_SEPARATOR.finditer(title)]
    first = _SEPARATOR.search(title)
    if last is not None and _is_one_of(title[last.end() :], known):
        return title[: last.start()].strip()
    if first is not None and _is_one_of(title[: first.start()], known):
        return title[first.end() :].strip()
    return title


def authors(names: str | None, source: str | None) -> str | None:
    """The names of authors, parted by commas, without the words and outlets that templates put among them."""
    split = (_BY.sub("", name.strip(), count=1) for name in _NAMES_APART.split(names or ""))
    found = [name for name in split if any(map(str.isalpha, name)) and not _is_no_name(name)]
    outlet = {bare(source), bare(source.rpartition(".")[0])} if source else set()
    persons = [name for name in found if bare(name) not in outlet]
    return ", ".join(dict.fromkeys(persons or found)) or None


def site(name: str | None) -> str | None:
    """A site's name; its host, where an address is given for one."""
    if name and "://" in name:
        try:
            name = urlsplit(name.strip()).hostname
        except ValueError:
            return None
    return name.removeprefix("www.") if name else None


def bare(text: str) -> str:
    """The letters and digits of a text, in lower case."""
    return "".join(filter(str.isalnum, text.casefold()))


def _is_no_name(name: str) -> bool:
    return name.strip(".").casefold() in _NO_NAME or "://" in name or _ACCOUNT.search(name) is not None


def _is_one_of(part: str, known: Iterable[str]) -> bool:
    """Whether a part of a title is a name or most of one: “Slate” of “Slate.fr”."""
    name = bare(part)
    return any(
        name == each or (len(name) >= _SHORTEST and 2 * len(name) >= len(each) and each.startswith(name))
        for each in known
    )
