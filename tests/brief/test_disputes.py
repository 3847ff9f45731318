"""What a brief calls disputed: each dispute once, and only what stands against each other."""

from __future__ import annotations

from collections.abc import Callable

from briefing.annotation import Subject
from briefing.article import Article
from briefing.brief.document import SectionKind
from briefing.brief.ledger import read_ledger
from briefing.library.library import Library

MakeArticle = Callable[..., Article]
Open = Callable[..., Library]


def disputed(make_article: MakeArticle, open_library: Open, *texts: str) -> tuple[Subject, ...]:
    """The disputes of as many sources as there are texts."""
    articles = [make_article(text, source=f"Paper {number}") for number, text in enumerate(texts)]
    library = open_library(*articles)
    return read_ledger(library, [article.id for article in articles]).of(SectionKind.DISPUTED)


def test_what_several_tell_against_one_is_one_dispute(make_article: MakeArticle, open_library: Open) -> None:
    (dispute,) = disputed(
        make_article,
        open_library,
        "The quake destroyed 120 homes in the valley of the mill.",
        "In the valley of the mill the quake destroyed 120 homes, and schools were shut.",
        "The quake in the valley destroyed 200 homes near the mill.",
        "Near the mill in the valley 200 homes were destroyed by the quake on that day.",
    )
    assert dispute.topic == "numbers"
    assert {"120 homes", "200 homes"} == set(
        dispute.remark.partition(": ")[2].partition(": ")[2].split(" ↔ ")
    )


def test_a_third_number_is_one_more_dispute(make_article: MakeArticle, open_library: Open) -> None:
    found = disputed(
        make_article,
        open_library,
        "The quake destroyed 120 homes in the valley of the mill.",
        "The quake in the valley destroyed 200 homes near the mill.",
        "Near the mill in the valley 310 homes were destroyed by the quake on that day.",
    )
    assert len(found) == 2
    shown = " ".join(dispute.remark for dispute in found)
    assert all(number in shown for number in ("120", "200", "310"))


def test_that_one_gives_whose_word_it_is_disputes_nothing(
    make_article: MakeArticle, open_library: Open
) -> None:
    assert not disputed(
        make_article,
        open_library,
        "The vaccine will be ready before the winter, the clinic said.",
        "The vaccine will be ready before the winter.",
    )


def test_what_one_tells_as_so_and_another_as_a_belief_is_disputed(
    make_article: MakeArticle, open_library: Open
) -> None:
    (dispute,) = disputed(
        make_article,
        open_library,
        "The governor believes the vaccine will be ready before the winter.",
        "The vaccine will be ready before the winter.",
    )
    assert dispute.topic == "attribution"
