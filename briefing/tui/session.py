"""What comes back at the next launch: the search, the article, the place in it and how the panes stand."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

_LARGEST = 64 * 1024
"""Bytes: a larger file is not one of ours."""


@dataclass(repr=False, match_args=False)
class Session:
    """The state of the reader, kept beside the library it belongs to."""

    query: str = ""
    article: str = ""
    passage: int = 0
    line: int = 0
    """The line of the page at the top of the view."""
    focus: str = "list"
    hidden: list[str] = field(default_factory=list)
    list_width: int = 0
    names_width: int = 0
    """Columns of the outer panes; 0 for as many as suit the terminal."""
    zoomed: bool = False
    ledger_height: int = 0
    """Rows of the list of differences; 0 for as many as suit the terminal."""
    ledger_hidden: bool = False
    theme: str = ""

    @classmethod
    def load(cls, path: Path) -> Session:
        """The session of last time. One that is missing or damaged is a fresh one: nothing depends on it."""
        session = cls()
        try:
            if path.stat().st_size > _LARGEST:
                return session
            found = json.loads(path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return session
        if isinstance(found, dict):
            session._take(found)
        return session

    def _take(self, found: dict[str, Any]) -> None:
        """Take over the values that have the type they should have."""
        for item in fields(self):
            value = found.get(item.name)
            current = getattr(self, item.name)
            if type(value) is type(current):
                if isinstance(value, list) and not all(isinstance(entry, str) for entry in value):
                    continue
                setattr(self, item.name, value)

    def save(self, path: Path) -> None:
        """Write the session so that a reader of the file finds the old one or the new one, never half of it.

        Raises:
            OSError: If the folder can't be written to.
        """
        partial = path.with_name(f".{path.name}.{os.getpid()}")
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(asdict(self), file)
        partial.replace(path)
