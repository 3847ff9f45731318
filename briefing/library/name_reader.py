"""Reads who and where in articles, with the user's own gazetteers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from briefing.article import Article, Reading
from briefing.library.lag import reading_stamp
from briefing.library.user_names import load_gazetteer


class NameReader:
    """Finds names as the program and the user's gazetteers know them now."""

    def __init__(self, home: Path) -> None:
        """Load the gazetteers. Raises LibraryError where one of them can't be read."""
        from briefing.reading import mentions
        from briefing.reading.gazetteer import Changes
        from briefing.reading.mentions.overrides import entity_of

        self._gazetteer = load_gazetteer(home)
        self._find = mentions.read_many
        self._changes = Changes(self._gazetteer.changes)
        self.changes = self._gazetteer.changes
        """What the user put right."""
        self.called = {entity_of(entry).id: entry.name for entry in self._gazetteer.entries}
        """What the user calls names, by their ids."""
        self.stamp = reading_stamp(self._gazetteer)
        """What is found depends on it: readings made at another stamp are out of date."""

    def find(self, article: Article) -> Reading:
        """What is found in an article."""
        (found,) = self.find_all([article])
        return found

    def find_all(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """What is found in each of some articles, sooner than in one after the other."""
        return self.find_in(map(title_and_text, articles))

    def find_in(self, articles: Iterable[tuple[str, str]]) -> Iterator[Reading]:
        """What is found in each article, given by its title, empty if it has none of its own, and its text."""
        return self._find(articles, self._gazetteer)

    def put_right(self, article: Article, found: Reading) -> Reading:
        """What was found, with the user's changes laid over it."""
        return self._changes.apply(found, article.title, article.text)

    def read(self, article: Article) -> Reading:
        """What is found in an article, put right."""
        return self.put_right(article, self.find(article))


def title_and_text(article: Article) -> tuple[str, str]:
    """An article's title and text. A title made from the text is no title of its own."""
    return "" if article.title_derived else article.title, article.text
