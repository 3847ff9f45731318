"""The list of stories or hits: a window on a listing of any length, of which only what is seen is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count, takewhile
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.message import Message

from briefing.article import Headline, ListLine, SearchLine, Snippet, SnippetLine, StoryLine
from briefing.library.shelf import Listing
from briefing.safetext import one_line
from briefing.tui.keymap import bindings
from briefing.tui.painting import palette
from briefing.tui.widgets import story_rows
from briefing.tui.widgets.line_pane import LinePane
from briefing.tui.wrapping import wrap

_WINDOW = 64
"""Lines read at once: about a screen."""


class StoryList(LinePane):
    """Stories with their articles below them; the cursor stands on articles alone.

    The cursor is a plain attribute, and moving it redraws the lines it leaves and enters: a reactive one
    would redraw the whole list at every key.
    """

    class Entered(Message):
        """The article under the cursor is to be read."""

    class SearchChosen(Message):
        """A saved search was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("list")]

    def __init__(self, moved: Callable[[], None], *, id: str | None = None) -> None:
        """`moved` is called when the cursor came to stand on another article: at once, and not by a message, so that
        list and article change in one frame.
        """
        super().__init__(id=id)
        self._moved = moved
        self.listing: Listing | None = None
        self.cursor = -1
        self._windows: dict[int, list[ListLine]] = {}
        self._snippet_of: Callable[[str, int], Snippet] | None = None
        self._snippets: dict[str, Snippet] = {}
        self._read: set[str] = set()
        self._unread: set[str] = set()
        self._new: frozenset[str] = frozenset()
        self._nothing: list[str] = []
        self._flags: Mapping[str, str] = {}

    # What is listed -----------------------------------------------------------------------------------

    def show(
        self,
        listing: Listing,
        snippet_of: Callable[[str, int], Snippet] | None = None,
        *,
        keep: str | None = None,
        snippets: Mapping[str, Snippet] | None = None,
    ) -> str | None:
        """List something else, the cursor on the article `keep` if it is listed, else on the first.

        `snippet_of` gives an article's snippet for a number of cells, where `snippets` does not have it already.
        Returns the article under the cursor.
        """
        self.listing = listing
        self._snippet_of = snippet_of
        self._windows.clear()
        self._snippets = dict(snippets or {})
        self._read.clear()
        self._unread.clear()
        self._nothing = []
        at = listing.line_of(keep) if keep is not None else None
        if at is None:
            at = listing.neighbour(-1, 1)
        self.cursor = -1 if at is None else at
        self.set_lines(len(listing))
        self._reveal()
        self.refresh()
        return self.current_article

    @property
    def snippet_cells(self) -> int:
        """How many cells a snippet has in all its lines."""
        return 2 * max(1, self.size.width - 5)

    @property
    def lines_seen(self) -> int:
        """How many lines fit on the screen; none while the list is not on it."""
        return self.size.height if self.size.width else 0

    def line(self, number: int) -> ListLine | None:
        """The line of the listing with this number."""
        if self.listing is None or not 0 <= number < len(self.listing):
            return None
        page, row = divmod(number, _WINDOW)
        window = self._windows.get(page)
        if window is None:
            if len(self._windows) > 16:
                self._windows.clear()
            first = page * _WINDOW
            window = list(self.listing.lines(first, min(first + _WINDOW, len(self.listing))))
            self._windows[page] = window
        return window[row] if row < len(window) else None

    @property
    def current(self) -> Headline | None:
        """The headline under the cursor."""
        line = self.line(self.cursor)
        return line if isinstance(line, Headline) else None

    @property
    def current_article(self) -> str | None:
        """The id of the article under the cursor."""
        headline = self.current
        return headline.id if headline else None

    def flag(self, flags: Mapping[str, str]) -> None:
        """Show a sign beside articles, by their ids."""
        if flags != self._flags:
            self._flags = flags
            self.refresh()

    def mark_new(self, articles: frozenset[str]) -> None:
        """Mark the articles that have just come in, until others do; the mark goes when they are read."""
        self._new = articles or self._new

    def show_read(self, article: str, read: bool) -> None:
        """Take away an article's dot, or give it back, without reading the list again."""
        into, out_of = (self._read, self._unread) if read else (self._unread, self._read)
        into.add(article)
        out_of.discard(article)
        at = self.listing.line_of(article) if self.listing is not None else None
        if at is not None:
            self._redraw((at,))

    def read_anew(self) -> None:
        """Read again what is listed, for what has changed in it, without moving."""
        self._windows.clear()
        self._read.clear()
        self._unread.clear()
        self.refresh()

    def say(self, lines: list[str]) -> None:
        """Say why nothing is listed."""
        self._nothing = [one_line(line) for line in lines]
        self.refresh()

    def action_list_open(self) -> None:
        """Ask for the article under the cursor to be read."""
        self.post_message(self.Entered())

    # The cursor ---------------------------------------------------------------------------------------

    def move(self, step: int) -> bool:
        """Move the cursor by one article; False at the end of the list."""
        at = self.listing.neighbour(self.cursor, step) if self.listing else None
        if at is not None:
            self._stand_on(at)
        return at is not None

    def move_page(self, direction: int) -> bool:
        """Move the cursor by about a screen of lines."""
        if self.listing is None:
            return False
        target = self.cursor + direction * max(1, self.size.height - 2)
        target = max(0, min(len(self.listing) - 1, target))
        at = self.listing.neighbour(target - direction, direction)
        if at is None:
            at = self.listing.neighbour(target, -direction)
        if at is None or at == self.cursor:
            return False
        self._stand_on(at)
        return True

    def move_to_end(self, step: int) -> bool:
        """Move the cursor to the first article (-1) or the last (+1)."""
        if self.listing is None:
            return False
        at = self.listing.neighbour(-1, 1) if step < 0 else self.listing.neighbour(len(self.listing), -1)
        if at is None or at == self.cursor:
            return False
        self._stand_on(at)
        return True

    def move_story(self, step: int) -> bool:
        """Move the cursor to the first article of the next story or of the previous one."""
        here = self.current
        at = self.cursor
        while here is not None and self.listing is not None:
            following = self.listing.neighbour(at, step)
            if following is None:
                break
            at = following
            line = self.line(at)
            if isinstance(line, Headline) and line.story != here.story:
                while step < 0:
                    before = self.listing.neighbour(at, -1)
                    above = self.line(before) if before is not None else None
                    if before is None or not isinstance(above, Headline) or above.story != line.story:
                        break
                    at = before
                self._stand_on(at)
                return True
        return False

    def move_to(self, article: str) -> bool:
        """Put the cursor on an article; False where it is not listed."""
        at = self.listing.line_of(article) if self.listing else None
        if at is not None:
            self._stand_on(at)
        return at is not None

    def _stand_on(self, at: int) -> None:
        left = self._story_lines()
        self.cursor = at
        self._reveal()
        self._redraw(left | self._story_lines())
        self._moved()

    def _redraw(self, lines: Iterable[int]) -> None:
        for line in lines:
            self.refresh_row(line - self.scroll_offset.y)

    def _cursor_lines(self) -> Iterator[int]:
        """The lines of the article under the cursor."""
        yield self.cursor
        yield from takewhile(lambda line: isinstance(self.line(line), SnippetLine), count(self.cursor + 1))

    def _story_lines(self) -> set[int]:
        """The lines on the screen that are drawn otherwise because of where the cursor stands."""
        story = self._story
        seen = range(self.scroll_offset.y, self.scroll_offset.y + self.size.height)
        lines = set()
        for step in (-1, 1):
            number = self.cursor
            while number in seen and self._story_at(number) == story:
                lines.add(number)
                number += step
        return lines

    def _reveal(self) -> bool:
        """Scroll so that the cursor's article is seen, its story above it; True if that scrolled."""
        if self.cursor < 0 or self.size.height == 0:
            return False
        first, last = self.cursor, self.cursor
        if isinstance(self.line(first - 1), StoryLine):
            first -= 1
        while isinstance(self.line(last + 1), SnippetLine):
            last += 1
        top, height = self.scroll_offset.y, self.size.height
        target = min(max(top, last - height + 1), first)
        if target == top:
            return False
        self.scroll_to(y=target, animate=False, force=True)
        return True

    @property
    def _story(self) -> str | None:
        headline = self.current
        return headline.story if headline else None

    def _story_at(self, number: int) -> str | None:
        line = self.line(number)
        while isinstance(line, SnippetLine):
            number -= 1
            line = self.line(number)
        match line:
            case StoryLine():
                return line.id
            case Headline():
                return line.story
        return None

    # Drawing ------------------------------------------------------------------------------------------

    def draw(self, y: int, width: int) -> list[Segment]:
        """One line of the list."""
        styles = palette(self)
        number = self.scroll_offset.y + y
        line = self.line(number)
        if line is None:
            return self._nothing_line(number, width)
        in_story = self._story is not None and self._story_at(number) == self._story
        mark = Segment("▌" if in_story else " ", styles["accent"])
        match line:
            case SearchLine():
                return story_rows.search(line, width, styles)
            case StoryLine():
                segments = story_rows.story(line, width - 1, styles)
            case Headline():
                segments = self._headline(line, width - 1, self._row_style(number))
            case SnippetLine():
                segments = self._snippet_row(line, width - 1, self._row_style(number - 1 - line.row))
        return [mark, *segments]

    def _nothing_line(self, number: int, width: int) -> list[Segment]:
        """A line of what is said where nothing is listed, or an empty one."""
        wrapped = [
            line[start:end]
            for line in self._nothing
            for start, end in wrap(line, 0, len(line), max(1, width - 3))
        ]
        return [Segment(f"  {wrapped[number]}", palette(self)["text"])] if number < len(wrapped) else []

    def _row_style(self, headline_at: int) -> Style | None:
        if headline_at != self.cursor:
            return None
        return palette(self)["cursor" if self.has_focus else "cursor-blurred"]

    def _headline(self, line: Headline, width: int, row: Style | None) -> list[Segment]:
        unread = line.id in self._unread or (line.unread and line.id not in self._read)
        dot = ("✦" if line.id in self._new else "●") if unread else " "
        return story_rows.headline(line, dot + self._flags.get(line.id, " "), width, palette(self), row)

    def _snippet_row(self, line: SnippetLine, width: int, row: Style | None) -> list[Segment]:
        snippet = self._snippet(line.article, width - story_rows.INDENT)
        return story_rows.snippet(snippet, line.row, width, palette(self), row)

    def _snippet(self, article: str, room: int) -> Snippet:
        snippet = self._snippets.get(article)
        if snippet is None:
            snippet = self._snippet_of(article, 2 * room) if self._snippet_of else Snippet("", ())
            self._snippets[article] = snippet
        return Snippet(one_line(snippet.text), snippet.spans)

    # Events -------------------------------------------------------------------------------------------

    def on_focus(self) -> None:
        """Draw the cursor strong."""
        self._redraw(self._cursor_lines())

    def on_blur(self) -> None:
        """Draw the cursor weak."""
        self._redraw(self._cursor_lines())

    def on_resize(self) -> None:
        """Keep the cursor in sight, and the snippets as wide as the list."""
        self._snippets.clear()
        if self.listing is not None:
            self.set_lines(len(self.listing))
        self._reveal()

    def on_click(self, event: events.Click) -> None:
        """Open the article that was clicked, or the first one of the story that was."""
        number = self.scroll_offset.y + event.get_content_offset_capture(self).y
        line = self.line(number)
        while isinstance(line, SnippetLine):
            number -= 1
            line = self.line(number)
        if isinstance(line, SearchLine) and line.name:
            self.post_message(self.SearchChosen(line.name))
        if isinstance(line, StoryLine):
            number += 1
            line = self.line(number)
        if isinstance(line, Headline):
            if number != self.cursor:
                self._stand_on(number)
            self.post_message(self.Entered())
