"""Every command of the reader, once: bindings, footer, help, palette and the README's table derive from here.

A command belongs to a place. Places lie within each other: what holds in the reading screen holds in its list
too. A key may therefore stand for one command along such a line of places, and for another elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefing.tui.commands.brief import BRIEF
from briefing.tui.commands.command import PLACES, Command, Place, overlap, places_around
from briefing.tui.commands.comparing import COMPARING
from briefing.tui.commands.everywhere import MOVING, PANES
from briefing.tui.commands.names import NAMES
from briefing.tui.commands.reading import READING
from briefing.tui.keys import key_label

__all__ = ["COMMANDS", "PLACES", "Command", "Place", "commands_of", "keys_table", "overlap", "places_around"]

COMMANDS: tuple[Command, ...] = (*MOVING, *NAMES, *COMPARING, *READING, *BRIEF, *PANES)
"""All commands, in the order in which the footer and the help tell them."""


def commands_of(place: Place, commands: Sequence[Command] = COMMANDS) -> tuple[Command, ...]:
    """The commands that can be given in a place, in the registry's order."""
    around = places_around(place)
    return tuple(command for command in commands if command.where in around)


def keys_table(commands: Iterable[Command] = COMMANDS) -> str:
    """The keys as Markdown, a table for each place, as the README shows them."""
    commands = tuple(commands)
    sections = []
    for place, heading in PLACES.items():
        rows = [command for command in commands if command.where == place]
        if not rows:
            continue
        lines = [f"**{heading}**", "", "| keys | what it does | id for the keymap |", "|---|---|---|"]
        for command in rows:
            keys = " ".join(f"`{key_label(key)}`".replace("|", "\\|") for key in command.keys)
            lines.append(f"| {keys} | {command.help} | `{command.id}` |")
        sections.append("\n".join(lines))
    return "\n\n".join(sections)
