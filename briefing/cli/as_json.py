"""What commands tell of an article and its like in `--json`; docs/json.md describes every key."""

from __future__ import annotations

from briefing.article import Article, Headline, Mention
from briefing.cli.output import Json


def article_json(article: Article) -> dict[str, Json]:
    """An article without its text."""
    return {
        "id": article.id,
        "sha256": article.sha256,
        "title": article.title,
        "title_derived": article.title_derived,
        "source": article.source,
        "published": article.published.isoformat() if article.published else None,
        "author": article.author,
        "url": article.url,
        "origin": article.origin,
        "read_at": article.read_at.isoformat(),
        "replaced": article.replaced,
    }


def headline_json(headline: Headline) -> dict[str, Json]:
    """An article as lists show it."""
    return {
        "id": headline.id,
        "title": headline.title,
        "title_derived": headline.title_derived,
        "source": headline.source,
        "published": headline.published.isoformat() if headline.published else None,
        "words": headline.words,
        "unread": headline.unread,
    }


def mention_json(mention: Mention, text: str) -> dict[str, Json]:
    """A mention; its offsets count characters of `text`."""
    return {
        "start": mention.start,
        "end": mention.end,
        "text": text[mention.start : mention.end],
        "kind": mention.entity.kind.value,
        "entity": mention.entity.id,
        "name": mention.entity.name,
        "role": mention.role.value,
        "why": mention.why.value,
        "score": round(mention.score, 4),
    }
