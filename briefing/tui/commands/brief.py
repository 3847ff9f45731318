"""The commands of the brief."""

from __future__ import annotations

from briefing.tui.commands.command import Command

BRIEF: tuple[Command, ...] = (
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
)
"""What goes into it, in which order, and how it leaves."""
