"""`briefing chronology` and `briefing matrix`: a story by its days, and by its names."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_uppercase

import click

from briefing.cli import compared_documents
from briefing.cli.columns import columns, say_wrapped
from briefing.cli.naming import story_named
from briefing.cli.opening import opened_library
from briefing.cli.output import Look, Marked, say, say_json
from briefing.comparison import Moment
from briefing.tui import dates

_NAME_WIDTH = 32
_COUNT_WIDTH = 4


@click.command(short_help="List when a story's articles appeared, and when what they tell happened.")
@click.argument("story", metavar="STORY")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def chronology(story: str, as_json: bool) -> int:
    """List when each article of a story appeared, and what they date, by day.

    STORY is a story's id, or any article of it. Days such as “yesterday” are counted from the day on which the
    article appeared; a question mark stands after a day that took a guess.

    \b
    Examples:
      briefing chronology 000_059
      briefing chronology 000_059 --json
    """
    with opened_library() as library:
        found = story_named(library, story)
        told = library.chronology(found.id)
        texts = {p.article: library.article(p.article).text for p in told.published}
        if as_json:
            say_json({"story": found.id, **compared_documents.of_chronology(told, texts)})
            return 0
        say(Marked(found.title, Look.STRONG))
        letters = {
            p.article: letter for p, letter in zip(told.published, _letters(len(told.published)), strict=True)
        }
        for p in told.published:
            say(f"  {letters[p.article]}  {dates.short(p.published):>11}  {p.source}")
            say_wrapped(p.title, " " * 18, Look.MUTED)
        say()
        if not told.events:
            say("No article gives a day or a time for what it tells.")
        for event in told.events:
            say(Marked(_day(event.moment), Look.STRONG), f"  {letters[event.article]} ¶{event.passage + 1}")
            say_wrapped(texts[event.article][slice(*event.sentence)], "    ")
    return 0


@click.command(short_help="Count the names of a story by article.")
@click.argument("story", metavar="STORY")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def matrix(story: str, as_json: bool) -> int:
    """List who and what the articles of a story name, with how often each does; a dot is never.

    STORY is a story's id, or any article of it.

    \b
    Examples:
      briefing matrix 000_059
      briefing matrix 000_059 --json
    """
    with opened_library() as library:
        found = story_named(library, story)
        told = library.name_matrix(found.id)
        if as_json:
            say_json({"story": found.id, **compared_documents.of_matrix(told)})
            return 0
        say(Marked(found.title, Look.STRONG))
        letters = _letters(len(told.articles))
        for letter, headline in zip(letters, library.headlines(told.articles), strict=True):
            say(f"  {letter}  {dates.short(headline.published):>11}  {headline.source}")
        say()
        fitting = max(1, (columns() - _NAME_WIDTH - 2) // _COUNT_WIDTH)
        for start in range(0, len(letters), fitting):
            window = slice(start, start + fitting)
            say(" " * (_NAME_WIDTH + 2), *(f"{letter:>{_COUNT_WIDTH}}" for letter in letters[window]))
            for entity, counts in zip(told.entities, told.counts, strict=True):
                name = (
                    entity.name if len(entity.name) <= _NAME_WIDTH else entity.name[: _NAME_WIDTH - 1] + "…"
                )
                row = (f"{count or '·':>{_COUNT_WIDTH}}" for count in counts[window])
                say(f"  {name:{_NAME_WIDTH}}", *row)
    return 0


def _letters(count: int) -> Sequence[str]:
    """A letter for each article; after Z follow AA, AB, …"""
    return [(ascii_uppercase[i // 26 - 1] if i >= 26 else "") + ascii_uppercase[i % 26] for i in range(count)]


def _day(moment: Moment) -> str:
    first, last = dates.short(moment.first), dates.short(moment.last)
    day = first if moment.first == moment.last else f"{first} to {last}"
    clock = f", {moment.clock.isoformat('minutes')}" if moment.clock else ""
    return f"{day}{clock}{'' if moment.sure else '?'}"
