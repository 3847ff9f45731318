"""Where the places of an article are."""

import pytest

from briefing.article import Entity, Kind, Mention, Reading, Role, Why
from briefing.reading.locations import Location, country_name, locate


def located(text: str, *names: str) -> dict[str, Location]:
    """Where the names are that a text mentions; those of a state are written with its code, "United States=US"."""
    mentions = []
    for name in names:
        name, _, code = name.partition("=")
        kind = Kind.STATE if code else Kind.PLACE
        entity = Entity(f"{kind}:{code or name.lower().replace(' ', '-')}", name, kind)
        start = text.index(name)
        mentions.append(Mention(start, start + len(name), entity, Role.PLACE, Why.RULE, 1.0))
    return locate(Reading((), tuple(mentions)), "", text)


def test_a_city_has_a_country_and_coordinates() -> None:
    assert located("They met in Pyongyang.", "Pyongyang") == {
        "place:pyongyang": Location("KP", 39.03, 125.75)
    }


def test_a_state_or_a_region_has_a_country_alone() -> None:
    found = located("From Bavaria to North Korea.", "Bavaria", "North Korea=KP")
    assert found == {"place:bavaria": Location("DE", None, None), "state:KP": Location("KP", None, None)}


@pytest.mark.parametrize(
    ("text", "names", "country"),
    [
        ("Floods hit Birmingham.", (), "GB"),
        ("The United States saw floods in Birmingham.", ("United States=US",), "US"),
        ("From Texas to Birmingham.", ("Texas",), "US"),
        ("The United States and Britain met in Birmingham.", ("United States=US", "Britain=GB"), "GB"),
    ],
)
def test_of_several_cities_the_countries_mentioned_decide(
    text: str, names: tuple[str, ...], country: str
) -> None:
    assert located(text, *names, "Birmingham")["place:birmingham"].country == country


def test_a_great_city_is_meant_although_another_country_is_mentioned() -> None:
    assert located("Canada sent him to London.", "Canada=CA", "London")["place:london"].country == "GB"


def test_what_follows_the_name_decides() -> None:
    portland = located("A fire in Portland, Maine.", "Portland", "Maine")["place:portland"]
    assert (portland.country, portland.latitude) == ("US", 43.66)
    paris = located("A fire in Paris, Texas.", "Paris", "Texas")["place:paris"]
    assert paris.country == "US"


def test_what_no_table_knows_is_nowhere() -> None:
    assert located("They fled to Zorblattovo.", "Zorblattovo") == {}


def test_people_are_nowhere() -> None:
    person = Entity("person:paris", "Paris", Kind.PERSON)
    assert locate(Reading((), (Mention(0, 5, person, Role.ACTOR, Why.RULE, 1.0),)), "", "Paris") == {}


def test_a_country_has_a_name() -> None:
    assert (country_name("KP"), country_name("ZZ")) == ("North Korea", "ZZ")
