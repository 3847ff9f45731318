"""A brief over fifty articles: every citation leads back to the passage, in every form that it was written in."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from briefing.article import Article
from briefing.brief.briefs import Briefs, Draft
from briefing.brief.formats import structured
from briefing.brief.outline import Outline
from briefing.library.library import Library
from briefing.reading.passages import passages

MakeArticle = Callable[..., Article]
Open = Callable[..., Library]

_PEOPLE = ("Anna Lindholm", "Piet Okafor", "Rosa Quiroga", "Tomas Hale", "Ines Varga")
_PLACES = ("Skelle", "Ornvik", "Tarrow", "Belmar", "Isola Grande")
_THINGS = ("bridge", "harbour", "railway", "library", "reservoir", "lighthouse")
_SAID = (
    "{person} opened the {thing} at {place} on {day} June before {count} guests",
    "The council of {place} had paid {count} million for the {thing}, {person} said",
    "Fishermen from {place} blame the {thing} for the loss of {count} boats",
    "Nobody was hurt when the old {thing} near {place} gave way, according to {person}",
    "{person} denied that the {thing} at {place} was {count} months late",
)


def article(make_article: MakeArticle, chance: Random, number: int) -> Article:
    def sentence() -> str:
        return chance.choice(_SAID).format(
            person=chance.choice(_PEOPLE),
            place=chance.choice(_PLACES),
            thing=chance.choice(_THINGS),
            day=chance.randint(1, 28),
            count=chance.randint(2, 900),
        )

    paragraphs = (". ".join(sentence() for _ in range(chance.randint(1, 3))) + "." for _ in range(3))
    return make_article(
        "\n\n".join(paragraphs),
        source=f"Paper {number % 17}",
        title=f"Report {number}",
        published=date(2024, 6, 1) + timedelta(days=number % 9) if number % 7 else None,
        url=f"https://paper{number % 17}.example/{number}" if number % 3 else None,
    )


def test_every_citation_leads_back_to_its_passage(make_article: MakeArticle, open_library: Open) -> None:
    chance = Random(50)
    articles = [article(make_article, chance, number) for number in range(50)]
    library = open_library(*articles)
    draft = Draft("fifty", Outline("Fifty reports", tuple(a.id for a in articles)), False)
    brief = Briefs(library).build(draft)
    assert {source.article for source in brief.sources} == {a.id for a in articles}
    assert len(brief.citations) > 100
    written = structured.write(brief)
    document = json.loads(written)
    for citation, told in zip(brief.citations, document["citations"], strict=True):
        text = library.article(told["article"]).text
        assert told["sha256"] == library.article(told["article"]).sha256
        if citation.passage is None:
            assert told["text"] is None
            continue
        assert text[told["start"] : told["end"]] == told["text"] == citation.anchor.text
        passage = passages(text)[told["passage"]]
        assert passage.start <= told["start"] < told["end"] <= passage.end
        again = (
            structured.citation_from(structured.write(brief).encode(), citation.number)
            if citation.number % 40 == 1
            else citation
        )
        assert again.anchor == citation.anchor
