from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.article import Article
from briefing.library import catch_up as catching_up
from briefing.library.catch_up import catch_up
from briefing.library.errors import LibraryError, NoLibrary
from briefing.library.index import IndexDoubt
from briefing.library.library import Library
from briefing.library.query import parse
from briefing.library.writer import Outcome

MakeArticle = Callable[..., Article]
AddAll = Callable[..., list[Outcome]]

TEXT = "The Harbour Watch met Anna Lindholm at the quay of Skagenholm."
GAZETTEER = """\
names:
  - name: Harbour Watch
    kind: organisation
"""


def test_a_sound_library_lacks_nothing(home: Path, add_all: AddAll, make_article: MakeArticle) -> None:
    add_all(make_article(TEXT), index=True)
    library = Library.open(home)
    assert library.behind() == ()
    revision = library.revision()
    catching_up.catch_up(home)
    assert library.behind() == ()
    library.warm()
    assert library.revision() - revision <= 1


def test_a_library_without_articles_lacks_nothing(home: Path, add_all: AddAll) -> None:
    add_all()
    assert Library.open(home).behind() == ()


def test_there_has_to_be_a_library(home: Path) -> None:
    with pytest.raises(NoLibrary):
        catching_up.catch_up(home)
    assert not home.exists()


@pytest.mark.parametrize("damage", ["missing", "stamp", "files", "link"])
def test_a_doubtful_index_is_built_anew(
    home: Path, tmp_path: Path, add_all: AddAll, make_article: MakeArticle, damage: str
) -> None:
    article = make_article(TEXT)
    add_all(article, index=True)
    index = home / "index"
    match damage:
        case "missing":
            index.rename(tmp_path / "gone")
        case "stamp":
            (index / "stamp.json").write_text("{}")
        case "files":
            for file in index.iterdir():
                if file.name != "stamp.json":
                    file.write_bytes(file.read_bytes()[:-1])
        case "link":
            index.rename(tmp_path / "elsewhere")
            index.symlink_to(tmp_path / "elsewhere")
    library = Library.open(home)
    with pytest.raises(IndexDoubt):
        library.warm()
    assert library.search(parse("skagenholm")).order == (article.id,)
    if damage == "link":
        with pytest.raises(LibraryError, match="index"):
            catching_up.catch_up(home)
        index.unlink()
    catching_up.catch_up(home)
    library.warm()
    assert library.search(parse("skagenholm")).order == (article.id,)
    assert library.behind() == ()


def test_an_index_of_an_older_state_of_the_archive_is_not_trusted(
    home: Path, tmp_path: Path, add_all: AddAll, make_article: MakeArticle
) -> None:
    add_all(make_article(TEXT), index=True)
    shutil.copytree(home / "index", tmp_path / "backup")
    newer = make_article("A zeppelin crossed the lake.")
    add_all(newer, index=True)
    shutil.rmtree(home / "index")
    (tmp_path / "backup").rename(home / "index")
    library = Library.open(home)
    assert library.behind() == ("index",)
    with pytest.raises(IndexDoubt):
        library.warm()
    catching_up.catch_up(home)
    assert library.search(parse("zeppelin")).order == (newer.id,)


def test_a_new_reader_of_names_reads_every_article_again(
    home: Path, add_all: AddAll, make_article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_all(make_article(TEXT), make_article("Second."), index=True)
    monkeypatch.setattr("briefing.reading.versions.MENTIONS", "another")
    library = Library.open(home)
    assert library.behind() == ("mentions",)
    steps: list[tuple[str, int, int]] = []
    catching_up.catch_up(home, lambda step, done, of: steps.append((step, done, of)))
    assert ("mentions", 2, 2) in steps
    assert library.behind() == ()


def test_new_stories_are_made_when_the_grouping_changes(
    home: Path, add_all: AddAll, make_article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_all(make_article(TEXT), index=True)
    monkeypatch.setattr("briefing.reading.versions.STORIES", "another")
    library = Library.open(home)
    assert library.behind() == ("stories",)
    catching_up.catch_up(home)
    assert library.behind() == ()


def test_a_gazetteer_is_heeded_and_searched_for(
    home: Path, add_all: AddAll, make_article: MakeArticle
) -> None:
    article = make_article(TEXT)
    add_all(article, index=True)
    (home / "gazetteers").mkdir()
    (home / "gazetteers" / "mine.yaml").write_text(GAZETTEER)
    library = Library.open(home)
    assert library.behind() == ("mentions",)
    catching_up.catch_up(home)
    assert library.behind() == ()
    reading = library.reading(article.id)
    assert "Harbour Watch" in {article.text[m.start : m.end] for m in reading.body}
    assert library.search(parse('actor:"harbour watch"')).order == (article.id,)


def test_a_broken_gazetteer_is_told_and_changes_nothing(
    home: Path, add_all: AddAll, make_article: MakeArticle
) -> None:
    article = make_article(TEXT)
    add_all(article, index=True)
    reading = Library.open(home).reading(article.id)
    (home / "gazetteers").mkdir()
    (home / "gazetteers" / "mine.yaml").write_text("- name: [")
    library = Library.open(home)
    assert library.behind() == ("mentions",)
    for attempt in (lambda: catching_up.catch_up(home), lambda: add_all(make_article("Second."))):
        with pytest.raises(LibraryError, match=r"mine\.yaml"):
            attempt()
    assert library.reading(article.id) == reading
    assert library.articles() == 1


def test_the_module_prints_progress_as_json_lines(
    home: Path, add_all: AddAll, make_article: MakeArticle
) -> None:
    add_all(make_article(TEXT), make_article("Second."))
    ran = subprocess.run(
        [sys.executable, "-m", "briefing.library.catch_up", str(home)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    assert {"step": "index", "done": 2, "of": 2} in lines
    assert Library.open(home).behind() == ()


def test_the_module_says_in_a_sentence_why_it_failed(home: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "briefing.library.catch_up", str(home)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert "briefing add" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def test_damage_that_a_search_meets_is_mended(home: Path, make_article: MakeArticle, add_all: AddAll) -> None:
    article = make_article("The harbour was closed.")
    add_all(article, index=True)
    library = Library.open(home)
    library.warm()
    for file in (home / "index").glob("*.pst"):
        file.write_bytes(b"\0" * file.stat().st_size)
    damaged = Library.open(home)
    assert damaged.search(parse("harbour")).order == (article.id,), "the archive itself was read"
    assert damaged.damaged
    assert damaged.behind() == ("index",)
    catch_up(home)
    assert not damaged.damaged
    assert damaged.search(parse("harbour")).order == (article.id,)
    assert not damaged.damaged
    assert damaged.behind() == ()
