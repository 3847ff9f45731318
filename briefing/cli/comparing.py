"""`briefing compare`: two articles, passage by passage, with what speaks for each match."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import click

from briefing.article import Alignment, Article, Link, Passage
from briefing.cli.arguments import ReadArticle, read_articles
from briefing.cli.as_json import article_json
from briefing.cli.options import as_json_option
from briefing.cli.output import Json, Look, Marked, is_terminal, say, say_json
from briefing.reading.alignment import align
from briefing.reading.passages import passages
from briefing.tui import dates

_NARROWEST_FOR_COLUMNS = 100
_WIDEST_COLUMN = 76
_LEFT, _BETWEEN = "  ", "   "
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
      briefing compare 059e25d8 fa0ca5e8
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
    told = sum(1 for n in range(len(a.passages)) if alignment.for_a(n))
    told_b = sum(1 for n in range(len(b.passages)) if alignment.for_b(n))
    say(
        f"Told by both: {told} of {len(a.passages)} passages in A, {told_b} of {len(b.passages)} in B. "
        "For the others no close match was found."
    )
    columns = shutil.get_terminal_size().columns
    beside = is_terminal(sys.stdout) and columns >= _NARROWEST_FOR_COLUMNS
    for row in rows(alignment):
        say()
        if beside:
            _print_beside(row, a, b, min(_WIDEST_COLUMN, (columns - len(_LEFT + _BETWEEN)) // 2))
        else:
            _print_below(row, a, b)


def _print_beside(row: Row, a: Side, b: Side, width: int) -> None:
    """A row in two columns; the mark between them says that both tell the same."""
    from rich.cells import cell_len

    left = _column(a, row.a, "A", width)
    right = _column(b, row.b, "B", width)
    if row.b is None:
        right = _wrapped(_no_match(row), width)
    if row.a is None:
        left = _wrapped(_no_match(row), width)
    both = row.a is not None and row.b is not None
    for n in range(max(len(left), len(right))):
        one = left[n] if n < len(left) else ""
        other = right[n] if n < len(right) else ""
        between = " ═ " if both and n == 0 else _BETWEEN
        filler = " " * (width - cell_len(one))
        say(
            _LEFT,
            Marked(one, Look.MUTED) if row.a is None else one,
            filler,
            between,
            Marked(other, Look.MUTED) if row.b is None else other,
        )
    if both and row.link:
        say(_LEFT, Marked(_evidence(row.link), Look.MUTED))


def _print_below(row: Row, a: Side, b: Side) -> None:
    """A row as one passage below the other."""
    both = row.a is not None and row.b is not None
    for side, passage, letter in ((a, row.a, "A"), (b, row.b, "B")):
        if passage is not None:
            mark = "═ " if both and letter == "A" else _LEFT
            for line in _lines(side.text(passage), letter, passage):
                say(mark, line)
                mark = _LEFT
    told = _evidence(row.link) if both and row.link else _no_match(row)
    say(_LEFT, Marked(told, Look.MUTED))


def _lines(text: str, letter: str, passage: int) -> list[str]:
    labelled = f"{letter}¶{passage + 1}  {text}"
    if is_terminal(sys.stdout):
        return _wrapped(labelled, shutil.get_terminal_size().columns - len(_LEFT))
    return labelled.split("\n")


def _column(side: Side, passage: int | None, letter: str, width: int) -> list[str]:
    return [] if passage is None else _wrapped(f"{letter}¶{passage + 1}  {side.text(passage)}", width)


def _wrapped(text: str, width: int) -> list[str]:
    from briefing.tui.wrapping import wrap

    return [text[start:end] for start, end in wrap(text, 0, len(text), width)]


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
