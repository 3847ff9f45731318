"""Links between passages by the reader's word: made and parted."""

from __future__ import annotations

from collections.abc import Callable, Set
from functools import partial

from briefing.tui.ledger import name_passage
from briefing.tui.screens.side_by_side import SideBySide


class LinkingByHand(SideBySide):
    """Columns between which links are made by hand: a passage is picked on one side, then its match on another."""

    picked: tuple[int, int] | None = None
    """The column and the passage that is being linked to another."""

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
            pin = partial(self.library.links.pin, pair[0], passage, pair[1], there[1])
            self._note(pin, f"{_both(here, there)} are linked by your word")

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
            part = partial(self.library.links.part, pair[0], here[1], pair[1], view.passage)
            self._note(part, f"{_both(here, (column, view.passage))} are parted")
            return
        self.say("There is no link here to take away")

    def _ids(self, column: int, other: int) -> tuple[str, str]:
        shown = self.shown
        return shown[column].article.id, shown[other].article.id

    def _note(self, note: Callable[[], None], told: str) -> None:
        def keep() -> str:
            note()
            return f"{told}; {self.taken_back_by}"

        self.do(keep, then=self.compare)

    def turned(self, about: Set[str]) -> None:
        """Compare anew where a word on links was taken back, or holds again."""
        super().turned(about)
        if "link" in about:
            self.compare()


def _both(*passages: tuple[int, int]) -> str:
    return " and ".join(name_passage(*passage) for passage in passages)
