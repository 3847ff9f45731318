"""A headline for an article that has none, cut from its first sentence.

Nothing is reworded: what is shown stands in the article. The cut falls, in this order of preference, at the
end of the sentence, where a clause ends and a dependent one begins, at another comma or before a subordinate
clause, before a phrase, between words. An ellipsis is put where the sentence is not whole without the rest.
A place and an agency that come first are passed over, and so are stock openings that say nothing.
"""

from __future__ import annotations

import re
from itertools import takewhile

from briefing.safetext import clean

_AIM = 80
"""A sentence of up to so many characters is a headline as it is, and so is the longest such clause."""
_LONGEST_CLAUSE = 125
"""A clause, or a sentence that is a single clause, may be longer, rather than be cut inside."""
_LONGEST_CUT = 110
"""The latest place for a cut inside of a clause."""
_SHORTEST = 40
"""What is cut off earlier says too little."""
_LONGEST_ABBREVIATION = 12
_READ_AHEAD = 2000
"""Characters of an article among which its headline is sought."""

_WORD = re.compile(r"[^\W_]+")
_LINK = re.compile(r"!?\[([^\]\n]{0,300})\]\([^)\n]{0,300}\)")
_EMPHASIS = re.compile(r"\*\*|__|`")

_DASH = r"[-–—]{1,2}"
_AGENCY = r"\((?:AFP|ANI|AP|BBC|CNN|IANS|PTI|Reuters|TASS|UPI|Xinhua|Yonhap|dpa)\)"
_DATELINE = re.compile(
    rf"(?:[A-Z][\w.,’' /-]{{1,60}} )?{_AGENCY}(?: ?{_DASH})? (?=\S)"
    rf"|[A-Z][A-Z.’' /-]{{2,40}}(?:, [\w.’' ]{{1,30}}){{0,2}}(?: ?{_DASH} |—)(?=[“\"‘']?[A-Z0-9])"
)
# What hedges ("reportedly", "in an apparent move") or attributes stays: without it something else is said.
_STOCK_OPENING = re.compile(
    r"(?:interestingly|notably|meanwhile|moreover|furthermore|additionally|surprisingly|overall|in addition"
    r"|in conclusion|in the meantime|as a result"
    r"|in an?(?: (?!alleged|apparent|possible|potential|purported|reported|rumou?red|supposed)[a-z-]+){0,3}"
    r" (?:turn of events|twist|turn|move|development|step|shift|moment|display)), ",
    re.IGNORECASE,
)

_SENTENCE_END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+[^\sa-z]|$)|[。！？]")
_ABBREVIATION = re.compile(
    r"(?<![\w.])(?:\w|(?:\w\.)+\w|Adm|Capt|Co|Col|Corp|Dr|Gen|Gov|Inc|Jr|Lt|Ltd|Maj|Mr|Mrs|Ms|No|Prof"
    r"|Rep|Rev|Sen|Sgt|Sr|St|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)$"
)
_SUBORDINATOR = "after|although|amid|as|because|before|despite|following|since|though|unless|until|while"
_CLAUSE_END = re.compile(rf",(?= (?:\w+ing|but|even|with|{_SUBORDINATOR})\s)|[;:](?=\s)|[；：]")
_INSIDE = (
    re.compile(rf",(?=\s)|\s(?=(?:{_DASH}|{_SUBORDINATOR}|when|where|which|who)\s)|—|[，、]"),
    re.compile(
        r"\s(?=(?:against|at|by|during|for|from|in|inside|into|near|on|over|to|toward|towards|under|with"
        r"|within|without)\s)"
    ),
    re.compile(r"\s"),
)
_DANGLING = re.compile(
    r"(?:[\s,:;–—-]+(?:a|an|and|are|at|be|been|being|but|by|can|could|for|from|had|has|have|he|her|his|in|into"
    r"|is|it|its|may|might|more|most|my|no|not|of|on|or|our|over|she|should|so|some|such|than|that|the|their"
    r"|them|these|they|this|those|to|under|upon|very|was|we|were|which|who|whose|will|with|would|your"
    r"|\w+[’']s)(?!\w))*[\s,:;–—-]*$",
    re.IGNORECASE,
)


def derive(text: str) -> str:
    """A headline cut from the first sentence of a cleaned text that holds at least one word.

    >>> derive("In a surprising turn of events, Kim came to Vostochny. They spoke of satellites.")
    'Kim came to Vostochny'
    """
    opening = _opening(text)
    sentence = _first_sentence(opening)
    headline = _shortened(sentence if _WORD.search(sentence) else opening)
    # Cleaned anew, since what was left out may have parted a letter's marks, and a capital may bring some along.
    return clean(headline[:1].upper() + headline[1:])


def unmarked(line: str) -> str:
    """A line of Markdown without the marks of links, emphasis and code."""
    return _EMPHASIS.sub("", _LINK.sub(r"\1", line))


def _opening(text: str) -> str:
    """The first line that says something: a rule or an agency's name does not."""
    first_word = _WORD.search(text)
    start = first_word.start() if first_word and first_word.start() > _READ_AHEAD // 2 else 0
    lines = text[start : start + _READ_AHEAD].split("\n")
    line = max(lines, key=lambda line: min(3, len(_WORD.findall(line))))
    return " ".join(unmarked(line).split())


def _first_sentence(opening: str) -> str:
    start = 0
    for passed_over in (_DATELINE, _STOCK_OPENING):
        if match := passed_over.match(opening, start):
            start = match.end()
    for end in _SENTENCE_END.finditer(opening, start):
        if end.group() != ".":
            return opening[start : end.end()]
        if not _ABBREVIATION.search(opening, max(start, end.start() - _LONGEST_ABBREVIATION), end.start()):
            return opening[start : end.start()]
    return opening[start:]


def _shortened(sentence: str) -> str:
    if len(sentence) <= _AIM:
        return sentence
    if clauses := _cuts(_CLAUSE_END, sentence, _LONGEST_CLAUSE):
        return sentence[: max((cut for cut in clauses if cut <= _AIM), default=clauses[0])]
    if len(sentence) <= _LONGEST_CLAUSE:
        return sentence
    for boundary in _INSIDE:
        for cut in reversed(_cuts(boundary, sentence, _LONGEST_CUT)):
            headline = _DANGLING.sub("", sentence[:cut])
            if len(headline) >= _SHORTEST:
                return headline + "…"
    words = sentence[:_AIM].rpartition(" ")[0]
    headline = words if len(words) >= _SHORTEST else sentence[:_AIM]
    return headline + "…" + _quote_to_close(headline)


def _cuts(boundary: re.Pattern[str], sentence: str, longest: int) -> list[int]:
    """Where a cut leaves a headline that is neither too short nor too long, with every quote closed."""
    ends = (match.start() for match in boundary.finditer(sentence, _SHORTEST))
    return [end for end in takewhile(longest.__ge__, ends) if not _quote_to_close(sentence[:end])]


def _quote_to_close(part: str) -> str:
    if part.count("“") > part.count("”"):
        return "”"
    return '"' if part.count('"') % 2 else ""
