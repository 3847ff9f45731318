"""What the library says of articles beside each other, and the reader's own word on it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from briefing import resources
from briefing.collect import collect
from briefing.comparison import DifferenceKind, PassageState, Voice
from briefing.library.errors import LibraryError
from briefing.library.library import Library
from briefing.library.writer import add

from .conftest import AddAll, MakeArticle

FERRY = (
    "The ferry Amalia sank off Malta.\n\nDivers searched the harbour at dawn.\n\nTickets will be refunded."
)
BOAT = "Off Malta, the ferry Amalia sank.\n\nThe mayor of Malta spoke of grief.\n\nNo cause is known."


@pytest.fixture
def pair(home: Path, add_all: AddAll, make_article: MakeArticle) -> Iterator[tuple[Library, str, str]]:
    a = make_article(FERRY, source="Gazette", published=date(2024, 5, 2))
    b = make_article(BOAT, source="Herald", published=date(2024, 5, 3))
    add_all(a, b)
    library = Library.open(home)
    yield library, a.id, b.id
    library.close()


def links(library: Library, a: str, b: str) -> set[tuple[int, int]]:
    return {(link.a, link.b) for link in library.align(a, b).links}


def test_a_comparison_tells_how_each_passage_stands(pair: tuple[Library, str, str]) -> None:
    library, a, b = pair
    comparison = library.compare(a, b)
    assert comparison.states_a == (
        PassageState.TOLD_BY_BOTH,
        PassageState.NO_CLOSE_MATCH,
        PassageState.NO_CLOSE_MATCH,
    )
    (published,) = comparison.differences_of(DifferenceKind.PUBLISHED)
    assert published.note == "1 day apart"
    assert comparison is library.compare(a, b)


def test_the_readers_links_are_kept_and_are_final(pair: tuple[Library, str, str]) -> None:
    library, a, b = pair
    assert links(library, a, b) == {(0, 0)}
    library.links.pin(a, 1, b, 2)
    library.links.part(a, 0, b, 0)
    assert links(library, a, b) == {(1, 2)}
    assert links(library, b, a) == {(2, 1)}
    (link,) = library.align(a, b).links
    assert link.by_hand
    again = Library.open(library.home)
    assert links(again, a, b) == {(1, 2)}
    again.close()


def test_the_readers_links_are_undone_last_first(pair: tuple[Library, str, str]) -> None:
    library, a, b = pair
    library.links.pin(a, 1, b, 2)
    library.links.part(b, 2, a, 1)
    assert links(library, a, b) == {(0, 0)}
    said = [deed.said.split(" and ")[0] for deed in library.deeds.last()]
    assert said == ["the parting of Herald ¶3", "the linking of Gazette ¶2"]
    library.deeds.undo()
    assert links(library, a, b) == {(0, 0), (1, 2)}
    library.deeds.undo()
    assert links(library, a, b) == {(0, 0)}
    library.deeds.redo()
    assert links(library, a, b) == {(0, 0), (1, 2)}


def test_the_readers_links_hold_for_a_newer_version(
    pair: tuple[Library, str, str], add_all: AddAll, make_article: MakeArticle
) -> None:
    library, a, b = pair
    library.links.pin(a, 1, b, 2)
    origin = library.article(a).origin
    newer = make_article("Amalia was built in 1980.\n\n" + FERRY.replace("Tickets", "Fares"), origin=origin)
    add_all(newer)
    assert links(library, newer.id, b) == {(1, 0), (2, 2)}


def test_links_of_what_there_is_not_are_refused(pair: tuple[Library, str, str]) -> None:
    library, a, b = pair
    with pytest.raises(IndexError):
        library.links.pin(a, 3, b, 0)
    with pytest.raises(LibraryError, match="holds no article"):
        library.links.pin(a, 0, "0123456789abcdef", 0)
    assert links(library, a, b) == {(0, 0)}


def test_a_link_that_cannot_be_kept_is_an_error(
    pair: tuple[Library, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    library, a, b = pair
    monkeypatch.setattr("briefing.library.deeds._SECONDS", 0.01)
    held = sqlite3.connect(library.home / "archive.db", isolation_level=None)
    held.execute("BEGIN IMMEDIATE")
    with pytest.raises(LibraryError, match="Another program holds"):
        library.links.pin(a, 1, b, 2)
    held.execute("ROLLBACK")
    held.close()


def test_pinning_leaves_what_there_is_to_read_as_it_is(pair: tuple[Library, str, str]) -> None:
    library, a, b = pair
    before = library.revision(), library.behind()
    library.links.pin(a, 1, b, 2)
    assert (library.revision(), library.behind()) == before


def test_the_matrix_counts_names_by_article(pair: tuple[Library, str, str]) -> None:
    library, a, b = pair
    story = library.story_of(a).id
    matrix = library.name_matrix(story)
    malta = next(row for row, entity in enumerate(matrix.entities) if entity.name == "Malta")
    counts = dict(zip(matrix.articles, matrix.counts[malta], strict=True))
    assert counts == {id: count for id, count in ((a, 1), (b, 2)) if id in matrix.articles}


def test_a_claim_names_who_carries_it_and_who_was_first(
    home: Path, add_all: AddAll, make_article: MakeArticle
) -> None:
    a = make_article(
        "The ferry Amalia sank off Malta yesterday, the mayor said, and 40 passengers were rescued.",
        source="Gazette",
        published=date(2024, 5, 3),
    )
    b = make_article(
        "The ferry Amalia sank off Malta on Thursday and 52 passengers were rescued.\n\nMalta mourns.",
        source="Herald",
        published=date(2024, 5, 4),
    )
    add_all(a, b)
    library = Library.open(home)
    card = library.claim(b.id, 0)
    assert [carrier.source for carrier in card.carriers] == ["Gazette", "Herald"]
    assert (card.first, card.independent, card.silent) == (a.id, 2, ())
    told, own = card.carriers
    assert told.stance.attribution.speaker == "the mayor"
    assert own.stance.attribution.voice is Voice.NOBODY
    assert ([q.low for q in told.quantities], [q.low for q in own.quantities]) == ([40], [52])
    assert {moment.first for carrier in card.carriers for moment in carrier.moments} == {date(2024, 5, 2)}
    assert library.claim(b.id, 1).silent == (a.id,)
    events = library.chronology(library.story_of(a.id).id).events
    assert [(event.moment.first, event.article) for event in events] == [
        (date(2024, 5, 2), a.id),
        (date(2024, 5, 2), b.id),
    ]
    with pytest.raises(IndexError):
        library.claim(b.id, 2)
    library.close()


def test_the_chronology_begins_with_what_appeared_first(pair: tuple[Library, str, str]) -> None:
    library, a, _ = pair
    story = library.story_of(a)
    published = [p.published for p in library.chronology(story.id).published]
    assert published == sorted(day for day in published if day)


def test_a_copy_is_told_as_one_and_is_not_independent(
    home: Path, add_all: AddAll, make_article: MakeArticle
) -> None:
    wire = (
        "The ferry Amalia sank off Malta on Thursday evening in heavy seas, and forty passengers were pulled from "
        "the water by fishermen before the coastguard arrived. The captain was taken to hospital with burns."
    )
    first = make_article(wire, source="Wire", published=date(2024, 5, 3))
    copy = make_article(wire + "\n\nMalta mourns.", source="Herald", published=date(2024, 5, 4))
    add_all(first, copy)
    library = Library.open(home)
    card = library.claim(copy.id, 0)
    assert [(c.source, c.copy_of) for c in card.carriers] == [("Wire", None), ("Herald", first.id)]
    assert (card.independent, card.first) == (1, first.id)
    library.close()


def test_a_suspicion_of_what_is_denied_elsewhere_is_loosely_alike_and_not_counted(tmp_path: Path) -> None:
    add(tmp_path / "home", collect([resources.seeds()]), report=lambda outcome: None)
    library = Library.open(tmp_path / "home")
    asked = library.resolve("000_059")
    card = library.claim(asked, 2)
    found = [(c.passage, c.stance.denied, c.loose) for c in card.carriers]
    assert found == [(4, True, False), (0, False, True), (2, False, False)]
    suspicion = card.carriers[1]
    assert suspicion.stance.attribution.speaker == "the United States and South Korea"
    assert card.independent == 1
    assert card.first is None  # the suspicion appeared before
    denied = library.claim(library.resolve("003_fa0"), 4)
    assert [c.stance.denied for c in denied.carriers] == [True, False]
    assert denied.first is None  # who denies answers someone who told it before
    library.close()
