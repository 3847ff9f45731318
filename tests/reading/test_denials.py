"""What a text says is not so."""

from __future__ import annotations

import pytest

from briefing.article import Span
from briefing.reading.denials import denials


def read(text: str) -> list[tuple[str, str]]:
    """The cues of the denials, and what they deny."""
    found = denials(text, Span(0, len(text)))
    return [(text[slice(*one.cue)], text[slice(*one.denied)].strip(" .")) for one in found]


@pytest.mark.parametrize(
    ("text", "cue", "denied"),
    [
        ("He denied taking bribes.", "denied", "taking bribes"),
        ("The club dismissed the allegation that it paid.", "dismissed the allegation that", "it paid"),
        ("Both rejected reports of a deal.", "rejected reports of", "a deal"),
        ("There is no evidence that arsonists did it.", "no evidence that", "arsonists did it"),
        ("They disputed that the bridge was closed.", "disputed that", "the bridge was closed"),
        (
            "While talk of trade abounds, both deny any such plans.",
            "deny",
            "While talk of trade abounds, both",
        ),
        ("The jet never entered, but it turned.", "never", "The jet never entered"),
        ("No prisoners were beaten.", "No", "No prisoners were beaten"),
    ],
)
def test_what_is_denied(text: str, cue: str, denied: str) -> None:
    assert read(text) == [(cue, denied)]


@pytest.mark.parametrize(
    "text",
    [
        "The court denied bail to the smuggler.",
        "The reporter was denied entry.",
        "The embassy denied the singer a visa.",
        "They were denying services on religious grounds.",
        "Farmers rejected the new tax.",
        "Not only did it explode, it burned.",
        "It went by bus, not by train.",
        "He could not have known.",
        "The bridge is no longer open.",
    ],
)
def test_what_denies_nothing(text: str) -> None:
    assert read(text) == []
