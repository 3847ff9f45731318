"""The brief of a story: arranged on the left, and on the right what will be handed over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.worker import get_current_worker

from briefing.annotation import Subject
from briefing.article import Story
from briefing.brief import arranging, formats
from briefing.brief.briefs import Briefs, Draft
from briefing.brief.document import Brief, Citation
from briefing.brief.ledger import LedgerCancelled
from briefing.brief.outline import Outline
from briefing.library.errors import LibraryError
from briefing.library.library import Library
from briefing.tui.commands import Place
from briefing.tui.keymap import bindings
from briefing.tui.screens.annotating import Annotating
from briefing.tui.screens.handing_over import HandingOver
from briefing.tui.screens.lookup import LookupHead
from briefing.tui.spot import Spot
from briefing.tui.widgets.item_pane import ItemPane
from briefing.tui.widgets.key_bar import KeyBar
from briefing.tui.widgets.outline_pane import Item, OutlinePane, begin
from briefing.tui.widgets.preview_pane import PreviewPane

_PREVIEW = 77
"""Columns of a preview beside which the outline stands: for lines of 72."""
_TWO_FROM = 116
"""Columns from which an outline fits beside a preview of 72 columns."""


class Built(NamedTuple):
    """A brief as it is worked on, and as it was built."""

    draft: Draft
    brief: Brief
    others: int
    """How many briefs the story has."""


class BriefScreen(HandingOver, Annotating):
    """Sections and lines to be moved, left out and written, beside the preview. Built in a thread."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("brief", "everywhere")]

    DEFAULT_CSS = """
    BriefScreen { layout: vertical; }
    BriefScreen #brief { height: 1fr; }
    BriefScreen OutlinePane { width: 1fr; }
    BriefScreen PreviewPane { width: 1fr; }
    """

    def __init__(self, library: Library, story: Story) -> None:
        super().__init__()
        self.library = library
        self.story = story
        self.briefs = Briefs(library)
        self.outline = OutlinePane(id="outline")
        self.preview = PreviewPane(id="preview")
        self.built: Built | None = None
        self._name = ""

    # Composition --------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The head, the two panes, the keys."""
        yield LookupHead(f"Brief · {self.story.title}")
        with Horizontal(id="brief"):
            yield self.outline
            yield self.preview
        yield KeyBar("brief", offered_alone=True)

    def on_mount(self) -> None:
        """Draw the frame first, then build the brief in a thread."""
        self._arrange(self.outline)
        self.set_focus(self.outline, scroll_visible=False)
        self.tell("Comparing the sources…")
        self.call_after_refresh(self.annotated)

    def on_resize(self, event: events.Resize) -> None:
        """Show one pane or both."""
        self._arrange(self.preview if self.focused is self.preview else self.outline)

    def _arrange(self, kept: OutlinePane | PreviewPane) -> None:
        both = (self.size.width or self.app.size.width) >= _TWO_FROM
        for pane in (self.outline, self.preview):
            pane.display = both or pane is kept
        self.outline.part(both, lit=False)
        self.preview.styles.min_width = _PREVIEW if both else 0

    def tell(self, text: str) -> None:
        """Say what is shown, under the title."""
        self.query_one(LookupHead).tell(text)

    @property
    def place(self) -> Place:
        """Where a key press lands."""
        return "brief"

    # Building -----------------------------------------------------------------------------------------

    def annotated(self) -> None:
        """Build the brief anew, and show it."""
        self.run_worker(self._build, thread=True, exclusive=True, group="brief", exit_on_error=False)

    def _build(self) -> None:
        worker = get_current_worker()

        def progress(done: int, of: int) -> None:
            if worker.is_cancelled:
                raise LedgerCancelled
            if of > 50 and done % 10 == 0:
                self.app.call_from_thread(self.tell, f"Comparing the sources… {done} of {of} pairs")

        try:
            drafts = self.briefs.of_story(self.story)
            draft = next((draft for draft in drafts if draft.name == self._name), drafts[0])
            built = Built(draft, self.briefs.build(draft, progress), len(drafts))
        except LedgerCancelled:
            return
        except LibraryError as error:
            self.app.call_from_thread(self.tell, str(error))
        else:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._show, built)

    def _show(self, built: Built) -> None:
        self.built, self._name = built, built.draft.name
        self.outline.show(built.draft.outline, built.brief)
        self.show_format()

    def _tell_of(self, built: Built) -> None:
        """Say under the title what the brief has, and in which format it is previewed."""
        pins = sum(line.pinned for section in built.brief.sections for line in section.lines)
        several = f" · one of {built.others} briefs" if built.others > 1 else ""
        kept = self._name if built.draft.is_file else "not arranged yet"
        sources = f"{len(built.brief.sources)} sources · {len(built.brief.citations)} citations"
        self.tell(f"preview: {self.format} · {pins} pinned · {sources} · {kept}{several}")

    def show_format(self) -> None:
        """Show what will be handed over."""
        if self.built is not None:
            self._tell_of(self.built)
            self.preview.show(formats.write(self.built.brief, self.format))

    def text_to_hand_over(self) -> str | None:
        """The brief in the chosen format; None while it is being built."""
        return formats.write(self.built.brief, self.format) if self.built is not None else None

    # What is being looked at --------------------------------------------------------------------------

    def evidence(self) -> Subject | str:
        """The line under the cursor."""
        line = self.outline.current.line if self.outline.current is not None else None
        if line is None:
            return "Go to a line: sections can't be pinned"
        return line.subject or "Your own words need no pin"

    def story_to_brief(self) -> Story | None:
        """The story that this is the brief of."""
        return self.story

    def _citation(self) -> Citation | None:
        """The first citation of the line under the cursor."""
        line = self.outline.current.line if self.outline.current is not None else None
        if line is None or self.built is None:
            return None
        numbers = [n for quotation in line.quotations for n in quotation.citations] + [*line.citations]
        return self.built.brief.citations[numbers[0] - 1] if numbers else None

    @on(ItemPane.Chosen)
    def _chosen(self) -> None:
        self.action_brief_go()

    def action_brief_go(self) -> None:
        """Go to the passage that the line under the cursor quotes."""
        citation = self._citation()
        if citation is None:
            self.action_brief_change()
        elif citation.source.read_at is None:
            self.say("That article is not in this library")
        else:
            anchor = citation.anchor
            text = self.library.article(anchor.article).text
            whole = Spot(anchor.article, 0)
            self.dismiss(
                Spot.of_words(anchor.article, text, anchor.start, anchor.end) if anchor.text else whole
            )

    def action_source_browse(self) -> None:
        """Open the web address of what the line under the cursor cites."""
        citation = self._citation()
        self.browse(citation.source.url if citation is not None else None)

    # Arranging ----------------------------------------------------------------------------------------

    def _change(self, change: Callable[[Outline, Item], Outline | str], said: str) -> None:
        """Change the outline by what the cursor stands on, and keep it; or say why that can't be.

        `said` is what is done to `{}`, which stands for what the cursor is on.
        """
        item = self.outline.current
        if self.built is None or item is None:
            return
        draft = self.built.draft
        changed = change(draft.outline, item)
        if isinstance(changed, str):
            self.say(changed)
        elif changed == draft.outline:
            self.say("It can't go further")
        else:
            self.do(partial(self._keep_outline, draft, changed, said.format(item.called(draft.outline))))

    def _keep_outline(self, draft: Draft, outline: Outline, said: str) -> str:
        self.briefs.keep(draft, outline, f"{said} in the brief {draft.name}")
        return f"{self.key_of('deed.undo')} takes back {said}"

    def _move(self, step: int) -> None:
        def move(outline: Outline, item: Item) -> Outline | str:
            if item.part is None:
                return "The title stands first"
            if item.section is not None and item.at is not None:
                return arranging.move_line(outline, item.section, item.at, step)
            return arranging.move_section(outline, item.part, step)

        self._change(move, "the move of {}")

    def action_brief_later(self) -> None:
        """Put the line or the section one place later."""
        self._move(1)

    def action_brief_earlier(self) -> None:
        """Put the line or the section one place earlier."""
        self._move(-1)

    def action_brief_leave_out(self) -> None:
        """Do without the line or the section."""

        def leave_out(outline: Outline, item: Item) -> Outline | str:
            if item.part is None:
                return "The title can be changed, not left out: e"
            if item.section is not None and item.at is not None:
                return arranging.leave_out(outline, item.section, item.at)
            return arranging.leave_section_out(outline, item.part)

        self._change(leave_out, "leaving out {}")

    def action_brief_fill(self) -> None:
        """Let the ledger fill the section, or no longer."""
        self._change(
            lambda outline, item: (
                "Go to a section" if item.part is None else arranging.fill(outline, item.part)
            ),
            "the change of what fills {}",
        )

    def action_brief_write(self) -> None:
        """Write a line in one's own words before the line under the cursor, citing what that one cites."""
        item = self.outline.current
        if self.built is None or item is None or item.part is None:
            self.say("Go to the section that you want to write in")
            return
        draft, part, at = self.built.draft, item.part, item.at or 0
        cites = [item.line.id] if item.line is not None and item.line.id else []

        def keep(text: str) -> str:
            outline = arranging.write(draft.outline, item.section, part, at, text, cites)
            return self._keep_outline(draft, outline, f"your line “{begin(text)}”")

        cited = "It cites what the line under the cursor cites." if cites else "It cites nothing."
        self.ask("Your own words", keep, hint=cited)

    def action_brief_change(self) -> None:
        """Change the title, the heading or one's own words under the cursor."""
        item = self.outline.current
        if self.built is None or item is None:
            return
        draft = self.built.draft
        if item.part is None:
            self._rewrite(
                "Title", draft.outline.title, partial(_titled, draft.outline), "the change of the title"
            )
        elif item.section is not None and item.at is not None:
            if not (words := item.section.lines[item.at].words):
                self.say("The sources' words stay as they are; i writes your own, enter goes to the passage")
                return
            change = partial(arranging.rewrite, draft.outline, item.section, item.at)
            self._rewrite("Your own words", words, change, "the change of a line")
        else:
            part = draft.outline.parts[item.part]
            change = partial(arranging.head, draft.outline, item.part)
            self._rewrite("Heading", part.heading or part.kind.heading, change, "the change of a heading")

    def _rewrite(self, question: str, value: str, change: Callable[[str], Outline], said: str) -> None:
        assert self.built is not None
        draft = self.built.draft
        self.ask(question, lambda text: self._keep_outline(draft, change(text), said), value=value)

    # Several briefs -----------------------------------------------------------------------------------

    def action_brief_next(self) -> None:
        """Show the story's next brief."""
        drafts = self.briefs.of_story(self.story)
        names = [draft.name for draft in drafts]
        if len(names) < 2:
            self.say("This story has one brief: N makes another")
            return
        self._name = names[(names.index(self._name) + 1) % len(names)] if self._name in names else names[0]
        self.annotated()

    def action_brief_new(self) -> None:
        """Make another brief of the story."""

        def keep(title: str) -> str:
            draft = self.briefs.new(self.story, title)
            self.briefs.keep(draft, draft.outline, f"the making of the brief {draft.name}")
            self._name = draft.name
            return f"Made {draft.name}; {self.taken_back_by}"

        self.ask("Title of the new brief", keep)

    # Moving -------------------------------------------------------------------------------------------

    def action_brief_pane(self) -> None:
        """Go to the other pane."""
        pane = self.preview if self.focused is self.outline else self.outline
        self._arrange(pane)
        self.set_focus(pane, scroll_visible=False)

    def _moved(self, moved: bool, step: int) -> None:
        if not moved:
            self.say("The brief ends here" if step > 0 else "The brief begins here")

    def _step(self, step: int) -> None:
        on_preview = self.focused is self.preview
        self._moved(self.preview.scroll_lines(step) if on_preview else self.outline.move(step), step)

    def _pane(self) -> OutlinePane | PreviewPane:
        return self.preview if self.focused is self.preview else self.outline

    def action_move_down(self) -> None:
        """Go to the next line."""
        self._step(1)

    def action_move_up(self) -> None:
        """Go to the previous line."""
        self._step(-1)

    def action_move_page_down(self) -> None:
        """Go down by a screen."""
        self._moved(self._pane().move_page(1), 1)

    def action_move_page_up(self) -> None:
        """Go up by a screen."""
        self._moved(self._pane().move_page(-1), -1)

    def action_brief_first(self) -> None:
        """Go to the beginning."""
        self._moved(self._pane().move_to_end(-1), -1)

    def action_move_last(self) -> None:
        """Go to the end."""
        self._moved(self._pane().move_to_end(1), 1)

    def action_app_back(self) -> None:
        """Go back to where one came from."""
        self.dismiss(None)

    action_brief_open = action_app_back


def _titled(outline: Outline, title: str) -> Outline:
    return replace(outline, title=title or outline.title)
