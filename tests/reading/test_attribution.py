"""Whose word a sentence is."""

from __future__ import annotations

import pytest

from briefing.comparison import Attribution, Voice
from briefing.reading.attribution import UNREAD, attributions
from briefing.reading.mentions import find_mentions
from briefing.reading.sentences import sentences


def read(text: str) -> list[list[Attribution]]:
    """For each sentence whose word it is."""
    found = attributions(text, sentences(text), find_mentions(text))
    return [[one.attribution for one in of_sentence] for of_sentence in found]


@pytest.mark.parametrize(
    ("text", "voice", "speaker", "cue"),
    [
        ("John Bolton believes the pact is weak.", "named", "John Bolton", "believes"),
        ("The US and South Korea suspect a deal.", "named", "The US and South Korea", "suspect"),
        ("Both Russia and North Korea deny any such plans.", "named", "Russia and North Korea", "deny"),
        ("The mayor made it clear that the fine would stand.", "unnamed", "The mayor", "made it clear"),
        ("The dam is safe, according to the engineers.", "unnamed", "the engineers", "according to"),
        ("“The dam is safe,” said the mayor.", "unnamed", "the mayor", "said"),
        ("The dam, said Gov. Angela Merkel, is safe.", "named", "Gov. Angela Merkel", "said"),
        ("The coach, a former player, said the game was lost.", "unnamed", "The coach", "said"),
        ("Kim Jong Un, on his part, emphasized the ties.", "named", "Kim Jong Un", "emphasized"),
        ("The hostages are reportedly alive.", "unnamed", "", "reportedly"),
        ("The pact is seen as a victory.", "unnamed", "", "is seen as"),
        ("The bishop called for calm and said the church was open.", "unnamed", "The bishop", "said"),
        ("The ice melts, scientists report.", "unnamed", "scientists", "report"),
        ("South Korean officials said the ship had left.", "unnamed", "South Korean officials", "said"),
    ],
)  # fmt: skip
def test_the_speaker_is_read(text: str, voice: str, speaker: str, cue: str) -> None:
    ((found, *_),) = read(text)
    assert (found.voice, found.speaker, found.cue) == (voice, speaker, cue)


@pytest.mark.parametrize(
    "text",
    [
        "The landslide buried 14 houses.",
        "Their hopes were high.",
        "Kim’s arrival in Russia, accompanied by leaders, emphasizes the ties.",
        "Moscow, in need of ammunition, sees an opportunity.",
        "The launch further emphasizes the need for attention.",
        "The court denied bail to the smuggler.",
        "The union called for a strike.",
    ],
)
def test_what_the_article_says_itself_is_nobodys(text: str) -> None:
    assert read(text) == [[]]


def test_all_sentences_of_a_quotation_are_its_speakers() -> None:
    text = "“The dam is old. It will hold,” the mayor said. “We checked it.” The river rose."
    speakers = [[one.speaker for one in of_sentence] for of_sentence in read(text)]
    assert speakers == [["the mayor"], ["the mayor"], ["the mayor"], []]


def test_cues_inside_a_quotation_are_not_the_articles() -> None:
    ((found,),) = read("“They said it would hold,” the mayor recalled.")
    assert found.speaker == "the mayor"


def test_a_quotation_of_nobody_is_somebodys_word_unread() -> None:
    assert read("“The dam will hold.”") == [[UNREAD]]
    assert read("“An open quotation, as in a speech of several paragraphs.\n\nThe river rose.") == [
        [UNREAD],
        [],
    ]


def test_a_pronoun_stands_for_the_person_named_last() -> None:
    _, (he) = read("Angela Merkel came. She said the dam would hold.")
    assert [entity.name for entity in he[0].entities] == ["Angela Merkel"]
    assert he[0].voice is Voice.NAMED
