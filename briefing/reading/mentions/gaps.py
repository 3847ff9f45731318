"""What stands between two tokens, sorted into a few kinds."""

from __future__ import annotations

GAPS = (
    " ",
    "-",
    ", ",
    ". ",
    "\n",
    " (",
    ") ",
    "",
    "’s",
    " - ",
    ' "',
    '" ',
    "/",
    "&",
    " & ",
    ": ",
    "; ",
    "'",
    ",",
    ".",
    "? ",
    "), ",
    "@",
    "#",
)
"""What may stand between two tokens; everything else counts as one more."""
GAP = {gap: number for number, gap in enumerate(GAPS)}
_LIKE = {
    **dict.fromkeys((" “", " ‘", " '"), ' "'),
    **dict.fromkeys(("” ", "’ ", ",” ", '," ', '." ', ".” "), '" '),
    **dict.fromkeys((" — ", " – ", " -- ", "—", " | "), " - "),
    **dict.fromkeys((") - ", "). ", ") -- ", ") — ", ") – "), ") "),
    **dict.fromkeys(("! ", "...", "… "), "? "),
    " ([": " (",
    "–": "-",
}
_NUMBER = GAP | {gap: GAP[like] for gap, like in _LIKE.items()}
_OTHER = len(GAPS)
GAP_KINDS = _OTHER + 1
SPACE, HYPHEN, COMMA, DOT, LINE_END = (GAP[gap] for gap in (" ", "-", ", ", ". ", "\n"))
OPEN_BRACKET, OWNING, AMPERSAND, AND = (GAP[gap] for gap in (" (", "’s", "&", " & "))


def gap_kind(gap: str) -> int:
    """The kind of a gap, below `GAP_KINDS`; its blank stretches are single spaces."""
    return _NUMBER.get(gap, _OTHER)
