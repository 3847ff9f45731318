"""An article taken from the library for reading: with its names, passages, story and hits at hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from briefing.article import Article, Entity, Mention, Passage, Reading, Span, Story
from briefing.library.library import Library
from briefing.reading.passages import passages
from briefing.safetext import clean, one_line
from briefing.tui import dates
from briefing.tui.page import Page

if TYPE_CHECKING:
    from briefing.annotation import Subject
    from briefing.library.query import Node

_WORDS_A_MINUTE = 230
"""Adults reading English in silence: 238 in Brysbaert, J. Mem. Lang. 109 (2019), rounded down."""

NO_ROOM: Mapping[int, int] = {}
"""Where no passage needs more lines than its text has."""


_WITHOUT_SPACES = frozenset({"ja", "km", "lo", "my", "th", "zh"})
"""Languages that put no spaces between words; a word has two letters there, more or less."""


class Opened:
    """One article, ready to be laid out at any width."""

    def __init__(
        self, article: Article, reading: Reading, story: Story, root: Node | None, state: str
    ) -> None:
        """`state` is what else the meta line should say, such as which version this is."""
        # Cleaned again on the way out: an archive can be altered by another hand.
        self.article = article = article._replace(
            title=one_line(article.title),
            source=one_line(article.source),
            author=one_line(article.author) if article.author else None,
            url=one_line(article.url) if article.url else None,
            place=one_line(article.place) if article.place else None,
            attachments=tuple(map(one_line, article.attachments)),
            text=clean(article.text),
        )
        self.reading = reading
        self.story = story
        self.passages: tuple[Passage, ...] = passages(article.text)
        self.hits: tuple[Span, ...] = ()
        self.title_hits: tuple[Span, ...] = ()
        self.search(root)
        self.meta = self._meta(state)
        self._page: Page | None = None

    def search(self, root: Node | None) -> None:
        """Find what a query matches in title and text."""
        self.hits = self.title_hits = ()
        if root is not None:
            from briefing.library.query import find_hits  # not before the first search

            self.hits = tuple(find_hits(root, self.article.text, self.reading.body))
            self.title_hits = tuple(find_hits(root, self.article.title, self.reading.title, in_title=True))

    def page(self, width: int, room: Mapping[int, int] = NO_ROOM) -> Page:
        """The article laid out for a width, with room for its passages; kept until it is asked for otherwise."""
        if self._page is None or self._page.asked != (width, room):
            self._page = Page(self.article, self.reading, self.passages, self.meta, width, room)
        return self._page

    @property
    def counts(self) -> Counter[Entity]:
        """How often each name is mentioned in the text; a title made from the text is not counted again."""
        return Counter(mention.entity for mention in (*self.reading.title, *self.reading.body))

    def mentions_of(self, entity: str) -> Sequence[Mention]:
        """The mentions of a name in the text, in order."""
        return [mention for mention in self.reading.body if mention.entity.id == entity]

    def subject(self, passage: int) -> Subject:
        """A passage as notes and pins are about it."""
        from briefing.annotation import about_passage  # not before the first frame

        at = self.passages[passage]
        return about_passage(self.article.id, self.article.text, at.start, at.end)

    def quotation(self, passage: int) -> str:
        """A passage as one would paste it elsewhere: its text, and where it comes from."""
        article, at = self.article, self.passages[passage]
        cited = ", ".join(
            part for part in (article.source, dates.short(article.published), article.url) if part
        )
        return f"{article.text[at.start : at.end]}\n— {cited}"

    def _meta(self, state: str) -> str:
        article = self.article
        spaces = article.text.count(" ")  # as many as words, and counted a hundred times faster
        if article.language in _WITHOUT_SPACES:
            spaces = len(article.text) // 2
        minutes = max(1, round(spaces / _WORDS_A_MINUTE))
        parts = [
            article.source,
            *filter(None, [article.place]),
            dates.short(article.published),
            f"{minutes} min",
        ]
        if len(self.story.articles) > 1:
            number = self.story.articles.index(article.id) + 1 if article.id in self.story.articles else 0
            parts.append(
                f"source {number} of {len(self.story.articles)}, {self.story.independent} independent"
            )
        if article.author:
            parts.insert(1, article.author)
        if article.attachments:
            parts.append(f"attached: {', '.join(article.attachments)}")
        if article.title_derived:
            parts.append("title from its first words")
        if article.replaced:
            parts.append(f"{article.replaced} unsafe characters replaced")
        if state:
            parts.append(state)
        return " · ".join(parts)


def open_article(library: Library, article_id: str, root: Node | None = None) -> Opened:
    """Take an article from the library; `root` is the query whose hits are to be marked."""
    versions = library.versions(article_id)
    state = ""
    if len(versions) > 1:
        mine = next((version for version in versions if version.article == article_id), versions[-1])
        state = f"version {mine.number} of {len(versions)}" + ("" if mine.current else ", superseded")
    return Opened(
        library.article(article_id), library.reading(article_id), library.story_of(article_id), root, state
    )
