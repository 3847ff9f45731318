"""The command palette: every command by its name, with its key beside it, so that it teaches."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from briefing.tui.commands import Command
from briefing.tui.keymap import run, target
from briefing.tui.keys import key_label
from briefing.tui.widgets.key_bar import Commanded

_SELF = "command.palette"


class CommandProvider(Provider):
    """Offers the commands that can be given in the screen below."""

    async def discover(self) -> Hits:
        """All of them, in the registry's order."""
        for command in self._offered():
            yield DiscoveryHit(
                _with_keys(Content(command.title), command),
                partial(run, self.screen, command),
                text=command.title,
                help=command.help,
            )

    async def search(self, query: str) -> Hits:
        """Those whose title the query matches, loosely."""
        matcher = self.matcher(query)
        for command in self._offered():
            score = matcher.match(command.title)
            if score > 0:
                yield Hit(
                    score,
                    _with_keys(matcher.highlight(command.title), command),
                    partial(run, self.screen, command),
                    text=command.title,
                    help=command.help,
                )

    def _offered(self) -> Iterator[Command]:
        for command in cast(Commanded, self.app).commands:
            if command.id != _SELF and target(self.screen, command) is not None:
                yield command


def _with_keys(title: Content, command: Command) -> Content:
    keys = "  ".join(key_label(key) for key in command.keys)
    return Content.assemble(title, "  ", Content(keys).stylize("dim"))
