"""Text of a page that stands loose between its paragraphs, made into paragraphs of its own.

Browsers show it like the others, but what looks for the main text counts paragraphs: without this the first one of
an article, which careless templates leave bare, would be lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from briefing.collect.markup import storable

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HOLDERS = ("div", "section", "article", "main", "body", "td", "center")
_INLINE_WORDS = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span"
    " strike strong sub sup time tt u var wbr"
)
_INLINE = frozenset(_INLINE_WORDS.split())
_PARAGRAPH = 80
"""Characters of what counts as a paragraph: captions and bylines are shorter."""
_PARAGRAPHS_BESIDE = 2
_SENTENCE_END = re.compile(r"[.!?…]+[\"”’»)]*(?=\s|$)|[。！？؟]")


class _Piece(NamedTuple):
    """A part of a run of loose text: what an element begins with, what follows it, or an element inside a line."""

    element: HtmlElement
    what: str
    """`text`, `tail` or `whole`."""

    def own(self) -> str:
        return {"text": self.element.text, "tail": self.element.tail}.get(self.what) or ""

    def shown(self) -> str:
        return "".join(self.element.itertext()) if self.what == "whole" else self.own()


def make_paragraphs(root: HtmlElement) -> None:
    """Put each long run of loose text that stands beside paragraphs into a `p`, in the tree itself."""
    for holder in list(root.iter(*_HOLDERS)):
        paragraphs = sum(1 for child in holder if child.tag == "p" and _length(child) >= _PARAGRAPH)
        if paragraphs >= _PARAGRAPHS_BESIDE:
            for run in list(_runs(holder)):
                if _is_prose(run):
                    _wrap(holder, run)


def _length(element: HtmlElement) -> int:
    return len("".join(element.itertext()).strip())


def _runs(holder: HtmlElement) -> Iterator[list[_Piece]]:
    """What stands in an element side by side without one that makes a block of its own."""
    run = [_Piece(holder, "text")]
    for child in holder:
        if child.tag in _INLINE:
            run += [_Piece(child, "whole"), _Piece(child, "tail")]
        else:
            yield run
            run = [_Piece(child, "tail")]
    yield run


def _is_prose(run: list[_Piece]) -> bool:
    own = sum(len(piece.own().strip()) for piece in run)
    shown = "".join(piece.shown() for piece in run).strip()
    return own >= _PARAGRAPH and 2 * own >= len(shown) and _SENTENCE_END.search(shown) is not None


def _wrap(holder: HtmlElement, run: list[_Piece]) -> None:
    first = run[0]
    paragraph = holder.makeelement("p")
    paragraph.text = storable(first.own())
    if first.what == "text":
        place, holder.text = 0, None
    else:
        place, first.element.tail = holder.index(first.element) + 1, None
    for piece in run:
        if piece.what == "whole":
            paragraph.append(piece.element)  # which brings its tail along
    holder.insert(place, paragraph)
