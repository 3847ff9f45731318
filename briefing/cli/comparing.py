"""`briefing compare`: two articles, passage by passage, with what speaks for each match."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

import click

from briefing.article import Alignment, Article, Link, Passage
from briefing.cli.arguments import ReadArticle, read_articles
from briefing.cli.as_json import article_json
from briefing.cli.options import as_json_option
from briefing.cli.output import Json, Look, Marked, counted, is_terminal, say, say_json
from briefing.reading.alignment import align
from briefing.reading.passages import passages
from briefing.tui import dates

_NARROWEST_FOR_COLUMNS = 100
_WIDEST_COLUMN = 76
_MARGIN, _MARK = "  ", "═ "
_GUTTER, _TOLD_BY_BOTH = "   ", " ═ "
_MOST_WORDS = 8
"""Words in common that are printed; `--json` has them all."""


class Side(NamedTuple):
    """One of the two articles, and its passages."""

    article: Article
    passages: Sequence[Passage]

    def text(self, passage: int) -> str:
        """The text of a passage."""
        return self.article.text[self.passages[passage].start : self.passages[passage].end]


class Row(NamedTuple):
    """Passages that belong beside each other: a link's two, or one alone with the nearest of the other article."""

    a: int | None
    b: int | None
    link: Link | None


@click.command("compare")
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@as_json_option
def compare(a: str, b: str, as_json: bool) -> int:
    """Compare two articles, passage by passage.

    A and B are ids or names of articles in the library, or paths of files, which need not be in any; `-` is
    standard input. Passages that tell the same stand together, with a score from 0 to 1 and the words and names
    they share. Scores compare within one comparison. A passage without a close match may still be told
    elsewhere in other words: the nearest is named.

    \b
    Examples:
      briefing compare 1b0fc4d9 16a08602
      briefing compare wire.txt paper.txt
      briefing compare --json wire.txt paper.txt | jq '.links[] | {a, b, score}'
    """
    first, second = read_articles((a, b))
    alignment = align(first.article.text, first.reading.body, second.article.text, second.reading.body)
    side_a, side_b = _side(first), _side(second)
    if as_json:
        say_json(_document(side_a, side_b, alignment))
    else:
        _print(side_a, side_b, alignment)
    return 0


def _side(read: ReadArticle) -> Side:
    return Side(read.article, passages(read.article.text))


def rows(alignment: Alignment) -> Iterator[Row]:
    """The passages of a in their order, each with all its matches, then those of b that match none."""
    for a, nearest in enumerate(alignment.nearest_a):
        links = alignment.for_a(a)
        yield from (Row(a, link.b, link) for link in links)
        if not links:
            yield Row(a, None, nearest)
    for b, nearest in enumerate(alignment.nearest_b):
        if not alignment.for_b(b):
            yield Row(None, b, nearest)


def _document(a: Side, b: Side, alignment: Alignment) -> dict[str, Json]:
    return {
        "a": {**article_json(a.article), "passages": _passages_json(a, alignment.nearest_a, "b")},
        "b": {**article_json(b.article), "passages": _passages_json(b, alignment.nearest_b, "a")},
        "links": [
            {
                "a": link.a,
                "b": link.b,
                "score": round(link.score, 4),
                "words": link.words,
                "names": link.names,
            }
            for link in alignment.links
        ],
    }


def _passages_json(side: Side, nearest: Sequence[Link | None], other: str) -> list[Json]:
    return [
        {
            "index": passage.index,
            "start": passage.start,
            "end": passage.end,
            "text": side.text(passage.index),
            "nearest": {"passage": getattr(link, other), "score": round(link.score, 4)} if link else None,
        }
        for passage, link in zip(side.passages, nearest, strict=True)
    ]


def _print(a: Side, b: Side, alignment: Alignment) -> None:
    for letter, side in (("A", a), ("B", b)):
        say(Marked(f"{letter}  {side.article.title}", Look.STRONG))
        about = (side.article.source, dates.short(side.article.published), side.article.id)
        say(Marked(f"   {' · '.join(about)}", Look.MUTED))
    told_in_a = sum(1 for n in range(len(a.passages)) if alignment.for_a(n))
    told_in_b = sum(1 for n in range(len(b.passages)) if alignment.for_b(n))
    say(
        f"Told by both: {told_in_a} of {counted(len(a.passages), 'passage', 'passages')} in A, "
        f"{told_in_b} of {len(b.passages)} in B. For the others no close match was found."
    )
    page = _Page(a, b)
    for row in rows(alignment):
        say()
        page.print(row)


class _Page:
    """Prints rows in two columns where they fit, else below each other; each passage in full only once."""

    def __init__(self, a: Side, b: Side) -> None:
        self._a, self._b = a, b
        self._printed: set[str] = set()
        columns = shutil.get_terminal_size().columns
        self._terminal = is_terminal(sys.stdout)
        self._beside = self._terminal and columns >= _NARROWEST_FOR_COLUMNS
        self._width = columns - len(_MARGIN)
        if self._beside:
            self._width = min(_WIDEST_COLUMN, (columns - len(_MARGIN + _GUTTER)) // 2)

    def print(self, row: Row) -> None:
        """Print a row, and what speaks for its match or that there is none."""
        left = self._passage(self._a, "A", row.a)
        right = self._passage(self._b, "B", row.b)
        if self._beside and not (left and right):
            self._print_beside(left or [_no_match(row)], right or [_no_match(row)], _GUTTER)
            return
        if self._beside:
            self._print_beside(left, right, _TOLD_BY_BOTH)
        else:
            for n, line in enumerate([*left, *right]):
                say(_MARK if n == 0 and left and right else _MARGIN, line)
        say(
            _MARGIN,
            Marked(_evidence(row.link) if row.link and left and right else _no_match(row), Look.MUTED),
        )

    def _passage(self, side: Side, letter: str, passage: int | None) -> list[str]:
        """The lines of a passage, its number first; none if there is no passage."""
        if passage is None:
            return []
        label = f"{letter}¶{passage + 1}"
        text = f"{label}  {'(above)' if label in self._printed else side.text(passage)}"
        self._printed.add(label)
        if not self._terminal:
            return text.split("\n")
        from briefing.tui.wrapping import wrap

        return [text[start:end] for start, end in wrap(text, 0, len(text), self._width)]

    def _print_beside(self, left: Sequence[str], right: Sequence[str], gutter: str) -> None:
        from rich.cells import cell_len

        for one, other in zip_longest(left, right, fillvalue=""):
            filler = " " * (self._width - cell_len(one))
            say(_MARGIN, one, f"{filler}{gutter}{other}" if other else "")
            gutter = _GUTTER


def _evidence(link: Link) -> str:
    shared = [", ".join(names) for names in (link.words[:_MOST_WORDS], link.names) if names]
    return f"score {_shown(link.score)}, in common: {' · '.join(shared)}"


def _no_match(row: Row) -> str:
    if row.link is None:
        return "no close match found"
    nearest = f"A¶{row.link.a + 1}" if row.a is None else f"B¶{row.link.b + 1}"
    return f"no close match found (nearest: {nearest}, score {_shown(row.link.score)})"


def _shown(score: float) -> str:
    return f"{score:.2f}"
