from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from briefing.article import Article
from briefing.library import columns
from briefing.library.archive import Archive
from briefing.library.by_hand import StoriesByHand
from briefing.library.library import Library
from briefing.library.listed import Listed
from briefing.library.lock import writing
from briefing.library.writer import Outcome

MakeArticle = Callable[..., Article]
AddAll = Callable[..., list[Outcome]]


def _told(archive: Archive) -> set[tuple[object, ...]]:
    """What the columns say of each article."""
    listed = Listed(archive, 0)
    return {
        (
            *(listed.id(row), int(listed.numbers[row]), int(listed.stories[row]), int(listed.accounts[row])),
            *(int(listed.days[row]), listed.sources[listed.source_of[row]]),
            listed.languages[listed.language_of[row]],
        )
        for row in range(len(listed.ids))
    }


def _true(archive: Archive) -> set[tuple[object, ...]]:
    return set(
        archive.db.execute(
            """
            SELECT id, number, coalesce(story, -number), coalesce(account, number),
                coalesce(replace(published, '-', '') + 0, 0), source, coalesce(language, '')
            FROM article WHERE current
            """
        )
    )


def _agree(home: Path) -> bool:
    with Library.open(home)._readers.borrow() as archive:
        assert archive.db.execute("SELECT 1 FROM unlisted").fetchone() is None
        return bool(_true(archive)) and _told(archive) == _true(archive)


def test_columns_follow_whatever_changes(home: Path, make_article: MakeArticle, add_all: AddAll) -> None:
    first = make_article("Kim met Putin.", origin="/a.txt", published=date(2023, 11, 7))
    other = make_article("Kim left.", origin="/b.txt", source="AFP")
    add_all(first, other)
    assert _agree(home)
    add_all(make_article("Kim met Putin again.", origin="/a.txt", source="BBC"))
    assert _agree(home)
    StoriesByHand(home).split([other.id])
    assert _agree(home)
    Library.open(home).deeds.undo()
    assert _agree(home)


def test_pieces_that_were_not_written_are_read_from_the_tables(
    home: Path, make_article: MakeArticle, add_all: AddAll
) -> None:
    add_all(make_article("Kim met Putin."), make_article("Kim left."))
    with writing(home) as archive:
        archive.db.execute("UPDATE article SET source = 'Elsewhere' WHERE number = 1")
        assert archive.db.execute("SELECT piece FROM unlisted").fetchall() == [(0,)]
        assert _told(archive) == _true(archive)
        with archive.transaction():
            pass
        assert len(list(columns.pieces(archive))) == 1
    assert _agree(home)
