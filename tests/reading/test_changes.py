"""What the user puts right, laid over what was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.article import Entity, Kind, Mention, Reading, Role, Why
from briefing.reading.gazetteer import Change, Changes, Gazetteer, GazetteerProblem

TEXT = "Kim and Kim Jong Un met in Ford."
KIM = Entity("person:kim-jong-un", "Kim Jong Un", Kind.PERSON)
FORD = Entity("place:ford", "Ford", Kind.PLACE)
OTHER = Entity("person:kim-yo-jong", "Kim Yo Jong", Kind.PERSON)
READING = Reading(
    (),
    (
        Mention(0, 3, KIM, Role.ACTOR, Why.RULE, 0.8),
        Mention(8, 19, KIM, Role.ACTOR, Why.GAZETTEER, 0.95),
        Mention(27, 31, FORD, Role.PLACE, Why.MODEL, 0.7),
    ),
)


def shown(*changes: Change) -> list[tuple[str, str]]:
    body = Changes(changes).apply(READING, "", TEXT).body
    return [(TEXT[m.start : m.end], m.entity.id) for m in body]


def test_two_names_become_one_and_say_that_the_user_did_it() -> None:
    body = Changes([Change.merge(KIM, OTHER)]).apply(READING, "", TEXT).body
    assert [m.entity for m in body] == [OTHER, OTHER, FORD]
    assert [m.why for m in body] == [Why.USER, Why.USER, Why.MODEL]


def test_a_writing_becomes_a_name_of_its_own() -> None:
    assert shown(Change.split("Kim", KIM)) == [
        ("Kim", "person:kim"),
        ("Kim Jong Un", "person:kim-jong-un"),
        ("Ford", "place:ford"),
    ]


def test_what_is_split_off_is_never_the_same_again() -> None:
    assert shown(Change.split("Kim Jong Un", KIM))[1] == ("Kim Jong Un", "person:kim-jong-un-2")


def test_another_kind_has_another_role() -> None:
    ford = Changes([Change.kind(FORD, Kind.ORGANISATION)]).apply(READING, "", TEXT).body[2]
    assert (ford.entity, ford.role) == (Entity("organisation:ford", "Ford", Kind.ORGANISATION), Role.ACTOR)


def test_a_hidden_name_is_not_marked_until_it_is_shown_again() -> None:
    assert len(shown(Change.hide(KIM))) == 1
    assert len(shown(Change.hide(KIM), Change.show(KIM.id, KIM.name))) == 3
    assert len(shown(Change.hide(KIM), Change.show(KIM.id, KIM.name), Change.hide(KIM))) == 1
    assert Changes([Change.hide(KIM)]).hidden == {KIM.id: KIM.name}


def test_changes_follow_on_each_other() -> None:
    """Merged into one that is merged on, and split off again."""
    third = Entity("person:third", "Third", Kind.PERSON)
    assert shown(Change.merge(KIM, OTHER), Change.merge(OTHER, third))[0] == ("Kim", third.id)
    assert shown(Change.merge(KIM, OTHER), Change.split("Kim", OTHER))[:2] == [
        ("Kim", "person:kim"),
        ("Kim Jong Un", OTHER.id),
    ]
    assert shown(Change.merge(KIM, OTHER), Change.merge(OTHER, KIM)) == shown()


def test_what_is_not_concerned_is_the_same_object() -> None:
    assert Changes([Change.hide(OTHER)]).apply(READING, "", TEXT) is READING


entities = st.builds(
    lambda kind, slug: Entity(f"{kind}:{slug}", slug.title(), kind),
    st.sampled_from(Kind),
    st.sampled_from(["kim-jong-un", "ford", "kim", "x"]),
)
changes = st.one_of(
    st.builds(Change.merge, entities, entities),
    st.builds(Change.split, st.sampled_from(["Kim", "Kim Jong Un", "Ford"]), entities),
    st.builds(Change.kind, entities, st.sampled_from(Kind)),
    st.builds(Change.hide, entities),
    st.builds(lambda entity: Change.show(entity.id, entity.name), entities),
)


@given(st.lists(changes, max_size=8))
def test_changes_come_back_from_yaml_as_they_were_and_never_move_a_name(listed: list[Change]) -> None:
    parsed = Gazetteer.parse({"changes": [change.as_yaml for change in listed]}, "names.yaml")
    assert list(parsed.changes) == listed
    after = Changes(listed).apply(READING, "", TEXT).body
    assert {(m.start, m.end) for m in after} <= {(m.start, m.end) for m in READING.body}
    assert all(change.sentence for change in listed)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("hide", "names.yaml, change 1: expected one of the keys merge, split, kind, hide and show, found 'hide'."),
        ({"hide": "kim"}, "names.yaml, change 1: hide must be a kind, a colon and letters"),
        ({"hide": "person:kim", "into": "x"}, "names.yaml, change 1: unknown key 'into'"),
        ({"merge": "person:kim", "into": "person:k"}, "names.yaml, change 1: name is missing."),
        ({"kind": "human", "of": "person:kim", "name": "Kim"}, "names.yaml, change 1: kind must be person,"),
        ({"split": 7, "from": "person:kim", "into": "person:k", "name": "K"}, "names.yaml, change 1: split must be"),
    ],
)  # fmt: skip
def test_a_change_that_is_none_is_told(change: object, problem: str) -> None:
    with pytest.raises(GazetteerProblem) as raised:
        Gazetteer.parse({"changes": [change]}, "names.yaml")
    assert str(raised.value).startswith(problem)
