"""`briefing search` and `briefing stories`: what there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import click

from briefing.article import Headline, Snippet
from briefing.cli import documents
from briefing.cli.opening import opened_library
from briefing.cli.output import Json, Look, Marked, complain, narrate, say, say_json
from briefing.library.library import Library
from briefing.library.query import Query, QueryError, explain, parse
from briefing.tui import dates
from briefing.tui.by_hand import count_of_sources, in_words


class _SearchCommand(click.Command):
    """Takes `-word` as a part of the query, not as an option, since that is how a query leaves a word out."""

    ignore_unknown_options = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        rest = super().parse_args(ctx, ["--help" if word == "-h" else word for word in args])
        known = [name for parameter in self.get_params(ctx) for name in parameter.opts]
        for word in ctx.params.get("words", ()):
            if word.startswith("--"):
                raise click.NoSuchOption(word, possibilities=known, ctx=ctx)
        return rest


@click.command(
    cls=_SearchCommand,
    short_help="Search the library.",
    # As an option of one letter, -h would be found in any word that is left out and has an h.
    context_settings={"help_option_names": ["--help"]},
)
@click.argument("words", metavar="QUERY…", nargs=-1, required=True)
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=20,
    metavar="N",
    show_default=True,
    help="The most hits to print.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def search(words: Sequence[str], limit: int, as_json: bool) -> int:
    """Search titles, texts and names, best hits first, by story.

    Quote a query whose signs the shell would read. The query language is told in docs/query-language.md.
    Finding nothing is no failure: the exit code is 0.

    \b
    Examples:
      briefing search satellite launch
      briefing search kim -ukraine
      briefing search '"ballistic missile" OR rocket'
      briefing search 'actor:kim place:vostochny date:2023-11..' --json
    """
    text = " ".join(words)
    try:
        query = parse(text)
    except QueryError as error:
        complain(f"{error}")
        for line in error.pointer().splitlines():
            narrate(f"  {line}")
        return 2
    if query.root is None:
        raise click.UsageError("There is nothing to search for in an empty query.")
    with opened_library() as library:
        _see_to_the_index(library)
        results = library.search(query)
        shown = results.first(limit)
        headlines = {headline.id: headline for headline in library.headlines(shown)}
        hits = [headlines[article] for article in shown if article in headlines]
        if as_json:
            say_json(
                {
                    "query": text,
                    "explained": explain(query.root),
                    "articles": results.articles,
                    "stories": results.stories,
                    "sources": results.sources,
                    "milliseconds": round(results.milliseconds, 1),
                    "suggestion": results.suggestion,
                    "hits": [
                        documents.of_headline(hit) | _of_snippet(library.snippet(hit.id, query))
                        for hit in hits
                    ],
                }
            )
            return 0
        _print(library, query, hits)
        if not hits:
            narrate(f"Nothing found for: {explain(query.root)}, in a library of {library.articles():,}.")
            if results.suggestion:
                narrate(f"Did you mean  {results.suggestion}  ?")
        elif results.articles > len(hits):
            narrate(f"{len(hits)} of {results.articles} hits are shown: --limit shows more")
    return 0


def _see_to_the_index(library: Library) -> None:
    """Index the samples if that was never done; of a library of one's own, say that it has to be."""
    from briefing.library.index import IndexDoubt

    try:
        library.warm()
    except IndexDoubt:
        if library.demonstration:
            from briefing.library.catch_up import catch_up

            catch_up(library.home, narrate=narrate)
        else:
            narrate(
                "The index is not up to date, so all articles are read through:  briefing rebuild  mends it"
            )


def _of_snippet(snippet: Snippet) -> dict[str, Json]:
    return {"snippet": {"text": snippet.text, "spans": [[span.start, span.end] for span in snippet.spans]}}


def _print(library: Library, query: Query, hits: Sequence[Headline]) -> None:
    story = ""
    for hit in hits:
        if hit.story != story:
            story = hit.story
            say(Marked(library.story(story).title, Look.STRONG))
        say(f"  {hit.id}  {dates.short(hit.published):>11}  {hit.source}")
        snippet = library.snippet(hit.id, query)
        if snippet.text:
            say("      ", *_marked(snippet))


def _marked(snippet: Snippet) -> Iterator[str | Marked]:
    at = 0
    for start, end in snippet.spans:
        yield snippet.text[at:start]
        yield Marked(snippet.text[start:end], Look.HIT)
        at = end
    yield snippet.text[at:]


@click.command(short_help="List the stories and their articles.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="The most stories to print.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def stories(limit: int | None, as_json: bool) -> int:
    """List the stories, newest first, each with its articles and with what holds it together.

    \b
    Examples:
      briefing stories --limit 10
      briefing stories --json
    """
    with opened_library() as library:
        found = list(islice(library.stories(), limit))
        if as_json:
            say_json(
                {
                    "stories": [
                        documents.of_story(story)
                        | {"headlines": [documents.of_headline(h) for h in library.headlines(story.articles)]}
                        for story in found
                    ]
                }
            )
            return 0
        for story in found:
            say(Marked(story.title, Look.STRONG))
            if len(story.articles) > 1:
                say("  ", Marked(count_of_sources(story), Look.MUTED))
                say("  ", Marked("shared: " + ", ".join((*story.names, *story.terms)), Look.MUTED))
            for word in story.by_hand:
                say("  ", Marked(f"by hand: {in_words(library, word)}", Look.MUTED))
            for headline in library.headlines(story.articles):
                say(f"  {headline.id}  {dates.short(headline.published):>11}  {headline.source}")
    return 0
