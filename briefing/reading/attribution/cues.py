"""Cues: the words that say that somebody says, thinks or denies something."""

# ruff: noqa: SIM905 - lists of words read best as prose

from __future__ import annotations

import re

from briefing.reading.denials import REPORTS, WITHHELD

_SAID = (
    "said says say told tells tell added adds announced announces announce claimed claims claim warned warns "
    "warn insisted insists insist confirmed confirms confirm admitted admits admit argued argues argue stated "
    "states explained explains explain noted notes acknowledged acknowledges acknowledge conceded concedes "
    "alleged alleges declared declares stressed stresses emphasized emphasizes emphasised emphasises vowed "
    "vows promised promises testified testifies recalled recalls remarked remarks observed replied maintained "
    "maintains boasted complained concluded revealed reveals disclosed wrote writes tweeted hinted hints "
    "reiterated pledged predicted predicts posted estimated estimates reported reports report commented cautioned "
    "asserted asserts contends contended"
)
_THOUGHT = (
    "believes believe believed suspects suspect suspected thinks think thought fears fear feared expects "
    "expect expected hopes hope hoped doubts doubt sees saw views considers considered"
)
_JUDGED = "called calls described describes labelled labeled dubbed commended praised condemned"
_VERB_FORMS = frozenset(f"{_SAID} {_THOUGHT} {_JUDGED}".split())
_VERBS = "|".join(sorted(_VERB_FORMS, key=len, reverse=True))
_BETWEEN = (
    r"(?:(?:has|have|had|also|later|then|earlier|now|just|still|further|(?-i:(?!only)[a-z]{3,12}ly))\s){0,3}"
)

VERB = re.compile(
    rf"\b{_BETWEEN}(?P<cue>{_VERBS})\b(?:\s(?:reporters|journalists|lawmakers)\b)?", re.IGNORECASE
)
"""A verb of saying or thinking, with the auxiliaries and adverbs before it."""

PHRASE = re.compile(
    rf"\b{_BETWEEN}(?P<cue>(?:made|makes|make|making)\s(?:it\s)?clear"
    r"|(?:found|finds|find|saw|see|sees)\sno\s(?:evidence|sign|proof|indication)"
    r"|(?:express|voic)(?:es|ed|ing)?\s(?:\w+\s)?(?:willingness|support|hopes?|concerns?|gratitude|doubts?|confidence|"
    r"fears?|interest|regret|alarm)"
    rf"|(?:dismiss|reject|refut|disput|rebutt?)(?:e|es|ed|s)?\s(?:as\s\w+\s)?(?:\w+\s){{0,3}}?{REPORTS}"
    rf"|den(?:y|ies|ied))\b{WITHHELD}",
    re.IGNORECASE,
)
"""More than a verb."""

ACCORDING = re.compile(r"\b(?P<cue>according\sto)\s+(?P<speaker>[^,.;:\"“”]+)", re.IGNORECASE)

IMPERSONAL = re.compile(
    r"\b(?P<cue>reportedly|allegedly|purportedly|supposedly"
    r"|it\s(?:is|was|has\sbeen)\s(?:widely\s)?"
    r"(?:said|thought|believed|understood|reported|alleged|feared|rumou?red|claimed)"
    r"|(?:(?:is|are|was|were|has\sbeen|have\sbeen)\s(?:also\s|widely\s|generally\s|often\s)?|(?:has|have)\salso\sbeen\s)"
    r"(?:(?:said|thought|believed|understood|reported|alleged|rumou?red)\sto|(?:viewed|seen|regarded)\sas)"
    r"|speculations?\sabounds?|rumou?rs\s(?:abound|persist|say|have\sit))\b",
    re.IGNORECASE,
)
"""It is somebody's word, and nobody says whose."""

SAYING = re.compile(r"\b(?:said|says|saying|told|tweeted|wrote)\b", re.IGNORECASE)
"""With one of these somebody speaks, whether or not it can be read who."""

_NOUNS_TOO = frozenset(
    "claims claim reports report hopes hope fears fear estimates estimate states expects doubts notes expected "
    "feared reported estimated alleged described labelled labeled dubbed calls called".split()
)
_OF_VIEWS = frozenset("saw sees views considers considered".split())
_SPEECH_BEGINS = frozenset(
    "that the a an it there no his her its their to any would will reporters journalists on in as".split()
)
_NOT_CALLED = frozenset("for on off up in".split())


HINTS = _VERB_FORMS | frozenset(
    "saying according clear found finds find saw see sees express expresses expressed expressing voice voices voiced "
    "voicing dismiss dismisses dismissed reject rejects rejected refute refutes refuted dispute disputes "
    "disputed rebut rebuts rebutted deny denies denied reportedly allegedly purportedly supposedly viewed "
    "seen regarded understood rumored rumoured speculation speculations rumours rumors".split()
)
"""A sentence without one of these words has no cue: what spares most of them a closer look."""


def has_speech(cue: str, rest: str) -> bool:
    """Whether a cue is a verb of saying here, by what follows it: "hopes that", not "their hopes"."""
    following = rest.split(maxsplit=1)[0].lower().strip(",") if rest.strip() else ""
    if cue == "suspected" and following == "of":
        return False  # "a man suspected of the theft"
    if cue in _OF_VIEWS:
        return " as " in rest
    if cue in ("called", "calls"):
        return following not in _NOT_CALLED
    return cue not in _NOUNS_TOO or following in _SPEECH_BEGINS or cue in ("claims", "reports", "fears")
