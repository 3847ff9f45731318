"""The briefs of a library: found by name or by story, built, and changed so that each change can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from briefing.annotation import Annotation, AnnotationKind
from briefing.article import Story
from briefing.brief.building import build
from briefing.brief.document import Brief
from briefing.brief.ledger import Ledger, Progress, read_ledger
from briefing.brief.outline import Outline, OutlineProblem, from_yaml, placed, to_yaml
from briefing.library.brief_files import name_for
from briefing.library.errors import LibraryError
from briefing.library.library import Library
from briefing.safetext import one_line


class Draft(NamedTuple):
    """A brief as it is worked on."""

    name: str
    """By which it is called. It need not be a file yet."""
    outline: Outline
    is_file: bool
    """Whether its arrangement was ever kept."""


def _unseen(_done: int, _of: int) -> None:
    """Show no progress."""


class Briefs:
    """All briefs of a library. Methods raise LibraryError where the library or a brief's file can't be used."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._made = library.annotations
        self._ledgers = lru_cache(maxsize=4)(self._read_ledger)
        self._progress: Progress = _unseen

    # Finding ------------------------------------------------------------------------------------------

    def names(self) -> list[str]:
        """The briefs that are files."""
        return self._made.brief_names()

    def load(self, name: str) -> Draft:
        """The brief of a name. Raises LibraryError where there is none, or where its file can't be understood."""
        text = self._made.brief(name)
        if text is None:
            raise LibraryError(
                f"There is no brief “{one_line(name)}”. `briefing briefs` lists what there is."
            )
        return Draft(name, self.read(name, text), True)

    def read(self, name: str, text: str) -> Outline:
        """The outline that a text is, for the brief of a name. Raises LibraryError where it is none."""
        try:
            return from_yaml(text, str(self._made.brief_path(name)))
        except OutlineProblem as problem:
            raise LibraryError(str(problem)) from None

    def of_story(self, story: Story) -> list[Draft]:
        """The briefs about a story, by name; the one that it has without a file where there are none."""
        articles = set(story.articles)
        found = []
        for name in self.names():
            draft = self.load(name)
            if articles & {self._newest(id) for id in draft.outline.articles}:
                found.append(draft)
        return found or [self.new(story)]

    def new(self, story: Story, title: str = "") -> Draft:
        """A fresh brief about a story, with all sections and a name that no other has; it is not a file yet."""
        title = one_line(title or story.title).strip()
        name, number = name_for(title), 1
        while self._made.brief(name) is not None:
            number += 1
            name = f"{name_for(title)[:56]}-{number}"
        return Draft(name, Outline(title, story.articles), False)

    def find(self, what: str) -> Draft:
        """The brief meant by the name of one, a story's id, or an article: its story's brief.

        Raises LibraryError where nothing is meant, or several things are.
        """
        if what in self.names():
            return self.load(what)
        return self.of_story(self.story(what))[0]

    def story(self, what: str) -> Story:
        """The story meant by its id or the beginning of one, or by one of its articles. Raises LibraryError."""
        stories = [story for story in self._library.stories() if what and story.id.startswith(what)]
        if len(stories) == 1:
            return stories[0]
        return self._library.story_of(self._library.resolve(what))

    # Building -----------------------------------------------------------------------------------------

    def scope(self, outline: Outline) -> tuple[str, ...]:
        """The articles that a brief is about: all of the stories that hold now what it names."""
        articles: dict[str, None] = {}
        for id in outline.articles:
            if (newest := self._newest(id)) is not None:
                articles.update(dict.fromkeys(self._library.story_of(newest).articles))
        return tuple(articles)

    def pins(self, outline: Outline, scope: Sequence[str]) -> list[Annotation]:
        """The pins that belong in a brief: of its articles, and whatever it places."""
        within, known = set(scope), placed(outline)
        cited = {id for part in outline.parts for entry in part.entries for id in entry.cites}
        newest: dict[str, str | None] = {}
        found = []
        for pin in self._made.of_kind(AnnotationKind.PIN):
            ids = {anchor.article for anchor in pin.subject.anchors}
            newest.update((id, self._newest(id)) for id in ids if id not in newest)
            if pin.subject.id in known | cited or within & ({newest[id] for id in ids} | ids):
                found.append(pin)
        return found

    def build(self, draft: Draft, progress: Progress = _unseen) -> Brief:
        """The brief, ready to be written out; see `read_ledger` about `progress`."""
        scope = self.scope(draft.outline)
        self._progress = progress
        ledger = self._ledgers(scope, self._library.revision())
        pins = self.pins(draft.outline, scope)
        return build(self._library, draft.name, draft.outline, scope, pins, ledger)

    def _read_ledger(self, scope: tuple[str, ...], _revision: int) -> Ledger:
        return read_ledger(self._library, scope, self._progress)

    def _newest(self, id: str) -> str | None:
        """The newest version of an article; None where the library doesn't have it."""
        if not self._library.headlines((id,)):
            return None
        return self._library.versions(id)[-1].article

    # Changing -----------------------------------------------------------------------------------------

    def keep(self, draft: Draft, outline: Outline, said: str) -> Draft:
        """Keep another arrangement of a brief, in its file; `said` is what undoing will tell."""
        self._made.write_brief(draft.name, to_yaml(outline), said)
        return Draft(draft.name, outline, True)

    def text_of(self, draft: Draft) -> str:
        """What the file of a brief holds, or would hold."""
        return self._made.brief(draft.name) or to_yaml(draft.outline)

    def keep_text(self, name: str, text: str, said: str) -> Draft:
        """Keep a text that was written by hand as the file of a brief. Raises LibraryError where it is no outline."""
        outline = self.read(name, text)
        self._made.write_brief(name, text, said)
        return Draft(name, outline, True)

    def delete(self, name: str) -> None:
        """Remove the file of a brief; its pins stay. Raises LibraryError where there is none."""
        self.load(name)
        self._made.write_brief(name, None, f"the deletion of the brief {name}")
