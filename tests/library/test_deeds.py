"""Whatever the reader does is taken back in the order of time, and done again, by one undo."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from briefing.annotation import AnnotationKind, about_article
from briefing.article import Article, Entity, Kind
from briefing.intake import feeds
from briefing.library import following, user_data
from briefing.library.archive import reading
from briefing.library.errors import LibraryError
from briefing.library.following import Followed
from briefing.library.library import Library
from briefing.library.lock import writing
from briefing.library.writer import add
from briefing.limits import Limits

MakeArticle = Callable[..., Article]
AddAll = Callable[..., object]

SKELLE = Entity("place:skelle", "Skelle", Kind.PLACE)


@pytest.fixture
def articles(make_article: MakeArticle) -> tuple[Article, Article]:
    return (
        make_article("The harbour was closed.", title="Harbour", origin="/a", published=date(2024, 1, 2)),
        make_article("A bridge was opened.", title="Bridge", origin="/b", source="Herald"),
    )


@pytest.fixture
def library(home: Path, add_all: AddAll, articles: tuple[Article, Article]) -> Iterator[Library]:
    add_all(*articles)
    opened = Library.open(home)
    yield opened
    opened.close()


def everything(library: Library) -> dict[str, object]:
    """All that a reader makes, as it is taken away."""
    return library.user_data()


def do_everything(
    library: Library, harbour: Article, bridge: Article, folder: Path
) -> list[dict[str, object]]:
    """One deed of each kind; what there was before each."""
    made = library.annotations
    deeds: list[Callable[[], object]] = [
        lambda: made.add(AnnotationKind.STAR, about_article(harbour.id)),
        lambda: library.names.hide(SKELLE),
        lambda: library.hand.merge([story.id for story in library.stories()]),
        lambda: library.links.pin(harbour.id, 0, bridge.id, 0),
        lambda: library.searches.save("sea", "harbour"),
        lambda: feeds.follow(library.home, str(folder), Limits(), called="Letters"),
        lambda: made.write_brief("summit", "title: One\n", "the making of the brief summit"),
        lambda: library.names.show(SKELLE.id),
        lambda: made.mark_read(bridge.id, True),
        lambda: library.searches.remove("sea"),
        lambda: feeds.unfollow(library.home, "Letters"),
    ]
    before = []
    for deed in deeds:
        before.append(everything(library))
        deed()
    return before


def test_one_undo_takes_back_whatever_was_done_in_the_order_of_time(
    library: Library, articles: tuple[Article, Article], tmp_path: Path
) -> None:
    before = do_everything(library, *articles, tmp_path)
    after = everything(library)
    launched_again = Library.open(library.home)
    said = []
    for wanted in reversed(before):
        deed = launched_again.deeds.undo()
        assert deed is not None
        said.append(deed.said)
        assert everything(launched_again) == wanted, deed.said
    assert launched_again.deeds.undo() is None
    assert said == [
        "the end of following Letters",
        "the removal of the saved search “sea”",
        "marking “Bridge” as read",
        "the showing of “Skelle”",
        "the making of the brief summit",
        "following Letters",
        "the saving of the search “sea”",
        "the linking of Gazette ¶1 and Herald ¶1",
        "the merging of 2 articles into one story: “Harbour”, “Bridge”",
        "the hiding of “Skelle”",
        "the star of “Harbour”",
    ]
    again = []
    for wanted in [*before[1:], after]:
        deed = library.deeds.redo()
        assert deed is not None
        again.append(deed.said)
        assert everything(library) == wanted, deed.said
    assert again == said[::-1]
    assert library.deeds.redo() is None
    launched_again.close()


def test_what_was_undone_is_let_go_once_something_else_is_done(
    library: Library, articles: tuple[Article, Article]
) -> None:
    library.names.hide(SKELLE)
    first = library.annotations.revision()
    library.deeds.undo()
    library.annotations.add(AnnotationKind.STAR, about_article(articles[0].id))
    assert library.annotations.revision() > first
    assert library.deeds.redo() is None
    assert library.names.hidden == {}


def test_a_name_that_was_put_right_by_hand_since_is_left_alone(library: Library) -> None:
    library.names.hide(SKELLE)
    (library.home / "names.yaml").write_text("changes: [{hide: 'place:other'}]\n")
    with pytest.raises(
        LibraryError, match=r"Not taken back: the hiding of “Skelle”[.] It was changed by other"
    ):
        library.deeds.undo()
    assert "place:other" in (library.home / "names.yaml").read_text()


def test_undoing_does_not_ask_what_a_feed_came_to_call_itself(library: Library) -> None:
    with writing(library.home) as archive:
        feeds._begin(
            archive, library.home, Followed("https://gazette.example/feed", is_folder=False, title="")
        )
        archive.db.execute("UPDATE feed SET title = 'Gazette'")
    deed = library.deeds.undo()
    assert deed is not None and deed.said == "following https://gazette.example/feed"
    assert feeds.followed(library.home) == []


def test_searches_and_feeds_are_taken_along_without_passwords(
    library: Library, articles: tuple[Article, Article], tmp_path: Path
) -> None:
    mine = Followed(
        "https://gazette.example/feed", is_folder=False, title="The Gazette", called="Gazette", full_text=True
    )
    with writing(library.home) as archive, archive.transaction():
        following.put(archive, mine.address, following.to_record(replace(mine, inside=True)))
        secret = "https://reader:secret@herald.example/feed"  # as no program of ours would keep it
        following.put(archive, secret, following.to_record(replace(mine, called=None, full_text=False)))
    library.searches.save("sea", "harbour -bridge")
    text = json.dumps(library.user_data())
    assert "secret" not in text and "reader:" not in text

    elsewhere = tmp_path / "elsewhere"
    add(elsewhere, [articles[0]], report=lambda _: None)
    other = Library.open(elsewhere)
    other.searches.save("Sea", "another query")
    with writing(elsewhere) as archive:
        feeds._begin(archive, elsewhere, replace(mine, called="As I call it", full_text=False))
    document = user_data.from_json(text.encode(), "a file")
    new = user_data.bring_in(elsewhere, document)
    assert (new.searches, new.feeds) == (1, 1)
    assert [(s.name, s.query) for s in other.searches.all()] == [
        ("Sea", "another query"),
        ("sea 2", "harbour -bridge"),
    ]
    with reading(elsewhere) as archive:
        followed = {feed.address: feed for feed in following.followed(archive)}
    kept, brought = followed[mine.address], followed["https://herald.example/feed"]
    assert (kept.called, kept.full_text) == ("As I call it", False)
    assert (brought.title, brought.called, brought.inside) == ("The Gazette", None, False)
    assert user_data.bring_in(elsewhere, document)[-5:] == (0, 0, 0, 0, 0)
    assert len(other.searches.all()) == 2
    other.deeds.undo()
    assert [s.name for s in other.searches.all()] == ["Sea"]
    assert len(feeds.followed(elsewhere)) == 1
    other.close()


@pytest.mark.parametrize(
    "part",
    [
        {"searches": [{"name": "x"}]},
        {"searches": [{"name": " ", "query": "x"}]},
        {"feeds": [{"address": "javascript:alert(1)", "kind": "feed", "title": "", "full_text": False}]},
        {"feeds": [{"address": "here", "kind": "folder", "title": "", "full_text": False}]},
        {"feeds": [{"address": "https://a.example", "kind": "feed", "title": "", "full_text": 1}]},
    ],
)
def test_searches_and_feeds_that_are_none_are_refused_whole(library: Library, part: object) -> None:
    assert isinstance(part, dict)
    with pytest.raises(LibraryError, match="not what `briefing export-user` writes"):
        user_data.bring_in(library.home, {"briefing": "user data", "version": 2, **part})
    assert library.deeds.last() == []
