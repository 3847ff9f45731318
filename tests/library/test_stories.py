from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from briefing.article import Act, Article, Headline, Story, StoryLine
from briefing.library import grouping, shelving
from briefing.library.archive import Archive
from briefing.library.catch_up import catch_up
from briefing.library.errors import LibraryError
from briefing.library.lag import is_grouped
from briefing.library.library import Library
from briefing.library.lock import writing
from briefing.library.store import store
from briefing.library.writer import Outcome

MakeArticle = Callable[..., Article]
AddAll = Callable[..., list[Outcome]]

CLUBS = [("United", "Rovers", "Okafor", "Leeds"), ("Albion", "Wanderers", "Petrescu", "Bristol")]
OPENINGS = [
    "The league match was even for long.",
    "A tense evening it was.",
    "Rain fell on the league match.",
]


def account(number: int, opening: str, closing: str = "the coach was content.") -> str:
    one, other, scorer, town = CLUBS[number]
    return (
        f"{opening} {scorer} scored the winning goal in the second half as {one} and {other} met in {town}. "
        f"The {town} crowd of supporters saw {scorer} strike from the penalty spot, and {closing}"
    )


WIRE = (
    "A cargo ship ran aground off the coast of Brittany on Tuesday with twenty sailors on board. "
    "The coast guard said that the hull was intact and that no oil had leaked into the sea. "
    "Two tugs from Brest were on their way to the ship, which carries timber from Riga to Lisbon. "
    "The harbour master of Brest said that the tide would lift it off the rocks by the evening. "
    "It is the third ship in a year to run aground on that stretch of the coast, after two trawlers. "
    "Fishermen have asked for a second lighthouse on the cape since the winter of last year."
)


@pytest.fixture
def make_all(make_article: MakeArticle) -> dict[str, Article]:
    """Two matches in three accounts each, and a wire report that three outlets print."""
    articles = {
        f"{CLUBS[number][3]} {i}": make_article(
            account(number, opening),
            title=f"{CLUBS[number][2]} decides the match, report {i}",
            source=f"Paper {i}",
            published=date(2024, 3, 1 + i),
        )
        for number in range(2)
        for i, opening in enumerate(OPENINGS)
    }
    sentences = WIRE.split(". ")
    for name, text in {
        "wire": WIRE,
        "reprint": ". ".join(sentences[:-1]) + ".",
        "retold": "In Brittany a ship with a load of timber for Lisbon went on the rocks. Tugs from Brest sail to "
        "its aid. Nobody of the twenty sailors is hurt, the coast guard says, and no oil has leaked so far.",
    }.items():
        articles[name] = make_article(
            text,
            title=f"Ship aground off Brittany, {name}",
            source=f"Outlet of the {name}",
            published=date(2024, 3, 5),
        )
    return articles


@pytest.fixture
def library(home: Path, make_all: dict[str, Article], add_all: AddAll) -> Iterator[Library]:
    add_all(*make_all.values())
    library = Library.open(home)
    yield library
    library.close()


def names(library: Library, articles: dict[str, Article]) -> set[frozenset[str]]:
    """The stories, by the names of their articles."""
    name_of = {article.id: name for name, article in articles.items()}
    return {frozenset(name_of[id] for id in story.articles) for story in library.stories()}


def match(town: str) -> frozenset[str]:
    return frozenset(f"{town} {i}" for i in range(3))


SHIP = frozenset({"wire", "reprint", "retold"})


def whole(library: Library) -> list[Story]:
    """All stories, and the proof that the shelf lists them in the same order."""
    stories = list(library.stories())
    shelf = library.shelf()
    lines = shelf.lines(0, len(shelf))
    assert [line.id for line in lines if isinstance(line, StoryLine)] == [story.id for story in stories]
    assert (shelf.stories, shelf.articles) == (len(stories), sum(len(s.articles) for s in stories))
    assert len(lines) == len(shelf)
    return stories


def test_articles_added_one_by_one_in_any_order_make_the_same_stories_as_all_at_once(
    tmp_path: Path, make_all: dict[str, Article], library: Library
) -> None:
    from briefing.library.writer import add

    expected = whole(library)
    order = list(make_all.values())
    random.Random(4).shuffle(order)
    other = tmp_path / "other"
    for article in order:
        add(other, [article], report=lambda _: None)
    again = Library.open(other)
    assert whole(again) == expected
    again.close()


def test_a_new_version_takes_the_place_of_the_old_one_in_its_story(
    library: Library, make_all: dict[str, Article], add_all: AddAll, make_article: MakeArticle
) -> None:
    old = make_all["Leeds 1"]
    new = make_article(account(0, "So it ended."), origin=old.origin, title=old.title, source=old.source)
    add_all(new)
    assert match("Leeds") in names(library, make_all | {"Leeds 1": new})
    bees = make_article("Now it tells of beekeepers and their hives.", origin=old.origin, source=old.source)
    add_all(bees)
    assert library.story_of(bees.id).articles == (bees.id,)
    assert {old.id, new.id}.isdisjoint(id for story in whole(library) for id in story.articles)


def test_pages_of_the_shelf_are_cut_and_stay_in_order(
    home: Path, make_article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelving, "_FULLEST", 6)
    from briefing.library.writer import add

    topics = [f"{word}{n}" for n, word in enumerate("abcdefghijklmnopqrstuvwxyz")]
    articles = [
        make_article(f"{topic} {topic}x {topic}y", published=date(2024, 1, 1 + n % 7) if n % 5 else None)
        for n, topic in enumerate(topics)
    ]
    for start in range(0, len(articles), 5):
        add(home, articles[start : start + 5], report=lambda _: None)
    library = Library.open(home)
    whole(library)
    shelf = library.shelf()
    for article in articles:
        line = shelf.line_of(article.id)
        assert line is not None
        (headline,) = shelf.lines(line, line + 1)
        assert isinstance(headline, Headline) and headline.id == article.id
    gone = articles[::2]
    add(home, [make_article(f"now {a.id}")._replace(origin=a.origin) for a in gone], report=lambda _: None)
    whole(library)
    library.close()


def test_the_readers_word_is_final_and_can_be_taken_back(
    library: Library, make_all: dict[str, Article], add_all: AddAll, home: Path
) -> None:
    at_first = whole(library)
    leeds, bristol = (library.story_of(make_all[f"{town} 0"].id).id for town in ("Leeds", "Bristol"))
    merged = library.hand.merge([leeds, bristol])
    assert merged.act is Act.MERGE
    assert names(library, make_all) == {match("Leeds") | match("Bristol"), SHIP}
    story = library.story_of(make_all["Leeds 0"].id)
    assert story.by_hand == (merged,)

    library.hand.split([make_all["retold"].id])
    library.hand.move([make_all["Leeds 2"].id], library.story_of(make_all["wire"].id).id)
    by_hand = {
        (match("Leeds") | match("Bristol")) - {"Leeds 2"},
        frozenset({"wire", "reprint", "Leeds 2"}),
        frozenset({"retold"}),
    }
    assert names(library, make_all) == by_hand
    whole(library)

    with writing(home) as archive, archive.transaction():
        archive.set_meta("grouped", "")
    with writing(home) as archive:
        grouping.group(archive)
    assert names(library, make_all) == by_hand

    acts = []
    while (taken := library.deeds.undo()) is not None:
        acts.append(taken.said.split(" of ")[0])
    assert acts == ["the moving", "the splitting off", "the merging"]
    assert whole(library) == at_first


def test_an_article_that_comes_later_joins_what_the_reader_has_merged(
    library: Library, make_all: dict[str, Article], add_all: AddAll, make_article: MakeArticle
) -> None:
    stories = [library.story_of(make_all[name].id).id for name in ("Leeds 0", "wire")]
    library.hand.merge(stories)
    late = make_article(account(0, "At last a late report."), source="Paper 9", published=date(2024, 3, 2))
    add_all(late)
    assert match("Leeds") | SHIP | {"late"} in names(library, make_all | {"late": late})


def test_what_cannot_be_done_by_hand_is_refused_with_a_sentence(
    library: Library, make_all: dict[str, Article]
) -> None:
    before = whole(library)
    story = library.story_of(make_all["wire"].id)
    with pytest.raises(LibraryError, match="two different stories"):
        library.hand.merge([story.id, story.id])
    with pytest.raises(LibraryError, match="holds no story"):
        library.hand.merge([story.id, "0" * 16])
    with pytest.raises(LibraryError, match="of one story"):
        library.hand.split([make_all["wire"].id, make_all["Leeds 0"].id])
    with pytest.raises(LibraryError, match="nothing in the story to split off from"):
        library.hand.split(story.articles)
    with pytest.raises(LibraryError, match="in that story already"):
        library.hand.move([make_all["wire"].id], story.id)
    with pytest.raises(LibraryError, match="lists no article"):
        library.hand.move(["0" * 16], story.id)
    assert library.deeds.undo() is None
    assert whole(library) == before


def test_copies_are_found_and_count_as_one_source(library: Library, make_all: dict[str, Article]) -> None:
    wire, reprint, retold = (make_all[name].id for name in ("wire", "reprint", "retold"))
    (copy,) = library.copies_of(wire)
    assert {copy.first, copy.after} == {wire, reprint}
    assert copy.share > 0.9
    assert len(copy.changes) == 1
    assert library.copies_of(retold) == []
    story = library.story_of(wire)
    assert set(story.articles) == {wire, reprint, retold}
    assert (story.sources, story.independent) == (3, 2)
    shelf = library.shelf()
    line = next(
        line for line in shelf.lines(0, len(shelf)) if isinstance(line, StoryLine) and line.id == story.id
    )
    assert (line.sources, line.independent) == (3, 2)


def test_a_library_from_before_stories_were_placed_is_grouped_anew(
    home: Path, library: Library, make_all: dict[str, Article]
) -> None:
    before = whole(library)
    with writing(home) as archive, archive.transaction():
        for table in ("weighed", "posting", "placing", "print"):
            archive.db.execute(f"DELETE FROM {table}")
        archive.set_meta("grouped", "1 7")
    archive = Archive.to_read(home / "archive.db")
    assert not is_grouped(archive)
    archive.close()
    with writing(home) as archive:
        grouping.group(archive)
        assert is_grouped(archive)
    assert whole(library) == before


def test_one_more_article_comes_on_the_shelf_with_its_story_in_one_transaction(
    home: Path, library: Library, make_all: dict[str, Article], make_article: MakeArticle
) -> None:
    late = make_article(account(0, "At last a late report."), source="Paper 9", published=date(2024, 3, 2))
    with writing(home) as archive:
        with archive.transaction():
            store(archive, late)
        statements: list[str] = []
        archive.db.set_trace_callback(statements.append)
        grouping.shelve(archive)
        archive.db.set_trace_callback(None)
        assert statements.count("COMMIT") == 1
        assert is_grouped(archive)
    assert match("Leeds") | {"late"} in names(library, make_all | {"late": late})


def test_a_newer_version_takes_the_older_off_the_shelf_as_it_comes(
    home: Path, library: Library, make_all: dict[str, Article], make_article: MakeArticle
) -> None:
    before = make_all["Leeds 0"]
    after = make_article(account(1, "All else was an error."), source=before.source, origin=before.origin)
    with writing(home) as archive:
        with archive.transaction():
            store(archive, after)
        grouping.shelve(archive)
        at_once = whole(library)
        archive.set_meta("grouped", "")
        grouping.group(archive)
    assert whole(library) == at_once
    assert before.id not in {id for story in at_once for id in story.articles}
    assert after.id in {id for story in at_once for id in story.articles}


def test_grouping_that_is_cut_short_loses_nothing_and_is_made_up_for(
    home: Path,
    library: Library,
    make_all: dict[str, Article],
    make_article: MakeArticle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at_first = whole(library)
    late = make_article(account(0, "At last a late report."), source="Paper 9", published=date(2024, 3, 2))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with writing(home) as archive:
        with archive.transaction():
            store(archive, late)
        with monkeypatch.context() as broken:
            broken.setattr(shelving._Pages, "keep", killed)  # after all else was written
            with pytest.raises(KeyboardInterrupt):
                grouping.shelve(archive)
        assert not is_grouped(archive)
    assert whole(library) == at_first
    assert library.story_of(late.id).articles == (late.id,)
    catch_up(home)
    assert match("Leeds") | {"late"} in names(library, make_all | {"late": late})
