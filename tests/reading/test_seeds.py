"""Every name of the two sample articles, listed by reading them: all are marked, and nothing else."""

import re
from pathlib import Path

import pytest

from briefing.reading.mentions import find_mentions

SEEDS = Path(__file__).parents[2] / "seeds"

PUTIN, KIM = "person:vladimir-putin", "person:kim-jong-un"
RUSSIA, NORTH_KOREA = "state:RU", "state:KP"

# A line is a paragraph; a name is given as it is written, with its entity and what it does in its sentence.
Expected = list[list[tuple[str, str, str]]]

THIRTEENTH: Expected = [
    [
        ("Russian", RUSSIA, "actor"),
        ("Vladimir Putin", PUTIN, "actor"),
        ("North Korean", NORTH_KOREA, "actor"),
        ("Kim Jong Un", KIM, "actor"),
        ("Russia", RUSSIA, "actor"),
        ("Vostochny", "place:vostochny", "place"),
        ("Putin", PUTIN, "actor"),
        ("North Korea", NORTH_KOREA, "actor"),
    ],
    [
        ("North Korea", NORTH_KOREA, "actor"),
        ("Russia", RUSSIA, "actor"),
        ("North Korea", NORTH_KOREA, "actor"),
    ],
    [
        ("Putin", PUTIN, "actor"),
        ("Kim", KIM, "actor"),
        ("Russia", RUSSIA, "actor"),
        ("North Korea", NORTH_KOREA, "actor"),
        ("Russia", RUSSIA, "actor"),
        ("Ukraine", "state:UA", "place"),
        ("Moscow", RUSSIA, "actor"),
        ("North Korea", NORTH_KOREA, "actor"),
    ],
    [
        ("Russia", RUSSIA, "actor"),
        ("North Korea", NORTH_KOREA, "actor"),
        ("Kim", KIM, "actor"),
        ("Russia", RUSSIA, "place"),
        ("Moscow", RUSSIA, "actor"),
        ("Pyongyang", NORTH_KOREA, "actor"),
        ("US", "state:US", "actor"),
        ("John Bolton", "person:john-bolton", "actor"),
        ("North Korea", NORTH_KOREA, "actor"),
        ("Russia", RUSSIA, "actor"),
        ("Soviet Union", "state:SU", "actor"),
    ],
    [
        ("North Korea", NORTH_KOREA, "actor"),
        ("Korean Peninsula", "place:korean-peninsula", "place"),
    ],
    [
        ("Putin", PUTIN, "actor"),
        ("Kim", KIM, "actor"),
        ("Vostochny", "place:vostochny", "place"),
        ("Russia", RUSSIA, "actor"),
        ("North Korea", NORTH_KOREA, "actor"),
    ],
]

SEVENTH: Expected = [
    [
        ("Russian", RUSSIA, "actor"),
        ("Vladimir Putin", PUTIN, "actor"),
        ("North Korean", NORTH_KOREA, "actor"),
        ("Kim Jong Un", KIM, "actor"),
        ("Russia", RUSSIA, "actor"),
        ("Pyongyang", NORTH_KOREA, "actor"),
        ("United States", "state:US", "actor"),
        ("South Korea", "state:KR", "actor"),
        ("Russia", RUSSIA, "actor"),
        ("North Korea", NORTH_KOREA, "actor"),
    ],
    [
        ("Putin", PUTIN, "actor"),
        ("Kim", KIM, "actor"),
        ("Russian president", PUTIN, "actor"),
    ],
    [
        ("Kim", KIM, "actor"),
        ("North Korea", NORTH_KOREA, "actor"),
        ("Russia", RUSSIA, "actor"),
        ("Putin", PUTIN, "actor"),
        ("Russia", RUSSIA, "actor"),
    ],
    [
        ("Russia", RUSSIA, "actor"),
        ("Vostochny Cosmodrome", "place:vostochny", "place"),
        ("Russia", RUSSIA, "actor"),
        ("North Korea", NORTH_KOREA, "actor"),
        ("Kim", KIM, "actor"),
    ],
    [
        ("Russia", RUSSIA, "actor"),
        ("North Korea", NORTH_KOREA, "actor"),
    ],
    [
        ("Putin", PUTIN, "actor"),
        ("Kim", KIM, "actor"),
    ],
    [
        ("Putin", PUTIN, "actor"),
        ("Kim", KIM, "actor"),
        ("Russia", RUSSIA, "actor"),
        ("Russia", RUSSIA, "actor"),
        ("North Korea", NORTH_KOREA, "actor"),
    ],
]

EXPECTED = {"000_059e25d84cb00851.txt": THIRTEENTH, "003_fa0ca5e88a838118.txt": SEVENTH}


def body(name: str) -> str:
    """The article as the library keeps it: without the inline date before its first sentence."""
    return re.sub(r"^ date \S+ ", "", (SEEDS / name).read_text("utf-8"))


@pytest.mark.parametrize("name", EXPECTED)
def test_every_name_is_found_typed_and_linked_and_nothing_else_is_marked(name: str) -> None:
    text = body(name)
    mentions = find_mentions(text)
    paragraphs = [match.span() for match in re.finditer(r"[^\n]+", text)]
    found = [
        [(text[m.start : m.end], m.entity.id, str(m.role)) for m in mentions if start <= m.start < end]
        for start, end in paragraphs
    ]
    assert found == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_the_kind_of_every_name_is_that_of_its_identity(name: str) -> None:
    assert [m.entity.kind for m in find_mentions(body(name))] == [
        entity.partition(":")[0] for paragraph in EXPECTED[name] for _, entity, _ in paragraph
    ]


def test_each_occurrence_is_marked_where_it_stands() -> None:
    text = body("000_059e25d84cb00851.txt")
    spans = [(m.start, m.end) for m in find_mentions(text)]
    assert spans[0] == (0, len("Russian"))
    kims = [match.start() for match in re.finditer(r"\bKim\b", text)]
    assert [start for start, _ in spans if start in kims] == kims


def test_the_two_articles_share_their_identities() -> None:
    first, second = ({m.entity.id for m in find_mentions(body(name))} for name in EXPECTED)
    assert first & second == {RUSSIA, NORTH_KOREA, "state:US", PUTIN, KIM, "place:vostochny"}


def test_names_are_shown_in_full() -> None:
    shown = {m.entity.id: m.entity.name for name in EXPECTED for m in find_mentions(body(name))}
    assert shown[PUTIN] == "Vladimir Putin"
    assert shown[KIM] == "Kim Jong Un"
    assert shown["state:US"] == "United States"
    assert shown["place:vostochny"] == "Vostochny Cosmodrome"
