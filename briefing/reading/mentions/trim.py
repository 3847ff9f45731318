"""Put the edges of the model's stretches right, part what are two names, and drop what can be none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.article import Kind
from briefing.reading.mentions import cues
from briefing.reading.mentions.lexicon import Form, Lexicon
from briefing.reading.mentions.tagger import Tag
from briefing.reading.mentions.tokens import Line

_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)", re.IGNORECASE)
_ADDRESSES = frozenset({"mr", "mrs", "ms", "dr", "sen", "rep", "gov"})
_AMOUNT = re.compile(r"[A-Z]{1,3}\d{2,}")
_PEOPLES = ("ians", "ites", "istas")
_DOUBTED = 0.5
"""Below this score the capital of a sentence's first word is owed to its place."""

_DOUBTED_WORD = 0.8
"""The same where it is an everyday word."""


def trim(line: Line, tags: Sequence[Tag], book: Lexicon) -> list[Tag]:
    """The names of a line: people without title and nationality, nothing by a capital that says nothing."""
    found: list[Tag] = []
    for tag in _joined(line, tags, book):
        for part in _parts(line, tag, book):
            trimmed = _trimmed(line, part, book)
            if not _is_nothing(line, trimmed, book):
                found.append(trimmed)
    return found


def _joined(line: Line, tags: Sequence[Tag], book: Lexicon) -> Iterator[Tag]:
    """The tags, of which two are one if a place goes on with its head, or a surname follows a given name."""
    held: Tag | None = None
    for tag in tags:
        if held and held.end == tag.first and line.gap(tag.first) == " ":
            if held.kind is tag.kind is Kind.PLACE and line.keys[tag.end - 1] in cues.PLACE_HEADS:
                held = held._replace(end=tag.end)
                continue
            if tag.end - held.first == 2 and _is_given(line, held.first, book):
                held = held._replace(end=tag.end, kind=Kind.PERSON)
                continue
        if held:
            yield held
        held = tag
    if held:
        yield held


def _is_given(line: Line, index: int, book: Lexicon) -> bool:
    """Whether a token may be a given name: it is one, or a surname follows it and it is nothing else."""
    key = line.keys[index]
    known = key in book.given or line.keys[index + 1] in book.surnames
    return known and key not in book.phrases and key not in book.words


def _parts(line: Line, tag: Tag, book: Lexicon) -> Iterator[Tag]:
    """A state and the person after it as two: "Ambassador to the United States Hamdullah Mohib"."""
    match = book.match(line, tag.first, tag.end) if tag.end - tag.first > 2 else None
    if match and match[0].entity.kind is Kind.STATE:
        middle = tag.first + match[1]
        named = tag.end - middle > 1 and line.gap(middle) == " " and line.keys[middle] in book.given
        if named and line.keys[tag.end - 1] not in cues.ORGANISATION_HEADS | cues.PLACE_HEADS:
            if match[0].form is not Form.ADJECTIVE:
                yield tag._replace(end=middle, kind=Kind.PLACE)
            yield tag._replace(first=middle, kind=Kind.PERSON)
            return
    yield from _hyphenated(line, tag, book)


def _hyphenated(line: Line, tag: Tag, book: Lexicon) -> Iterator[Tag]:
    """The halves of "Moscow-Pyongyang" and of a party with its seat, "(BN-Tambun", as two names."""
    second = tag.first + 1
    if second < tag.end and line.gap(second) == "-":
        halves = (book.phrases.get(line.keys[tag.first]), book.phrases.get(line.keys[second]))
        if tag.end - tag.first == 2 and all(
            known and (known.entity.kind is Kind.STATE or known.state) for known in halves
        ):
            yield tag._replace(end=second, kind=Kind.PLACE)
            yield tag._replace(first=second, kind=Kind.PLACE)
            return
        word = line.words[tag.first]
        if (
            word.isupper()
            and len(word) <= 5
            and line.gap(tag.first)[-1:] == "("
            and line.gap(tag.end)[:1] == ")"
        ):
            if len(word) > 1:
                yield tag._replace(end=second, kind=Kind.ORGANISATION)
            yield tag._replace(first=second, kind=Kind.PLACE)
            return
    yield tag


def _trimmed(line: Line, tag: Tag, book: Lexicon) -> Tag:
    first, end = tag.first, tag.end
    while line.loud and end - first > 1 and line.keys[first] in cues.FUNCTION_WORDS:
        first += 1
    if line.keys[first] in _ADDRESSES and end - first == 2:
        return tag._replace(first=first + 1, kind=Kind.PERSON)
    if line.opening[first] and end - first > 1 and _owed(line, tag, book):
        first += 1
    if tag.kind is Kind.PERSON:
        first = _person_begins(line, first, end, book)
    elif end - first > 1 and line.keys[first] == "the":
        first += 1
    elif line.shouting and tag.kind is Kind.ORGANISATION:
        first = _after_of(line, first, end, book)
    elif tag.kind is Kind.ORGANISATION and _follows_ordinal(line, first):
        first -= 1
    elif tag.kind is Kind.ORGANISATION and line.keys[end - 1] in cues.ORGANISATION_HEADS:
        first = _after_state(line, first, book)
    placed = _is_placed(line, first, end) or _is_seat(line, first, end)
    kind = Kind.PLACE if placed else tag.kind
    return tag._replace(first=first, kind=kind)


def _is_placed(line: Line, first: int, end: int) -> bool:
    """Whether the words before a name of one or two words say that it is a place: "the river X", "the town of X"."""
    if end - first > 2 or line.gap(first) != " ":
        return False
    if line.key(first - 1) == "of":
        return line.key(first - 2) in cues.PLACE_NOUNS and not line.capital[first - 2]
    return line.key(first - 1) in {"river", "lake", "mount", "island"} and not line.capital[first - 1]


def _is_seat(line: Line, first: int, end: int) -> bool:
    """Whether a name is the seat in a bracket of party and seat: "(BN-Tambun)"."""
    party = first - 1
    return (
        party >= 0
        and line.gap(first) == "-"
        and line.words[party].isupper()
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
    return first > 0 and line.gap(first) == " " and _ORDINAL.fullmatch(line.words[first - 1]) is not None


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
    if line.gap(tag.end)[:1] == "$":
        return True
    keys = [key for key in line.keys[tag.first : tag.end] if key not in {"and", "of", "the"}]
    if all(_is_people(key, book) for key in keys):
        return True
    if tag.kind is not Kind.PLACE and _is_bill(line, tag):
        return True
    if line.shouting and all(key in book.words for key in keys):
        return book.match(line, tag.first, tag.end) is None
    if tag.end - tag.first > 1:
        return False
    key = line.keys[tag.first]
    if _AMOUNT.fullmatch(line.words[tag.first]) and key not in book.phrases:
        return True
    if tag.kind is not Kind.PERSON and key.endswith(_PEOPLES) and key not in book.phrases:
        return True
    if key in {"government", "governments"} or (line.gap(tag.end)[:1] == ":" and key in book.words):
        return True
    if key in cues.DAYS or key in cues.FUNCTION_WORDS or (key in cues.TITLES and key not in book.surnames):
        return not (key in book.given and tag.kind is Kind.PERSON) and key not in book.phrases
    if not line.opening[tag.first] or key in book.phrases:
        return False
    if key in book.words:
        return tag.score < _DOUBTED_WORD
    if key in book.given or key in book.surnames:
        return False
    return tag.score < _DOUBTED


def _is_bill(line: Line, tag: Tag) -> bool:
    """Whether two names are joined to call a law after them: "the Smith-Jones bill"."""
    hyphens = tag.end - tag.first == 2 and line.gap(tag.first + 1) == "-"
    return hyphens and line.key(tag.end) in {"bill", "act", "amendment", "law", "resolution", "plan"}


def _is_people(key: str, book: Lexicon) -> bool:
    """Whether a word is the adjective of a state or the plural of one: "Russian", "Russians"."""
    known = book.phrases.get(key) or book.phrases.get(key.removesuffix("s"))
    return known is not None and known.form is Form.ADJECTIVE
