"""Alignment: which passages of two articles tell the same.

The words of the topic itself stand in every passage of both articles and say nothing about which two passages
correspond. So a word weighs by how rare it is within the two articles, not within the language; and two
sentences are as near as the share of their weight that they have in common, and the nearer the further they
outdo what else either could correspond to. Where a sentence stands in its article is no evidence.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefing.article import Mention
from briefing.correspondence import Alignment, Link
from briefing.reading.background import article_shares
from briefing.reading.passages import passages
from briefing.reading.sentences import sentences
from briefing.reading.stems import root
from briefing.reading.stopwords import STOPWORDS
from briefing.reading.words import words

ANCHOR = 0.28
"""Without one link of at least this score nothing is linked: two events of one kind share that much."""
ACCEPTED = 0.13
"""The lowest score of an accepted link."""
NEAR_BEST = 0.7
"""An accepted link has at least this share of the best score of one of its two passages."""
CHANCE = 0.7
"""How likely one word in common is mere chance; two are so with its square, and so on."""
CORROBORATING = 0.1
"""From this score on, further pairs of sentences speak for a pair of passages."""

NO_WORD: Mapping[tuple[int, int], bool] = {}
"""Where the reader has not said which passages tell the same."""

PLAIN = 2.0
"""How much more a word weighs that every article at large has, in multiples of one that none has."""
FURTHEST_AHEAD = 2.0
"""Being this many times as near as the next best counts no less than being further ahead still."""
RIVAL = 0.15
"""The next best counts as at least this near, lest a sentence that shares words with one alone seem near to it."""

_AT_HAND = 64
"""Articles that are kept ready to be compared: each with each of a large story."""

Scores = Mapping[tuple[int, int], float]
"""Scores from 0 to 1 of pairs: a sentence or passage of article a, and one of b. Zeroes are left out."""


def align(
    text_a: str,
    mentions_a: Sequence[Mention],
    text_b: str,
    mentions_b: Sequence[Mention],
    by_hand: Mapping[tuple[int, int], bool] = NO_WORD,
) -> Alignment:
    """Link the passages of two articles that tell the same, many to many.

    Scores compare within one alignment; that of two passages is made from the sentences that correspond
    between them. The mentions, those of the bodies, tell which names speak for a link; they add nothing to
    the score, in which the words of the names have had their part. `by_hand` is the reader's word on pairs of
    passages, which is final: True links them, whatever they score, and False parts them, so that neither is the
    other's nearest.
    """
    a, b = _read(text_a, tuple(mentions_a)), _read(text_b, tuple(mentions_b))
    weights = weigh([*a.sentences, *b.sentences])
    by_sentence = score(a.sentences, b.sentences, weights)
    scores = _score_passages(by_sentence, a.passage_of, b.passage_of)
    pinned = {pair for pair, linked in by_hand.items() if linked}
    linked = {pair for pair in accept(scores) if pair not in by_hand} | pinned
    ranked = rank(scores) | dict.fromkeys(pinned - scores.keys(), 0.0)
    accepted = sorted(linked, key=lambda pair: (-ranked[pair], pair))
    considered = {pair: value for pair, value in ranked.items() if by_hand.get(pair, True)}
    nearest_a = _nearest(considered, linked, 0, len(a.terms))
    nearest_b = _nearest(considered, linked, 1, len(b.terms))
    links = {
        pair: _link(pair, ranked[pair], a, b, weights, by_hand.get(pair, False))
        for pair in {*accepted, *nearest_a, *nearest_b}
        if pair
    }
    return Alignment(
        links=tuple(links[pair] for pair in accepted),
        nearest_a=tuple(links[pair] if pair else None for pair in nearest_a),
        nearest_b=tuple(links[pair] if pair else None for pair in nearest_b),
    )


def weigh(segments: Collection[Collection[str]]) -> dict[str, float]:
    """What each term weighs: the rarer it is in both articles, and the commoner in the language, the more.

    log((n + 1) / d) for one that stands in d of the n segments of both articles, times 1 + 2√s where it stands in
    a share s of articles at large. What is rare there is the topic's own, names above all, and may stand in any
    sentence of either article; a plain word that both have in one place alone tells which place. The terms of a
    segment are distinct.
    """
    found_in = Counter(term for segment in segments for term in segment)
    rarities = [0.0, *(math.log((len(segments) + 1) / count) for count in range(1, len(segments) + 1))]
    return {term: rarities[count] * _plainness(term) for term, count in found_in.items()}


@lru_cache(maxsize=65536)
def _plainness(term: str) -> float:
    """How much more a term weighs for how common it is at large."""
    return 1 + PLAIN * math.sqrt(article_shares().get(term, 0.0))


def score(
    a: Sequence[Collection[str]], b: Sequence[Collection[str]], weights: Mapping[str, float]
) -> dict[tuple[int, int], float]:
    """How far each segment of a tells what each of b tells; pairs with nothing in common are left out.

    The geometric mean of the shares of either segment's weight that the other has too, times the likelihood
    that so many words in common are more than chance.
    """
    standing_in_b: dict[str, list[int]] = defaultdict(list)
    for j, segment in enumerate(b):
        for term in segment:
            standing_in_b[term].append(j)
    weight_of_b = [math.fsum(weights[term] for term in segment) for segment in b]
    surely = [1 - CHANCE**count for count in range(1 + max(map(len, a), default=0))]
    scores: dict[tuple[int, int], float] = {}
    for i, segment in enumerate(a):
        weight_of_a = math.fsum(weights[term] for term in segment)
        shared = [0.0] * len(b)
        count = [0] * len(b)
        for term in sorted(segment):
            if term in standing_in_b:
                weight = weights[term]
                for j in standing_in_b[term]:
                    shared[j] += weight
                    count[j] += 1
        for j, both in enumerate(shared):
            if both:
                scores[i, j] = both / math.sqrt(weight_of_a * weight_of_b[j]) * surely[count[j]]
    return scores


def accept(scores: Scores) -> list[tuple[int, int]]:
    """The pairs that are linked, best first: good enough, and near the best that one of the two has.

    All of them rest on the best: where even that is weak, the articles tell of different events.
    """
    if max(scores.values(), default=0) < ANCHOR:
        return []
    best_a: dict[int, float] = defaultdict(float)
    best_b: dict[int, float] = defaultdict(float)
    for (i, j), value in scores.items():
        best_a[i] = max(best_a[i], value)
        best_b[j] = max(best_b[j], value)
    good = (
        (-value, i, j)
        for (i, j), value in scores.items()
        if value >= ACCEPTED and value >= NEAR_BEST * min(best_a[i], best_b[j])
    )
    return [(i, j) for _, i, j in sorted(good)]


def rank(scores: Scores) -> dict[tuple[int, int], float]:
    """The scores as pairs are ranked by: how near they are, and how far ahead of what else either could pair with.

    Of two sentences that are as near to their partners, the one whose partner has no rival is the surer: each
    score is multiplied by the square root of its lead over the next best in its row, and in its column, and
    halved, to stay within 1.
    """
    best_a, best_b = _two_best(scores, 0), _two_best(scores, 1)
    return {
        (i, j): value * math.sqrt(_lead(value, best_a[i]) * _lead(value, best_b[j])) / FURTHEST_AHEAD
        for (i, j), value in scores.items()
    }


def _two_best(scores: Scores, side: int) -> dict[int, tuple[float, float]]:
    """For each row or column its best score, and its second best."""
    found: dict[int, tuple[float, float]] = {}
    for pair, value in scores.items():
        first, second = found.get(pair[side], (0.0, 0.0))
        found[pair[side]] = (value, first) if value > first else (first, max(second, value))
    return found


def _lead(value: float, best: tuple[float, float]) -> float:
    first, second = best
    rival = second if value == first else first
    return min(FURTHEST_AHEAD, value / max(rival, RIVAL))


def terms(text: str) -> dict[str, str]:
    """What is compared of a text: the root of each word but the function words, with the word as written."""
    found: dict[str, str] = {}
    for word in words(text):
        if word.folded not in STOPWORDS:
            found.setdefault(root(word.folded), text[word.start : word.end])
    return found


@dataclass(frozen=True, slots=True)
class _Read:
    """One of the two articles, ready to be compared."""

    sentences: list[dict[str, str]]
    """For each sentence its terms."""
    passage_of: list[int]
    """For each sentence the passage that it belongs to."""
    terms: list[dict[str, str]]
    """For each passage the terms of its sentences."""
    named: list[dict[str, str]]
    """For each passage the entities mentioned: ids and names."""
    of_names: list[dict[str, set[str]]]
    """For each passage, by the entity's id, the terms that its mentions are made of."""


@lru_cache(maxsize=_AT_HAND)
def _read(text: str, mentions: tuple[Mention, ...]) -> _Read:
    starts = [passage.start for passage in passages(text)]
    read = _Read([], [], [{} for _ in starts], [{} for _ in starts], [defaultdict(set) for _ in starts])
    for start, end in sentences(text):
        passage = bisect_right(starts, start) - 1
        found = terms(text[start:end])
        read.sentences.append(found)
        read.passage_of.append(passage)
        read.terms[passage] = found | read.terms[passage]
    for mention in mentions:
        passage = bisect_right(starts, mention.start) - 1
        read.named[passage][mention.entity.id] = mention.entity.name
        read.of_names[passage][mention.entity.id].update(terms(text[mention.start : mention.end]))
    return read


def _score_passages(
    by_sentence: Scores, passage_of_a: Sequence[int], passage_of_b: Sequence[int]
) -> dict[tuple[int, int], float]:
    """Score passages by their sentences: the best pair, corroborated by further ones that share no sentence.

    Each corroborating pair takes its share of the doubt that the better ones left.
    """
    pairs: dict[tuple[int, int], list[tuple[float, int, int]]] = defaultdict(list)
    for (i, j), value in by_sentence.items():
        pairs[passage_of_a[i], passage_of_b[j]].append((-value, i, j))
    scores: dict[tuple[int, int], float] = {}
    for pair, found in pairs.items():
        doubt = 1.0
        used_a: set[int] = set()
        used_b: set[int] = set()
        for negated, i, j in sorted(found):
            if used_a and -negated < CORROBORATING:
                break
            if i not in used_a and j not in used_b:
                doubt *= 1 + negated
                used_a.add(i)
                used_b.add(j)
        scores[pair] = 1 - doubt
    return scores


def _nearest(
    scores: Scores, linked: Collection[tuple[int, int]], side: int, count: int
) -> list[tuple[int, int] | None]:
    """For each passage the best of its links; where it has none, the best of the other pairs."""
    best: list[tuple[int, int] | None] = [None] * count
    for pair in sorted(scores, key=lambda pair: (pair not in linked, -scores[pair], pair)):
        if best[pair[side]] is None:
            best[pair[side]] = pair
    return best


def _link(
    pair: tuple[int, int], value: float, a: _Read, b: _Read, weights: Mapping[str, float], by_hand: bool
) -> Link:
    i, j = pair
    named = a.named[i].keys() & b.named[j].keys()
    common = a.terms[i].keys() & b.terms[j].keys()
    common = common.difference(*(a.of_names[i][entity] for entity in named))
    ranked = sorted(common, key=lambda term: (-weights[term], term))
    return Link(
        a=i,
        b=j,
        score=value,
        words=tuple(a.terms[i][term] for term in ranked if not term[0].isdigit()),
        names=tuple(sorted(a.named[i][entity] for entity in named)),
        numbers=tuple(a.terms[i][term] for term in ranked if term[0].isdigit()),
        by_hand=by_hand,
    )
