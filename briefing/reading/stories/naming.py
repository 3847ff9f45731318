"""What holds a story together, and what it is called: what its articles share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from briefing.article import Entity, Kind
from briefing.reading.stopwords import STOPWORDS
from briefing.reading.stories.storytext import StoryText
from briefing.reading.stories.vectors import Vector
from briefing.reading.words import fold, folded_words, words

MOST_NAMES = 12
MOST_TERMS = 8
"""How many names and terms explain a story."""

_FITTING = range(20, 91)
"""Characters of a title that says enough and fits a line."""
_PROMINENT = 0.25
"""A second person belongs in a title if named at least this often for each time the first is."""
_PREPOSITIONS = ("in", "at", "near", "on")


def shared_names(articles: Sequence[StoryText]) -> list[Entity]:
    """Whom and what most of the articles name, those in most articles and named most often first."""
    found_in: Counter[Entity] = Counter()
    mentions: Counter[Entity] = Counter()
    for article in articles:
        for name in article.names:
            found_in[name.entity] += 1
            mentions[name.entity] += name.count
    shared = [entity for entity, count in found_in.items() if 2 * count > len(articles)]
    return sorted(shared, key=lambda entity: (-found_in[entity], -mentions[entity], entity.id))


def shared_terms(vectors: Sequence[Vector], names: Iterable[Entity]) -> tuple[str, ...]:
    """The weightiest words that most of the articles share, other than those of the names.

    A word is shown as the articles write it, if it is among the leading ones of any.
    """
    terms, of_term, found_in = np.unique(
        np.concatenate([vector.terms for vector in vectors]), return_inverse=True, return_counts=True
    )
    weights = np.bincount(of_term, np.concatenate([vector.weights for vector in vectors]))
    most_share = 2 * found_in > len(vectors)
    weight = dict(zip(terms[most_share].tolist(), weights[most_share].tolist(), strict=True))
    written: dict[int, str] = {}
    for vector in vectors:
        for term, word in zip(vector.terms.tolist(), vector.words, strict=False):
            if term in weight and (
                term not in written or (len(word), word) < (len(written[term]), written[term])
            ):
                written[term] = word
    of_names = {word.folded for entity in names for word in words(entity.name)}
    shared = sorted((-weight[term], word) for term, word in written.items() if word not in of_names)
    return tuple(word for _, word in shared[:MOST_TERMS])


def title(articles: Sequence[StoryText], centrality: Sequence[int], names: Sequence[Entity]) -> str:
    """A headline for the articles: that of the most central one, or where none has any, whom they share.

    `centrality` says how alike each article is to the others, `names` are those that they share.
    """
    entitled = [i for i, article in enumerate(articles) if article.title and not article.title_derived]
    if not entitled and len(articles) > 1:
        phrase = _phrase(names, "\n\n".join(article.text for article in articles))
        if phrase:
            return phrase

    def rank(i: int) -> tuple[bool, int, int, str]:
        length = len(articles[i].title)
        return length not in _FITTING, -centrality[i], length, articles[i].id

    return articles[min(entitled or range(len(articles)), key=rank)].title


def _phrase(names: Sequence[Entity], text: str) -> str:
    """Such as "Putin and Kim at Vostochny"; empty where fewer than two names are shared."""
    actors = _actors(names, text)
    place = next((entity.name for entity in names if entity.kind is Kind.PLACE), "")
    if not actors or len(actors) + bool(place) < 2:
        return ""
    phrase = " and ".join(actors)
    if place:
        phrase += f" {_preposition(place, text)} {_with_article(place, text)}"
    return phrase[0].upper() + phrase[1:]


def _actors(names: Sequence[Entity], text: str) -> list[str]:
    """Up to two: the people that the articles are about, else organisations, else states."""
    counts = Counter(folded_words(text))
    people = [entity for entity in names if entity.kind is Kind.PERSON]
    known_as = {entity: _known_as(entity.name, counts) for entity in people}
    uses = {entity: counts[fold(known_as[entity].split()[-1])] for entity in people}
    leading = [entity for entity in people if uses[entity] >= _PROMINENT * uses[people[0]]][:2]
    if len({known_as[entity] for entity in leading}) < len(leading):
        known_as = {entity: entity.name for entity in people}
    # Whom a text names first is usually the one who acts.
    leading.sort(key=lambda entity: text.find(known_as[entity]))
    others = [entity for kind in (Kind.ORGANISATION, Kind.STATE) for entity in names if entity.kind is kind]
    missing = others[: 2 - len(leading)]
    return [known_as[entity] for entity in leading] + [_with_article(entity.name, text) for entity in missing]


def _known_as(name: str, counts: Counter[str]) -> str:
    """The part of a person's name that the articles use alone ("Kim" of "Kim Jong Un"), or all of it."""
    parts = name.split()
    uses = [counts[fold(part)] for part in parts]
    return parts[uses.index(max(uses))] if min(uses) < max(uses) else name


def _with_article(name: str, text: str) -> str:
    """The name with "the" before it where the articles mostly write it so ("the United States").

    A single word may stand there for a longer name ("the Vostochny launch site"): it counts only where no
    other word goes on with it.
    """
    with_article = without = 0
    for the, after in re.findall(rf"\b(the\s++)?{re.escape(name)}\b(\s++[^\W_]+)?", text, re.IGNORECASE):
        if " " in name or not after or fold(after.strip()) in STOPWORDS:
            with_article += bool(the)
            without += not the
    return f"the {name}" if with_article > without else name


def _preposition(place: str, text: str) -> str:
    """How the articles write of being there: "at Vostochny", "in Pyongyang"."""
    pattern = rf"\b({'|'.join(_PREPOSITIONS)})\s++(?:\S++\s++){{0,2}}?{re.escape(place)}\b"
    found = Counter(match.lower() for match in re.findall(pattern, text, re.IGNORECASE))
    return max(_PREPOSITIONS, key=lambda preposition: found[preposition])
