"""Which articles tell of one event, and the shelf on which the stories stand in order."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date

from briefing.article import Entity, Kind, Story
from briefing.library.archive import Archive

_STORY_OF_ITS_OWN = "new:"
"""Before an article's id: the id of the story it is until it has been compared with the others."""


def is_done(archive: Archive) -> bool:
    """Whether the stories are those of the articles as they are now."""
    return bool(archive.meta("grouped") == _stamp(archive))


def group(archive: Archive, progress: Callable[[int, int], None] | None = None) -> None:
    """Group all current articles into stories, and put the stories on the shelf in order.

    `progress` is told how much of the work is done, and of how much.
    """
    from briefing.reading import stories

    done_at = _stamp(archive)
    names = _names(archive)
    rows = archive.db.execute(
        """
        SELECT article.number, article.id, title, title_derived, published, body.text
        FROM article JOIN body ON body.article = article.number WHERE article.current ORDER BY article.number
        """
    )
    texts = [
        stories.StoryText(
            id=id,
            title=title,
            published=date.fromisoformat(published) if published else None,
            text=text,
            names=tuple(stories.NameCount(entity, count) for entity, count in names.get(number, ())),
            title_derived=bool(derived),
        )
        for number, id, title, derived, published, text in rows
    ]
    grouped = stories.group(texts, progress)
    with archive.transaction():
        archive.db.execute("DELETE FROM shelf")
        archive.db.execute("UPDATE article SET story = NULL WHERE story IS NOT NULL")
        archive.db.execute("DELETE FROM story")
        _add_stories(archive, grouped)
        _fill_shelf(archive)
        archive.set_meta("grouped", done_at)


def shelve_new(archive: Archive) -> None:
    """Put new articles on the shelf, each as a story of its own, and take superseded ones away.

    This takes a moment where grouping takes long, so that what was added is seen at once.
    """
    with archive.transaction():
        archive.db.execute("UPDATE article SET story = NULL WHERE story IS NOT NULL AND NOT current")
        new = archive.db.execute("SELECT id, title FROM article WHERE current AND story IS NULL").fetchall()
        _add_stories(archive, (Story(_STORY_OF_ITS_OWN + id, title, (id,), (), ()) for id, title in new))
        _fill_shelf(archive)


def _stamp(archive: Archive) -> str:
    from briefing.reading import stories

    return f"{stories.VERSION} {archive.meta('content')}"


def _names(archive: Archive) -> dict[int, list[tuple[Entity, int]]]:
    """Who and what each article names, by the article's number."""
    entities = {
        number: Entity(id, name, Kind(kind))
        for number, id, name, kind in archive.db.execute("SELECT number, id, name, kind FROM entity")
    }
    names: dict[int, list[tuple[Entity, int]]] = {}
    for article, entity, mentions in archive.db.execute("SELECT article, entity, mentions FROM naming"):
        names.setdefault(article, []).append((entities[entity], mentions))
    return names


def _add_stories(archive: Archive, stories: Iterable[Story]) -> None:
    db = archive.db
    for story in stories:
        added = db.execute(
            "INSERT INTO story (id, title, names, terms) VALUES (?, ?, ?, ?)",
            (story.id, story.title, json.dumps(story.names), json.dumps(story.terms)),
        )
        db.executemany(
            "UPDATE article SET story = ? WHERE id = ?",
            ((added.lastrowid, article) for article in story.articles),
        )


def _fill_shelf(archive: Archive) -> None:
    """Write the shelf anew from the articles' stories: the newest story first, in it the newest article."""
    db = archive.db
    db.execute("DELETE FROM shelf")
    db.execute("DELETE FROM story WHERE number NOT IN (SELECT story FROM article WHERE story IS NOT NULL)")
    db.execute(
        """
        UPDATE story SET (articles, sources) =
            (SELECT count(*), count(DISTINCT source) FROM article WHERE article.story = story.number)
        """
    )
    db.execute(
        """
        WITH line (story, newest, story_id, article, published, article_id) AS (
            SELECT story.number, max(article.published), story.id, NULL, NULL, NULL
            FROM story JOIN article ON article.story = story.number GROUP BY story.number
            UNION ALL
            SELECT story.number, max(article.published) OVER (PARTITION BY story.number), story.id,
                article.number, article.published, article.id
            FROM story JOIN article ON article.story = story.number
        )
        INSERT INTO shelf (position, story, article)
        SELECT row_number() OVER (
            ORDER BY newest IS NULL, newest DESC, story_id,
                article IS NOT NULL, published IS NULL, published DESC, article_id) - 1, story, article
        FROM line
        """
    )
    counts = db.execute(
        """
        SELECT (SELECT count(*) FROM shelf WHERE article IS NOT NULL), (SELECT count(*) FROM story),
            (SELECT count(DISTINCT source) FROM article WHERE story IS NOT NULL)
        """
    ).fetchone()
    for key, count in zip(("shelf_articles", "shelf_stories", "shelf_sources"), counts, strict=True):
        archive.set_meta(key, count)
