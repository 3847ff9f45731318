"""Comparing: what the sources of a story both tell, what one tells alone, and where they contradict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from briefing.annotation import Subject
from briefing.article import Span
from briefing.comparison import DISPUTES, PassageState
from briefing.reading.agreeing import agree
from briefing.tui.evidence import of_entry
from briefing.tui.facing import SIGNS, number
from briefing.tui.keymap import bindings
from briefing.tui.ledger import Entry, Topic, letter, make_ledger, name_passage
from briefing.tui.page import StyledSpan
from briefing.tui.screens.entry_told import tell_entry
from briefing.tui.screens.grounding import Grounding
from briefing.tui.screens.linking import LinkingByHand
from briefing.tui.widgets.compare_head import EvidenceLine
from briefing.tui.widgets.ledger_pane import LedgerPane

_LEAST_ROWS = 3
"""Rows of the list of differences, its edge included."""

_DISPUTED = frozenset(Topic(kind.value) for kind in DISPUTES)

_ALONE, _DIFFERS, _CURRENT = 3, 4, 5
"""Layers of the marks in the text, over names and hits."""


class CompareScreen(Grounding, LinkingByHand):
    """The sources side by side, with their differences listed, marked and walked, and links set by hand."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("sides", "compare", "everywhere")]

    _entry: Entry | None = None
    """The difference that one is at."""
    _visited: Entry | None = None
    """The difference that was gone to last."""
    _figures = False

    def on_mount(self) -> None:
        """Let the list be as high as it was last time."""
        self._fit_ledger()

    # What was found -----------------------------------------------------------------------------------

    def compared(self) -> None:
        """List the differences and mark them in the texts."""
        self.ledger.show(make_ledger(self.shown, self.facing))
        entries = self.ledger.ledger.entries
        self._visited = self._visited if self._visited in entries else None
        self._entry = self._entry if self._entry in entries else None
        self._mark_words()
        self._write_figures()
        super().compared()

    def _mark_words(self) -> None:
        laid: dict[int, list[StyledSpan]] = {column: [] for column in range(len(self.shown))}
        for entry in self.ledger.ledger.entries:
            for column, span in self._spans(entry):
                style, layer = ("named-alone", _ALONE) if entry.entity else ("differs", _DIFFERS)
                laid[column].append(StyledSpan(*span, style, layer))
        if self._entry is not None:
            for column, span in self._spans(self._entry):
                laid[column].append(StyledSpan(*span, "differs-current", _CURRENT))
        self.mark(laid)

    def _spans(self, entry: Entry) -> Iterator[tuple[int, Span]]:
        """The words that an entry is about, by column; of a name, every mention."""
        for column, said in entry.told.items():
            if entry.entity is not None:
                for mention in self.shown[column].mentions_of(entry.entity.id):
                    yield column, Span(mention.start, mention.end)
            elif said.span is not None:
                yield column, said.span

    def _write_figures(self) -> None:
        """Write at the end of each passage what is in dispute there, and on demand how close its match is."""
        for column, view in enumerate(self.views):
            notes: dict[int, list[str]] = {}
            for entry in self.ledger.ledger.entries:
                said = entry.told.get(column)
                if said is not None and said.passage is not None and entry.topic in _DISPUTED:
                    kinds = notes.setdefault(said.passage, [])
                    if entry.topic.value not in kinds:
                        kinds.append(entry.topic.value)
            for passage in range(len(view.opened.passages)) if self._figures and view.opened else ():
                scores = [self._best_score(column, other, passage) for other in range(len(self.views))]
                if best := max(scores):
                    notes.setdefault(passage, []).append(number(best))
            view.annotate({passage: " ".join(parts) for passage, parts in notes.items()})

    def _best_score(self, column: int, other: int, passage: int) -> float:
        facing = self.faced(column, other) if other != column else None
        matches = facing.matches(passage) if facing is not None else ()
        return matches[0].link.score if matches else 0.0

    # What is being read -------------------------------------------------------------------------------

    def _tell(self) -> None:
        super()._tell()
        if self.picked is not None:
            text = (
                f"Linking {name_passage(*self.picked)}: go to the passage that tells the same, then press ="
            )
            lines = [EvidenceLine("=", "accent", f"{text} (esc: never mind)")]
        elif (entry := self._entry_looked_at) is not None:
            lines = [tell_entry(entry, self.active_column)]
        else:
            lines = [self._how_it_stands(c) for c in range(len(self.views)) if c != self.active_column]
        self.evidence_bar.show(lines)

    def _how_it_stands(self, other: int) -> EvidenceLine:
        """How the passage being read stands to another column, and what speaks for it."""
        if (disputed := self._disputed(other)) is not None:
            return tell_entry(disputed, self.active_column)
        passage = self.active.passage
        facing = self.faced(self.active_column, other)
        here, there = f"{letter(self.active_column)} ¶{passage + 1}", letter(other)
        if facing is None:
            return EvidenceLine(" ", "muted", "comparing…")
        matches, nearest = facing.matches(passage), facing.nearest(passage)
        if matches:
            at, link = matches[0]
            common = " · ".join(dict.fromkeys((*link.names, *link.numbers, *link.words)))
            standing = matches[0].standing
            loose = f", {standing.value}" if standing is PassageState.LOOSELY_ALIKE else ""
            if loose and self._agree(passage, other, at):
                loose += ", but a sentence of each seems to say the same"
            why = "linked by you" if link.by_hand else f"score {number(link.score)}{loose}"
            more = f", the closest of {len(matches)}" if len(matches) > 1 else ""
            text = f"{here} ↔ {there} ¶{at + 1}{more}, {why}; in common: {common}"
            return EvidenceLine(SIGNS[standing], "told-by-both", text)
        if nearest is None:
            return EvidenceLine(" ", "muted", f"{here}: no close match found in {there}, and nothing near")
        common = " · ".join(dict.fromkeys((*nearest.link.names, *nearest.link.words)))
        text = f"{here}: no close match found in {there}; nearest is ¶{nearest.passage + 1}"
        return EvidenceLine(" ", "muted", f"{text}, score {number(nearest.link.score)}: {common}")

    def _agree(self, passage: int, other: int, at: int) -> bool:
        """Whether a sentence of the passage being read says the same as one of a passage of another column."""
        mine, theirs = self.active.opened, self.views[other].opened
        if mine is None or theirs is None:
            return False
        here, there = mine.passages[passage], theirs.passages[at]
        spans = Span(here.start, here.end), Span(there.start, there.end)
        return agree(mine.article.text, spans[0], theirs.article.text, spans[1])

    @property
    def _entry_looked_at(self) -> Entry | None:
        """The entry under the cursor of the list, if one is in the list; else the one that is being read."""
        if self.focused is self.ledger and self.ledger.entries:
            return self.ledger.entries[self.ledger.cursor]
        return self._entry

    def evidence(self) -> Subject | str:
        """The difference that one is at or that the cursor of the list stands on, else the passage being read."""
        if (entry := self._entry_looked_at) is not None:
            return of_entry(entry, self.shown)
        opened = self.active.opened
        return "No article is open" if opened is None else opened.subject(self.active.passage)

    # Walking differences ------------------------------------------------------------------------------

    @on(LedgerPane.Chosen)
    def _chosen(self, event: LedgerPane.Chosen) -> None:
        entries = self.ledger.entries
        if event.item < len(entries):
            self._go_to_entry(entries[event.item])

    def _go_to_entry(self, entry: Entry) -> None:
        """Read an entry in every column that has it, in the active one if it does."""
        self._entry = self._visited = entry
        self.go_to_side(self.active_column if self._place_of(entry) is not None else next(iter(entry.told)))
        said = entry.told.get(self.active_column)
        if said is not None and said.passage is None:
            for view in self.views:
                view.move_to_end(-1)
        else:
            self._read(self.active, self._place_of(entry) or 0, said.span if said is not None else None)
        self.follow()
        self._mark_words()

    def _place_of(self, entry: Entry) -> int | None:
        """The passage of the active column at which an entry is read; None where there is none."""
        said = entry.told.get(self.active_column)
        return self.noted_at(entry) if said is None else said.passage or 0

    def counterpart(self, column: int) -> int | None:
        """The passage of another column in which the difference stands that one is at, else one in dispute with
        the passage being read, else what matches.
        """
        said = self._entry.told.get(column) if self._entry is not None else None
        if said is None and (disputed := self._disputed(column)) is not None:
            said = disputed.told[column]
        return super().counterpart(column) if said is None else said.passage

    def _disputed(self, column: int) -> Entry | None:
        """The first entry in which the passage being read is in dispute with one of another column."""
        for entry in self.ledger.ledger.entries:
            mine, theirs = entry.told.get(self.active_column), entry.told.get(column)
            if entry.topic not in _DISPUTED or mine is None or theirs is None or theirs.passage is None:
                continue
            if mine.passage == self.active.passage:
                return entry
        return None

    def follow(self) -> None:
        """Leave the difference that one was at when reading on, and bring the columns to one height."""
        if self._entry is not None and self._place_of(self._entry) != self.active.passage:
            self._entry = None
            self._mark_words()
        super().follow()

    def _walk(self, step: int) -> None:
        entries = self.ledger.entries
        if not entries:
            self.say("Nothing of this kind: f lists another" if self.ledger.ready else "Still comparing")
            return
        target = self.ledger.cursor
        if self._visited is entries[target]:
            target += step
        if not 0 <= target < len(entries):
            self.say("That was the last difference" if step > 0 else "That was the first difference")
            return
        self.ledger.move_to(target)
        self._go_to_entry(entries[target])
        keys = (("difference.next", "next"), ("difference.previous", "previous"), ("compare.close", "back"))
        taught = " · ".join(f"{self.key_of(command)} {what}" for command, what in keys)
        self.say(f"Difference {target + 1} of {len(entries)} · {taught}")

    def action_difference_next(self) -> None:
        """Go to the next difference of the list."""
        self._walk(1)

    def action_difference_previous(self) -> None:
        """Go to the previous difference of the list."""
        self._walk(-1)

    # The list of differences --------------------------------------------------------------------------

    @on(LedgerPane.Narrowed)
    def _narrowed(self, event: LedgerPane.Narrowed) -> None:
        self._narrow(event.topic)

    def _narrow(self, topic: Topic) -> None:
        self.ledger.narrow(topic)
        self._entry = None
        self._mark_words()
        self._tell()

    def _turn_kind(self, step: int) -> None:
        topics = list(Topic)
        self._narrow(topics[(topics.index(self.ledger.topic) + step) % len(topics)])

    def action_ledger_kind(self) -> None:
        """List the next kind alone."""
        self._turn_kind(1)

    def action_ledger_kind_back(self) -> None:
        """List the previous kind alone."""
        self._turn_kind(-1)

    def action_ledger_show(self) -> None:
        """Go to the list of differences, or back to the text."""
        if self.focused is self.ledger:
            self.go_to_side(self.active_column)
        else:
            self.ledger.display = True
            self.set_focus(self.ledger, scroll_visible=False)

    def action_ledger_toggle(self) -> None:
        """Hide the list of differences, or show it again."""
        if self.focused is self.ledger:
            self.go_to_side(self.active_column)
        self.ledger.display = not self.ledger.display
        self.briefing.session.ledger_hidden = not self.ledger.display
        self.call_after_refresh(self.follow)

    @on(LedgerPane.Pulled)
    def _pulled(self, event: LedgerPane.Pulled) -> None:
        self._heighten(-event.rows)

    def action_ledger_grow(self) -> None:
        """Make the list of differences higher."""
        self._heighten(1)

    def action_ledger_shrink(self) -> None:
        """Make the list of differences lower."""
        self._heighten(-1)

    def _heighten(self, rows: int) -> None:
        most = self.size.height // 2
        self.briefing.session.ledger_height = max(_LEAST_ROWS, min(self.ledger.size.height + rows, most))
        self._fit_ledger()

    def _fit_ledger(self) -> None:
        """Give the list the height that the reader chose, or a quarter of the screen."""
        session, height = self.briefing.session, self.app.size.height
        wanted = session.ledger_height or max(_LEAST_ROWS + 1, height // 4)
        self.ledger.styles.height = min(wanted, height // 2)
        self.ledger.display = not session.ledger_hidden
        self.call_after_refresh(self.follow)

    def action_compare_figures(self) -> None:
        """Show how close the match of each passage is, or hide it."""
        self._figures = not self._figures
        self._write_figures()

    # Which sources ------------------------------------------------------------------------------------

    def action_compare_swap(self) -> None:
        """Let the column being read and the next one change places."""
        other = (self.active_column + 1) % len(self.views)
        mine, theirs = self.active, self.views[other]
        if mine.opened is None or theirs.opened is None:
            return
        passage, left, right = mine.passage, theirs.opened.article.id, mine.opened.article.id
        self._show_others({self.active_column: left, other: right})
        self.go_to_side(other)
        theirs.read_passage(passage)
        self.follow()

    def _change_source(self, step: int) -> None:
        """Show another source of the story in the column after the one being read."""
        shown = [opened.article.id for opened in self.shown]
        column = (self.active_column + 1) % len(self.views)
        articles = self.story.articles
        if len(shown) >= len(articles):
            self.say("All sources of this story are shown")
            return
        at = articles.index(shown[column])
        while articles[at] in shown:
            at = (at + step) % len(articles)
        self._show_others({column: articles[at]})

    def _show_others(self, articles: Mapping[int, str]) -> None:
        """Show other articles in some columns, and compare anew."""
        for column, article in articles.items():
            self.load(self.views[column], article)
        self.pick(None)
        self._entry = self._visited = None
        self._forget()
        self._tell()
        self.compare()

    def action_source_next(self) -> None:
        """Show the story's next source beside the one being read."""
        self._change_source(1)

    def action_source_previous(self) -> None:
        """Show the story's previous source beside the one being read."""
        self._change_source(-1)

    def action_compare_close(self) -> None:
        """Go back to reading, with the article of this side open."""
        self.dismiss(self.spot_read)

    def action_app_back(self) -> None:
        """Step back: out of a link that was begun, the list, the comparison."""
        if self.picked is not None:
            self.pick(None)
        elif self.focused is self.ledger:
            self.go_to_side(self.active_column)
        else:
            self.action_compare_close()
