"""A brief: what stands in it, that each line is cited, and that the reader's arrangement holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from briefing.annotation import Anchor, AnnotationKind, Standing, Subject, SubjectKind, about_article
from briefing.article import Article, Story
from briefing.brief import evidence
from briefing.brief.briefs import Briefs, Draft
from briefing.brief.document import Brief, Line, SectionKind
from briefing.brief.outline import Entry, Outline, Part, from_yaml, to_yaml
from briefing.library.errors import LibraryError
from briefing.library.library import Library

MakeArticle = Callable[..., Article]
Open = Callable[..., Library]

GAZETTE = (
    "Anna Lindholm opened the new bridge over the river Skelle on Monday morning.\n\n"
    "The work had taken four years, and the council paid for all of it."
)
HERALD = (
    "The new bridge over the river Skelle was opened on Monday morning by Anna Lindholm.\n\n"
    "Fishermen at Ornvik say that the pillars keep the salmon away."
)


@pytest.fixture
def library(make_article: MakeArticle, open_library: Open) -> Library:
    return open_library(
        make_article(GAZETTE, source="Gazette", title="A bridge"),
        make_article(HERALD, source="Herald", title="The bridge", published=date(2024, 1, 4)),
    )


@pytest.fixture
def draft(library: Library) -> Draft:
    articles = tuple(headline.id for headline in library.headlines(ids(library)))
    return Draft("bridge", Outline("The bridge", articles), False)


def ids(library: Library) -> list[str]:
    return [id for story in library.stories() for id in story.articles]


def lines(brief: Brief, kind: SectionKind) -> tuple[Line, ...]:
    return next((section.lines for section in brief.sections if section.kind is kind), ())


def quoted(line: Line) -> list[str]:
    return [quotation.text for quotation in line.quotations]


def by_source(library: Library, source: str) -> Article:
    return next(article for article in map(library.article, ids(library)) if article.source == source)


def test_without_a_pin_it_says_what_several_tell_and_what_one_tells(library: Library, draft: Draft) -> None:
    brief = Briefs(library).build(draft)
    (bottom,) = lines(brief, SectionKind.BOTTOM_LINE)
    assert quoted(bottom) == [GAZETTE.split("\n\n")[0], HERALD.split("\n\n")[0]]
    assert bottom.remarks == ("told by 2 sources",)
    single = {text for line in lines(brief, SectionKind.SINGLE) for text in quoted(line)}
    assert single == {GAZETTE.split("\n\n")[1], HERALD.split("\n\n")[1]}
    assert [line.label for line in lines(brief, SectionKind.CHRONOLOGY)] == [
        "2024-01-01",
        "2024-01-01",
        "2024-01-02, published by Gazette",
        "2024-01-04, published by Herald",
    ]


def test_every_line_is_cited_and_every_citation_is_a_stretch_of_its_article(
    library: Library, draft: Draft
) -> None:
    brief = Briefs(library).build(draft)
    for section in brief.sections:
        for line in section.lines:
            numbers = [n for quotation in line.quotations for n in quotation.citations] + [*line.citations]
            assert numbers
            for quotation in line.quotations:
                for number in quotation.citations:
                    citation = brief.citations[number - 1]
                    assert citation.number == number
                    anchor, text = citation.anchor, library.article(citation.source.article).text
                    assert text[anchor.start : anchor.end] == anchor.text == quotation.text


def test_pins_go_to_the_section_that_suits_them(library: Library, draft: Draft) -> None:
    herald = by_source(library, "Herald")
    pin = library.annotations.add(AnnotationKind.PIN, evidence.passage(herald, 1))
    library.annotations.add(AnnotationKind.NOTE, pin.subject, "Ask the council")
    brief = Briefs(library).build(draft)
    (point,) = lines(brief, SectionKind.KEY_POINTS)
    assert point.pinned
    assert quoted(point) == [HERALD.split("\n\n")[1]]
    assert point.notes == ("Ask the council",)
    assert quoted(point)[0] not in [q for line in lines(brief, SectionKind.SINGLE) for q in quoted(line)]


def test_a_claim_is_pinned_with_all_who_tell_it(library: Library, draft: Draft) -> None:
    claim = evidence.claim(library, by_source(library, "Herald").id, 0)
    assert {library.article(anchor.article).source for anchor in claim.anchors} == {"Gazette", "Herald"}
    library.annotations.add(AnnotationKind.PIN, claim)
    brief = Briefs(library).build(draft)
    (bottom,) = lines(brief, SectionKind.BOTTOM_LINE)
    assert bottom.pinned
    assert lines(brief, SectionKind.AGREED) == ()
    with pytest.raises(LibraryError, match="No close match"):
        evidence.claim(library, by_source(library, "Herald").id, 1)


def test_notes_on_articles_and_stories_are_key_points(library: Library, draft: Draft) -> None:
    herald = by_source(library, "Herald")
    on_story = Subject(SubjectKind.STORY, tuple(Anchor(id) for id in ids(library)))
    library.annotations.add(AnnotationKind.NOTE, about_article(herald.id), "Ask them")
    library.annotations.add(AnnotationKind.NOTE, on_story, "For Monday")
    points = lines(Briefs(library).build(draft), SectionKind.KEY_POINTS)
    assert {(point.label, point.notes, len(point.citations)) for point in points} == {
        ("On the article", ("Ask them",), 1),
        ("On the story", ("For Monday",), 2),
    }
    without = Draft("bridge", replace(draft.outline, notes=False), False)
    assert lines(Briefs(library).build(without), SectionKind.KEY_POINTS) == ()


def test_a_claim_that_some_deny_is_disputed(make_article: MakeArticle, open_library: Open) -> None:
    told = "The harbour board offered rockets to the fishermen of Ornvik in exchange for salmon."
    denied = (
        "The harbour board denies that it offered rockets to the fishermen of Ornvik in exchange for salmon."
    )
    library = open_library(make_article(told, source="Gazette"), make_article(denied, source="Herald"))
    claim = evidence.claim(library, by_source(library, "Gazette").id, 0)
    assert (claim.kind, claim.topic) == (SubjectKind.DIFFERENCE, "denial")
    assert claim.remark == "told by one source, denied by Herald"


def test_a_name_that_one_source_has_is_no_dispute(library: Library) -> None:
    gazette, herald = by_source(library, "Gazette"), by_source(library, "Herald")
    names = [s for s in evidence.differences(library, gazette.id, herald.id) if s.kind is SubjectKind.NAME]
    assert ("Ornvik", "named by one source alone") in [(name.topic, name.remark) for name in names]


def test_the_reader_arranges_and_leaves_out(library: Library, draft: Draft) -> None:
    gazette = by_source(library, "Gazette")
    one = library.annotations.add(AnnotationKind.PIN, evidence.passage(gazette, 0)).subject
    other = library.annotations.add(AnnotationKind.PIN, evidence.words(gazette, "four years")).subject
    outline = replace(
        draft.outline,
        parts=(
            Part(SectionKind.KEY_POINTS, "What matters", entries=(Entry(other.id), Entry(one.id))),
            Part(SectionKind.BOTTOM_LINE, entries=(Entry(words="A bridge.", cites=(one.id,)),)),
            Part(SectionKind.SINGLE, ledger=False),
        ),
    )
    brief = Briefs(library).build(draft._replace(outline=outline))
    assert [section.heading for section in brief.sections] == ["What matters", "Bottom line"]
    assert [quoted(line) for line in brief.sections[0].lines] == [["four years"], [GAZETTE.split("\n\n")[0]]]
    (words,) = brief.sections[1].lines
    assert (words.words, words.citations) == ("A bridge.", (2,))
    without = outline.with_part(0, Part(SectionKind.KEY_POINTS, without=(one.id,)))
    brief = Briefs(library).build(draft._replace(outline=without))
    assert [quoted(line) for line in brief.sections[0].lines] == [["four years"]]


def test_the_same_pins_give_the_same_brief_in_whatever_order_the_library_grew(
    library: Library, draft: Draft
) -> None:
    first = Briefs(library).build(draft)
    turned = replace(draft.outline, articles=tuple(reversed(draft.outline.articles)))
    assert Briefs(library).build(draft._replace(outline=turned)) == first


def test_what_changed_since_is_told_and_still_cited(
    library: Library, draft: Draft, make_article: MakeArticle, open_library: Open
) -> None:
    gazette = by_source(library, "Gazette")
    library.annotations.add(AnnotationKind.PIN, evidence.passage(gazette, 1))
    newer = make_article(GAZETTE.replace("four", "five"), source="Gazette", origin=gazette.origin)
    open_library(newer)
    brief = Briefs(library).build(draft)
    (point,) = lines(brief, SectionKind.KEY_POINTS)
    (number,) = point.quotations[0].citations
    assert brief.citations[number - 1].standing is Standing.CHANGED
    assert brief.citations[number - 1].source.article == gazette.id
    assert "it now reads “The work had taken five years" in point.remarks[0]


def test_grades_stand_in_citations(library: Library, draft: Draft) -> None:
    gazette = by_source(library, "Gazette")
    add = library.annotations.add
    add(AnnotationKind.GRADE, Subject(SubjectKind.SOURCE, (), "Gazette"), "B")
    add(AnnotationKind.GRADE, about_article(gazette.id), "3")
    pin = add(AnnotationKind.PIN, evidence.passage(gazette, 1))
    add(AnnotationKind.GRADE, pin.subject, "1")
    brief = Briefs(library).build(draft)
    assert {str(c.grade) for c in brief.citations if c.source.source == "Gazette"} == {"B1", "B3"}
    assert {str(c.grade) for c in brief.citations if c.source.source == "Herald"} == {""}


def test_a_pin_of_an_article_that_is_not_here_is_told(
    library: Library, draft: Draft, make_article: MakeArticle, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from briefing.library.writer import add

    elsewhere = tmp_path_factory.mktemp("other") / "home"
    absent = make_article("Nobody has this here.", source="Absent")
    add(elsewhere, [absent], report=lambda _: None, index=False)
    other = Library.open(elsewhere)
    pin = other.annotations.add(AnnotationKind.PIN, evidence.passage(absent, 0))
    from briefing.library import user_data

    user_data.bring_in(library.home, other.user_data())
    other.close()
    outline = draft.outline.with_part(1, Part(SectionKind.KEY_POINTS, entries=(Entry(pin.subject.id),)))
    (point,) = lines(Briefs(library).build(draft._replace(outline=outline)), SectionKind.KEY_POINTS)
    assert quoted(point) == ["Nobody has this here."]
    assert "in no article of this library" in point.remarks[0]


def test_several_briefs_of_one_story(library: Library) -> None:
    briefs = Briefs(library)
    story = Story("story", "Bridge!", tuple(ids(library)), (), ())
    one = briefs.keep(briefs.new(story), briefs.new(story).outline, "made it")
    two = briefs.new(story)
    assert (one.name, two.name) == ("bridge", "bridge-2")
    assert briefs.find("bridge").is_file
    briefs.keep(two, two.outline, "made another")
    assert briefs.names() == ["bridge", "bridge-2"]
    briefs.delete("bridge")
    assert library.deeds.undo() is not None
    assert briefs.names() == ["bridge", "bridge-2"]


def test_an_outline_is_what_its_file_says() -> None:
    outline = Outline(
        "A: “title” # no comment",
        ("0123456789012345", "1e10"),
        (
            Part(SectionKind.GAPS, "no", ledger=False, without=("123456789012", "1e1000000000")),
            Part(
                SectionKind.AGREED,
                entries=(Entry("0e12", says="x"), Entry(words="- a\nb: *c", cites=("0e1",))),
            ),
        ),
        notes=False,
    )
    assert from_yaml(to_yaml(outline), "a file") == outline


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- a", "must hold title, articles, notes and sections"),
        ("titel: x", "there is no “titel”"),
        ("title: x\nsections: []", "names no section"),
        ("title: x\nsections: [{section: gist}]", "one of bottom line, key points"),
        ("title: x\nsections: [{section: gaps, lines: [{}]}]", "either “line” with an id or “words”"),
        ("title: x\nsections: [{section: gaps, ledger: maybe}]", "must be true or false"),
        ("title: [x", "did not find expected"),
        ("title: &a x\narticles: [*a]", "aliases"),
    ],
)
def test_a_file_that_is_no_outline_is_refused_with_the_reason(
    library: Library, text: str, problem: str
) -> None:
    with pytest.raises(LibraryError, match=r"brief\.yaml") as refused:
        Briefs(library).read("brief", text)
    assert problem in str(refused.value)


def test_copies_are_one_account(make_article: MakeArticle, open_library: Open) -> None:
    wire = (
        GAZETTE
        + "\n\n"
        + " ".join(f"The {n}th pillar stands on rock {n} metres below the river." for n in range(9))
    )
    library = open_library(
        make_article(wire, source="Gazette"),
        make_article(wire + "\n\nThis report was brought by the wire.", source="Courier"),
        make_article(HERALD, source="Herald", published=date(2024, 1, 4)),
    )
    brief = Briefs(library).build(Draft("b", Outline("The bridge", tuple(ids(library))), False))
    (bottom,) = lines(brief, SectionKind.BOTTOM_LINE)
    assert bottom.remarks == ("told by 3 sources, 2 independent",)
