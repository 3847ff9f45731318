from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.article import Entity, Kind, Mention, Role, Span, Why
from briefing.library.query import chips, explain, find_hits, make_snippet, parse

TEXT = "Russian President Vladimir Putin met Kim in Russia’s Vostochny; Kim thanked Moscow. Putin’s put-in."

PUTIN = Entity("person:vladimir-putin", "Vladimir Putin", Kind.PERSON)
KIM = Entity("person:kim-jong-un", "Kim Jong Un", Kind.PERSON)
RUSSIA = Entity("state:RU", "Russia", Kind.STATE)
VOSTOCHNY = Entity("place:vostochny", "Vostochny", Kind.PLACE)


def _mention(name: str, entity: Entity, role: Role, occurrence: int = 0) -> Mention:
    start = [match.start() for match in re.finditer(name, TEXT)][occurrence]
    return Mention(start, start + len(name), entity, role, Why.RULE, 1.0)


MENTIONS = [
    _mention("Russian", RUSSIA, Role.ACTOR),
    _mention("Vladimir Putin", PUTIN, Role.ACTOR),
    _mention("Kim", KIM, Role.ACTOR),
    _mention("Russia’s", RUSSIA, Role.PLACE),
    _mention("Vostochny", VOSTOCHNY, Role.PLACE),
    _mention("Kim", KIM, Role.ACTOR, 1),
    _mention("Moscow", RUSSIA, Role.ACTOR),
]


def _marked(query: str, *, in_title: bool = False) -> list[str]:
    spans = find_hits(parse(query).root, TEXT, MENTIONS, in_title=in_title)
    return [TEXT[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("kim", ["Kim", "Kim"]),
        ("russia", ["Russia’s"]),
        ("put*", ["Putin", "Putin’s", "put"]),
        ("putin kim", ["Putin", "Kim", "Kim", "Putin’s"]),
        ('"president vladimir putin" putin', ["President Vladimir Putin", "Putin’s"]),
        ('"president vladimir" "vladimir putin"', ["President Vladimir Putin"]),
        ('"vladimir put*"', ["Vladimir Putin"]),
        ("put-in", ["put-in"]),
        ("kim -putin", ["Kim", "Kim"]),
        ("-putin", []),
        ("-(kim -moscow)", ["Moscow"]),
        ("date:2023 source:kim title:kim", []),
        ("actor:kim", ["Kim", "Kim"]),
        ("actor:jong", ["Kim", "Kim"]),
        ('actor:"kim jong un"', ["Kim", "Kim"]),
        ("actor:russia", ["Russian", "Russia’s", "Moscow"]),
        ("place:russia", ["Russian", "Russia’s", "Moscow"]),
        ("place:moscow", ["Moscow"]),
        ("place:kim", []),
        ("actor:vostochny", []),
        ("place:vost*", ["Vostochny"]),
        ("name:vost*", ["Vostochny"]),
        ("name:kim", ["Kim", "Kim"]),
        ("p*", ["Vladimir Putin"]),
        ("v*", ["Vladimir Putin", "Vostochny"]),
        ("vostochni~", ["Vostochny"]),
        ("*tochn?", ["Vostochny"]),
        ("name:vostochni~", ["Vostochny"]),
        ('"kim putin"~1', ["Putin", "Kim"]),
        ('"moscow kim"~1', ["Kim", "Moscow"]),
        ('"moscow vladimir"~3', []),
        ("kim^2", ["Kim", "Kim"]),
        ("is:unread tag:moscow", []),
    ],
)
def test_the_words_that_are_asked_for_are_marked(query: str, marked: list[str]) -> None:
    assert _marked(query) == marked


def test_a_title_is_marked_for_its_field_too() -> None:
    assert _marked("title:kim", in_title=True) == ["Kim", "Kim"]
    assert _marked("p*", in_title=True) == ["President", "Vladimir Putin", "Putin’s", "put"]


@given(
    st.text(st.sampled_from("ab ’-\n"), max_size=60),
    st.sampled_from(["a", "a*", '"a b"', "a OR b", '"a a*"']),
)
def test_hits_are_in_order_and_apart(text: str, query: str) -> None:
    spans = find_hits(parse(query).root, text, [])
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "All articles"),
        ("kim", "Articles with “kim”"),
        ("-kim", "Articles without “kim”"),
        ("kim put* -trump", "Articles with “kim” and words that start with “put”, but without “trump”"),
        ("k*", "Articles with words that start with “k” in the title or among the actors and places"),
        ("title:k*", "Articles with words that start with “k” in the title"),
        ('"north korea" date:2023-11', "Articles with the phrase “north korea” and a date in November 2023"),
        ("kim (putin OR trump)", "Articles with “kim” and (“putin” or “trump”)"),
        ("-(kim putin) -trump", "Articles without (“kim” and “putin”) or “trump”"),
        ("kim OR -putin", "Articles with “kim” or not “putin”"),
        ("a OR (b -c)", "Articles with “a” or (“b” but not “c”)"),
        (
            "actor:kim place:russia source:bbc",
            "Articles with “kim” among the actors, “russia” among the places and “bbc” in the source",
        ),
        ("卫星", "Articles with the phrase “卫星”"),
        ("위성", "Articles with “위성”"),
        ("date:2023", "Articles with a date in 2023"),
        ("date:2023-11-07", "Articles with a date on 7 November 2023"),
        ("date:2023-11-07..2023-11-13", "Articles with a date from 7 November 2023 to 13 November 2023"),
        ("date:2023..", "Articles with a date from 1 January 2023 on"),
        ("date:..2023", "Articles with a date up to 31 December 2023"),
    ],
)
def test_a_query_is_said_in_words(query: str, said: str) -> None:
    assert explain(parse(query).root) == said


def _snippet(text: str, query: str, width: int) -> tuple[str, list[str]]:
    snippet = make_snippet(text, find_hits(parse(query).root, text, []), width)
    return snippet.text, [snippet.text[span.start : span.end] for span in snippet.spans]


LONG = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"


def test_a_snippet_shows_the_hit_between_whole_words() -> None:
    assert _snippet(LONG, "nine", 30) == ("…eight nine ten eleven…", ["nine"])


def test_a_snippet_of_a_script_without_spaces_shows_what_stands_around_the_hit() -> None:
    text = "朝鲜计划在年底前发射一颗侦察卫星，外交部发言人表示，双方将继续保持沟通并进行合作。" * 3
    shown, hits = _snippet(text, "颗侦察", 30)
    assert hits[0] == "颗侦察"
    assert shown.startswith("…")
    assert "射一颗侦察卫星，外交部发言人" in shown


def test_chips_leave_no_space_within_a_script_that_has_none() -> None:
    assert [chip.text for chip in chips(parse("卫星 위성").root)] == ["“卫星”", "위성"]


def test_a_snippet_prefers_different_hits_to_many() -> None:
    text = "kim kim kim " + "and so on " * 20 + "kim putin " + "and so on " * 20
    assert _snippet(text, "kim OR putin", 40)[1] == ["kim", "putin"]


def test_a_snippet_without_hits_is_the_start() -> None:
    assert _snippet(LONG, "zebra", 20) == ("one two three four…", [])


def test_a_short_text_is_its_own_snippet() -> None:
    assert _snippet("Kim\n\nmet\tPutin", "putin", 160) == ("Kim  met Putin", ["Putin"])


def test_a_hit_longer_than_the_snippet_is_cut() -> None:
    text, shown = _snippet("x " * 50 + "a" * 300, "aaa*", 40)
    assert len(text) <= 40
    assert set(shown[0]) == {"a"}


@given(
    st.text(st.sampled_from("ab \n\té"), max_size=120),
    st.sampled_from(["a", "a b", '"a b"', "zebra"]),
    st.integers(10, 50),
)
def test_a_snippet_keeps_to_its_width_and_its_spans_to_their_text(text: str, query: str, width: int) -> None:
    spans = find_hits(parse(query).root, text, [])
    snippet = make_snippet(text, spans, width)
    assert len(snippet.text) <= width
    assert not set(snippet.text) & set("\n\t")
    hits = {text[span.start : span.end].translate(str.maketrans("\n\t", "  ")) for span in spans}
    for span in snippet.spans:
        assert isinstance(span, Span)
        shown = snippet.text[span.start : span.end]
        assert shown
        assert any(shown in hit for hit in hits)
    assert bool(snippet.spans) == bool(spans)
