from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.article import Article, Headline, Kind, ListLine, Role, SnippetLine, StoryLine
from briefing.library.catch_up import catch_up
from briefing.library.errors import LibraryError
from briefing.library.index import IndexDoubt
from briefing.library.library import Library
from briefing.library.lock import writing
from briefing.library.query import parse, parse_unfinished
from briefing.library.writer import Outcome
from briefing.safetext import clean, one_line

MakeArticle = Callable[..., Article]
AddAll = Callable[..., list[Outcome]]

SUMMIT = (
    "Kim Jong Un and Vladimir Putin met at the Vostochny cosmodrome. The summit at Vostochny ended with a "
    "toast to satellites and artillery shells. Kim left the cosmodrome by armoured train."
)
SUMMIT_AGAIN = (
    "At the Vostochny cosmodrome, Vladimir Putin received Kim Jong Un. Their summit dealt with satellites "
    "and artillery shells, and Kim returned to his armoured train."
)
HARVEST = "Olive growers in Spain expect a poor harvest after the long drought. Oil prices have doubled."
ORCHESTRA = "The orchestra opened its season with a symphony by Mahler. The hall was sold out for weeks."


@pytest.fixture
def four(add_all: AddAll, make_article: MakeArticle) -> dict[str, str]:
    """Four articles in the library at home, two of them of one story: their ids by what they are of."""
    articles = {
        "summit": make_article(
            SUMMIT,
            title="Kim meets Putin",
            source="Gazette",
            published=date(2023, 9, 13),
            origin="/news/summit.txt",
        ),
        "again": make_article(
            SUMMIT_AGAIN,
            title="Putin receives Kim",
            source="Courier",
            published=date(2023, 9, 14),
            origin="/news/again.txt",
        ),
        "harvest": make_article(
            HARVEST,
            title="A poor harvest",
            source="Gazette",
            published=date(2023, 10, 1),
            origin="/news/harvest.txt",
        ),
        "orchestra": make_article(
            ORCHESTRA, title="A full hall", source="Herald", origin="/news/orchestra.txt"
        ),
    }
    add_all(*articles.values(), index=True)
    return {name: article.id for name, article in articles.items()}


@pytest.fixture
def library(home: Path, four: dict[str, str]) -> Library:
    return Library.open(home)


def shown(lines: list[ListLine] | object) -> list[str]:
    assert isinstance(lines, list)
    kinds = {StoryLine: "story", Headline: "article", SnippetLine: "snippet"}
    return [kinds[type(line)] for line in lines]


def test_opening_imports_nothing_heavy(home: Path, library: Library) -> None:
    script = (
        "import sys; from pathlib import Path; from briefing.library import Library; "
        "library = Library.open(Path(sys.argv[1])); library.shelf().lines(0, 10); "
        "print({'whoosh', 'yaml', 'click', 'platformdirs', 'textual'} & sys.modules.keys() or 'light')"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(home)], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "light"


def test_the_shelf_lists_stories_newest_first_and_the_undated_last(
    library: Library, four: dict[str, str]
) -> None:
    shelf = library.shelf()
    lines = list(shelf.lines(0, len(shelf)))
    assert [line.id for line in lines if isinstance(line, Headline)] == [
        four["harvest"],
        four["again"],
        four["summit"],
        four["orchestra"],
    ]
    assert shown(lines) == ["story", "article", "story", "article", "article", "story", "article"]
    assert (shelf.articles, shelf.stories, shelf.sources) == (4, 3, 3)
    assert (library.articles(), library.sources()) == (4, 3)


def test_a_story_line_counts_articles_and_sources(library: Library) -> None:
    summit = library.shelf().lines(2, 3)[0]
    assert isinstance(summit, StoryLine)
    assert (summit.articles, summit.sources) == (2, 2)


def test_a_window_of_the_shelf_is_the_same_stretch_of_the_whole(library: Library) -> None:
    shelf = library.shelf()
    whole = list(shelf.lines(0, len(shelf)))
    for first in range(len(whole) + 1):
        for last in range(first, len(whole) + 3):
            assert list(shelf.lines(first, last)) == whole[first:last]


def test_neighbours_are_the_nearest_headlines(library: Library, four: dict[str, str]) -> None:
    shelf = library.shelf()
    whole = shelf.lines(0, len(shelf))
    headlines = [n for n, line in enumerate(whole) if isinstance(line, Headline)]
    for line in range(-1, len(shelf) + 1):
        assert shelf.neighbour(line, 1) == next((n for n in headlines if n > line), None)
        assert shelf.neighbour(line, -1) == next((n for n in reversed(headlines) if n < line), None)
    for id in four.values():
        at = shelf.line_of(id)
        assert at is not None
        found = whole[at]
        assert isinstance(found, Headline)
        assert found.id == id
    assert shelf.line_of("0" * 16) is None


def test_the_story_of_an_article(library: Library, four: dict[str, str]) -> None:
    story = library.story_of(four["summit"])
    assert story.articles == (four["again"], four["summit"])
    assert library.story(story.id) == story
    assert story in list(library.stories())
    assert [story.articles[0] for story in library.stories()] == [
        four["harvest"],
        four["again"],
        four["orchestra"],
    ]


def test_a_superseded_article_is_a_story_of_its_own(
    home: Path, four: dict[str, str], add_all: AddAll, make_article: MakeArticle
) -> None:
    newer = make_article(SUMMIT + " More followed.", origin="/news/summit.txt", published=date(2023, 9, 13))
    assert [outcome.action for outcome in add_all(newer, index=True)] == ["updated"]
    library = Library.open(home)
    assert library.story_of(four["summit"]).articles == (four["summit"],)
    assert library.story(library.headline(four["summit"]).story).articles == (four["summit"],)
    assert library.article(four["summit"]).text == SUMMIT
    assert [version.article for version in library.versions(four["summit"])] == [four["summit"], newer.id]
    assert library.shelf().line_of(four["summit"]) is None
    assert library.shelf().line_of(newer.id) is not None
    found = library.search(parse("armoured")).order
    assert newer.id in found
    assert four["summit"] not in found


def test_what_is_found_in_an_article(library: Library, four: dict[str, str]) -> None:
    article, reading = library.article(four["summit"]), library.reading(four["summit"])
    named = {article.text[mention.start : mention.end] for mention in reading.body}
    assert {"Kim Jong Un", "Vladimir Putin"} <= named
    kim = next(m for m in reading.body if article.text[m.start : m.end] == "Kim Jong Un")
    assert (kim.entity.kind, kim.role) == (Kind.PERSON, Role.ACTOR)


def test_mentions_are_counted_by_article_and_by_story(library: Library, four: dict[str, str]) -> None:
    kim = next(m.entity for m in library.reading(four["summit"]).body if m.entity.name == "Kim Jong Un")
    counted = dict(library.mentions_of(kim.id))
    for name in ("summit", "again"):
        reading = library.reading(four[name])
        assert counted[four[name]] == sum(m.entity == kim for m in (*reading.title, *reading.body))
    story = library.story_of(four["summit"])
    of_story = {entity.id: count for entity, count in library.entities(story.articles)}
    assert library.counts_in_story(four["summit"])[kim.id] == of_story[kim.id] == sum(counted.values())
    assert library.counts_in_story(four["summit"]).items() <= of_story.items()
    assert library.mentions_of("person:nobody") == []


@pytest.mark.parametrize("name", ["/news/summit.txt", "summit.txt", "summit", "summ"])
def test_an_article_goes_by_its_place_and_parts_of_it(
    library: Library, four: dict[str, str], name: str
) -> None:
    assert library.resolve(name) == four["summit"]


def test_an_article_goes_by_its_id_and_the_beginning_of_it(library: Library, four: dict[str, str]) -> None:
    for id in four.values():
        assert library.resolve(id) == id
        assert library.resolve(id[:12].upper()) == id


def test_a_name_that_fits_nothing_or_several_is_told(
    home: Path, four: dict[str, str], add_all: AddAll, make_article: MakeArticle
) -> None:
    other = make_article("Another.", origin="/elsewhere/summit.txt")
    add_all(other)
    library = Library.open(home)
    with pytest.raises(LibraryError) as several:
        library.resolve("summit.txt")
    assert other.id in str(several.value)
    assert four["summit"] in str(several.value)
    assert library.resolve("/elsewhere/summit.txt") == other.id
    for name in ("nowhere", "", "%", "_ummit", "/", "elsewhere/summit.txt"):
        with pytest.raises(LibraryError, match="No article"):
            library.resolve(name)


def test_an_item_of_a_file_of_many_goes_by_its_key(
    home: Path, add_all: AddAll, make_article: MakeArticle
) -> None:
    keyed = make_article("One.", origin="/news/all.jsonl#k-17")
    linked = make_article("Two.", origin="/news/all.jsonl#https://example.org/2023/a-summit")
    add_all(keyed, linked)
    library = Library.open(home)
    assert library.resolve("k-17") == keyed.id
    assert library.resolve("all.jsonl#k-17") == keyed.id
    assert library.resolve("a-summit") == linked.id


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(name=st.text(st.characters(exclude_categories=[]), max_size=30))
def test_whatever_is_typed_is_resolved_or_refused_in_a_sentence(library: Library, name: str) -> None:
    try:
        assert library.resolve(name)
    except LibraryError as error:
        assert one_line(str(error)) == str(error)


def test_an_article_whose_files_name_is_not_unicode_is_found_by_it(
    home: Path, add_all: AddAll, make_article: MakeArticle
) -> None:
    name = os.fsdecode(b"r\xe9sum\xe9.txt")
    article = make_article("One.", origin=clean(f"/news/{name}"))
    add_all(article)
    assert Library.open(home).resolve(name) == article.id


def test_a_name_full_of_escapes_is_shown_inert(library: Library) -> None:
    with pytest.raises(LibraryError) as error:
        library.resolve("\x1b]52;c;aGk=\x07")
    assert "\x1b" not in str(error.value)
    assert "\x07" not in str(error.value)


def test_read_marks_stay_and_can_be_taken_back(home: Path, library: Library, four: dict[str, str]) -> None:
    revision = library.revision()
    thread = threading.Thread(target=library.mark_read, args=(four["summit"],))
    thread.start()
    thread.join()
    again = Library.open(home)
    assert [again.headline(four[name]).unread for name in ("summit", "again")] == [False, True]
    at = again.shelf().line_of(four["summit"])
    assert at is not None
    assert again.shelf().lines(at, at + 1) == [again.headline(four["summit"])]
    library.mark_read(four["summit"], read=False)
    assert again.headline(four["summit"]).unread
    assert library.revision() == revision


def test_a_mark_that_cannot_be_set_is_no_error(
    home: Path, library: Library, four: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.library.library._SECONDS_FOR_A_MARK", 0.01)
    with writing(home) as archive, archive.transaction():
        library.mark_read(four["summit"])
        assert library.headline(four["summit"]).unread


def test_readers_are_not_blocked_by_a_writer(home: Path, library: Library, four: dict[str, str]) -> None:
    with writing(home) as archive, archive.transaction():
        archive.db.execute("UPDATE article SET title = 'half written'")
        assert library.article(four["summit"]).title == "Kim meets Putin"
        assert len(library.shelf().lines(0, 10)) == 7


def test_many_threads_read_at_once(library: Library, four: dict[str, str]) -> None:
    failures: list[Exception] = []
    library.warm()

    def read() -> None:
        try:
            for _ in range(20):
                for id in four.values():
                    assert library.article(id).id == library.headline(id).id == id
                assert library.search(parse("summit")).articles == 2
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_the_revision_tells_of_what_another_process_added(
    library: Library, add_all: AddAll, make_article: MakeArticle
) -> None:
    before = library.revision()
    add_all(make_article("Something else entirely."))
    assert library.revision() > before
    assert library.articles() == 5


def test_unknown_ids_are_told(library: Library) -> None:
    for ask in (
        library.article,
        library.headline,
        library.reading,
        library.versions,
        library.story,
        library.story_of,
    ):
        with pytest.raises(LibraryError, match="holds no"):
            ask("0" * 16)
    assert library.headlines(("0" * 16,)) == []


def test_a_closed_library_says_so(library: Library, four: dict[str, str]) -> None:
    library.close()
    with pytest.raises(LibraryError, match="was closed"):
        library.article(four["summit"])


def test_passages_are_aligned_and_remembered(library: Library, four: dict[str, str]) -> None:
    alignment = library.align(four["summit"], four["again"])
    assert alignment.nearest_a[0] is not None
    assert library.align(four["summit"], four["again"]) is alignment
    assert library.align(four["again"], four["summit"]) is not alignment


QUERIES = [
    "summit", "SUMMIT", "summ*", "ve*", '"armoured train"', '"train armoured"', "kim -returned",
    "harvest OR mahler", "title:kim", "title:armoured", "source:gazette", "source:her*", "actor:kim",
    "actor:vostochny", "place:spain", "name:spain", "name:kim",
    "date:2023-09", "date:2023-09-14..", "date:..2023-09-13", "-date:2023",
    "NOT summit", "(kim OR spain) date:2023-10", "nothinglikeit", '"kim putin"',
]  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
def test_the_archive_alone_finds_what_the_index_finds(home: Path, library: Library, query: str) -> None:
    library.warm()
    indexed = set(library.search(parse(query)).order)
    (home / "index" / "stamp.json").unlink()
    without = Library.open(home)
    with pytest.raises(IndexDoubt):
        without.warm()
    assert set(without.search(parse(query)).order) == indexed


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kim", {"summit", "again"}),
        ("kim -armoured", set()),
        ("returned", {"again"}),
        ("source:gazette", {"summit", "harvest"}),
        ("date:2023", {"summit", "again", "harvest"}),
        ("-date:2023", {"orchestra"}),
        ("actor:putin", {"summit", "again"}),
    ],
)
def test_searching_finds_what_fits(
    library: Library, four: dict[str, str], query: str, found: set[str]
) -> None:
    assert set(library.search(parse(query)).order) == {four[name] for name in found}


def test_results_are_grouped_by_story_with_room_for_snippets(library: Library, four: dict[str, str]) -> None:
    results = library.search(parse("kim OR drought"))
    lines = list(results.lines(0, len(results)))
    assert results.articles == 3
    assert results.stories == 2
    assert results.sources == 2
    assert results.milliseconds > 0
    assert sorted(results.order) == sorted(four[name] for name in ("summit", "again", "harvest"))
    kinds = shown(lines)
    assert kinds.count("story") == 2
    for at, line in enumerate(lines):
        if isinstance(line, Headline):
            assert lines[at + 1 : at + 3] == [SnippetLine(line.id, 0), SnippetLine(line.id, 1)]
            assert results.line_of(line.id) == at
    assert [line.id for line in lines if isinstance(line, Headline)] == list(results.order)
    two = next(line for line in lines if isinstance(line, StoryLine) and line.articles == 2)
    assert two.sources == 2
    assert two.title == library.story_of(four["summit"]).title


def test_a_window_of_results_is_the_same_stretch_of_the_whole(library: Library) -> None:
    results = library.search(parse("kim OR drought"))
    whole = list(results.lines(0, len(results)))
    headlines = [n for n, line in enumerate(whole) if isinstance(line, Headline)]
    for first in range(len(whole) + 1):
        assert list(results.lines(first, first + 3)) == whole[first : first + 3]
    for line in range(-1, len(whole) + 1):
        assert results.neighbour(line, 1) == next((n for n in headlines if n > line), None)
        assert results.neighbour(line, -1) == next((n for n in reversed(headlines) if n < line), None)


def test_an_empty_query_or_one_that_fits_nothing_lists_nothing(library: Library) -> None:
    for text in ("", "nothinglikeit"):
        results = library.search(parse(text))
        assert (len(results), results.articles, results.stories, results.sources) == (0, 0, 0, 0)
        assert results.lines(0, 10) == []
        assert results.neighbour(-1, 1) is None


def test_another_spelling_is_suggested_where_nothing_fits(library: Library) -> None:
    suggestion = library.suggest(parse("cosmodrone kim"))
    assert suggestion is not None
    assert library.search(parse(suggestion)).articles == 2
    assert library.suggest(parse("cosmodrome")) is None
    assert library.suggest(parse("cosmodrone sort:date")) == "cosmodrome sort:date"
    assert library.suggest(parse("cosmodrone date:1999")) is None, "it would find nothing either"
    assert library.suggest(parse_unfinished("kim cosmodronn")) == "kim cosmodrome"


def test_half_a_word_is_suggested_as_a_start(library: Library) -> None:
    assert library.search(parse("cosmo")).articles == 0
    assert library.suggest(parse("cosmo")) == "cosmo*"
    assert library.suggest(parse("kim cosmo sort:date")) == "kim cosmo* sort:date"
    assert library.suggest(parse("cosmo*")) is None, "it finds something"
    assert library.suggest(parse("cosmodrom")) == "cosmodrome", "which is the only word that starts so"
    assert library.suggest(parse("smodrome")) is None, "no word starts so"


def test_reading_through_gives_way_to_an_index_that_is_mended_meanwhile(
    home: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.library.search._LOOK_EVERY", 0)
    (home / "index" / "stamp.json").write_bytes(b"")
    mended: list[Path] = []

    def mend() -> bool:
        if not mended:
            mended.append(home)
            catch_up(home)
        return False

    found = library.search(parse("cosmodrome sort:oldest"), cancelled=mend)
    assert mended
    assert not library.damaged
    assert found.articles == 2
    assert library.suggest(parse("cosmodrone")) == "cosmodrome", "the index knows it"


def test_a_cancelled_search_stops(home: Path, library: Library) -> None:
    library.search(parse("kim"), cancelled=lambda: True)
    (home / "index" / "stamp.json").unlink()
    without = Library.open(home)
    assert without.search(parse("kim"), cancelled=lambda: True).articles == 0


def test_a_snippet_shows_why_an_article_was_found(library: Library, four: dict[str, str]) -> None:
    snippet = library.snippet(four["summit"], parse("toast"), 60)
    assert len(snippet.text) <= 60
    assert [snippet.text[span.start : span.end] for span in snippet.spans] == ["toast"]


def test_an_index_written_meanwhile_is_seen(
    library: Library, add_all: AddAll, make_article: MakeArticle
) -> None:
    library.warm()
    assert library.search(parse("zeppelin")).articles == 0
    add_all(make_article("A zeppelin crossed the lake."), index=True)
    assert library.search(parse("zeppelin")).articles == 1


def test_a_damaged_archive_is_told_by_every_reader(
    home: Path, library: Library, four: dict[str, str]
) -> None:
    db = sqlite3.connect(home / "archive.db")
    db.execute("PRAGMA writable_schema = ON")
    db.execute("UPDATE sqlite_master SET rootpage = 9999 WHERE name = 'article'")
    db.commit()
    db.close()
    with pytest.raises(LibraryError, match=r"archive\.db"):
        Library.open(home).article(four["summit"])
