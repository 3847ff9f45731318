"""`briefing claim`: who stands behind what a passage tells."""

from __future__ import annotations

import click

from briefing.cli import compared_documents
from briefing.cli.columns import say_wrapped
from briefing.cli.numbers import counted
from briefing.cli.opening import opened_library
from briefing.cli.output import CommandError, Look, Marked, say, say_json
from briefing.comparison import Carrier, ClaimCard
from briefing.library.library import Library
from briefing.reading.passages import passages
from briefing.tui import dates
from briefing.tui.wording import moment_in_words, quantity_in_words, stance_in_words


@click.command(short_help="Say who stands behind what a passage tells.")
@click.argument("article", metavar="ARTICLE")
@click.argument("passage", metavar="PASSAGE", type=counted)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def claim(article: str, passage: int, as_json: bool) -> int:
    """List the sources of the story that carry a passage, as whose word, with what values, and who was first.

    PASSAGE is its number, from 1, as `briefing compare` shows it after ¶. Sources in which no close match was found
    are named too: that does not prove that they are silent on it.

    \b
    Examples:
      briefing claim 000_059 3
      briefing claim 000_059 3 --json
    """
    with opened_library() as library:
        id = library.resolve(article)
        try:
            card = library.claim(id, passage - 1)
        except IndexError:
            count = len(passages(library.article(id).text))
            raise CommandError(f"{article} has {count} passages: choose one of 1 to {count}.") from None
        if as_json:
            texts = {carrier.article: library.article(carrier.article).text for carrier in card.carriers}
            say_json(compared_documents.of_claim(card, texts))
        else:
            _print(library, card)
    return 0


def _print(library: Library, card: ClaimCard) -> None:
    article = library.article(card.article)
    asked = passages(article.text)[card.passage]
    say_wrapped(f"{article.title}  ¶{card.passage + 1}", look=Look.STRONG)
    say_wrapped(article.text[asked.start : asked.end], "    ")
    say()
    told = {carrier.source for carrier in card.telling}
    denied = {carrier.source for carrier in card.denying}
    alike = {carrier.source for carrier in card.alike}
    first = next((c for c in card.carriers if c.article == card.first), None)
    since = f", first by {first.source} on {dates.short(first.published)}" if first else ""
    against = f"; denied in {len(denied)} {_sources(len(denied))}" if denied else ""
    loosely = f"; loosely alike in {len(alike)} {_sources(len(alike))}" if alike else ""
    say(f"told by {len(told)} {_sources(len(told))}, {card.independent} independent{since}{against}{loosely}")
    for carrier in card.carriers:
        _print_carrier(library, carrier)
    if card.silent:
        say("no close match found in")
        for headline in library.headlines(card.silent):
            say(f"  {headline.id}  {dates.short(headline.published):>11}  {headline.source}")


def _print_carrier(library: Library, carrier: Carrier) -> None:
    copied = f", a copy of {library.headline(carrier.copy_of).source}" if carrier.copy_of else ""
    say(
        Marked(f"  {carrier.source}", Look.STRONG),
        f"  {dates.short(carrier.published)}  ¶{carrier.passage + 1}{copied}",
        Marked(f"  {'loosely alike, ' if carrier.loose else ''}{carrier.score:.2f}", Look.MUTED),
    )
    say_wrapped(stance_in_words(carrier.stance), "    ")
    text = library.article(carrier.article).text
    say_wrapped(f"“{text[slice(*carrier.sentence)]}”", "    ")
    if carrier.quantities:
        say_wrapped("numbers: " + ", ".join(map(quantity_in_words, carrier.quantities)), "    ")
    if carrier.moments:
        days = dict.fromkeys(map(moment_in_words, carrier.moments))
        say_wrapped("dates: " + ", ".join(days), "    ")


def _sources(count: int) -> str:
    return "source" if count == 1 else "sources"
