"""What a reader does to stories: merge them, split an article off, move one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from briefing.article import Act, Placement
from briefing.library import deeds, placements, telling, things
from briefing.library.archive import Archive
from briefing.library.errors import LibraryError
from briefing.library.lag import is_grouped
from briefing.library.lock import Narrate, in_silence, writing
from briefing.library.shelf import headlines
from briefing.safetext import one_line


class StoriesByHand:
    """The reader's word on stories: final, whatever grouping finds later.

    Each method waits for whoever writes to the library, and has its `narrate` say so.
    """

    def __init__(self, home: Path) -> None:
        """For the library of a home folder."""
        self._home = home

    def merge(self, story_ids: Sequence[str], narrate: Narrate = in_silence) -> Placement:
        """Make one story of several. Raises LibraryError where there are fewer than two, or one is unknown."""
        with grouped(self._home, narrate) as archive:
            distinct = list(dict.fromkeys(story_ids))
            articles = [article for story in distinct for article in _articles_of(archive, story)]
            if len(distinct) < 2:
                raise LibraryError("It takes two different stories to merge. Nothing was changed.")
            return self._carry_out(archive, Act.MERGE, articles)

    def split(self, article_ids: Sequence[str], narrate: Narrate = in_silence) -> Placement:
        """Make a story of its own of some articles of one story.

        Raises LibraryError where they are all of it, or of several.
        """
        with grouped(self._home, narrate) as archive:
            found = {_story_of(archive, article) for article in article_ids}
            if len(found) != 1:
                raise LibraryError("The articles to split off have to be of one story. Nothing was changed.")
            if set(_articles_of(archive, found.pop())) <= set(article_ids):
                raise LibraryError("There is nothing in the story to split off from. Nothing was changed.")
            return self._carry_out(archive, Act.SPLIT, list(dict.fromkeys(article_ids)))

    def move(self, article_ids: Sequence[str], story_id: str, narrate: Narrate = in_silence) -> Placement:
        """Put articles into another story. Raises LibraryError where one of them is in it already, or unknown."""
        with grouped(self._home, narrate) as archive:
            there = _articles_of(archive, story_id)
            for article in article_ids:
                if _story_of(archive, article) == story_id:
                    raise LibraryError(f"{one_line(article)} is in that story already. Nothing was changed.")
            return self._carry_out(archive, Act.MOVE, list(dict.fromkeys(article_ids)), there)

    def _carry_out(
        self, archive: Archive, act: Act, articles: Sequence[str], target: Sequence[str] = ()
    ) -> Placement:
        at = datetime.now(UTC)
        with archive.transaction():
            number = placements.next_number(archive)
            word = Placement(number, act, tuple(articles), tuple(target), at)
            said = telling.of_story(word, partial(headlines, archive))
            after = {things.key("story", number): placements.to_record(act, articles, target, at)}
            deeds.do(archive, self._home, said, after)
        return word


@contextmanager
def grouped(home: Path, narrate: Narrate = in_silence) -> Iterator[Archive]:
    """The archive for writing, its stories up to date as grouping knows them. Raises like `writing`."""
    from briefing.library import grouping

    with writing(home, narrate) as archive:
        if not is_grouped(archive):
            grouping.group(archive)
        yield archive


def _story_of(archive: Archive, article_id: str) -> str:
    row = archive.db.execute(
        "SELECT story.id FROM article JOIN story ON story.number = article.story WHERE article.id = ?",
        (article_id,),
    ).fetchone()
    if row is None:
        raise LibraryError(f"The library lists no article {one_line(article_id)}. Nothing was changed.")
    return str(row[0])


def _articles_of(archive: Archive, story_id: str) -> list[str]:
    rows = archive.db.execute(
        """
        SELECT id FROM article WHERE story = (SELECT number FROM story WHERE id = ?)
        ORDER BY published IS NULL, published DESC, id
        """,
        (story_id,),
    ).fetchall()
    if not rows:
        raise LibraryError(f"The library holds no story {one_line(story_id)}. Nothing was changed.")
    return [id for (id,) in rows]
