"""`briefing stories`: what the library tells of, and which articles tell it."""

from __future__ import annotations

from itertools import islice

import click

from briefing.article import Story
from briefing.cli.as_json import headline_json
from briefing.cli.opening import opened_library
from briefing.cli.options import as_json_option
from briefing.cli.output import Json, Look, Marked, counted, narrate, say, say_json
from briefing.library.library import Library
from briefing.tui import dates


@click.command("stories")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="The most stories to list.")
@as_json_option
def stories(limit: int | None, as_json: bool) -> int:
    """List the stories, newest first, with their articles.

    \b
    Examples:
      briefing stories --limit 10
      briefing stories --json | jq -r '.stories[] | select(.sources > 1) | .title'
    """
    with opened_library() as library:
        if as_json:
            listed = [_document(library, story) for story in islice(library.stories(), limit)]
            shelf = library.shelf()
            say_json(
                {
                    "library": str(library.home),
                    "demonstration": library.demonstration,
                    "articles": shelf.articles,
                    "sources": shelf.sources,
                    "total": shelf.stories,
                    "stories": listed,
                }
            )
        else:
            _print(library, limit)
    return 0


def _document(library: Library, story: Story) -> dict[str, Json]:
    headlines = library.headlines(story.articles)
    return {
        "id": story.id,
        "title": story.title,
        "sources": len({headline.source for headline in headlines}),
        "names": story.names,
        "terms": story.terms,
        "articles": [headline_json(headline) for headline in headlines],
    }


def _print(library: Library, limit: int | None) -> None:
    for number, story in enumerate(islice(library.stories(), limit)):
        if number:
            say()
        say(Marked(f"▸ {story.title}", Look.STRONG))
        for headline in library.headlines(story.articles):
            about = f"  {headline.id}  {dates.short(headline.published):>11}  {headline.source}"
            say(about, Marked("" if headline.title == story.title else f"  {headline.title}", Look.MUTED))
    shelf = library.shelf()
    narrate(
        f"{counted(shelf.articles, 'article', 'articles')} · {counted(shelf.stories, 'story', 'stories')} · "
        f"{counted(shelf.sources, 'source', 'sources')}"
    )
