"""`briefing compare`: two articles, passage by passage."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence

import click

from briefing.article import Alignment, Article, Link, Passage
from briefing.cli import documents
from briefing.cli.naming import articles_named
from briefing.cli.output import Json, Look, Marked, is_terminal, say, say_json
from briefing.reading.passages import passages
from briefing.tui import dates
from briefing.tui.wrapping import wrap

_INDENT = "    "


@click.command(short_help="Compare two articles, passage by passage.")
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def compare(a: str, b: str, as_json: bool) -> int:
    """Set the passages of A beside those of B that tell the same, with a score and what speaks for it.

    A and B are articles of the library, or files that need not be in it. A passage for which nothing close was
    found is said to have no close match, with the nearest one: that does not prove that the other is silent on it.

    \b
    Examples:
      briefing compare 000_059 003_fa0
      briefing compare mine.txt theirs.txt --json
    """
    from briefing.reading.alignment import align

    (one, read_one), (other, read_other) = articles_named(a, b)
    alignment = align(one.text, read_one.body, other.text, read_other.body)
    if as_json:
        say_json(
            {
                "a": documents.of_article(one) | _of_passages(one),
                "b": documents.of_article(other) | _of_passages(other),
                "links": [documents.of_link(link) for link in alignment.links],
                "nearest_a": [documents.of_link(link) if link else None for link in alignment.nearest_a],
                "nearest_b": [documents.of_link(link) if link else None for link in alignment.nearest_b],
            }
        )
        return 0
    _print(one, other, alignment)
    return 0


def _of_passages(article: Article) -> dict[str, Json]:
    return {"passages": [documents.of_passage(passage) for passage in passages(article.text)]}


def _print(one: Article, other: Article, alignment: Alignment) -> None:
    for letter, article in (("A", one), ("B", other)):
        where = f"{article.source} · {dates.short(article.published)}"
        say(Marked(f"{letter}  {article.title}", Look.STRONG), Marked(f"  {where}", Look.MUTED))
    theirs = passages(other.text)
    shown = set()
    for passage, nearest in zip(passages(one.text), alignment.nearest_a, strict=True):
        links = alignment.for_a(passage.index)
        say()
        _print_passage("A", one.text, passage)
        _print_links([("B", link.b, link) for link in links])
        if links:
            _print_passage("B", other.text, theirs[links[0].b])
            shown.add(links[0].b)
        else:
            _print_unmatched("B", nearest.b if nearest else -1, nearest)
    for passage, nearest in zip(theirs, alignment.nearest_b, strict=True):
        if passage.index in shown:
            continue
        links = alignment.for_b(passage.index)
        say()
        _print_passage("B", other.text, passage)
        _print_links([("A", link.a, link) for link in links])
        if not links:
            _print_unmatched("A", nearest.a if nearest else -1, nearest)


def _print_links(found: Sequence[tuple[str, int, Link]]) -> None:
    for letter, index, link in found:
        say(Marked(f"  ═ {letter} ¶{index + 1}, score {link.score:.2f}: ", Look.STRONG), _evidence(link))


def _print_passage(letter: str, text: str, passage: Passage) -> None:
    say(Marked(f"{letter} ¶{passage.index + 1}", Look.MUTED))
    columns = min(88, shutil.get_terminal_size().columns) if is_terminal(sys.stdout) else 88
    for start, end in wrap(text, passage.start, passage.end, columns - len(_INDENT)):
        say(_INDENT, text[start:end])


def _print_unmatched(letter: str, nearest: int, link: Link | None) -> None:
    if link is None:
        say("  no close match found")
    else:
        say(
            f"  no close match found; nearest is {letter} ¶{nearest + 1}, score {link.score:.2f}: ",
            _evidence(link),
        )


def _evidence(link: Link) -> str:
    return ", ".join(dict.fromkeys((*link.names, *link.words)))
