"""What the tables say of a line beside the model: names it left out, and whom the ones it found belong to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from briefing.article import Kind
from briefing.reading.mentions import cues, scene
from briefing.reading.mentions.lexicon import Form, Known, Lexicon, Match
from briefing.reading.mentions.tagger import Tag
from briefing.reading.mentions.tokens import Line

_TABLES_SCORE = 0.9
_SITE_SCORE = 0.7
_DOMAINS = frozenset({"com", "net", "org"})
_FIRST = attrgetter("first")


@dataclass(slots=True)
class Found:
    """A stretch of a line's tokens that is a name, with its entry in the tables if it has one."""

    first: int
    end: int
    kind: Kind
    score: float
    known: Known | None = None


def look_up(line: Line, tags: Sequence[Tag], matches: Sequence[Match], book: Lexicon) -> list[Found]:
    """The names of a line by the model and by the tables, in order."""
    if not matches and "." not in line.gaps:
        return [Found(first, end, kind, score) for first, end, kind, score in tags]
    found: list[Found] = []
    entries: dict[int, Known] = {}
    replaced: set[int] = set()
    begin = 0
    for first, end, known in matches:
        while begin < len(tags) and tags[begin].end <= first:
            begin += 1
        after = begin
        while after < len(tags) and tags[after].first < end:
            after += 1
        if begin == after:
            if _stands_alone(line, first, end, known, book):
                found.append(Found(first, end, known.entity.kind, _TABLES_SCORE, known))
            continue
        reach = (tags[begin].first, tags[after - 1].end)
        if reach == (first, end) and after - begin == 1:
            entries[begin] = known
        elif first <= reach[0] and reach[1] <= end and _certain(line, first, end, known):
            found.append(Found(first, end, known.entity.kind, _TABLES_SCORE, known))
            replaced.update(range(begin, after))
    if "." in line.gaps:
        for site in _sites(line):
            touching = [n for n, tag in enumerate(tags) if tag.first < site.end and tag.end > site.first]
            if all(tags[n].end <= site.end and tags[n].first >= site.first for n in touching):
                found.append(site)
                replaced.update(touching)
    for number, tag in enumerate(tags):
        if number not in replaced:
            found.append(_of_tag(line, tag, entries.get(number), book))
    found.sort(key=_FIRST)
    return found


def _sites(line: Line) -> Iterator[Found]:
    """Organisations called by their address: "Zorblatt.com"."""
    for index in range(1, len(line)):
        if line.gaps[index] == "." and line.keys[index] in _DOMAINS and line.capital[index - 1]:
            inside = index > 1 and line.gaps[index - 1] in {".", "@", "/"}
            if not inside and line.gap(index + 1) != ".":
                yield Found(index - 1, index + 1, Kind.ORGANISATION, _SITE_SCORE)


def _whole(line: Line, first: int, end: int) -> bool:
    """Whether no capital beside a stretch may belong to it."""
    if line.loud:
        return True
    before = first > 0 and line.capital[first - 1] and line.joined(first) and not line.opening[first - 1]
    after = end < len(line) and line.capital[end] and line.joined(end)
    return not before and not after


def _certain(line: Line, first: int, end: int, known: Known) -> bool:
    """Whether a name of several words is what the tables say, whatever the model thinks."""
    if known.form is Form.ADJECTIVE:
        return end - first > 1 and not scene.is_no_state(line, first, end)
    return end - first > 1 and _whole(line, first, end)


def _stands_alone(line: Line, first: int, end: int, known: Known, book: Lexicon) -> bool:
    """Whether a name of the tables is one though the model left it out."""
    if line.gap(end)[:1] == "$" or line.gap(first)[-1:] in {"@", "#"}:  # "US$ 20" is a currency
        return False
    if line.key(end) == "day" and line.capital[end]:
        return False
    if known.form is Form.ADJECTIVE:
        return not scene.is_no_state(line, first, end)
    everyday = end - first == 1 and line.keys[first] in book.words
    kind = known.entity.kind
    if everyday and kind is not Kind.STATE and (line.loud or line.opening[first]):
        return False
    if kind is Kind.STATE:
        return known.form is Form.HOUSE or _whole(line, first, end) or _before_title(line, end)
    if end - first > 1:
        return _whole(line, first, end)
    if not _whole(line, first, end) or scene.is_quoted(line, first, end):
        return False
    return kind is Kind.ORGANISATION or known.region or kind is Kind.PERSON


def _before_title(line: Line, end: int) -> bool:
    """Whether the capital after a state begins a title or stands in another name: "US Secretary of State"."""
    return line.keys[end] in cues.TITLES or line.keys[end] in cues.TITLE_PARTS if end < len(line) else False


def _of_tag(line: Line, tag: Tag, known: Known | None, book: Lexicon) -> Found:
    """A name of the model's, of the kind that model and tables together say."""
    kind = tag.kind
    if known:
        kind = _kind(line, tag, known, book)
        if kind is not known.entity.kind and not (known.form is Form.CAPITAL and kind is Kind.PLACE):
            known = None
    return Found(tag.first, tag.end, kind, tag.score, known)


def _kind(line: Line, tag: Tag, known: Known, book: Lexicon) -> Kind:
    table = known.entity.kind
    if known.form is Form.ADJECTIVE or known.form is Form.HOUSE or tag.end - tag.first > 1:
        return table
    key = line.keys[tag.first]
    if tag.kind is Kind.PERSON:
        return (
            Kind.PERSON
            if table is Kind.PERSON or key in book.given or key in book.surnames or key in cues.FAMILY_FIRST
            else table
        )
    if table is Kind.STATE or table is Kind.ORGANISATION or known.region or known.form is Form.CAPITAL:
        return table
    return tag.kind
