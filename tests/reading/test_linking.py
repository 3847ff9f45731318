"""Which names of an article are one and the same, whatever it was that found them."""

from itertools import count

import pytest

from briefing.article import Kind
from briefing.reading.mentions import find_mentions
from briefing.reading.mentions.candidate import Candidate
from briefing.reading.mentions.lexicon import lexicon
from briefing.reading.mentions.resolve import resolve
from briefing.reading.mentions.tokens import lines


def candidate(name: str, kind: Kind, start: int) -> Candidate:
    """A name that stands alone somewhere in an article."""
    line = next(lines(name))
    words, keys = tuple(map(line.word, range(len(line)))), tuple(line.keys)
    return Candidate(start, start + len(name), words, keys, " ".join(words), " ".join(keys), kind, 1.0)


def linked(kind: Kind, *names: str) -> list[str]:
    """The identity of each of these names of one article, in the order in which it writes them."""
    candidates = [candidate(name, kind, start) for name, start in zip(names, count(step=100))]
    return [mention.entity.id for mention in resolve(candidates, lexicon()) if mention]


@pytest.mark.parametrize(
    "names",
    [
        ("Ada Zorblatt", "Zorblatt", "Ada"),
        ("Dr. Ada Zorblatt", "Mrs. Zorblatt", "Ada Zorblatt"),
        ("FBI Director Ada Zorblatt", "Zorblatt"),
        ("A. Zorblatt", "Ada Zorblatt"),
        ("Zorblatt", "Ada M. Zorblatt Jr.", "Ada Zorblatt"),
        ("Tom Zorblatt", "Thomas Zorblatt"),
        ("Ximena Peña Zorblatt", "Pena Zorblatt", "Ximena Pena-Zorblatt"),
        ("Kim Jong Un", "Kim Jong-un", "KIM JONG UN", "Kim", "Jong Un"),
    ],
)
def test_one_person_has_many_names(names: tuple[str, ...]) -> None:
    assert len(set(linked(Kind.PERSON, *names))) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("Ada Zorblatt", "Bob Zorblatt"),
        ("Ada M. Zorblatt", "Ada K. Zorblatt"),
        ("Kim Jong Un", "Kim Yo Jong"),
        ("Dean Zorblatt", "Ada Zorblatt"),
    ],
)
def test_two_people_stay_apart(names: tuple[str, ...]) -> None:
    assert len(set(linked(Kind.PERSON, *names))) == 2


def test_a_shared_surname_is_the_nearest_bearers_and_a_given_name_its_own() -> None:
    brother, kim, sister, kim_again, yo_jong = linked(
        Kind.PERSON, "Kim Jong Un", "Mr. Kim", "Kim Yo Jong", "Kim", "Yo Jong"
    )
    assert kim == brother == "person:kim-jong-un"
    assert kim_again == yo_jong == sister == "person:kim-yo-jong"


def test_a_shared_surname_is_soon_again_that_of_who_is_named_in_full_most() -> None:
    names = ["Ada Zorblatt", "Ada Zorblatt", "Bob Zorblatt", "Zorblatt", "He", "He", "He", "He", "Zorblatt"]
    ids = linked(Kind.PERSON, *names)
    assert ids[3] == "person:bob-zorblatt"
    assert ids[8] == "person:ada-zorblatt"


def test_the_given_name_of_someone_known_by_surname_is_theirs() -> None:
    assert set(linked(Kind.PERSON, "Putin", "Vladimir")) == {"person:vladimir-putin"}


def test_a_short_name_taken_for_a_person_is_the_organisations() -> None:
    book = lexicon()
    long = candidate("Zorblatt Motor Company", Kind.ORGANISATION, 0)
    short = candidate("Zorblatt", Kind.PERSON, 50)
    mentions = resolve([long, short], book)
    assert len({mention.entity for mention in mentions if mention}) == 1


def test_the_last_word_of_an_organisation_is_its_short_name_if_it_is_nothing_else() -> None:
    text = "{0} {1} said it would pay. Workers at {0} {1} went home. {1} said it was sorry."

    def named(first: str, last: str) -> list[str]:
        return [mention.entity.id for mention in find_mentions(text.format(first, last))]

    assert named("Deutsche", "Bahn") == ["organisation:deutsche-bahn"] * 3
    assert named("Zorblatt", "Airlines")[:2] == ["organisation:zorblatt-airlines"] * 2
    assert "organisation:zorblatt-airlines" not in named("Zorblatt", "Airlines")[2:]


def test_the_identity_is_that_of_the_shortest_full_name_whatever_the_order() -> None:
    names = ("A. Zorblatt", "Ada Maria Zorblatt", "Ada Zorblatt")
    assert {*linked(Kind.PERSON, *names), *linked(Kind.PERSON, *reversed(names))} == {"person:ada-zorblatt"}


@pytest.mark.parametrize(
    "names",
    [
        ("World Zorblatt Organization", "WZO"),
        ("WZO", "World Zorblatt Organization"),
        ("Bureau of Zorblatt Affairs", "BOZA", "BZA"),
        ("U.S. Zorblatt Force", "USZF", "Zorblatt Force"),
        ("Zorblatt Eastern Airlines", "Zorblatt Eastern", "Zorblatt"),
        ("Zorblatt Holdings Inc.", "Zorblatt Holdings"),
    ],
)
def test_one_organisation_has_many_names(names: tuple[str, ...]) -> None:
    assert len(set(linked(Kind.ORGANISATION, *names))) == 1


def test_a_name_is_shown_as_it_is_written() -> None:
    text = "Mr. Ocasio-Zorblatt met Jean-Claude Ocasio-Zorblatt of Zorblatt-Werke Inc. there."
    shown = {mention.entity.name for mention in find_mentions(text)}
    assert "Jean-Claude Ocasio-Zorblatt" in shown
    assert not [name for name in shown if "Ocasio Zorblatt" in name]


def test_a_part_of_two_names_means_neither() -> None:
    motors, bank, part = linked(Kind.ORGANISATION, "Zorblatt Motors", "Zorblatt Bank", "Zorblatt")
    assert len({motors, bank, part}) == 3


@pytest.mark.parametrize("kind", [Kind.PERSON, Kind.ORGANISATION])
def test_thousands_of_namesakes_are_told_apart(kind: Kind) -> None:
    names = [f"A{number}a Zorblatt" for number in range(4000)]
    assert len(set(linked(kind, *names))) == len(names)


def test_a_name_of_thousands_of_words_is_taken_whole() -> None:
    assert linked(Kind.ORGANISATION, "Zorblatt " * 3000)
    assert linked(Kind.PERSON, "Zorblatt " * 3000)
