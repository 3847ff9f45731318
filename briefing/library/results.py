"""What a search found: hits by story, of which only what is looked at is fetched."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from briefing.article import ListLine, SnippetLine, StoryLine
from briefing.library.listed import Listed
from briefing.library.ordering import stable_order
from briefing.library.shelf import SNIPPET_ROWS, headlines

if TYPE_CHECKING:
    from briefing.library.archive import Archive, Readers
    from briefing.library.facets import Facet

_LINES_PER_HIT = 1 + SNIPPET_ROWS


class _Place(NamedTuple):
    """What stands on a line."""

    story: int
    """Which of the stories found."""
    hit: int | None
    """Which of all hits, or None on the story's own line."""
    part: int
    """Which of the hit's lines."""


class Results:
    """What a search found: hits by story, the story with the best hit first, each hit with its snippet."""

    def __init__(
        self,
        readers: Readers,
        listed: Listed,
        rows: NDArray[np.int64],
        *,
        milliseconds: float,
    ) -> None:
        """`rows` are the hits among what is listed, best first."""
        self._readers = readers
        self._listed = listed
        self.milliseconds = milliseconds
        """What the search took."""
        self._group(rows)

    def _group(self, rows: NDArray[np.int64]) -> None:
        stories = self._listed.stories[rows]
        stories -= stories.min(initial=0)
        # Of each story the best hit, which is written last, and by it the stories in order.
        best = np.empty(int(stories.max(initial=-1)) + 1, np.int64)
        best[stories[::-1]] = np.arange(len(rows) - 1, -1, -1)
        best_of = best[stories]
        self._rows = rows[stable_order(best_of)]
        hits = np.bincount(best_of, minlength=len(rows))
        self._hits = hits[hits > 0]
        self._hits_before = np.concatenate([[0], np.cumsum(self._hits)])
        self._lines_before = np.arange(len(self._hits) + 1) + _LINES_PER_HIT * self._hits_before

    # Counts -------------------------------------------------------------------------------------------

    @property
    def articles(self) -> int:
        """How many articles were found."""
        return len(self._rows)

    @property
    def stories(self) -> int:
        """How many stories they belong to."""
        return len(self._hits)

    @cached_property
    def sources(self) -> int:
        """How many sources they come from."""
        return _different(self._listed.source_of[self._rows])

    @cached_property
    def independent(self) -> int:
        """How many sources remain where those that copy each other in a story are taken as one."""
        return _different(self._listed.first_source_of[self._rows])

    # Hits ---------------------------------------------------------------------------------------------

    @property
    def order(self) -> tuple[str, ...]:
        """The ids of the articles in the order of the list."""
        return self.first(len(self._rows))

    def first(self, count: int) -> tuple[str, ...]:
        """The ids of so many articles from the top of the list."""
        return tuple(map(self._listed.id, self._rows[:count].tolist()))

    def on_lines(self, lines: int) -> tuple[str, ...]:
        """The ids of the articles of which something stands on so many lines from the top of the list."""
        if not len(self._hits) or lines < 1:
            return ()
        story = min(int(np.searchsorted(self._lines_before, lines - 1, "right")) - 1, len(self._hits) - 1)
        below = lines - int(self._lines_before[story]) - 1
        of_story = min(int(self._hits[story]), -(-below // _LINES_PER_HIT))
        return self.first(int(self._hits_before[story]) + of_story)

    def newer_than(self, number: int) -> int:
        """How many of the articles came into the library after the one with this number."""
        return int(np.count_nonzero(self._listed.numbers[self._rows] > number))

    def facets(self) -> list[Facet]:
        """What the hits have in common, by which the search can be refined."""
        from briefing.library.facets import facets

        with self._readers.borrow() as archive:
            return facets(archive, self._listed, self._rows)

    # Lines --------------------------------------------------------------------------------------------

    def __len__(self) -> int:
        return int(self._lines_before[-1])

    def lines(self, first: int, last: int) -> Sequence[ListLine]:
        """The lines from `first` up to `last`, `last` not included; fewer where the list ends before."""
        places = [self._place(line) for line in range(max(0, first), min(last, len(self)))]
        ids = {place.hit: self._id(place.hit) for place in places if place.hit is not None}
        with self._readers.borrow() as archive:
            stories = self._story_lines(archive, sorted({place.story for place in places}))
            found = {headline.id: headline for headline in headlines(archive, tuple(ids.values()))}
        return [
            stories[place.story]
            if place.hit is None
            else SnippetLine(ids[place.hit], place.part - 1)
            if place.part
            else found[ids[place.hit]]
            for place in places
        ]

    def _story_lines(self, archive: Archive, stories: Sequence[int]) -> dict[int, StoryLine]:
        """The lines of stories; an article that has no story yet is one of its own."""
        numbers = {
            story: int(self._listed.stories[self._rows[self._hits_before[story]]]) for story in stories
        }
        rows = archive.db.execute(
            """
            SELECT number, id, title FROM story WHERE number IN (SELECT value FROM json_each(?1))
            UNION ALL
            SELECT -number, id, title FROM article WHERE number IN (SELECT -value FROM json_each(?1))
            """,
            (json.dumps(list(numbers.values())),),
        )
        told = {int(row[0]): (str(row[1]), str(row[2])) for row in rows}
        lines = {}
        for story, number in numbers.items():
            hits = self._rows[self._hits_before[story] : self._hits_before[story + 1]]
            sources = independent = 1
            if len(hits) > 1:
                sources = _different(self._listed.source_of[hits])
                independent = len(np.unique(self._listed.accounts[hits]))
            id, title = told.get(number, ("", ""))
            lines[story] = StoryLine(id, title, len(hits), sources, independent)
        return lines

    def line_of(self, article_id: str) -> int | None:
        """The line on which an article's headline stands; None where it is not listed."""
        row = self._listed.row(article_id)
        found = np.flatnonzero(self._rows == row)
        if row < 0 or not len(found):
            return None
        hit = int(found[0])
        story = int(np.searchsorted(self._hits_before, hit, "right")) - 1
        return int(self._lines_before[story]) + 1 + _LINES_PER_HIT * (hit - int(self._hits_before[story]))

    def neighbour(self, line: int, step: int) -> int | None:
        """The nearest headline strictly beyond a line: downwards if `step` is positive, else upwards."""
        line = max(-1, min(line, len(self)))
        beyond = range(line + 1, len(self)) if step > 0 else range(line - 1, -1, -1)
        # A headline is never further away than a story's line and a hit's snippet.
        return next((n for n in beyond if self._is_headline(n)), None)

    def _is_headline(self, line: int) -> bool:
        place = self._place(line)
        return place.hit is not None and place.part == 0

    def _place(self, line: int) -> _Place:
        story = int(np.searchsorted(self._lines_before, line, "right")) - 1
        row = line - int(self._lines_before[story])
        if row == 0:
            return _Place(story, None, 0)
        hit, part = divmod(row - 1, _LINES_PER_HIT)
        return _Place(story, int(self._hits_before[story]) + hit, part)

    def _id(self, hit: int) -> str:
        return self._listed.id(int(self._rows[hit]))


def _different(numbers: NDArray[np.integer[Any]]) -> int:
    """How many different numbers there are, none below 0; they are marked, which is quicker than sorting them."""
    seen = np.zeros(int(numbers.max(initial=0)) + 1, bool)
    seen[numbers] = True
    return int(np.count_nonzero(seen))
