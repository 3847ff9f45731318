"""The commands that move, arrange panes and look after the program itself."""

from __future__ import annotations

from briefing.tui.commands.command import Command

MOVING: tuple[Command, ...] = (
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
)
"""Within the pane in focus."""

PANES: tuple[Command, ...] = (
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
"""From pane to pane, and out of the program."""
