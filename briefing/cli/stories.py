"""`briefing story` and `briefing copies`: which articles belong together, and which were made from each other."""

from __future__ import annotations

import click

from briefing.article import Placement, Story
from briefing.cli import documents
from briefing.cli.opening import opened_library
from briefing.cli.output import Look, Marked, narrate, say, say_json
from briefing.correspondence import Change, ChangeKind, Copy
from briefing.library import telling
from briefing.library.library import Library
from briefing.tui import dates

_as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


@click.group(short_help="Merge stories, split an article off, move one.")
def story() -> None:
    """Say which articles belong together. What you say is final: grouping goes round it, whatever is added later.

    A STORY is the beginning of its id, or any article of it; an ARTICLE is its id, its file, or how either begins.

    \b
    Examples:
      briefing story merge 21a371e9 000_059
      briefing story split 003_fa0
      briefing undo
    """


@story.command(short_help="Make one story of several.")
@click.argument("stories", metavar="STORY STORY…", nargs=-1, required=True)
@_as_json
def merge(stories: tuple[str, ...], as_json: bool) -> int:
    """Make one story of several."""
    with opened_library() as library:
        word = library.hand.merge([library.resolve_story(name) for name in stories], narrate)
        _tell(library, word, as_json)
    return 0


@story.command(short_help="Make articles a story of their own.")
@click.argument("articles", metavar="ARTICLE…", nargs=-1, required=True)
@_as_json
def split(articles: tuple[str, ...], as_json: bool) -> int:
    """Make articles of a story a story of their own."""
    with opened_library() as library:
        word = library.hand.split([library.resolve(name) for name in articles], narrate)
        _tell(library, word, as_json)
    return 0


@story.command(short_help="Put articles into another story.")
@click.argument("articles", metavar="ARTICLE…", nargs=-1, required=True)
@click.option("--to", "story_name", metavar="STORY", required=True, help="The story to put them into.")
@_as_json
def move(articles: tuple[str, ...], story_name: str, as_json: bool) -> int:
    """Put articles into another story."""
    with opened_library() as library:
        found = [library.resolve(name) for name in articles]
        word = library.hand.move(found, library.resolve_story(story_name), narrate)
        _tell(library, word, as_json)
    return 0


def _tell(library: Library, word: Placement, as_json: bool) -> None:
    made = library.story_of(word.articles[0])
    if as_json:
        say_json({"done": documents.of_placement(word), "story": documents.of_story(made)})
    else:
        say(f"Done: {telling.of_story(word, library.headlines)}")
        say(Marked(made.title, Look.STRONG), f"  {made.id}  {_count(made)}")


def _count(story: Story) -> str:
    return f"{len(story.articles)} article{'' if len(story.articles) == 1 else 's'}"


@click.command(short_help="List the copies of an article, or of all.")
@click.argument("name", metavar="[ARTICLE]", required=False)
@_as_json
def copies(name: str | None, as_json: bool) -> int:
    """List the articles that copy an article or are copied by it: who was first, and what was changed.

    Without an article, list the copies of all articles, story by story.

    \b
    Examples:
      briefing copies
      briefing copies 000_059 --json
    """
    with opened_library() as library:
        if name is None:
            found = list(dict.fromkeys(_all_copies(library)))
        else:
            found = library.copies_of(library.resolve(name))
        if as_json:
            say_json({"copies": [documents.of_copy(copy) for copy in found]})
            return 0
        for copy in found:
            _say_copy(library, copy, with_changes=name is not None)
    if not found:
        narrate("No copies were found")
    return 0


def _all_copies(library: Library) -> list[Copy]:
    return [
        copy
        for story in library.stories()
        if len(story.articles) > 1
        for article in story.articles
        for copy in library.copies_of(article)
    ]


def _say_copy(library: Library, copy: Copy, *, with_changes: bool) -> None:
    for headline, place in zip(library.headlines((copy.first, copy.after)), ("first", "after"), strict=True):
        say(
            f"{place:>7}  {headline.id}  {dates.short(headline.published):>11}  {headline.source}  ",
            Marked(headline.title, Look.STRONG),
        )
    counts = {kind: sum(change.kind is kind for change in copy.changes) for kind in ChangeKind}
    told = ", ".join(f"{count} {kind.value}" for kind, count in counts.items() if count)
    say(
        Marked(
            f"         {copy.share:.0%} of the shorter one stands in the other; sentences: {told or 'all the same'}",
            Look.MUTED,
        )
    )
    if with_changes:
        before, after = library.article(copy.first).text, library.article(copy.after).text
        for change in copy.changes:
            say(f"         {change.kind.value:<8} {_what(change, before, after)}")


def _what(change: Change, before: str, after: str) -> str:
    told = [
        text[span.start : span.end] for text, span in ((before, change.before), (after, change.after)) if span
    ]
    return " → ".join(dict.fromkeys(told))
