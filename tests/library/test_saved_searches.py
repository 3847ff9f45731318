from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from briefing.article import Article
from briefing.library.errors import LibraryError
from briefing.library.library import Library
from briefing.library.query import QueryError, parse
from briefing.library.saved_searches import untaken
from briefing.library.writer import Outcome

MakeArticle = Callable[..., Article]
AddAll = Callable[..., list[Outcome]]


@pytest.fixture
def library(home: Path, make_article: MakeArticle, add_all: AddAll) -> Library:
    add_all(
        make_article(
            "Kim met Putin in Vostochny.", title="Summit", source="BBC News", published=date(2023, 11, 7)
        ),
        make_article("Kim left Moscow by train.", title="Train", source="AFP", published=date(2023, 11, 13)),
        make_article("Kim tested a rocket.", title="Rocket", source="AFP", published=date(2023, 12, 1)),
        index=True,
    )
    return Library.open(home)


def _ids(library: Library, query: str) -> set[str]:
    return {library.article(id).title for id in library.search(parse(query)).order}


def test_a_search_is_kept_with_what_is_new_in_it(
    library: Library, home: Path, make_article: MakeArticle, add_all: AddAll
) -> None:
    library.searches.save("  Rockets ", "rocket OR train")
    add_all(make_article("Another rocket flew.", title="Flight"), index=True)
    saved = library.searches.get("rockets")
    assert (saved.name, saved.query) == ("Rockets", "rocket OR train")
    results = library.search(parse(saved.query))
    assert (results.articles, results.newer_than(saved.looked)) == (3, 1)
    library.searches.look("ROCKETS")
    assert results.newer_than(library.searches.get("rockets").looked) == 0
    library.searches.save("rockets", "kim")
    assert [(saved.name, saved.query) for saved in library.searches.all()] == [("rockets", "kim")]
    library.searches.remove("Rockets")
    assert library.searches.all() == []


def test_a_long_name_is_cut_and_known_by_what_is_left(library: Library) -> None:
    name = "kim · " * 20
    kept = library.searches.save(name, "kim")
    assert kept.name == ("kim · " * 10).strip()
    assert library.searches.get(name) == library.searches.get(kept.name) == kept
    other = untaken(name, [kept.name])
    assert library.searches.save(other, "putin").name == other
    assert {saved.query for saved in library.searches.all()} == {"kim", "putin"}


def test_what_can_not_be_kept_is_refused(library: Library) -> None:
    with pytest.raises(LibraryError, match="needs a name"):
        library.searches.save(" \n", "kim")
    with pytest.raises(LibraryError, match="nothing to search for"):
        library.searches.save("all", " ")
    with pytest.raises(QueryError):
        library.searches.save("bad", "kim AND")
    library.searches.save("kim", "kim")
    for name in ("trump", ""):
        with pytest.raises(LibraryError, match="There are: “kim”"):
            library.searches.get(name)
    with pytest.raises(LibraryError, match="no saved search"):
        library.searches.remove("trump")


def test_filters_ask_for_what_the_reader_made_of_articles(library: Library) -> None:
    by_title = {library.article(id).title: id for id in library.search(parse("kim")).order}
    assert _ids(library, "is:unread") == {"Summit", "Train", "Rocket"}
    library.mark_read(by_title["Train"])
    assert _ids(library, "is:read") == {"Train"}
    assert _ids(library, "kim -is:read source:afp") == {"Rocket"}
    assert _ids(library, "is:pinned") == set()
    story = library.story_of(by_title["Summit"])
    assert "Summit" in _ids(library, f"story:{story.id}")
    assert "Summit" in _ids(library, f'story:"{story.title}"')
    assert _ids(library, "story:zebra") == set()
    assert _ids(library, "tag:energy") == set()


def test_articles_are_told_apart_by_language(home: Path, make_article: MakeArticle, add_all: AddAll) -> None:
    add_all(
        make_article("Kim met Putin.", title="English", source="AFP")._replace(language="en"),
        make_article("Kim traf Putin.", title="German", source="AFP")._replace(language="de"),
        make_article("Kim e Putin.", title="Brazilian", source="EFE")._replace(language="pt-BR"),
        make_article("Kim.", title="Unknown", source="EFE"),
        index=True,
    )
    library = Library.open(home)
    assert _ids(library, "kim lang:DE") == {"German"}
    assert _ids(library, "lang:pt") == _ids(library, "lang:pt-br") == {"Brazilian"}
    assert _ids(library, "kim -lang:en") == {"German", "Brazilian", "Unknown"}
    assert _ids(library, "lang:fr") == set()
    facets = {
        facet.label: facet for facet in library.search(parse("kim")).facets() if facet.kind == "language"
    }
    assert set(facets) == {"en", "de", "pt-BR"}
    for facet in facets.values():
        assert library.search(parse(f"kim {facet.query}")).articles == facet.hits == 1
    assert library.complete("lang:d") == "lang:de"
    assert library.complete("source:E") == "source:EFE"


def test_sources_that_copy_each_other_are_no_independent_ones(
    home: Path, make_article: MakeArticle, add_all: AddAll
) -> None:
    text = " ".join(f"Kim{n} told word{n} in city{n} of river{n} with hill{n}." for n in range(60))
    day = date(2023, 11, 7)
    add_all(
        make_article(text, title="Told", source="AFP", published=day),
        make_article(f"{text} Printed anew.", title="Told anew", source="Gazette", published=day),
        make_article("The kim0 rain of another day.", title="Rain", source="EFE", published=day),
        index=True,
    )
    results = Library.open(home).search(parse("kim0"))
    assert (results.articles, results.sources, results.independent) == (3, 3, 2)


def test_the_articles_on_the_first_lines_are_known(library: Library) -> None:
    results = library.search(parse("kim"))
    for lines in range(len(results) + 3):
        seen = {
            getattr(line, "id", None) or getattr(line, "article", None) for line in results.lines(0, lines)
        }
        assert set(results.on_lines(lines)) == seen & set(results.order)
        assert results.on_lines(lines) == results.order[: len(results.on_lines(lines))]
    assert library.search(parse("zebra")).on_lines(9) == ()


def test_the_scan_answers_the_same(library: Library) -> None:
    queries = [
        "is:unread",
        "kim~",
        "r?cket",
        '"kim vostochny"~3',
        "story:rocket",
        "kim^2 sort:oldest",
        "after:2023-11-07",
    ]
    indexed = [library.search(parse(query)).order for query in queries]
    for file in (library.home / "index").iterdir():
        file.unlink()
    scanned = Library.open(library.home)
    for query, order in zip(queries, indexed, strict=True):
        assert set(scanned.search(parse(query)).order) == set(order), query


@pytest.mark.parametrize("indexed", [True, False])
def test_an_address_is_found_by_its_parts_and_as_a_whole(
    home: Path, make_article: MakeArticle, add_all: AddAll, *, indexed: bool
) -> None:
    add_all(
        make_article("Kim met Putin.", title="Summit")._replace(url="https://www.afp.com/en/2023?id=1"),
        make_article("Kim left.", title="Train")._replace(url="https://bbc.co.uk/en/afpnews"),
        index=True,
    )
    if not indexed:
        (home / "index" / "stamp.json").unlink()
    library = Library.open(home)
    for query in (
        "url:afp",
        "url:afp.com",
        'url:"www.afp.com"',
        "https://www.afp.com/en/2023?id=1",
        "url:af* url:id",
    ):
        assert _ids(library, query) == {"Summit"}, query
    assert _ids(library, "url:co.uk OR url:-bbc") == {"Summit", "Train"}
    assert _ids(library, "url:c") == set()


def test_an_order_alone_finds_everything_in_it(library: Library, home: Path) -> None:
    newest = ["Rocket", "Train", "Summit"]
    for opened in (library, None):
        if opened is None:
            (home / "index" / "stamp.json").unlink()
            opened = Library.open(home)
        for query, titles in (("sort:date", newest), ("sort:oldest", newest[::-1]), ("sort:best", [])):
            assert [opened.article(id).title for id in opened.search(parse(query)).order] == titles
    assert library.searches.save("old", "sort:oldest").query == "sort:oldest"


def test_an_operator_is_a_word_in_a_facet(home: Path, make_article: MakeArticle, add_all: AddAll) -> None:
    add_all(
        make_article("Kim met Putin.", title="Summit", source="OR"),
        make_article("Kim left.", title="Train", source="AFP"),
        index=True,
    )
    library = Library.open(home)
    facet = next(one for one in library.search(parse("kim")).facets() if one.label == "OR")
    assert _ids(library, f"kim {facet.query}") == {"Summit"}


def test_a_source_is_told_from_those_whose_names_hold_its_own(
    home: Path, make_article: MakeArticle, add_all: AddAll
) -> None:
    sources = ["BBC", "BBC", "BBC News", "The BBC News (Web)", "AFP", "—"]
    add_all(
        *(make_article(f"Kim left {n}.", title=f"Train {n}", source=s) for n, s in enumerate(sources)),
        index=True,
    )
    library = Library.open(home)
    facets = [one for one in library.search(parse("kim")).facets() if one.kind == "source"]
    assert {facet.label: facet.hits for facet in facets} == {
        "BBC": 2,
        "BBC News": 1,
        "The BBC News (Web)": 1,
        "AFP": 1,
    }
    for facet in facets:
        assert library.search(parse(f"kim {facet.query}")).articles == facet.hits, facet


def test_facets_tell_the_hits_apart(library: Library) -> None:
    results = library.search(parse("kim"))
    facets = {(facet.kind, facet.label): facet for facet in results.facets()}
    assert facets["source", "AFP"].hits == 2
    assert facets["month", "Nov 2023"].hits == 2
    for facet in facets.values():
        assert facet.hits < results.articles
        found = library.search(parse(f"kim {facet.query}"))
        assert found.articles == facet.hits, facet


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("sou", "source:"),
        ("kim -so", "kim -source:"),
        ("source:b", "source:bBC"),
        ('source:"bbc', 'source:"bbc News"'),
        ("is:un", "is:unread"),
        ('actor:"vos', None),
        ('name:"mosc', 'name:"moscow"'),
        ("lan", "lang:"),
        ("(kim sort:o", "(kim sort:oldest"),
        ("kim ", None),
        ("", None),
        ("kim pu", None),
        ("zzz", None),
        ("source:%", None),
        ("re:x", None),
    ],
)
def test_a_query_is_completed(library: Library, typed: str, completed: str | None) -> None:
    assert library.complete(typed) == completed


def test_names_are_completed_by_how_often_they_are_mentioned(library: Library) -> None:
    assert library.complete("actor:Pu") == "actor:Putin"
    assert library.complete("place:Mos") == "place:Moscow"
    assert library.complete("Puti") == "Putin"


def test_more_of_the_same_is_asked_for_in_words(library: Library) -> None:
    train = library.search(parse("title:train")).order[0]
    query = library.similar(train)
    assert "kim" in query
    assert not {"said", "the", "and"} & set(query.split(" OR "))
    assert library.search(parse(query)).articles == 3
