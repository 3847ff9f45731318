"""The user's word on names: laid over what was read, kept, taken back, and known to counts and index."""

from __future__ import annotations

import json
import multiprocessing
import os
from pathlib import Path

import pytest

from briefing.article import Kind, Why
from briefing.library import user_names as user_names_module
from briefing.library.catch_up import catch_up
from briefing.library.errors import LibraryError
from briefing.library.library import Library
from briefing.library.query import parse
from tests.library.conftest import AddAll, MakeArticle

SUMMIT = "Vladimir Putin met Kim Jong Un in Moscow. “Kim is welcome,” said Putin. Kim agreed."
OTHER = "The Zorblatt Institute and Ada Zorblatt spoke of Kim Jong Un."


@pytest.fixture(autouse=True)
def _look_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(user_names_module, "_LOOK_EVERY", 0.0)


@pytest.fixture
def ids(home: Path, add_all: AddAll, make_article: MakeArticle) -> list[str]:
    articles = [make_article(SUMMIT), make_article(OTHER)]
    add_all(*articles, index=True)
    return [article.id for article in articles]


def names(library: Library, id: str) -> set[str]:
    return {mention.entity.id for mention in library.reading(id).body}


def found(library: Library, query: str) -> set[str]:
    return set(library.search(parse(query)).order)


def test_a_change_shows_at_once_and_everywhere_once_caught_up(home: Path, ids: list[str]) -> None:
    library = Library.open(home)
    kim, putin = library.names.one("kim jong un"), library.names.one("putin")
    counted = {entity.id: count for entity, count in library.entities(ids)}
    library.names.merge(kim, putin)
    assert kim.id not in names(library, ids[0]) | names(library, ids[1])
    at_once = {entity.id: count for entity, count in library.entities(ids)}
    assert at_once[putin.id] == counted[putin.id] + counted[kim.id]
    of_story = library.entities(library.story_of(ids[0]).articles)
    assert library.counts_in_story(ids[0]) == {entity.id: count for entity, count in of_story}
    assert {id for id, _ in library.names.details(putin).articles} == set(ids)
    assert library.behind() == ("mentions",)
    catch_up(home)
    assert library.behind() == ()
    assert library.names.find(kim.name) == []
    assert [count.mentions for count in library.names.all() if count.entity == putin] == [at_once[putin.id]]
    assert found(library, "actor:putin") == set(ids)


def test_undoing_gives_back_what_was_and_says_what_it_was(home: Path, ids: list[str]) -> None:
    library = Library.open(home)
    before = [library.reading(id) for id in ids]
    kim = library.names.one("kim jong un")
    library.names.hide(kim)
    library.names.split("Putin", library.names.one("putin"))
    catch_up(home)
    assert found(library, "actor:jong") == set()
    assert [change.verb for change in library.names.history()] == ["hide", "split"]
    undone = [library.deeds.undo(), library.deeds.undo(), library.deeds.undo()]
    assert [deed and deed.said for deed in undone] == [
        "the splitting of “Putin” off “Vladimir Putin”",
        "the hiding of “Kim Jong Un”",
        None,
    ]
    assert [library.reading(id) for id in ids] == before
    catch_up(home)
    assert found(library, "actor:jong") == set(ids)


def test_changes_are_kept_when_all_is_read_anew(home: Path, ids: list[str]) -> None:
    library = Library.open(home)
    library.names.set_kind(library.names.one("Zorblatt Institute"), Kind.PLACE)
    catch_up(home)
    catch_up(home, anew=True)
    assert "place:zorblatt-institute" in names(Library.open(home), ids[1])
    assert found(library, 'place:"zorblatt institute"') == {ids[1]}


def test_new_articles_are_put_right_too(
    home: Path, ids: list[str], add_all: AddAll, make_article: MakeArticle
) -> None:
    Library.open(home).names.hide(Library.open(home).names.one("putin"))
    new = make_article("President Vladimir Putin spoke in Moscow again.")
    add_all(new)
    library = Library.open(home)
    assert "person:vladimir-putin" not in names(library, new.id)
    assert library.names.find("putin") == []
    assert library.names.hidden == {"person:vladimir-putin": "Vladimir Putin"}


def test_a_hidden_name_comes_back(home: Path, ids: list[str]) -> None:
    library = Library.open(home)
    library.names.hide(library.names.one("putin"))
    library.names.show("person:vladimir-putin")
    assert "person:vladimir-putin" in names(library, ids[0])
    with pytest.raises(LibraryError, match="is not hidden"):
        library.names.show("person:vladimir-putin")


def test_details_tell_how_a_name_is_written_and_where(home: Path, ids: list[str]) -> None:
    library = Library.open(home)
    details = library.names.details(library.names.one("kim jong un"))
    assert details.forms == {"Kim": 2, "Kim Jong Un": 2}
    assert dict(details.articles) == {ids[0]: 3, ids[1]: 1}
    assert sum(details.roles.values()) == sum(details.whys.values()) == 4


def test_a_name_must_mean_one(home: Path, ids: list[str]) -> None:
    library = Library.open(home)
    assert library.names.one("person:ada-zorblatt").name == "Ada Zorblatt"
    with pytest.raises(LibraryError, match=r"may be .*Zorblatt.*Name one by its id"):
        library.names.one("zorblatt")
    with pytest.raises(LibraryError, match="names no “nobody”"):
        library.names.one("nobody")


def test_a_gazetteer_that_changes_is_followed_while_the_library_is_open(home: Path, ids: list[str]) -> None:
    library = Library.open(home)
    library.warm()
    before = library.names.version
    (home / "gazetteers").mkdir()
    file = home / "gazetteers" / "mine.yaml"
    file.write_text("names: [{name: Zorblatt Institute, kind: place}]\nexclude: [Moscow]")
    assert library.names.version != before
    assert "place:zorblatt-institute" in names(library, ids[1])
    assert all(mention.why is Why.USER for mention in library.reading(ids[1]).body[:1])
    file.write_text("names: [{name: Zorblatt}]")
    assert "kind must be" in library.names.problem
    assert "place:zorblatt-institute" in names(library, ids[1])


def test_a_broken_names_file_is_told_and_not_written_over(home: Path, ids: list[str]) -> None:
    library = Library.open(home)
    putin = library.names.one("putin")
    broken = "changes: [{hide: nobody}]\n"
    (home / "names.yaml").write_text(broken)
    with pytest.raises(LibraryError, match=r"names\.yaml, change 1: hide must be"):
        library.names.hide(putin)
    assert (home / "names.yaml").read_text() == broken
    assert "person:vladimir-putin" in names(library, ids[0])


def test_what_is_written_by_hand_stays(home: Path, ids: list[str]) -> None:
    (home / "names.yaml").write_text("exclude: ['NO', Moscow]\nchanges: [{hide: 'person:nobody'}]\n")
    library = Library.open(home)
    library.names.hide(library.names.one("putin"))
    written = (home / "names.yaml").read_text()
    assert "NO" in written and "person:nobody" in written
    assert library.deeds.undo() is not None
    assert [change.of for change in library.names.history()] == ["person:nobody"]


def test_names_from_hostile_texts_are_written_as_plain_yaml(
    home: Path, add_all: AddAll, make_article: MakeArticle
) -> None:
    article = make_article("Mr. X: {hide: 'a'}\nMs. Zorblatt: - & * said Ada Zorblatt.")
    add_all(article)
    library = Library.open(home)
    for count in library.names.all():
        library.names.hide(count.entity._replace(name="a: [b, {c}] # \"d' \n- e"))
    assert names(library, article.id) == set()


def _hide(home: str, number: int) -> None:
    os.environ["BRIEFING_CONFIG"] = home
    user_names_module.UserNames(Path(home))._edit(
        lambda changes: changes.append({"hide": f"person:nobody-{number}"})
    )


def test_several_processes_may_write_at_once(home: Path, ids: list[str]) -> None:
    processes = [multiprocessing.Process(target=_hide, args=(str(home), number)) for number in range(6)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert len(Library.open(home).names.history()) == 6


def test_catching_up_counts_only_what_is_concerned(home: Path, ids: list[str]) -> None:
    library = Library.open(home)
    library.names.hide(library.names.one("ada zorblatt"))
    told: list[tuple[str, int, int]] = []
    catch_up(home, lambda *step: told.append(step))
    assert [step for step in told if step[0] == "names"] == [("names", 1, 1)]
    assert not [step for step in told if step[0] == "mentions"]
    assert json.dumps(told)


def test_a_name_is_called_as_the_user_calls_it(
    home: Path, ids: list[str], add_all: AddAll, make_article: MakeArticle
) -> None:
    (home / "gazetteers").mkdir()
    (home / "gazetteers" / "mine.yaml").write_text(
        "names: [{name: Kim, kind: person, aliases: [Kim Jong Un], id: 'person:kim-jong-un'}]"
    )
    catch_up(home)
    add_all(make_article("The leader of North Korea, Kim Jong Un, spoke again."))
    library = Library.open(home)
    assert library.names.one("person:kim-jong-un").name == "Kim"
    assert {m.entity.name for m in library.reading(ids[0]).body if m.entity.id == "person:kim-jong-un"} == {
        "Kim"
    }
