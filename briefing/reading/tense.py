"""Tense: whether a clause puts the day that it names before the article or after it.

A surface reading: the nearest verb that shows its tense, or word such as "due", decides. It knows nothing of
syntax, so that where the clause speaks of both, or of neither, it says that it doesn't know.
"""

# ruff: noqa: SIM905 - lists of words read best as prose

from __future__ import annotations

import re
from typing import NamedTuple

from briefing.article import Span


class Tense(NamedTuple):
    """On which side of the article's own day a day lies, and whether the words around it decide that."""

    ahead: bool
    decided: bool


_NEAR = 60
"""Characters beside a day within which a verb counts for it."""
_IRREGULAR = (
    "said told met was were had held went came took made gave got left sent shot fell rose began broke spoke struck "
    "won lost fought fled found saw sank shook led ran sold bought brought caught flew wrote became grew blew built "
    "drew drove kept paid sat stood swept threw"
).split()
_CUE = re.compile(
    r"\b(?:"
    # A verb after "will" or "due to be" belongs to it, whatever it looks like: "will be held".
    r"(?P<ahead>(?:(?:was|were|is|are)\s+)?"
    r"(?:will|shall|would(?!\s+have\b)|(?:is|are|was|were)\s+(?:due\s+)?to|to\s+be|to\s+resume"
    r"|due(?!\s+to\b)|plans?\s+to|planned|scheduled|set\s+to|expected|upcoming|going\s+to)"
    r"(?:\s+(?:to|not|also|be|have|been|for|[a-z]+ly))*\s+\w+"
    r"|scheduled|due(?!\s+to\b)|planned|expected|upcoming|will|resumes?|begins|starts|(?:re)?opens"
    r"|next\s+(?:week|month|year))"
    rf"|(?P<back>did(?:\s+not|n[’']t)?\s+\w+|failed\s+to\s+\w+|{'|'.join(_IRREGULAR)})"
    r"|(?P<maybe>(?<!\bthe\s)(?<!\ba\s)(?<!\ban\s)(?!hundred)[a-z]{2,}[^\We]ed)"
    r")\b"
)
_BREAK = re.compile(r"[,;:—–()“”\"]")
_OPEN_END = re.compile(r"\b(?:until|by|from|to\s+(?!the\b|an?\b|h[ei][rs]\b|their\b|its\b)[a-z]+)\b")
"""After a verb of the past, what may reach into the future."""
_LAST = Tense(ahead=False, decided=False)


def tense_around(text: str, sentence: Span, day: Span) -> Tense:
    """The tense for a day that a sentence names: that of its own clause, else of what goes before."""
    before = max(sentence.start, day.start - _NEAR)
    after = min(sentence.end, day.end + _NEAR)
    if text.startswith(("’s", "'s"), day.end):
        # "Tuesday's vote": the verb is that of the vote, or what came of it.
        follows = _CUE.search(text, day.end, after)
        return Tense(bool(follows and follows["ahead"]), decided=False)
    clause = max((found.end() for found in _BREAK.finditer(text, before, day.start)), default=before)
    return (
        _tense_before(text, clause, day.start)
        or _tense_after(text, Span(clause, day.start), Span(day.end, after))
        or _tense_before(text, before, day.start)
        or _LAST
    )


def _tense_before(text: str, start: int, end: int) -> Tense | None:
    cues = list(_CUE.finditer(text, start, end))
    if not cues:
        return None
    nearest = cues[-1]
    if nearest["ahead"]:
        return Tense(ahead=True, decided=True)
    if nearest["maybe"] and any(cue["ahead"] for cue in cues):
        return Tense(ahead=True, decided=False)  # "will remain closed until Monday"
    open_end = _OPEN_END.search(text, nearest.end(), end)  # "closed until Monday", "agreed to meet on Monday"
    return Tense(ahead=False, decided=not open_end)


def _tense_after(text: str, before: Span, after: Span) -> Tense | None:
    """The tense of what follows: the day's own where that opens the clause, "On Monday, talks will resume"."""
    start, end = after
    while start < end and text[start] in " ,":
        start += 1
    stop = _BREAK.search(text, start, end)
    cue = _CUE.search(text, start, stop.start() if stop else end)
    if not cue:
        return None
    own = "," not in text[after.start : start] or len(text[slice(*before)].split()) <= 1
    return Tense(bool(cue["ahead"]), decided=own)
