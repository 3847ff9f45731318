"""`briefing compare`: two or three articles, passage by passage, and in what they differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

import click

from briefing.article import Article, Passage, Reading
from briefing.cli import compared_documents, documents
from briefing.cli.columns import say_wrapped
from briefing.cli.naming import articles_named, in_library
from briefing.cli.opening import opened_library
from briefing.cli.output import Json, Look, Marked, say, say_json
from briefing.comparison import (
    Comparison,
    Difference,
    DifferenceKind,
    PassageState,
    Publication,
    Side,
    likeness,
)
from briefing.correspondence import Link
from briefing.library import comparing
from briefing.reading.passages import passages
from briefing.tui import dates

_LETTERS = "ABC"
_KIND_WIDTH = 13
_EVIDENCE = 6
"""Words in common that are shown for a difference."""


@click.command(short_help="Compare two or three articles: what they share, where they differ.")
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@click.argument("c", metavar="[C]", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def compare(a: str, b: str, c: str | None, as_json: bool) -> int:
    """List where the articles differ, then set their passages beside those that tell the same.

    A, B and C are articles of the library, or files that need not be in it. Differences are of five kinds: denials,
    numbers, dates, attribution, and names that one has alone. A passage for which nothing close was found is said to
    have no close match: that does not prove that the other is silent on it. docs/comparing.md says what is compared.

    \b
    Examples:
      briefing compare 000_059 003_fa0
      briefing compare mine.txt theirs.txt --json
    """
    names = [name for name in (a, b, c) if name is not None]
    found, pairs = _of_library(names) if all(map(in_library, names)) else _of_files(names)
    if as_json:
        say_json(_document(found, pairs))
        return 0
    for letter, (article, _) in zip(_LETTERS, found, strict=False):
        where = f"{article.source} · {dates.short(article.published)}"
        say_wrapped(f"{letter}  {article.title}", look=Look.STRONG)
        say("   ", Marked(where, Look.MUTED))
    for (i, j), comparison in pairs:
        _print_pair(_LETTERS[i], found[i][0], _LETTERS[j], found[j][0], comparison)
    return 0


_Found = list[tuple[Article, Reading]]
_Pair = tuple[tuple[int, int], Comparison]


def _of_library(names: Sequence[str]) -> tuple[_Found, list[_Pair]]:
    """Articles of the library, each compared with each later one, links by hand included."""
    with opened_library() as library:
        ids = [library.resolve(name) for name in names]
        found = [(library.article(id), library.reading(id)) for id in ids]
        return found, [((i, j), library.compare(ids[i], ids[j])) for i, j in _each_with_each(ids)]


def _of_files(names: Sequence[str]) -> tuple[_Found, list[_Pair]]:
    """Articles of which one at least is a file, each compared with each later one."""
    found = articles_named(*names)
    accounts = [comparing.account(article, reading) for article, reading in found]
    return found, [
        ((i, j), comparing.compare_accounts(found[i][0].id, accounts[i], found[j][0].id, accounts[j]))
        for i, j in _each_with_each(found)
    ]


def _each_with_each(of: Sequence[object]) -> Iterable[tuple[int, int]]:
    return combinations(range(len(of)), 2)


def _document(found: Sequence[tuple[Article, Reading]], pairs: Iterable[_Pair]) -> dict[str, Json]:
    published = comparing.in_order_of_appearance([article for article, _ in found])
    accounts = {article.id: comparing.account(article, reading) for article, reading in found}
    chronology = comparing.chronology("", published, accounts.__getitem__)
    matrix = comparing.name_matrix("", {a.id: comparing.count_names(reading) for a, reading in found})
    texts = {article.id: article.text for article, _ in found}
    return {
        "articles": [documents.of_article(article) | _of_passages(article) for article, _ in found],
        "pairs": [
            compared_documents.of_comparison(comparison, found[i][0], found[j][0])
            for (i, j), comparison in pairs
        ],
        "chronology": compared_documents.of_chronology(chronology, texts),
        "matrix": compared_documents.of_matrix(matrix),
    }


def _of_passages(article: Article) -> dict[str, Json]:
    return {"passages": [documents.of_passage(passage) for passage in passages(article.text)]}


def _print_pair(letter: str, one: Article, other_letter: str, other: Article, comparison: Comparison) -> None:
    say()
    say(Marked(f"{letter} and {other_letter}", Look.STRONG))
    for side, called in enumerate((letter, other_letter)):
        counts = [f"{state.value} {n}" for state in PassageState if (n := comparison.count(state, side))]
        say_wrapped(f"passages of {called}: {', '.join(counts) or 'none'}", "  ", Look.MUTED)
    pairs = [f"{how} {n}" for how, n in comparison.tally_pairs().items() if n]
    say_wrapped(f"pairs of passages: {', '.join(pairs) or 'none'}", "  ", Look.MUTED)
    found, *kinds = comparison.tally().items()
    listed = ", ".join(f"{kind} {n}" for kind, n in kinds if n)
    say_wrapped(f"differences: {found[1]}{f' ({listed})' if listed else ''}", "  ", Look.MUTED)
    _print_differences(comparison, letter, one, other_letter, other)
    _print_passages(comparison, letter, one, other_letter, other)


# Differences ------------------------------------------------------------------------------------------


def _print_differences(
    comparison: Comparison, letter: str, one: Article, other_letter: str, other: Article
) -> None:
    told = [d for d in comparison.differences if d.kind is not DifferenceKind.NAMES]
    names = comparison.differences_of(DifferenceKind.NAMES)
    if not told and not names:
        say_wrapped("no difference found in numbers, dates, attribution, denials or names", "  ")
    for difference in told:
        _print_difference(difference, letter, one, other_letter, other)
    _print_names(f"named in {letter} alone", [d.a for d in names if d.a])
    _print_names(f"named in {other_letter} alone", [d.b for d in names if d.b])


def _print_difference(
    difference: Difference, letter: str, one: Article, other_letter: str, other: Article
) -> None:
    assert difference.a
    assert difference.b
    kind = f"  {difference.kind.value:{_KIND_WIDTH}}"
    if isinstance(difference.a.value, Publication):
        said = ", ".join(
            f"{name} on {dates.short(side.value.published)}"
            for name, side in ((letter, difference.a), (other_letter, difference.b))
            if side is not None and isinstance(side.value, Publication)
        )
        say(Marked(kind, Look.STRONG), f"{said}: {difference.note}")
        return
    say(Marked(kind, Look.STRONG), difference.note, Marked(f"  {difference.score:.2f}", Look.MUTED))
    say_wrapped(", ".join(difference.words[:_EVIDENCE]), " " * (_KIND_WIDTH + 2), Look.MUTED)
    for name, article, side in ((letter, one, difference.a), (other_letter, other, difference.b)):
        assert side.sentence
        assert side.passage is not None
        sentence = article.text[slice(*side.sentence)]
        say_wrapped(f"{name} ¶{side.passage + 1}  {side.shown}: “{sentence}”", " " * (_KIND_WIDTH + 2))


def _print_names(label: str, sides: Sequence[Side]) -> None:
    if sides:
        listed = ", ".join(f"{side.shown} ¶{(side.passage or 0) + 1}" for side in sides)
        say(Marked(f"  {'names':{_KIND_WIDTH}}", Look.STRONG), label)
        say_wrapped(listed, " " * (_KIND_WIDTH + 2))


# Passages ---------------------------------------------------------------------------------------------


def _print_passages(
    comparison: Comparison, letter: str, one: Article, other_letter: str, other: Article
) -> None:
    alignment = comparison.alignment
    theirs = passages(other.text)
    shown = set()
    for passage, nearest in zip(passages(one.text), alignment.nearest_a, strict=True):
        links = alignment.for_a(passage.number)
        say()
        _print_passage(letter, one.text, passage)
        _print_links([(other_letter, link.b, link) for link in links])
        if links:
            _print_passage(other_letter, other.text, theirs[links[0].b])
            shown.add(links[0].b)
        else:
            _print_unmatched(other_letter, nearest.b if nearest else -1, nearest)
    for passage, nearest in zip(theirs, alignment.nearest_b, strict=True):
        if passage.number in shown:
            continue
        links = alignment.for_b(passage.number)
        say()
        _print_passage(other_letter, other.text, passage)
        _print_links([(letter, link.a, link) for link in links])
        if not links:
            _print_unmatched(letter, nearest.a if nearest else -1, nearest)


def _print_links(found: Sequence[tuple[str, int, Link]]) -> None:
    for letter, index, link in found:
        by_hand = ", linked by hand" if link.by_hand else ""
        state = likeness(link)
        sign = "═" if state is PassageState.TOLD_BY_BOTH else "─"
        how = f"{state.value}, score {link.score:.2f}{by_hand}"
        say(Marked(f"  {sign} {letter} ¶{index + 1}  {how}", Look.STRONG))
        say_wrapped(_evidence(link), "      ", Look.MUTED)


def _print_passage(letter: str, text: str, passage: Passage) -> None:
    say(Marked(f"{letter} ¶{passage.number + 1}", Look.MUTED))
    say_wrapped(text[passage.start : passage.end], "    ")


def _print_unmatched(letter: str, nearest: int, link: Link | None) -> None:
    if link is None:
        say("  no close match found")
    else:
        say(f"  no close match found; nearest is {letter} ¶{nearest + 1}, score {link.score:.2f}")
        say_wrapped(_evidence(link), "      ", Look.MUTED)


def _evidence(link: Link) -> str:
    return ", ".join(dict.fromkeys((*link.names, *link.numbers, *link.words)))
