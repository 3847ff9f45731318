"""`briefing pin`, `unpin` and `pins`: what goes into the brief."""

from __future__ import annotations

import click

from briefing.annotation import AnnotationKind, Subject
from briefing.brief import evidence
from briefing.cli.annotated import document_of, print_annotation, print_annotations
from briefing.cli.numbers import counted
from briefing.cli.opening import opened_library
from briefing.cli.output import CommandError, say, say_json
from briefing.library.library import Library


@click.command(short_help="Pin a passage, a sentence, a difference or a claim.")
@click.argument("article", metavar="ARTICLE")
@click.option("-p", "--passage", type=counted, metavar="N", help="Its paragraph N.")
@click.option("--words", metavar="TEXT", help="Words that it has, exactly.")
@click.option("--hit", metavar="QUERY", help="The first sentence in which QUERY finds something.")
@click.option("--claim", type=counted, metavar="N", help="What paragraph N tells, and who tells it too.")
@click.option("--against", metavar="OTHER", help="A difference from the article OTHER; with --difference.")
@click.option("--difference", type=counted, metavar="N", help="Which one, in the order of their list.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def pin(
    article: str,
    passage: int | None,
    words: str | None,
    hit: str | None,
    claim: int | None,
    against: str | None,
    difference: int | None,
    as_json: bool,
) -> int:
    """Pin something that ARTICLE says: it goes into the brief of its story, with its citation.

    A pin keeps the exact words, and finds them again in newer versions of the article.

    \b
    Examples:
      briefing pin 000_059 -p 3
      briefing pin 000_059 --words 'firing two short-range ballistic missiles'
      briefing pin 000_059 --hit 'sanctions'
      briefing pin 000_059 --claim 1
      briefing pin 000_059 --against 003_fa0 --difference 2
    """
    given = [value for value in (passage, words, hit, claim, against) if value is not None]
    if len(given) != 1 or (against is None) != (difference is None):
        raise click.UsageError(
            "Say what to pin: one of --passage, --words, --hit and --claim, or --against with --difference."
        )
    with opened_library() as library:
        id = library.resolve(article)
        if passage is not None:
            subject = evidence.passage(library.article(id), passage - 1)
        elif words is not None:
            subject = evidence.words(library.article(id), words)
        elif hit is not None:
            subject = _hit(library, id, hit)
        elif claim is not None:
            subject = evidence.claim(library, id, claim - 1)
        else:
            subject = _difference(library, id, against or "", difference or 0)
        annotation = library.annotations.add(AnnotationKind.PIN, subject)
        if as_json:
            say_json({"action": "pinned", "annotations": [document_of(library, annotation)]})
        else:
            print_annotation(library, annotation)
    return 0


def _hit(library: Library, id: str, query: str) -> Subject:
    from briefing.library.query import QueryError

    try:
        found = evidence.hits(library, library.article(id), query)
    except QueryError as problem:
        raise click.UsageError(str(problem)) from None
    if not found:
        raise CommandError(f"“{query}” finds nothing in the text of that article.")
    return found[0]


def _difference(library: Library, a: str, other: str, number: int) -> Subject:
    found = evidence.differences(library, a, library.resolve(other))
    if number > len(found):
        raise CommandError(
            f"There are {len(found)} differences between these two; there is no number {number}."
        )
    return found[number - 1]


@click.command(short_help="Take a pin back.")
@click.argument("pin", metavar="PIN")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def unpin(pin: str, as_json: bool) -> int:
    """Take back the pin with the id PIN, or the beginning of one, as `briefing pins` lists them.

    \b
    Example:
      briefing unpin 3f2a9c
    """
    with opened_library() as library:
        annotation = library.annotations.get(pin)
        if annotation.kind is not AnnotationKind.PIN:
            raise CommandError(f"{annotation.id} is a {annotation.kind.value}, not a pin.")
        document = document_of(library, annotation)
        library.annotations.remove(annotation.id)
    if as_json:
        say_json({"action": "unpinned", "annotations": [document]})
    else:
        say(f"unpinned {annotation.id}")
    return 0


@click.command(short_help="List what is pinned.")
@click.option("--touched", is_flag=True, help="Only pins and notes whose article has changed since.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def pins(touched: bool, as_json: bool) -> int:
    """List the pins, the oldest first, with where their words stand now.

    With --touched, list the pins and notes whose words stand elsewhere since their article changed, or nowhere.

    \b
    Examples:
      briefing pins
      briefing pins --touched --json
    """
    with opened_library() as library:
        if touched:
            found = [each.annotation for each in library.annotations.touched()]
        else:
            found = library.annotations.of_kind(AnnotationKind.PIN)
        nothing = (
            "No article that you pinned or noted something of has changed since."
            if touched
            else "Nothing is pinned yet: see  briefing pin --help"
        )
        print_annotations(library, found, as_json, nothing)
    return 0
