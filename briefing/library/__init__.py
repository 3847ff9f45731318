"""Where articles are kept and found: an archive that is the truth, and an index that can be rebuilt from it.

What the rooms above need is named here, and imported only when it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.library.errors import LibraryError, NoLibrary
    from briefing.library.library import Library
    from briefing.library.results import Results
    from briefing.library.shelf import Listing
    from briefing.library.writer import Outcome, Summary, add

_HOME_OF = {
    "Library": "library",
    "LibraryError": "errors",
    "Listing": "shelf",
    "NoLibrary": "errors",
    "Outcome": "writer",
    "Results": "results",
    "Summary": "writer",
    "add": "writer",
}

__all__ = ["Library", "LibraryError", "Listing", "NoLibrary", "Outcome", "Results", "Summary", "add"]


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
