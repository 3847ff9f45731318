"""Carry what is known of a name in one place of an article to the others: surnames above all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from briefing.article import Kind
from briefing.reading.mentions import cues
from briefing.reading.mentions.lexicon import Form, Lexicon
from briefing.reading.mentions.scene import is_where
from briefing.reading.mentions.tagger import Tag
from briefing.reading.mentions.tokens import Line

_SURE = 0.5
"""The scores of a word's tags, added up, from which it is a name in the rest of the article too."""
_SURE_OF_WORD = 2.0
"""The same for everyday words."""
_CARRIED = 0.6
"""The score of a name that is one because the word is elsewhere."""


def _no_kinds() -> defaultdict[str, defaultdict[Kind, float]]:
    return defaultdict(lambda: defaultdict(float))


@dataclass(slots=True)
class _Known:
    """What the article says of its words."""

    people: Counter[str] = field(default_factory=Counter)
    """The words by which people are named alone."""
    kinds: defaultdict[str, defaultdict[Kind, float]] = field(default_factory=_no_kinds)
    """For each word by which something is named alone, how much speaks for each kind."""
    where: set[str] = field(default_factory=set)
    """Words that say where something happens."""
    names: set[str] = field(default_factory=set)
    """The names in full."""


def spread(lines: Sequence[Line], tags: Sequence[list[Tag]], book: Lexicon) -> list[list[Tag]]:
    """The tags of each line, with the names of one word that the rest of the article vouches for."""
    known = _Known()
    for line, found in zip(lines, tags, strict=True):
        for tag in found:
            _learn(known, line, tag, book)
    return [_of_line(line, found, known, book) for line, found in zip(lines, tags, strict=True)]


def _learn(known: _Known, line: Line, tag: Tag, book: Lexicon) -> None:
    if tag.end - tag.first == 1:
        if (key := line.keys[tag.first]) not in cues.SUFFIXES:
            known.names.add(key)
            _learn_word(known, line, tag, key)
        return
    keys = [key for key in line.keys[tag.first : tag.end] if key not in cues.SUFFIXES]
    if not keys:
        return
    known.names.add(" ".join(keys))
    if tag.kind is Kind.PERSON and len(keys) > 1:
        known.people[keys[-1]] += 1
        if keys[0] in cues.FAMILY_FIRST or keys[0] in book.given:
            known.people[keys[0]] += 1
    if len(keys) == 1:
        _learn_word(known, line, tag, keys[0])
    elif tag.kind is Kind.ORGANISATION:
        initials = "".join(word[0] for word in map(line.word, range(tag.first, tag.end)) if word[0].isupper())
        if len(initials) > 2:
            known.kinds[initials.casefold()][Kind.ORGANISATION] += tag.score
        if keys[0] not in book.words and keys[0] not in book.given and keys[0] not in book.phrases:
            known.kinds[keys[0]][Kind.ORGANISATION] += tag.score / 2


def _learn_word(known: _Known, line: Line, tag: Tag, key: str) -> None:
    """Note what speaks for the kind of a word by which something is named alone."""
    known.kinds[key][tag.kind] += tag.score
    if is_where(line, tag.first) and not line.owning[tag.first]:
        known.where.add(key)


def _of_line(line: Line, tags: list[Tag], known: _Known, book: Lexicon) -> list[Tag]:
    people, kinds = known.people, known.kinds
    out: list[Tag] = []
    for tag in tags:
        for part in _parts(line, tag, known, book):
            out.append(_retyped(line, part, known, book) if part.end - part.first == 1 else part)
    keys, held, count = line.keys, 0, len(out)
    for index in line.capitals:
        while held < len(tags) and tags[held].end <= index:
            held += 1
        if held < len(tags) and index >= tags[held].first:
            continue
        key = keys[index]
        if (key in people or key in kinds) and (kind := _kind(line, index, known, book)):
            out.append(Tag(index, index + 1, kind, _CARRIED))
    if len(out) > count:
        out.sort()
    return out


def _parts(line: Line, tag: Tag, known: _Known, book: Lexicon) -> list[Tag]:
    """ "Excite and Lycos" as two organisations, where one of them is named alone elsewhere."""
    if (
        tag.end - tag.first > 2
        and tag.kind is not Kind.PERSON
        and "and" in line.keys[tag.first + 1 : tag.end - 1]
    ):
        joint = line.keys.index("and", tag.first + 1, tag.end - 1)
        for first, end in ((tag.first, joint), (joint + 1, tag.end)):
            name = " ".join(line.keys[first:end])
            if name in known.names or name in book.phrases:
                return [tag._replace(end=joint), tag._replace(first=joint + 1)]
    return [tag]


def _kind(line: Line, index: int, known: _Known, book: Lexicon) -> Kind | None:
    """What a word that the model left unmarked names, if it is one."""
    key = line.keys[index]
    if _in_run(line, index) or key in cues.DAYS:
        return None
    doubtful = line.loud or (line.opening[index] and key in book.words)
    if key in known.people and not (line.loud and key in book.words) and not is_where(line, index):
        return Kind.PERSON
    if doubtful or line.ends[index] - line.starts[index] < 2 or key in cues.NOT_NAMES:
        return None
    votes = known.kinds.get(key)
    if votes:
        kind, weight = max(votes.items(), key=lambda vote: (vote[1], vote[0]))
        if weight >= (_SURE_OF_WORD if key in book.words else _SURE):
            return kind
    return None


def _in_run(line: Line, index: int) -> bool:
    after = index + 1
    if after < len(line) and line.capital[after] and line.joined(after):
        return True
    return (
        index > 0
        and line.capital[index - 1]
        and line.joined(index)
        and line.keys[index - 1] not in cues.TITLES
    )


def _retyped(line: Line, tag: Tag, known: _Known, book: Lexicon) -> Tag:
    """A name of one word as a person's, where it is the surname of one; else as the state's or capital's."""
    key = line.keys[tag.first]
    entry = book.phrases.get(key)
    if tag.kind is Kind.PERSON:
        stately = entry is not None and (entry.entity.kind is Kind.STATE or entry.form is Form.CAPITAL)
        return tag._replace(kind=Kind.PLACE) if stately and not known.people[key] else tag
    if not known.people[key] or key in known.where or is_where(line, tag.first):
        return tag
    if entry is None or (entry.entity.kind is Kind.PLACE and not entry.region):
        return tag._replace(kind=Kind.PERSON)
    return tag
