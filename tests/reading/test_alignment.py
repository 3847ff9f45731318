from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.article import Entity, Kind, Mention, Role, Why
from briefing.reading.alignment import ACCEPTED, ANCHOR, NEAR_BEST, accept, align, rank, score, terms, weigh
from briefing.reading.passages import passages
from briefing.resources import seeds

KIM = Entity("person:kim-jong-un", "Kim Jong Un", Kind.PERSON)
PUTIN = Entity("person:vladimir-putin", "Vladimir Putin", Kind.PERSON)
VOSTOCHNY = Entity("place:vostochny", "Vostochny Cosmodrome", Kind.PLACE)


def mentions(text: str) -> list[Mention]:
    named = {"Kim Jong Un": KIM, "Kim": KIM, "Vladimir Putin": PUTIN, "Putin": PUTIN, "Vostochny": VOSTOCHNY}
    return [
        Mention(m.start(), m.end(), named[m.group()], Role.ACTOR, Why.GAZETTEER, 1.0)
        for m in re.finditer("|".join(named), text)
    ]


@pytest.fixture
def summit() -> tuple[str, str]:
    a, b = (path.read_text(encoding="utf-8")[17:] for path in sorted(seeds().glob("*.txt")))
    return a, b


def test_the_seeds_are_linked_where_they_tell_the_same(summit: tuple[str, str]) -> None:
    a, b = summit
    alignment = align(a, mentions(a), b, mentions(b))
    linked = {(link.a, link.b) for link in alignment.links}
    # The openings, the conclusions, the ties between the two countries, and Vostochny as the place of it all.
    assert {(0, 0), (5, 6), (3, 2), (0, 3)} <= linked
    # The missile launch is told by the first alone, the denials by the second alone.
    assert not [link for link in alignment.links if link.a == 4 or link.b == 4]
    assert len(linked) < 10


def test_the_nearest_is_given_where_nothing_is_accepted(summit: tuple[str, str]) -> None:
    a, b = summit
    alignment = align(a, mentions(a), b, mentions(b))
    denial = alignment.nearest_b[4]
    assert denial is not None
    assert (denial.a, denial.b) == (2, 4)
    assert 0 < denial.score < ACCEPTED


def test_a_link_shows_what_speaks_for_it(summit: tuple[str, str]) -> None:
    a, b = summit
    ties = next(link for link in align(a, mentions(a), b, mentions(b)).links if (link.a, link.b) == (3, 2))
    assert {"ties", "importance", "emphasizes"} <= set(ties.words)
    assert ties.names == ("Kim Jong Un",)
    paragraph = passages(a)[3]
    assert all(word in a[paragraph.start : paragraph.end] for word in ties.words)
    assert not any("Kim" in word for word in ties.words)


def test_an_article_is_aligned_with_itself_passage_by_passage(summit: tuple[str, str]) -> None:
    a, _ = summit
    alignment = align(a, [], a, [])
    assert [link and (link.a, link.b) for link in alignment.nearest_a] == [(i, i) for i in range(6)]
    assert {(i, i) for i in range(6)} <= {(link.a, link.b) for link in alignment.links}
    assert alignment.links[0].score > 0.9


def test_where_a_passage_stands_is_no_evidence(summit: tuple[str, str]) -> None:
    a, b = summit
    there = {(link.a, link.b, round(link.score, 9)) for link in align(a, [], b, []).links}
    upside_down = "\n\n".join(reversed(b.split("\n\n")))
    turned = {(link.a, 6 - link.b, round(link.score, 9)) for link in align(a, [], upside_down, []).links}
    assert turned == there


def test_either_article_may_come_first(summit: tuple[str, str]) -> None:
    a, b = summit
    there = {(link.a, link.b, round(link.score, 9)) for link in align(a, [], b, []).links}
    back = {(link.b, link.a, round(link.score, 9)) for link in align(b, [], a, []).links}
    assert back == there


def test_links_come_best_first(summit: tuple[str, str]) -> None:
    a, b = summit
    found = [link.score for link in align(a, [], b, []).links]
    assert found == sorted(found, reverse=True)


def test_two_events_of_one_kind_are_not_linked() -> None:
    a = "A fire broke out at a bakery in Leeds on Monday. Nobody was hurt, the fire brigade reported."
    b = "Two people died when a fire destroyed a hotel in Cairo on Friday. Guests jumped from windows."
    alignment = align(a, [], b, [])
    assert alignment.links == ()
    assert alignment.nearest_a[0] is not None
    assert "fire" in alignment.nearest_a[0].words


def test_passages_that_share_nothing_have_no_nearest() -> None:
    alignment = align("Cats sleep.\n\nThe and of.", [], "Rockets launched yesterday.", [])
    assert alignment.links == ()
    assert alignment.nearest_a == (None, None)
    assert alignment.nearest_b == (None,)


def test_empty_articles_are_aligned_with_nothing() -> None:
    assert align("", [], "Rockets flew.", []).nearest_b == (None,)
    assert align("", [], "", []).nearest_a == ()


def test_function_words_count_for_nothing() -> None:
    a, b = [terms("It was he who had been there.")], [terms("It was she who had been here.")]
    assert score(a, b, weigh([*a, *b])) == {}


def test_a_word_in_every_segment_weighs_least() -> None:
    weights = weigh([{"xaver", "ylva"}, {"xaver", "zora"}, {"xaver"}])
    assert weights["xaver"] < weights["ylva"] == weights["zora"]


def test_a_plain_word_weighs_more_than_one_that_is_rare_in_the_language() -> None:
    weights = weigh([{"govern", "vostochny"}, {"xaver"}])
    assert weights["govern"] > weights["vostochny"]


def test_nothing_is_accepted_without_an_anchor() -> None:
    assert accept({(0, 0): ANCHOR - 0.01, (1, 1): ACCEPTED}) == []
    assert accept({(0, 0): ANCHOR, (1, 1): ACCEPTED, (2, 2): ACCEPTED - 0.01}) == [(0, 0), (1, 1)]


def test_a_passage_may_have_many_links_near_its_best() -> None:
    best = 0.8
    scores = {(0, 0): best, (0, 1): best * NEAR_BEST, (1, 0): best * NEAR_BEST - 0.01, (1, 2): best}
    assert accept(scores) == [(0, 0), (1, 2), (0, 1)]


sentence = st.lists(
    st.sampled_from(["fire", "hotel", "Cairo", "rocket", "the", "of", "Kim", "won", "lost"]), max_size=8
)
article = st.lists(sentence.map(lambda found: " ".join(found) + "."), max_size=6).map("\n\n".join)


@settings(max_examples=60)
@given(article | st.text(max_size=80), article | st.text(max_size=80))
def test_any_two_texts_align_within_their_passages(a: str, b: str) -> None:
    alignment = align(a, mentions(a), b, mentions(b))
    assert len(alignment.nearest_a) == len(passages(a))
    assert len(alignment.nearest_b) == len(passages(b))
    for i, nearest in enumerate(alignment.nearest_a):
        scores = [link.score for link in alignment.for_a(i)]
        assert nearest is None or (nearest.a == i and 0 < nearest.score <= 1 + 1e-9)
        assert not scores or (nearest is not None and scores[0] == nearest.score)


def test_a_pair_without_a_rival_ranks_before_one_as_near_with_one() -> None:
    ranked = rank({(0, 0): 0.5, (1, 1): 0.5, (1, 2): 0.45})
    assert ranked[0, 0] == 0.5
    assert ranked[0, 0] > ranked[1, 1] > ranked[1, 2]


def test_the_readers_word_links_and_parts(summit: tuple[str, str]) -> None:
    a, b = summit
    alignment = align(a, mentions(a), b, mentions(b), {(0, 0): False, (2, 4): True})
    assert not [link for link in alignment.links if (link.a, link.b) == (0, 0)]
    (pinned,) = alignment.for_b(4)
    assert (pinned.a, pinned.by_hand) == (2, True)
    assert alignment.nearest_b[4] == pinned
    assert alignment.nearest_a[0] is not None
    assert alignment.nearest_a[0].b != 0


def test_numbers_in_common_speak_for_a_link() -> None:
    (link,) = align("The 12 boats left at 5.", [], "At 5 all 12 boats left.", []).links
    assert set(link.numbers) == {"12", "5"}
    assert set(link.words) == {"boats", "left"}


def test_a_noun_of_doing_counts_as_its_verb_does(summit: tuple[str, str]) -> None:
    """“The development of space technology” and “developing its space and satellite program”."""
    a, b = summit
    assert (0, 1) in {(link.a, link.b) for link in align(a, [], b, []).links}
