import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.article import Kind, Why
from briefing.reading.gazetteer import Gazetteer, GazetteerEntry, GazetteerProblem
from briefing.reading.mentions import find_mentions


def parse(data: object) -> Gazetteer:
    return Gazetteer.parse(data, "names.yaml")


def one(**entry: object) -> Gazetteer:
    return parse({"names": [entry]})


def found(text: str, gazetteer: Gazetteer) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.entity.id) for m in find_mentions(text, gazetteer)]


def test_the_documented_form_is_read() -> None:
    gazetteer = parse(
        {
            "names": [
                {
                    "name": "Kim Jong Un",
                    "kind": "person",
                    "aliases": ["KJU"],
                    "case": "any",
                    "id": "person:kim-jong-un",
                },
                {"name": "Widget Works", "kind": "organisation"},
            ],
            "exclude": ["Most", "Reading"],
        }
    )
    assert gazetteer.entries == (
        GazetteerEntry("Kim Jong Un", Kind.PERSON, ("KJU",), any_case=True, id="person:kim-jong-un"),
        GazetteerEntry("Widget Works", Kind.ORGANISATION),
    )
    assert gazetteer.excluded == ("Most", "Reading")


@pytest.mark.parametrize("empty", [None, {}, {"names": None, "exclude": None}, {"names": []}])
def test_an_empty_gazetteer_says_nothing(empty: object) -> None:
    assert parse(empty) == Gazetteer()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (["Kim"], "names.yaml: expected the keys names, exclude and changes, found a list."),
        ({"nmaes": []}, "names.yaml: unknown key 'nmaes'; known are changes, exclude, names."),
        ({"names": "Kim"}, "names.yaml: names must be a list, found 'Kim'."),
        ({"names": ["Kim"]}, "names.yaml, name 1: expected the keys name and kind, found 'Kim'."),
        ({"exclude": [True]}, "names.yaml: exclude must be text, found 'True'; put it in quotation marks."),
    ],
)
def test_a_problem_names_the_file_and_the_key(data: object, message: str) -> None:
    with pytest.raises(GazetteerProblem) as problem:
        parse(data)
    assert str(problem.value) == message


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": None}, "names.yaml, name 1: name is missing."),
        ({"name": 7}, "names.yaml, name 1: name must be text, found '7'"),
        ({"name": "…"}, "names.yaml, name 1: name has no letter or digit."),
        ({"name": "K" * 300}, "names.yaml, name 1: name is longer than 200 characters."),
        ({"kind": None}, "name 1 ('Kim'): kind must be person, organisation, state or place, found nothing."),
        (
            {"kind": "human"},
            "name 1 ('Kim'): kind must be person, organisation, state or place, found 'human'.",
        ),
        ({"alias": []}, "name 1 ('Kim'): unknown key 'alias'"),
        ({"aliases": "KJU"}, "name 1 ('Kim'): aliases must be a list, found 'KJU'."),
        ({"aliases": [None]}, "name 1 ('Kim'): aliases is missing."),
        ({"case": "lower"}, "name 1 ('Kim'): case must be exact or any, found 'lower'."),
        ({"case": []}, "name 1 ('Kim'): case must be exact or any, found a list."),
        ({"id": "kim"}, "name 1 ('Kim'): id must be a kind, a colon and letters"),
        ({"id": "place:kim"}, "name 1 ('Kim'): id place:kim does not begin with its kind, person."),
    ],
)
def test_a_problem_names_the_entry_and_the_key(changes: dict[str, object], message: str) -> None:
    with pytest.raises(GazetteerProblem) as problem:
        one(**{"name": "Kim", "kind": "person", **changes})
    assert message in str(problem.value)


def test_a_problem_quotes_hostile_text_escaped_and_cut() -> None:
    with pytest.raises(GazetteerProblem) as problem:
        one(name="Kim", kind="\x1b]52;c;" + "A" * 1000)
    assert "\x1b" not in str(problem.value)
    assert len(str(problem.value)) < 200


def test_the_fingerprint_tells_gazetteers_apart() -> None:
    gazetteers = [
        Gazetteer(),
        one(name="Kim", kind="person"),
        one(name="Kim", kind="place"),
        one(name="Kim", kind="person", case="any"),
        one(name="Kim", kind="person", aliases=["KJU"]),
        one(name="Kim", kind="person", id="person:kju"),
        parse({"exclude": ["Kim"]}),
    ]
    assert len({gazetteer.fingerprint for gazetteer in gazetteers}) == len(gazetteers)
    assert one(name="Kim", kind="person").fingerprint == one(kind="person", name="Kim").fingerprint


def test_of_merged_gazetteers_the_first_to_give_a_name_holds() -> None:
    merged = Gazetteer.merge(one(name="Zorblatt", kind="place"), one(name="Zorblatt", kind="person"))
    assert found("We saw Zorblatt.", merged) == [("Zorblatt", "place:zorblatt")]


def test_the_users_word_goes_before_every_other() -> None:
    assert found("He lives in Moscow.", one(name="Moscow", kind="organisation")) == [
        ("Moscow", "organisation:moscow")
    ]


def test_a_name_of_the_users_is_found_in_small_letters_and_inside_a_longer_run() -> None:
    gazetteer = one(name="grey zone", kind="organisation")
    text = "The grey zone channel wrote that President grey zone met Kim Jong Un."
    assert found(text, gazetteer)[0] == ("grey zone", "organisation:grey-zone")
    cut = one(name="Jong", kind="organisation")
    assert ("Jong", "organisation:jong") in found("He met Kim Jong Un.", cut)


def test_the_longest_name_is_taken_first() -> None:
    gazetteer = parse(
        {
            "names": [
                {"name": "Blue", "kind": "organisation"},
                {"name": "Blue Harbour Group", "kind": "organisation"},
                {"name": "Blue Harbour", "kind": "place"},
            ]
        }
    )
    text = "The Blue Harbour Group left Blue Harbour for Blue."
    assert [name for name, _ in found(text, gazetteer)] == ["Blue Harbour Group", "Blue Harbour", "Blue"]


def test_case_is_exact_unless_any_is_said() -> None:
    text = "Both kju and KJU came."
    assert found(text, one(name="KJU", kind="person", id="person:kim")) == [("KJU", "person:kim")]
    assert len(found(text, one(name="KJU", kind="person", id="person:kim", case="any"))) == 2


def test_excluded_names_are_never_marked() -> None:
    gazetteer = parse({"exclude": ["Moscow"]})
    assert found("Moscow warned Russia.", gazetteer) == [("Russia", "state:RU")]
    assert found("Moscow State University warned Russia.", gazetteer)[0][0] == "Moscow State University"


def test_aliases_are_one_identity_with_the_name_and_with_the_surname() -> None:
    gazetteer = one(name="Anna Zorblatt", kind="person", aliases=["the Fox"])
    text = "Anna Zorblatt came. Then the Fox spoke, and Zorblatt left."
    assert {identity for _, identity in found(text, gazetteer)} == {"person:anna-zorblatt"}
    assert len(found(text, gazetteer)) == 3


def test_a_state_of_the_users_is_the_state_that_is_known() -> None:
    gazetteer = one(name="North Korea", kind="state", aliases=["the Hermit Kingdom"])
    (mention,) = find_mentions("They left the Hermit Kingdom.", gazetteer)
    assert (mention.entity.id, mention.why, mention.score) == ("state:KP", Why.USER, 1.0)


SCALARS = st.none() | st.booleans() | st.text(max_size=8) | st.sampled_from(["person", "any", "names"])
KEYS = st.sampled_from(["names", "exclude", "name", "kind", "aliases", "case", "id"])


def _nested(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4)


@settings(max_examples=60, deadline=None)
@given(st.recursive(SCALARS, _nested, max_leaves=12))
def test_whatever_is_loaded_is_read_or_refused_in_a_sentence(data: object) -> None:
    try:
        gazetteer = parse(data)
    except GazetteerProblem as problem:
        assert str(problem).startswith("names.yaml")
        assert str(problem).endswith(".")
    else:
        assert len(gazetteer.fingerprint) == 12
        find_mentions("President Kim said so.", gazetteer)
