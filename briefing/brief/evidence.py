"""What can be pinned, from where the reader is: a passage, words, a hit, a difference, a claim."""

from __future__ import annotations

from bisect import bisect_right

from briefing.annotation import Anchor, Subject, SubjectKind, about_passage
from briefing.article import Article, Span
from briefing.brief import ledger
from briefing.brief.disputes import difference_subject
from briefing.comparison import Carrier, ClaimCard, DifferenceKind
from briefing.library.errors import LibraryError
from briefing.library.library import Library
from briefing.reading.passages import passages
from briefing.reading.sentences import sentences
from briefing.safetext import one_line


def passage(article: Article, number: int) -> Subject:
    """A paragraph of an article, by its number from 0. Raises LibraryError where there is no such paragraph."""
    found = passages(article.text)
    if not 0 <= number < len(found):
        raise LibraryError(
            f"{one_line(article.source)} has {len(found)} paragraphs: there is no paragraph {number + 1}."
        )
    return about_passage(article.id, article.text, found[number].start, found[number].end)


def words(article: Article, quoted: str) -> Subject:
    """Words that an article has, exactly. Raises LibraryError where it doesn't have them, or has them twice."""
    start = article.text.find(quoted) if quoted.strip() else -1
    if start < 0:
        raise LibraryError(f"{one_line(article.source)} doesn't have the words “{one_line(quoted)[:60]}”.")
    if article.text.find(quoted, start + 1) >= 0:
        raise LibraryError(
            f"{one_line(article.source)} has the words “{one_line(quoted)[:60]}” more than once. Quote more of them."
        )
    return about_passage(article.id, article.text, start, start + len(quoted))


def hit(article: Article, span: Span, query: str) -> Subject:
    """The sentence in which a search found something; `span` is what it found."""
    found = sentences(article.text)
    at = max(0, bisect_right(found, span.start, key=lambda sentence: sentence.start) - 1)
    start, end = found[at]
    anchor = Anchor(article.id, start, end, article.text[start:end])
    return Subject(SubjectKind.HIT, (anchor,), one_line(query), f"found by {one_line(query)}")


def hits(library: Library, article: Article, query: str) -> list[Subject]:
    """The sentences of an article in which a query finds something, in order. Raises QueryError."""
    from briefing.library.query import find_hits, parse

    root = parse(query).root
    if root is None:
        return []
    spans = find_hits(root, article.text, library.reading(article.id).body)
    return list({subject.id: subject for subject in (hit(article, span, query) for span in spans)}.values())


def differences(library: Library, a: str, b: str) -> list[Subject]:
    """All differences between two articles that sentences tell of, in the order of their comparison."""
    one, other = library.article(a), library.article(b)
    found = (difference_subject(d, one, other) for d in library.compare(a, b).differences)
    return [subject for subject in found if subject is not None]


def claim(library: Library, article: str, number: int) -> Subject:
    """What a paragraph tells, with the sentences of other sources that tell it too.

    Raises LibraryError where no source but this one was found to tell it.
    """
    passage(library.article(article), number)
    card = library.claim(article, number)
    if all(carrier.article == article or carrier.loose for carrier in card.carriers):
        raise LibraryError(
            "No close match was found in another source of the story: pin the passage by itself."
        )
    return of_card(library, card)


def of_card(library: Library, card: ClaimCard) -> Subject:
    """A claim card: the sentences that carry the claim, that of the article asked about first.

    Where some of them deny what others tell, it is a dispute between them. What is only loosely alike is left out.
    """
    carriers = [carrier for carrier in card.carriers if not carrier.loose]
    carriers.sort(key=lambda carrier: carrier.article != card.article)
    anchors = tuple(_carried(library, carrier) for carrier in carriers)
    telling = [carrier.source for carrier in carriers if not carrier.stance.denied]
    denying = list(dict.fromkeys(one_line(c.source) for c in carriers if c.stance.denied))
    if not denying or not telling:
        remark = f"denied by {', '.join(denying)}" if denying else ledger.told_by(telling, card.independent)
        return Subject(SubjectKind.CLAIM, anchors, "", remark)
    told = ledger.told_by(telling, min(card.independent, len(set(telling))))
    remark = f"{told}, denied by {', '.join(denying)}"
    return Subject(SubjectKind.DIFFERENCE, anchors, DifferenceKind.DENIAL.value, remark)


def _carried(library: Library, carrier: Carrier) -> Anchor:
    start, end = carrier.sentence
    return Anchor(carrier.article, start, end, library.article(carrier.article).text[start:end])
