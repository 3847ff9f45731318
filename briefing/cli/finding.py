"""`briefing search`: what fits a query, best first, each with the stretch that shows why."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from itertools import islice

import click

from briefing.article import Headline, Snippet, StoryLine
from briefing.cli.as_json import headline_json
from briefing.cli.opening import opened_library
from briefing.cli.options import as_json_option
from briefing.cli.output import Json, Look, Marked, complain, counted, is_terminal, narrate, say, say_json
from briefing.cli.progress import ProgressLine
from briefing.library.library import Library
from briefing.library.query import Query, QueryError, explain, parse
from briefing.library.shelf import Results
from briefing.tui import dates

_WIDEST_SNIPPET = 160
_INDENT = "  "
_LINES_AT_ONCE = 300


class _SearchCommand(click.Command):
    """Takes `-word` as a part of the query, and not for an option, since queries leave words out so."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.ignore_unknown_options = True
        rest = super().parse_args(ctx, args)
        options = [name for parameter in self.get_params(ctx) for name in parameter.opts]
        for word in ctx.params.get("words", ()):
            if word.startswith("--"):
                raise click.NoSuchOption(word, possibilities=options, ctx=ctx)
        return rest


@click.command("search", cls=_SearchCommand)
@click.argument("words", metavar="QUERY…", nargs=-1, required=True)
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="The most articles to list."
)
@as_json_option
def search(words: tuple[str, ...], limit: int, as_json: bool) -> int:
    """Search titles, texts, actors and places.

    All words have to fit. Case and accents don't matter. Put a query with quotation marks, parentheses or a
    star in single quotes, so that your shell leaves it alone.

    \b
    Examples:
      briefing search summit satellite
      briefing search 'actor:"kim jong un" place:vostochny'
      briefing search 'date:2023-11-01..2023-11-10 (satellit* OR rocket) -ukraine'
      briefing search --json title:summit | jq -r '.hits[].id'

    Finding nothing is an answer, and no failure: it exits with 0 then too, and with 2 for a query that can't
    be read. docs/query-language.md tells all about queries.
    """
    text = " ".join(words)
    try:
        query = parse(text)
    except QueryError as error:
        complain(str(error))
        for line in error.pointer().splitlines():
            narrate(f"    {line}")
        return 2
    if query.root is None:
        raise click.UsageError("The query is empty: write at least one word.")
    with opened_library() as library:
        _see_to_the_index(library)
        results = library.search(query)
        hits = list(islice(_hits(results), limit))
        if as_json:
            say_json(_document(library, query, results, hits))
        else:
            _print(library, query, results, hits)
    return 0


def _see_to_the_index(library: Library) -> None:
    """Index the samples if they aren't yet; for a library of the user's own, that is the user's to start."""
    from briefing.library.index import IndexDoubt

    try:
        library.warm()
    except IndexDoubt:
        if library.demonstration:
            from briefing.library.catch_up import catch_up

            catch_up(library.home, ProgressLine())
        else:
            narrate(
                "The search index is not up to date, so the articles are read through:  briefing rebuild  mends it."
            )


def _hits(results: Results) -> Iterator[tuple[StoryLine, Headline]]:
    """The articles found, each with its story, best first."""
    story = None
    for first in range(0, len(results), _LINES_AT_ONCE):
        for line in results.lines(first, first + _LINES_AT_ONCE):
            if isinstance(line, StoryLine):
                story = line
            elif isinstance(line, Headline) and story is not None:
                yield story, line


def _document(
    library: Library, query: Query, results: Results, hits: list[tuple[StoryLine, Headline]]
) -> dict[str, Json]:
    return {
        "query": query.text,
        "understood": explain(query.root),
        "library": str(library.home),
        "demonstration": library.demonstration,
        "articles": results.articles,
        "stories": results.stories,
        "sources": results.sources,
        "milliseconds": round(results.milliseconds, 1),
        "suggestion": results.suggestion,
        "hits": [
            {
                **headline_json(headline),
                "story": {"id": story.id, "title": story.title},
                "snippet": _snippet_json(library.snippet(headline.id, query, _WIDEST_SNIPPET)),
            }
            for story, headline in hits
        ],
    }


def _snippet_json(snippet: Snippet) -> Json:
    return {"text": snippet.text, "spans": [list(span) for span in snippet.spans]}


def _print(library: Library, query: Query, results: Results, hits: list[tuple[StoryLine, Headline]]) -> None:
    width = _WIDEST_SNIPPET
    if is_terminal(sys.stdout):
        width = min(width, shutil.get_terminal_size().columns - len(_INDENT))
    before = None
    for story, headline in hits:
        if before is not None:
            say()
        if story.articles > 1 and story.id != before:
            say(
                Marked(f"▸ {story.title}", Look.STRONG),
                Marked(f"  {_counts(story.articles, story.sources)}", Look.MUTED),
            )
        before = story.id
        say(Marked(headline.title, Look.STRONG))
        say(Marked(f"{headline.id} · {dates.short(headline.published)} · {headline.source}", Look.MUTED))
        say(_INDENT, *_pieces(library.snippet(headline.id, query, width)))
    _narrate_counts(library, query, results, len(hits))


def _pieces(snippet: Snippet) -> Iterator[str | Marked]:
    end = 0
    for span in snippet.spans:
        yield snippet.text[end : span.start]
        yield Marked(snippet.text[span.start : span.end], Look.HIT)
        end = span.end
    yield snippet.text[end:]


def _narrate_counts(library: Library, query: Query, results: Results, shown: int) -> None:
    if not results.articles:
        narrate(
            f"Nothing found in the {counted(library.articles(), 'article', 'articles')} of {library.home}: "
            f"{explain(query.root)}."
        )
        if results.suggestion:
            narrate(f"Did you mean  {results.suggestion}?")
        else:
            narrate("Fewer words find more, and so does the start of a word with a star, as in  satellit*")
        return
    narrate(
        f"{_counts(results.articles, results.sources)} · {counted(results.stories, 'story', 'stories')} · "
        f"{results.milliseconds:.0f} ms"
    )
    if shown < results.articles:
        narrate(f"Listed are the best {shown:,}:  --limit {results.articles}  lists all.")


def _counts(articles: int, sources: int) -> str:
    return f"{counted(articles, 'article', 'articles')} · {counted(sources, 'source', 'sources')}"
