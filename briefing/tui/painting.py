"""How a widget comes by the styles of the theme in force."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, cast

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from textual.widget import Widget


class Painter(Protocol):
    """What the app offers to widgets that draw by line."""

    palette: Mapping[str, Style]


def palette(widget: Widget) -> Mapping[str, Style]:
    """The styles by name, as the theme in force resolves them."""
    return cast(Painter, widget.app).palette


def fit_end(text: str, cells: int) -> str:
    """A text padded like `fit`, or cut at its beginning: its end is what counts."""
    if cell_len(text) <= cells or cells <= 1:
        return fit(text, cells)
    while cell_len(text) > cells - 1:
        text = text[1:]
    return fit(f"…{text}", cells)


def fit(text: str, cells: int) -> str:
    """A text cut or padded to exactly so many cells, with an ellipsis where it was cut."""
    if cell_len(text) <= cells:
        return set_cell_size(text, max(0, cells))
    if cells <= 1:
        return "…"[:cells]
    return set_cell_size(set_cell_size(text, cells - 1).rstrip() + "…", cells)
