"""The user's own keys: overrides by command id, checked so that a mistake costs one override, never a start.

Nothing here imports Textual before `bindings` is called: the command line checks a keymap too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from briefing.safetext import one_line
from briefing.tui.commands import COMMANDS, PLACES, Command, Place, overlap
from briefing.tui.keys import canonical_key, key_label, types_a_character

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.dom import DOMNode
    from textual.screen import Screen

_QUIT = "app.quit"
_ALWAYS_QUITS = "ctrl+q"
"""The way out that no dialog, text field or keymap can block."""


def resolve(
    commands: Sequence[Command], overrides: Mapping[str, str]
) -> tuple[tuple[Command, ...], list[str]]:
    """The commands with the user's keys, and a sentence for each override that had to be left out.

    `overrides` gives keys by command id, parted by commas: `{"move.down": "ctrl+n, down"}`. Where overrides
    clash with each other, the one given first stays.
    """
    problems: list[str] = []
    by_id = {command.id: command for command in commands}
    wanted: dict[str, tuple[str, ...]] = {}
    for command_id, written in overrides.items():
        keys = _read(command_id, written, by_id, problems)
        if keys:
            wanted[command_id] = keys
    while clash := _clash(commands, wanted):
        command_id, problem = clash
        del wanted[command_id]
        problems.append(problem)
    return _with_keys(commands, wanted), problems


def bindings(*places: Place, commands: Iterable[Command] = COMMANDS) -> list[BindingType]:
    """The bindings of these places and of no others, each with its command's id and action."""
    from textual.binding import Binding

    made: list[BindingType] = []
    for command in commands:
        if command.where in places:
            for key in command.keys:
                # Without an id, the keymap leaves it alone.
                always = key == _ALWAYS_QUITS
                made.append(
                    Binding(
                        key,
                        command.action,
                        command.title,
                        show=False,
                        tooltip=command.help,
                        id=None if always else command.id,
                        priority=always,
                    )
                )
    return made


def textual_keymap(commands: Iterable[Command]) -> dict[str, str]:
    """What `App.set_keymap` needs so that bindings made of the registry follow the resolved commands."""
    shipped = {command.id: command.keys for command in COMMANDS}
    return {
        command.id: ",".join(key for key in command.keys if key != _ALWAYS_QUITS) or _ALWAYS_QUITS
        for command in commands
        if command.keys != shipped.get(command.id)
    }


def target(screen: Screen[Any], command: Command) -> DOMNode | None:
    """What would run a command in this screen, from what has the focus outwards; None if nothing can now."""
    focus: DOMNode = screen.focused or screen
    for node in focus.ancestors_with_self:
        if hasattr(node, f"action_{command.action}") and node.check_action(command.action, ()):
            return node
    return None


async def run(screen: Screen[Any], command: Command) -> bool:
    """Run a command by name, even where its key would be typed; False if it can't be given in this screen."""
    node = target(screen, command)
    return node is not None and await screen.app.run_action(command.action, node)


def _read(
    command_id: str, written: str, by_id: Mapping[str, Command], problems: list[str]
) -> tuple[str, ...] | None:
    """The keys of one override, or None and a problem noted."""
    quoted = one_line(command_id)[:40]
    if command_id not in by_id:
        near = get_close_matches(command_id, by_id, n=1)
        hint = f"Did you mean “{near[0]}”?" if near else "The help screen lists the commands by their ids."
        problems.append(f"Keymap: there is no command “{quoted}”. {hint}")
        return None
    keys: list[str] = []
    for name in written.split(","):
        key = canonical_key(name)
        if key is None:
            hint = (
                " Write “comma” for the comma."
                if not name.strip()
                else " Keys are written as ctrl+n, f2, pagedown or ]."
            )
            problems.append(f"Keymap: “{one_line(name.strip())[:40]}” for {quoted} is not a key.{hint}")
            return None
        if by_id[command_id].where == "search" and types_a_character(key):
            problems.append(f"Keymap: {key_label(key)} for {quoted} is needed to type in the search field.")
            return None
        if key not in keys:
            keys.append(key)
    if command_id == _QUIT and _ALWAYS_QUITS not in keys:
        keys.append(_ALWAYS_QUITS)
    return tuple(keys)


def _with_keys(commands: Iterable[Command], keys: Mapping[str, tuple[str, ...]]) -> tuple[Command, ...]:
    return tuple(command._replace(keys=keys.get(command.id, command.keys)) for command in commands)


def _clash(commands: Sequence[Command], wanted: Mapping[str, tuple[str, ...]]) -> tuple[str, str] | None:
    """The last override that takes a key of another command within reach, and what to say about it."""
    resolved = _with_keys(commands, wanted)
    for command_id in reversed(tuple(wanted)):
        command = next(command for command in resolved if command.id == command_id)
        for other in resolved:
            shared = [key for key in command.keys if key in other.keys]
            if shared and other is not command and overlap(command.where, other.where):
                return command_id, (
                    f"Keymap: {key_label(shared[0])} for {command.id} is taken by {other.id} "
                    f"({PLACES[other.where].lower()}: {other.title.lower()}). Give that another key first."
                )
    return None
