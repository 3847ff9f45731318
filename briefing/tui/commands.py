"""Every command of the reader, once: bindings, footer, help, palette and the README's table derive from here.

A command belongs to a place. Places lie within each other: what holds in the reading screen holds in its list
too. A key may therefore stand for one command along such a line of places, and for another elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from briefing.tui.keys import key_label

Place = Literal[
    "everywhere",
    "reading",
    "list",
    "article",
    "names",
    "who",
    "search",
    "compare",
    "sides",
    "ledger",
    "table",
    "brief",
]

PLACES: Mapping[Place, str] = {
    "everywhere": "Everywhere",
    "reading": "Reading",
    "list": "In the list",
    "article": "In the article",
    "names": "In who and where",
    "who": "Who and where by source",
    "search": "In the search field",
    "compare": "Comparing",
    "sides": "Side by side",
    "ledger": "In the list of differences",
    "table": "In the chronology and the claim card",
    "brief": "The brief",
}
"""Each place with its heading, in the order in which they are told."""

_WITHIN: Mapping[Place, Place] = {
    "reading": "everywhere",
    "compare": "everywhere",
    "who": "everywhere",
    "list": "reading",
    "article": "reading",
    "names": "reading",
    "search": "reading",
    "sides": "compare",
    "ledger": "sides",
    "table": "compare",
    "brief": "everywhere",
}


@dataclass(frozen=True)
class Command:
    """Something the reader does at a key press, a click or by name."""

    id: str
    """Dotted and stable: what a keymap names it by."""
    keys: tuple[str, ...]
    """Key names as Textual spells them, the one to teach first."""
    title: str
    """What it does, in a few words, as the palette lists it."""
    help: str
    """What it does, in a sentence."""
    where: Place = "everywhere"
    footer: str = ""
    """Its word in the footer, the same for its counterpart ("j/k move"); empty to leave it out there."""

    @property
    def action(self) -> str:
        """The Textual action that runs it: `action_move_down` for `move.down`."""
        return self.id.replace(".", "_")


COMMANDS: tuple[Command, ...] = (
    Command(
        "move.down", ("j", "down"), "Move down", "Go to the next line of the pane in focus.", footer="move"
    ),
    Command(
        "move.up", ("k", "up"), "Move up", "Go to the previous line of the pane in focus.", footer="move"
    ),
    Command(
        "move.first",
        ("g", "home"),
        "Go to the beginning",
        "Go to the first line of the pane in focus.",
        "reading",
    ),
    Command("move.last", ("G", "end"), "Go to the end", "Go to the last line of the pane in focus."),
    Command(
        "move.page_down", ("space", "pagedown", "ctrl+f"), "Page down", "Go down by the height of the pane."
    ),
    Command("move.page_up", ("b", "pageup", "ctrl+b"), "Page up", "Go up by the height of the pane."),
    Command(
        "list.open",
        ("enter",),
        "Read the article",
        "Go into the article under the cursor and read on there.",
        "list",
        footer="read",
    ),
    Command(
        "names.open",
        ("enter",),
        "Show the mentions",
        "Select the name under the cursor and go to its next mention.",
        "names",
        footer="mentions",
    ),
    Command(
        "names.filter",
        ("f",),
        "Type a name",
        "List only the names with a word that starts as you type.",
        "names",
        footer="filter",
    ),
    Command(
        "names.kinds",
        ("v",),
        "List one kind of names",
        "List one kind of names alone, another at each press, then all again.",
        "names",
        footer="kinds",
    ),
    Command(
        "names.sort",
        ("o",),
        "Sort the names",
        "Sort by mentions here, in the story, by name or by first appearance.",
        "names",
        footer="sort",
    ),
    Command(
        "names.merge",
        ("m",),
        "Merge with another name",
        "Say that the name under the cursor is another's, which you choose next.",
        "names",
        footer="merge",
    ),
    Command(
        "names.split",
        ("s",),
        "Split the name",
        "Say that one writing of the name under the cursor is another name.",
        "names",
        footer="split",
    ),
    Command(
        "names.kind",
        ("e",),
        "Change its kind",
        "Say what the name under the cursor stands for.",
        "names",
    ),
    Command(
        "names.hide",
        ("x",),
        "Hide the name",
        "Mark the name under the cursor no longer, in any article.",
        "names",
        footer="hide",
    ),
    Command(
        "who.open",
        ("enter",),
        "Show the mentions",
        "Go to the mentions of the name in the source under the cursor.",
        "who",
        footer="mentions",
    ),
    Command("who.left", ("h", "left"), "Source on the left", "Go to the source on the left.", "who"),
    Command("who.right", ("l", "right"), "Source on the right", "Go to the source on the right.", "who"),
    Command(
        "who.absent",
        ("a",),
        "Named here, absent there",
        "List only the names that some sources of the story have and others lack, or all again.",
        "who",
        footer="absent somewhere",
    ),
    Command(
        "who.filter",
        ("f",),
        "Type a name",
        "List only the names with a word that starts as you type.",
        "who",
        footer="filter",
    ),
    Command(
        "who.kinds",
        ("v",),
        "List one kind of names",
        "List one kind of names alone, another at each press, then all again.",
        "who",
        footer="kinds",
    ),
    Command(
        "who.sort",
        ("o",),
        "Sort the names",
        "Sort by mentions in the source under the cursor, in the story, by name or by first appearance.",
        "who",
        footer="sort",
    ),
    Command(
        "who.details",
        ("i",),
        "About the name",
        "Tell how the name is written, what it does, why it was marked and where else it occurs.",
        "who",
        footer="about",
    ),
    Command("who.close", ("w", "m"), "Back", "Go back to where one came from.", "who", footer="back"),
    Command(
        "search.accept",
        ("enter",),
        "Search",
        "Run the whole query and go to the list of what was found.",
        "search",
        footer="search",
    ),
    Command(
        "ledger.open",
        ("enter",),
        "Go to the difference",
        "Go to the difference under the cursor, in every text that has it.",
        "ledger",
        footer="go there",
    ),
    Command(
        "table.open",
        ("enter",),
        "Go to the passage",
        "Go to the passage that the line under the cursor speaks of.",
        "table",
        footer="go there",
    ),
    Command(
        "compare.side",
        ("tab", "shift+tab"),
        "Other side",
        "Go to the other source, at the passage that matches the one being read.",
        "sides",
        footer="side",
    ),
    Command("compare.left", ("h", "left"), "Left side", "Go to the source on the left.", "sides"),
    Command("compare.right", ("l", "right"), "Right side", "Go to the source on the right.", "sides"),
    Command(
        "difference.next",
        ("n",),
        "Next difference",
        "Go to the next difference of the list, in every text that has it.",
        "sides",
        footer="difference",
    ),
    Command(
        "difference.previous",
        ("N",),
        "Previous difference",
        "Go to the previous difference of the list, in every text that has it.",
        "sides",
        footer="difference",
    ),
    Command(
        "ledger.show",
        ("d",),
        "List of differences",
        "Go to the list of differences, or from it back to the text.",
        "sides",
        footer="list",
    ),
    Command(
        "ledger.kind",
        ("f",),
        "Next kind of difference",
        "List differences of the next kind alone: denial, numbers, dates, attribution, names, no match.",
        "sides",
        footer="kind",
    ),
    Command(
        "ledger.kind_back",
        ("F",),
        "Previous kind of difference",
        "List differences of the previous kind alone.",
        "sides",
        footer="kind",
    ),
    Command(
        "compare.margin",
        ("g",),
        "Notes in the margin",
        "Read one article in full, with what the others say differently, share or add beside it; again for all.",
        "sides",
        footer="margin",
    ),
    Command(
        "compare.matrix",
        ("m",),
        "Names by source",
        "Show who and what each source names, and how often.",
        "compare",
        footer="matrix",
    ),
    Command(
        "compare.chronology",
        ("t",),
        "Chronology",
        "Show when each source appeared, and when what they tell happened.",
        "compare",
        footer="chronology",
    ),
    Command(
        "compare.close",
        ("c",),
        "Stop comparing",
        "Go back to reading, with the article of this side open.",
        "sides",
        footer="back to reading",
    ),
    Command(
        "link.pin",
        ("equals_sign",),
        "Link two passages",
        "Link the current passage: go to its match on the other side and press it again.",
        "sides",
        footer="link",
    ),
    Command(
        "link.part",
        ("x",),
        "Part two passages",
        "Take the link between the two current passages away.",
        "sides",
        footer="part",
    ),
    Command(
        "link.undo",
        ("u", "ctrl+z"),
        "Undo the last link",
        "Take back your last word on a link between these two sources.",
        "sides",
    ),
    Command(
        "compare.figures",
        ("percent_sign",),
        "Scores of the links",
        "Show at each passage how close its match is, from 0 to 1, or hide it.",
        "sides",
    ),
    Command(
        "compare.swap",
        ("s",),
        "Swap the sides",
        "Let the two sources change places.",
        "sides",
    ),
    Command(
        "ledger.toggle",
        ("D",),
        "Hide or show the differences",
        "Hide the list of differences, or show it again.",
        "sides",
    ),
    Command(
        "ledger.grow",
        ("greater_than_sign", "plus"),
        "Heighten the differences",
        "Make the list of differences higher.",
        "sides",
    ),
    Command(
        "ledger.shrink",
        ("less_than_sign", "minus"),
        "Lower the differences",
        "Make the list of differences lower.",
        "sides",
    ),
    Command(
        "compare.first",
        ("home",),
        "Go to the beginning",
        "Go to the first line of what has the focus.",
        "compare",
    ),
    Command(
        "source.next",
        ("right_square_bracket",),
        "Next source",
        "Go to the story's next source, at the passage that matches the current one.",
        footer="source",
    ),
    Command(
        "source.previous",
        ("left_square_bracket",),
        "Previous source",
        "Go to the story's previous source, at the passage that matches the current one.",
        footer="source",
    ),
    Command(
        "compare.open",
        ("c",),
        "Compare sources",
        "Put the article beside another source of its story, passage by passage.",
        "reading",
        footer="compare",
    ),
    Command(
        "search.open",
        ("slash",),
        "Search",
        "Go to the search field; results come as you type.",
        "reading",
        footer="search",
    ),
    Command(
        "claim.show",
        ("quotation_mark",),
        "Who reports this",
        "Show the claim card of the current passage: who carries it, on whose word, with which figures.",
        footer="who reports",
    ),
    Command(
        "search.refine",
        ("F",),
        "Refine the search",
        "Choose a source, a month, a name or a story that some of the hits share.",
        "reading",
    ),
    Command(
        "search.save",
        ("ctrl+s",),
        "Save the search",
        "Keep the search among the saved ones, or forget it where it is one.",
        "reading",
    ),
    Command(
        "search.saved",
        ("ctrl+o",),
        "Saved searches",
        "Choose a saved search, and see how much in each is new.",
        "reading",
    ),
    Command(
        "article.similar",
        ("ctrl+r",),
        "More like this",
        "Search for articles that share the open one's most telling words.",
        "reading",
    ),
    Command(
        "hit.next",
        ("n",),
        "Next hit",
        "Go to the next place that the search found, on into the next article.",
        "reading",
        footer="hit",
    ),
    Command(
        "hit.previous",
        ("N",),
        "Previous hit",
        "Go to the previous place that the search found, back into the article before.",
        "reading",
        footer="hit",
    ),
    Command(
        "names.show",
        ("w",),
        "Who and where by source",
        "Show who and where each source of the story names, and who is absent where.",
        "reading",
        footer="who",
    ),
    Command(
        "name.details",
        ("i",),
        "About the name",
        "Tell how the name under the cursor is written, why it was marked, and where else it occurs.",
        "reading",
        footer="about",
    ),
    Command(
        "name.undo",
        ("U", "ctrl+z"),
        "Undo with names",
        "Take back what was last put right of names, and say what it was.",
        "reading",
    ),
    Command(
        "name.unhide",
        ("X",),
        "Show a hidden name",
        "Choose one of the names that you hid, to mark it again.",
        "reading",
    ),
    Command(
        "mention.next",
        ("full_stop",),
        "Next mention",
        "Go to the next mention of the selected name.",
        "reading",
        footer="mention",
    ),
    Command(
        "mention.previous",
        ("comma",),
        "Previous mention",
        "Go to the previous mention of the selected name.",
        "reading",
        footer="mention",
    ),
    Command(
        "passage.next",
        ("J", "ctrl+down"),
        "Next passage",
        "Make the next paragraph the current passage.",
        footer="passage",
    ),
    Command(
        "passage.previous",
        ("K", "ctrl+up"),
        "Previous passage",
        "Make the previous paragraph the current passage.",
        footer="passage",
    ),
    Command(
        "story.next", ("right_curly_bracket",), "Next story", "Go to the next story of the list.", "reading"
    ),
    Command(
        "story.previous",
        ("left_curly_bracket",),
        "Previous story",
        "Go to the previous story of the list.",
        "reading",
    ),
    Command(
        "story.merge",
        ("M",),
        "Merge stories",
        "Begin to merge this story with another; on the other one, merge both.",
        "reading",
    ),
    Command(
        "story.move",
        ("V",),
        "Move to another story",
        "Begin to move the article to another story; on the other one, move it there.",
        "reading",
    ),
    Command(
        "story.split",
        ("S",),
        "Split off",
        "Make the article a story of its own.",
        "reading",
    ),
    Command(
        "story.undo",
        ("H",),
        "Undo on stories",
        "Take back the last merge, move or split, and say which it was.",
        "reading",
    ),
    Command("article.unread", ("u",), "Mark as unread", "Mark the open article as unread again.", "reading"),
    Command(
        "pin.toggle",
        ("p",),
        "Pin or unpin",
        "Pin the passage, hit or difference being looked at for the brief of its story, or take the pin back.",
        footer="pin",
    ),
    Command("brief.open", ("B",), "The brief", "Show the brief of the story, or leave it.", footer="brief"),
    Command("note.write", ("C",), "Write a note", "Write a note on the passage being read, or change it."),
    Command("tag.toggle", ("T",), "Tag the article", "Tag the article, or take a tag away."),
    Command("grade.give", ("A",), "Grade the article", "Say how far the article is to be trusted: A1 to F6."),
    Command("star.toggle", ("asterisk",), "Star the article", "Give the article a star, or take it away."),
    Command(
        "deed.undo",
        ("Z",),
        "Undo",
        "Take back the last pin, note, tag, grade, star, mark or change of a brief.",
    ),
    Command("source.browse", ("O",), "Open in the browser", "Open the article's web address in the browser."),
    Command(
        "article.copy",
        ("y",),
        "Copy the passage",
        "Copy the current passage, with its source and date, to the clipboard of the terminal.",
        "reading",
    ),
    Command(
        "library.refresh",
        ("r",),
        "Refresh what is followed",
        "Bring in what is new in the feeds and folders that are followed; again to stop.",
        "reading",
    ),
    Command(
        "report.show",
        ("I",),
        "What came in",
        "Tell of each item of the last run what became of it, and why.",
        "reading",
    ),
    Command(
        "library.reload",
        ("R",),
        "Show new articles",
        "Bring in what has been added to the library since.",
        "reading",
    ),
    Command(
        "brief.go",
        ("enter",),
        "Go to the source",
        "Go to the passage that the line quotes; change what is yours.",
        "brief",
        footer="source",
    ),
    Command(
        "brief.later", ("right_curly_bracket",), "Later", "Put the line or section later.", "brief", "move"
    ),
    Command(
        "brief.earlier",
        ("left_curly_bracket",),
        "Earlier",
        "Put the line or section earlier.",
        "brief",
        "move",
    ),
    Command("brief.leave_out", ("x",), "Leave out", "Do without the line or section.", "brief", "leave out"),
    Command(
        "brief.write",
        ("i",),
        "Write a line",
        "Write a line of your own, which cites what the line under the cursor cites.",
        "brief",
        "write",
    ),
    Command(
        "brief.change",
        ("e",),
        "Change",
        "Change the title, the heading or your own words.",
        "brief",
        "change",
    ),
    Command(
        "brief.edit",
        ("E",),
        "Edit the outline",
        "Open the outline of the brief in $EDITOR.",
        "brief",
        "editor",
    ),
    Command("brief.fill", ("l",), "Ledger or not", "Let the ledger fill the section, or no longer.", "brief"),
    Command("brief.format", ("f",), "Next format", "Preview the next format.", "brief", "format"),
    Command("brief.format_back", ("F",), "Previous format", "Preview the previous format.", "brief"),
    Command("brief.save", ("s",), "Write to a file", "Write what is previewed to a file.", "brief", "save"),
    Command("brief.copy", ("y",), "Copy the brief", "Copy what is previewed.", "brief", "copy"),
    Command(
        "brief.pipe",
        ("vertical_line",),
        "Give to a program",
        "Give what is previewed to a program, which no shell starts.",
        "brief",
    ),
    Command("brief.next", ("n",), "Next brief", "Show the next brief of the story.", "brief"),
    Command("brief.new", ("N",), "Another brief", "Make another brief of the story.", "brief"),
    Command(
        "brief.pane",
        ("tab", "shift+tab"),
        "Other pane",
        "Go from the outline to the preview, or back.",
        "brief",
        "preview",
    ),
    Command("brief.first", ("g", "home"), "Go to the beginning", "Go to the first line.", "brief"),
    Command("pane.next", ("tab",), "Next pane", "Give the focus to the next pane.", "reading"),
    Command(
        "pane.previous", ("shift+tab",), "Previous pane", "Give the focus to the pane before.", "reading"
    ),
    Command(
        "pane.left", ("h", "left"), "Pane on the left", "Give the focus to the pane on the left.", "reading"
    ),
    Command(
        "pane.right",
        ("l", "right"),
        "Pane on the right",
        "Give the focus to the pane on the right.",
        "reading",
    ),
    Command(
        "pane.list", ("1",), "Go to the list", "Give the focus to the list of stories or hits.", "reading"
    ),
    Command("pane.article", ("2",), "Go to the article", "Give the focus to the article.", "reading"),
    Command("pane.names", ("3",), "Go to the names", "Give the focus to who and where.", "reading"),
    Command(
        "pane.zoom",
        ("z",),
        "Zoom the pane",
        "Give the whole screen to the pane in focus; again to give it back.",
        "reading",
    ),
    Command(
        "pane.toggle_list", ("L",), "Hide or show the list", "Hide the list, or show it again.", "reading"
    ),
    Command(
        "pane.toggle_names",
        ("W",),
        "Hide or show who and where",
        "Hide the pane of names, or show it again.",
        "reading",
    ),
    Command(
        "pane.grow",
        ("greater_than_sign", "plus"),
        "Widen the pane",
        "Make the pane in focus wider.",
        "reading",
    ),
    Command(
        "pane.shrink",
        ("less_than_sign", "minus"),
        "Narrow the pane",
        "Make the pane in focus narrower.",
        "reading",
    ),
    Command(
        "app.back",
        ("escape",),
        "Back",
        "Step back: out of the search field, the search, the zoomed pane or the comparison.",
    ),
    Command(
        "app.theme", ("t",), "Choose a theme", "Choose colours and styles, with a live preview.", "reading"
    ),
    Command(
        "app.help",
        ("question_mark", "f1"),
        "Keys",
        "Show the keys, those of the pane in focus first.",
        footer="keys",
    ),
    Command(
        "command.palette",
        ("ctrl+p",),
        "All commands",
        "Find any command by its name and run it.",
        footer="commands",
    ),
    Command("app.quit", ("q", "ctrl+q"), "Quit", "Leave the reader; all comes back at the next start."),
)
"""All commands, in the order in which the footer and the help tell them."""


def places_around(place: Place) -> tuple[Place, ...]:
    """A place and those it lies within, the innermost first: what a key press passes through."""
    around: list[Place] = [place]
    while (outer := _WITHIN.get(around[-1])) is not None:
        around.append(outer)
    return tuple(around)


def overlap(one: Place, other: Place) -> bool:
    """Whether a key press can reach commands of both places."""
    return one in places_around(other) or other in places_around(one)


def commands_of(place: Place, commands: Sequence[Command] = COMMANDS) -> tuple[Command, ...]:
    """The commands that can be given in a place, in the registry's order."""
    around = places_around(place)
    return tuple(command for command in commands if command.where in around)


def keys_table(commands: Iterable[Command] = COMMANDS) -> str:
    """The keys as Markdown, a table for each place, as the README shows them."""
    commands = tuple(commands)
    sections = []
    for place, heading in PLACES.items():
        rows = [command for command in commands if command.where == place]
        if not rows:
            continue
        lines = [f"**{heading}**", "", "| keys | what it does | id for the keymap |", "|---|---|---|"]
        for command in rows:
            keys = " ".join(f"`{key_label(key)}`".replace("|", "\\|") for key in command.keys)
            lines.append(f"| {keys} | {command.help} | `{command.id}` |")
        sections.append("\n".join(lines))
    return "\n\n".join(sections)
