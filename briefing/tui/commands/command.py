"""What a command is, and the places in which commands hold."""

# Without `from __future__ import annotations`, which would have each field of a named tuple compiled at every start.
from collections.abc import Mapping
from typing import Literal, NamedTuple

Place = Literal[
    "everywhere",
    "reading",
    "list",
    "article",
    "names",
    "who",
    "search",
    "compare",
    "sides",
    "ledger",
    "table",
    "brief",
]

PLACES: Mapping[Place, str] = {
    "everywhere": "Everywhere",
    "reading": "Reading",
    "list": "In the list",
    "article": "In the article",
    "names": "In who and where",
    "who": "Who and where by source",
    "search": "In the search field",
    "compare": "Comparing",
    "sides": "Side by side",
    "ledger": "In the list of differences",
    "table": "In the chronology and the claim card",
    "brief": "The brief",
}
"""Each place with its heading, in the order in which they are told."""

_WITHIN: Mapping[Place, Place] = {
    "reading": "everywhere",
    "compare": "everywhere",
    "who": "everywhere",
    "list": "reading",
    "article": "reading",
    "names": "reading",
    "search": "reading",
    "sides": "compare",
    "ledger": "sides",
    "table": "compare",
    "brief": "everywhere",
}


class Command(NamedTuple):
    """Something the reader does at a key press, a click or by name."""

    id: str
    """Dotted and stable: what a keymap names it by."""
    keys: tuple[str, ...]
    """Key names as Textual spells them, the one to teach first."""
    title: str
    """What it does, in a few words, as the palette lists it."""
    help: str
    """What it does, in a sentence."""
    where: Place = "everywhere"
    footer: str = ""
    """Its word in the footer, the same for its counterpart ("j/k move"); empty to leave it out there."""

    @property
    def action(self) -> str:
        """The Textual action that runs it: `action_move_down` for `move.down`."""
        return self.id.replace(".", "_")


def places_around(place: Place) -> tuple[Place, ...]:
    """A place and those it lies within, the innermost first: what a key press passes through."""
    around: list[Place] = [place]
    while (outer := _WITHIN.get(around[-1])) is not None:
        around.append(outer)
    return tuple(around)


def overlap(one: Place, other: Place) -> bool:
    """Whether a key press can reach commands of both places."""
    return one in places_around(other) or other in places_around(one)
