"""What the reading screen does with stories: merging them, splitting an article off, moving one."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from briefing.article import Act, Placement, Story
from briefing.library.lock import Narrate
from briefing.tui.screens.names_read import NamesRead

_DONE = {Act.MERGE: "Merged", Act.SPLIT: "Split off", Act.MOVE: "Moved"}


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
        begun = self._to_merge
        self.leave_regrouping()
        if begun is None:
            self._to_merge = here
            self.key_bar.prompt(
                f"Go to the other story: {self.key_of('story.merge')} merges both, escape leaves it"
            )
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
        begun = self._to_move
        self.leave_regrouping()
        if begun is None:
            self._to_move = here
            self.key_bar.prompt(
                f"Go to the other story: {self.key_of('story.move')} moves it there, escape leaves it"
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

    def leave_regrouping(self) -> bool:
        """Forget what was begun to be merged or moved; whether anything was."""
        begun = self._to_merge or self._to_move
        self._to_merge = self._to_move = None
        if begun is not None:
            self.key_bar.prompt("")
        return begun is not None

    def _here(self) -> _Taken | None:
        if self.opened is None:
            self.say("No article is open")
            return None
        article = self.opened.article.id
        return _Taken(article, self.library.story_of(article))

    def _do(self, what: Callable[[Narrate], Placement]) -> None:
        """Carry out the reader's word: another process may be writing, which takes its time."""

        def carry_out() -> str:
            word = what(lambda sentence: self.app.call_from_thread(self.say, sentence))
            titles = [f"“{headline.title}”" for headline in self.library.headlines(word.articles[:1])]
            others = f" and {len(word.articles) - 1} more" if len(word.articles) > 1 else ""
            return f"{_DONE[word.act]} {''.join(titles)}{others}; {self.taken_back_by}"

        self.do(carry_out, then=self.show_stories_anew, seconds=6)
