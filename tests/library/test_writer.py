from __future__ import annotations

import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from briefing.article import Article, Skipped
from briefing.library.errors import LibraryError
from briefing.library.library import Library
from briefing.library.lock import writing
from briefing.library.query import parse
from briefing.library.writer import Outcome, Summary, add

MakeArticle = Callable[..., Article]
AddAll = Callable[..., list[Outcome]]


def test_each_item_is_reported_in_order_with_what_became_of_it(
    home: Path, add_all: AddAll, make_article: MakeArticle
) -> None:
    first = make_article("One.", origin="/news/a.txt", title="The first")
    changed = make_article("Two.", origin="/news/a.txt")
    skipped = Skipped("/news/b.bin", "it is not text")
    assert add_all(first, skipped, first, changed) == [
        Outcome("added", "/news/a.txt", first.id, "The first", ""),
        Outcome("skipped", "/news/b.bin", None, "", "it is not text"),
        Outcome("unchanged", "/news/a.txt", first.id, "The first", ""),
        Outcome("updated", "/news/a.txt", changed.id, "A title", ""),
    ]


def test_the_summary_counts_the_outcomes(home: Path, make_article: MakeArticle) -> None:
    article = make_article("One.")
    items: list[Article | Skipped] = [article, article, Skipped("/b", "empty"), make_article("Two.")]
    assert add(home, items, report=lambda _: None) == Summary(added=2, unchanged=1, skipped=1)
    assert add(home, [], report=lambda _: None) == Summary()


def test_what_is_reported_can_be_read_at_once(
    home: Path, make_article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.library.writer._BATCH_ARTICLES", 2)
    articles = [make_article(f"Report {n} by Anna Lindholm.") for n in range(7)]
    seen: list[str] = []

    def report(outcome: Outcome) -> None:
        library = Library.open(home)
        assert outcome.article_id is not None
        seen.append(library.article(outcome.article_id).id)
        assert library.reading(outcome.article_id).body
        library.close()

    add(home, articles, report=report)
    assert seen == [article.id for article in articles]


def test_slow_items_are_not_held_back(
    home: Path, make_article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.library.writer._BATCH_SECONDS", 0.0)
    outcomes: list[Outcome] = []
    reported_before: list[int] = []

    def slowly() -> Iterator[Article]:
        for n in range(3):
            reported_before.append(len(outcomes))
            yield make_article(f"Report {n}.")

    add(home, slowly(), report=outcomes.append)
    assert reported_before == [0, 1, 2]


def test_a_source_that_breaks_off_keeps_what_was_reported(
    home: Path, make_article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.library.writer._BATCH_ARTICLES", 1)
    outcomes: list[Outcome] = []

    def interrupted() -> Iterator[Article]:
        yield make_article("One.")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add(home, interrupted(), report=outcomes.append)
    library = Library.open(home)
    assert [library.article(str(outcome.article_id)).text for outcome in outcomes] == ["One."]
    assert set(library.behind()) == {"mentions", "stories", "index"}
    with writing(home):
        pass


def test_other_bytes_with_a_known_id_are_skipped_and_told(add_all: AddAll, make_article: MakeArticle) -> None:
    article = make_article("One.")
    (forged,) = add_all(article, make_article("Two.")._replace(id=article.id))[1:]
    assert (forged.action, forged.article_id) == ("skipped", None)
    assert article.id in forged.reason


def test_a_title_that_was_derived_is_not_read_for_names(
    home: Path, add_all: AddAll, make_article: MakeArticle
) -> None:
    given = make_article("The quay was crowded.", title="Anna Lindholm speaks")
    derived = make_article("The quay was empty.", title="Anna Lindholm speaks", title_derived=True)
    add_all(given, derived)
    library = Library.open(home)
    assert library.reading(given.id).title
    assert library.reading(derived.id).title == ()


def test_an_entity_goes_by_its_fullest_name_everywhere(
    home: Path, add_all: AddAll, make_article: MakeArticle
) -> None:
    article = make_article("Anna Lindholm spoke at the quay.")
    add_all(article)
    library = Library.open(home)
    (mention,) = [m for m in library.reading(article.id).body if m.entity.name == "Anna Lindholm"]
    assert article.text[mention.start : mention.end] == "Anna Lindholm"
    assert [entity for entity, _ in library.entities([article.id])].count(mention.entity) == 1


def test_progress_names_the_steps(home: Path, make_article: MakeArticle) -> None:
    steps: dict[str, tuple[int, int]] = {}

    def progress(step: str, done: int, of: int) -> None:
        steps[step] = (done, of)

    add(home, [make_article(f"Report {n}.") for n in range(3)], report=lambda _: None, progress=progress)
    assert steps["articles"] == (3, 0)
    assert steps["index"] == (3, 3)


def test_samples_are_marked_as_such(home: Path, tmp_path: Path, make_article: MakeArticle) -> None:
    add(home, [make_article("One.")], report=lambda _: None, demonstration=True, index=False)
    samples = Library.open(home)
    assert samples.demonstration
    assert samples.behind() == ("index",)
    assert samples.shelf().articles == 1
    assert samples.search(parse("one")).articles == 1
    add(tmp_path / "own", [make_article("Two.")], report=lambda _: None)
    assert not Library.open(tmp_path / "own").demonstration


def test_undated_articles_stay_undated(home: Path, add_all: AddAll, make_article: MakeArticle) -> None:
    undated, dated = make_article("One."), make_article("Two.", published=date(987, 6, 5))
    add_all(undated, dated)
    library = Library.open(home)
    assert library.headline(undated.id).published is None
    assert library.headline(dated.id).published == date(987, 6, 5)


def test_a_second_writer_waits_and_is_told_for_whom(home: Path, make_article: MakeArticle) -> None:
    script = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from briefing.library.lock import writing
        with writing(Path(sys.argv[1])):
            print("holding", flush=True)
            sys.stdin.read()
        """
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    assert holder.stdout.readline() == "holding\n"
    told: list[str] = []
    waiting = threading.Event()

    def narrate(sentence: str) -> None:
        told.append(sentence)
        waiting.set()

    def second() -> None:
        add(home, [make_article("One.")], report=lambda _: None, narrate=narrate)

    thread = threading.Thread(target=second)
    thread.start()
    assert waiting.wait(30)
    assert Library.open(home).articles() == 0
    holder.communicate()
    thread.join()
    assert told == [f"another briefing is writing to this library (process {holder.pid}); waiting…"]
    assert Library.open(home).articles() == 1


def test_the_lock_is_not_taken_through_a_link(home: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("kept")
    home.mkdir(mode=0o700)
    (home / "writer.lock").symlink_to(precious)
    with pytest.raises(LibraryError, match=r"writer\.lock"), writing(home):
        pass
    assert precious.read_text() == "kept"


def test_a_full_disk_is_told_and_what_was_reported_stays(home: Path) -> None:
    script = textwrap.dedent(
        """
        import hashlib, resource, sys
        from datetime import UTC, datetime
        from pathlib import Path
        from briefing.article import Article
        from briefing.library.errors import LibraryError
        from briefing.library.writer import add

        def articles():
            for n in range(400):
                text = f"Report {n}. " + "The harbour was quiet. " * 400
                sha256 = hashlib.sha256(text.encode()).hexdigest()
                yield Article(sha256[:16], sha256, "T", False, "S", None, text, None, None, f"/n/{n}",
                              datetime.now(UTC), 0)

        # Writing beyond this many bytes of a file fails, as on a disk that is full.
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, 1_500_000))
        try:
            add(Path(sys.argv[1]), articles(), report=lambda outcome: print(outcome.article_id, flush=True))
        except LibraryError as error:
            sys.exit(str(error))
        """
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(home)], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1
    assert "archive.db" in ran.stderr
    assert "kept" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1
    reported = ran.stdout.split()
    assert 0 < len(reported) < 400
    library = Library.open(home)
    assert {library.article(id).id for id in reported} == set(reported)
    assert library.behind()
    # The lock is free again, and adding goes on.
    with writing(home) as archive:
        assert archive.db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
