"""What the reader made of what was read, as everything above the library sees it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from briefing.annotation import (
    Anchored,
    Annotation,
    AnnotationKind,
    Grade,
    Standing,
    Subject,
    SubjectKind,
    Touched,
    about_article,
)
from briefing.article import Story
from briefing.library import (
    anchoring,
    annotation_record,
    annotation_store,
    brief_files,
    deeds,
    telling,
    things,
)
from briefing.library.archive import Archive, Readers
from briefing.library.errors import LibraryError
from briefing.library.marks import Marks, tidy_tag
from briefing.safetext import clean, one_line

_LONGEST_NOTE = 100_000


class Annotations(Marks):
    """Pins, notes, tags, grades, stars and briefs of a library, each of them undoable.

    What a method reports as done is on the disk. Every method raises LibraryError where the archive can't be used.
    """

    def __init__(self, home: Path, readers: Readers) -> None:
        """For `Library`."""
        super().__init__(readers)
        self._home = home

    # Making and taking back ---------------------------------------------------------------------------

    def add(self, kind: AnnotationKind, subject: Subject, text: str = "") -> Annotation:
        """Keep an annotation; where there is the same already, or another grade, it takes that one's place.

        Raises LibraryError for an unknown article, for words that the article does not have, and for a text that
        is empty or can't be what it should be.
        """
        annotation = Annotation(kind, subject, _checked(kind, text), datetime.now(UTC))
        with deeds.doing(self._home) as archive:
            for anchor in subject.anchors:
                if anchoring.locate(archive, anchor).standing is Standing.MISSING:
                    words = telling.shortened(anchor.text)
                    raise LibraryError(
                        f"No article of this library has the words “{words}” ({anchor.article})."
                    )
            known = annotation_store.annotation_with(archive, annotation.id)
            if known is not None and known.text == annotation.text:
                return known
            said = telling.of_making(archive, annotation)
            after = {things.key("annotation", annotation.id): annotation_record.to_record(annotation)}
            deeds.do(archive, self._home, said, after)
        return annotation

    def remove(self, annotation_id: str) -> Annotation | None:
        """Take an annotation back; None where there is none of that id."""
        with deeds.doing(self._home) as archive:
            annotation = annotation_store.annotation_with(archive, annotation_id)
            if annotation is not None:
                said = telling.of_removing(archive, annotation)
                deeds.do(archive, self._home, said, {things.key("annotation", annotation_id): None})
        return annotation

    def rewrite(self, annotation_id: str, text: str) -> Annotation:
        """Give a note another text, as one deed."""
        with deeds.doing(self._home) as archive:
            old = annotation_store.annotation_with(archive, annotation_id)
            if old is None:
                raise _unknown(annotation_id)
            new = old._replace(text=_checked(old.kind, text))
            after = {
                things.key("annotation", old.id): None,
                things.key("annotation", new.id): annotation_record.to_record(new),
            }
            said = f"the change of the note on {telling.of_subject(archive, old.subject)}"
            deeds.do(archive, self._home, said, after)
        return new

    def mark_read(self, article_id: str, read: bool) -> bool:
        """Note that an article was read, or was not, as a deed; False where that was known."""
        with deeds.doing(self._home) as archive:
            what = telling.of_subject(archive, about_article(article_id))
            said = f"marking {what} as {'read' if read else 'unread'}"
            return deeds.do(archive, self._home, said, {things.key("read", article_id): read}) > 0

    # Looking up ---------------------------------------------------------------------------------------

    def get(self, id: str) -> Annotation:
        """The annotation meant by an id or the beginning of one. Raises LibraryError where none or several are."""
        with self._readers.borrow() as archive:
            found = annotation_store.find(archive, "annotation.id >= ? AND annotation.id < ?", (id, f"{id}g"))
        if len(found) != 1 or not id:
            raise (
                _unknown(id)
                if not found
                else LibraryError(f"“{one_line(id)}” may mean {len(found)} annotations. Type more of it.")
            )
        return found[0]

    def of_kind(self, kind: AnnotationKind) -> list[Annotation]:
        """All pins, or notes, or whatever is asked for, in the order in which they were made."""
        with self._readers.borrow() as archive:
            return annotation_store.find(archive, "annotation.kind = ?", (kind,))

    def all(self) -> list[Annotation]:
        """Everything, in the order in which it was made."""
        with self._readers.borrow() as archive:
            return annotation_store.find(archive, "true")

    def of_article(self, article_id: str) -> list[Annotation]:
        """What was made of an article and of what it says, in any version of it; not what is about its story."""
        with self._readers.borrow() as archive:
            ids = {article_id, *(version.article for version in archive.versions(article_id))}
            marks = ", ".join("?" * len(ids))
            return annotation_store.find(
                archive,
                f"""
                annotation.subject <> 'story' AND annotation.number IN
                    (SELECT annotation FROM anchor WHERE article IN ({marks}))
                """,  # noqa: S608 - question marks alone
                tuple(ids),
            )

    def of_subject(self, subject: Subject) -> list[Annotation]:
        """What is about exactly this: the same words, article, story or source, in whichever version."""
        with self._readers.borrow() as archive:
            if subject.kind is SubjectKind.SOURCE:
                return annotation_store.find(
                    archive, "annotation.subject = ? AND annotation.topic = ?", (subject.kind, subject.topic)
                )
            here = {anchoring.locate(archive, anchor).now for anchor in subject.anchors}
            return [
                annotation
                for annotation in annotation_store.find(archive, "annotation.subject = ?", (subject.kind,))
                if {anchoring.locate(archive, anchor).now for anchor in annotation.subject.anchors} == here
            ]

    def of_story(self, story: Story) -> list[Annotation]:
        """What was made of a story as a whole: of one most of whose articles are this story's now."""
        here = frozenset(story.articles)
        with self._readers.borrow() as archive:
            found = annotation_store.find(archive, "annotation.subject = 'story'")
            return [
                annotation
                for annotation in found
                if 2 * len(here & set(_newest(archive, annotation.subject))) > len(annotation.subject.anchors)
            ]

    def locate(self, subject: Subject) -> tuple[Anchored, ...]:
        """Where the words of a subject stand today."""
        with self._readers.borrow() as archive:
            return tuple(anchoring.locate(archive, anchor) for anchor in subject.anchors)

    def touched(self) -> list[Touched]:
        """The pins and notes some of whose words stand elsewhere since an article changed, or nowhere."""
        found = []
        with self._readers.borrow() as archive:
            for annotation in annotation_store.find(archive, "annotation.kind IN ('pin', 'note')"):
                anchors = (anchoring.locate(archive, anchor) for anchor in annotation.subject.anchors)
                moved = tuple(a for a in anchors if a.standing is not Standing.HOLDS and a.made.text)
                if moved:
                    found.append(Touched(annotation, moved))
        return found

    def touched_by(self, article_id: str, *, changed: bool) -> list[Annotation]:
        """The pins and notes on an article whose words stand elsewhere than they were made, or nowhere.

        All of them where the article has `changed` and its new text is not known yet.
        """
        made = [a for a in self.of_article(article_id) if a.kind in (AnnotationKind.PIN, AnnotationKind.NOTE)]
        return [
            annotation
            for annotation in made
            if changed
            or any(found.standing is not Standing.HOLDS for found in self.locate(annotation.subject))
        ]

    def grade_of(self, article_id: str, source: str) -> Grade:
        """How far an article is to be trusted: its own grade, and what it leaves open from that of its source."""
        with self._readers.borrow() as archive:
            of_source = _grade(archive, Subject(SubjectKind.SOURCE, (), source))
            versions = [version.article for version in archive.versions(article_id)]
            grades = [_grade(archive, about_article(id)) for id in reversed(versions or [article_id])]
        reliability = next((g.reliability for g in (*grades, of_source) if g.reliability), "")
        credibility = next((g.credibility for g in (*grades, of_source) if g.credibility), "")
        return Grade(reliability, credibility)

    # Briefs -------------------------------------------------------------------------------------------

    def brief_names(self) -> list[str]:
        """The briefs that there are, by the names of their files."""
        return brief_files.names(self._home)

    def brief_path(self, name: str) -> Path:
        """The file of a brief, whether it is there yet or not."""
        return brief_files.path_of(self._home, name)

    def brief(self, name: str) -> str | None:
        """What is written in the file of a brief; None where there is no such brief."""
        return brief_files.read(self._home, name)

    def write_brief(self, name: str, text: str | None, said: str) -> bool:
        """Write the file of a brief as a deed, or remove it where there is no text; False if nothing changed."""
        brief_files.path_of(self._home, name)
        with deeds.doing(self._home) as archive:
            return deeds.do(archive, self._home, said, {things.key("brief", name): text}) > 0


def _newest(archive: Archive, subject: Subject) -> Sequence[str]:
    """The newest versions of the articles of a subject."""
    return [versions[-1].article for a in subject.anchors if (versions := archive.versions(a.article))]


def _grade(archive: Archive, subject: Subject) -> Grade:
    sought = Annotation(AnnotationKind.GRADE, subject, "", datetime.now(UTC)).id
    found = annotation_store.annotation_with(archive, sought)
    return Grade.parse(found.text) if found is not None else Grade("", "")


def _checked(kind: AnnotationKind, text: str) -> str:
    """The text of an annotation in the form in which it is kept. Raises LibraryError where it is none."""
    match kind:
        case AnnotationKind.TAG:
            return tidy_tag(text)
        case AnnotationKind.GRADE:
            try:
                return str(Grade.parse(text))
            except ValueError as error:
                raise LibraryError(str(error)) from None
        case AnnotationKind.NOTE:
            note = clean(text).strip()
            if not note:
                raise LibraryError("A note needs words.")
            if len(note) > _LONGEST_NOTE:
                raise LibraryError(
                    f"A note may have {_LONGEST_NOTE:,} characters; this one has {len(note):,}."
                )
            return note
    return ""


def _unknown(id: str) -> LibraryError:
    return LibraryError(f"There is no pin, note, tag, grade or star {one_line(id)}.")
