"""`briefing undo` and `redo`: what the reader did last, whatever it was, taken back or done again."""

from __future__ import annotations

from collections.abc import Sequence

import click

from briefing.annotation import Deed
from briefing.cli.opening import opened_library, with_names
from briefing.cli.output import narrate, say, say_json

_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


@click.command(short_help="Take back what you did last, whatever it was.")
@click.option("--list", "listed", is_flag=True, help="List what can be taken back instead, the last first.")
@_json
def undo(listed: bool, as_json: bool) -> int:
    """Take back what you did last, in the reader or here, and say what it was.

    That is a pin, note, tag, grade, star or read mark, a change of a brief, what you said of names, stories and
    links, a saved search, what is followed, and what was brought in by `briefing import`. Said again, it takes back
    what came before that.

    \b
    Examples:
      briefing undo
      briefing undo --list
    """
    with opened_library() as library:
        deeds = library.deeds.last() if listed else _one(library.deeds.undo(narrate))
    if listed:
        _tell(deeds, "deeds", "", as_json)
    else:
        _tell(deeds, "undone", "Taken back: ", as_json)
    if not deeds:
        narrate("There is nothing to take back.")
    return 0


@click.command(short_help="Do again what you took back last.")
@_json
def redo(as_json: bool) -> int:
    """Do again what `briefing undo`, or the reader, took back last, as long as nothing else was done since.

    \b
    Example:
      briefing redo
    """
    with opened_library() as library:
        deeds = _one(library.deeds.redo(narrate))
    _tell(deeds, "redone", "Done again: ", as_json)
    if not deeds:
        narrate("There is nothing to do again.")
    return 0


def _one(deed: Deed | None) -> Sequence[Deed]:
    return [deed] if deed is not None else []


def _tell(deeds: Sequence[Deed], key: str, told: str, as_json: bool) -> None:
    """Tell the deeds; if they changed what was said of names, bring the library up to that."""
    if as_json:
        say_json({key: [{"said": deed.said, "at": deed.at.isoformat()} for deed in deeds]})
    else:
        for deed in deeds:
            say(f"{told}{deed.said}")
    if told and any("name" in deed.about for deed in deeds):
        with with_names():
            pass
