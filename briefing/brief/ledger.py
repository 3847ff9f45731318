"""The ledger of a story: what its sources agree on, where they differ, what one tells alone, and when.

Nothing here is worded by the program: each entry is a sentence of a source, or several that stand against each other.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, islice

from briefing.annotation import Anchor, Subject, SubjectKind
from briefing.article import Article, Mention, Passage, Span
from briefing.brief.disputes import disputes, named_alone
from briefing.brief.document import SectionKind
from briefing.comparison import CLOSE, Comparison, DifferenceKind, PassageState
from briefing.correspondence import Link
from briefing.library import comparing
from briefing.library.library import Library
from briefing.reading import alignment
from briefing.reading.denials import denials
from briefing.reading.passages import passages
from briefing.reading.sameness import SAME, sameness
from briefing.reading.sentences import sentences

LONGEST = 40
"""Entries of a section; of more than that nobody is briefed."""

_LEAST_WORDS = 3
"""Words besides names that a sentence has at least: the credit of a picture has fewer, and no one agrees on it."""

_CONTRADICTIONS = {DifferenceKind.DENIAL, DifferenceKind.NUMBERS, DifferenceKind.DATES}
"""The kinds of difference that keep two sentences from being quoted as one claim."""

Progress = Callable[[int, int], None]
"""Is told how many pairs of articles were compared, and of how many."""


class LedgerCancelled(Exception):
    """Nobody waits for the ledger any more."""


@dataclass(frozen=True)
class Ledger:
    """What can be said of some articles without the reader, by section."""

    entries: dict[SectionKind, tuple[Subject, ...]] = field(default_factory=dict)

    def of(self, section: SectionKind) -> tuple[Subject, ...]:
        """The entries of a section, the weightiest first."""
        return self.entries.get(section, ())


class _Account:
    """An article, taken apart."""

    def __init__(self, library: Library, id: str) -> None:
        self.article: Article = library.article(id)
        self.mentions: Sequence[Mention] = library.reading(id).body
        self.account = comparing.account(self.article, library.reading(id))
        self.passages: tuple[Passage, ...] = passages(self.article.text)
        self.sentences: tuple[Span, ...] = sentences(self.article.text)
        self.copies = {id for copy in library.copies_of(id) for id in (copy.first, copy.after)}
        """The articles that it copies, or that copy it."""
        self.terms = [alignment.terms(self.article.text[start:end]) for start, end in self.sentences]
        self._tells = [self._says_something(sentence) for sentence in self.sentences]
        self._weights: dict[str, Mapping[str, float]] = {}

    def weights_beside(self, other: _Account) -> Mapping[str, float]:
        """What the terms of both weigh."""
        if other.article.id not in self._weights:
            self._weights[other.article.id] = alignment.weigh([*self.terms, *other.terms])
        return self._weights[other.article.id]

    def anchor(self, span: Span) -> Anchor:
        return Anchor(self.article.id, span.start, span.end, self.article.text[span.start : span.end])

    def quoted(self, sentence: int) -> str:
        """The words of a sentence, by its number."""
        return self.article.text[slice(*self.sentences[sentence])]

    def sentences_of(self, passage: int) -> range:
        """The numbers of the sentences of a passage."""
        at = self.passages[passage]
        first = bisect_right(self.sentences, at.start, key=lambda span: span.start) - 1
        last = bisect_right(self.sentences, at.end - 1, key=lambda span: span.start)
        return range(first, last)

    def telling(self, passage: int) -> list[int]:
        """Of the sentences of a passage those that say something of whom and what they name."""
        return [number for number in self.sentences_of(passage) if self._tells[number]]

    def _says_something(self, sentence: Span) -> bool:
        start, end = sentence
        words = 0
        for mention in self.mentions:
            if start < mention.end and mention.start < end:
                words += _words(self.article.text[start : mention.start])
                start = mention.end
        return words + _words(self.article.text[start:end]) >= _LEAST_WORDS


def _words(text: str) -> int:
    return sum(any(map(str.isalpha, word)) for word in text.split())


def _unseen(_done: int, _of: int) -> None:
    """Show no progress."""


def read_ledger(library: Library, articles: Sequence[str], progress: Progress = _unseen) -> Ledger:
    """The ledger of these articles; `progress` may raise LedgerCancelled to end it.

    Entries come in an order that depends on nothing but the articles.
    """
    found = [_Account(library, id) for id in articles]
    accounts = sorted(
        found, key=lambda a: (a.article.published is None, str(a.article.published), a.article.id)
    )
    pairs = list(combinations(range(len(accounts)), 2))
    comparisons: dict[tuple[int, int], Comparison] = {}
    for done, (i, j) in enumerate(pairs):
        progress(done, len(pairs))
        comparisons[i, j] = _compare(library, accounts[i], accounts[j])
    agreed = list(_agreed(accounts, comparisons))
    disputed = disputes(
        (accounts[i].article, accounts[j].article, comparison) for (i, j), comparison in comparisons.items()
    )
    single = list(_single(accounts, comparisons, agreed))
    bottom = agreed[:1] or [
        Subject(SubjectKind.PASSAGE, (accounts[0].anchor(accounts[0].sentences[0]),))
        for _ in accounts[:1]
        if accounts[0].sentences
    ]
    return Ledger(
        {
            SectionKind.BOTTOM_LINE: tuple(bottom),
            SectionKind.AGREED: tuple(agreed[len(bottom) if agreed else 0 :]),
            SectionKind.DISPUTED: tuple(islice(disputed, LONGEST)),
            SectionKind.SINGLE: tuple(single),
            SectionKind.GAPS: tuple(_gaps(accounts)),
            SectionKind.CHRONOLOGY: tuple(_chronology(library, accounts)),
        }
    )


def _compare(library: Library, a: _Account, b: _Account) -> Comparison:
    by_hand = library.links.holding(a.article.id, b.article.id)
    aligned = comparing.align_accounts(a.account, b.account, by_hand)
    return comparing.compare_accounts(a.article.id, a.account, b.article.id, b.account, aligned)


# Agreed -----------------------------------------------------------------------------------------------


def _links(comparisons: dict[tuple[int, int], Comparison], i: int, j: int, passage: int) -> tuple[Link, ...]:
    """The accepted links of a passage of account i to account j, best first, `a` of each in account i."""
    if i < j:
        return comparisons[i, j].alignment.for_a(passage)
    return tuple(link._replace(a=link.b, b=link.a) for link in comparisons[j, i].alignment.for_b(passage))


def _agreed(
    accounts: Sequence[_Account], comparisons: dict[tuple[int, int], Comparison]
) -> Iterator[Subject]:
    """What several sources tell, that which most independent ones tell first."""
    told: set[tuple[int, int]] = set()
    claims: list[tuple[int, float, Subject]] = []
    for i, account in enumerate(accounts):
        for passage in range(len(account.passages)):
            if (i, passage) in told:
                continue
            claim = _claim(accounts, comparisons, i, passage)
            if claim is not None:
                score, members, subject = claim
                told.update(members)
                claims.append((-_independent(accounts, subject.anchors), -score, subject))
    claims.sort(key=lambda claim: claim[:2])
    quoted: set[Anchor] = set()
    for _, _, subject in claims[:LONGEST]:
        # A sentence that stands for a better claim already is no second witness.
        anchors = tuple(anchor for anchor in subject.anchors if anchor not in quoted)
        if len(anchors) > 1:
            quoted.update(anchors)
            yield subject._replace(anchors=anchors, remark=_told(accounts, anchors))


def _claim(
    accounts: Sequence[_Account], comparisons: dict[tuple[int, int], Comparison], i: int, passage: int
) -> tuple[float, set[tuple[int, int]], Subject] | None:
    """What a passage tells and others tell too: how near they come, which passages, and the sentences."""
    mine = accounts[i]
    near: dict[int, list[tuple[float, int, int, int]]] = {}
    """For each sentence of the passage those of others that say the same: how near, where, and in which passage."""
    for j, other in enumerate(accounts):
        found: dict[int, tuple[float, int, int, int]] = {}
        for link in _links(comparisons, i, j, passage) if j != i else ():
            for score, sentence, theirs in _same_sentences(mine, passage, other, link.b):
                found[sentence] = max(found.get(sentence, (0.0, 0, 0, 0)), (score, -theirs, j, link.b))
        for sentence, nearest in found.items():
            near.setdefault(sentence, []).append(nearest)
    if not near:
        return None
    sentence = max(near, key=lambda n: (len(near[n]), max(near[n]), -n))
    witnesses = [(i, mine.sentences[sentence])]
    members = {(i, passage)}
    best = sorted(near[sentence], reverse=True)
    for _, theirs, j, match in best:
        witness = (j, accounts[j].sentences[-theirs])
        if not any(_contradict(accounts, comparisons, witness, other) for other in witnesses):
            witnesses.append(witness)
            members.add((j, match))
    if len(witnesses) < 2:
        return None
    anchors = [accounts[number].anchor(span) for number, span in witnesses]
    return best[0][0], members, Subject(SubjectKind.CLAIM, tuple(anchors), "", _told(accounts, anchors))


def _contradict(
    accounts: Sequence[_Account],
    comparisons: dict[tuple[int, int], Comparison],
    one: tuple[int, Span],
    other: tuple[int, Span],
) -> bool:
    """Whether sentences of two accounts differ in a number or a day, or one of them alone denies something."""
    (i, here), (j, there) = sorted((one, other))
    if _denies(accounts[i], here) is not _denies(accounts[j], there):
        return True
    return any(
        difference.kind in _CONTRADICTIONS
        and difference.a is not None
        and difference.b is not None
        and (difference.a.sentence, difference.b.sentence) == (here, there)
        for difference in comparisons[i, j].differences
    )


def _denies(account: _Account, sentence: Span) -> bool:
    return any(denial.reported for denial in denials(account.article.text, sentence))


def told_by(sources: Sequence[str], independent: int) -> str:
    """How many tell something, in words: the sources of its sentences, and how many of them are no copies."""
    count = len(set(sources))
    if count < 2:
        return "told by one source" if len(sources) < 2 else "told more than once by one source"
    return f"told by {count} sources" + (f", {independent} independent" if independent < count else "")


def _independent(accounts: Sequence[_Account], anchors: Sequence[Anchor]) -> int:
    """How many accounts stand behind sentences, those of one source and those that copy each other taken as one."""
    by_id = {account.article.id: account for account in accounts}
    left = [by_id[id] for id in dict.fromkeys(anchor.article for anchor in anchors)]
    count = 0
    while left:
        count += 1
        same = [left.pop()]
        for one in same:
            kin = [a for a in left if a.article.source == one.article.source or a.article.id in one.copies]
            same += kin
            left = [account for account in left if account not in kin]
    return count


def _told(accounts: Sequence[_Account], anchors: Sequence[Anchor]) -> str:
    sources = {account.article.id: account.article.source for account in accounts}
    return told_by([sources[anchor.article] for anchor in anchors], _independent(accounts, anchors))


def _same_sentences(
    a: _Account, passage_a: int, b: _Account, passage_b: int
) -> Iterator[tuple[float, int, int]]:
    """The sentences of two passages that say the same: how near they are, and their numbers.

    Near by the words that are rare in both articles, and alike as they stand: names alone bring much near that tells
    of the same people, and not the same of them.
    """
    of_a, of_b = a.telling(passage_a), b.telling(passage_b)
    scores = alignment.score([a.terms[n] for n in of_a], [b.terms[n] for n in of_b], a.weights_beside(b))
    for (i, j), score in scores.items():
        if score >= CLOSE and sameness(a.quoted(of_a[i]), b.quoted(of_b[j])) >= SAME:
            yield score, of_a[i], of_b[j]


# Told by one ------------------------------------------------------------------------------------------


def _single(
    accounts: Sequence[_Account], comparisons: dict[tuple[int, int], Comparison], agreed: Sequence[Subject]
) -> Iterator[Subject]:
    """What one source alone tells, as far as can be seen, then who and what one alone names."""
    alone = _named_alone(accounts)
    shared = {(anchor.article, anchor.start) for claim in agreed for anchor in claim.anchors}
    entries: list[Subject] = []
    for i, account in enumerate(accounts):
        for passage in range(len(account.passages)):
            numbers = account.sentences_of(passage)
            states = _states(comparisons, i, passage)
            if not states.isdisjoint((PassageState.IN_CONFLICT, PassageState.TOLD_BY_BOTH)) or any(
                (account.article.id, account.sentences[n].start) in shared for n in numbers
            ):
                continue
            sentence = max(numbers, key=lambda n: (len(alone.get((i, n), ())), -n))
            names = alone.pop((i, sentence), ())
            naming = f"alone in naming {', '.join(names)}" if names else ""
            remark = "; ".join(part for part in (_unmatched(states), naming) if part)
            anchor = account.anchor(account.sentences[sentence])
            entries.append(Subject(SubjectKind.PASSAGE, (anchor,), "", remark))
    yield from entries[:LONGEST]
    for (i, sentence), names in list(alone.items())[:LONGEST]:
        anchor = accounts[i].anchor(accounts[i].sentences[sentence])
        yield named_alone((anchor,), ", ".join(names))


def _unmatched(states: set[PassageState]) -> str:
    """How far a passage that no claim holds is from being told by others too."""
    if PassageState.LOOSELY_ALIKE in states:
        return "no more than a loose match found in the other sources"
    return "no close match found in the other sources" if states else ""


def _states(comparisons: dict[tuple[int, int], Comparison], i: int, passage: int) -> set[PassageState]:
    """How a passage of an account stands to each of the others."""
    return {
        (comparison.states_a if i == left else comparison.states_b)[passage]
        for (left, right), comparison in comparisons.items()
        if i in (left, right)
    }


def _named_alone(accounts: Sequence[_Account]) -> dict[tuple[int, int], list[str]]:
    """The names that one of several accounts alone has, by the account and the sentence that has them first."""
    named_in: dict[str, set[int]] = {}
    for i, account in enumerate(accounts):
        for mention in account.mentions:
            named_in.setdefault(mention.entity.id, set()).add(i)
    alone: dict[tuple[int, int], list[str]] = {}
    seen: set[str] = set()
    for i, account in enumerate(accounts if len(accounts) > 1 else ()):
        for mention in account.mentions:
            sentence = bisect_right(account.sentences, mention.start, key=lambda span: span.start) - 1
            if len(named_in[mention.entity.id]) == 1 and sentence >= 0 and mention.entity.id not in seen:
                seen.add(mention.entity.id)
                alone.setdefault((i, sentence), []).append(mention.entity.name)
    return alone


# Gaps and chronology ----------------------------------------------------------------------------------


def _gaps(accounts: Sequence[_Account]) -> Iterator[Subject]:
    """What the sources leave open about themselves."""
    lacking: dict[str, list[Article]] = {
        "No date of publication is given": [a.article for a in accounts if a.article.published is None],
        "No author is named": [a.article for a in accounts if a.article.author is None],
        "No web address is known": [a.article for a in accounts if a.article.url is None],
    }
    for remark, articles in lacking.items():
        if articles:
            yield Subject(SubjectKind.ARTICLE, tuple(Anchor(article.id) for article in articles), remark)


def _chronology(library: Library, accounts: Sequence[_Account]) -> Iterator[Subject]:
    """When what is told happened, as far as it is said, and when it was published."""
    by_id = {account.article.id: account for account in accounts}
    stories = dict.fromkeys(library.story_of(id).id for id in by_id)
    entries: list[tuple[str, str, Subject]] = []
    for story in stories:
        chronology = library.chronology(story)
        for event in chronology.events:
            if event.article in by_id:
                first, last = event.moment.first.isoformat(), event.moment.last.isoformat()
                day = first if first == last else f"{first} to {last}"
                remark = "" if event.moment.sure else "as far as the wording tells"
                anchor = by_id[event.article].anchor(event.sentence)
                entries.append((first, day, Subject(SubjectKind.EVENT, (anchor,), day, remark)))
    for account in accounts:
        if account.article.published is not None:
            day = account.article.published.isoformat()
            anchor = Anchor(account.article.id)
            subject = Subject(SubjectKind.EVENT, (anchor,), day, f"published by {account.article.source}")
            entries.append((day, f"{day} published", subject))
    entries.sort(key=lambda entry: entry[:2])
    yield from dict.fromkeys(subject for _, _, subject in entries)
