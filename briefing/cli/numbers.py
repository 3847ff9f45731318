"""Numbers on the command line: of paragraphs, citations and the like, counted from 1."""

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
