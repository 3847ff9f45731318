"""What a reader makes of what was read: kept by its words, found again, undone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.annotation import (
    Anchor,
    Annotation,
    AnnotationKind,
    Grade,
    Standing,
    Subject,
    SubjectKind,
    about_article,
    about_passage,
)
from briefing.article import Article, Entity, Kind
from briefing.library import annotation_record, user_data
from briefing.library.anchoring import find
from briefing.library.catch_up import catch_up
from briefing.library.errors import LibraryError
from briefing.library.library import Library
from briefing.library.writer import add
from briefing.safetext import clean

MakeArticle = Callable[..., Article]
AddAll = Callable[..., object]

HARBOUR = "The harbour was closed on Monday. Two ships turned back.\n\nThe mayor spoke at the quay."
BRIDGE = "A bridge was opened in the north. Nobody came."


@pytest.fixture
def harbour(make_article: MakeArticle) -> Article:
    return make_article(HARBOUR, title="Harbour", origin="/news/harbour", published=date(2024, 1, 2))


@pytest.fixture
def library(home: Path, add_all: AddAll, harbour: Article, make_article: MakeArticle) -> Iterator[Library]:
    add_all(harbour, make_article(BRIDGE, title="Bridge", origin="/news/bridge", source="Herald"))
    opened = Library.open(home)
    yield opened
    opened.close()


def ships(article: Article) -> Subject:
    start = article.text.index("Two ships")
    return about_passage(article.id, article.text, start, start + len("Two ships turned back."))


def changed(make_article: MakeArticle, text: str) -> Article:
    return make_article(text, title="Harbour", origin="/news/harbour", published=date(2024, 1, 2))


def test_a_pin_is_found_by_its_article_and_undone(library: Library, harbour: Article) -> None:
    made = library.annotations
    pin = made.add(AnnotationKind.PIN, ships(harbour))
    assert made.of_article(harbour.id) == made.of_kind(AnnotationKind.PIN) == [pin]
    assert made.pinned() == {harbour.id}
    assert made.get(pin.id[:6]) == pin
    assert made.add(AnnotationKind.PIN, ships(harbour)) == pin
    undone = library.deeds.undo()
    assert undone is not None
    assert undone.said == "the pin of “Two ships turned back.”"
    assert made.of_article(harbour.id) == []
    assert library.deeds.undo() is None


def test_taking_back_is_undone_too(library: Library, harbour: Article) -> None:
    made = library.annotations
    note = made.add(AnnotationKind.NOTE, ships(harbour), "Which ships?")
    rewritten = made.rewrite(note.id, "Which two ships?")
    made.remove(rewritten.id)
    assert made.of_article(harbour.id) == []
    said = []
    while (deed := library.deeds.undo()) is not None:
        said.append(deed.said)
    assert [sentence.split("“")[0].strip() for sentence in said] == [
        "the deletion of the note on",
        "the change of the note on",
        "the note on",
    ]


def test_words_that_stand_elsewhere_in_a_newer_version_are_found(
    library: Library, harbour: Article, add_all: AddAll, make_article: MakeArticle
) -> None:
    pin = library.annotations.add(AnnotationKind.PIN, ships(harbour))
    newer = changed(make_article, "Late news first.\n\n" + HARBOUR)
    add_all(newer)
    ((found,),) = [library.annotations.locate(pin.subject)]
    assert found.standing is Standing.MOVED
    assert found.now.article == newer.id
    assert newer.text[found.now.start : found.now.end] == "Two ships turned back."
    (touched,) = library.annotations.touched()
    assert touched.annotation == pin
    assert library.annotations.pinned() == {newer.id}
    assert library.annotations.of_article(newer.id) == [pin]


def test_words_that_are_gone_are_cited_from_the_version_that_has_them(
    library: Library, harbour: Article, add_all: AddAll, make_article: MakeArticle
) -> None:
    pin = library.annotations.add(AnnotationKind.PIN, ships(harbour))
    newer = changed(make_article, HARBOUR.replace("Two ships", "Three big ships"))
    add_all(newer)
    (found,) = library.annotations.locate(pin.subject)
    assert found.standing is Standing.CHANGED
    assert found.now == pin.subject.anchors[0]
    assert found.reads is not None
    assert found.reads.text == "Three big ships turned back."
    assert found.reads.article == newer.id


def test_all_holds_after_everything_was_made_anew(library: Library, harbour: Article, home: Path) -> None:
    made = library.annotations
    story = Subject(SubjectKind.STORY, (Anchor(harbour.id),))
    made.add(AnnotationKind.NOTE, story, "The harbour story")
    made.add(AnnotationKind.TAG, about_article(harbour.id), " For  Monday ")
    catch_up(home, anew=True)
    (note,) = made.of_story(library.story_of(harbour.id))
    assert note.text == "The harbour story"
    assert made.tagged("for monday") == {harbour.id}
    assert made.tags() == [("for monday", 1)]


def test_a_newer_version_keeps_tags_and_stars(
    library: Library, harbour: Article, add_all: AddAll, make_article: MakeArticle
) -> None:
    made = library.annotations
    made.add(AnnotationKind.STAR, about_article(harbour.id))
    made.add(AnnotationKind.TAG, about_article(harbour.id), "sea")
    newer = changed(make_article, "All is well in the harbour.")
    add_all(newer)
    assert made.starred() == made.tagged("sea") == {newer.id}
    assert {a.kind for a in made.of_subject(about_article(newer.id))} == {
        AnnotationKind.STAR,
        AnnotationKind.TAG,
    }


def test_an_article_s_grade_goes_before_that_of_its_source(library: Library, harbour: Article) -> None:
    made = library.annotations
    made.add(AnnotationKind.GRADE, Subject(SubjectKind.SOURCE, (), "Gazette"), "c4")
    assert made.grade_of(harbour.id, "Gazette") == Grade("C", "4")
    made.add(AnnotationKind.GRADE, about_article(harbour.id), "2")
    made.add(AnnotationKind.GRADE, about_article(harbour.id), "3")
    assert str(made.grade_of(harbour.id, "Gazette")) == "C3"
    library.deeds.undo()
    assert str(made.grade_of(harbour.id, "Gazette")) == "C2"


@pytest.mark.parametrize("text", ["", "G", "B7", "2B", "BB", "B 2"])
def test_what_is_no_grade_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no grade"):
        Grade.parse(text)


def test_what_can_not_be_is_refused(library: Library, harbour: Article) -> None:
    made = library.annotations
    with pytest.raises(LibraryError, match="No article of this library has the words"):
        made.add(AnnotationKind.PIN, Subject(SubjectKind.PASSAGE, (Anchor(harbour.id, 0, 6, "Absent"),)))
    with pytest.raises(LibraryError, match="A note needs words"):
        made.add(AnnotationKind.NOTE, ships(harbour), " \n ")
    with pytest.raises(LibraryError, match="A tag is a word"):
        made.add(AnnotationKind.TAG, about_article(harbour.id), " ")
    with pytest.raises(LibraryError, match="There is no pin"):
        made.get("")
    assert library.deeds.last() == []


def test_read_marks_can_be_undone(library: Library, harbour: Article) -> None:
    made = library.annotations
    assert harbour.id in made.unread()
    assert made.mark_read(harbour.id, True)
    assert not made.mark_read(harbour.id, True)
    assert harbour.id not in made.unread()
    library.deeds.undo()
    assert harbour.id in made.unread()


def test_a_brief_is_a_file_whose_changes_are_undone(library: Library, home: Path) -> None:
    made = library.annotations
    made.write_brief("summit", "title: One\n", "made the brief summit")
    made.write_brief("summit", "title: Two\n", "changed the brief summit")
    assert (home / "briefs" / "summit.yaml").read_text() == "title: Two\n"
    library.deeds.undo()
    assert made.brief("summit") == "title: One\n"
    (home / "briefs" / "summit.yaml").write_text("title: By hand\n")
    with pytest.raises(LibraryError, match="changed by other means"):
        library.deeds.undo()
    assert made.brief("summit") == "title: By hand\n"
    assert library.deeds.undo() is None
    with pytest.raises(LibraryError, match="can't be the name"):
        made.write_brief("../summit", "title: Elsewhere\n", "")


def test_everything_made_goes_from_one_library_to_another(
    library: Library, harbour: Article, tmp_path: Path, add_all: AddAll, make_article: MakeArticle
) -> None:
    made = library.annotations
    made.add(AnnotationKind.PIN, ships(harbour))
    made.add(AnnotationKind.NOTE, about_article(harbour.id), "Ask the mayor")
    made.mark_read(harbour.id, True)
    made.write_brief("summit", "title: One\n", "made it")
    library.links.pin(harbour.id, 0, library.resolve("bridge"), 0)
    library.names.hide(Entity("place:skelle", "Skelle", Kind.PLACE))
    library.hand.merge([story.id for story in library.stories()])
    document = user_data.from_json(json.dumps(library.user_data()).encode(), "a file")

    elsewhere = tmp_path / "elsewhere"
    add(elsewhere, [make_article(BRIDGE, title="Bridge", origin="/other/bridge")], report=lambda _: None)
    first = user_data.bring_in(elsewhere, document)
    assert (first.annotations, first.briefs, first.links, first.read) == (2, 1, 0, 0)
    assert (first.stories, first.names) == (1, 1)
    other = Library.open(elsewhere)
    assert other.annotations.pinned() == frozenset()
    add(elsewhere, [harbour._replace(origin="/other/harbour")], report=lambda _: None)
    assert other.annotations.pinned() == {harbour.id}
    again = user_data.bring_in(elsewhere, document)
    assert (again.annotations, again.briefs, again.links, again.read) == (0, 0, 1, 1)
    assert (again.stories, again.names) == (0, 0)
    assert len(list(other.stories())) == 1
    assert [a.id for a in other.annotations.all()] == [a.id for a in made.all()]
    other.deeds.undo()
    assert len(other.annotations.all()) == 2
    other.deeds.undo()
    assert other.annotations.all() == []
    assert other.annotations.brief_names() == []
    other.close()


@pytest.mark.parametrize(
    "document",
    [
        [],
        {"briefing": "backup"},
        {"briefing": "user data", "version": 3},
        {"briefing": "user data", "version": 1, "annotations": {}},
        {"briefing": "user data", "version": 1, "annotations": [{"kind": "pin"}]},
        {"briefing": "user data", "version": 1, "read": [7]},
        {"briefing": "user data", "version": 1, "links": [{"a": "x"}]},
        {"briefing": "user data", "version": 1, "briefs": [{"name": "x"}]},
        {"briefing": "user data", "version": 1, "names": [{"rename": "x"}]},
        {"briefing": "user data", "version": 1, "stories": [{"act": "mix"}]},
    ],
)
def test_what_was_not_exported_is_refused_whole(library: Library, document: object) -> None:
    with pytest.raises(LibraryError, match="not what `briefing export-user` writes"):
        user_data.bring_in(library.home, document)
    assert library.annotations.all() == []


subjects = st.builds(
    Subject,
    st.sampled_from(SubjectKind),
    st.lists(
        st.builds(
            lambda article, start, text: Anchor(article, start, start + len(text), text),
            st.text("0123456789abcdef", min_size=16, max_size=16),
            st.integers(0, 10_000),
            st.text(st.characters(exclude_categories=["Cs"]), max_size=40).map(clean),
        ),
        max_size=3,
    ).map(tuple),
    st.text("abc ", max_size=10),
    st.text("abc ", max_size=10),
)


@given(subjects)
def test_the_same_words_have_the_same_id_however_they_are_kept(subject: Subject) -> None:
    annotation = Annotation(AnnotationKind.PIN, subject, "", datetime(2024, 1, 2, tzinfo=UTC))
    assert annotation_record.from_record(annotation_record.to_record(annotation)) == annotation
    assert subject._replace(anchors=tuple(reversed(subject.anchors))).id == subject.id


@given(st.text("ab\n ", max_size=60), st.text("ab ", min_size=1, max_size=4), st.integers(0, 60))
def test_words_are_found_where_they_stand(text: str, words: str, start: int) -> None:
    found = find(text, Anchor("a", start, start + len(words), words))
    assert (found is not None) == (words in text)
    if found is not None:
        assert text[found.start : found.end] == words
