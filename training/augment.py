"""Training text beyond the corpora: their sentences with other names, and newswire written from patterns.

Entity replacement after Dai and Adel (2020): the names of a document are swapped, each for one of its kind, so that
the model learns the sentence around a name and not the name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from training.corpus import Sentence, Span, Text
from training.names_pool import Pool

_FIELD = re.compile(r"\{(\w+)\}")
WEIGHT_OF_ARTICLES = 0.4
AGENCIES = (
    "AP", "AP", "AP", "AFP", "Reuters", "Reuters", "Xinhua", "UPI", "DPA", "Bloomberg", "Kyodo", "ANSA",
    "IRNA", "CNN", "BBC",
    "TASS", "PTI",
)  # fmt: skip
AMERICAN_STATES = (
    "Calif.", "Texas", "Fla.", "Ohio", "Pa.", "N.Y.", "N.J.", "Mass.", "Ill.", "Mich.", "Ga.", "Va.",
    "Wash.", "Ore.", "Ariz.",
    "Colo.", "Minn.", "Wis.", "Md.", "Conn.", "Tenn.", "Mo.", "La.", "Okla.", "Iowa", "Kan.", "Utah",
    "Nev.", "Ala.", "Miss.",
    "Ky.", "S.C.", "N.C.", "Maine", "Hawaii", "Alaska", "Florida", "California", "Virginia", "Georgia",
    "Michigan",
)  # fmt: skip
TITLES = (
    "President", "Prime Minister", "Foreign Minister", "Sen.", "Rep.", "Gov.", "Gen.", "Dr.", "Mr.",
    "Mrs.", "Ms.", "Judge",
    "Professor", "Col.", "Mayor", "Secretary of State", "Vice President", "Chancellor", "King", "Prince",
    "Sheik", "Pope",
    "Bishop", "Sgt.", "Capt.", "Lt. Gen.", "Attorney General", "Defense Secretary", "Secretary General",
    "Deputy Prime Minister", "Finance Minister", "Justice", "Senator", "Chief Executive", "Chairman",
    "Ambassador",
    "Ayatollah", "Sir", "Coach",
)  # fmt: skip
NOUNS = (
    "spokesman", "spokeswoman", "analyst", "director", "lawyer", "opposition leader", "striker", "actor",
    "singer", "engineer",
    "economist", "midfielder", "president", "chief executive", "police chief", "rebel leader",
    "journalist", "author",
    "activist", "businessman", "defender", "resident", "survivor", "shopkeeper", "student", "professor",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("Jan.", "Feb.", "March", "Sept.", "Thurs.", "Mon.")
DASHES = (" - ", " -- ", " _ ", " — ", " – ")
PATTERNS = Path(__file__).with_name("patterns.txt").read_text("utf-8").splitlines()
"""Sentences and headlines, with fields for names: per, a person in full; sur, by surname; org and orgs, an
organisation in full and for short; city, land, place, ust, places; title, noun, nat, day, age, other words."""


class Writer:
    """Writes texts with known names."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool

    def article(self) -> Text:
        """Newswire from patterns, its names recurring."""
        pool, r = self.pool, self.pool.random
        people = [pool.person() for _ in range(r.randint(2, 5))]
        organisations = [pool.organisation() for _ in range(r.randint(2, 5))]
        cities = [pool.city() for _ in range(3)]
        lands = [pool.state() for _ in range(3)]
        fields: dict[str, tuple[Callable[[], str], str]] = {
            "per": (lambda: r.choice(people)[0], "PER"),
            "sur": (lambda: r.choice(people)[1], "PER"),
            "org": (lambda: r.choice(organisations)[0], "ORG"),
            "orgs": (lambda: r.choice(organisations)[1], "ORG"),
            "city": (lambda: r.choice(cities), "LOC"),
            "land": (lambda: r.choice(lands), "LOC"),
            "place": (pool.place, "LOC"),
            "ust": (lambda: r.choice(AMERICAN_STATES), "LOC"),
            "title": (lambda: r.choice(TITLES), ""),
            "noun": (lambda: r.choice(NOUNS), ""),
            "nat": (pool.adjective, ""),
            "day": (lambda: r.choice(DAYS), ""),
            "age": (lambda: str(r.randint(19, 92)), ""),
        }
        pieces = list(self._dateline()) if r.random() < 0.5 else []
        for _ in range(r.randint(4, 12)):
            for number, part in enumerate(_FIELD.split(r.choice(PATTERNS))):
                draw, kind = fields[part] if number % 2 else (part.__str__, "")
                pieces.append((draw(), kind))
            pieces.append((r.choice([" ", " ", "\n"]), ""))
        return Text(
            "patterns", WEIGHT_OF_ARTICLES, "".join(piece for piece, _ in pieces), list(_spans(pieces))
        )

    def _dateline(self) -> Iterator[tuple[str, str]]:
        """A place in capitals, perhaps its land, and the agency: "OSLO, Norway (AP) - "."""
        pool, r = self.pool, self.pool.random
        yield pool.city().upper(), "LOC"
        if r.random() < 0.6:
            yield ", ", ""
            yield r.choice([pool.state(), r.choice(AMERICAN_STATES)]), "LOC"
        if r.random() < 0.8:
            yield " (", ""
            yield r.choice(AGENCIES), "ORG"
            yield ")", ""
        elif r.random() < 0.5:
            yield f", {r.choice(MONTHS)} {r.randint(1, 28)}", ""
        yield r.choice(DASHES), ""

    def renamed(self, found: list[Sentence]) -> list[Sentence]:
        """A document with its names swapped for others of their kinds, the same each time."""
        given: dict[tuple[str, str], str] = {}
        surnames: dict[str, str] = {}
        for sentence in found:
            for a, b, kind in sentence.spans:
                if kind == "PER" and b - a > 1:
                    full, surname = self.pool.person()
                    given.setdefault((" ".join(sentence.tokens[a:b]), kind), full)
                    surnames.setdefault(sentence.tokens[b - 1], surname)
        return [self._renamed(sentence, given, surnames) for sentence in found]

    def _renamed(
        self, sentence: Sentence, given: dict[tuple[str, str], str], surnames: dict[str, str]
    ) -> Sentence:
        pool, r = self.pool, self.pool.random
        tokens: list[str] = []
        spans: list[Span] = []
        position = 0
        for a, b, kind in sorted(sentence.spans):
            if a < position:
                continue
            tokens += sentence.tokens[position:a]
            written = " ".join(sentence.tokens[a:b])
            new = given.get((written, kind))
            if new is None:
                if kind == "PER":
                    new = surnames.get(written) or r.choice(pool.person())
                elif kind == "ORG":
                    new = pool.organisation()[0 if b - a > 1 else 1]
                    new = new.removeprefix("The ")
                else:
                    new = (
                        pool.state()
                        if written in pool.states
                        else pool.city()
                        if b - a == 1
                        else pool.place()
                    )
                given[written, kind] = new
            if written.isupper() and len(written) > 4:
                new = new.upper()
            spans.append((len(tokens), len(tokens) + len(new.split()), kind))
            tokens += new.split()
            position = b
        return Sentence(tokens + sentence.tokens[position:], spans)


def _spans(pieces: list[tuple[str, str]]) -> Iterator[Span]:
    """The names among pieces of text, as offsets into the whole, without an article before them."""
    length = 0
    for piece, kind in pieces:
        if kind:
            yield length + len("The ") * piece.startswith("The "), length + len(piece), kind
        length += len(piece)


def headlines(found: list[Sentence], pool: Pool) -> Iterator[Sentence]:
    """Short sentences with names as headlines, in capitals or with every word capitalised."""
    r = pool.random
    for sentence in found:
        if sentence.spans and 4 <= len(sentence.tokens) <= 14 and r.random() < 0.25:
            if r.random() < 0.5:
                yield Sentence([token.upper() for token in sentence.tokens], sentence.spans)
            else:
                yield Sentence([token[:1].upper() + token[1:] for token in sentence.tokens], sentence.spans)
