"""Handing over: to another program, to the clipboard, to an editor, to the browser.

No shell is ever asked: every program is started with its arguments one by one, so that nothing in a text or in a web
address can be taken for a command.
"""

from __future__ import annotations

import base64
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from briefing.brief.web_address import web_address
from briefing.safetext import one_line

_SECONDS = 60
_LARGEST_SEQUENCE = 75_000
"""Bytes in base64 that terminals take in one sequence; longer ones are cut or dropped (xterm, tmux, kitty)."""
_OPENERS = (("open",),) if sys.platform == "darwin" else (("xdg-open",), ("gio", "open"), ("wslview",))


class DeliveryError(Exception):
    """Why something could not be handed over: a sentence that says what to do."""


def arguments_of(command: str) -> tuple[str, ...]:
    """A program and its arguments, parted as a shell would, but never run by one. Raises DeliveryError."""
    try:
        arguments = tuple(shlex.split(command))
    except ValueError as error:
        raise DeliveryError(f"“{one_line(command)}” can't be read as a command: {error}.") from None
    if not arguments:
        raise DeliveryError("Name a program to hand the brief to.")
    return arguments


def pipe(text: str, command: Sequence[str], *, quiet: bool = False) -> None:
    """Give a text to a program on its standard input, and wait for its end. Raises DeliveryError.

    What the program prints goes where this one's output goes; nowhere if `quiet`.
    """
    name = one_line(command[0])
    out = subprocess.DEVNULL if quiet else None
    try:
        done = subprocess.run(  # noqa: S603 - an argument vector that the user gave
            list(command), input=text.encode(), stdout=out, stderr=out, timeout=_SECONDS, check=False
        )
    except FileNotFoundError:
        raise DeliveryError(f"There is no program “{name}”.") from None
    except subprocess.TimeoutExpired:
        raise DeliveryError(f"{name} had not ended after {_SECONDS} seconds and was stopped.") from None
    except OSError as error:
        raise DeliveryError(f"{name} could not be started: {error.strerror}.") from None
    if done.returncode != 0:
        raise DeliveryError(f"{name} ended with exit code {done.returncode}.")


def clipboard_sequence(text: str) -> str:
    """What asks a terminal to put a text on its clipboard: OSC 52 of xterm's control sequences.

    Raises DeliveryError for a text that is too long for terminals to take.
    """
    packed = base64.b64encode(text.encode()).decode()
    if len(packed) > _LARGEST_SEQUENCE:
        raise DeliveryError(
            "This is too long for the terminal's clipboard. Name a program for it as `clipboard` in config.yaml, "
            "such as wl-copy, xclip -selection clipboard or pbcopy."
        )
    return f"\x1b]52;c;{packed}\x07"


def edit(text: str, suffix: str) -> str | None:
    """Let the user's editor change a text; None where it was left as it was. Raises DeliveryError.

    The editor is `$VISUAL`, else `$EDITOR`, else vi, and has the terminal until it ends.
    """
    command = arguments_of(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
    with TemporaryDirectory(prefix="briefing-") as folder:
        path = Path(folder) / f"edit{suffix}"
        path.write_text(text, "utf-8")
        try:
            code = subprocess.run([*command, str(path)], check=False).returncode  # noqa: S603 - the user's editor
        except FileNotFoundError:
            raise DeliveryError(f"There is no editor “{one_line(command[0])}”. Set EDITOR to one.") from None
        except OSError as error:
            raise DeliveryError(f"{one_line(command[0])} could not be started: {error.strerror}.") from None
        if code != 0:
            raise DeliveryError(f"{one_line(command[0])} ended with exit code {code}; nothing was changed.")
        try:
            edited = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            raise DeliveryError("What the editor left is no text in UTF-8; nothing was changed.") from None
    return None if edited == text else edited


def browse(url: str | None, browser: Sequence[str] = ()) -> str:
    """Open a web address in the browser, and tell it as it was opened. Raises DeliveryError.

    Only http and https are opened, and never a user name or password with them.
    """
    if url is None:
        raise DeliveryError("This source gives no web address.")
    address = web_address(url)
    if address is None:
        raise DeliveryError("The address that this source gives is not one of the web, so it is not opened.")
    command = tuple(browser) or next((each for each in _OPENERS if shutil.which(each[0])), ())
    if not command:
        raise DeliveryError("No browser was found. Name one as `browser` in config.yaml.")
    try:
        with suppress(ResourceWarning):
            subprocess.Popen(  # noqa: S603 - the address begins with http, so it can be no option
                [*command, address],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
    except OSError as error:
        raise DeliveryError(f"{one_line(command[0])} could not be started: {error.strerror}.") from None
    return address
