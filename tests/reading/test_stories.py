from __future__ import annotations

import math
import random
import re
from collections import Counter
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.article import Entity, Kind
from briefing.reading.background import article_shares
from briefing.reading.stems import stem
from briefing.reading.stories import (
    Memory,
    NameCount,
    StoryText,
    Vector,
    days,
    group,
    neighbourhoods,
    place_all,
    place_one,
    take_out,
    told_in,
    weigh,
)
from briefing.reading.stories.clusters import average_link, within
from briefing.reading.stories.similarity import SAME, faded
from briefing.resources import seeds

RUSSIA = Entity("state:RU", "Russia", Kind.STATE)
KOREA = Entity("state:KP", "North Korea", Kind.STATE)
PUTIN = Entity("person:vladimir-putin", "Vladimir Putin", Kind.PERSON)
KIM = Entity("person:kim-jong-un", "Kim Jong Un", Kind.PERSON)
BOLTON = Entity("person:john-bolton", "John Bolton", Kind.PERSON)
COSMODROME = Entity("place:vostochny", "Vostochny Cosmodrome", Kind.PLACE)
WRITTEN = {
    "Russia": RUSSIA,
    "North Korea": KOREA,
    "Putin": PUTIN,
    "Kim": KIM,
    "John Bolton": BOLTON,
    "Vostochny": COSMODROME,
}


def article(
    identity: str, text: str, *, title: str = "", published: date | None = None, derived: bool = False
) -> StoryText:
    counts = Counter(WRITTEN[name] for name in re.findall("|".join(WRITTEN), text))
    names = tuple(NameCount(entity, count) for entity, count in counts.items())
    return StoryText(identity, title, published, text, names, derived)


def summit() -> list[StoryText]:
    found = []
    for path in sorted(seeds().glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        published = date.fromisoformat(text[6:16])
        found.append(article(path.stem, text[17:], title=text[17:70], published=published, derived=True))
    return found


def match(number: int, clubs: str, scorer: str, town: str) -> list[StoryText]:
    """Three accounts of one football match, which differ in the usual ways."""
    return [
        article(
            f"match-{number}-{i}",
            f"{opening} {scorer} scored the winning goal in the second half as {clubs} met in {town}. "
            f"The {town} crowd of supporters saw {scorer} strike from the penalty spot, and {closing}",
            title=f"{scorer} decides {clubs} in {town}",
        )
        for i, (opening, closing) in enumerate(
            [
                ("The league match was even for long.", f"the referee of {clubs} waved all protests away."),
                ("A tense league evening it was.", f"{scorer} thanked the coach after the match."),
                ("Rain fell on the league match.", f"the coach praised {scorer} for the goal in {town}."),
            ]
        )
    ]


def members(texts: list[StoryText]) -> set[frozenset[str]]:
    return {frozenset(story.articles) for story in group(texts)}


UNRELATED = [
    article(
        "budget", "Parliament in Lisbon passed the budget after a night of debate on pensions and fuel taxes."
    ),
    article(
        "whale", "A whale stranded on the beach near Sydney was freed by volunteers with ropes and a tug."
    ),
    article(
        "opera",
        "The opera house in Milan opened its season with Verdi, and the audience cheered the soprano.",
    ),
]


def test_the_seeds_are_one_story_and_what_is_unrelated_stays_apart() -> None:
    seed_ids = frozenset(text.id for text in summit())
    assert members([*summit(), *UNRELATED]) == {seed_ids, *(frozenset({text.id}) for text in UNRELATED)}


def test_two_articles_alone_are_told_apart_or_together() -> None:
    assert len(group(summit())) == 1
    assert len(group(UNRELATED[:2])) == 2


def test_no_articles_make_no_stories() -> None:
    assert group([]) == []


def test_two_articles_with_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="whale"):
        group([UNRELATED[1], UNRELATED[1]])


def test_two_matches_are_two_stories() -> None:
    one = match(1, "United and Rovers", "Okafor", "Leeds")
    other = match(2, "Albion and Wanderers", "Petrescu", "Bristol")
    assert members([*one, *other]) == {
        frozenset(text.id for text in one),
        frozenset(text.id for text in other),
    }


def test_the_order_of_arrival_changes_nothing() -> None:
    texts = [*summit(), *UNRELATED, *match(1, "United and Rovers", "Okafor", "Leeds")]
    texts += match(2, "Albion and Wanderers", "Petrescu", "Bristol")
    expected = group(texts)
    shuffled = random.Random(7)
    for _ in range(5):
        shuffled.shuffle(texts)
        assert group(texts) == expected


texts = st.lists(
    st.lists(
        st.sampled_from(["fire", "hotel", "Cairo", "rocket", "Kim", "Lisbon", "won", "goal"]), max_size=12
    ),
    max_size=9,
)


@settings(max_examples=60)
@given(texts, st.randoms(use_true_random=False), st.lists(st.none() | st.dates(), min_size=9, max_size=9))
def test_any_articles_are_grouped_alike_in_any_order(
    found: list[list[str]], order: random.Random, dates: list[date | None]
) -> None:
    articles = [
        article(f"a{i}", " ".join(words), title=" ".join(words[:3]), published=dates[i])
        for i, words in enumerate(found)
    ]
    stories = group(articles)
    assert sorted(identity for story in stories for identity in story.articles) == [a.id for a in articles]
    order.shuffle(articles)
    assert group(articles) == stories


def test_a_story_is_newest_first_and_the_undated_last() -> None:
    accounts = match(1, "United and Rovers", "Okafor", "Leeds")
    days = [None, date(2024, 3, 1), date(2024, 3, 2)]
    dated = [
        StoryText(account.id, account.title, day, account.text)
        for account, day in zip(accounts, days, strict=True)
    ]
    (story,) = group(dated)
    assert story.articles == ("match-1-2", "match-1-1", "match-1-0")


def test_a_story_keeps_its_id_while_it_keeps_its_articles() -> None:
    alone = group(summit())[0]
    among_others = next(story for story in group([*UNRELATED, *summit()]) if story.id == alone.id)
    assert among_others.articles == alone.articles
    third = article("000", summit()[0].text)
    assert alone.id not in {story.id for story in group([third, *summit()])}


def test_time_speaks_against_what_is_days_apart_only() -> None:
    def left(a: date | None, b: date | None) -> int:
        of, to = days([a]), days([b])
        return int(faded(np.array([SAME]), of, to)[0])

    day = date(2024, 3, 10)
    assert left(day, date(2024, 3, 13)) == left(date(2024, 3, 7), day) == SAME
    assert left(None, day) == left(day, None) == left(None, None) == SAME
    assert SAME // 2 < left(day, date(2024, 3, 20)) < SAME
    assert left(day, date(2020, 1, 1)) == left(date(2000, 1, 1), day) == SAME // 2


def test_where_titles_are_derived_the_story_is_named_by_what_its_articles_share() -> None:
    (story,) = group(summit())
    assert story.title == "Putin and Kim at the Vostochny Cosmodrome"
    assert set(story.names) == {
        "Russia",
        "North Korea",
        "Vladimir Putin",
        "Kim Jong Un",
        "Vostochny Cosmodrome",
    }
    assert "satellite" in story.terms
    assert not {"kim", "putin", "korea"} & set(story.terms)


def test_people_who_share_a_name_are_named_in_full() -> None:
    sister = Entity("person:kim-yo-jong", "Kim Yo Jong", Kind.PERSON)
    told = "Kim spoke. Kim Jong Un and Kim Yo Jong spoke of rockets and of satellites. Kim left."
    names = (NameCount(KIM, 3), NameCount(sister, 1))
    (story,) = group([StoryText(i, "", None, told, names, title_derived=True) for i in "ab"])
    assert story.title == "Kim Jong Un and Kim Yo Jong"


def test_states_are_named_as_their_articles_write_them() -> None:
    states = Entity("state:US", "United States", Kind.STATE)
    pyongyang = Entity("place:pyongyang", "Pyongyang", Kind.PLACE)
    told = "Envoys of the United States and North Korea met in Pyongyang to speak of rockets and satellites."
    names = (NameCount(states, 2), NameCount(KOREA, 1), NameCount(pyongyang, 1))
    (story,) = group([StoryText(i, "", None, told, names, title_derived=True) for i in "ab"])
    assert story.title == "The United States and North Korea in Pyongyang"


def test_a_real_title_goes_before_a_phrase() -> None:
    first, second = summit()
    headline = "Kremlin hosts Kim among its rockets"
    titled = StoryText(second.id, headline, second.published, second.text, second.names)
    assert group([first, titled])[0].title == headline


def test_a_story_of_one_has_the_title_of_its_article() -> None:
    told = article("whale", UNRELATED[1].text, title="Whale freed near Sydney")
    (story,) = group([told])
    assert story.title == "Whale freed near Sydney"
    assert "whale" in story.terms


def test_progress_reaches_the_end_and_never_goes_back() -> None:
    told: list[tuple[int, int]] = []
    group([*summit(), *UNRELATED], lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1] == (5, 5)


def test_clusters_are_joined_by_their_average_nearness() -> None:
    near, far = 80, 30
    alike = np.array([[99, near, far, 0], [near, 99, far, 0], [far, far, 99, near], [0, 0, near, 99]])
    assert average_link(alike, 50) == [[0, 1], [2, 3]]
    # Two of the four pairs across are not alike at all: 30 + 30 + 0 + 0 over 4.
    assert average_link(alike, 16) == [[0, 1], [2, 3]]
    assert average_link(alike, 15) == [[0, 1, 2, 3]]
    assert average_link(alike, 0, fewest=3) == [[0, 1], [2], [3]]
    assert within(alike, [2, 3]).tolist() == [[99, near], [near, 99]]


@pytest.mark.parametrize(("hundredths", "stories"), [(14, 12), (16, 1)])
def test_articles_that_are_loosely_alike_are_no_story_however_many_they_are(
    hundredths: int, stories: int
) -> None:
    shared, own = (round(4000 * math.sqrt(share / 100)) for share in (hundredths, 100 - hundredths))
    memory = Memory()
    for number in range(12):
        terms, weights = np.array([100 + number, 1], np.uint32), np.array([own, shared], np.uint16)
        memory.remember(number, f"a{number}", 0, Vector(terms, weights, ("own", "shared")))
    (neighbourhood,) = place_all(memory, range(12), lambda: None)
    assert len(told_in(memory, neighbourhood)) == stories


def placed(
    memory: Memory, articles: list[int]
) -> tuple[set[tuple[int, frozenset[int]]], set[frozenset[int]]]:
    """The neighbourhoods of some articles with their closeness, and their stories."""
    numbers = {int(memory.places["neighbourhood"][article]) for article in articles}
    members = {number: memory.members(number).tolist() for number in numbers}
    return (
        {(int(memory.places["closeness"][found[0]]), frozenset(found)) for found in members.values()},
        {frozenset(told) for number in numbers for told in told_in(memory, number)},
    )


def remembering(texts: list[StoryText], articles: list[int]) -> Memory:
    memory = Memory()
    for number in articles:
        (day,) = days([texts[number].published]).tolist()
        memory.remember(number, texts[number].id, day, weigh(texts[number]))
    return memory


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from([2, 3, 5, 128]))
def test_articles_that_come_and_go_one_by_one_are_placed_as_all_at_once(
    order: random.Random, largest: int
) -> None:
    vocabulary = [f"word{i}" for i in range(30)]
    texts = [
        article(f"a{i}", " ".join(order.choices(vocabulary, k=order.randint(1, 9)))) for i in range(24)
    ] + match(1, "United and Rovers", "Okafor", "Leeds")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(neighbourhoods, "LARGEST", largest)
        articles = list(range(len(texts)))
        order.shuffle(articles)
        memory = Memory()
        for number in articles:
            memory.remember(number, texts[number].id, 0, weigh(texts[number]))
            place_one(memory, number)
        at_once = remembering(texts, sorted(articles))
        place_all(at_once, articles, lambda: None)
        assert placed(memory, articles) == placed(at_once, articles)

        gone, left = articles[:6], articles[6:]
        for number in gone:
            take_out(memory, number)
        at_once = remembering(texts, left)
        place_all(at_once, left, lambda: None)
        assert placed(memory, left) == placed(at_once, left)


def test_the_background_knows_common_words_from_rare_ones() -> None:
    shares = article_shares()
    assert shares[stem("government")] > 5 * shares[stem("satellite")] > 0
    assert "vostochny" not in shares


@pytest.mark.parametrize(
    ("forms", "other"),
    [
        (["launch", "launches", "launched", "launching"], "lunch"),
        (["city", "cities"], "cite"),
        (["stop", "stopped", "stopping"], "step"),
        (["missile", "missiles"], "mission"),
    ],
)
def test_the_forms_of_a_word_share_a_stem(forms: list[str], other: str) -> None:
    assert len({stem(form) for form in forms}) == 1
    assert stem(other) != stem(forms[0])
