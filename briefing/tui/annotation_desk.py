"""What the reader makes of what is being read: pins, notes, tags, grades and stars."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from briefing.annotation import Annotation, AnnotationKind, Subject, about_article
from briefing.article import Span
from briefing.library.errors import LibraryError
from briefing.library.library import Library
from briefing.tui.opened import Opened

if TYPE_CHECKING:
    from briefing.tui.screens.annotating import Annotating

_GRADES = (
    "A completely reliable … E unreliable, F can't be judged; 1 confirmed, 2 probably true … 5 improbable, "
    "6 can't be judged"
)


class AnnotationDesk:
    """Serves a screen, which knows what is being read, asks, and shows what was made."""

    def __init__(self, screen: Annotating, library: Library) -> None:
        self._screen = screen
        self._library = library

    def flagged(self, opened: Opened) -> tuple[list[Span], list[Span]]:
        """Where an article's text has something pinned, and where something noted."""
        annotations = self._library.annotations
        spans: dict[AnnotationKind, list[Span]] = {AnnotationKind.PIN: [], AnnotationKind.NOTE: []}
        for made in annotations.of_article(opened.article.id):
            for found in annotations.locate(made.subject) if made.kind in spans else ():
                # A superseded version shows what was pinned in it.
                for anchor in (found.now, found.made):
                    if anchor.article == opened.article.id and anchor.text:
                        spans[made.kind].append(Span(anchor.start, anchor.end))
                        break
        return spans[AnnotationKind.PIN], spans[AnnotationKind.NOTE]

    def pin(self, subject: Subject) -> None:
        """Pin something, or take its pin back."""
        self._turn(AnnotationKind.PIN, subject, ("Pinned", "Unpinned"))

    def star(self, opened: Opened) -> None:
        """Give an article a star, or take it away."""
        subject = about_article(opened.article.id)
        self._turn(AnnotationKind.STAR, subject, ("Starred", "No longer starred:"))

    def note(self, opened: Opened, passage: int) -> None:
        """Ask for a note on a passage, or for a change of the one that it has."""
        subject = opened.subject(passage)
        known = self._known(AnnotationKind.NOTE, subject)
        value = known.text if known is not None else ""

        def keep(text: str) -> str:
            made = self._library.annotations
            if known is None:
                made.add(AnnotationKind.NOTE, subject, text)
            elif text:
                made.rewrite(known.id, text)
            else:
                made.remove(known.id)
            back = self._screen.taken_back_by
            return f"Noted; {back}" if text else f"The note is deleted; {back}"

        hint = (
            "Empty it to delete the note."
            if known is not None
            else "It goes into the brief with the passage."
        )
        self._screen.ask(f"Note on ¶{passage + 1}", keep, value=value, hint=hint)

    def tag(self, opened: Opened) -> None:
        """Ask for a tag to give an article, or to take away from it."""
        subject = about_article(opened.article.id)
        has = [a for a in self._library.annotations.of_subject(subject) if a.kind is AnnotationKind.TAG]

        def keep(text: str) -> str:
            made = self._library.annotations
            known = next((tag for tag in has if tag.text == " ".join(text.casefold().split())), None)
            if known is not None:
                made.remove(known.id)
                return f"No longer tagged {known.text}; {self._screen.taken_back_by}"
            return f"Tagged {made.add(AnnotationKind.TAG, subject, text).text}; {self._screen.taken_back_by}"

        tags = ", ".join(tag.text for tag in has)
        hint = f"It has: {tags}. One of these is taken away." if tags else ""
        self._screen.ask("Tag the article", keep, hint=hint)

    def grade(self, opened: Opened) -> None:
        """Ask how far an article is to be trusted."""
        subject = about_article(opened.article.id)
        known = self._known(AnnotationKind.GRADE, subject)

        def keep(text: str) -> str:
            made, back = self._library.annotations, self._screen.taken_back_by
            if text:
                return f"Graded {made.add(AnnotationKind.GRADE, subject, text).text}; {back}"
            if known is not None:
                made.remove(known.id)
            return f"Not graded; {back}"

        self._screen.ask(
            "Grade, such as B2", keep, value=known.text if known is not None else "", hint=_GRADES
        )

    def _turn(self, kind: AnnotationKind, subject: Subject, told: tuple[str, str]) -> None:
        self._screen.do(partial(self._turned, kind, subject, told))

    def _turned(self, kind: AnnotationKind, subject: Subject, told: tuple[str, str]) -> str:
        made = self._library.annotations
        known = next((a for a in made.of_subject(subject) if a.kind is kind), None)
        if known is not None:
            made.remove(known.id)
        else:
            made.add(kind, subject)
        return f"{told[known is not None]} {_name_of(subject)}; {self._screen.taken_back_by}"

    def _known(self, kind: AnnotationKind, subject: Subject) -> Annotation | None:
        with suppress(LibraryError):
            return next((a for a in self._library.annotations.of_subject(subject) if a.kind is kind), None)
        return None


def _name_of(subject: Subject) -> str:
    words = next((" ".join(anchor.text.split()) for anchor in subject.anchors if anchor.text), "")
    shown = words if len(words) <= 32 else f"{words[:31].rstrip()}…"
    return f"a {subject.kind.value}: “{shown}”" if shown else f"the {subject.kind.value}"
