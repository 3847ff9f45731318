"""What the reading screen does with names: walking their mentions, telling of them, putting them right."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from textual import on

from briefing.article import Entity
from briefing.library.library import Library
from briefing.tui.name_rows import rows_of
from briefing.tui.opened import Opened
from briefing.tui.panes import ARTICLE, NAMES
from briefing.tui.screens.annotating import Annotating
from briefing.tui.screens.three_panes import ThreePanes
from briefing.tui.session import Session
from briefing.tui.walk import Walk
from briefing.tui.widgets.article_view import ArticleView
from briefing.tui.widgets.name_table import NameTable

if TYPE_CHECKING:
    from briefing.tui.name_desk import NameDesk


class NamesRead(ThreePanes, Annotating):
    """The panes, with the names of the open article at hand."""

    def __init__(self, library: Library, session: Session) -> None:
        super().__init__(session)
        self.library = library
        self.opened: Opened | None = None
        self.walk = Walk()

    @cached_property
    def desk(self) -> NameDesk:
        """Puts names right, and follows the gazetteers."""
        from briefing.tui.name_desk import NameDesk  # not before the first frame

        return NameDesk(self, self.library)

    def go_to_article(self, article: str, passage: int = 0) -> None:
        """Open an article at a passage."""
        raise NotImplementedError

    def take_anew(self) -> None:
        """Take the open article from the library again, and stay where one is."""
        raise NotImplementedError

    # Listing ------------------------------------------------------------------------------------------

    def list_names(self, opened: Opened, keep: str | None) -> None:
        """List the names of an article, the cursor on the one to keep if it is among them."""
        alone = len(opened.story.articles) < 2
        in_story = {} if alone else self.library.counts_in_story(opened.article.id)
        self.names.list_names(rows_of(opened, in_story), keep=keep)

    def show_names_anew(self) -> None:
        """Show the names as they are now, without moving."""
        row = self.names.current
        self.take_anew()
        if row is not None:
            self.names.move_to_name(row.entity.id)

    # Walking ------------------------------------------------------------------------------------------

    def show_walk(self) -> None:
        """Show where the walk has come to."""
        self.view.mark(self.walk.marks())
        if (offset := self.walk.offset) is not None:
            self.view.reveal_offset(offset)
        self.say(self.walk.position)

    @on(NameTable.Chosen)
    def _chosen(self, event: NameTable.Chosen) -> None:
        if self.desk.merging is not None:
            self.desk.merge_into(event.entity)
        else:
            self._walk_name(event.entity, 1)

    def action_mention_next(self) -> None:
        """Go to the next mention of the selected name."""
        self._walk_selected(1)

    def action_mention_previous(self) -> None:
        """Go to the previous mention of the selected name."""
        self._walk_selected(-1)

    def _walk_selected(self, step: int) -> None:
        entity = self.walk.entity or (self.names.current.entity if self.names.current else None)
        if entity is None:
            self.say("No names in this article")
        else:
            self._walk_name(entity, step)

    def walk_entity(self, entity: Entity | None) -> None:
        """Walk the mentions of a name from here on, or none."""
        self.walk.follow(entity)
        self.names.walk(entity.id if entity is not None else None)
        self.view.mark(self.walk.marks())

    def _walk_name(self, entity: Entity, step: int) -> None:
        """Step through a name's mentions, on into the story's other articles."""
        if self.opened is None:
            return
        if self.walk.entity is None or self.walk.entity.id != entity.id:
            self.walk_entity(entity)
        if self.walk.step_mention(step):
            self.show_walk()
            return
        story = self.opened.story.articles
        here = story.index(self.opened.article.id) if self.opened.article.id in story else 0
        for article in story[here + 1 :] if step > 0 else reversed(story[:here]):
            if any(mention.entity.id == entity.id for mention in self.library.reading(article).body):
                self.go_to_article(article)
                self.walk_entity(entity)
                self.walk.step_mention(step)
                self.show_walk()
                return
        self.say(
            f"No further mention of {entity.name} in this story"
            if step > 0
            else f"First mention of {entity.name}"
        )

    def read_mentions(self, article: str, entity: Entity) -> None:
        """Open an article at the first mention of a name in its text."""
        if self.opened is None or self.opened.article.id != article:
            self.go_to_article(article)
        self.walk_entity(entity)
        self.go_to_pane(ARTICLE)
        if self.walk.step_mention(1):
            self.show_walk()

    # Telling and putting right ------------------------------------------------------------------------

    def go_to_names(self) -> None:
        """Give the focus to who and where, with all names listed."""
        self.names.stop_sifting()
        self.go_to_pane(NAMES)

    @on(NameTable.Said)
    def _said(self, event: NameTable.Said) -> None:
        self.say(event.text)

    @on(NameTable.Asked)
    def _asked(self, event: NameTable.Asked) -> None:
        self.desk.do(*event.ask)

    @on(ArticleView.NameClicked)
    def _name_clicked(self, event: ArticleView.NameClicked) -> None:
        self._tell_of(event.entity)

    def action_name_details(self) -> None:
        """Tell of the name under the cursor, or of the one being walked in the text."""
        row = self.names.current if self.names.has_focus or self.walk.entity is None else None
        entity = row.entity if row is not None else self.walk.entity
        if entity is None:
            self.say("No names in this article")
        else:
            self._tell_of(entity)

    def _tell_of(self, entity: Entity) -> None:
        self.names.move_to_name(entity.id)
        row = self.names.current
        self.desk.tell_of(entity, row if row is not None and row.entity.id == entity.id else None)

    def action_name_unhide(self) -> None:
        """Choose a hidden name to mark it again."""
        self.desk.unhide()

    def action_names_show(self) -> None:
        """Show who and where by source."""
        if self.opened is None:
            self.say("No article is open")
            return
        from briefing.tui.screens.who import WhoScreen

        self.app.push_screen(
            WhoScreen(
                self.library,
                self.opened.story,
                self.opened.article.id,
                self.read_mentions,
                self._tell_of,
            )
        )
