"""The speaker: the phrase that names who says what a cue says is said."""

# ruff: noqa: SIM905 - lists of words read best as prose

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.article import Span
from briefing.reading.attribution.cues import has_speech
from briefing.reading.words import fold

_BOUNDARY = re.compile(
    r"[,;:—–\"“”()]|\b(?:that|while|although|but|whether|because|which|who|when|after|before)\b",
    re.IGNORECASE,
)
"""What a subject can't reach across."""
_LEAD = re.compile(
    r"(?:\W|\b(?:and|but|while|although|though|as|that|because|when|where|after|before|if|so|yet|meanwhile|however|"
    r"also|then|later|both|still|now|for|furthermore|notably|interestingly|who|which)\b)+",
    re.IGNORECASE,
)
"""What may stand before a subject in its clause."""
_INSERTED = re.compile(
    r"\s*(?:an?|the|who|whose|which|\d+|on|in|of|from|with|at|speaking|accompanied|former|now|himself|herself|then|\w+ly)\b",
    re.IGNORECASE,
)
"""How what is inserted between subject and verb begins: "The coach, a former player, said"."""
_CLAUSE = re.compile(r"[;:\"“”()]|,[”\"]")
_AFTER = re.compile(
    r"\s+(?P<speaker>(?:(?:an?|the|his|her|its|their|one|two|some)\b|[A-Z])(?:[^,.;:\"“”]|\.(?=\s?[A-Z]))*)"
)
_ENDS_AFTER = re.compile(
    r"\b(?:in|on|at|to|after|before|during|when|as|while|told|and|who|that|yesterday|today|by)\b"
)
_SECOND_VERB = re.compile(r"\s(?:and|but|then)\Z")
_SHORT_SUBJECT = re.compile(
    r"(?:The|A|An|His|Her|Its|Their)\s[\w’'-]+|(?:[A-Z][\w.’'-]*\s?)+|(?:He|She|They)\b"
)
_CLOSING = " .!?”\"’'"
_LONGEST = 9
"""Words; a longer run before a verb is no speaker."""
_FARTHEST = 400
"""Characters before a cue within which its subject begins."""
_NEVER = frozenset("there this that these those what which nothing whatever".split())
_PREPOSITIONS = frozenset("in of on at for from to with by".split())
_INCOMPLETE = frozenset(
    "is are was were be been being to of the a an in by his her their its no with from for widely and or such any "
    "not some new can could would will should may might must".split()
)
"""After these a cue is no verb with the words before it as its subject."""
_OF_THINGS_TOO = frozenset(
    "emphasized emphasizes emphasised emphasises stressed stresses reveals revealed hints hinted notes noted "
    "observed predicts predicted concluded sees called calls views considers described describes announced "
    "confirmed confirms explains explained suggests".split()
)
"""Things do that too: "the launch emphasizes …"."""
_SPEAKERS = frozenset(
    "president minister official officials spokesman spokeswoman spokesperson leader leaders mayor governor general "
    "director report ministry government police army navy union company coach expert experts analyst analysts "
    "secretary chairman chairwoman chief lawyer lawyers doctor doctors professor senator judge court king queen pope "
    "prosecutor prosecutors commander author authors residents witnesses critics observers statement agency bishop "
    "airline museum bank club team owner captain pilot council parliament committee commission inspector "
    "inspectors investigators engineers scientists researchers".split()
)


def speaker(text: str, sentence: Span, cue: re.Match[str]) -> Span | None:
    """Who says it: the phrase before the cue, or after it where the speech came first."""
    start = max(sentence.start, cue.start() - _FARTHEST)
    subject = _subject(text, start, cue.start())
    if subject is None:
        before = _before_insertions(text, start, cue.start())
        if before is None:
            return _after(text, sentence, cue)
        subject = _subject(text, start, before)
    if subject is not None and _SECOND_VERB.search(text, subject.start, subject.end):
        subject = _noun_phrase(text, subject)
    if subject is None:
        return None
    rest = text[cue.end() : sentence.end]
    just_before = text[max(0, subject.start - 3) : subject.start].rstrip()
    follows_speech = not rest.strip(_CLOSING) and just_before.endswith((",", "”", '"'))
    words = text[subject.start : subject.end].split()
    return subject if _can_speak(words, cue["cue"].lower(), rest, follows_speech=follows_speech) else None


def _subject(text: str, start: int, end: int) -> Span | None:
    """What stands before the cue in its clause."""
    for boundary in _BOUNDARY.finditer(text, start, end):
        start = boundary.end()
    if lead := _LEAD.match(text, start, end):
        start = lead.end()
    phrase = text[start:end].rstrip()
    return Span(start, start + len(phrase)) if phrase else None


def _noun_phrase(text: str, phrase: Span) -> Span | None:
    """The subject that "The bishop called for calm and" begins with."""
    match = _SHORT_SUBJECT.match(text, phrase.start, phrase.end)
    return Span(match.start(), match.start() + len(match.group().rstrip())) if match else None


def _before_insertions(text: str, start: int, end: int) -> int | None:
    """Where the insertions begin that end with a comma at the cue: at the comma after "The coach"."""
    for boundary in _CLAUSE.finditer(text, start, end):
        start = boundary.end()
    if not text[start:end].rstrip().endswith(","):
        return None
    commas = [at for at in range(start, end) if text[at] == ","]
    at = len(commas) - 1
    while at > 0 and _INSERTED.match(text, commas[at - 1] + 1, end):
        at -= 1
    return commas[at] if at < len(commas) - 1 else None


def _after(text: str, sentence: Span, cue: re.Match[str]) -> Span | None:
    """The speaker of "…, said the coach"."""
    match = _AFTER.match(text, cue.end(), sentence.end)
    if cue.start() == sentence.start or match is None:
        return None
    phrase = match["speaker"]
    if cut := _ENDS_AFTER.search(phrase, 1):
        phrase = phrase[: cut.start()]
    phrase = phrase.rstrip()
    if not phrase or len(phrase.split()) > _LONGEST:
        return None
    return Span(match.start("speaker"), match.start("speaker") + len(phrase))


def _can_speak(words: Sequence[str], cue: str, rest: str, *, follows_speech: bool) -> bool:
    """Whether these words can be the subject of a cue after which `rest` follows."""
    head = next((words[at - 1] for at, word in enumerate(words) if at and word in _PREPOSITIONS), words[-1])
    speaks = head[0].isupper() or head.lower() in _SPEAKERS
    if len(words) > _LONGEST or fold(words[0]) in _NEVER or words[-1].lower() in _INCOMPLETE:
        return False
    if words[-1][0].isdigit():
        return False  # "a January 2017 report that"
    possessed = any(word.endswith(("’s", "'s")) for word in words[:-1]) and not head.endswith(("’s", "'s"))
    if possessed and not speaks:
        return False  # "Kim's arrival emphasizes"
    if cue in _OF_THINGS_TOO and len(words) > 1 and not speaks:
        return False
    return follows_speech or has_speech(cue, rest)
