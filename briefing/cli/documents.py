"""The parts that several `--json` documents have in common, as docs/json.md tells them."""

from __future__ import annotations

from datetime import date

from briefing.article import Article, Entity, Headline, Mention, Passage, Placement, Retrieval, Span, Story
from briefing.cli.output import Json
from briefing.correspondence import Copy, Link
from briefing.reading.locations import Location


def of_date(day: date | None) -> str | None:
    """A day as ISO 8601 writes it."""
    return day.isoformat() if day is not None else None


def of_headline(headline: Headline) -> dict[str, Json]:
    """An article without its text."""
    return {
        "id": headline.id,
        "title": headline.title,
        "title_derived": headline.title_derived,
        "source": headline.source,
        "date": of_date(headline.published),
        "words": headline.words,
        "story": headline.story,
        "unread": headline.unread,
    }


def of_article(article: Article) -> dict[str, Json]:
    """An article with its text and where it comes from."""
    return {
        "id": article.id,
        "title": article.title,
        "title_derived": article.title_derived,
        "source": article.source,
        "date": of_date(article.published),
        "author": article.author,
        "url": article.url,
        "origin": article.origin,
        "sha256": article.sha256,
        "read_at": article.read_at.isoformat(),
        "replaced": article.replaced,
        "language": article.language,
        "place": article.place,
        "attachments": list(article.attachments),
        "retrieval": of_retrieval(article.retrieval),
        "text": article.text,
    }


def of_retrieval(retrieval: Retrieval | None) -> dict[str, Json] | None:
    """How an article came over the web."""
    if retrieval is None:
        return None
    return {"url": retrieval.url, "sha256": retrieval.sha256, "headers": dict(retrieval.headers)}


def of_entity(entity: Entity) -> dict[str, Json]:
    """A name: its id, how it is shown, and what it stands for."""
    return {"id": entity.id, "name": entity.name, "kind": entity.kind.value}


def of_mention(mention: Mention, text: str) -> dict[str, Json]:
    """A mention with its offsets and the characters they mean."""
    return {
        "start": mention.start,
        "end": mention.end,
        "text": text[mention.start : mention.end],
        "entity": mention.entity.id,
        "name": mention.entity.name,
        "kind": mention.entity.kind.value,
        "role": mention.role.value,
        "why": mention.why.value,
        "score": round(mention.score, 3),
    }


def of_location(entity: str, location: Location) -> dict[str, Json]:
    """Where a place or a state is, by its id."""
    return {
        "entity": entity,
        "country": location.country,
        "latitude": location.latitude,
        "longitude": location.longitude,
    }


def of_passage(passage: Passage) -> dict[str, Json]:
    """A passage by its offsets."""
    return {"index": passage.number, "start": passage.start, "end": passage.end}


def of_link(link: Link) -> dict[str, Json]:
    """A link between passages, with what speaks for it."""
    return {
        "a": link.a,
        "b": link.b,
        "score": round(link.score, 3),
        "words": list(link.words),
        "names": list(link.names),
        "numbers": list(link.numbers),
        "by_hand": link.by_hand,
    }


def of_story(story: Story) -> dict[str, Json]:
    """A story with the ids of its articles."""
    return {
        "id": story.id,
        "title": story.title,
        "articles": list(story.articles),
        "names": list(story.names),
        "terms": list(story.terms),
        "by_hand": [of_placement(word) for word in story.by_hand],
        "sources": story.sources,
        "independent": story.independent,
    }


def of_placement(word: Placement) -> dict[str, Json]:
    """The reader's word on which articles belong together."""
    return {
        "act": word.act.value,
        "articles": list(word.articles),
        "target": list(word.target),
        "at": word.at.isoformat(),
    }


def of_copy(copy: Copy) -> dict[str, Json]:
    """Two articles that copy each other, and what one has otherwise."""
    return {
        "first": copy.first,
        "after": copy.after,
        "share": round(copy.share, 3),
        "changes": [
            {"kind": c.kind.value, "before": _span(c.before), "after": _span(c.after)} for c in copy.changes
        ],
    }


def _span(span: Span | None) -> list[Json] | None:
    return [span.start, span.end] if span else None
