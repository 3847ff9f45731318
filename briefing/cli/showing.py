"""`briefing show`: an article to read, with its names marked on a terminal."""

from __future__ import annotations

import shutil
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

import click

from briefing.article import Article, Headline, Kind, Mention, Span, Version
from briefing.cli.as_json import article_json
from briefing.cli.opening import opened_library
from briefing.cli.options import as_json_option
from briefing.cli.output import CommandError, Look, Marked, is_terminal, say, say_json
from briefing.library.library import Library
from briefing.reading.passages import passages
from briefing.tui import dates

_LOOKS = {
    Kind.PERSON: Look.STRONG,
    Kind.ORGANISATION: Look.STRONG,
    Kind.STATE: Look.STATE,
    Kind.PLACE: Look.PLACE,
}
_WIDEST = 88
"""Characters of a line of text that one reads with ease."""
_WORDS_A_MINUTE = 230


@click.command("show")
@click.argument("name", metavar="ARTICLE")
@click.option("--version", "number", type=int, metavar="N", help="The state of the article with this number.")
@as_json_option
def show(name: str, number: int | None, as_json: bool) -> int:
    """Print an article.

    ARTICLE is an id or the beginning of one, a file's name or the beginning of one, or the path it came from.
    On a terminal its lines are wrapped, and people and organisations stand in bold, states in italics and
    places underlined; elsewhere each paragraph is a line.

    \b
    Examples:
      briefing show 1b0fc4d9
      briefing show 000_059e25d84cb00851.txt
      briefing show --version 1 clippings/summit.md
      briefing show --json 1b0fc4d9 | jq -r .article.text
    """
    with opened_library() as library:
        named = library.resolve(name)
        versions = library.versions(named)
        version = _chosen(versions, number, named)
        article, headline = library.article(version.article), library.headline(version.article)
        if as_json:
            story = library.story_of(article.id)
            say_json(
                {
                    "article": {**article_json(article), "words": headline.words, "text": article.text},
                    "story": {"id": story.id, "title": story.title},
                    "versions": [
                        {
                            "number": version.number,
                            "article": version.article,
                            "read_at": version.read_at.isoformat(),
                            "current": version.current,
                        }
                        for version in versions
                    ],
                }
            )
        else:
            _print(library, article, headline, _standing(version, versions))
    return 0


def _chosen(versions: Sequence[Version], number: int | None, article_id: str) -> Version:
    """The version of that number; without one, the article that was named."""
    for version in reversed(versions):
        if version.number == number or (number is None and version.article == article_id):
            return version
    numbers = ", ".join(str(version.number) for version in versions)
    raise CommandError(f"There is no version {number} of {article_id}. There are: {numbers}.")


def _standing(version: Version, versions: Sequence[Version]) -> str:
    """Where a version stands among the others; nothing where there are none."""
    if len(versions) == 1:
        return ""
    superseded = "" if version.current else f", superseded by {versions[-1].article}"
    return f" · version {version.number} of {versions[-1].number}{superseded}"


def _print(library: Library, article: Article, headline: Headline, standing: str) -> None:
    reading = library.reading(article.id)
    say(*_marked(article.title, Span(0, len(article.title)), reading.title, Look.STRONG))
    minutes = max(1, round(headline.words / _WORDS_A_MINUTE))
    meta = [article.source, dates.short(article.published), f"{headline.words:,} words", f"{minutes} min"]
    if article.author:
        meta.append(f"by {article.author}")
    if article.title_derived:
        meta.append("title made from the text")
    say(" · ".join(meta))
    if article.url:
        say(Marked(article.url, Look.MUTED))
    say(Marked(f"{article.id}{standing} · from {article.origin}", Look.MUTED))
    if article.replaced:
        say(f"Characters that could not be shown as they are, and were replaced: {article.replaced:,}")
    for paragraph in passages(article.text):
        say()
        for line in _lines(article.text, paragraph.start, paragraph.end):
            say(*_marked(article.text, line, reading.body))


def _lines(text: str, start: int, end: int) -> list[Span]:
    if is_terminal(sys.stdout):
        from briefing.tui.wrapping import wrap

        return wrap(text, start, end, min(_WIDEST, shutil.get_terminal_size().columns))
    lines = []
    while (newline := text.find("\n", start, end)) >= 0:
        lines.append(Span(start, newline))
        start = newline + 1
    return [*lines, Span(start, end)]


def _marked(
    text: str, line: Span, mentions: Sequence[Mention], between: Look | None = None
) -> Iterator[str | Marked]:
    """A line of a text in pieces, what is mentioned in the look of its kind, the rest in that of `between`."""
    at = line.start
    for mention in mentions[bisect_right(mentions, line.start, key=attrgetter("end")) :]:
        if mention.start >= line.end:
            break
        start, end = max(mention.start, at), min(mention.end, line.end)
        yield _plain(text[at:start], between)
        yield Marked(text[start:end], _LOOKS[mention.entity.kind])
        at = end
    yield _plain(text[at : line.end], between)


def _plain(text: str, look: Look | None) -> str | Marked:
    return Marked(text, look) if look else text
