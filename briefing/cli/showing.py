"""`briefing show` and `briefing mentions`: one article, and who and where is in it."""

from __future__ import annotations

import shutil
import sys
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from operator import attrgetter

import click

from briefing.article import Article, Entity, Kind, Mention, Reading, Version
from briefing.cli import documents
from briefing.cli.naming import articles_named
from briefing.cli.numbers import counted
from briefing.cli.opening import opened_library
from briefing.cli.output import CommandError, Json, Look, Marked, is_terminal, say, say_json
from briefing.reading.locations import locate
from briefing.reading.passages import passages
from briefing.tui import dates
from briefing.tui.wrapping import wrap

_MEASURE = 88
_LOOKS = {
    Kind.PERSON: Look.STRONG,
    Kind.ORGANISATION: Look.STRONG,
    Kind.STATE: Look.STATE,
    Kind.PLACE: Look.PLACE,
}


@click.command(short_help="Show an article.")
@click.argument("article", metavar="ARTICLE")
@click.option("--version", "number", type=counted, metavar="N", help="An earlier version, by its number.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def show(article: str, number: int | None, as_json: bool) -> int:
    """Show an article of the library, named by its id, its file's name or where it came from.

    The beginning of an id or of a file's name is enough. On a terminal, names are marked.

    \b
    Examples:
      briefing show 000_059
      briefing show notes.txt --version 1
      briefing show 000_059 --json
    """
    with opened_library() as library:
        id = library.resolve(article)
        versions = library.versions(id)
        if number is not None:
            id = next((version.article for version in versions if version.number == number), "")
            if not id:
                raise CommandError(
                    f"{article} has versions 1 to {len(versions)}: there is no version {number}."
                )
        found, reading, story = library.article(id), library.reading(id), library.story_of(id)
    if as_json:
        say_json(
            {
                **documents.of_article(found),
                "story": story.id,
                "passages": [documents.of_passage(passage) for passage in passages(found.text)],
                **_of_mentions(found, reading),
                "versions": [
                    {
                        "number": version.number,
                        "id": version.article,
                        "read_at": version.read_at.isoformat(),
                        "current": version.current,
                    }
                    for version in versions
                ],
            }
        )
        return 0
    say(Marked(found.title, Look.STRONG))
    parts = [found.source, found.author, found.place, dates.short(found.published), found.url, found.id]
    say(Marked(" · ".join(part for part in parts if part), Look.MUTED))
    for remark in _remarks(found, versions):
        say(Marked(remark, Look.MUTED))
    for passage in passages(found.text):
        say()
        for start, end in _lines(found.text, passage.start, passage.end):
            say(*_marked(found.text, start, end, reading.body))
    return 0


def _remarks(article: Article, versions: Sequence[Version]) -> Iterator[str]:
    """What a reader has to know of the text before trusting it."""
    if len(versions) > 1:
        number = next(version.number for version in versions if version.article == article.id)
        newest = versions[-1]
        superseded = "" if newest.article == article.id else f", superseded by {newest.article}"
        yield f"version {number} of {newest.number}{superseded}"
    if article.attachments:
        yield f"attached: {'; '.join(article.attachments)}"
    if article.replaced:
        yield f"characters that could mislead, and were replaced by visible ones: {article.replaced:,}"


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Lines that suit the terminal; where there is none, those of the text, for whoever reads them next."""
    if is_terminal(sys.stdout):
        yield from wrap(text, start, end, min(_MEASURE, shutil.get_terminal_size().columns))
        return
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1


def _marked(text: str, start: int, end: int, mentions: Sequence[Mention]) -> Iterator[str | Marked]:
    at = start
    for mention in mentions[bisect_right(mentions, start, key=attrgetter("end")) :]:
        if mention.start >= end:
            break
        left, right = max(mention.start, start), min(mention.end, end)
        yield text[at:left]
        yield Marked(text[left:right], _LOOKS[mention.entity.kind])
        at = right
    yield text[at:end]


@click.command(short_help="List the names in an article.")
@click.argument("article", metavar="ARTICLE|FILE|-")
@click.option("--each", is_flag=True, help="Every mention in the text with its offsets, not one line a name.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def mentions(article: str, each: bool, as_json: bool) -> int:
    """List the people, organisations, states and places of an article, most mentioned first.

    The article is one of the library, or a file that need not be in it, or standard input.

    \b
    Examples:
      briefing mentions 000_059
      briefing mentions report.txt --each
      some-program | briefing mentions - --json
    """
    ((found, reading),) = articles_named(article)
    if as_json:
        say_json({"id": found.id, "title": found.title, **_of_mentions(found, reading)})
        return 0
    if each:
        for mention in reading.body:
            name, text = mention.entity.name, found.text[mention.start : mention.end]
            say(f"{mention.start:>6} {mention.end:>6}  {mention.entity.kind.value:<12}  {text}  →  {name}")
        return 0
    _print_names(found, reading)
    return 0


def _print_names(article: Article, reading: Reading) -> None:
    forms: defaultdict[Entity, Counter[str]] = defaultdict(Counter)
    for text, found in ((article.title, reading.title), (article.text, reading.body)):
        for mention in found:
            forms[mention.entity][text[mention.start : mention.end]] += 1
    for entity, counts in sorted(forms.items(), key=lambda named: -named[1].total()):
        others = [form for form, _ in counts.most_common() if form != entity.name]
        told = f"  also {', '.join(others)}" if others else ""
        say(
            f"{counts.total():>4}  {entity.kind.value:<12}  ",
            Marked(entity.name, _LOOKS[entity.kind]),
            Marked(told, Look.MUTED),
        )


def _of_mentions(article: Article, reading: Reading) -> dict[str, Json]:
    return {
        "title_mentions": [documents.of_mention(mention, article.title) for mention in reading.title],
        "mentions": [documents.of_mention(mention, article.text) for mention in reading.body],
        "locations": [
            documents.of_location(entity, location)
            for entity, location in sorted(locate(reading, article.title, article.text).items())
        ],
    }
