"""Links between passages by the reader's word: made, parted, taken back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from briefing.comparison import LinkByHand
from briefing.library.errors import LibraryError
from briefing.tui.ledger import name_passage
from briefing.tui.screens.side_by_side import SideBySide


class LinkingByHand(SideBySide):
    """Columns between which links are made by hand: a passage is picked on one side, then its match on another."""

    picked: tuple[int, int] | None = None
    """The column and the passage that is being linked to another."""
    _noted_last: tuple[str, str] | None = None
    """The articles on whose link the reader had a word last."""

    def action_link_pin(self) -> None:
        """Begin to link the passage being read, or link it to the one begun with."""
        if self.picked is None:
            self.pick((self.active_column, self.active.passage))
            self.action_compare_side()
        elif self.picked[0] == self.active_column:
            self.say("Go to the other source first: tab")
        else:
            column, passage = self.picked
            pair = self._ids(column, self.active_column)
            here, there = (column, passage), (self.active_column, self.active.passage)
            self.pick(None)
            pin = partial(self.library.pin_link, pair[0], passage, pair[1], there[1])
            self._note(pair, pin, f"{_both(here, there)} are linked by your word; u takes it back")

    def pick(self, picked: tuple[int, int] | None) -> None:
        """Begin a link at a passage, the columns then moving by themselves; with None, leave it."""
        self.picked = picked
        self.apart = picked is not None
        self.follow()

    def action_link_part(self) -> None:
        """Take away the link between the passage being read and the one beside it."""
        here = self.active_column, self.active.passage
        for column, view in enumerate(self.views):
            facing = self.faced(self.active_column, column) if column != self.active_column else None
            if facing is None or view.passage not in [m.passage for m in facing.matches(here[1])]:
                continue
            pair = self._ids(self.active_column, column)
            part = partial(self.library.unpin_link, pair[0], here[1], pair[1], view.passage)
            self._note(pair, part, f"{_both(here, (column, view.passage))} are parted; u takes it back")
            return
        self.say("There is no link here to take away")

    def action_link_undo(self) -> None:
        """Take back the last word on a link."""
        pair = self._noted_last or self._ids(self.active_column, (self.active_column + 1) % len(self.views))
        self._note(pair, partial(self.library.undo_link, *pair), "")

    def _ids(self, column: int, other: int) -> tuple[str, str]:
        shown = self.shown
        return shown[column].article.id, shown[other].article.id

    def _note(self, pair: tuple[str, str], note: Callable[[], LinkByHand | None], told: str) -> None:
        """Keep the reader's word in a thread: another process may be writing, which takes a moment."""

        def keep() -> None:
            try:
                undone = note()
            except LibraryError as error:
                self.app.call_from_thread(self.say, str(error))
            else:
                self.app.call_from_thread(self._noted, pair, told or self._what_was_undone(undone))

        self.run_worker(keep, thread=True, group="links", exit_on_error=False)

    def _what_was_undone(self, word: LinkByHand | None) -> str:
        if word is None:
            return "There is no link of yours to take back"
        ends = [(self.column_of(word.a), word.passage_a), (self.column_of(word.b), word.passage_b)]
        shown = [(column, passage) for column, passage in ends if column is not None]
        did = "linking" if word.linked else "parting"
        return f"Undone: {did} {_both(*shown)}" if len(shown) == 2 else f"Undone: {did} two passages"

    def _noted(self, pair: tuple[str, str], told: str) -> None:
        self._noted_last = pair
        self.say(told)
        self.compare()


def _both(*passages: tuple[int, int]) -> str:
    return " and ".join(name_passage(*passage) for passage in passages)
