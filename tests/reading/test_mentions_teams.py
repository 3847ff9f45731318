"""States as teams: in the report of a match, and nowhere else."""

from briefing.article import Kind
from briefing.reading.gazetteer import Gazetteer, GazetteerEntry
from briefing.reading.mentions import find_mentions

MATCH = (
    "Brazil beat the Netherlands 2-1 on Sunday after the striker Tom Pell scored a late goal. The midfielder won a "
    "penalty, and the goalkeeper saved twice. Brazil play England in the semifinal of the cup. The last match "
    "in Brazil was goalless. Dutch fans were silent."
)
TALKS = (
    "Brazil and the Netherlands signed a treaty on Sunday. The match between their offers was close, and the cup "
    "of tea that followed was warm. Brazil will ratify it in spring."
)


def identities(text: str, gazetteer: Gazetteer | None = None) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.entity.id) for m in find_mentions(text, gazetteer)]


def test_a_state_that_plays_is_a_team_and_one_where_something_happens_a_place() -> None:
    found = [id for name, id in identities(MATCH) if name == "Brazil"]
    assert found == ["organisation:team-br", "organisation:team-br", "state:BR"]
    assert ("England", "organisation:team-england") in identities(MATCH)
    assert ("Dutch", "state:NL") in identities(MATCH)


def test_a_few_words_of_sport_make_no_match() -> None:
    assert {id for name, id in identities(TALKS) if name == "Brazil"} == {"state:BR"}


def test_what_the_user_says_of_a_state_holds_in_a_match_too() -> None:
    own = Gazetteer((GazetteerEntry("Brazil", Kind.STATE),))
    assert {id for name, id in identities(MATCH, own) if name == "Brazil"} == {"state:BR"}
