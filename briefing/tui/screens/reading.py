"""The main screen: search bar, list, article, who and where, and the keys of what has the focus."""

from __future__ import annotations

from collections.abc import Set
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.timer import Timer

from briefing.article import Story
from briefing.library.library import Library
from briefing.tui.keymap import bindings
from briefing.tui.opened import Opened, open_article
from briefing.tui.panes import ARTICLE, LIST
from briefing.tui.screens.incoming import Incoming
from briefing.tui.screens.lookups import Lookups
from briefing.tui.screens.searching import Searching
from briefing.tui.session import Session
from briefing.tui.spot import Spot
from briefing.tui.widgets.article_view import PINNED
from briefing.tui.widgets.search_bar import held
from briefing.tui.widgets.story_list import StoryList

if TYPE_CHECKING:
    from briefing.annotation import Subject

_READ_AFTER = 1.5
"""Seconds an article must have been open to count as read."""

_OWN_ARTICLES = "Your own articles are in: leave with q and start again to read them"
_LOOK_EVERY = 2.0
"""Seconds between two looks at whether another process has added articles."""


class ReadingScreen(Searching, Incoming, Lookups):
    """Search, read, walk hits and names, move between the sources of a story."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("reading", "everywhere")]

    def __init__(self, library: Library, session: Session) -> None:
        super().__init__(library, session)
        self._read_timer: Timer | None = None
        self._revision = 0
        self._annotations = 0
        self._begun = False

    # Beginning and ending ----------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Show what was open last time, else the first article, before anything else is done."""
        session = self.session
        self.set_focus(self._pane(self._focus_pane), scroll_visible=False)
        self.bar.text = session.query
        self.bar.note(self.briefing.first_notice)
        self._revision = self.library.revision()
        self.remember_run()
        article = self.list_all(session.article or None)
        if article is not None:
            resumed = article == session.article
            self.open(article, passage=session.passage if resumed else 0)
            if resumed:
                self.call_after_refresh(self._resume_scroll, article, session.line)

    def _resume_scroll(self, article: str, line: int) -> None:
        if self.opened is not None and self.opened.article.id == article:
            self.view.top = line

    async def begin(self) -> None:
        """Do what had to wait until the first frame was on the screen."""
        await self.bar.field()
        self._begun = True
        self.annotated()
        if self.session.query:
            self.search.resume(self.session.query)
        self.desk.begin()
        self.set_interval(_LOOK_EVERY, self.look_for_changes)

    def keep_session(self) -> Session:
        """The state to come back to."""
        session = self.session
        session.query = self.query_to_keep()
        if self.opened is not None:
            session.article = self.opened.article.id
            session.passage = self.view.passage
            session.line = max(0, self.view.top)
        self._keep_panes()
        return session

    def look_for_changes(self) -> None:
        """Say that articles came in; nothing moves until the reader asks for them.

        Follow the gazetteers, and what is pinned, noted and starred elsewhere.
        """
        self.desk.look()
        if self.briefing.is_changing_the_library:
            return
        self._follow_annotations()
        if self._gave_way():
            self.bar.note(_OWN_ARTICLES)
        elif self.library.revision() != self._revision and self.has_come():
            self.bar.note("The library has changed: R shows what is new")

    def _follow_annotations(self) -> None:
        """Show what another program has made or taken back."""
        if self.library.annotations.revision() != self._annotations:
            self.annotated()

    def _gave_way(self) -> bool:
        return not self.briefing.samples_wanted and self.library.gave_way()

    def caught_up(self, problem: str) -> None:
        """Show the library as it is now that what a killed run had left undone is done."""
        self._reload()
        if problem:
            self.bar.note(problem)

    def names_counted(self, revision: int, problem: str) -> None:
        """Go on with names counted anew behind; `revision` is that of the library before."""
        if self._revision == revision:
            self._revision = self.library.revision()
        self.bar.note(problem or self.briefing.standing_notice)
        self.take_anew()

    def action_library_reload(self) -> None:
        """Bring in what has been added since."""
        self._follow_annotations()
        if self._gave_way():
            self.say(_OWN_ARTICLES)
        elif self.library.revision() == self._revision:
            self.say("Nothing new")
        else:
            self._reload()
            self.say("The list is up to date")

    def _reload(self) -> None:
        self._revision = self.library.revision()
        self.list.mark_new(self.come_since())
        self.bar.note(self.briefing.standing_notice)
        if self.asked is not None:
            self.search.again(self.asked)
            return
        here = self.opened.article.id if self.opened is not None else None
        article = self.list_all(here)
        if article is not None and article == here:
            self.take_anew()
        elif article is not None:
            self.open(article)

    def show_stories_anew(self) -> None:
        """List the stories as they are now, without moving."""
        self._reload()
        if self.asked is not None:
            self.take_anew()

    def take_anew(self) -> None:
        """Take the open article from the library again, and stay where one is."""
        if self.opened is not None:
            top = self.view.top
            self.open(self.opened.article.id, passage=self.view.passage)
            self.view.top = top

    # Opening ------------------------------------------------------------------------------------------

    def list_all(self, keep: str | None) -> str | None:
        """List all stories; returns the article under the cursor."""
        shelf = self.library.shelf()
        self.bar.tell(*held(shelf.articles, shelf.stories, shelf.sources))
        return self.list.show(self.searches.above(shelf), keep=keep)

    def open(self, article: str, *, passage: int = 0) -> None:
        """Read an article, from a passage on."""
        root = self.asked.root if self.asked is not None else None
        self.show_article(open_article(self.library, article, root), passage=passage)

    def show_article(self, opened: Opened, *, passage: int = 0) -> None:
        """Read an article that was taken from the library, from a passage on."""
        self.opened = opened
        self.walk.enter(opened)
        self.view.show(opened, passage=passage, marks=self.walk.marks())
        if self._begun:
            self.flag(self.view)
        self.list_names(opened, self.walk.entity.id if self.walk.entity is not None else None)
        if self._read_timer is not None:
            self._read_timer.stop()
        if self.list.current is not None and self.list.current.unread:
            self._read_timer = self.set_timer(_READ_AFTER, partial(self._mark_read, opened.article.id))

    def _mark_read(self, article: str, read: bool = True) -> None:
        self.run_worker(
            partial(self.library.mark_read, article, read), thread=True, group="read", exit_on_error=False
        )
        self.list.show_read(article, read)

    def open_current(self) -> None:
        """Open the article under the cursor of the list."""
        article = self.list.current_article
        if article is not None and (self.opened is None or self.opened.article.id != article):
            self.open(article)

    @on(StoryList.Entered)
    def _entered(self) -> None:
        if self.list.current is not None:
            self.go_to_pane(ARTICLE)
        elif self.offer is not None:
            self.search_for(self.offer.text)
        else:
            self.say("Nothing is listed: escape shows all stories again")

    def action_article_unread(self) -> None:
        """Mark the open article as unread again."""
        if self.opened is None:
            return
        if self._read_timer is not None:
            self._read_timer.stop()
        article = self.opened.article.id

        def mark() -> str:
            self.library.annotations.mark_read(article, False)
            return "Marked as unread; Z takes it back"

        self.list.show_read(article, False)
        self.do(mark)

    def action_article_copy(self) -> None:
        """Copy the selection, or the current passage with its source and date."""
        if (selected := self.get_selected_text()) is not None:
            self.copy(selected)
        elif self.opened is not None and self.opened.passages:
            self.copy(self.opened.quotation(self.view.passage))

    # Annotating ---------------------------------------------------------------------------------------

    def being_read(self) -> tuple[Opened, int] | None:
        """The open article and its current passage."""
        return None if self.opened is None else (self.opened, self.view.passage)

    def evidence(self) -> Subject | str:
        """The hit one walks, or in the list of hits the best one of the article; else the passage being read."""
        if self.opened is None or not self.opened.passages:
            return "No article is open"
        hits = self.opened.hits if self.asked is not None else ()
        at = self.walk.offset if self.walk.entity is None else None
        hit = next(
            (span for span in hits if span.start == at or (at is None and self._focus_pane == LIST)), None
        )
        if hit is None or self.asked is None:
            return self.opened.subject(self.view.passage)
        from briefing.annotation import SubjectKind  # not before the first frame
        from briefing.tui import evidence

        place = Spot.of_words(self.opened.article.id, self.opened.article.text, hit.start, hit.end)
        return evidence.of_spot(self.library, place, SubjectKind.HIT, self.asked.text)

    def annotated(self) -> None:
        """Show what is pinned, noted and starred."""
        made = self.library.annotations
        self._annotations = made.revision()
        self.flag(self.view)
        self.list.flag({**dict.fromkeys(made.pinned(), PINNED), **dict.fromkeys(made.starred(), "★")})

    def turned(self, about: Set[str]) -> None:
        """Show what is there now that deeds about some kinds of things were taken back, or done again."""
        if "story" in about:
            self.show_stories_anew()
        elif "read" in about:
            self.list.read_anew()
        if "name" in about:
            self.desk.show_anew()
        if "search" in about:
            self.searches.count()
        self.annotated()

    def action_app_back(self) -> None:
        """Step back: out of the field, the walk, the zoom, the article, the search."""
        if self.bar.is_typed_in:
            self.go_to_pane(LIST)
        elif self.desk.leave_merging() or self.leave_regrouping() or self.names.stop_sifting():
            return
        elif self.walk.entity is not None:
            self.walk_entity(None)
        elif self._zoomed:
            self.action_pane_zoom()
        elif self._focus_pane != LIST:
            self.go_to_pane(LIST)
        elif self.bar.text:
            self.clear_search()
        else:
            self.say("Nothing to go back from: q quits")

    # Sources ------------------------------------------------------------------------------------------

    def go_to_article(self, article: str, passage: int = 0) -> None:
        """Open an article, the cursor following where it is listed."""
        self.open(article, passage=passage)
        self.list.move_to(article)

    @property
    def story_read(self) -> Story | None:
        """The story of the open article."""
        return self.opened.story if self.opened is not None else None

    @property
    def spot_read(self) -> Spot | None:
        """The passage that is being read."""
        opened = self.opened
        return Spot(opened.article.id, self.view.passage) if opened is not None and opened.passages else None

    def go_to(self, spot: Spot) -> None:
        """Open an article at a passage, or at words in it."""
        self.go_to_article(spot.article, spot.passage)
        if spot.span is not None:
            self.view.reveal_offset(spot.span.start)

    def action_source_next(self) -> None:
        """Go to the story's next source, at the matching passage."""
        self._change_source(1)

    def action_source_previous(self) -> None:
        """Go to the story's previous source, at the matching passage."""
        self._change_source(-1)

    def _change_source(self, step: int) -> None:
        if self.opened is None:
            return
        story, here = self.opened.story.articles, self.opened.article.id
        if len(story) < 2 or here not in story:
            self.say("This story has no other source")
            return
        other = story[(story.index(here) + step) % len(story)]
        alignment = self.library.align(here, other)
        passage = self.view.passage
        nearest = alignment.nearest_a[passage] if passage < len(alignment.nearest_a) else None
        accepted = alignment.for_a(passage)
        target = accepted[0] if accepted else nearest
        self.go_to_article(other, target.b if target is not None else 0)
        if accepted:
            self.say(f"Matching passage, score {accepted[0].score:.2f}")
        elif nearest is not None:
            self.say(f"No close match found; the nearest passage has a score of {nearest.score:.2f}")
        else:
            self.say("No close match found; nothing here is near that passage")

    def action_compare_open(self) -> None:
        """Put the article beside another source of its story."""
        if self.opened is None or len(self.opened.story.articles) < 2:
            self.say("This story has one source alone: there is nothing to compare it with")
            return
        from briefing.tui.screens.compare import CompareScreen

        screen = CompareScreen(self.library, self.opened, self.view.passage, self.asked)
        self.app.push_screen(screen, self._return)
