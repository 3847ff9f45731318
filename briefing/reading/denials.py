"""Denials: where a text says that something is not so, or that somebody says so.

"Denied", "rejected reports of", "no evidence that", "untrue", and plain negation. To deny somebody entry, or to
reject an offer, denies nothing.
"""

# ruff: noqa: SIM905 - lists of words read best as prose

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from briefing.article import Span

HINTS = frozenset(
    "deny denies denied denying denial denials dismiss dismisses dismissed dismissing reject rejects rejected "
    "rejecting refute refutes refuted refuting dispute disputes disputed disputing rebut rebuts rebutted "
    "discount discounts discounted no little without untrue not never cannot none nobody neither baseless "
    "unfounded groundless fabricated fabrication lie nonsense false didnt dont doesnt isnt arent wasnt werent "
    "hasnt havent hadnt wont".split()
)
"""A sentence without one of these words, folded, denies nothing."""


class Denial(NamedTuple):
    """A denial where it stands in a text."""

    cue: Span
    """The words that deny."""
    denied: Span
    """What is denied, in the same sentence."""
    reported: bool
    """Whether somebody denies it, or the evidence is said to lack; False for plain negation."""
    looks_back: bool
    """Whether what is denied was told before: "deny any such intentions"."""


REPORTS = (
    r"(?:claims?|reports?|rumou?rs?|allegations?|accusations?|suggestions?|charges?|idea|notion|speculations?|assertions?|"
    r"stor(?:y|ies)|talk|theor(?:y|ies)|insinuations?|conspiracy)"
)
WITHHELD = (
    r"(?!\s(?:(?:him|her|them|us|me|you|(?:the|a|an|his|its|their)\s[\w’'-]+|(?-i:[A-Z])[\w’'-]+)\s)?"
    r"(?:(?:the|a|an|his|her|their|any)\s)?(?:\w+\s)?(?:bail|entry|access|permission|visas?|asylum|parole|request|"
    r"admission|services?|treatment|aid|food|water|justice|rights?|chance|opportunity)\b)"
)
"""Not before what one denies somebody, rather than what one denies."""
_DENY = re.compile(
    r"\b(?P<cue>(?:den(?:y|ies|ied|ying)|denials? (?:that|of))\b"
    rf"(?:\s(?:(?:any|all|the|such|these|those|as|false|baseless)\s){{0,2}}{REPORTS}\b(?:\s(?:that|of|about))?)?)"
    + WITHHELD,
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are)\s(?:\w+ly\s)?$", re.IGNORECASE)
_BEFORE = 30
"""Characters before a cue in which its auxiliary stands."""
_REJECT = re.compile(
    rf"\b(?P<cue>(?:dismiss|reject|refut|disput|rebutt?|discount)(?:e|es|ed|s|ing)?\s(?:as\s\w+\s)?(?:[\w’'-]+\s){{0,3}}?{REPORTS}\b"
    r"(?:\s(?:that|of|about))?|disput(?:e|es|ed|ing)\sthat)",
    re.IGNORECASE,
)
_NO_EVIDENCE = re.compile(
    r"\b(?P<cue>(?:no|little|without)\s(?:\w+\s)?(?:evidence|proof|indication|sign|signs)(?:\s(?:that|of|for|to))?)\b",
    re.IGNORECASE,
)
_FALSE = re.compile(
    r"\b(?P<cue>untrue|not true|baseless|unfounded|groundless|fabricated|fabrication|a lie|nonsense"
    r"|without foundation|(?:is|are|was|were|as) (?:\w+ )?false)\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?P<cue>(?:(?:did|do|does|is|are|was|were|has|have|had|will)\s(?:not|never)"
    r"|(?:did|do|does|is|are|was|were|has|have|had|wo)n[’']t|never)\b(?!\sonly|\sjust|\smerely|\syet))"
    r"|(?P<none>(?:^|(?<=[,;:—“\"]\s)|(?<=\bthat\s)|(?<=\band\s)|(?<=\bbut\s))(?:no|none|nobody|no one|neither)\b"
    r"(?!\s(?:longer|doubt|matter|sooner|fewer|less|more|later)))",
    re.IGNORECASE,
)
_MOST = 4
"""Denials of each kind in one sentence; a text with more is no news."""
_CLAUSE = re.compile(
    r"[,;:—“”\"]|\b(?:and|but|if|although|though|while|because|when|that|who|which|said|says)\b",
    re.IGNORECASE,
)
_IF = re.compile(r"\b(?:if|unless|whether|in case)\s*\Z", re.IGNORECASE)
"""Before a clause of which nothing is said but what would follow from it."""
_GENERIC = re.compile(
    rf"^\W*(?:(?:any|all|the|these|those|such|this|that|it|them|having|being|both|his|her|their|its|involvement|wrongdoing|"
    rf"responsibility|intentions?|plans?|links?|role|doing so|{REPORTS})\b\W*)*$",
    re.IGNORECASE,
)


def denials(text: str, sentence: Span) -> list[Denial]:
    """The denials of a sentence, the first few; plain negation only where nothing in it denies more plainly."""
    start, end = sentence
    found = [
        _denial(text, sentence, match)
        for pattern in (_DENY, _REJECT, _NO_EVIDENCE)
        for match in islice(pattern.finditer(text, start, end), _MOST)
        if pattern is not _DENY
        or not _PASSIVE.search(text, max(start, match.start() - _BEFORE), match.start())
    ]
    if not found:
        found = [
            Denial(Span(*match.span("cue")), sentence, reported=True, looks_back=False)
            for match in islice(_FALSE.finditer(text, start, end), _MOST)
        ]
    if not found:
        found = [
            Denial(Span(*match.span()), clause, reported=False, looks_back=False)
            for match in islice(_NEGATION.finditer(text, start, end), _MOST)
            if not _IF.search(text, start, (clause := _clause(text, sentence, match)).start)
        ]
    return found


def _clause(text: str, sentence: Span, match: re.Match[str]) -> Span:
    """The clause that a plain negation stands in: it reaches no further."""
    start, end = sentence
    for boundary in _CLAUSE.finditer(text, start, end):
        if boundary.end() <= match.start():
            start = boundary.end()
        elif boundary.start() >= match.end():
            end = boundary.start()
            break
    return Span(start, end)


def _denial(text: str, sentence: Span, match: re.Match[str]) -> Denial:
    """A denial of what follows its cue, or of what came before where that says nothing by itself."""
    cue = Span(*match.span("cue"))
    after = Span(cue.end, sentence.end)
    if _GENERIC.match(text[after.start : after.end]):
        return Denial(cue, Span(sentence.start, cue.start), reported=True, looks_back=True)
    return Denial(cue, after, reported=True, looks_back=False)
