"""Ask the index generated queries, and compare each answer with what reading every article gives.

    python -m benchmarks.oracle ARTICLES.jsonl [--articles 10000] [--queries 2000] [--seed 1]

The queries are made of words, phrases, misspellings, patterns and days of the articles themselves, with every
operator of the language, alone and within each other. What fits is decided by definition, from the words of each
article in order; nothing of the index is used for it but the rule by which words are told and folded. Each query is
asked twice: with no limit on how many words a start or a pattern stands for, and with the limit that searches have,
where the answer has to be the same unless the limit is reached (`limited` counts those). The last line of standard
output is the figures as JSON; the exit code is 1 if any answer was wrong. Which those are is told on standard error.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from fnmatch import translate
from functools import cache
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.articles import documents
from briefing.library.index import Index, IndexDocument, Stamp, expanding
from briefing.library.index.schema import BETWEEN_NAMES
from briefing.library.index.writing import rebuild
from briefing.library.query import (
    And,
    Boost,
    DateRange,
    Filter,
    Fuzzy,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Term,
    Wildcard,
    Word,
    is_short,
    parse,
)
from briefing.reading.words import folded_words

_STAMP = Stamp("oracle", 1)
_FIELDS = {
    "title": ("title",),
    "source": ("source",),
    "author": ("author",),
    "url": ("url",),
    "actor": ("actors",),
    "place": ("places",),
    "name": ("actors", "places"),
}
_STATES = ("unread", "read", "pinned", "noted", "starred")
_UNLIMITED = 1 << 40
_COST_OF_A_WORD = 20
"""A start stands for words in about 10,000 places, as the documentation has it: each word counts as some more."""

Found = frozenset[int]


class Oracle:
    """Reads every article for every query."""

    def __init__(self, library: Sequence[IndexDocument]) -> None:
        self.library = library
        self.texts: dict[str, list[list[str]]] = {name: [] for name in ("body", *chain(*_FIELDS.values()))}
        """The words of each article in order, field by field, with a bar between the lines of one."""
        for document in library:
            for field, lines in document.lines().items():
                text: list[str] = []
                for line in lines:
                    text += [*([BETWEEN_NAMES] if text else []), *folded_words(line)]
                self.texts[field].append(text)
        self._sets = {field: list(map(frozenset, texts)) for field, texts in self.texts.items()}
        self.counts = {
            field: Counter(w for words in sets for w in words) for field, sets in self._sets.items()
        }
        """In how many articles each word of a field stands."""
        self._all = frozenset(range(len(library)))
        self.leaf = cache(self._leaf)

    def fits(self, node: Node) -> Found:
        """The numbers of the articles that fit."""
        match node:
            case And(parts):
                return self._all.intersection(*map(self.fits, parts))
            case Or(parts):
                return frozenset().union(*map(self.fits, parts))
            case Not(part):
                return self._all - self.fits(part)
            case Boost(part):
                return self.fits(part)
        return self.leaf(node)

    def _leaf(self, node: Node) -> Found:
        match node:
            case DateRange(first, last):
                days = [document.published for document in self.library]
                return frozenset(
                    n for n, day in enumerate(days) if day and (first or day) <= day <= (last or day)
                )
            case Filter():
                return frozenset(np.flatnonzero(sifted(node, len(self.library))).tolist())
            case Word() | Prefix() | Fuzzy() | Wildcard() | Phrase() | Near():
                return frozenset().union(*(self._in_field(node, field) for field in fields_of(node)))
        raise TypeError(node)

    def _in_field(self, term: Term, field: str) -> Iterator[int]:
        if isinstance(term, Phrase | Near):
            texts = self.texts[field]
            some = term.words[:-1] if isinstance(term, Phrase) and term.open else term.words
            having = (n for n, words in enumerate(self._sets[field]) if words.issuperset(some))
            return (n for n in having if _stands(term, texts[n]))
        meant = {word for word in self.counts[field] if word != BETWEEN_NAMES and is_meant(term, word)}
        return (n for n, words in enumerate(self._sets[field]) if not meant.isdisjoint(words))

    def is_limited(self, node: Node) -> bool:
        """Whether a start or a pattern stands for so many words that searches look for the commonest alone."""
        match node:
            case And(parts) | Or(parts):
                return any(map(self.is_limited, parts))
            case Not(part) | Boost(part):
                return self.is_limited(part)
            case Phrase(words, field, True):
                return self._meant_everywhere(Prefix(words[-1], field)) > expanding.BUDGET
            case Prefix() | Fuzzy() | Wildcard():
                return self._meant_everywhere(node) > expanding.BUDGET
        return False

    def _meant_everywhere(self, term: Term) -> int:
        meant: Counter[str] = Counter()
        for name in fields_of(term):
            meant.update({word: count for word, count in self.counts[name].items() if is_meant(term, word)})
        return sum(meant.values()) + _COST_OF_A_WORD * len(meant)


def fields_of(term: Term) -> tuple[str, ...]:
    """Where a term is looked for, as docs/query-language.md says."""
    if term.field is not None:
        return _FIELDS[term.field]
    return ("title", "actors", "places") if is_short(term) else ("title", "body", "actors", "places")


def is_meant(term: Term, word: str) -> bool:
    """Whether a term of one word means a word."""
    match term:
        case Word(text):
            return word == text
        case Prefix(text):
            return word.startswith(text)
        case Fuzzy(text):
            most = 2 if len(text) > 4 else 1
            return word[0] == text[0] and abs(len(word) - len(text)) <= most and slips(text, word) <= most
        case Wildcard(pattern):
            return _expression(pattern).match(word) is not None
    raise TypeError(term)


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    return re.compile(translate(pattern))


@cache
def slips(a: str, b: str) -> int:
    """Letters left out, put in, changed or swapped with their neighbour, by the textbook's recursion."""
    if not a or not b:
        return len(a) + len(b)
    if a[0] == b[0] and a[1:2] != b[0]:
        return slips(a[1:], b[1:])
    ways = [slips(a[1:], b) + 1, slips(a, b[1:]) + 1, slips(a[1:], b[1:]) + (a[0] != b[0])]
    if len(b) > 1 and a[:2] == b[1::-1]:
        ways.append(slips(a[2:], b[2:]) + 1)
    return min(ways)


def _stands(term: Phrase | Near, text: list[str]) -> bool:
    if isinstance(term, Near):
        places = [(place, word) for place, word in enumerate(text) if word in term.words]
        span = len(term.words) - 1 + term.distance
        return any(
            {word for place, word in places if start <= place <= start + span} == set(term.words)
            for start, _ in places
        )
    *before, last = term.words
    size = len(before)
    return any(
        text[start : start + size] == before
        and (text[start + size].startswith(last) if term.open else text[start + size] == last)
        for start in range(len(text) - size)
    )


def sifted(sieve: Filter, count: int) -> NDArray[np.bool_]:
    """Some articles, always the same for the same filter: whoever made what of them is no matter of the index."""
    return np.random.default_rng(sum(str(sieve).encode())).random(count) < 0.3


class Queries:
    """Makes queries of what stands in the articles."""

    def __init__(self, oracle: Oracle, seed: int) -> None:
        self._oracle, self._chance = oracle, random.Random(seed)
        self._leaves: dict[str, Callable[[], str]] = {
            "word": self._word,
            "prefix": lambda: f"{self._word()[: self._chance.randint(1, 6)]}*",
            "phrase": lambda: f'"{" ".join(self._stretch(self._chance.randint(2, 4)))}"',
            "open phrase": self._open_phrase,
            "fuzzy": lambda: f"{self._misspelt()}~",
            "wildcard": self._wildcard,
            "near": self._near,
            "field": self._fielded,
            "date": self._date,
            "before": lambda: f"before:{self._period()}",
            "after": lambda: f"after:{self._period()}",
            "filter": lambda: self._chance.choice(
                [*(f"is:{state}" for state in _STATES), "tag:energy", "lang:en", "story:summit"]
            ),
        }
        self.kinds = (*self._leaves, "and", "or", "not", "boost", "nested")

    def make(self, kind: str) -> str:
        """A query of a kind."""
        if kind in self._leaves:
            return self._leaves[kind]()
        some = [self._part(2 if kind == "nested" else 0) for _ in range(self._chance.randint(2, 3))]
        match kind:
            case "or":
                return " OR ".join(some)
            case "not":
                return f"{some[0]} -{some[1]}" if self._chance.random() < 0.8 else f"-{some[0]}"
            case "boost":
                return f"({some[0]})^2 {some[1]}^0.5" if ":" not in some[1] else f"({some[0]})^2"
        return " ".join(some)

    def _part(self, depth: int) -> str:
        if depth and self._chance.random() < 0.6:
            sign = self._chance.choice(("", "", "-"))
            joint = self._chance.choice((" ", " OR ", " AND ", " NOT "))
            return f"{sign}({joint.join(self._part(depth - 1) for _ in range(2))})"
        return self._leaves[self._chance.choice(list(self._leaves))]()

    def _stretch(self, count: int, field: str = "body") -> list[str]:
        texts = self._oracle.texts[field]
        for _ in range(1000):
            text = self._chance.choice(texts)
            if len(text) >= count:
                start = self._chance.randrange(len(text) - count + 1)
                if BETWEEN_NAMES not in (found := text[start : start + count]):
                    return found
        return ["nothing"] * count

    def _word(self) -> str:
        return self._stretch(1)[0]

    def _open_phrase(self) -> str:
        *before, last = self._stretch(self._chance.randint(2, 3))
        return f'"{" ".join(before)} {last[: self._chance.randint(1, 4)]}*"'

    def _misspelt(self) -> str:
        word = list(self._word())
        for _ in range(self._chance.randint(1, 2)):
            at = self._chance.randrange(len(word))
            match self._chance.randrange(3):
                case 0:
                    word[at : at + 1] = self._chance.choice("aeiou")
                case 1 if len(word) > 2:
                    del word[at]
                case _:
                    word[at : at + 2] = reversed(word[at : at + 2])
        return "".join(word)

    def _wildcard(self) -> str:
        word = max((self._word() for _ in range(4)), key=len)
        at = self._chance.randrange(1, max(2, len(word) - 1))
        hole = self._chance.choice("*?")
        return self._chance.choice((f"{word[:at]}{hole}{word[at + 1 :]}", f"*{word[at:]}"))

    def _near(self) -> str:
        stretch = self._stretch(self._chance.randint(3, 9))
        some = self._chance.sample(stretch, min(len(stretch), self._chance.randint(2, 3)))
        return f'"{" ".join(some)}"~{self._chance.randint(0, 8)}'

    def _fielded(self) -> str:
        name = self._chance.choice([name for name in _FIELDS if self._oracle.counts[_FIELDS[name][0]]])
        stretch = self._stretch(self._chance.randint(1, 2), self._chance.choice(_FIELDS[name]))
        if len(stretch) > 1:
            return f'{name}:"{" ".join(stretch)}"'
        return f"{name}:{stretch[0]}{self._chance.choice(('', '', '*', '~'))}"

    def _day(self) -> date:
        days = [document.published for document in self._oracle.library if document.published]
        return self._chance.choice(days) + timedelta(days=self._chance.randint(-3, 3))

    def _period(self) -> str:
        return self._day().isoformat()[: self._chance.choice((4, 7, 10))]

    def _date(self) -> str:
        first, last = sorted((self._day(), self._day()))
        return "date:" + self._chance.choice(
            (self._period(), f"{first}..{last}", f"{first:%Y-%m}..", f"..{last:%Y}")
        )


def main() -> int:
    """Ask, compare and tell."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, help="articles as JSON lines")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    library = list(documents(options.file, options.articles))
    oracle = Oracle(library)
    queries = Queries(oracle, options.seed)
    figures = {
        "articles": len(library),
        "queries": 0,
        "with_hits": 0,
        "wrong": 0,
        "limited": 0,
        "wrong_limited": 0,
    }
    by_kind: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "index"
        rebuild(folder, _STAMP, library)
        index = Index.open(folder, _STAMP)
        numbers = np.array([int(id, 16) for id in index.ids.tolist()])
        usual = expanding.BUDGET
        while figures["queries"] < options.queries:
            kind = queries.kinds[figures["queries"] % len(queries.kinds)]
            text = queries.make(kind)
            try:
                root = parse(text).root
            except ValueError:
                continue  # such as a pattern that fits too much: made again
            if root is None:
                continue
            figures["queries"] += 1
            by_kind[kind] += 1
            right = oracle.fits(root)
            figures["with_hits"] += bool(right)
            expanding.BUDGET = _UNLIMITED
            found = _found(index, numbers, root)
            expanding.BUDGET = usual
            limited = _found(index, numbers, root)
            is_limited = oracle.is_limited(root)
            figures["limited"] += is_limited
            if found != right:
                figures["wrong"] += 1
                print(f"wrong: {text}  +{len(found - right)} -{len(right - found)}", file=sys.stderr)
            if not is_limited and limited != right:
                figures["wrong_limited"] += 1
                print(f"wrong within the limit: {text}", file=sys.stderr)
    print(json.dumps(figures | {"kinds": dict(by_kind)}))
    return 1 if figures["wrong"] or figures["wrong_limited"] else 0


def _found(index: Index, numbers: NDArray[np.int64], root: Node) -> Found:
    """What the index finds, by the number that each document's article has in the file, which is its id."""
    ranked = index.rank(root, sift=lambda sieve: sifted(sieve, len(numbers))[numbers])
    return frozenset(numbers[ranked.documents].tolist())


if __name__ == "__main__":
    sys.exit(main())
