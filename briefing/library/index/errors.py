"""What ends a search without an answer."""

from __future__ import annotations


class SearchCancelled(Exception):
    """Nobody wants the answer any longer."""
