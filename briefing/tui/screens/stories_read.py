"""What the reading screen does with stories: merging them, splitting an article off, moving one, taking that back."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from briefing.article import Placement, Story
from briefing.library.errors import LibraryError
from briefing.library.lock import Narrate
from briefing.tui.by_hand import in_words
from briefing.tui.keys import key_label
from briefing.tui.screens.names_read import NamesRead


class _Taken(NamedTuple):
    """What is to be merged or moved, once one has gone to where."""

    article: str
    story: Story


class StoriesRead(NamesRead):
    """The panes, with the story of the open article at hand."""

    _to_merge: _Taken | None = None
    _to_move: _Taken | None = None

    def show_stories_anew(self) -> None:
        """List the stories as they are now, without moving."""
        raise NotImplementedError

    def action_story_merge(self) -> None:
        """Begin to merge the story being read, or merge the one begun with into it."""
        here = self._here()
        if here is None:
            return
        begun, self._to_merge, self._to_move = self._to_merge, None, None
        if begun is None:
            self._to_merge = here
            self.say(f"Go to the other story, then {self._key('story.merge')} merges both; escape leaves it")
        elif begun.story.id == here.story.id:
            self.say("That is the same story: nothing was merged")
        else:
            stories = begun.story.id, here.story.id
            self._do(lambda tell: self.library.hand.merge(stories, tell))

    def action_story_move(self) -> None:
        """Begin to move the open article, or move the one begun with into the story being read."""
        here = self._here()
        if here is None:
            return
        begun, self._to_merge, self._to_move = self._to_move, None, None
        if begun is None:
            self._to_move = here
            self.say(
                f"Go to the other story, then {self._key('story.move')} moves the article there; escape leaves it"
            )
        elif begun.article in here.story.articles:
            self.say("It is in that story already: nothing was moved")
        else:
            article, story = begun.article, here.story.id
            self._do(lambda tell: self.library.hand.move((article,), story, tell))

    def action_story_split(self) -> None:
        """Make the open article a story of its own."""
        here = self._here()
        if here is not None and len(here.story.articles) < 2:
            self.say("It is the only article of its story")
        elif here is not None:
            article = here.article
            self._do(lambda tell: self.library.hand.split((article,), tell))

    def action_story_undo(self) -> None:
        """Take back the last merge, split or move."""
        self._do(self.library.hand.undo, undoing=True)

    def leave_regrouping(self) -> bool:
        """Forget what was begun to be merged or moved; whether anything was."""
        begun = self._to_merge or self._to_move
        self._to_merge = self._to_move = None
        return begun is not None

    def _here(self) -> _Taken | None:
        if self.opened is None:
            self.say("No article is open")
            return None
        article = self.opened.article.id
        return _Taken(article, self.library.story_of(article))

    def _do(self, what: Callable[[Narrate], Placement | None], *, undoing: bool = False) -> None:
        """Carry out the reader's word in a thread: another process may be writing, which takes its time."""

        def carry_out() -> None:
            try:
                word = what(lambda sentence: self.app.call_from_thread(self.say, sentence))
                told = in_words(self.library, word) if word else ""
            except LibraryError as error:
                self.app.call_from_thread(self.say, str(error))
                return
            if undoing:
                said = f"Undone: {told}" if word else "No merge, split or move is left to take back"
            else:
                said = f"{self._key('story.undo')} takes back: {told}"
            self.app.call_from_thread(self._regrouped, said)

        self.run_worker(carry_out, thread=True, group="stories", exit_on_error=False)

    def _regrouped(self, said: str) -> None:
        self.show_stories_anew()
        self.say(said)

    def _key(self, command: str) -> str:
        keys = next(known.keys for known in self.briefing.commands if known.id == command)
        return key_label(keys[0]) if keys else command
