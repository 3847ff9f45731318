"""The user's gazetteer, made ready for matching against tokens."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from briefing.article import Entity, Kind
from briefing.reading.gazetteer import Gazetteer, GazetteerEntry
from briefing.reading.mentions.lexicon import lexicon, phrase_key, slug
from briefing.reading.mentions.tokens import Line, lines


class _Form(NamedTuple):
    """One form of a user's name, as it is compared with the text."""

    tokens: int
    written: str
    any_case: bool
    entity: Entity


class Overrides:
    """Finds the user's names, the longest first."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._forms: dict[str, list[_Form]] = {}
        self._excluded = frozenset(_comparable(name, any_case=False) for name in gazetteer.excluded)
        self.excluding = bool(self._excluded)
        """Whether the user does not want something marked."""
        for entry in gazetteer.entries:
            entity = entity_of(entry)
            for written in entry.forms:
                line = next(lines(written), None)
                if line:
                    form = _Form(len(line), _comparable(written, entry.any_case), entry.any_case, entity)
                    self._forms.setdefault(line.keys[0], []).append(form)
        for forms in self._forms.values():
            forms.sort(key=lambda form: -form.tokens)

    def __bool__(self) -> bool:
        """Whether there are any names."""
        return bool(self._forms)

    def matches(self, line: Line) -> Iterator[tuple[int, int, Entity]]:
        """The user's names in a line: first token, end, and whose name it is."""
        if not self._forms:
            return
        index = 0
        while index < len(line):
            form = self._match(line, index)
            if form:
                yield index, index + form.tokens, form.entity
            index += form.tokens if form else 1

    def _match(self, line: Line, index: int) -> _Form | None:
        for form in self._forms.get(line.keys[index], ()):
            if index + form.tokens <= len(line):
                written = line.text[line.starts[index] : line.ends[index + form.tokens - 1]]
                if _comparable(written, form.any_case) == form.written:
                    return form
        return None

    def excludes(self, written: str) -> bool:
        """Whether the user does not want this text marked."""
        return _comparable(written, any_case=False) in self._excluded


def _comparable(written: str, any_case: bool) -> str:
    """A form or a stretch of text as the two are compared: apostrophes, spaces, perhaps case are levelled."""
    plain = " ".join(written.replace("’", "'").split()).strip(".")
    return plain.casefold() if any_case else plain


def entity_of(entry: GazetteerEntry) -> Entity:
    """The entity of an entry: its own id, else the state's of that name, else one made from the name."""
    if entry.id:
        return Entity(entry.id, entry.name, entry.kind)
    if entry.kind is Kind.STATE:
        known = lexicon().phrases.get(phrase_key(entry.name))
        if known and known.entity.kind is Kind.STATE:
            return Entity(known.entity.id, entry.name, Kind.STATE)
    return Entity(f"{entry.kind}:{slug(entry.name) or 'unnamed'}", entry.name, entry.kind)


@lru_cache(maxsize=8)
def overrides(gazetteer: Gazetteer) -> Overrides:
    """The overrides of a gazetteer, made once."""
    return Overrides(gazetteer)
