"""What the reader makes of what is being read, from whichever screen: pins, notes, tags, grades, stars, undo."""

from __future__ import annotations

from collections.abc import Callable, Set
from functools import cached_property, partial
from typing import TYPE_CHECKING

from briefing import config
from briefing.article import Story
from briefing.library.errors import LibraryError
from briefing.library.library import Library
from briefing.library.lock import Narrate
from briefing.tui.opened import Opened
from briefing.tui.screens.base import CommandScreen
from briefing.tui.spot import Spot
from briefing.tui.widgets.article_view import ArticleView

if TYPE_CHECKING:
    from briefing.annotation import Deed, Subject
    from briefing.tui.annotation_desk import AnnotationDesk


class Annotating(CommandScreen):
    """A screen from which things are pinned, noted, tagged, graded and starred, and all of it is undone.

    Everything is written in a thread: another process may be writing, which takes a moment.
    """

    library: Library

    # For each screen to say ---------------------------------------------------------------------------

    def evidence(self) -> Subject | str:
        """What is being looked at, as it can be pinned; or why nothing can be."""
        raise NotImplementedError

    def being_read(self) -> tuple[Opened, int] | None:
        """The article and the passage that is being read, if any is."""
        return None

    def story_to_brief(self) -> Story | None:
        """The story whose brief is meant."""
        raise NotImplementedError

    def annotated(self) -> None:
        """Show what is there now: something was made, or taken back."""

    def go_to(self, spot: Spot) -> None:
        """Read a passage."""

    def flag(self, view: ArticleView) -> None:
        """Mark in a text what is pinned and noted."""
        if view.opened is not None:
            view.flag(*self.annotating.flagged(view.opened))

    # Pins, notes, tags, grades, stars -----------------------------------------------------------------

    @cached_property
    def annotating(self) -> AnnotationDesk:
        """Makes annotations, and takes them back."""
        from briefing.tui.annotation_desk import AnnotationDesk  # not before the first frame

        return AnnotationDesk(self, self.library)

    def action_pin_toggle(self) -> None:
        """Pin what is being looked at, or take its pin back."""
        subject = self.evidence()
        if isinstance(subject, str):
            self.say(subject)
        else:
            self.annotating.pin(subject)

    def action_note_write(self) -> None:
        """Write a note on the passage being read, or change the one that it has."""
        if (reading := self._reading()) is not None:
            self.annotating.note(*reading)

    def action_tag_toggle(self) -> None:
        """Tag the article, or take a tag away from it."""
        if (reading := self._reading()) is not None:
            self.annotating.tag(reading[0])

    def action_grade_give(self) -> None:
        """Say how far the article is to be trusted."""
        if (reading := self._reading()) is not None:
            self.annotating.grade(reading[0])

    def action_star_toggle(self) -> None:
        """Give the article a star, or take it away."""
        if (reading := self._reading()) is not None:
            self.annotating.star(reading[0])

    def _reading(self) -> tuple[Opened, int] | None:
        reading = self.being_read()
        if reading is None or not reading[0].passages:
            self.say("No article is being read here")
            return None
        return reading

    # Undo ---------------------------------------------------------------------------------------------

    def action_deed_undo(self) -> None:
        """Take back what was done last, whatever it was, here or on the command line."""
        self._turn_back(self.library.deeds.undo, "Taken back", "There is nothing to take back")

    def action_deed_redo(self) -> None:
        """Do again what was taken back last."""
        self._turn_back(self.library.deeds.redo, "Done again", "There is nothing to do again")

    def _turn_back(self, turn: Callable[[Narrate], Deed | None], told: str, nothing: str) -> None:
        about: set[str] = set()

        def turned() -> str:
            deed = turn(lambda sentence: self.app.call_from_thread(self.say, sentence))
            if deed is None:
                return nothing
            about.update(deed.about)
            return f"{told}: {deed.said}"

        def show() -> None:
            self.briefing.reading.turned(about)
            self.turned(about)

        self.do(turned, then=show, seconds=6)

    def turned(self, about: Set[str]) -> None:
        """Show what is there now that deeds about some kinds of things were taken back, or done again."""
        self.annotated()

    @property
    def taken_back_by(self) -> str:
        """How what was just done is taken back, for the end of a sentence."""
        return f"{self.key_of('deed.undo')} takes it back"

    # The brief and the web ----------------------------------------------------------------------------

    def action_brief_open(self) -> None:
        """Show the brief of the story."""
        story = self.story_to_brief()
        if story is None:
            self.say("No story is open: there is nothing to brief of")
            return
        from briefing.tui.screens.brief import BriefScreen

        def back(spot: Spot | None) -> None:
            self.annotated()
            if spot is not None:
                self.go_to(spot)

        self.app.push_screen(BriefScreen(self.library, story), back)

    def action_source_browse(self) -> None:
        """Open the article's web address in the browser."""
        reading = self._reading()
        if reading is not None:
            self.browse(reading[0].article.url)

    def browse(self, url: str | None) -> None:
        """Open a web address in the browser, and say so."""
        from briefing.brief import delivery

        try:
            self.say(f"Opening {delivery.browse(url, config.load().browser)}")
        except (delivery.DeliveryError, config.ConfigProblem) as problem:
            self.say(str(problem))

    def copy(self, text: str) -> None:
        """Put a text on the clipboard, by the program that is configured or by the terminal's own means."""
        from briefing.brief import delivery

        try:
            command = config.load().clipboard
            if not command:
                delivery.clipboard_sequence(text)  # says so where it is too long for a terminal
        except (config.ConfigProblem, delivery.DeliveryError) as problem:
            self.say(str(problem))
            return
        if command:
            self.do(partial(_copied, text, command))
        else:
            self.app.copy_to_clipboard(text)
            self.say("Copied, if this terminal lets programs write to its clipboard")

    # Asking and doing ---------------------------------------------------------------------------------

    def ask(
        self,
        question: str,
        keep: Callable[[str], str],
        *,
        value: str = "",
        hint: str = "",
        doubt: Callable[[str], str] | None = None,
    ) -> None:
        """Ask for a line, and do with it in a thread what `keep` does; it says what was done.

        A line that `doubt` says something of is asked for once more.
        """
        from briefing.tui.screens.prompt import Prompt

        def answered(text: str | None) -> None:
            if text is not None and (text or value):
                self.do(partial(keep, text))

        self.app.push_screen(Prompt(question, value=value, hint=hint, doubt=doubt), answered)

    def do(
        self, deed: Callable[[], str], *, then: Callable[[], None] | None = None, seconds: float = 3
    ) -> None:
        """Do something to the library in a thread, say for some seconds what it says, and show what is there then.

        What is shown is what was annotated, unless `then` shows something else. Deeds are done in the order in
        which they were asked for.
        """

        def keep() -> None:
            try:
                with self.briefing.doing:
                    told = deed()
            except LibraryError as error:
                self.app.call_from_thread(self._done, str(error), lambda: None, 6)
            else:
                self.app.call_from_thread(self._done, told, then or self.annotated, seconds)

        self.briefing.deeds_under_way += 1
        self.run_worker(keep, thread=True, group="deeds", exit_on_error=False)

    def _done(self, told: str, then: Callable[[], None], seconds: float) -> None:
        self.briefing.deeds_under_way -= 1
        then()
        self.say(told, seconds)


def _copied(text: str, command: tuple[str, ...]) -> str:
    from briefing.brief import delivery

    try:
        delivery.pipe(text, command, quiet=True)
    except delivery.DeliveryError as error:
        return str(error)
    return "Copied"
