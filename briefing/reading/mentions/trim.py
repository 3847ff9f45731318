"""Put the edges of the model's stretches right, part what are two names, and drop what can be none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from briefing.article import Kind
from briefing.reading.mentions import cues
from briefing.reading.mentions.lexicon import Form, Lexicon
from briefing.reading.mentions.tagger import Tag
from briefing.reading.mentions.tokens import Line

_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)", re.IGNORECASE)
_ADDRESSES = frozenset({"mr", "mrs", "ms", "dr", "sen", "rep", "gov"})
_AMOUNT = re.compile(r"[A-Z]{1,3}\d{2,}")
_HEADS = cues.ORGANISATION_HEADS | cues.PLACE_HEADS
_PLACING = frozenset({"of", "river", "lake", "mount", "island"})
_SMALL = frozenset({"and", "of", "the"})
_PEOPLES = ("ians", "ites", "istas")
_DOUBTED = 0.5
"""Below this score the capital of a sentence's first word is owed to its place."""

_DOUBTED_WORD = 0.8
"""The same where it is an everyday word."""


def trim(line: Line, tags: Sequence[Tag], book: Lexicon) -> list[Tag]:
    """The names of a line: people without title and nationality, nothing by a capital that says nothing."""
    found: list[Tag] = []
    if not tags:
        return found
    for tag in _joined(line, tags, book):
        if tag.end - tag.first == 1:
            parts: Sequence[Tag] = (tag,)
        else:
            parts = _parts(line, tag, book)
        for part in parts:
            trimmed = _trimmed(line, part, book)
            if not _is_nothing(line, trimmed, book):
                found.append(trimmed)
    return found


def _joined(line: Line, tags: Sequence[Tag], book: Lexicon) -> Sequence[Tag]:
    """The tags, of which two are one if a place goes on with its head, or a surname follows a given name."""
    if len(tags) < 2 or all(before.end != tag.first for before, tag in pairwise(tags)):
        return tags
    joined: list[Tag] = []
    for tag in tags:
        held = joined[-1] if joined else None
        if held and held.end == tag.first and line.gap(tag.first) == " ":
            if held.kind is tag.kind is Kind.PLACE and line.keys[tag.end - 1] in cues.PLACE_HEADS:
                joined[-1] = held._replace(end=tag.end)
                continue
            if tag.end - held.first == 2 and _is_given(line, held.first, book):
                joined[-1] = held._replace(end=tag.end, kind=Kind.PERSON)
                continue
        joined.append(tag)
    return joined


def _is_given(line: Line, index: int, book: Lexicon) -> bool:
    """Whether a token may be a given name: it is one, or a surname follows it and it is nothing else."""
    key = line.keys[index]
    known = key in book.given or line.keys[index + 1] in book.surnames
    return known and key not in book.phrases and key not in book.words


def _parts(line: Line, tag: Tag, book: Lexicon) -> Sequence[Tag]:
    """A state and the person after it as two: "Ambassador to the United States Hamdullah Mohib"."""
    match = book.match(line, tag.first, tag.end) if tag.end - tag.first > 2 else None
    if match and match[0].entity.kind is Kind.STATE:
        middle = tag.first + match[1]
        named = tag.end - middle > 1 and line.gap(middle) == " " and line.keys[middle] in book.given
        if named and line.keys[tag.end - 1] not in _HEADS:
            person = tag._replace(first=middle, kind=Kind.PERSON)
            if match[0].form is Form.ADJECTIVE:
                return (person,)
            return tag._replace(end=middle, kind=Kind.PLACE), person
    return _hyphenated(line, tag, book) if line.gaps[tag.first + 1] == "-" else (tag,)


def _hyphenated(line: Line, tag: Tag, book: Lexicon) -> Sequence[Tag]:
    """The halves of "Moscow-Pyongyang" and of a party with its seat, "(BN-Tambun", as two names."""
    second = tag.first + 1
    seat = tag._replace(first=second, kind=Kind.PLACE)
    halves = (book.phrases.get(line.keys[tag.first]), book.phrases.get(line.keys[second]))
    if tag.end - tag.first == 2 and all(
        known and (known.entity.kind is Kind.STATE or known.state) for known in halves
    ):
        return tag._replace(end=second, kind=Kind.PLACE), seat
    word = line.word(tag.first)
    if word.isupper() and len(word) <= 5 and line.gap(tag.first)[-1:] == "(" and line.gap(tag.end)[:1] == ")":
        party = tag._replace(end=second, kind=Kind.ORGANISATION)
        return (party, seat) if len(word) > 1 else (seat,)
    return (tag,)


def _trimmed(line: Line, tag: Tag, book: Lexicon) -> Tag:
    first, end, kind, _ = tag
    if end - first > 1:
        first, kind = _begins(line, tag, book)
    elif kind is Kind.ORGANISATION and not line.shouting:
        first = _takes_in(line, first, end, book)
    if (end - first < 3 and _is_placed(line, first)) or _is_seat(line, first, end):
        kind = Kind.PLACE
    return tag if first == tag.first and kind is tag.kind else tag._replace(first=first, kind=kind)


def _begins(line: Line, tag: Tag, book: Lexicon) -> tuple[int, Kind]:
    """Where a name of several words begins, and of which kind it is."""
    first, end, kind, _ = tag
    while line.loud and end - first > 1 and line.keys[first] in cues.FUNCTION_WORDS:
        first += 1
    if line.keys[first] in _ADDRESSES and end - first == 2:
        return first + 1, Kind.PERSON
    if line.opening[first] and end - first > 1 and _owed(line, tag, book):
        first += 1
    if kind is Kind.PERSON:
        return _person_begins(line, first, end, book), kind
    if end - first > 1 and line.keys[first] == "the":
        return first + 1, kind
    if kind is Kind.ORGANISATION:
        if line.shouting:
            return _after_of(line, first, end, book), kind
        return _takes_in(line, first, end, book), kind
    return first, kind


def _takes_in(line: Line, first: int, end: int, book: Lexicon) -> int:
    """Where an organisation begins that may go by the word before it: an ordinal, its state."""
    if _follows_ordinal(line, first):
        return first - 1
    return _after_state(line, first, book) if line.keys[end - 1] in cues.ORGANISATION_HEADS else first


def _is_placed(line: Line, first: int) -> bool:
    """Whether the words before a short name say that it is a place: "the river X", "the town of X"."""
    before = line.keys[first - 1] if first else ""
    if before not in _PLACING or line.gaps[first] != " ":
        return False
    if before == "of":
        return line.key(first - 2) in cues.PLACE_NOUNS and not line.capital[first - 2]
    return not line.capital[first - 1]


def _is_seat(line: Line, first: int, end: int) -> bool:
    """Whether a name is the seat in a bracket of party and seat: "(BN-Tambun)"."""
    party = first - 1
    return (
        party >= 0
        and line.gaps[first] == "-"
        and line.word(party).isupper()
        and line.gap(party)[-1:] == "("
        and line.gap(end)[:1] == ")"
    )


def _after_state(line: Line, first: int, book: Lexicon) -> int:
    """Where an organisation begins that goes by its state: "China" of "China Southern Airlines"."""
    if first == 0 or line.gap(first) != " " or line.owning[first - 1]:
        return first
    known = book.phrases.get(line.keys[first - 1])
    stately = known is not None and known.form is Form.NAME and known.entity.kind is Kind.STATE
    return first - 1 if stately and line.capital[first - 1] and not line.loud else first


def _after_of(line: Line, first: int, end: int, book: Lexicon) -> int:
    """Where among capitals a name begins after everyday words: "A JOINT VENTURE OF ZORBLATT, INC"."""
    if "of" not in line.keys[first + 1 : end - 1]:
        return first
    joint = line.keys.index("of", first + 1, end - 1)
    plain = all(key in book.words and key not in cues.TAKES_OF for key in line.keys[first:joint])
    return joint + 1 if plain and line.keys[joint + 1] not in book.words else first


def _owed(line: Line, tag: Tag, book: Lexicon) -> bool:
    """Whether the first word of a name that begins a sentence is none of it: "Later Putin"."""
    key = line.keys[tag.first]
    if key in cues.FUNCTION_WORDS or key in {"later", "earlier", "soon", "eventually", "instead", "even"}:
        return key not in book.given
    return (
        tag.kind is Kind.PERSON and key in book.words and key not in book.given and key not in book.surnames
    )


def _follows_ordinal(line: Line, first: int) -> bool:
    """Whether "20th" belongs to the name after it: "20th Century Fox", "the 501st Legion"."""
    return first > 0 and line.gap(first) == " " and _ORDINAL.fullmatch(line.word(first - 1)) is not None


def _person_begins(line: Line, first: int, end: int, book: Lexicon) -> int:
    """Where a person's name begins after titles and adjectives: "Norwegian Ola Skuterud"."""
    while end - first > 1:
        key = line.keys[first]
        known = book.phrases.get(key)
        title = (
            key in cues.TITLES and key not in book.given and not (end - first == 2 and key in cues.NAMES_TOO)
        )
        adjective = known is not None and known.form is Form.ADJECTIVE and line.gap(first + 1) == " "
        if not title and not (adjective and key not in book.given):
            break
        first += 1
    return first


def _is_nothing(line: Line, tag: Tag, book: Lexicon) -> bool:
    """Whether a stretch is no name: adjectives of states, their peoples, titles, days, currencies."""
    first, end, kind, score = tag
    after = line.gaps[end] if end < len(line.gaps) else "\n"
    if after[:1] == "$":
        return True
    key = line.keys[first]
    # Most names end the question with their first word.
    if (key in book.peoples or key in _SMALL) and all(
        key in book.peoples or key in _SMALL for key in line.keys[first + 1 : end]
    ):
        return True
    if kind is not Kind.PLACE and end - first == 2 and _is_bill(line, tag):
        return True
    if line.shouting and all(key in book.words or key in _SMALL for key in line.keys[first:end]):
        return book.match(line, first, end) is None
    if end - first > 1:
        return False
    known = key in book.phrases
    if not known:
        if _AMOUNT.fullmatch(line.word(first)):
            return True
        if kind is not Kind.PERSON and key.endswith(_PEOPLES):
            return True
    if key in {"government", "governments"} or (after[:1] == ":" and key in book.words):
        return True
    if key in cues.DAYS or key in cues.FUNCTION_WORDS or (key in cues.TITLES and key not in book.surnames):
        return not (kind is Kind.PERSON and key in book.given) and not known
    if known or not line.opening[first]:
        return False
    if key in book.words:
        return score < _DOUBTED_WORD
    if key in book.given or key in book.surnames:
        return False
    return score < _DOUBTED


def _is_bill(line: Line, tag: Tag) -> bool:
    """Whether two names are joined to call a law after them: "the Smith-Jones bill"."""
    return line.gaps[tag.first + 1] == "-" and line.key(tag.end) in {
        "bill",
        "act",
        "amendment",
        "law",
        "resolution",
        "plan",
    }
