"""Sentences, as news writes them."""

# ruff: noqa: SIM905 - lists of words read best as prose

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from briefing.article import Span
from briefing.reading.passages import TEXTS_AT_HAND, paragraphs
from briefing.reading.stopwords import STOPWORDS
from briefing.reading.words import fold

# The lookbehind and the possessive quantifiers keep a long run of dots from being scanned more than once.
_STOP = re.compile(r"(?<![.!?…。！？])[.!?…。！？]++[\"'”’»)\]]*+")
_SPACE = re.compile(r"\s++")
_GAP = re.compile(r"\s++[\"'“‘«(\[]*+")
_NEXT_WORD = re.compile(r"[^\W_]{1,24}")
_LAST_WORD = re.compile(r"[^\s(\[\"“‘«]+\Z")
_LONGEST_ABBREVIATION = 24
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")

# A title always has its bearer after it.
_TITLES = frozenset(
    "mr mrs ms messrs dr prof rev hon pres gov sen rep reps sens gen lt col maj capt cmdr sgt cpl pvt adm "
    "amb sec atty supt insp det mme mlle mt".split()
)
_NEVER_LAST = frozenset("vs v cf viz eg ie approx".split())
# These end a sentence only where the next word could not go on with the name or the date.
_SELDOM_LAST = frozenset(
    "inc corp co cos ltd llc plc bros jr sr esq st ste ave blvd rd dept assn intl natl univ "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri "
    "ariz calif colo conn fla ga kan ky la md mich minn neb nev okla pa penn tenn tex va vt wis wyo".split()
)
_CLOCK = frozenset({"am", "pm"})
_AFTER_CLOCK = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december jan feb mar apr jun jul aug sep sept oct nov dec est edt cst "
    "cdt mst mdt pst pdt et ct mt pt gmt utc bst cet cest eastern central pacific".split()
)


@lru_cache(maxsize=TEXTS_AT_HAND)
def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text in order, trimmed. The end of a paragraph always ends a sentence.

    A full stop ends no sentence after a title ("Sen."), after initials ("J. Edgar Hoover") or where a name
    or a date goes on ("U.S. President", "5 p.m. Monday"), nor does any stop that a small letter follows.
    Time is linear in the text's length.
    """
    return tuple(span for paragraph in paragraphs(text) for span in _sentences(text, paragraph))


def _sentences(text: str, paragraph: Span) -> Iterator[Span]:
    start = paragraph.start
    for stop in _STOP.finditer(text, paragraph.start, paragraph.end):
        end = stop.end()
        if text[stop.start()] in "。！？":
            follows = _skip_space(text, end)
        elif (gap := _GAP.match(text, end, paragraph.end)) and _ends(text, start, stop, gap.end()):
            # An opening quotation mark after the gap belongs to the next sentence.
            follows = _skip_space(text, end)
        else:
            continue
        if follows < paragraph.end:
            yield Span(start, end)
            start = follows
    yield Span(start, paragraph.end)


def _ends(text: str, start: int, stop: re.Match[str], follows: int) -> bool:
    """Whether the sentence that began at `start` ends with this stop, given where the next word begins."""
    if follows >= len(text) or text[follows].islower():
        return False
    if stop.group() != ".":
        return True
    last = _LAST_WORD.search(text[max(start, stop.start() - _LONGEST_ABBREVIATION) : stop.start()])
    if last is None:
        return True
    written, word = last.group(), fold(last.group())
    after = _NEXT_WORD.match(text, follows)
    following = fold(after.group()) if after else ""
    if word in _NEVER_LAST or (word in _TITLES and written[0].isupper()):
        return False
    if written == "No":
        return not following.isdigit()
    if word in _CLOCK and "." in written:
        return following not in _AFTER_CLOCK
    if word in _SELDOM_LAST and written[0].isupper():
        return following in STOPWORDS
    if _INITIALS.fullmatch(written):
        alone = len(written) == 1 and _follows_small_letter(text, start, stop.start() - 1)
        return alone or following in STOPWORDS
    return True


def _follows_small_letter(text: str, start: int, letter: int) -> bool:
    """Whether the word before the letter is a common one, as in "plan B", so that it is no initial."""
    before = _LAST_WORD.search(text[max(start, letter - _LONGEST_ABBREVIATION) : letter].rstrip())
    return before is not None and before.group()[0].islower()


def _skip_space(text: str, start: int) -> int:
    gap = _SPACE.match(text, start)
    return gap.end() if gap else start
