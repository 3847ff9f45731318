"""Finds what may be a name in a line: known names, titled ones, and runs of capitals.

A candidate's kind is what its own words say ("University of Oxford", "Kim Jong Un") or what stands around it
("in Vostochny", "said Prokurorov"); where neither tells, it stays open until the whole article has been seen.
"""

from __future__ import annotations

from briefing.article import Entity, Kind, Role, Why
from briefing.reading.mentions import cues, scene
from briefing.reading.mentions.candidate import Candidate
from briefing.reading.mentions.lexicon import Form, Known, Lexicon
from briefing.reading.mentions.overrides import Overrides
from briefing.reading.mentions.shapes import Shapes
from briefing.reading.mentions.tokens import Line

_LIST_JOINTS = frozenset({" and ", ", ", ", and ", " or "})


def scan(line: Line, book: Lexicon, overrides: Overrides) -> list[Candidate]:
    """The candidates of a line, in order; they do not overlap, and none reaches into a name of the user's."""
    scanner = _Scanner(line, book)
    index = 0
    for first, end, entity in overrides.matches(line):
        scanner.read(index, first)
        scanner.add(first, end, entity.kind, 1.0, entity, Why.USER)
        index = end
    scanner.read(index, len(line))
    return scanner.found


class _Scanner:
    """Reads a line from left to right; each `_take` returns the token to go on from."""

    def __init__(self, line: Line, book: Lexicon) -> None:
        self.line = line
        self.book = book
        self.shapes = Shapes(line, book, len(line))
        self.found: list[Candidate] = []
        self._office: tuple[int, Entity, str] | None = None
        """Where a person should begin whom a state and an office introduce, and which."""

    def read(self, index: int, last: int) -> None:
        """Find the names between two tokens."""
        line = self.line
        self.shapes = Shapes(line, self.book, last)
        while index < last:
            if line.capital[index] or line.keys[index] in {"al", "sub"}:
                index = self._take(index)
            else:
                index += 1

    def add(
        self,
        index: int,
        end: int,
        kind: Kind | None,
        score: float,
        entity: Entity | None = None,
        why: Why = Why.RULE,
    ) -> Candidate:
        """Note a candidate over the tokens from an index to an end."""
        line = self.line
        candidate = Candidate(
            line.starts[index],
            line.ends[end - 1] + self._has_own_dot(end),
            tuple(line.words[index:end]),
            tuple(line.keys[index:end]),
            kind,
            score,
            why,
            entity,
            opening=line.opens(index),
            where=scene.is_where(line, index) and not line.owning[end - 1],
        )
        self.found.append(candidate)
        return candidate

    def _has_own_dot(self, end: int) -> bool:
        """Whether the dot after "Inc" or "Jr" is not also the sentence's."""
        line = self.line
        if line.keys[end - 1] not in cues.COMPANY_SUFFIXES and line.keys[end - 1] not in cues.SUFFIXES:
            return False
        gap = line.gap(end)
        return gap.startswith(".") and ((gap == ". " and not line.capital[end]) or gap[1:2] == ",")

    def _take(self, index: int) -> int:
        """Read what begins at a capital."""
        line, shapes = self.line, self.shapes
        key = line.keys[index]
        if line.gap(index)[-1:] in {"@", "#"}:
            return index + 1
        if scene.is_dateline(line, index):
            return self._take_dateline(index)
        match = shapes.known(index)
        if match:
            return self._take_known(index, *match)
        if len(line.words[index]) == 1 and line.gap(index + 1) == "-":
            return index + 2 if key in {"r", "d", "i"} else index + 1  # "R-Texas": a party and its seat
        if key in cues.FUNCTION_WORDS and key not in self.book.given:
            return index + 1
        title_end = shapes.title_end(index)
        if title_end > index:
            return self._take_titled(index, title_end)
        if key in cues.DAYS or not shapes.name_like(index):
            return index + 1
        return self._take_run(index)

    def _take_dateline(self, index: int) -> int:
        """The place in capitals from which a report comes: "OSLO, Norway (AP) -"."""
        line, end = self.line, index + 1
        while end < self.shapes.last and line.joined(end) and line.words[end].isupper():
            end += 1
        match = self.book.match(line, index, end)
        known = match[0].entity if match and index + match[1] == end else None
        self.add(index, end, known.kind if known else Kind.PLACE, 0.85, known)
        return end

    def _take_known(self, index: int, known: Known, count: int) -> int:
        """A name of the tables, unless it only begins a longer one: "Boston University", "Korean Air"."""
        line, shapes, end = self.line, self.shapes, index + count
        run_end = shapes.run_end(index)
        if line.key(end) == "day" and run_end > end:
            return end + 1
        if line.gap(end) == "-" and known.form is not Form.ADJECTIVE and run_end > end:
            return self._take_run(index)
        if shapes.runs_on(end) and shapes.title_end(end) == end and not self._begins_organisation(end):
            kind = shapes.head(index, run_end)
            if kind and run_end > end:
                return self._take_headed(index, run_end, kind)
            if shapes.is_team(known, end, run_end):
                self.add(index, run_end, Kind.ORGANISATION, 0.55)
                return run_end
        longer = shapes.of_end(end)
        if longer > end:
            self.add(index, longer, Kind.ORGANISATION, 0.85)
            return longer
        self._add_known(index, end, known)
        return end

    def _begins_organisation(self, index: int) -> bool:
        """Whether a known organisation begins here: "U.S. Securities and Exchange Commission"."""
        match = self.shapes.known(index)
        return match is not None and match[1] > 1 and match[0].entity.kind is Kind.ORGANISATION

    def _add_known(self, index: int, end: int, known: Known) -> None:
        line, entity = self.line, known.entity
        score = 0.95 if end - index > 1 or entity.kind is Kind.STATE else 0.85
        if line.gap(end)[:1] == "$":  # "US$ 20" is a currency
            return
        if known.form is Form.ADJECTIVE and scene.is_no_state(line, index, end):
            return
        if known.form is Form.CAPITAL and known.state and scene.speaks_for_state(line, index, end, self.book):
            entity, score = known.state, 0.8
        everyday = end - index == 1 and line.keys[index] in self.book.words
        if everyday and entity.kind is not Kind.STATE and (line.loud or line.opens(index)):
            return
        candidate = self.add(index, end, entity.kind, score, entity, Why.GAZETTEER)
        if entity.kind is Kind.STATE:
            candidate.role = self._role(index, end, known.form is Form.ADJECTIVE)
            self._read_office(candidate, entity, index, end)

    def _role(self, index: int, end: int, adjective: bool) -> Role:
        """What a state does here; in a list, what the one before does."""
        line = self.line
        if len(self.found) > 1:
            previous = self.found[-2]
            between = line.text[previous.end : line.starts[index]]
            if previous.role is Role.PLACE and previous.kind is Kind.STATE and between in _LIST_JOINTS:
                return Role.PLACE
        return scene.role_of_state(line, index, end, adjective=adjective)

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

    def _take_titled(self, index: int, end: int) -> int:
        """A title and the name after it, which alone is marked."""
        line, shapes = self.line, self.shapes
        if not shapes.runs_on(end):
            if end - index == 1 and line.keys[index] in self.book.surnames and not line.opens(index):
                self.add(index, end, None, 0.5).quiet = True
            return end
        run_end = shapes.run_end(end)
        kind = shapes.head(index, run_end)
        if kind and line.keys[run_end - 1] not in self.book.surnames:
            return self._take_headed(index, run_end, kind)
        match = self.book.match(line, end, shapes.last)
        if (
            match
            and match[0].entity.kind is not Kind.PERSON
            and line.keys[end - 1] not in cues.FORMS_OF_ADDRESS
        ):
            return end
        if line.keys[end] in cues.NOT_NAMES | cues.DAYS or shapes.unlikely_surname(run_end - 1):
            return end
        return self._take_person(end, run_end, 0.9)

    def _take_person(self, index: int, end: int, score: float) -> int:
        end = self.shapes.person_end(index, end)
        candidate = self.add(index, end, Kind.PERSON, score)
        known = self.book.phrases.get(candidate.key)
        if known and known.entity.kind is Kind.PERSON:
            candidate.entity, candidate.why = known.entity, Why.GAZETTEER
        if self._office and self._office[0] == index:
            candidate.state, candidate.office = self._office[1:]
        return end

    def _take_headed(self, index: int, end: int, kind: Kind) -> int:
        """A name whose first or last word says what it is."""
        if kind is Kind.ORGANISATION:
            end = self.shapes.of_end(end)
        if end - index > 1:
            self.add(index, end, kind, 0.8)
        return end

    def _take_run(self, index: int) -> int:
        """A run of capitals that no table begins and no title introduces."""
        line, shapes = self.line, self.shapes
        first, end = line.keys[index], shapes.run_end(index)
        last = line.keys[end - 1]
        if scene.is_quoted(line, index, end):
            return end
        if line.opens(index) and shapes.plain(index) and end - index > 1 and shapes.known(index + 1):
            return index + 1
        kind = shapes.head(index, end)
        if kind:
            return self._take_headed(index, end, kind)
        if (
            line.opens(index)
            and shapes.plain(index)
            and not shapes.given(index)
            and first not in cues.PARTICLES
        ):
            surname = first in self.book.surnames or first in cues.FAMILY_FIRST
            return self._take_open_word(index) if surname else index + 1
        if first in cues.NOT_NAMES and first not in self.book.given:
            return end if last in cues.NOT_NAMES else index + 1
        if end - index > 1:
            if last in cues.NOT_NAMES and last not in self.book.surnames:
                return end
            if shapes.person_like(index, end):
                return self._take_person(index, end, 0.85)
            end = shapes.next_name(index, end)
        return self._take_open_run(index, end) if end - index > 1 else self._take_open_word(index)

    def _take_open_run(self, index: int, end: int) -> int:
        """Several capitals that nothing explains: two unusual words are most often a person."""
        line, shapes = self.line, self.shapes
        candidate = self.add(index, end, None, 0.5)
        unusual = sum(not shapes.plain(i) for i in range(index, end))
        if unusual * 2 <= end - index or line.keys[index] in self.book.words:
            candidate.quiet = True
        elif end - index <= 3 and not line.shouting:
            candidate.hints.append((Kind.PERSON, 0.2 if line.keys[end - 1] in self.book.words else 0.5))
        candidate.hints += scene.hints(line, index, end, self.book)
        return end

    def _take_open_word(self, index: int) -> int:
        """A single capital: an acronym is most often an organisation, a given name a person."""
        line, word, key = self.line, self.line.words[index], self.line.keys[index]
        acronym = word.isupper() and not line.shouting
        if len(word) < 2 or not word[0].isalpha() or self.shapes.is_people(index):
            return index + 1
        if acronym and not self.shapes.is_acronym(index):
            return index + 1
        candidate = self.add(index, index + 1, None, 0.5)
        candidate.quiet = line.loud or key in self.book.words or key in cues.NOT_NAMES
        if acronym:
            candidate.hints.append((Kind.ORGANISATION, 0.5))
        elif key in self.book.given and key not in cues.NOT_NAMES:
            candidate.hints.append((Kind.PERSON, 0.5))
        elif key in self.book.surnames:
            candidate.hints.append((Kind.PERSON, 0.3))
        candidate.hints += scene.hints(line, index, index + 1, self.book)
        return index + 1
