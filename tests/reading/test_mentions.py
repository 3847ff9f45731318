"""What is marked as a name, with which identity and role, beyond the two sample articles."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.article import Kind, Mention, Role
from briefing.reading.mentions import find_mentions, read


def names(text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.entity.id) for m in find_mentions(text)]


def marked(text: str) -> list[str]:
    return [name for name, _ in names(text)]


def role(text: str, name: str) -> Role:
    (mention,) = [m for m in find_mentions(text) if text[m.start : m.end] == name]
    return mention.role


@pytest.mark.parametrize(
    ("text", "name", "identity"),
    [
        ("They met Chancellor Angela Merkel there.", "Angela Merkel", "person:angela-merkel"),
        ("He thanked Dr. J.K. Vandermolen for it.", "J.K. Vandermolen", "person:jk-vandermolen"),
        ("They called Ursula von der Leyen at once.", "Ursula von der Leyen", "person:ursula-von-der-leyen"),
        ("They called Moon Jae-in at once.", "Moon Jae-in", "person:moon-jae-in"),
        ("They saw Oleksandr Usyk box.", "Oleksandr Usyk", "person:oleksandr-usyk"),
        ("The striker Xabi Zorblatt, 43, was hurt.", "Xabi Zorblatt", "person:xabi-zorblatt"),
        (
            "He studied at the University of Oxford then.",
            "University of Oxford",
            "organisation:oxford-university",
        ),
        ("She joined Zorblatt Industries Inc. last year.", "Zorblatt Industries Inc.", None),
        (
            "The Department of Health and Human Services agreed.",
            "Department of Health and Human Services",
            None,
        ),
        ("They left the South China Sea.", "South China Sea", "place:south-china-sea"),
        ("They fled the village of Zorblattovo.", "Zorblattovo", "place:zorblattovo"),
        ("They fled to Zorblattovo, Ukraine, on foot.", "Zorblattovo", "place:zorblattovo"),
        ("They crossed the Zorblatt River.", "Zorblatt River", "place:zorblatt-river"),
        ("They saw the collapse of the U.S.S.R. then.", "U.S.S.R.", "state:SU"),
        ("They went to Côte d’Ivoire by bus.", "Côte d’Ivoire", "state:CI"),
        ("Talks at the People’s Liberation Army failed.", "People’s Liberation Army", None),
    ],
)
def test_a_name_is_marked_whole(text: str, name: str, identity: str | None) -> None:
    found = dict(names(text))
    assert name in found
    assert identity in {None, found[name]}


@pytest.mark.parametrize(
    "text",
    [
        "Overall, it went well. Interestingly, nobody came. While it rained, most people slept.",
        "On Monday, in March, at Christmas, during the Cold War, they read the Bible in English.",
        "Reading is fun. Most agree. May he rest. Will it rain? Mark my words.",
        "Who told us that it is nice? They lead. IT and TV matter to a CEO.",
        "The prime minister and the president of the company met the secretary of state.",
        "The phone cost US$ 20 and French fries were free; he speaks Russian.",
        "Native American and African American voters came.",
        "Millions of Americans and Russians watched.",
        "IT WAS THE BEST OF TIMES AND IT WAS THE WORST OF TIMES",
        "Ten Things You Should Never Do Before Breakfast",
        "",
        " \n\n\t ",
    ],
)
def test_what_names_nothing_is_not_marked(text: str) -> None:
    assert marked(text) == []


def test_titles_articles_and_possessives_stay_outside() -> None:
    text = "The Kremlin’s Foreign Minister Sergei Lavrov met Former US National Security Adviser John Bolton."
    assert marked(text) == ["Kremlin", "Sergei Lavrov", "US", "John Bolton"]


def test_a_surname_alone_is_its_bearer() -> None:
    text = "Oleksandr Zorblatt came. Mr Zorblatt spoke. Later Zorblatt’s car left, and Zorblatt with it."
    assert {identity for _, identity in names(text)} == {"person:oleksandr-zorblatt"}
    assert len(names(text)) == 4


def test_a_surname_that_is_a_word_is_its_bearers_once_they_are_known() -> None:
    assert marked("Gordon Brown resigned. Brown said so.") == ["Gordon Brown", "Brown"]
    assert marked("Brown bears sleep. The bear said so.") == []


def test_two_bearers_of_a_surname_stay_apart() -> None:
    text = "Kim Jong Un came. Kim smiled. Then Kim Yo Jong came. Kim frowned. Kim Jong Un left with Kim."
    assert [identity for _, identity in names(text)] == [
        "person:kim-jong-un",
        "person:kim-jong-un",
        "person:kim-yo-jong",
        "person:kim-yo-jong",
        "person:kim-jong-un",
        "person:kim-jong-un",
    ]


def test_a_surname_before_any_full_name_is_the_first_that_follows() -> None:
    assert names("Then Zorblatt spoke. It was Anna Zorblatt.")[0] == ("Zorblatt", "person:anna-zorblatt")


def test_middle_initials_join_one_person_and_part_two() -> None:
    assert len({i for _, i in names("They saw Donald J. Trump and Donald Trump.")}) == 1
    assert len({i for _, i in names("They saw George W. Bush and George H.W. Bush.")}) == 2


def test_a_place_or_a_state_of_that_name_is_not_taken_for_a_person() -> None:
    text = "Michael Jordan scored. He lives in Jordan. Denzel Washington flew to Washington."
    assert [i for _, i in names(text)] == [
        "person:michael-jordan",
        "state:JO",
        "person:denzel-washington",
        "place:washington",
    ]


def test_a_description_names_who_holds_the_office_in_the_text() -> None:
    text = "French President Emmanuel Macron spoke. The French president left. The French leader was tired."
    assert names(text)[2:] == [
        ("French president", "person:emmanuel-macron"),
        ("French leader", "person:emmanuel-macron"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The French president left.",
        "Former French President Nicolas Sarkozy spoke. The French president left.",
        "German Chancellor Angela Merkel spoke. The French president left.",
        "French President Emmanuel Macron spoke. A former French president left.",
    ],
)
def test_a_description_without_a_holder_is_only_the_state(text: str) -> None:
    assert names(text)[-1] == ("French", "state:FR")


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("Moscow warned them on Monday.", "state:RU"),
        ("They discussed Pyongyang’s satellite program.", "state:KP"),
        ("Talks with Beijing went on.", "state:CN"),
        ("They live in Moscow today.", "place:moscow"),
        ("They flew from Moscow yesterday.", "place:moscow"),
        ("They met Moscow’s mayor there.", "place:moscow"),
        ("MOSCOW (Reuters) - They met.", "place:moscow"),
    ],
)
def test_a_capital_is_the_state_where_it_acts_and_else_the_city(text: str, identity: str) -> None:
    assert names(text)[0][1] == identity


def test_hyphenated_pairs_are_two_states_and_other_hyphens_one_name() -> None:
    assert [i for _, i in names("The Moscow-Pyongyang talks began.")] == ["state:RU", "state:KP"]
    assert names("The US-led force left.") == [("US", "state:US")]
    assert marked("They met Anita Moen-Guidon there.") == ["Anita Moen-Guidon"]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("They met in Russia last week.", "Russia", Role.PLACE),
        ("They flew to Russia last week.", "Russia", Role.PLACE),
        ("The Ukraine conflict goes on.", "Ukraine", Role.PLACE),
        ("The Kremlin denied it.", "Kremlin", Role.ACTOR),
        ("They met at Russia’s embassy.", "Russia", Role.ACTOR),
        ("Talks between France and them failed.", "France", Role.ACTOR),
        ("They met in France and Spain last week.", "Spain", Role.PLACE),
        ("They left the Korean Peninsula.", "Korean Peninsula", Role.PLACE),
        ("They joined the United Nations.", "United Nations", Role.ACTOR),
    ],
)
def test_the_role_follows_the_sentence(text: str, name: str, expected: Role) -> None:
    assert role(text, name) is expected


def test_an_acronym_is_its_expansion() -> None:
    text = "The International Widget Federation (IWF) met. The IWF agreed. The UN met the United Nations."
    assert [i for _, i in names(text)] == ["organisation:international-widget-federation"] * 3 + [
        "organisation:united-nations"
    ] * 2


def test_a_state_that_shares_its_name_with_a_place_is_told_by_its_company() -> None:
    assert ("Georgia", "place:georgia-us") in names("Voters in Atlanta, Georgia, queued.")
    assert ("Georgia", "state:GE") in names("The Georgian army left; Georgia protested in Tbilisi.")


def test_headlines_in_capitals_are_read_by_what_is_known() -> None:
    assert [i for _, i in names("PUTIN FLIES TO NORTH KOREA AS UKRAINE WARNS NATO OF NEW ARMS DEAL")] == [
        "person:vladimir-putin",
        "state:KP",
        "state:UA",
        "organisation:nato",
    ]


def test_a_title_is_read_with_its_article() -> None:
    reading = read("Zorblatt Meets Kim", "Anna Zorblatt met North Korean leader Kim Jong Un on Monday.")
    assert [m.entity.id for m in reading.title] == ["person:anna-zorblatt", "person:kim-jong-un"]
    assert reading.title[0].entity == reading.body[0].entity
    assert read("", "Anna Zorblatt left.").title == ()


def test_what_is_found_does_not_depend_on_what_was_read_before() -> None:
    text = "Anna Zorblatt met Mr. Kim in Zorblattovo, Ukraine. Moscow protested."
    before = find_mentions(text)
    find_mentions("Kim Jong Un met Boris Zorblatt.")
    assert find_mentions(text) == before


def hold(text: str, mentions: list[Mention]) -> None:
    end = 0
    for mention in mentions:
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
        assert 0 <= mention.score <= 1
        assert mention.entity.id.startswith(f"{mention.entity.kind}:")
        assert (mention.role is Role.PLACE) >= (mention.entity.kind is Kind.PLACE)
        end = mention.end


NAMES = "Putin Vladimir Kim Jong Un North Korea Moscow Pyongyang US U.S. MOSCOW UNITED STATES"
WORDS = (
    "The Russian president von der al- of and Mr. President Former University Ministry River Inc. in to said"
)
MARKS = "& ’s ' \" “ ( ) , . - — : $ J. \n \u00a0 é K\u0301im 金正恩 بوتين \u200d \ud800"
PIECES = st.sampled_from(f"{NAMES} {WORDS} {MARKS}".split(" "))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(PIECES, st.sampled_from(["", " ", " ", "-", "\n"])), max_size=40))
def test_offsets_always_slice_the_text_of_names(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + joint for piece, joint in pieces)
    hold(text, find_mentions(text))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=20), st.text(max_size=200))
def test_no_text_raises(title: str, text: str) -> None:
    reading = read(title, text)
    hold(title, list(reading.title))
    hold(text, list(reading.body))


FLOODS = [
    "A",
    "A ",
    "Kim Jong ",
    "HELLO WORLD ",
    "o\u0301",
    "K\u0301\u0302im ",
    "A.",
    "Kim-",
    "A'",
    "’s",
    ".",
    "\n",
]
PHRASES = [
    "Ministry of the ",
    "President ",
    "de ",
    "Von de ",
    "the Russian president ",
    "Mr. Kim met Kim Jong Un. ",
]


@pytest.mark.parametrize("unit", FLOODS + PHRASES)
def test_floods_are_read_to_their_end(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    hold(text, find_mentions(text))
