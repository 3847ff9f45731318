"""Names by sources: who and what each source names, how often, and what one names that another does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing.article import Entity, Headline, Story
from briefing.comparison import NameMatrix
from briefing.library.library import Library
from briefing.safetext import one_line
from briefing.tui import dates
from briefing.tui.name_rows import GLYPHS
from briefing.tui.page import STYLE_OF
from briefing.tui.painting import fit
from briefing.tui.screens.lookup import LookupScreen
from briefing.tui.spot import Spot
from briefing.tui.widgets.item_pane import ItemPane, Line, Piece

_CELL = 14
"""Cells of a column: the date that heads it, and a space."""

_NARROWEST_NAME, _WIDEST_NAME = 18, 32

_ABSENT = "—"


class Row(NamedTuple):
    """A name, and how often each source has it."""

    entity: Entity
    counts: Sequence[int]


class MatrixPane(ItemPane):
    """A row for each name, those that not all have first; a column for each source, more than fit by turns."""

    fixed_rows = 2

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Row] = ()
        self.headlines: Sequence[Headline] = ()
        self.column = 0
        self._first = 0
        self._ready = False

    def show(self, matrix: NameMatrix, headlines: Sequence[Headline]) -> None:
        """Show the counts of the sources with these headlines."""
        rows = [Row(*row) for row in zip(matrix.entities, matrix.counts, strict=True)]
        self.rows = [row for row in rows if 0 in row.counts] + [row for row in rows if 0 not in row.counts]
        self.headlines = headlines
        self._ready = True
        self.renew(0)

    def move_column(self, step: int) -> bool:
        """Go to another source; False at the edge."""
        if not 0 <= self.column + step < len(self.headlines):
            return False
        self.column += step
        fit_in = self._columns(self.size.width - 1)
        self._first = min(max(self._first, self.column - fit_in + 1), self.column)
        self.renew()
        return True

    def _name_width(self, width: int) -> int:
        return max(_NARROWEST_NAME, min(_WIDEST_NAME, width // 3))

    def _columns(self, width: int) -> int:
        """How many sources fit."""
        return max(1, (width - self._name_width(width) - 4) // _CELL)

    def _seen(self, width: int) -> range:
        return range(self._first, min(len(self.headlines), self._first + self._columns(width)))

    def heading(self, y: int, width: int) -> Sequence[Piece]:
        """The sources, and the days on which they appeared."""
        seen = self._seen(width)
        if not seen:
            return ()
        more = f"‹ {seen.start + 1}–{seen.stop} of {len(self.headlines)} ›"
        corner = more if y == 0 and len(seen) < len(self.headlines) else ""
        pieces = [Piece(fit(f" {corner}", self._name_width(width) + 3), "muted")]
        for column in seen:
            headline = self.headlines[column]
            text = one_line(headline.source) if y == 0 else dates.short(headline.published)
            current = column == self.column
            sign = "▸" if current and y == 0 else " "
            pieces.append(
                Piece(sign + fit(text, _CELL - 1).rstrip().rjust(_CELL - 1), "accent" if current else "muted")
            )
        return pieces

    def lay_out(self, width: int) -> Iterator[Line]:
        """The names under their headings."""
        if not self._ready:
            return
        if not self.rows:
            yield Line(-1, [Piece(" No names were found in these sources.", "muted")])
        for number, row in enumerate(self.rows):
            absent = 0 in row.counts
            if number == 0 or absent != (0 in self.rows[number - 1].counts):
                if number:
                    yield Line(-1, [])
                heading = f"Named by some and not by others ({_ABSENT})" if absent else "Named by all"
                yield Line(-1, [Piece(fit(f" {heading}", width), "title")])
            yield Line(number, self._row(row, width))

    def _row(self, row: Row, width: int) -> list[Piece]:
        room = self._name_width(width)
        name = fit(one_line(row.entity.name), room)
        text = name.rstrip()
        pieces = [
            Piece(f" {GLYPHS[row.entity.kind]} ", "muted"),
            Piece(text, STYLE_OF[row.entity.kind]),
            Piece(name[len(text) :]),
        ]
        for column in self._seen(width):
            count = row.counts[column]
            pieces.append(
                Piece((str(count) if count else _ABSENT).rjust(_CELL), "text" if count else "accent")
            )
        return pieces

    def pieces(self, line: Line, current: bool) -> Sequence[Piece]:
        """The row of the cursor has the count in question in brackets."""
        if not current:
            return line.pieces
        pieces = list(line.pieces)
        at = len(pieces) - len(self._seen(self.size.width - 1)) + self.column - self._first
        text, style = pieces[at]
        pieces[at] = Piece(f"{f'[{text.strip()}]':>{_CELL}}", style)
        return pieces


class MatrixScreen(LookupScreen[tuple[NameMatrix, list[Headline]]]):
    """The matrix of a story's names."""

    what = "Names by source"
    opened_by = "compare_matrix"

    def __init__(self, library: Library, story: Story) -> None:
        self.matrix = MatrixPane()
        super().__init__(library, story, self.matrix)

    def find(self) -> tuple[NameMatrix, list[Headline]]:
        """The counts, and the headlines of the sources."""
        matrix = self.library.name_matrix(self.story.id)
        return matrix, self.library.headlines(matrix.articles)

    def show(self, found: tuple[NameMatrix, list[Headline]]) -> None:
        """Show them."""
        matrix, headlines = found
        self.matrix.show(matrix, headlines)
        partly = sum(0 in counts for counts in matrix.counts)
        self.tell(
            f"{len(matrix.entities)} names in {len(matrix.articles)} sources; {partly} not named by all. "
            "A name that was not found may still be meant by other words."
        )

    def spot(self) -> Spot | str:
        """The first mention of the name in the source of the column."""
        entity, article = (
            self.matrix.rows[self.table.cursor].entity,
            self.matrix.headlines[self.matrix.column],
        )
        mentions = [m for m in self.library.reading(article.id).body if m.entity.id == entity.id]
        if not mentions:
            return (
                f"{one_line(article.source)} does not name {one_line(entity.name)}: h and l change the source"
            )
        text = self.library.article(article.id).text
        return Spot.of_words(article.id, text, mentions[0].start, mentions[0].end)

    def action_table_left(self) -> None:
        """Go to the source on the left."""
        if not self.matrix.move_column(-1):
            self.say("This is the first source")

    def action_table_right(self) -> None:
        """Go to the source on the right."""
        if not self.matrix.move_column(1):
            self.say("This is the last source")
