"""`briefing link`: the reader's word on which passages tell the same."""

from __future__ import annotations

import click

from briefing.cli.numbers import counted
from briefing.cli.opening import opened_library
from briefing.cli.output import CommandError, Json, narrate, say, say_json
from briefing.comparison import LinkByHand
from briefing.library.library import Library


@click.command(short_help="Say that two passages tell the same, or that they don't.")
@click.argument("a", metavar="A")
@click.argument("passage_a", metavar="PASSAGE", type=counted)
@click.argument("b", metavar="B")
@click.argument("passage_b", metavar="PASSAGE", type=counted)
@click.option("--part", is_flag=True, help="They don't: take the link away.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def link(a: str, passage_a: int, b: str, passage_b: int, part: bool, as_json: bool) -> int:
    """Link a passage of A to one of B by hand. What you say is final, and holds for newer versions of the articles.

    Each PASSAGE is its number, from 1, as `briefing compare` shows it after ¶. `briefing undo` takes
    it back.

    \b
    Examples:
      briefing link 000_059 2 003_fa0 4
      briefing link 000_059 1 003_fa0 7 --part
    """
    with opened_library() as library:
        ids = library.resolve(a), library.resolve(b)
        word = LinkByHand(ids[0], passage_a - 1, ids[1], passage_b - 1, linked=not part)
        _keep(library, word, a, b)
    if as_json:
        say_json(_document(word))
        return 0
    narrate("Kept:")
    say(_in_words(word, a, b))
    return 0


def _keep(library: Library, word: LinkByHand, a: str, b: str) -> None:
    say_so = library.links.pin if word.linked else library.links.part
    try:
        say_so(word.a, word.passage_a, word.b, word.passage_b)
    except IndexError:
        raise CommandError(
            f"{a} has no passage {word.passage_a + 1}, or {b} no passage {word.passage_b + 1}: "
            f"briefing compare {a} {b}  shows their numbers."
        ) from None


def _document(word: LinkByHand) -> dict[str, Json]:
    return {**word._asdict()}


def _in_words(word: LinkByHand, a: str, b: str) -> str:
    verb = "tells the same as" if word.linked else "does not tell the same as"
    return f"{a} ¶{word.passage_a + 1} {verb} {b} ¶{word.passage_b + 1}"
