"""The search index: a cache made of Whoosh segments, which the archive can always make anew.

Importing it imports Whoosh, which takes a while: import it where it is used, never at start-up.
"""

from briefing.library.index.matching import SearchCancelled
from briefing.library.index.schema import IndexDocument
from briefing.library.index.searching import Index, Match
from briefing.library.index.stamp import IndexDoubt, Stamp, read_stamp
from briefing.library.index.writing import (
    IndexNotWritten,
    rebuild,
    rebuild_in_parts,
    worth_merging,
    write,
)

__all__ = [
    "Index",
    "IndexDocument",
    "IndexDoubt",
    "IndexNotWritten",
    "Match",
    "SearchCancelled",
    "Stamp",
    "read_stamp",
    "rebuild",
    "rebuild_in_parts",
    "worth_merging",
    "write",
]
