"""What stretches of capitals look like: where a name or a title ends, and of what kind its words are."""

from __future__ import annotations

from briefing.article import Entity, Kind
from briefing.reading.mentions import cues
from briefing.reading.mentions.lexicon import Form, Known, Lexicon
from briefing.reading.mentions.tokens import Line

_LONGEST_RUN = 10
_LONGEST_TITLE = 8
_LONGEST_PERSON = 5
_LONGEST_ACRONYM = 6
_SHORT_ACRONYM = 4
_MOST_PARTICLES = 3
_ROMAN = frozenset("IVX")


class Shapes:
    """Reads a stretch of a line, up to the token `last`: a run is the tokens from an index to an end."""

    def __init__(self, line: Line, book: Lexicon, last: int) -> None:
        self.line = line
        self.book = book
        self.last = last

    def known(self, index: int) -> tuple[Known, int] | None:
        """The known name at a token and its count of tokens, unless it means something else here."""
        match = self.book.match(self.line, index, self.last)
        return (
            None
            if match is None or (match[1] == 1 and self._means_something_else(index, match[0]))
            else match
        )

    def runs_on(self, index: int) -> bool:
        """Whether a name that stands right before a token may go on with it."""
        return 0 < index < self.last and self.line.joined(index) and self.name_like(index)

    def name_like(self, index: int) -> bool:
        """Whether a token has a capital that says something."""
        line = self.line
        if not line.capital[index]:
            return False
        key = line.keys[index]
        return (
            not line.loud
            or key not in self.book.words
            or key in cues.TITLES
            or key in cues.ORGANISATION_HEADS
        )

    def plain(self, index: int) -> bool:
        """Whether a token is an everyday word, or the name of no person, organisation, state or place."""
        return self.line.keys[index] in self.book.words or self.line.keys[index] in cues.NOT_NAMES

    def given(self, index: int) -> bool:
        """Whether a token is a given name; if a word too ("Will"), only before an unusual word."""
        if self.line.keys[index] not in self.book.given:
            return False
        return not self.plain(index) or (self.runs_on(index + 1) and not self.plain(index + 1))

    def unlikely_surname(self, index: int) -> bool:
        """Whether a token is an everyday word that is nobody's name."""
        key = self.line.keys[index]
        return self.plain(index) and (
            self.line.loud or not (key in self.book.surnames or key in self.book.given)
        )

    def run_end(self, index: int) -> int:
        """Where the run of capitals that begins at a token ends, with the small words inside names."""
        line, end = self.line, index + 1
        while end < self.last and end - index < _LONGEST_RUN and line.joined(end):
            if self.name_like(end):
                if self._breaks(end):
                    break
                end += 1
            elif self._after_particles(end) > end:
                end = self._after_particles(end)
            elif line.gap(end) == "-" and line.keys[index] in cues.FAMILY_FIRST and line.words[end].isalpha():
                end += 1  # the second half of a given name: "Moon Jae-in"
            else:
                break
        return min(end, self.last)

    def _after_particles(self, index: int) -> int:
        """Where a name goes on after small words, "von der Leyen", "al-Assad"; else `index`."""
        line, end, last = self.line, index, min(self.last, index + _MOST_PARTICLES)
        while end < last and line.keys[end] in cues.PARTICLES and line.gap(end) in {" ", "-"}:
            end += 1
        return end + 1 if end > index and self.runs_on(end) else index

    def of_end(self, end: int) -> int:
        """Where "of Oxford" after an organisation's head ends; `end` where none follows."""
        line, start = self.line, end + 1
        if line.keys[end - 1] not in cues.TAKES_OF or line.key(end) not in {"of", "for", "on"}:
            return end
        if line.gap(end) != " " or line.owning[end - 1]:
            return end
        if line.key(start) == "the":
            start += 1
        if not self.runs_on(start) or line.gap(start) != " ":
            return end
        longer = self.run_end(start)
        both = line.key(longer) == "and" and line.gap(longer) == " " and self.runs_on(longer + 1)
        return self.run_end(longer + 1) if both and self.known(start) is None else longer

    def title_end(self, index: int) -> int:
        """Where a title from a token ends: "Former Security Adviser"; `index` where none begins."""
        line, end, title_end = self.line, index, index
        while end < self.last and end - index < _LONGEST_TITLE and (end == index or line.joined(end)):
            key = line.keys[end]
            if not line.capital[end] and not (key in {"of", "the", "for", "and"} and end > index):
                break
            if key in cues.TITLES and not (title_end > index and key in self.book.given):
                title_end = end + 1
            elif key not in cues.TITLE_PARTS:
                break
            end += 1
        return title_end

    def head(self, index: int, end: int) -> Kind | None:
        """The kind that the head of a run says: "Boston University", "University of Oxford", "Mount Fuji"."""
        line = self.line
        first, last = line.keys[index], line.keys[end - 1]
        if end - index == 1:
            return Kind.ORGANISATION if self.of_end(end) > end else None
        if last in self.book.surnames and self.person_like(index, end):
            return None
        if last in cues.ORGANISATION_HEADS:
            return Kind.ORGANISATION
        if last in cues.PLACE_HEADS:
            return Kind.PLACE
        if first in cues.PLACE_OPENERS and not line.loud and not self.plain(end - 1):
            return Kind.PLACE
        return None

    def person_like(self, index: int, end: int) -> bool:
        """Whether a run reads like a given name, or initials, and a surname."""
        line = self.line
        if not 2 <= end - index <= _LONGEST_PERSON or line.gap(index + 1) == "&":
            return False
        if all(line.gap(i) == "-" for i in range(index + 1, end)):
            return False
        last = line.keys[end - 1]
        if not line.shouting and any(is_initial(line.words[i]) for i in range(index, end - 1)):
            return len(last) > 1 and not (is_initial(line.words[index]) and last in cues.NOT_NAMES)
        if line.keys[index] in cues.FAMILY_FIRST and end - index <= 3 and not line.loud:
            return not self.plain(end - 1) or line.gap(end - 1) == "-"
        if not self.given(index):
            return False
        return not (self.plain(end - 1) and (line.loud or self.plain(index) or last in cues.NOT_NAMES))

    def person_end(self, index: int, end: int) -> int:
        """Where the person's name that begins a run ends: before a title, and without "Republicans"."""
        keys = self.line.keys
        end = min(end, index + _LONGEST_PERSON)
        for inner in range(index + 1, end - 1):
            if keys[inner] in cues.TITLES:
                end = inner
                break
        while end - index > 2 and keys[end - 1] in cues.NOT_NAMES:
            end -= 1
        return end

    def next_name(self, index: int, end: int) -> int:
        """Where inside a run another name begins: "Scientologist Tom Cruise"; `end` where none does."""
        for inner in range(index + 1, end):
            match = self.known(inner)
            if match and match[0].entity.kind is not Kind.PLACE:
                return inner
            if self.given(inner) and self.person_like(inner, end):
                return inner
        return end

    def is_team(self, known: Known, end: int, run_end: int) -> bool:
        """Whether a place and an unusual plural follow each other: "Toronto Argonauts"."""
        line = self.line
        return (
            known.entity.kind is Kind.PLACE
            and run_end - end == 1
            and line.gap(end) == " "
            and line.keys[end].endswith("s")
            and line.keys[end] not in cues.NOT_NAMES
            and len(line.keys[end]) > _SHORT_ACRONYM
            and not line.loud
        )

    def is_acronym(self, index: int) -> bool:
        """Whether a token in capitals can stand for several words, and is no number."""
        letters = self.line.words[index].replace(".", "")
        return len(letters) <= _LONGEST_ACRONYM and letters.isalpha() and not _ROMAN.issuperset(letters)

    def is_people(self, index: int) -> bool:
        """Whether a token is the plural of an adjective of a state: "Russians"."""
        known = self.book.phrases.get(self.line.keys[index].removesuffix("s"))
        return known is not None and known.form is Form.ADJECTIVE

    def _breaks(self, index: int) -> bool:
        """Whether another name or a title begins inside a run."""
        key = self.line.keys[index]
        if key in cues.DAYS:
            return True
        if key in cues.TITLES and self.runs_on(index + 1) and key not in cues.NAMES_TOO:
            return True
        return self.line.gap(index) == "-" and bool(self._state(index) and self._state(index - 1))

    def _state(self, index: int) -> Entity | None:
        known = self.book.phrases.get(self.line.keys[index])
        if known is None:
            return None
        return known.entity if known.entity.kind is Kind.STATE else known.state

    def _means_something_else(self, index: int, known: Known) -> bool:
        """Whether a known name of one word is rather an acronym, or a given name: "GAO", "Paris Hilton"."""
        line, after = self.line, index + 1
        if known.form in {Form.ADJECTIVE, Form.HOUSE}:
            return False
        if line.words[index].isupper() and not known.capitals_only:
            short = len(line.words[index]) <= _SHORT_ACRONYM
            return known.entity.kind is Kind.PLACE and short and not line.shouting
        return (
            line.keys[index] in self.book.given
            and self.runs_on(after)
            and line.gap(after) == " "
            and line.keys[after] not in cues.DAYS
            and self.book.match(line, after, self.last) is None
            and self.title_end(after) == after
            and self.head(index, self.run_end(index)) is None
        )


def is_initial(word: str) -> bool:
    """Whether a token is one or more initials: "J", "J.K."."""
    return len(word) == 1 or (len(word) <= 6 and word[1] == "." and word.replace(".", "").isupper())
