"""The parts of `--json` documents that say what sources share and where they differ, as docs/json.md tells them."""

from __future__ import annotations

from briefing.article import Article, Entity, Span
from briefing.cli import documents
from briefing.cli.output import Json
from briefing.comparison import (
    Attribution,
    Carrier,
    Chronology,
    ClaimCard,
    Comparison,
    Difference,
    Event,
    Moment,
    NameMatrix,
    Publication,
    Quantity,
    Side,
    Stance,
    Value,
)


def of_comparison(comparison: Comparison, a: Article, b: Article) -> dict[str, Json]:
    """A pair of articles: how their passages correspond and stand, and in what they differ."""
    alignment = comparison.alignment
    return {
        "a": a.id,
        "b": b.id,
        "links": [documents.of_link(link) for link in alignment.links],
        "nearest_a": [documents.of_link(link) if link else None for link in alignment.nearest_a],
        "nearest_b": [documents.of_link(link) if link else None for link in alignment.nearest_b],
        "states_a": [state.value for state in comparison.states_a],
        "states_b": [state.value for state in comparison.states_b],
        "tally": _of_tally(comparison.tally()) | {"pairs": _of_tally(comparison.tally_pairs())},
        "differences": [of_difference(difference, a, b) for difference in comparison.differences],
    }


def _of_tally(counts: dict[str, int]) -> dict[str, Json]:
    return {what.replace(" ", "_"): count for what, count in counts.items()}


def of_difference(difference: Difference, a: Article, b: Article) -> dict[str, Json]:
    """A difference with what both sides say."""
    return {
        "kind": difference.kind.value,
        "score": round(difference.score, 3),
        "note": difference.note,
        "words": list(difference.words),
        "a": _of_side(difference.a, a.text) if difference.a else None,
        "b": _of_side(difference.b, b.text) if difference.b else None,
    }


def _of_side(side: Side, text: str) -> dict[str, Json]:
    return {
        "passage": side.passage,
        "span": _of_span(side.span),
        "text": text[slice(*side.span)] if side.span else None,
        "sentence": _of_span(side.sentence),
        "gist": text[slice(*side.gist)] if side.gist else None,
        "shown": side.shown,
        "value": of_value(side.value),
    }


def of_value(value: Value) -> dict[str, Json]:
    """What is read in a text, by its `type`."""
    match value:
        case Quantity():
            return {"type": "number", **value._asdict()}
        case Moment():
            return {"type": "moment", **_of_moment(value)}
        case Attribution():
            return {"type": "attribution", **_of_attribution(value)}
        case Stance():
            return {"type": "stance", **_of_stance(value)}
        case Publication():
            return {"type": "publication", "published": value.published.isoformat()}
        case Entity():
            return {"type": "entity", **_of_entity(value)}


def of_claim(card: ClaimCard, texts: dict[str, str]) -> dict[str, Json]:
    """Who stands behind what a passage tells."""
    return {
        "article": card.article,
        "passage": card.passage,
        "independent": card.independent,
        "first": card.first,
        "carriers": [_of_carrier(carrier, texts[carrier.article]) for carrier in card.carriers],
        "silent": list(card.silent),
    }


def _of_carrier(carrier: Carrier, text: str) -> dict[str, Json]:
    return {
        "id": carrier.article,
        "source": carrier.source,
        "date": documents.of_date(carrier.published),
        "passage": carrier.passage,
        "sentence": _of_span(carrier.sentence),
        "text": text[slice(*carrier.sentence)],
        "score": round(carrier.score, 3),
        "stance": _of_stance(carrier.stance),
        "numbers": [quantity._asdict() for quantity in carrier.quantities],
        "moments": [_of_moment(moment) for moment in carrier.moments],
        "copy_of": carrier.copy_of,
        "loosely_alike": carrier.loose,
    }


def of_chronology(chronology: Chronology, texts: dict[str, str]) -> dict[str, Json]:
    """When each article appeared, and when what they tell happened."""
    return {
        "published": [
            {"id": p.article, "source": p.source, "title": p.title, "date": documents.of_date(p.published)}
            for p in chronology.published
        ],
        "events": [_of_event(event, texts[event.article]) for event in chronology.events],
    }


def _of_event(event: Event, text: str) -> dict[str, Json]:
    return {
        **_of_moment(event.moment),
        "id": event.article,
        "passage": event.passage,
        "span": _of_span(event.span),
        "sentence": _of_span(event.sentence),
        "text": text[slice(*event.sentence)],
    }


def of_matrix(matrix: NameMatrix) -> dict[str, Json]:
    """Who and what each article names, and how often."""
    return {
        "articles": list(matrix.articles),
        "rows": [
            {**_of_entity(entity), "counts": list(counts)}
            for entity, counts in zip(matrix.entities, matrix.counts, strict=True)
        ],
    }


def _of_span(span: Span | None) -> Json:
    return [span.start, span.end] if span else None


def _of_entity(entity: Entity) -> dict[str, Json]:
    return {"entity": entity.id, "name": entity.name, "kind": entity.kind.value}


def _of_moment(moment: Moment) -> dict[str, Json]:
    return {
        "first": moment.first.isoformat(),
        "last": moment.last.isoformat(),
        "time": moment.clock.isoformat("minutes") if moment.clock else None,
        "sure": moment.sure,
    }


def _of_attribution(attribution: Attribution) -> dict[str, Json]:
    return {
        "voice": attribution.voice.value,
        "speaker": attribution.speaker,
        "entities": [entity.id for entity in attribution.entities],
        "cue": attribution.cue,
    }


def _of_stance(stance: Stance) -> dict[str, Json]:
    return {
        "denied": stance.denied,
        "cue": stance.cue,
        "attribution": _of_attribution(stance.attribution),
    }
