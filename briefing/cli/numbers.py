"""Numbers on the command line: of paragraphs, citations and the like, counted from 1; and how many of a thing."""

from __future__ import annotations

import click


def counted(written: str | int) -> int:
    """The type of an argument that is a number from 1 up, written as it stands on the screen: 3, ¶3 or [3].

    Raises click.BadParameter with a sentence that says what can be written.
    """
    digits = str(written).strip().removeprefix("¶").removeprefix("[").removesuffix("]")
    if not (digits.isdecimal() and len(digits) < 10 and int(digits)):
        raise click.BadParameter(f"“{written}” is no number: give one from 1 up, such as 3.")
    return int(digits)


def how_many(count: int, what: str, several: str = "") -> str:
    """A number with what it counts; `several` is its plural, where an s doesn't make it.

    >>> how_many(1, "brief"), how_many(2, "search", "searches")
    ('1 brief', '2 searches')
    """
    return f"{count} {what if count == 1 else several or what + 's'}"
