"""From an outline, the pins and the ledger to a brief in which every line is cited."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from briefing.annotation import (
    Anchor,
    Anchored,
    Annotation,
    AnnotationKind,
    Grade,
    Standing,
    Subject,
    SubjectKind,
)
from briefing.article import Article
from briefing.brief.document import Brief, Citation, Line, Quotation, Section, SectionKind, Source
from briefing.brief.ledger import Ledger
from briefing.brief.outline import Entry, Outline, Part, placed
from briefing.library.library import Library
from briefing.reading.passages import passages

SECTION_OF: Mapping[SubjectKind, SectionKind] = {
    SubjectKind.DIFFERENCE: SectionKind.DISPUTED,
    SubjectKind.CLAIM: SectionKind.AGREED,
    SubjectKind.EVENT: SectionKind.CHRONOLOGY,
    SubjectKind.NAME: SectionKind.SINGLE,
}
"""Where a pin stands that the reader did not place; all others, and notes on whole articles, are key points."""

_EMPTY: Mapping[SectionKind, str] = {
    SectionKind.AGREED: "No passages were found that several sources tell alike.",
    SectionKind.DISPUTED: "No contradiction was found in numbers, dates, attribution or denial. "
    "That does not prove that there is none.",
    SectionKind.SINGLE: "For every passage a match was found in another source.",
    SectionKind.CHRONOLOGY: "No source says when it was published.",
}
"""What a section that nothing fills has to say; one that is not here is left out."""


def build(
    library: Library,
    name: str,
    outline: Outline,
    articles: Sequence[str],
    pins: Sequence[Annotation],
    ledger: Ledger,
) -> Brief:
    """The brief of an outline about these articles. The same library, outline and pins give the same brief."""
    return _Building(library, outline, articles, pins, ledger).brief(name)


class _Building:
    """Numbers citations as they come, and remembers what was quoted."""

    def __init__(
        self,
        library: Library,
        outline: Outline,
        articles: Sequence[str],
        pins: Sequence[Annotation],
        ledger: Ledger,
    ) -> None:
        self._library = library
        self._outline = outline
        self._ledger = ledger
        self._pins = {pin.subject.id: pin.subject for pin in pins}
        self._entries = {subject.id: subject for kind in SectionKind for subject in ledger.of(kind)}
        self._citations: dict[Anchor, Citation] = {}
        self._noted: set[str] = set()
        self._articles: dict[str, Article] = {}
        self._sources: dict[str, Source] = {}
        self._made: dict[str, list[Annotation]] = {}
        for id in articles:
            self._source(id)
        self._notes_on_wholes = self._on_the_whole(articles) if outline.notes else []
        self._entries |= {note.subject.id: note.subject for note in self._notes_on_wholes}

    def brief(self, name: str) -> Brief:
        sections = tuple(self._sections())
        sources = sorted(
            self._sources.values(), key=lambda s: (s.published is None, str(s.published), s.source, s.article)
        )
        return Brief(name, self._outline.title, sections, tuple(self._citations.values()), tuple(sources))

    # Sections -----------------------------------------------------------------------------------------

    def _sections(self) -> Iterator[Section]:
        outline = self._outline
        left = self._unplaced()
        for number, part in enumerate(outline.parts):
            if part.kind is SectionKind.SOURCES:
                yield Section(part.kind, part.heading or part.kind.heading, (), "", number)
                continue
            lines = list(self._placed(part))
            lines += [
                self._line(subject)
                for subject in left
                if outline.part_of(self._section_of(subject)) == number
            ]
            if part.ledger and number == outline.part_of(part.kind):
                lines += self._from_ledger(part, bool(lines))
            empty = _EMPTY.get(part.kind, "") if part.ledger and len(self._sources) > 1 else ""
            if lines or empty or part.heading:
                yield Section(part.kind, part.heading or part.kind.heading, tuple(lines), empty, number)

    def _unplaced(self) -> list[Subject]:
        """The pins that the outline neither places nor leaves out."""
        known = placed(self._outline)
        subjects = self._pins | {note.subject.id: note.subject for note in self._notes_on_wholes}
        return [subject for id, subject in subjects.items() if id not in known]

    def _on_the_whole(self, articles: Sequence[str]) -> list[Annotation]:
        """The notes on articles and stories as a whole: no passage brings these into the brief."""
        annotations = self._library.annotations
        here = [id for id in articles if id in self._articles]
        made = [each for id in here for each in self._made_of(id) if each.subject.kind is SubjectKind.ARTICLE]
        for story in {story.id: story for story in map(self._library.story_of, here)}.values():
            made += annotations.of_story(story)
        return [each for each in made if each.kind is AnnotationKind.NOTE]

    def _section_of(self, subject: Subject) -> SectionKind:
        """Where a pin stands that the reader did not place."""
        if subject.id in [entry.id for entry in self._ledger.of(SectionKind.BOTTOM_LINE)]:
            return SectionKind.BOTTOM_LINE
        return SECTION_OF.get(subject.kind, SectionKind.KEY_POINTS)

    def _placed(self, part: Part) -> Iterator[Line]:
        for entry in part.entries:
            if entry.words:
                yield self._own_words(entry)
            elif (subject := self._pins.get(entry.line) or self._entries.get(entry.line)) is not None:
                yield self._line(subject)

    def _from_ledger(self, part: Part, begun: bool) -> list[Line]:
        """The entries of the ledger that stand nowhere yet. What the reader put in the bottom line is enough."""
        if part.kind is SectionKind.BOTTOM_LINE and begun:
            return []
        known = placed(self._outline)
        pinned = [self._now(anchor) for subject in self._pins.values() for anchor in subject.anchors]
        return [
            self._line(subject)
            for subject in self._ledger.of(part.kind)
            if subject.id not in known
            and subject.id not in self._pins
            and not (subject.kind is SubjectKind.PASSAGE and _is_within(subject.anchors[0], pinned))
        ]

    # Lines --------------------------------------------------------------------------------------------

    def _own_words(self, entry: Entry) -> Line:
        numbers: list[int] = []
        for id in entry.cites:
            subject = self._pins.get(id) or self._entries.get(id)
            for anchor in subject.anchors if subject is not None else ():
                numbers.append(self._cite(anchor).number)
        return Line(None, False, "", (), entry.words, tuple(dict.fromkeys(numbers)), ())

    def _line(self, subject: Subject) -> Line:
        cited = [self._cite(anchor) for anchor in subject.anchors]
        quotations: dict[str, list[int]] = {}
        for citation in cited:
            if citation.anchor.text:
                quotations.setdefault(citation.anchor.text, []).append(citation.number)
        label = (subject.topic or _ABOUT.get(subject.kind, "")) if subject.kind in _LABELLED else ""
        remarks = [remark] if (remark := subject.remark or self._of_ledger(subject)) else []
        if not quotations and remarks:
            label, remarks = f"{label}, {remarks[0]}", []
        remarks += [_changed(c) for c in cited if c.standing in (Standing.CHANGED, Standing.MISSING)]
        return Line(
            subject=subject,
            pinned=subject.id in self._pins,
            label=label,
            quotations=tuple(Quotation(text, tuple(numbers)) for text, numbers in quotations.items()),
            words="",
            citations=tuple(c.number for c in cited if not c.anchor.text),
            remarks=tuple(remarks),
            notes=tuple(self._notes(subject, cited)) if self._outline.notes else (),
        )

    def _of_ledger(self, subject: Subject) -> str:
        """What the ledger says of a pinned passage: that no match was found for what stands in it."""
        here = [self._now(anchor) for anchor in subject.anchors]
        for entry in self._ledger.of(SectionKind.SINGLE):
            if entry.kind is SubjectKind.PASSAGE and _is_within(entry.anchors[0], here):
                return entry.remark
        return ""

    def _notes(self, subject: Subject, cited: Sequence[Citation]) -> Iterator[str]:
        """The notes on what is cited, each where what it is about is quoted first."""
        yield from (note.text for note in self._notes_on_wholes if note.subject.id == subject.id)
        for citation in cited:
            for made in self._made_of(citation.anchor.article):
                is_on_it = citation.anchor.text and any(
                    _overlap(self._now(anchor), citation.anchor) for anchor in made.subject.anchors
                )
                if made.kind is AnnotationKind.NOTE and is_on_it and made.id not in self._noted:
                    self._noted.add(made.id)
                    yield made.text

    # Citations ----------------------------------------------------------------------------------------

    def _cite(self, anchor: Anchor) -> Citation:
        found = self._locate(anchor)
        known = self._citations.get(found.now)
        if known is not None:
            return known
        source = self._source(found.now.article)
        passage = None
        if found.now.text and (article := self._articles.get(found.now.article)) is not None:
            starts = [each.start for each in passages(article.text)]
            passage = max(0, bisect_right(starts, found.now.start) - 1)
        citation = Citation(
            number=len(self._citations) + 1,
            anchor=found.now,
            passage=passage,
            source=source,
            standing=found.standing,
            reads=found.reads.text if found.reads is not None else None,
            grade=self._grade(found.now, source),
        )
        self._citations[found.now] = citation
        return citation

    def _source(self, id: str) -> Source:
        if id in self._sources:
            return self._sources[id]
        if not self._library.headlines((id,)):
            return Source(id, f"article {id}", "", False, None, None, None, None, "", Grade("", ""))
        article = self._articles[id] = self._library.article(id)
        self._sources[id] = Source(
            article=article.id,
            source=article.source,
            title=article.title,
            title_derived=article.title_derived,
            author=article.author,
            published=article.published,
            url=article.url,
            read_at=article.read_at,
            sha256=article.sha256,
            grade=self._library.annotations.grade_of(id, article.source),
        )
        return self._sources[id]

    def _grade(self, anchor: Anchor, source: Source) -> Grade:
        for made in self._made_of(anchor.article) if anchor.text else ():
            if made.kind is AnnotationKind.GRADE and any(
                each.text and _overlap(self._now(each), anchor) for each in made.subject.anchors
            ):
                own = Grade.parse(made.text)
                return Grade(
                    own.reliability or source.grade.reliability, own.credibility or source.grade.credibility
                )
        return source.grade

    def _made_of(self, article: str) -> list[Annotation]:
        if article not in self._made:
            self._made[article] = self._library.annotations.of_article(article)
        return self._made[article]

    def _locate(self, anchor: Anchor) -> Anchored:
        (found,) = self._library.annotations.locate(Subject(SubjectKind.PASSAGE, (anchor,)))
        return found

    def _now(self, anchor: Anchor) -> Anchor:
        return self._locate(anchor).now


_ABOUT = {SubjectKind.ARTICLE: "On the article", SubjectKind.STORY: "On the story"}
_LABELLED = (
    SubjectKind.DIFFERENCE,
    SubjectKind.EVENT,
    SubjectKind.NAME,
    SubjectKind.ARTICLE,
    SubjectKind.STORY,
)
"""What has a topic that stands before the line."""


def _changed(citation: Citation) -> str:
    if citation.standing is Standing.MISSING:
        return f"[{citation.number}] is in no article of this library"
    reads = " ".join((citation.reads or "").split())
    now = f"; it now reads “{reads}”" if reads else ""
    return f"[{citation.number}] is gone from the newest version of the article{now}"


def _overlap(a: Anchor, b: Anchor) -> bool:
    return a.article == b.article and a.start < b.end and b.start < a.end


def _is_within(anchor: Anchor, others: Sequence[Anchor]) -> bool:
    return any(
        o.article == anchor.article and o.start <= anchor.start and anchor.end <= o.end for o in others
    )
