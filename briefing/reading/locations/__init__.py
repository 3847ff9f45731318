"""Where places are: the country, and for cities the coordinates, by a table of cities and one of regions.

Of several cities of one name, the one is meant that a state or region directly after the name says ("Portland,
Maine"), else the one with the most inhabitants, those of a city in a country that the article mentions counting
twenty times: Birmingham in Alabama where an article speaks of the United States alone, but Paris in France even
there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from briefing.article import Entity, Kind, Mention, Reading
from briefing.reading.mentions.lexicon import lexicon, slug

_MENTIONED = 20
"""How many times as much an inhabitant counts in a country that the article mentions."""


class Location(NamedTuple):
    """Where a place is."""

    country: str
    """The code of its country in ISO 3166-1: two letters."""
    latitude: float | None
    """Degrees north; None where only the country is known."""
    longitude: float | None
    """Degrees east."""


class _City(NamedTuple):
    location: Location
    region: str
    """The code of the state in the United States, else empty."""
    thousands: int


def locate(reading: Reading, title: str, text: str) -> dict[str, Location]:
    """Where the places and states of an article are, by their ids; those that no table knows are left out."""
    mentions = (*reading.title, *reading.body)
    countries = _countries(mentions)
    following = defaultdict[str, list[tuple[str, str]]](list)
    for of, whole in ((reading.title, title), (reading.body, text)):
        for here, after in pairwise(of):
            if whole[here.end : after.start] == ", ":
                following[here.entity.id].append(_part_of(after.entity))
    located = {}
    for entity in {mention.entity for mention in mentions}:
        if found := _location(entity, countries, following[entity.id]):
            located[entity.id] = found
    return located


def country_name(code: str) -> str:
    """What a country is called in English; the code itself where no state has it."""
    return _states().get(code, code)


def in_words(location: Location) -> str:
    """Where that is, as one tells it: "Russia, 55.75° N 37.62° E"."""
    where = country_name(location.country)
    if location.latitude is None or location.longitude is None:
        return where
    north = f"{abs(location.latitude):.2f}° {'N' if location.latitude >= 0 else 'S'}"
    east = f"{abs(location.longitude):.2f}° {'E' if location.longitude >= 0 else 'W'}"
    return f"{where}, {north} {east}"


def _location(
    entity: Entity, countries: frozenset[str], following: Sequence[tuple[str, str]]
) -> Location | None:
    if entity.kind not in {Kind.STATE, Kind.PLACE}:
        return None
    country, _ = _part_of(entity)
    cities = [] if entity.kind is Kind.STATE else list(_cities(entity.id.partition(":")[2]))
    if country:
        # "New York" is the city, too: its coordinates are better than none.
        cities = [city for city in cities if city.location.country == country]
        if not cities:
            return Location(country, None, None)
    said = [
        city
        for city in cities
        if any(city.location.country == of and part in {"", city.region} for of, part in following)
    ]
    best = max(said or cities, key=lambda city: _weight(city, countries), default=None)
    return best.location if best else None


def _weight(city: _City, countries: frozenset[str]) -> int:
    return (city.thousands + 1) * (_MENTIONED if city.location.country in countries else 1)


def _countries(mentions: Sequence[Mention]) -> frozenset[str]:
    """The codes of the countries that an article names, itself or by a region."""
    return frozenset(country for country, _ in {_part_of(mention.entity) for mention in mentions} if country)


def _part_of(entity: Entity) -> tuple[str, str]:
    """The code of the country that an entity is or lies in, and of the state in the United States; else empty."""
    if entity.kind is Kind.STATE:
        code = entity.id.partition(":")[2]
        return (code if len(code) == 2 else "", "")
    return _regions().get(entity.id.partition(":")[2], ("", "")) if entity.kind is Kind.PLACE else ("", "")


def _cities(key: str) -> Iterator[_City]:
    lines = _table("cities.tsv")
    for index in range(bisect_left(lines, f"{key}\t"), len(lines)):
        name, country, region, latitude, longitude, thousands = lines[index].split("\t")
        if name != key:
            return
        yield _City(Location(country, float(latitude), float(longitude)), region, int(thousands))


@cache
def _states() -> Mapping[str, str]:
    known = (known.entity for known in lexicon().phrases.values())
    return {entity.id.partition(":")[2]: entity.name for entity in known if entity.kind is Kind.STATE}


@cache
def _regions() -> Mapping[str, tuple[str, str]]:
    rows = (line.split("\t") for line in _table("regions.tsv") if not line.startswith("#"))
    return {slug(name): (country, state) for name, country, state in rows}


@cache
def _table(name: str) -> list[str]:
    from importlib.resources import files  # costs start-up time, and the tables are read later

    return (files("briefing.reading.locations") / name).read_text("utf-8").splitlines()
