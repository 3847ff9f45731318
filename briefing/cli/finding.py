"""`briefing search` and `briefing stories`: what there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

import click

from briefing.article import Headline, Snippet
from briefing.cli import documents
from briefing.cli.numbers import counted
from briefing.cli.opening import opened_library
from briefing.cli.output import Json, Look, Marked, complain, narrate, say, say_json
from briefing.library import telling
from briefing.library.errors import LibraryError
from briefing.library.library import Library
from briefing.library.query import ORDERS, Query, QueryError, chips, explain, parse
from briefing.safetext import one_line
from briefing.tui import dates
from briefing.tui.wording import sources_in_words

if TYPE_CHECKING:
    from briefing.library.results import Results


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
@click.argument("words", metavar="[QUERY…]", nargs=-1)
@click.option("--saved", metavar="NAME", help="Run a saved search, and say what is new in it.")
@click.option("--save", metavar="NAME", help="Keep the query under a name.")
@click.option("--forget", metavar="NAME", help="Forget a saved search.")
@click.option("--explain", "explained", is_flag=True, help="Say how the query is understood; search nothing.")
@click.option("--list", "listed", is_flag=True, help="List the saved searches.")
@click.option(
    "--limit",
    type=counted,
    default=20,
    metavar="N",
    show_default=True,
    help="The most hits to print.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def search(
    words: Sequence[str],
    saved: str | None,
    save: str | None,
    forget: str | None,
    explained: bool,
    listed: bool,
    limit: int,
    as_json: bool,
) -> int:
    """Search titles, texts and names, best hits first, by story.

    Quote a query whose signs the shell would read. The query language is told in docs/query-language.md.
    Finding nothing is no failure: the exit code is 0.

    \b
    Examples:
      briefing search satellite launch
      briefing search kim -ukraine
      briefing search '"ballistic missile" OR rocket'
      briefing search 'actor:kim place:vostochny date:2023-11..' --json
      briefing search --save launches 'satellite launch within:30d'
      briefing search --saved launches
      briefing search --explain 'kim OR putin -trump within:7d'
    """
    text = " ".join(words)
    if forget is not None or listed:
        return _tend(forget, as_json=as_json)
    if saved is not None:
        if words or save is not None:
            raise click.UsageError("--saved brings its own query: leave the other one out.")
        with opened_library() as library:
            text = library.searches.get(saved).query
    elif not words:
        raise click.UsageError("Say what to search for, or name a saved search with --saved.")
    try:
        query = parse(text)
    except QueryError as error:
        complain(f"{error}")
        for line in error.pointer().splitlines():
            narrate(f"  {line}")
        return 2
    if query.is_empty:
        raise click.UsageError("There is nothing to search for in an empty query.")
    if explained and save is not None:
        raise click.UsageError("--explain does nothing else: leave --save out.")
    if explained:
        return _explain(query, as_json=as_json)
    with opened_library() as library:
        _see_to_the_index(library)
        results = library.search(query)
        new = _look(library, results, saved, save, text)
        shown = results.first(limit)
        headlines = {headline.id: headline for headline in library.headlines(shown)}
        hits = [headlines[article] for article in shown if article in headlines]
        suggestion = None if hits else library.suggest(query)
        if as_json:
            say_json(
                {
                    "query": text,
                    **({} if new is None else {"saved": saved, "new": new}),
                    "explained": explain(query.root, query.sort),
                    "articles": results.articles,
                    "stories": results.stories,
                    "sources": results.sources,
                    "independent": results.independent,
                    "milliseconds": round(results.milliseconds, 1),
                    "suggestion": suggestion,
                    "hits": [
                        documents.of_headline(hit) | _of_snippet(library.snippet(hit.id, query))
                        for hit in hits
                    ],
                }
            )
            return 0
        _print(library, query, hits)
        if not hits:
            narrate(
                f"Nothing found for: {explain(query.root, query.sort)}, in a library of {library.articles():,}."
            )
            if suggestion:
                narrate(f"Did you mean  {suggestion}  ?")
        elif results.articles > len(hits):
            narrate(f"{len(hits)} of {results.articles} hits are shown: --limit shows more")
    return 0


def _explain(query: Query, *, as_json: bool) -> int:
    """Say in words what a query asks for, then part by part."""
    parts = [part for part in (*(chip.text for chip in chips(query.root)), ORDERS[query.sort]) if part]
    sentence = explain(query.root, query.sort)
    if as_json:
        say_json({"query": query.text, "explained": sentence, "parts": list[Json](parts)})
        return 0
    say(sentence)
    if len(parts) > 1:
        for part in parts:
            say("  ", part)
    return 0


def _look(library: Library, results: Results, saved: str | None, save: str | None, text: str) -> int | None:
    """Keep the query if it has to be kept; of a saved one, how many hits are new: they no longer are then."""
    if save is not None:
        kept = library.searches.save(save, text)
        narrate(f"Saved as “{kept.name}”.")
    if saved is None:
        return None
    search = library.searches.get(saved)
    new = results.newer_than(search.looked)
    narrate(f"“{search.name}”: {new:,} new since you last looked")
    try:
        library.searches.look(saved)
    except LibraryError as error:
        narrate(f"That you looked could not be noted, so they stay new: {error}")
    return new


def _tend(forget: str | None, *, as_json: bool) -> int:
    """Forget a saved search, or list all of them with what is new in each."""
    with opened_library() as library:
        if forget is not None:
            library.searches.remove(forget)
            narrate(f"Forgotten: “{one_line(forget)}”.")
            return 0
        _see_to_the_index(library)
        rows: list[dict[str, Json]] = []
        for saved in library.searches.all():
            results = library.search(parse(saved.query))
            new = results.newer_than(saved.looked)
            rows.append({"name": saved.name, "query": saved.query, "articles": results.articles, "new": new})
    if as_json:
        say_json({"searches": rows})
        return 0
    for row in rows:
        say(f"{row['name']}  ·  {row['query']}  ·  {row['articles']:,}  ·  {row['new']:,} new")
    if not rows:
        narrate("No search is saved yet: briefing search --save NAME QUERY")
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
@click.option("--limit", type=counted, metavar="N", help="The most stories to print.")
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
                say(
                    "  ",
                    Marked(f"{sources_in_words(story.sources)}, {story.independent} independent", Look.MUTED),
                )
                say("  ", Marked("shared: " + ", ".join((*story.names, *story.terms)), Look.MUTED))
            for word in story.by_hand:
                say("  ", Marked(f"by hand: {telling.of_story(word, library.headlines)}", Look.MUTED))
            for headline in library.headlines(story.articles):
                say(f"  {headline.id}  {dates.short(headline.published):>11}  {headline.source}")
    return 0
