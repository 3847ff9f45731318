"""What comes in while one reads: refreshing what is followed, and telling what became of it. Nothing listed moves."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from briefing.library.library import Library
from briefing.tui.screens.base import CommandScreen

if TYPE_CHECKING:
    from briefing.tui.refreshing import Refreshing

_OUTCOME_STAYS = 8.0
"""Seconds for which the footer tells how a refresh ended."""


class Incoming(CommandScreen):
    """What a screen does whose library may get more articles."""

    library: Library
    _run = 0
    _refreshing: Refreshing | None = None

    def look_for_changes(self) -> None:
        """Say it where the library has changed since it was listed."""
        raise NotImplementedError

    def remember_run(self) -> None:
        """Take what has come in so far for known."""
        self._run = self.library.runs.last()

    def stop_refreshing(self) -> None:
        """End a refresh that is under way."""
        if self._refreshing is not None:
            self._refreshing.cancel()

    def action_library_refresh(self) -> None:
        """Bring in what is new in what is followed, or stop doing so."""
        if self._refreshing is not None:
            self._refreshing.cancel()
            self.say("Stopping…")
        elif self.library.demonstration:
            self.say("These are samples: follow feeds with  briefing follow URL")
        else:
            from briefing.tui.refreshing import Refreshing  # not before the first frame

            self._refreshing = Refreshing(self.library.home)
            self.key_bar.prompt(f"Asking what is new; {self.key_of('library.refresh')} stops it")
            self.run_worker(self._refresh, thread=True, group="refresh", exit_on_error=False)

    def _refresh(self) -> None:
        """In a thread: nothing in the list moves, whatever comes in."""
        assert self._refreshing is not None
        ended = self._refreshing.run(partial(self.app.call_from_thread, self._tell_progress))
        self.app.call_from_thread(self._refreshed, ended)

    def _tell_progress(self, told: str) -> None:
        self.key_bar.prompt(told)

    def _refreshed(self, ended: str) -> None:
        self._refreshing = None
        self.key_bar.prompt("")
        self.key_bar.say(ended, seconds=_OUTCOME_STAYS)
        self.look_for_changes()

    def action_report_show(self) -> None:
        """Tell what became of each item of the last run."""
        from briefing.tui.screens.report import ReportScreen

        runs = self.library.runs.all()
        if not runs:
            self.say("Nothing was brought in yet that is reported on")
        else:
            outcomes = self.library.runs.outcomes(runs[0].number, ("added", "updated", "skipped"))
            self.app.push_screen(ReportScreen(runs[0], outcomes))

    def has_come(self) -> bool:
        """Whether articles came in since the library was last listed."""
        return bool(self.library.runs.come_since(self._run))

    def come_since(self) -> frozenset[str]:
        """The articles that came in since the library was last listed."""
        run, self._run = self._run, self.library.runs.last()
        if run == self._run:
            return frozenset()
        return frozenset(self.library.runs.come_since(run))
