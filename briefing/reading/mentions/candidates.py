"""From names found in a line to candidates: the user's names first, states with their role, offices, edges."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.article import Entity, Kind, Role, Why
from briefing.reading.mentions import cues, scene
from briefing.reading.mentions.candidate import Candidate
from briefing.reading.mentions.lexicon import Form, Known, Lexicon, Match
from briefing.reading.mentions.lookup import Found, look_up
from briefing.reading.mentions.overrides import Overrides
from briefing.reading.mentions.tagger import Tag
from briefing.reading.mentions.tokens import Line

_LIST_JOINTS = frozenset({" and ", ", ", ", and ", " or "})


def candidates(
    line: Line, tags: Sequence[Tag], matches: Sequence[Match], book: Lexicon, overrides: Overrides
) -> list[Candidate]:
    """The candidates of a line, in order; they do not overlap, and none reaches into a name of the user's."""
    found = look_up(line, tags, matches, book)
    if not found and not overrides:
        return []
    writer = _Writer(line, book)
    number = 0
    for first, end, entity in overrides.matches(line):
        while number < len(found) and found[number].end <= first:
            writer.add(found[number])
            number += 1
        writer.found.append(writer.candidate(first, end, entity.kind, 1.0, Why.USER, entity))
        while number < len(found) and found[number].first < end:
            number += 1
    for name in found[number:]:
        writer.add(name)
    return writer.found


class _Writer:
    """Makes the candidates of one line."""

    def __init__(self, line: Line, book: Lexicon) -> None:
        self.line = line
        self.book = book
        self.found: list[Candidate] = []
        self._office: tuple[int, Entity, str] | None = None
        """Where a person should begin whom a state and an office introduce, and which."""

    def add(self, name: Found) -> None:
        """Note a name."""
        known = name.known
        kind, entity = name.kind, known.entity if known else None
        if known and known.form is Form.CAPITAL and known.state and kind is not Kind.PERSON:
            if scene.speaks_for_state(self.line, name.first, name.end, self.book):
                kind, entity = Kind.STATE, known.state
            else:
                kind = Kind.PLACE
        first, end = name.first, name.end
        if kind is Kind.ORGANISATION and entity is None and scene.near_place_noun(self.line, end):
            kind = Kind.PLACE
        why = Why.GAZETTEER if entity else Why.MODEL
        candidate = self.candidate(first, end, kind, name.score, why, entity)
        self.found.append(candidate)
        if known and kind is Kind.STATE and entity:
            candidate.role = self._role(first, end, known)
            self._read_office(candidate, entity, first, end)
        elif kind is Kind.PERSON and self._office and self._office[0] == first:
            candidate.state, candidate.office = self._office[1:]

    def candidate(
        self, first: int, end: int, kind: Kind, score: float, why: Why, entity: Entity | None
    ) -> Candidate:
        """A candidate over the tokens from one to an end."""
        line = self.line
        start, stop = line.starts[first], line.ends[end - 1]
        if line.text.startswith(".", stop) and self._has_own_dot(end):
            stop += 1
        where = not line.owning[end - 1] and scene.is_where(line, first)
        written = line.text[start:stop]
        words: tuple[str, ...] = (line.word(first),)
        keys: tuple[str, ...] = (line.keys[first],)
        name, key = words[0], keys[0]
        if end - first > 1:
            words, keys = tuple(map(line.word, range(first, end))), tuple(line.keys[first:end])
            name, key, written = " ".join(words), " ".join(keys), " ".join(written.split())
        opening = line.opening[first]
        return Candidate(
            start,
            stop,
            words,
            keys,
            name,
            key,
            kind,
            score,
            why,
            entity,
            None,
            opening,
            where,
            None,
            None,
            written,
        )

    def _has_own_dot(self, end: int) -> bool:
        """Whether the dot that follows a name belongs to it: "Inc.", "Jr.", "Calif.", "J."."""
        key = self.line.keys[end - 1]
        return key in cues.COMPANY_SUFFIXES or key in cues.SUFFIXES or key in cues.SHORT_STATES

    def _role(self, first: int, end: int, known: Known) -> Role:
        """What a state does here; in a list, what the one before does."""
        line = self.line
        if len(self.found) > 1:
            previous = self.found[-2]
            between = line.text[previous.end : line.starts[first]]
            if previous.role is Role.PLACE and previous.kind is Kind.STATE and between in _LIST_JOINTS:
                return Role.PLACE
        return scene.role_of_state(line, first, end, adjective=known.form is Form.ADJECTIVE)

    def _read_office(self, candidate: Candidate, state: Entity, index: int, end: int) -> None:
        """The office after a state: of the person named next, or, alone after "the", in place of a name."""
        line = self.line
        for after in (end + 2, end + 1):
            office = cues.OFFICES.get(" ".join(line.keys[end:after]))
            if office is None or any(line.gap(i) != " " for i in range(end, after)):
                continue
            if line.key(index - 1) in {"former", "ex", "then", "late"}:
                return
            named = line.gap(after) in {" ", ", "} and line.capital[after]
            if named:
                self._office = (after, state, office)
            alone = not named or line.gap(after) == ", "
            if alone and line.key(index - 1) == "the" and not line.owning[end - 1]:
                candidate.office, candidate.reach = office, line.ends[after - 1]
            return
