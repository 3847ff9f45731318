"""What a command prints: data on stdout, narration on stderr, all of it through the gate for foreign text.

Attributes and colours are drawn on a terminal alone, and colours only where `NO_COLOR` does not ask to do without.
No meaning rests on either.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Mapping, Sequence
from enum import Enum
from io import TextIOWrapper
from typing import NamedTuple, TextIO, TypeAlias

from briefing.safetext import clean, one_line

JSON_VERSION = 1
"""The form of everything that `--json` prints; it grows when a key changes its meaning or goes away."""

Json: TypeAlias = "str | int | float | bool | Mapping[str, Json] | Sequence[Json] | None"


class CommandError(Exception):
    """Why a command could not do what was asked: a sentence that names the item and says what to do."""


class Look(Enum):
    """How a stretch of text is drawn on a terminal: an attribute that every terminal has, and a colour or none."""

    STRONG = ("1", "")  # also people and organisations
    MUTED = ("2", "")
    STATE = ("3", "36")
    PLACE = ("4", "32")
    HIT = ("1;4", "33")


class Marked(NamedTuple):
    """A stretch of text with its look."""

    text: str
    look: Look


def say(*pieces: str | Marked) -> None:
    """Print one line of data; what could end the line early stands in it as a space or a placeholder.

    Raises CommandError where it can't be written, BrokenPipeError where nobody reads on.
    """
    _write("".join(map(_drawn, pieces)))


def say_json(document: Mapping[str, Json]) -> None:
    """Print the document of a `--json`, its version first; raises like `say`."""
    _write(_encoded(document, indent=2))


def report_json(document: Mapping[str, Json]) -> None:
    """Print one document of several on a line of its own, and pass it on at once; raises like `say`."""
    _write(_encoded(document, indent=None))
    finish()


def finish() -> None:
    """See that everything said so far has left; raises like `say`."""
    try:
        _stdout().flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritten(error) from None


def abandon() -> None:
    """Drop what stdout still holds and can't pass on, so that the interpreter does not complain about it later."""
    try:
        _stdout().flush()
    except (OSError, CommandError):
        with contextlib.suppress(OSError, AttributeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def narrate(sentence: str) -> None:
    """Tell something to whoever runs the command, beside its data. Never raises: there may be nobody."""
    if sys.stderr is None:
        return  # else print would take stdout, which is for data alone
    with contextlib.suppress(OSError):
        print(one_line(sentence), file=sys.stderr, flush=True)


def complain(sentence: str) -> None:
    """Say what went wrong. Never raises."""
    narrate(f"briefing: {sentence}")


def forgive_encoding() -> None:
    """Let a character that the locale's encoding lacks come out as a question mark, not as an error."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a stream is a terminal that can draw."""
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def _drawn(piece: str | Marked) -> str:
    if isinstance(piece, str):
        return one_line(piece)
    text = one_line(piece.text)
    if not is_terminal(sys.stdout):
        return text
    attribute, colour = piece.look.value
    codes = f"{attribute};{colour}" if colour and "NO_COLOR" not in os.environ else attribute
    return f"\x1b[{codes}m{text}\x1b[0m"


def _encoded(document: Mapping[str, Json], *, indent: int | None) -> str:
    # What an encoding lacks is then escaped: JSON loses nothing.
    ascii_alone = _stdout().encoding.lower() not in ("utf-8", "utf8")
    return json.dumps(
        _cleaned({"version": JSON_VERSION, **document}), ensure_ascii=ascii_alone, indent=indent
    )


def _cleaned(value: Json) -> Json:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {key: _cleaned(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [_cleaned(item) for item in value]
    return value


def _write(line: str) -> None:
    try:
        print(line, file=_stdout())
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritten(error) from None


def _stdout() -> TextIO:
    if sys.stdout is None:
        raise CommandError("There is no standard output to write to.")
    return sys.stdout


def _unwritten(error: OSError) -> CommandError:
    return CommandError(f"The output could not be written: {error.strerror}.")
