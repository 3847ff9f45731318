"""Who and where by source: whom each source of a story names, how often, and who is named here and absent there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from briefing.annotation import Subject
from briefing.article import Entity, Headline, Story
from briefing.library.library import Library
from briefing.safetext import one_line
from briefing.tui import dates
from briefing.tui.commands import Place
from briefing.tui.evidence import of_spot
from briefing.tui.keymap import bindings
from briefing.tui.name_rows import GLYPHS, NameRow, Order
from briefing.tui.page import STYLE_OF
from briefing.tui.painting import fit, palette
from briefing.tui.screens.annotating import Annotating
from briefing.tui.spot import Spot
from briefing.tui.widgets.key_bar import KeyBar
from briefing.tui.widgets.name_table import NameTable

_NARROWEST, _WIDEST = 12, 24
"""Cells for a source's counts."""
_TOTAL = 7
"""Cells for the count in the whole story."""
_NAME, _LONGEST_NAME = 18, 40
"""Cells that the names get."""
_ABSENT = "absent"


class SourcesTable(NameTable):
    """Names in rows, sources in columns, the most recent first."""

    DEFAULT_CSS = """
    SourcesTable { height: 1fr; }
    """

    head = 3
    fixed_rows = 3

    def __init__(self, sources: Sequence[Headline], counts: Mapping[str, Counter[str]], column: int) -> None:
        """`counts` are mentions by article and entity id, `column` is the source that is being read."""
        super().__init__(id="who")
        self.sources = sources
        self.counts = counts
        self.column = column
        self.absent = False

    def count(self, row: NameRow, column: int) -> int:
        """How often a source mentions a name."""
        return self.counts[self.sources[column].id][row.entity.id]

    def is_absent_somewhere(self, row: NameRow) -> bool:
        """Whether some source does not name it."""
        return any(not self.count(row, column) for column in range(len(self.sources)))

    def sifted(self) -> list[NameRow]:
        """The names that are listed, in order; the counts of the source under the cursor are those here."""
        rows = [row._replace(here=self.count(row, self.column)) for row in self._all]
        return self.view.of(row for row in rows if not self.absent or self.is_absent_somewhere(row))

    def show_absent(self) -> None:
        """List only the names that some sources lack, or all again."""
        self.absent = not self.absent
        self.look(self.view)
        self.post_message(
            self.Said(
                f"{len(self.rows)} of {len(self._all)} names are absent somewhere, unless other words mean them"
                if self.absent
                else f"All {len(self._all)} names"
            )
        )

    def move_column(self, step: int) -> bool:
        """Go to another source; False where there is none."""
        if not 0 <= self.column + step < len(self.sources):
            return False
        self.column += step
        self.look(self.view)
        return True

    # Drawing ------------------------------------------------------------------------------------------

    @property
    def label(self) -> str:
        """What is listed, at the left of the heading."""
        return f"Absent somewhere: {super().label.lower()}" if self.absent else super().label

    def _layout(self, width: int) -> tuple[range, int, int]:
        """The sources that there is room for, the cells of each, and the cells of the names."""
        room = width - 3 - _TOTAL
        fit_in = max(1, (room - _NAME) // _NARROWEST)
        first = max(0, min(self.column - fit_in // 2, len(self.sources) - fit_in))
        seen = range(first, min(len(self.sources), first + fit_in))
        column = max(_NARROWEST, min(_WIDEST, (room - _LONGEST_NAME) // len(seen)))
        return seen, column, max(8, min(_LONGEST_NAME, room - column * len(seen)))

    def draw(self, y: int, width: int) -> list[Segment]:
        """The three lines of the heading, or a name with its counts."""
        if y < self.head:
            return self._heading(y, width)
        number = self.row_at(y)
        if number is None:
            return self.empty(y, width)
        styles = palette(self)
        seen, cells, names = self._layout(width)
        row = self.rows[number]
        cursor = styles["cursor"] if number == self.cursor else None
        name = fit(one_line(row.entity.name), names - 1).rstrip()
        segments = [
            Segment(f" {GLYPHS[row.entity.kind]} ", styles["muted"] + cursor),
            Segment(name, styles["text"] + styles[STYLE_OF[row.entity.kind]] + cursor),
            Segment(" " * (names - cell_len(name)), styles["text"] + cursor),
        ]
        for column in seen:
            count = self.count(row, column)
            told = str(count) if count else _ABSENT
            style = (styles["text"] if count else styles["muted"]) + cursor
            segments += [
                Segment(" " * (cells - len(told)), styles["text"] + cursor),
                Segment(told, style + styles["mention"] if column == self.column else style),
            ]
        segments.append(Segment(f"{row.story:>{_TOTAL}}", styles["muted"] + cursor))
        return segments

    def _heading(self, y: int, width: int) -> list[Segment]:
        styles = palette(self)
        seen, cells, names = self._layout(width)
        left = self.label if y == 0 else self._counted(seen) if y == 1 else ""
        segments = [Segment(fit(f" {one_line(left)}", names + 3), styles["title" if y == 0 else "muted"])]
        for column in seen:
            source, current = self.sources[column], column == self.column
            told = (
                fit(one_line(source.source), cells - 2).rstrip(),
                dates.short(source.published),
                f"{'▾' if self.view.order is Order.HERE else ''}{'━' * (_NARROWEST - 3)}" if current else "",
            )[y]
            padding = " " * (cells - cell_len(told))
            segments.append(Segment(padding + told, styles["accent" if current else "muted"]))
        total = ("story", "", "▾" if self.view.order is Order.STORY else "")[y]
        segments.append(Segment(f"{total:>{_TOTAL}}", styles["muted"]))
        return segments

    def _counted(self, seen: range) -> str:
        """How many names are listed, and of how many sources."""
        names = f"{len(self.rows)} of {len(self._all)} names"
        if len(seen) < len(self.sources):
            return f"{names} · ‹{seen.start + 1}–{seen.stop} of {len(self.sources)}›"
        return names


class WhoScreen(Annotating):
    """The table over the whole screen."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("who", "everywhere")]

    def __init__(
        self,
        library: Library,
        story: Story,
        article: str,
        read: Callable[[str, Entity], None],
        tell_of: Callable[[Entity], None] | None = None,
    ) -> None:
        """`article` is the one being read; `read` opens one at a name, `tell_of` tells what is known of a name."""
        super().__init__()
        self.library = library
        self._story = story
        self._read, self._tell_of = read, tell_of
        sources = library.headlines(story.articles if article in story.articles else (article,))
        counts: dict[str, Counter[str]] = {}
        called: dict[str, Entity] = {}
        for source in sources:
            reading = library.reading(source.id)
            mentions = (*reading.title, *reading.body)
            counts[source.id] = Counter(mention.entity.id for mention in mentions)
            called |= {mention.entity.id: mention.entity for mention in mentions}
        self._rows = [
            NameRow(entity, 0, sum(each[id] for each in counts.values()), first)
            for first, (id, entity) in enumerate(called.items())
        ]
        column = next((i for i, source in enumerate(sources) if source.id == article), 0)
        self.table = SourcesTable(sources, counts, column)

    def compose(self) -> ComposeResult:
        """The table and the keys."""
        yield self.table
        yield KeyBar("who", offered_alone=True)

    def on_mount(self) -> None:
        """List all names."""
        self.table.list_names(self._rows)
        self.set_focus(self.table, scroll_visible=False)

    @property
    def place(self) -> Place:
        """Where a key press lands."""
        return "who"

    def story_to_brief(self) -> Story | None:
        """The story whose names these are."""
        return self._story

    def evidence(self) -> Subject | str:
        """The sentence in which the source under the cursor first mentions the name under it."""
        row = self.table.current
        if row is None:
            return "No name is listed"
        source = self.table.sources[self.table.column]
        found = self.library.reading(source.id).body
        mention = next((m for m in found if m.entity.id == row.entity.id), None)
        if mention is None:
            return f"{one_line(source.source)} has no sentence that names {one_line(row.entity.name)}"
        text = self.library.article(source.id).text
        return of_spot(self.library, Spot.of_words(source.id, text, mention.start, mention.end))

    @on(NameTable.Said)
    def _said(self, event: NameTable.Said) -> None:
        self.say(event.text)

    @on(NameTable.Chosen)
    def _chosen(self) -> None:
        self.action_who_open()

    def action_who_open(self) -> None:
        """Go to the mentions of the name in the source under the cursor."""
        row, table = self.table.current, self.table
        if row is None:
            self.say("No name is listed")
        elif not row.here:
            self.say(f"{row.entity.name} is not named in {table.sources[table.column].source}")
        else:
            self.app.pop_screen()
            self._read(table.sources[table.column].id, row.entity)

    def action_who_left(self) -> None:
        """Go to the source on the left."""
        if not self.table.move_column(-1):
            self.say("No source further left")

    def action_who_right(self) -> None:
        """Go to the source on the right."""
        if not self.table.move_column(1):
            self.say("No source further right")

    def action_source_next(self) -> None:
        """Go to the source on the right."""
        self.action_who_right()

    def action_source_previous(self) -> None:
        """Go to the source on the left."""
        self.action_who_left()

    def action_who_absent(self) -> None:
        """List only the names that some sources lack, or all again."""
        if len(self.table.sources) < 2:
            self.say("This story has one source alone: nobody is absent elsewhere")
        else:
            self.table.show_absent()

    def action_who_filter(self) -> None:
        """Type the beginning of a name."""
        self.table.begin_typing()

    def action_who_kinds(self) -> None:
        """List one kind of names alone."""
        self.table.sift()

    def action_who_sort(self) -> None:
        """Sort by something else."""
        self.table.sort()

    def action_who_details(self) -> None:
        """Tell what is known of the name under the cursor."""
        if self._tell_of is None:
            self.say("A name is told of from the article that is read")
        elif self.table.current is not None:
            entity = self.table.current.entity
            self.app.pop_screen()
            self._tell_of(entity)

    def action_who_close(self) -> None:
        """Go back to reading."""
        self.app.pop_screen()

    def action_app_back(self) -> None:
        """List all names again, else go back to reading."""
        if not self.table.stop_sifting():
            self.app.pop_screen()

    def action_move_down(self) -> None:
        """Go to the next name."""
        if not self.table.move(1):
            self.say("The names end here")

    def action_move_up(self) -> None:
        """Go to the name before."""
        if not self.table.move(-1):
            self.say("The names begin here")

    def action_move_first(self) -> None:
        """Go to the first name."""
        self.table.move_to_end(-1)

    def action_move_last(self) -> None:
        """Go to the last name."""
        self.table.move_to_end(1)

    def action_move_page_down(self) -> None:
        """Go down by a screen."""
        self.table.move_page(1)

    def action_move_page_up(self) -> None:
        """Go up by a screen."""
        self.table.move_page(-1)
