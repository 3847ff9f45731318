"""The reader as an application: the theme in force, the screens, and the way out."""

from __future__ import annotations

import contextlib
import gc
import os
import select
import sys
import unicodedata
from collections import deque
from collections.abc import Mapping
from functools import partial
from threading import Lock
from time import monotonic
from types import MappingProxyType

from rich.style import Style
from textual import events
from textual.app import App
from textual.widget import Widget
from textual.worker import get_current_worker

from briefing import config
from briefing.library.errors import LibraryError
from briefing.library.library import Library
from briefing.safetext import MARKS_PER_BASE, one_line
from briefing.tui import commands as registry
from briefing.tui import keymap
from briefing.tui import theme as themes
from briefing.tui.catching_up import REBUILDING, catch_up
from briefing.tui.commands import Command, Place
from briefing.tui.palette import CommandProvider
from briefing.tui.screens.base import CommandScreen
from briefing.tui.screens.reading import ReadingScreen
from briefing.tui.session import Session

SESSION = "session.json"
"""The file beside a library that keeps what comes back at the next launch."""

_UPKEEP_AFTER = 60.0
"""Seconds after the start at which nobody minds a second process for a moment."""
_MEND_EVERY = 1.0
_MEND_AGAIN_AFTER = 60.0
"""Seconds after which an index that could not be mended, as on a full disk, is tried again."""
_KEEP_EVERY = 10.0
"""Seconds between two writings of the session, so that little is lost with the terminal."""

_SWITCH_EVERY = 0.0005
"""Seconds a searching thread may keep a key waiting: a tenth of what Python grants it."""

_HEAVY_AFTER = 0.1
"""Seconds between the first frame and all that is heavy: frames are written by a thread, which must get its turn."""

_MOST_AT_ONCE = 256
"""Keys that are remembered until it is known what became of them."""

_LOOK_AT_TERMINAL_EVERY = 1.0
"""Seconds between two looks at whether there is still a terminal."""


class BriefingApp(App[None]):
    """Reads one library. What it needs on disk lies in that library's folder and the configuration folder."""

    COMMANDS = {CommandProvider}  # noqa: RUF012
    ENABLE_COMMAND_PALETTE = True
    TITLE = "briefing"

    palette: Mapping[str, Style] = MappingProxyType({})
    """The styles of the theme in force by their names; none until one is put on."""

    CSS = """
    CommandScreen { background: $background; color: $foreground; }
    """

    def __init__(
        self,
        library: Library,
        *,
        standing_notice: str = "",
        samples_wanted: bool = False,
        commands: tuple[Command, ...] = registry.COMMANDS,
        problems: tuple[str, ...] = (),
        theme: str | None = None,
    ) -> None:
        """`standing_notice` stays below the search field; `problems` of the configuration are told once.

        With `samples_wanted`, the samples don't give way to articles of the reader's own.
        """
        super().__init__(ansi_color=True if themes.no_color() else None)
        self.library = library
        self.standing_notice = standing_notice
        self.samples_wanted = samples_wanted
        self.commands = commands
        self.problems = problems
        self.session = Session.load(library.home / SESSION)
        self.failure: str | None = None
        self._marks_typed = 0
        self._sent: deque[tuple[events.Key, Widget | None]] = deque(maxlen=_MOST_AT_ONCE)
        """The last keys, and to whom each was sent."""
        self._catching_up = Lock()
        self._mend_not_before = 0.0
        self.deeds_under_way = 0
        self.doing = Lock()
        """Held while something is done to the library, so that deeds follow each other as they were asked for."""
        self.themes = themes.available(config.user_themes(), library.home / "themes.cache")
        chosen, problem = self.themes.choose(self.session.theme or theme)
        if problem is not None or self.themes.problems:
            self.problems = (*problems, *self.themes.problems, *([problem] if problem else []))
        self._put_on(chosen)
        self.set_keymap(keymap.textual_keymap(commands))

    # Beginning and ending -----------------------------------------------------------------------------

    def get_css_variables(self) -> dict[str, str]:
        """Those of the theme: none until one is put on, since nothing is styled before."""
        return super().get_css_variables() if self.palette else {}

    def get_default_screen(self) -> ReadingScreen:
        """The reading screen is the first and the last."""
        return ReadingScreen(self.library, self.session)

    @property
    def reading(self) -> ReadingScreen:
        """The reading screen."""
        screen = self.screen_stack[0]
        assert isinstance(screen, ReadingScreen)
        return screen

    def on_mount(self) -> None:
        """Leave all that is heavy until the first frame is on the screen."""
        self.call_after_refresh(self.set_timer, _HEAVY_AFTER, self._begin)

    async def _begin(self) -> None:
        if not (self.screen_stack and self.reading.bar.is_attached):
            return  # left again before it had begun
        gc.freeze()
        gc.enable()
        sys.setswitchinterval(_SWITCH_EVERY)
        await self.reading.begin()
        self.run_worker(self._get_ready, thread=True, exit_on_error=False)
        self.set_interval(_KEEP_EVERY, self.keep_session)
        self.set_interval(_LOOK_AT_TERMINAL_EVERY, self._look_at_terminal)

    @property
    def first_notice(self) -> str:
        """What is wrong with the configuration, else the standing notice."""
        if len(self.problems) < 2:
            return "".join(self.problems) or self.standing_notice
        return f"{self.problems[0]} ({len(self.problems) - 1} more: see  briefing config )"

    def _get_ready(self) -> None:
        """In a thread: open the index before a search needs it, and finish what a killed run left undone."""
        from briefing.library.index import IndexDoubt

        # First what the first search waits for: whether anything is left undone takes longer to find out.
        with contextlib.suppress(IndexDoubt):
            self.library.warm()
        if self.library.behind():
            self._catch_up()
            with contextlib.suppress(IndexDoubt):  # a search then reads the archive itself
                self.library.warm()
        self.call_from_thread(self.reading.searches.count)
        self.call_from_thread(self.set_timer, _UPKEEP_AFTER, self._look_after)
        self.call_from_thread(self.set_interval, _MEND_EVERY, self._mend)

    def _mend(self) -> None:
        """Have the index written anew once a search found it damaged."""
        if not self._catching_up.locked() and monotonic() > self._mend_not_before and self.library.damaged:
            self.reading.bar.note("The index is damaged: searching takes longer")
            self._look_after()

    def _look_after(self) -> None:
        """Have the index looked through for damage, and put in order, by a process of its own."""
        self.run_worker(self._upkeep, thread=True, exclusive=True, group="upkeep", exit_on_error=False)

    def _upkeep(self) -> None:
        from briefing.library.index import IndexDoubt

        told = self.library.damaged

        def tell(progress: str) -> None:
            nonlocal told
            told = True
            self.call_from_thread(self.reading.bar.note, progress)

        with self._catching_up:
            problem = catch_up(self.library.home, tell, REBUILDING)
        with contextlib.suppress(IndexDoubt):
            self.library.warm()
        if problem:
            self._mend_not_before = monotonic() + _MEND_AGAIN_AFTER
        if (problem or told) and self.screen_stack:
            self.call_from_thread(self.reading.bar.note, problem or self.standing_notice)

    def _catch_up(self) -> None:
        if not self.screen_stack:  # it was left before it was ready
            return
        tell = partial(self.call_from_thread, self.reading.bar.note)
        with self._catching_up:
            problem = catch_up(self.library.home, tell)
        self.call_from_thread(self.reading.caught_up, problem)

    @property
    def is_changing_the_library(self) -> bool:
        """Whether what the reader asked for is being done just now: what it changes is no news."""
        return self.deeds_under_way > 0 or self._catching_up.locked()

    def catch_up_behind(self) -> None:
        """Bring counts of names and the index up to what the user just said of names, without moving anything."""
        self.run_worker(self._recount, thread=True, exclusive=True, group="names", exit_on_error=False)

    def _recount(self) -> None:
        worker = get_current_worker()
        with self._catching_up:
            if worker.is_cancelled or not self.library.behind():
                return
            revision = self.library.revision()
            problem = catch_up(self.library.home, partial(self.call_from_thread, self.reading.bar.note))
            self.call_from_thread(self.reading.names_counted, revision, problem)

    def _look_at_terminal(self) -> None:
        """End when the terminal has gone without a signal: Textual would go on reading from it for ever."""
        terminal = select.poll()
        terminal.register(sys.__stdin__ if sys.__stdin__ is not None else 0, 0)
        if any(events & select.POLLHUP for _, events in terminal.poll(0)) and not self.is_headless:
            self.keep_session()
            self.library.close()
            os._exit(1)  # what would tidy up the terminal waits for it

    async def on_event(self, event: events.Event) -> None:
        """Clean what is pasted or typed before any text field has it; take no more keys once it is being left."""
        if isinstance(event, events.Paste):
            event = events.Paste(one_line(event.text))
        if isinstance(event, events.Key) and event.is_forwarded and self._has_missed(event):
            event = events.Key(event.key, event.character)
        if isinstance(event, events.Key) and not event.is_forwarded:  # others have bubbled up to here
            if self._is_one_mark_too_many(event.character or ""):
                return
            self._sent.append((event, self.focused))
            if self.screen_stack and isinstance(self.screen, CommandScreen):
                self.screen.hush()
        if not (self._exit and isinstance(event, events.InputEvent)):
            await super().on_event(event)

    def _has_missed(self, key: events.Key) -> bool:
        """Whether a key that has bubbled up was sent to a widget that has given the focus away since.

        Keys that come at once, as over a slow line, are all sent before the first of them does anything.
        """
        to = next((to for sent, to in self._sent if sent is key), self.focused)
        return to is not self.focused and self.focused is not None

    def _is_one_mark_too_many(self, character: str) -> bool:
        """Whether a key adds another mark to a letter that has as many as `safetext` lets it have."""
        self._marks_typed = (
            self._marks_typed + 1 if unicodedata.category((character or "a")[0])[0] == "M" else 0
        )
        return self._marks_typed > MARKS_PER_BASE

    def keep_session(self) -> None:
        """Write down what is to come back. A folder that can't be written to costs no more than that."""
        with contextlib.suppress(OSError):
            self.reading.keep_session().save(self.library.home / SESSION)

    def leave(self) -> None:
        """Keep the session and end, and a refresh with it: what came in so far is kept."""
        self.reading.stop_refreshing()
        self.keep_session()
        self.exit()

    def action_help_quit(self) -> None:
        """Leave at ctrl+c where nothing is selected to be copied: nothing is lost by it."""
        self.leave()

    async def action_quit(self) -> None:
        """Leave, whatever asked for it."""
        self.leave()

    def _handle_exception(self, error: Exception) -> None:
        """A library that can't be read any more ends the reader with a sentence, not with a traceback."""
        if isinstance(error, LibraryError):
            self.failure = str(error)
            self.exit(return_code=1)
        else:
            super()._handle_exception(error)

    # Theme --------------------------------------------------------------------------------------------

    def _put_on(self, theme: themes.Theme) -> None:
        self.palette = themes.rich_styles(theme)
        made = themes.to_textual(theme)
        self.register_theme(made)
        if self.is_running or made.ansi:
            self.theme = theme.name
            return
        # Before the first frame nothing is styled yet that a change of theme would style anew.
        self.set_reactive(App.theme, theme.name)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(theme.dark, "-dark-mode", update=False)
        self.set_class(not theme.dark, "-light-mode", update=False)

    def choose_theme(self) -> None:
        """Let the reader choose, with a live preview."""
        from briefing.tui.screens.themes import ThemeChooser

        before = self.theme

        def chosen(name: str | None) -> None:
            self._put_on(self.themes.choose(name or before)[0])
            if name is not None:
                self.session.theme = name
                self.keep_session()

        def preview(name: str) -> None:
            self._put_on(self.themes.choose(name)[0])

        self.push_screen(ThemeChooser(self.themes, before, preview), chosen)

    # Help ---------------------------------------------------------------------------------------------

    def show_help(self, place: Place) -> None:
        """Show the keys, those of a place first."""
        from briefing.tui.screens.help import HelpScreen

        self.push_screen(
            HelpScreen(self.commands, place, self.reading.asked_in_words if place == "search" else "")
        )
