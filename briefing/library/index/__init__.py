"""The search index: a cache made of Whoosh segments, which the archive can always make anew.

Importing it imports numpy, which takes a moment: import it where it is used, never at start-up. What writes
it is in `writing`, which imports Whoosh.
"""

from briefing.library.index.errors import SearchCancelled
from briefing.library.index.schema import IndexDocument
from briefing.library.index.searching import Index, Match, Ranked
from briefing.library.index.stamp import IndexDoubt, Stamp, read_stamp

__all__ = [
    "Index",
    "IndexDocument",
    "IndexDoubt",
    "Match",
    "Ranked",
    "SearchCancelled",
    "Stamp",
    "read_stamp",
]
