from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.article import Article
from briefing.library import schema
from briefing.library.archive import Archive
from briefing.library.errors import LibraryError, NoLibrary
from briefing.library.library import Library
from briefing.library.lock import writing
from briefing.library.store import SameId, store

MakeArticle = Callable[..., Article]


def put(home: Path, *articles: Article) -> list[str]:
    changes: list[str] = []
    with writing(home) as archive:
        for article in articles:
            with archive.transaction():
                changes.append(store(archive, article))
    return changes


def current(home: Path) -> set[str]:
    with writing(home) as archive:
        return {id for (id,) in archive.db.execute("SELECT id FROM article WHERE current")}


def test_an_article_comes_back_as_it_was_given(home: Path, make_article: MakeArticle) -> None:
    article = make_article("Kim met Putin.\n\nThey spoke.")._replace(
        url="https://example.org/a", author="A. Writer"
    )
    assert put(home, article) == ["added"]
    with writing(home) as archive:
        assert archive.article(article.id) == article


def test_the_same_bytes_twice_add_nothing(home: Path, make_article: MakeArticle) -> None:
    article = make_article("Once.", origin="/news/a.txt")
    assert put(home, article, article) == ["added", "unchanged"]
    with writing(home) as archive:
        assert len(archive.versions(article.id)) == 1


def test_the_same_bytes_at_a_second_place_are_one_article(home: Path, make_article: MakeArticle) -> None:
    first = make_article("Once.", origin="/news/a.txt")
    second = first._replace(origin="/copies/b.txt")
    assert put(home, first, second) == ["added", "unchanged"]
    assert current(home) == {first.id}


def test_changed_bytes_supersede_and_the_old_version_stays_readable(
    home: Path, make_article: MakeArticle
) -> None:
    old = make_article("First report.", origin="/news/a.txt")
    new = make_article("Second report.", origin="/news/a.txt")
    assert put(home, old, new) == ["added", "updated"]
    assert current(home) == {new.id}
    with writing(home) as archive:
        assert archive.article(old.id) == old
        for id in (old.id, new.id):
            assert [(v.number, v.article, v.current) for v in archive.versions(id)] == [
                (1, old.id, False),
                (2, new.id, True),
            ]


def test_an_earlier_version_can_come_back(home: Path, make_article: MakeArticle) -> None:
    a = make_article("A.", origin="/news/a.txt")
    b = make_article("B.", origin="/news/a.txt")
    assert put(home, a, b, a) == ["added", "updated", "updated"]
    assert current(home) == {a.id}
    with writing(home) as archive:
        assert [v.article for v in archive.versions(b.id)] == [a.id, b.id, a.id]
        assert [v.current for v in archive.versions(a.id)] == [False, False, True]


def test_an_article_stays_listed_while_it_is_the_newest_anywhere(
    home: Path, make_article: MakeArticle
) -> None:
    a = make_article("A.", origin="/news/a.txt")
    b = make_article("B.", origin="/news/a.txt")
    put(home, a, a._replace(origin="/copies/a.txt"), b)
    assert current(home) == {a.id, b.id}
    with writing(home) as archive:
        kept = archive.article(a.id)
    assert kept is not None
    assert kept.origin == "/copies/a.txt"


def test_a_superseded_article_found_elsewhere_is_listed_again(home: Path, make_article: MakeArticle) -> None:
    a = make_article("A.", origin="/news/a.txt")
    b = make_article("B.", origin="/news/a.txt")
    assert put(home, a, b, a._replace(origin="/news/c.txt"))[-1] == "added"
    assert current(home) == {a.id, b.id}


def test_a_source_named_later_replaces_the_one_guessed_before(home: Path, make_article: MakeArticle) -> None:
    guessed = make_article("A.", origin="/news/a.txt", source="a")
    named = guessed._replace(source="The Gazette")
    assert put(home, guessed, named, named) == ["added", "updated", "unchanged"]
    with writing(home) as archive:
        kept = archive.article(guessed.id)
    assert kept is not None
    assert kept.source == "The Gazette"


def test_other_bytes_with_the_same_id_are_refused(home: Path, make_article: MakeArticle) -> None:
    article = make_article("A.")
    forged = make_article("B.", origin="/news/b.txt")._replace(id=article.id)
    put(home, article)
    with pytest.raises(SameId):
        put(home, forged)
    with writing(home) as archive:
        assert archive.article(article.id) == article


def test_the_revision_grows_with_changes_alone(home: Path, make_article: MakeArticle) -> None:
    put(home, make_article("A."))
    with writing(home) as archive:
        before = archive.meta("revision")
    put(home, make_article("A."))
    with writing(home) as archive:
        assert archive.meta("revision") == before
    put(home, make_article("B."))
    with writing(home) as archive:
        assert archive.meta("revision") > before


def test_a_failed_transaction_leaves_nothing(home: Path, make_article: MakeArticle) -> None:
    article = make_article("A.")
    with writing(home) as archive:
        with pytest.raises(RuntimeError), archive.transaction():
            store(archive, article)
            raise RuntimeError
        assert archive.article(article.id) is None


def test_folder_and_files_are_the_owners_alone(home: Path, make_article: MakeArticle) -> None:
    umask = os.umask(0o022)
    try:
        with writing(home) as archive:
            with archive.transaction():
                store(archive, make_article("A."))
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in home.iterdir()}
    finally:
        os.umask(umask)
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert {"archive.db", "archive.db-wal", "archive.db-shm", "writer.lock"} <= modes.keys()
    assert set(modes.values()) == {0o600}


def test_nothing_added_yet(home: Path) -> None:
    with pytest.raises(NoLibrary, match="briefing add"):
        Library.open(home)
    home.mkdir()
    with pytest.raises(NoLibrary, match="briefing add"):
        Library.open(home)


def test_a_home_that_is_a_file_is_refused(home: Path) -> None:
    home.write_text("mine")
    with pytest.raises(LibraryError, match="not a folder"):
        Library.open(home)
    with pytest.raises(LibraryError, match="not a folder"), writing(home):
        pass
    assert home.read_text() == "mine"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_link_to_somebody_elses_folder_is_refused(
    home: Path, tmp_path: Path, make_article: MakeArticle
) -> None:
    elsewhere = tmp_path / "elsewhere"
    put(elsewhere, make_article("A."))
    home.symlink_to(elsewhere)
    Library.open(home).close()
    os.chown(elsewhere, 12345, 12345)
    with pytest.raises(LibraryError, match="another user"):
        Library.open(home)
    with pytest.raises(LibraryError, match="another user"), writing(home):
        pass


def test_a_folder_that_others_can_write_to_is_not_trusted(home: Path, make_article: MakeArticle) -> None:
    put(home, make_article("A."))
    home.chmod(0o777)
    with pytest.raises(LibraryError, match="chmod 700"):
        Library.open(home)


def test_an_open_folder_of_other_things_is_left_alone(home: Path) -> None:
    home.mkdir(mode=0o755)
    home.chmod(0o755)
    (home / "letter.txt").write_text("dear")
    with pytest.raises(LibraryError, match="holds other things"), writing(home):
        pass
    assert stat.S_IMODE(home.stat().st_mode) == 0o755
    assert [path.name for path in home.iterdir()] == ["letter.txt"]


def test_an_archive_that_is_a_link_is_refused(home: Path, tmp_path: Path, make_article: MakeArticle) -> None:
    put(tmp_path / "other", make_article("A."))
    home.mkdir(mode=0o700)
    (home / "archive.db").symlink_to(tmp_path / "other" / "archive.db")
    with pytest.raises(LibraryError, match="not a plain file"):
        Library.open(home)


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00", b"not a database at all" * 500])
def test_a_file_that_is_no_archive_is_left_untouched(home: Path, content: bytes) -> None:
    home.mkdir(mode=0o700)
    file = home / "archive.db"
    file.write_bytes(content)
    for attempt in (Library.open, put):
        with pytest.raises(LibraryError, match=r"archive\.db is damaged.*Nothing was changed"):
            attempt(home)
    assert file.read_bytes() == content


def test_a_database_of_another_program_is_left_untouched(home: Path) -> None:
    home.mkdir(mode=0o700)
    file = home / "archive.db"
    db = sqlite3.connect(file)
    db.execute("CREATE TABLE recipe (name)")
    db.close()
    content = file.read_bytes()
    for attempt in (Library.open, put):
        with pytest.raises(LibraryError, match=r"archive\.db is damaged or is not an archive"):
            attempt(home)
    assert file.read_bytes() == content


def test_overwritten_pages_are_told_and_left_untouched(home: Path, make_article: MakeArticle) -> None:
    articles = [make_article(f"Report {n}. " * 100) for n in range(20)]
    put(home, *articles)
    file = home / "archive.db"
    content = bytearray(file.read_bytes())
    content[4096 * 2 :] = b"\xa5" * (len(content) - 4096 * 2)
    file.write_bytes(content)
    with pytest.raises(LibraryError, match=r"archive\.db is damaged.*Nothing was changed"):
        library = Library.open(home)
        try:
            for article in articles:
                library.article(article.id)
        finally:
            library.close()
    assert file.read_bytes() == content


def test_a_newer_archive_is_refused(home: Path, make_article: MakeArticle) -> None:
    put(home, make_article("A."))
    db = sqlite3.connect(home / "archive.db")
    db.execute("PRAGMA user_version = 99")
    db.close()
    for attempt in (Library.open, put):
        with pytest.raises(LibraryError, match="newer briefing"):
            attempt(home)


def test_an_older_archive_is_brought_to_the_newest_form(
    home: Path, make_article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = make_article("A.")
    put(home, article)
    step = "CREATE TABLE pin (article INTEGER PRIMARY KEY);"
    monkeypatch.setattr("briefing.library.archive.STEPS", (*schema.STEPS, step))
    library = Library.open(home)
    assert library.article(article.id) == article
    library.close()
    with writing(home) as archive:
        assert archive.db.execute("SELECT count(*) FROM pin").fetchone() == (0,)


def test_a_step_that_fails_changes_nothing(
    home: Path, make_article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = make_article("A.")
    put(home, article)
    broken = "CREATE TABLE pin (article); INSERT INTO nowhere VALUES (1);"
    with monkeypatch.context() as patched:
        patched.setattr("briefing.library.archive.STEPS", (*schema.STEPS, broken))
        with pytest.raises(LibraryError):
            Library.open(home)
    with writing(home) as archive:
        assert archive.article(article.id) == article
        assert archive.db.execute("SELECT name FROM sqlite_master WHERE name = 'pin'").fetchone() is None


def test_what_an_archive_left_behind_is_not_replayed_into_a_new_one(home: Path) -> None:
    home.mkdir(mode=0o700)
    log = home / "archive.db-wal"
    log.write_bytes(b"what was last written")
    with pytest.raises(LibraryError, match=r"archive\.db-wal"), writing(home):
        pass
    assert log.read_bytes() == b"what was last written"


def test_a_start_that_was_killed_half_way_is_made_good(home: Path, make_article: MakeArticle) -> None:
    home.mkdir(mode=0o700)
    (home / "archive.db.new").write_bytes(b"half")
    (home / "archive.db.new-journal").write_bytes(b"half")
    assert put(home, make_article("A.")) == ["added"]
    assert sorted(path.name for path in home.iterdir()) == ["archive.db", "writer.lock"]


def test_names_of_folders_need_not_suit_a_url(tmp_path: Path, make_article: MakeArticle) -> None:
    home = tmp_path / "50% of #1? ünï"
    article = make_article("A.")
    put(home, article)
    library = Library.open(home)
    assert library.article(article.id) == article
    library.close()


def test_readers_never_write(home: Path, make_article: MakeArticle) -> None:
    put(home, make_article("A."))
    archive = Archive.to_read(home / "archive.db")
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        archive.set_meta("revision", 0)
    archive.close()
