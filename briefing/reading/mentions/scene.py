"""What the words around a name say: where or who, the city or its state, a person or an organisation."""
# ruff: noqa: SIM905 - lists of words are read as words

from __future__ import annotations

from briefing.article import Kind, Role
from briefing.reading.mentions import cues
from briefing.reading.mentions.lexicon import Lexicon
from briefing.reading.mentions.tokens import Line

_PEOPLES_OF_AMERICA = frozenset({"african", "native", "latin", "south", "north", "central", "asian", "all"})
_NEAR = 3
_PARTS_OF_PLACES = frozenset({"the", "southern", "northern", "eastern", "western", "central"})
_GOING = frozenset(
    """
    leave left leaving enter entered entering visit visits visited visiting toured touring
    """.split()
)
_TOWARDS = frozenset({"to", "from", "for"})
"""What says where something goes if it moves at all."""
_BEFORE_PLACES = _PARTS_OF_PLACES | _GOING | _TOWARDS | cues.LOCATIVES
_OPENING_QUOTES = frozenset("\"“‘'`")
_CLOSING_QUOTES = frozenset("\"”’'")


def role_of_state(line: Line, first: int, end: int, *, adjective: bool = False) -> Role:
    """Where a state stands for its land it is a place: "in Russia", "flew to Russia", "the Ukraine conflict".

    Everywhere else it acts, and so it does where it owns: "at Russia’s cosmodrome".
    """
    if line.owning[end - 1]:
        return Role.ACTOR
    if line.gap(end) == " " and line.key(end) in cues.MODIFIED_PLACES:
        return Role.PLACE
    return Role.PLACE if not adjective and is_where(line, first) else Role.ACTOR


def is_where(line: Line, first: int) -> bool:
    """Whether the words before a name say that it is where something happens or goes."""
    before = first - 1
    if before < 0 or line.keys[before] not in _BEFORE_PLACES or line.gaps[first] not in {" ", " ("}:
        return False
    while line.key(before) in _PARTS_OF_PLACES:
        before -= 1
    key = line.key(before)
    if key in cues.LOCATIVES or key in _GOING:
        return True
    return key in _TOWARDS and not cues.MOTIONS.isdisjoint(line.keys[max(0, before - _NEAR) : before])


def speaks_for_state(line: Line, first: int, end: int, book: Lexicon) -> bool:
    """Whether a capital stands for its state: it owns, acts, or deals with others as a state does.

    "Moscow warned", "Pyongyang’s satellite program", "between Moscow and Kyiv", "Moscow-Pyongyang"; but
    "in Moscow", "Moscow, Russia", "Moscow’s mayor" and "MOSCOW (Reuters)" name the city.
    """
    if first == 0 and line.word(first).isupper():
        return False
    if line.gap(first) == "-" or (line.gap(end) == "-" and not line.owning[end - 1]):
        return pairs_with_state(line, first, end, book)
    if is_where(line, first) or line.key(first - 1) in {"of", "from", "to", "near", "based", "for"}:
        return False
    follower = line.key(end)
    if line.owning[end - 1]:
        return not _is_of_city(line, end)
    if line.gap(end) == ", ":
        known = book.phrases.get(follower)
        if known is not None or not line.opening[first]:
            return line.key(first - 1) in cues.STATE_RELATIONS
        return follower in {
            "in",
            "which",
            "facing",
            "meanwhile",
            "however",
            "for",
            "too",
            "already",
            "having",
            "whose",
        }
    if line.key(first - 1) in cues.STATE_RELATIONS:
        return not (line.gap(end) == " " and _is_of_city(line, end))
    if line.gap(end) == " " and follower in cues.STATE_ACTS:
        return True
    return _is_paired(line, first, end, book)


def pairs_with_state(line: Line, first: int, end: int, book: Lexicon) -> bool:
    """Whether the other half of a hyphenated pair is a state or a capital."""
    other = book.phrases.get(line.key(first - 1) if line.gap(first) == "-" else line.key(end))
    return other is not None and (other.state is not None or other.entity.kind is Kind.STATE)


def _is_paired(line: Line, first: int, end: int, book: Lexicon) -> bool:
    """Whether it stands beside another that does: "between Moscow and Kyiv", seen from Kyiv."""
    if line.key(first - 1) != "and" or line.gap(first - 1) != " ":
        return False
    other = book.phrases.get(line.key(first - 2))
    if other is None or (other.state is None and other.entity.kind is not Kind.STATE):
        return False
    return line.key(first - 3) in cues.STATE_RELATIONS or line.key(end) in cues.STATE_ACTS


def _is_of_city(line: Line, end: int) -> bool:
    near = line.keys[end : end + 2]
    return not cues.CITY_THINGS.isdisjoint(near) or (line.capital[end] if end < len(line) else False)


def is_no_state(line: Line, first: int, end: int) -> bool:
    """Whether an adjective of a state means something else: "Native American", "French fries"."""
    if (
        line.gap(first) in {" ", "-"}
        and line.key(first - 1) in _PEOPLES_OF_AMERICA
        and line.capital[first - 1]
    ):
        return True
    if line.gap(end) in {" ", "-"} and line.key(end) in cues.NOT_OF_STATES:
        return True
    return line.key(first - 1) in {"speak", "speaks", "speaking", "spoke", "fluent", "learn", "learning"} or (
        line.gap(end) == "-" and line.capital[end] and line.key(end) in {"american", "americans"}
    )


def is_quoted(line: Line, first: int, end: int) -> bool:
    """Whether a name fills a pair of quotation marks, as titles of works do."""
    return line.gap(first)[-1:] in _OPENING_QUOTES and line.gap(end).lstrip(",.")[:1] in _CLOSING_QUOTES


def near_place_noun(line: Line, end: int) -> bool:
    """Whether a small word for a place follows soon: "Vostochny space launch site"."""
    for index in range(end, min(end + _NEAR, len(line))):
        if (
            line.gap(index) != " "
            or line.capital[index]
            or line.keys[index] in {"and", "in", "of", "the", "to"}
        ):
            return False
        if line.keys[index] in cues.PLACE_NOUNS:
            return True
    return False
