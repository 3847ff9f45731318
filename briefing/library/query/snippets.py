"""The stretch of a text that shows best why it was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from briefing.article import Snippet, Span
from briefing.reading.words import is_unspaced

_CUT = "…"
_FLAT = str.maketrans("\n\t", "  ")


def make_snippet(text: str, spans: Sequence[Span], width: int) -> Snippet:
    """The stretch of at most `width` characters with the most different hits, then the most, then the first.

    `spans` are the hits in order, none overlapping; those in the snippet count in it. It is cut between words
    and on one line; `…` stands where text is left out. Without hits it is the start of the text.
    Time is linear in the number of hits.
    """
    if len(text) <= width:
        return Snippet(text.translate(_FLAT), tuple(spans))
    room = max(width - 2 * len(_CUT), 1)
    first, last = _densest(text, spans, room)
    start, end = _window(text, spans[first : last + 1], room)
    before = _CUT if start > 0 else ""
    shown = before + text[start:end].translate(_FLAT) + (_CUT if end < len(text) else "")
    shift = len(before) - start
    inside = (Span(max(span.start, start), min(span.end, end)) for span in spans[first : last + 1])
    return Snippet(shown, tuple(Span(s + shift, e + shift) for s, e in inside if s < e))


def _densest(text: str, spans: Sequence[Span], room: int) -> tuple[int, int]:
    """The first and the last of the hits to show; (0, -1) where there are none."""
    best, chosen = (0, 0), (0, -1)
    inside: defaultdict[str, int] = defaultdict(int)
    first = 0
    for last, span in enumerate(spans):
        inside[text[span.start : span.end].casefold()] += 1
        while first < last and span.end - spans[first].start > room:
            leaving = text[spans[first].start : spans[first].end].casefold()
            inside[leaving] -= 1
            if not inside[leaving]:
                del inside[leaving]
            first += 1
        worth = (len(inside), last - first + 1)
        if worth > best:
            best, chosen = worth, (first, last)
    return chosen


def _window(text: str, shown: Sequence[Span], room: int) -> tuple[int, int]:
    """Where the snippet starts and ends: around its hits, a third of the spare room before them."""
    if not shown:
        return _trimmed(text, 0, min(room, len(text)), 0, 0)
    first, last = shown[0].start, min(shown[-1].end, shown[0].start + room)
    spare = room - (last - first)
    start = max(0, min(first - spare // 3, len(text) - room))
    return _trimmed(text, start, min(len(text), start + room), first, last)


def _trimmed(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """The window without the words that it cuts, as far as what has to be shown allows."""
    if start > 0:
        start = next((i for i in range(start, first) if _may_part(text, i, text[i - 1])), first)
        while start < first and text[start].isspace():
            start += 1
    if end < len(text) and not _may_part(text, end, text[end]):
        gaps = (i for i in range(end - 1, max(last, 1) - 1, -1) if _may_part(text, i, text[i]))
        end = next(gaps, last or end)
    while end > max(last, start + 1) and text[end - 1].isspace():
        end -= 1
    return start, end


def _may_part(text: str, at: int, beside: str) -> bool:
    """Whether no word is cut between this character and the one before, of which `beside` lies outside.

    A space lies there, or one of the two is in a script that has none.
    """
    return beside.isspace() or is_unspaced(text[at]) or is_unspaced(text[at - 1])
