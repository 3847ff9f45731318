"""Kills a process that pins, writes briefs and backs up, at moments all over its work; looks at what is left."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import time
from collections.abc import Callable
from pathlib import Path

from briefing.annotation import AnnotationKind, about_passage
from briefing.article import Article
from briefing.files import write_whole
from briefing.library.backup import backup, restore
from briefing.library.library import Library

MakeArticle = Callable[..., Article]
AddAll = Callable[..., object]

_KILLS = 8
_fork = multiprocessing.get_context("fork")


def _run(work: Callable[[Callable[[str], None]], None], seconds: float | None) -> list[str]:
    """Work in a process of its own, killed after so many seconds unless None; what it reported as done."""
    receiving, reports = os.pipe()

    def child() -> None:
        work(report)
        os._exit(0)

    def report(done: str) -> None:
        os.write(reports, f"{done}\n".encode())

    process = _fork.Process(target=child)
    process.start()
    os.close(reports)
    process.join(seconds)
    process.kill()
    process.join()
    with os.fdopen(receiving, "rb") as received:
        return received.read().decode().split()


def test_what_was_reported_as_pinned_and_written_is_there(
    home: Path, tmp_path: Path, add_all: AddAll, make_article: MakeArticle
) -> None:
    article = make_article(" ".join(f"Sentence {n} of the harbour." for n in range(30)), origin="/news/a")
    add_all(article)
    starts = [n * 10 for n in range(30)]
    exported = tmp_path / "mine.json"

    def work(report: Callable[[str], None]) -> None:
        library = Library.open(home)
        for number, start in enumerate(starts):
            subject = about_passage(article.id, article.text, start, start + 10)
            report(library.annotations.add(AnnotationKind.PIN, subject).id)
            library.annotations.write_brief("brief", f"title: Number {number}\n", "wrote it")
            report(f"brief:{number}")
            if number % 10 == 0:
                write_whole(exported, json.dumps(library.user_data()).encode())
                report("exported")
        library.close()

    started = time.monotonic()
    assert len(_run(work, None)) > 60
    whole = time.monotonic() - started
    chance = random.Random(7)
    for _ in range(_KILLS):
        reported = _run(work, chance.uniform(0, whole))
        library = Library.open(home)
        pinned = {pin.id for pin in library.annotations.of_kind(AnnotationKind.PIN)}
        assert {id for id in reported if ":" not in id and id != "exported"} <= pinned
        text = library.annotations.brief("brief")
        assert text is None or text.startswith("title: Number ")
        if reported and reported[-1].startswith("brief:"):
            # At most the next one was written too, and not reported any more.
            number = int(reported[-1].partition(":")[2])
            assert text in (f"title: Number {number}\n", f"title: Number {number + 1}\n")
        assert "exported" not in reported or json.loads(exported.read_bytes())["annotations"]
        library.close()


def test_a_backup_is_whole_or_not_there(
    home: Path, tmp_path: Path, add_all: AddAll, make_article: MakeArticle
) -> None:
    add_all(*(make_article(f"Report {n}. " * 400, origin=f"/news/{n}") for n in range(30)))
    file = tmp_path / "kept.zip"

    def work(report: Callable[[str], None]) -> None:
        backup(home, file)
        report("done")

    started = time.monotonic()
    assert _run(work, None) == ["done"]
    whole = time.monotonic() - started
    chance = random.Random(11)
    for kill in range(_KILLS):
        if kill % 2:
            file.unlink(missing_ok=True)
        reported = _run(work, chance.uniform(0, whole * 1.2))
        assert file.exists() or not reported
        if file.exists():
            elsewhere = tmp_path / f"restored{kill}"
            kept, _ = restore(file, elsewhere)
            assert kept.articles == 30
        Library.open(home).close()
