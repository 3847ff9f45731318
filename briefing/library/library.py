"""The library as everything above it sees it: articles, stories and searches, whatever they are stored in."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from briefing.article import Article, Entity, Headline, Reading, Snippet, Story, Version
from briefing.library import folder, readings, shelf
from briefing.library.archive import Readers
from briefing.library.errors import LibraryError
from briefing.library.lock import noting
from briefing.library.saved_searches import SavedSearches
from briefing.safetext import one_line

if TYPE_CHECKING:
    from briefing.comparison import Chronology, ClaimCard, Comparison, NameMatrix
    from briefing.correspondence import Alignment, Copy
    from briefing.library.annotations import Annotations
    from briefing.library.by_hand import StoriesByHand
    from briefing.library.comparing import Comparing
    from briefing.library.deeds import Deeds
    from briefing.library.linking import LinksByHand
    from briefing.library.names import Names
    from briefing.library.query import Query
    from briefing.library.results import Results
    from briefing.library.runs import Runs
    from briefing.library.search import Searcher
    from briefing.library.shelf import Listing

_SECONDS_FOR_A_MARK = 1.0
"""A read mark that cannot be set within this is not worth waiting for."""


def _never() -> bool:
    return False


class Library:
    """A library, open for reading; any number of threads may use it at once, and no writer blocks it.

    Every method raises LibraryError where the archive turns out to be damaged or an id is unknown.
    """

    def __init__(self, home: Path, readers: Readers) -> None:
        """For `open`."""
        self.home = home
        """The folder it lives in."""
        self._readers = readers
        self._searcher: Searcher | None = None
        self._beginning = Lock()
        self._rereading = readings.Rereading(home, self.article)
        self.searches = SavedSearches(home, readers)
        """Searches with a name."""
        with readers.borrow() as archive:
            self.demonstration = bool(archive.meta("demonstration"))
            """Whether it holds samples and nothing of the reader's own."""

    @classmethod
    def open(cls, home: Path) -> Library:
        """Open the library of a home folder.

        Raises NoLibrary where nothing was ever added, LibraryError where the folder isn't ours alone or the
        archive is damaged, foreign or newer than this program; nothing is changed then.
        """
        readers = Readers(folder.find(home))
        try:
            with readers.borrow() as archive:
                outdated = archive.outdated
            if outdated:
                from briefing.library.lock import writing

                with writing(home) as archive, archive.transaction():
                    pass
            return cls(home, readers)
        except BaseException:
            readers.close()
            raise

    def close(self) -> None:
        """Let go of archive and index; a search that still runs in another thread comes to its end."""
        self._readers.close()
        self._searcher = None

    def gave_way(self) -> bool:
        """Of a demonstration: whether the library beside which it lies has come to hold articles meanwhile."""
        own = self.home.parent
        if not self.demonstration or not (own / folder.ARCHIVE).exists():
            return False
        try:
            with closing(Library.open(own)) as library:
                return not library.is_empty()
        except LibraryError:
            return False

    # Counts and lists ---------------------------------------------------------------------------------

    def revision(self) -> int:
        """A number that grows with every change to what there is to read; read marks don't count."""
        with self._readers.borrow() as archive:
            return int(archive.meta("revision"))

    def is_empty(self) -> bool:
        """Whether there is no article at all. Quicker to say than how many there are."""
        with self._readers.borrow() as archive:
            return archive.db.execute("SELECT 1 FROM article WHERE current LIMIT 1").fetchone() is None

    def articles(self) -> int:
        """How many articles there are, superseded versions aside."""
        with self._readers.borrow() as archive:
            return int(archive.db.execute("SELECT count(*) FROM article WHERE current").fetchone()[0])

    def sources(self) -> int:
        """How many sources they come from."""
        with self._readers.borrow() as archive:
            query = "SELECT count(DISTINCT source) FROM article WHERE current"
            return int(archive.db.execute(query).fetchone()[0])

    def shelf(self) -> Listing:
        """All stories, newest first."""
        return shelf.Shelf(self._readers)

    def headlines(self, article_ids: Sequence[str]) -> list[Headline]:
        """The headlines of these articles in the order given; unknown ids are left out."""
        with self._readers.borrow() as archive:
            return shelf.headlines(archive, article_ids)

    # Articles -----------------------------------------------------------------------------------------

    def article(self, article_id: str) -> Article:
        """An article, current or superseded."""
        with self._readers.borrow() as archive:
            article = archive.article(article_id)
        if article is None:
            raise _unknown("article", article_id)
        return article

    def headline(self, article_id: str) -> Headline:
        """An article as a list shows it."""
        for headline in self.headlines((article_id,)):
            return headline
        raise _unknown("article", article_id)

    def reading(self, article_id: str) -> Reading:
        """Who and where is in an article, as the user put it right.

        Once the library is warm, an article that was read with other gazetteers than those of now is read anew.
        """
        with self._readers.borrow() as archive:
            reading = readings.reading(archive, article_id)
            if reading is None:
                raise _unknown("article", article_id)
            is_due = self._rereading.is_due(archive, article_id)
        return self._rereading.read(article_id) if is_due else reading

    def versions(self, article_id: str) -> list[Version]:
        """What stood at an article's place over time, the oldest first."""
        with self._readers.borrow() as archive:
            versions = archive.versions(article_id)
        if not versions:
            raise _unknown("article", article_id)
        return versions

    def resolve(self, name: str) -> str:
        """The id of the article meant by an id's beginning, a place, or (the beginning of) a file's name.

        Raises LibraryError where nothing is meant, or several are, which it names.
        """
        from briefing.library.resolve import resolve

        with self._readers.borrow() as archive:
            return resolve(archive, name)

    def resolve_story(self, name: str) -> str:
        """The id of the story meant by its id's beginning, or by what names an article of it.

        Raises like `resolve`.
        """
        from briefing.library.resolve import resolve_story

        with self._readers.borrow() as archive:
            return resolve_story(archive, name)

    def mark_read(self, article_id: str, read: bool = True) -> None:
        """Note that an article was read, or was not. While another process writes, the note may be lost."""
        with suppress(sqlite3.Error), noting(self.home, _SECONDS_FOR_A_MARK) as archive:
            archive.mark_read(article_id, read)

    @cached_property
    def runs(self) -> Runs:
        """The times that articles were brought in, and what became of each item."""
        from briefing.library.runs import Runs

        return Runs(self._readers)

    # Stories ------------------------------------------------------------------------------------------

    def story(self, story_id: str) -> Story:
        """A story; the id of an article that belongs to none stands for a story of its own."""
        for story in self._stories("story.id = ?", story_id):
            return story
        return self._story_of_its_own(story_id, "story")

    def story_of(self, article_id: str) -> Story:
        """The story of an article; one that is superseded, or not on the shelf yet, is a story of its own."""
        for story in self._stories("story.number = (SELECT story FROM article WHERE id = ?)", article_id):
            return story
        return self._story_of_its_own(article_id, "article")

    def stories(self) -> Iterator[Story]:
        """All stories in the order of the shelf."""
        return iter(self._stories("true"))

    def independent_sources(self, story_id: str) -> int:
        """How many accounts a story has, those of one source and those that copy each other taken as one."""
        return self.story(story_id).independent

    def copies_of(self, article_id: str) -> list[Copy]:
        """The articles that copy this one or are copied by it, those that share most first."""
        from briefing.library.copying import copies_of

        self.headline(article_id)
        with self._readers.borrow() as archive:
            return copies_of(archive, article_id)

    def _stories(self, which: str, *values: str) -> list[Story]:
        with self._readers.borrow() as archive:
            return shelf.stories(archive, which, values)

    def _story_of_its_own(self, id: str, what: str) -> Story:
        for headline in self.headlines((id,)):
            return Story(headline.id, headline.title, (headline.id,), (), ())
        raise _unknown(what, id)

    # Who and where ------------------------------------------------------------------------------------

    def entities(self, article_ids: Sequence[str]) -> list[tuple[Entity, int]]:
        """Who and what these articles name, with the number of mentions, the most mentioned first."""
        with self._readers.borrow() as archive:
            return readings.count_names(archive, article_ids)

    def counts_in_story(self, article_id: str) -> dict[str, int]:
        """How often the articles of an article's story mention each name that it has, by the entity's id."""
        with self._readers.borrow() as archive:
            return readings.counts_in_story(archive, article_id)

    def mentions_of(self, entity_id: str) -> list[tuple[str, int]]:
        """The articles that mention an entity, newest first, with the number of mentions."""
        with self._readers.borrow() as archive:
            return readings.articles_naming(archive, (entity_id,))

    # Comparing ----------------------------------------------------------------------------------------

    def align(self, a: str, b: str) -> Alignment:
        """How the passages of two articles correspond; remembered for the pairs last asked for."""
        return self._comparing.align(a, b, self.links.holding(a, b), self.revision())

    def compare(self, a: str, b: str) -> Comparison:
        """What two articles share and where they differ; remembered for the pairs last asked for."""
        return self._comparing.compare(a, b, self.links.holding(a, b), self.revision())

    def claim(self, article_id: str, passage: int) -> ClaimCard:
        """Who stands behind what a passage tells; raises IndexError where the article has no such passage."""
        article = self.article(article_id)
        others = [self.article(id) for id in self.story_of(article_id).articles if id != article_id]
        return self._comparing.claim(article, passage, others, self.compare, self._original_of)

    def _original_of(self, article_id: str) -> str | None:
        """The article that another was copied from: of several the one that it has most of."""
        originals = [copy for copy in self.copies_of(article_id) if copy.after == article_id]
        return max(originals, key=lambda copy: (copy.share, copy.first)).first if originals else None

    def chronology(self, story_id: str) -> Chronology:
        """When each article of a story appeared, and when what they tell happened."""
        return self._comparing.chronology(story_id, self.headlines(self.story(story_id).articles))

    def name_matrix(self, story_id: str) -> NameMatrix:
        """Who and what each article of a story names, and how often."""
        articles = self.story(story_id).articles
        return self._comparing.matrix(story_id, {id: self.entities((id,)) for id in articles})

    @cached_property
    def _comparing(self) -> Comparing:
        from briefing.library.comparing import Comparing  # not before the first frame

        return Comparing(lambda id: (self.article(id), self.reading(id)))

    # What the reader made -----------------------------------------------------------------------------

    @cached_property
    def annotations(self) -> Annotations:
        """What the reader made of what was read: pins, notes, tags, grades, stars, briefs."""
        from briefing.library.annotations import Annotations  # not before the first frame

        return Annotations(self.home, self._readers)

    @cached_property
    def deeds(self) -> Deeds:
        """What the reader did, to be undone."""
        from briefing.library.deeds import Deeds  # not before the first frame

        return Deeds(self.home, self._readers)

    @cached_property
    def hand(self) -> StoriesByHand:
        """The reader's word on which articles belong together."""
        from briefing.library.by_hand import StoriesByHand  # not before the first frame

        return StoriesByHand(self.home)

    @cached_property
    def links(self) -> LinksByHand:
        """The reader's word on which passages tell the same."""
        from briefing.library.linking import LinksByHand  # not before the first frame

        return LinksByHand(self.home, self._readers)

    @cached_property
    def names(self) -> Names:
        """All names, and what the user puts right in them."""
        from briefing.library.names import Names  # not before the first frame

        return Names(self.home, self._readers)

    def user_data(self) -> dict[str, Any]:
        """Everything that the reader made, in plain values: see `briefing.library.user_data`."""
        from briefing.library.user_data import to_document

        with self._readers.borrow() as archive:
            return to_document(archive, self.home)

    # Searching ----------------------------------------------------------------------------------------

    def search(self, query: Query, *, cancelled: Callable[[], bool] = _never) -> Results:
        """The articles that fit a query, best first, by story. An empty query finds nothing.

        Without a sound index the archive itself is read through, newest first: slower, but never wrong. Once
        `cancelled` says so the search stops, and what it returns is of no use.
        """
        return self._searching.search(query, cancelled)

    def suggest(self, query: Query, *, cancelled: Callable[[], bool] = _never) -> str | None:
        """A query that found nothing with other spellings, which do; None where there are none."""
        return self._searching.suggest(query, cancelled)

    def similar(self, article_id: str) -> str:
        """A query for articles like this one; empty where there is nothing to go by."""
        from briefing.library.index import IndexDoubt

        article = self.article(article_id)
        try:
            return self._searching.similar(f"{article.title}\n{article.text}")
        except IndexDoubt:
            return ""

    def complete(self, text: str) -> str | None:
        """An unfinished query as it may go on; None where nothing is known that starts like its end."""
        return self._searching.complete(text)

    def snippet(self, article_id: str, query: Query, width: int = 160) -> Snippet:
        """The stretch of an article that shows why it was found, at most `width` characters."""
        from briefing.library.query import find_hits, make_snippet, marks_names

        text = self.article(article_id).text
        mentions = self.reading(article_id).body if marks_names(query.root) else ()
        return make_snippet(text, find_hits(query.root, text, mentions), width)

    def warm(self) -> None:
        """Import what searching needs and open the index, which takes a moment: call it in a thread.

        Raises IndexDoubt where the index has to be caught up on first; searches work even so.
        """
        self._rereading.wanted = True
        self._searching.warm()

    def behind(self) -> tuple[str, ...]:
        """What is left for `catch_up` to do: "mentions", "stories", "index", or nothing."""
        from briefing.library.lag import behind

        with self._readers.borrow() as archive:
            steps = behind(archive, self.home)
        return (*steps, "index") if self.damaged and "index" not in steps else steps

    @property
    def damaged(self) -> bool:
        """Whether a search found the index damaged, which `catch_up` mends; searches read the archive until then."""
        return self._searcher is not None and self._searcher.damaged

    @property
    def _searching(self) -> Searcher:
        """What searches, imported when it is first asked for."""
        from briefing.library.search import Searcher

        with self._beginning:
            if self._searcher is None:
                self._searcher = Searcher(self.home / folder.INDEX, self._readers, self.annotations)
            return self._searcher


def _unknown(what: str, id: str) -> LibraryError:
    return LibraryError(f"The library holds no {what} {one_line(id)}.")
