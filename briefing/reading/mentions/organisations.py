"""Which organisation a name means: initials to what they stand for, short names to the full one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from briefing.article import Entity, Kind
from briefing.reading.mentions import cues
from briefing.reading.mentions.candidate import Candidate
from briefing.reading.mentions.lexicon import Form, Lexicon, slug

_TELLING = 3
"""Letters from which initials mean what the article spells out, even if the tables know them as another's."""

_HEADS = cues.ORGANISATION_HEADS | cues.PLACE_HEADS | cues.COMPANY_SUFFIXES
_LONGEST = 12
"""Words of a name up to which parts of it are taken for short names, so that no text takes more than linear time."""


class Organisations:
    """The organisations of one article, by their full names, their initials and parts of their names."""

    def __init__(self, book: Lexicon) -> None:
        self._book = book
        self._initials: dict[str, Entity] = {}
        self._parts: defaultdict[str, dict[str, Entity]] = defaultdict(dict)
        """For a part of a name, those whose full name has it, by their ids."""

    def introduce(self, candidates: Iterable[Candidate]) -> None:
        """Take in those that are named by more than one word."""
        named = {candidate.words: candidate for candidate in candidates if len(candidate.keys) > 1}
        # The fuller name first, so that "China Eastern" is met as a part of "China Eastern Airlines".
        for candidate in sorted(named.values(), key=lambda candidate: -len(candidate.keys)):
            keys = self._without_suffix(candidate)
            if self.means(candidate):
                continue
            entity = candidate.entity or self._named(candidate)
            for initials in _initials(candidate.words[: len(keys)]):
                self._initials.setdefault(initials, entity)
            for part in self._shorter(keys):
                self._parts[part].setdefault(entity.id, entity)
            if len(keys) == 2 and self._is_own(candidate.words[1], keys[1]):
                self._parts[keys[1]].setdefault(entity.id, entity)

    def means(self, candidate: Candidate) -> Entity | None:
        """Which of those named in full a shorter name means; None where it is none of them, or not only one."""
        keys = self._without_suffix(candidate)
        if len(candidate.words) == 1 and candidate.words[0].isupper():
            entity = self._initials.get(keys[0])
            if entity and (candidate.entity is None or len(keys[0]) >= _TELLING):
                return entity
        key = candidate.key if len(keys) == len(candidate.keys) else " ".join(keys)
        owners = self._parts.get(key, {})
        known = candidate.entity or key in self._book.phrases or key in self._book.surnames_of
        return next(iter(owners.values())) if len(owners) == 1 and not known else None

    def identify(self, candidate: Candidate) -> Entity:
        """Which organisation a candidate is that names one."""
        return self.means(candidate) or candidate.entity or self._named(candidate)

    def _named(self, candidate: Candidate) -> Entity:
        count = len(self._without_suffix(candidate))
        known = self._book.phrases.get(" ".join(candidate.keys[:count]))
        if known and known.entity.kind is Kind.ORGANISATION:
            return known.entity
        name = " ".join(candidate.words[:count])
        return Entity(f"organisation:{slug(name) or 'unnamed'}", candidate.name, Kind.ORGANISATION)

    def _without_suffix(self, candidate: Candidate) -> tuple[str, ...]:
        keys = candidate.keys
        while len(keys) > 1 and keys[-1] in cues.COMPANY_SUFFIXES:
            keys = keys[:-1]
        return keys

    def _is_own(self, word: str, key: str) -> bool:
        """Whether the last word of a name may stand for the whole: "Bahn" of "Deutsche Bahn", but no "News"."""
        book = self._book
        tables = (book.words, book.given, book.surnames, book.towns, _HEADS)
        return not word.isupper() and not any(key in table for table in tables)

    def _shorter(self, keys: tuple[str, ...]) -> Iterator[str]:
        """What an organisation may be called for short: "China Eastern", "Air Force" of "U.S. Air Force"."""
        if len(keys) > _LONGEST:
            return
        if len(keys) > 1 and keys[0] not in self._book.given:
            yield keys[0]
        for count in range(2, len(keys)):
            yield " ".join(keys[:count])
            yield " ".join(keys[-count:])
        for count in (1, 2):
            known = self._book.phrases.get(" ".join(keys[:count]))
            rest = keys[count:]
            if (
                known
                and known.form in {Form.NAME, Form.ADJECTIVE}
                and known.entity.kind is Kind.STATE
                and len(rest) > 1
            ):
                yield from (" ".join(rest[:end]) for end in range(2, len(rest) + 1))


def _initials(words: tuple[str, ...]) -> Iterator[str]:
    """The acronyms that a name may have: of its capitals, and of all its words; capitals in a row count whole."""
    if len(words) < 2:
        return
    capitals = [word for word in words if word[0].isupper()]
    for chosen in (capitals, words):
        yield "".join(word[0] for word in chosen).casefold()
    yield "".join(
        word.replace(".", "") if word.replace(".", "").isupper() else word[0] for word in capitals
    ).casefold()
